//! The values of one column, collected row by row.

use crate::tables::Column;
use crate::values::{Cell, SqlType};

/// Values of one column.
pub(super) struct Values {
    pub(super) data: Data,
    /// Validity of each row; empty for non-nullable columns.
    pub(super) valid: Vec<bool>,
    nullable: bool,
}

/// Values of one type, with a placeholder for each NULL.
pub(super) enum Data {
    /// Concatenated bytes, and the end offset of each text.
    Text(Vec<u8>, Vec<i32>),
    Boolean(Vec<bool>),
    SmallInt(Vec<i16>),
    Integer(Vec<i32>),
    BigInt(Vec<i64>),
    Decimal(Vec<i64>, u8, i8),
    Date(Vec<i32>),
    /// Microseconds since 1970.
    Timestamp(Vec<i64>),
}

const MICROSECONDS: i64 = 1_000_000;

impl Values {
    pub(super) fn new(column: &Column) -> Values {
        let data = match column.sql {
            SqlType::Text => Data::Text(Vec::new(), Vec::new()),
            SqlType::Boolean => Data::Boolean(Vec::new()),
            SqlType::SmallInt => Data::SmallInt(Vec::new()),
            SqlType::Integer => Data::Integer(Vec::new()),
            SqlType::BigInt | SqlType::Identity => Data::BigInt(Vec::new()),
            SqlType::Numeric(precision, scale) => Data::Decimal(Vec::new(), precision, scale as i8),
            SqlType::Date => Data::Date(Vec::new()),
            SqlType::Timestamp => Data::Timestamp(Vec::new()),
        };
        Values {
            data,
            valid: Vec::new(),
            nullable: column.nullable,
        }
    }

    /// Appends a value. A value of the wrong type is stored as NULL, but no declared row has one.
    #[inline]
    pub(super) fn push(&mut self, cell: Cell) {
        if self.nullable {
            self.valid.push(cell != Cell::Null);
        } else {
            debug_assert!(cell != Cell::Null);
        }
        match (&mut self.data, cell) {
            (Data::Text(bytes, ends), cell) => {
                if let Cell::Text(text) = cell {
                    bytes.extend_from_slice(text.as_bytes());
                }
                ends.push(bytes.len() as i32);
            }
            (Data::Boolean(all), cell) => all.push(cell == Cell::Boolean(true)),
            (Data::SmallInt(all), Cell::Integer(n)) => all.push(n as i16),
            (Data::SmallInt(all), _) => all.push(0),
            (Data::Integer(all), Cell::Integer(n)) => all.push(n as i32),
            (Data::Integer(all), _) => all.push(0),
            (Data::BigInt(all), Cell::Integer(n)) => all.push(n),
            (Data::Decimal(all, ..), Cell::Decimal { units, .. }) => all.push(units),
            (Data::Timestamp(all), Cell::Timestamp(second)) => all.push(second.0 * MICROSECONDS),
            (Data::BigInt(all) | Data::Decimal(all, ..) | Data::Timestamp(all), _) => all.push(0),
            (Data::Date(all), Cell::Date(day)) => all.push(day.0),
            (Data::Date(all), _) => all.push(0),
        }
    }

    pub(super) fn clear(&mut self) {
        self.valid.clear();
        match &mut self.data {
            Data::Text(bytes, ends) => {
                bytes.clear();
                ends.clear();
            }
            Data::Boolean(all) => all.clear(),
            Data::SmallInt(all) => all.clear(),
            Data::Integer(all) | Data::Date(all) => all.clear(),
            Data::BigInt(all) | Data::Decimal(all, ..) | Data::Timestamp(all) => all.clear(),
        }
    }
}
