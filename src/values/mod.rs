//! Leaf values: each knows its SQL type and writes itself as a CSV field.

pub mod calendar;
pub mod cell;
pub mod commerce;
pub mod employers;
pub mod industries;
pub mod money;
pub mod month;
pub mod mortality;
pub mod number_spaces;
pub mod numbers;
pub mod occupations;
pub mod order;
pub mod people;
pub mod phones;
pub mod places;
pub mod property;
pub mod statement;
#[cfg(test)]
pub(crate) mod test_lists;
pub mod texts;
mod value;
pub mod vehicles;

pub use cell::Cell;
pub use value::{Home, Read, SqlType, Text, Value};
pub(crate) use value::{parse, read, show, write_field};

/// Returns the length of the longest label.
pub(crate) const fn longest(labels: &[&str]) -> usize {
    let (mut longest, mut i) = (0, 0);
    while i < labels.len() {
        if labels[i].len() > longest {
            longest = labels[i].len();
        }
        i += 1;
    }
    longest
}

/// Pads a label to a fixed length.
pub(crate) const fn padded<const WIDTH: usize>(label: &str) -> [u8; WIDTH] {
    let mut padded = [b' '; WIDTH];
    let (head, _) = padded.split_at_mut(label.len());
    head.copy_from_slice(label.as_bytes());
    padded
}

/// Declares an enumeration of allowed values: `labels! { /// doc  pub enum Kind { Checking = "checking", ... } }`.
#[macro_export]
macro_rules! labels {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $label, "`")] $variant),+
        }
        impl $name {
            /// All values, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// Returns the value as stored in the table.
            #[inline]
            pub const fn label(self) -> &'static str {
                match self { $($name::$variant => $label),+ }
            }
        }
        impl $crate::values::Value for $name {
            const SQL: $crate::values::SqlType = $crate::values::SqlType::Text;
            const LABELS: &'static [&'static str] = &[$($label),+];
            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                const WIDTH: usize = $crate::values::longest(&[$($label),+]);
                const LABELS: &[[u8; WIDTH]] = &[$($crate::values::padded($label)),+];
                let length = self.label().len();
                $crate::values::numbers::write_first(&LABELS[*self as usize], length, out);
            }

            fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> $crate::values::Cell<'a> {
                $crate::values::Cell::Text(self.label())
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::error::Error;

            /// Parses a value as stored in the table.
            fn from_str(text: &str) -> Result<$name, $crate::error::Error> {
                let found = $name::ALL.iter().find(|value| value.label() == text);
                found.copied().ok_or_else(|| {
                    let all = <$name as $crate::values::Value>::LABELS.join(", ");
                    $crate::error::Error::parse(format!("expected one of {all}, found {text:?}"))
                })
            }
        }
    };
}
