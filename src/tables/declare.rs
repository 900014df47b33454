//! The declaration language: [`table!`](crate::table) expands a declaration into the row struct and the
//! [`Table`](super::Table).

/// Declares a table: its row struct, and everything that SQL, CSV and the manifest need.
///
/// ```text
/// table! {
///     /// One row per account.                                  (COMMENT ON TABLE)
///     accounts_db.accounts: Account [                           (who looks after it, and how)
///         term Account, product CashFlow, steward BranchManager, retention Transactions, criticality High
///     ] {
///         /// Key: customer and ordinal.                        (COMMENT ON COLUMN)
///         account_id: AccountId [key],
///         /// The balance after the last transaction.
///         balance: Cents [at_least 0, index, unit Usd],
///     }
///     Check(Is("closed_date", AtLeast(Column("opened_date")))),
/// }
/// ```
#[macro_export]
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        $database:ident.$table:ident: $row:ident $([
            term $term:ident, product $product:ident, steward $steward:ident, retention $retention:ident,
            criticality $criticality:ident $(, freshness $freshness:ident)? $(,)?
        ])? {
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident: $type:ty $([$($flag:ident $($word:ident)? $($argument:literal)*),+ $(,)?])?
            ),+ $(,)?
        }
        $($constraint:expr),* $(,)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub struct $row {
            $($(#[doc = $field_doc])+ pub $field: $type),+
        }

        impl $crate::tables::Row for $row {
            const TABLE: &'static $crate::tables::Table = &$crate::tables::Table {
                database: stringify!($database),
                name: stringify!($table),
                doc: concat!($($doc),+).trim_ascii(),
                columns: &[$(
                    {
                        let column = $crate::tables::Column::of::<$type>(
                            stringify!($field),
                            concat!($($field_doc),+),
                        );
                        $($(let column = $crate::column!(column, $flag $($word)? $($argument)*);)+)?
                        column
                    }
                ),+],
                constraints: &[$($constraint),*],
                stewardship: {
                    let _none: Option<$crate::tables::Stewardship> = None;
                    $(let _none = {
                        let _freshness: Option<$crate::tables::Freshness> = None;
                        $(let _freshness = Some($crate::tables::Freshness::$freshness);)?
                        Some($crate::tables::Stewardship {
                            term: $crate::tables::GlossaryTerm::$term,
                            product: $crate::tables::Product::$product,
                            steward: $crate::tables::employees_db::Role::$steward.label(),
                            owner: $crate::tables::employees_db::Role::$steward.department().label(),
                            retention: $crate::tables::Retention::$retention,
                            criticality: $crate::tables::Criticality::$criticality,
                            freshness: _freshness,
                        })
                    };)?
                    _none
                },
            };

            fn write(&self, out: &mut Vec<u8>) {
                $(
                    $crate::values::Value::write(&self.$field, out);
                    out.push(b',');
                )+
                if let Some(last) = out.last_mut() {
                    *last = b'\n';
                }
            }

            fn cells(
                &self,
                visit: &mut dyn FnMut(&'static $crate::tables::Column, $crate::values::Cell<'_>),
            ) {
                let mut columns = <Self as $crate::tables::Row>::TABLE.columns.iter();
                // Large enough for any key, so that it never grows.
                let mut scratch = Vec::with_capacity(64);
                $(
                    if let Some(column) = columns.next() {
                        visit(column, $crate::values::Value::cell(&self.$field, &mut scratch));
                    }
                )+
            }
        }
    };
}

/// Expands an attribute after a column's type.
#[doc(hidden)]
#[macro_export]
macro_rules! column {
    ($column:ident, key) => {
        $column.key()
    };
    ($column:ident, unique) => {
        $column.unique()
    };
    ($column:ident, index) => {
        $column.index()
    };
    ($column:ident, any_key) => {
        $column.any_key()
    };
    ($column:ident, of_customer $prefix:literal) => {
        $column.of_customer($prefix)
    };
    ($column:ident, event) => {
        $column.event()
    };
    ($column:ident, pii $class:ident) => {
        $column.pii($crate::tables::Pii::$class)
    };
    ($column:ident, unit $unit:ident) => {
        $column.unit($crate::tables::Unit::$unit)
    };
    ($column:ident, term $term:ident) => {
        $column.term($crate::tables::GlossaryTerm::$term)
    };
    ($column:ident, copied $($from:literal)+) => {
        $column.derived($crate::tables::Derivation {
            rule: None,
            from: &[$($from),+],
        })
    };
    ($column:ident, computed $rule:literal $($from:literal)+) => {
        $column.derived($crate::tables::Derivation {
            rule: Some($rule),
            from: &[$($from),+],
        })
    };
    ($column:ident, at_least $least:literal) => {
        $column.check($crate::tables::constraint::Bound::AtLeast($crate::number!(
            $least
        )))
    };
    ($column:ident, above $low:literal) => {
        $column.check($crate::tables::constraint::Bound::Above($crate::number!(
            $low
        )))
    };
    ($column:ident, not $value:literal) => {
        $column.check($crate::tables::constraint::Bound::Not($crate::number!(
            $value
        )))
    };
    ($column:ident, between $least:literal $most:literal) => {
        $column.check($crate::tables::constraint::Bound::Between(
            $crate::number!($least),
            $crate::number!($most),
        ))
    };
    ($column:ident, matches $pattern:literal) => {
        $column.check($crate::tables::constraint::Bound::Matches($pattern))
    };
}

/// Converts a literal to an exact number for comparison.
#[doc(hidden)]
#[macro_export]
macro_rules! number {
    ($literal:literal) => {
        $crate::tables::constraint::Term::Number($crate::tables::constraint::Number::parse(
            stringify!($literal),
        ))
    };
}
