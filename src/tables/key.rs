//! Macros that declare key types next to their tables: `numbered!`, `of_customer!` or `numeric!`.
//!
//! A field of a key's type is a reference to the key's table. The digits of a key are a minimum width, not
//! a maximum: customer 10,000,000 is `CUST-10000000`. Keys are sorted by their numbers, see
//! [`order`](crate::values::order).

/// Minimum number of digits of a customer's number.
pub const CUSTOMER_DIGITS: usize = 7;

/// The columns that a key type is the primary key of.
macro_rules! homes {
    ($($database:ident.$table:ident.$column:ident),*) => {
        &[$($crate::values::Home {
            database: stringify!($database),
            table: stringify!($table),
            column: stringify!($column),
        }),*]
    };
}

/// Formatting and parsing of every key type.
macro_rules! text_of_key {
    ($name:ident, $expected:expr, $read:expr) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::values::show(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::Error;

            /// Parses a key as written in the table.
            fn from_str(text: &str) -> $crate::error::Result<$name> {
                $crate::values::parse(text, $expected, $read)
            }
        }
    };
}

/// A text key, made of a prefix and a number: `numbered!(CustomerId, "CUST-", 7, accounts_db.customers.customer_id)`. A number
/// type wider than `u32` follows the width: `7 u64`.
macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident, $prefix:literal, $width:literal, $($homes:tt)*) => {
        $crate::tables::key::numbered!($(#[$meta])* $name, $prefix, $width u32, $($homes)*);
    };
    ($(#[$meta:meta])* $name:ident, $prefix:literal, $width:literal $number:ty, $($homes:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $number);

        impl $crate::values::Value for $name {
            const SQL: $crate::values::SqlType = $crate::values::SqlType::Text;
            const HOMES: &'static [$crate::values::Home] = $crate::tables::key::homes!($($homes)*);
            const READ: Option<$crate::values::Read> = Some($crate::values::read::<$name>);

            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                use $crate::values::numbers::{digits, fits, put, write_number};
                let number = u64::from(self.0);
                if !fits::<$width>(number) {
                    out.extend_from_slice($prefix.as_bytes());
                    return write_number(number, out);
                }
                let mut key = [b'-'; $prefix.len() + $width];
                let at = put(&mut key, 0, $prefix.as_bytes());
                put(&mut key, at, &digits::<$width>(number));
                out.extend_from_slice(&key);
            }
        }

        $crate::tables::key::text_of_key!(
            $name,
            concat!($prefix, " and ", $width, " digits or more"),
            |text| text.strip_prefix($prefix)?.parse().ok().map($name)
        );
    };
}

/// A text key, made of a prefix, the customer's number and ordinals, each with its minimum number of digits:
/// `of_customer!(PaymentId, "PAY-", { policy: u8 = 1, ordinal: u16 = 3 }, insurance_db.premium_payments.payment_id)`.
macro_rules! of_customer {
    (
        $(#[$meta:meta])* $name:ident, $prefix:literal,
        { $($(#[$part_meta:meta])* $part:ident: $type:ty = $width:literal),+ $(,)? }, $($homes:tt)*
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The customer's number.
            pub customer: u32,
            $(
                $(#[$part_meta])*
                #[doc = concat!("`", stringify!($part), "`: ", $width, " digits or more.")]
                pub $part: $type
            ),+
        }

        impl $crate::values::Value for $name {
            const SQL: $crate::values::SqlType = $crate::values::SqlType::Text;
            const HOMES: &'static [$crate::values::Home] = $crate::tables::key::homes!($($homes)*);
            const READ: Option<$crate::values::Read> = Some($crate::values::read::<$name>);

            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                use $crate::tables::key::CUSTOMER_DIGITS;
                use $crate::values::numbers::{digits, fits, put};
                let customer = u64::from(self.customer);
                if !(fits::<CUSTOMER_DIGITS>(customer) $(& fits::<$width>(u64::from(self.$part)))+) {
                    return self.write_long(out);
                }
                let mut key = [b'-'; $prefix.len() + CUSTOMER_DIGITS $(+ 1 + $width)+];
                let at = put(&mut key, 0, $prefix.as_bytes());
                let _at = put(&mut key, at, &digits::<CUSTOMER_DIGITS>(customer));
                $(let _at = put(&mut key, _at + 1, &digits::<$width>(u64::from(self.$part)));)+
                out.extend_from_slice(&key);
            }
        }

        impl $name {
            /// Writes a key with more digits than usual.
            #[cold]
            fn write_long(&self, out: &mut Vec<u8>) {
                use $crate::values::numbers::write_digits;
                out.extend_from_slice($prefix.as_bytes());
                write_digits::<{ $crate::tables::key::CUSTOMER_DIGITS }>(u64::from(self.customer), out);
                $(
                    out.push(b'-');
                    write_digits::<$width>(u64::from(self.$part), out);
                )+
            }
        }

        $crate::tables::key::text_of_key!(
            $name,
            concat!($prefix, "customer", $("-", stringify!($part)),+),
            |text| {
                let mut parts = text.strip_prefix($prefix)?.split('-');
                Some($name {
                    customer: parts.next()?.parse().ok()?,
                    $($part: parts.next()?.parse().ok()?),+
                })
            }
        );
    };
}

/// A numeric key, composed of the parent's number and the ordinal: `numeric!(ReviewId, employees_db.performance_reviews.review_id)`.
macro_rules! numeric {
    ($(#[$meta:meta])* $name:ident, $($homes:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl $crate::values::Value for $name {
            const SQL: $crate::values::SqlType = $crate::values::SqlType::Identity;
            const HOMES: &'static [$crate::values::Home] = $crate::tables::key::homes!($($homes)*);
            const READ: Option<$crate::values::Read> = Some($crate::values::read::<$name>);

            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                $crate::values::numbers::write_number(self.0, out);
            }

            fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> $crate::values::Cell<'a> {
                $crate::values::Cell::Integer(self.0 as i64)
            }
        }

        $crate::tables::key::text_of_key!($name, "a whole number", |text| text.parse().ok().map($name));
    };
}

pub(crate) use {homes, numbered, numeric, of_customer, text_of_key};

numbered!(
    /// `CUST-0000001`. The key of two tables, and part of the keys of everything about a customer.
    CustomerId, "CUST-", 7,
    accounts_db.customers.customer_id, customer_db.customer_profiles.customer_id
);
