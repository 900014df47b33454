//! Typed rows, gathered column by column.

use crate::columnar::arrays;
use crate::tables::{Column, Listed, Table};
use crate::values::{Cell, SqlType};
use arrow_array::ArrayRef;

/// The values of some rows of one table, by columns.
#[derive(Default)]
pub(crate) struct Columns {
    all: Vec<Values>,
    rows: usize,
}

/// The values of one column.
pub(super) struct Values {
    pub(super) data: Data,
    /// For each row whether it has a value; empty for columns that always have one.
    pub(super) valid: Vec<bool>,
    nullable: bool,
}

/// Values of one type, something in the place of each that is NULL.
pub(super) enum Data {
    /// Bytes one after the other, and where each text ends.
    Text(Vec<u8>, Vec<i32>),
    Boolean(Vec<bool>),
    SmallInt(Vec<i16>),
    Integer(Vec<i32>),
    BigInt(Vec<i64>),
    Decimal(Vec<i64>, u8, i8),
    Date(Vec<i32>),
    /// In microseconds.
    Timestamp(Vec<i64>),
}

const MICROSECONDS: i64 = 1_000_000;

impl Columns {
    /// No rows of a table.
    pub(crate) fn new(table: &Table) -> Columns {
        Columns {
            all: table.columns.iter().map(Values::new).collect(),
            rows: 0,
        }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Adds rows of the catalogue.
    pub(crate) fn extend<R: Listed>(&mut self, rows: &[R]) {
        for row in rows {
            let mut columns = self.all.iter_mut();
            row.cells(&mut |_, cell| {
                if let Some(column) = columns.next() {
                    column.push(cell);
                }
            });
        }
        self.rows += rows.len();
    }

    /// Adds a row of cells, one per column and of its type.
    #[cfg(feature = "query")]
    pub(crate) fn push_cells(&mut self, cells: &[Cell]) {
        self.all
            .iter_mut()
            .zip(cells)
            .for_each(|(column, cell)| column.push(*cell));
        self.rows += 1;
    }

    /// Takes the rows out as arrays, one per column; decimals of 128 bits if `wide`, else of 64.
    pub(crate) fn take(&mut self, wide: bool) -> Vec<ArrayRef> {
        let rows = std::mem::take(&mut self.rows);
        self.all
            .iter_mut()
            .map(|column| arrays::of(column, rows, wide))
            .collect()
    }

    /// Drops all rows.
    pub(crate) fn clear(&mut self) {
        self.rows = 0;
        self.all.iter_mut().for_each(Values::clear);
    }
}

impl Values {
    fn new(column: &Column) -> Values {
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

    /// Adds a value of the column's type; of another type it counts as NULL, which no declared row has.
    #[inline]
    fn push(&mut self, cell: Cell) {
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

    fn clear(&mut self) {
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
