//! Collects typed rows as columns.

use crate::columnar::arrays;
use crate::columnar::values::Values;
use crate::tables::{Listed, Table};
use crate::values::Cell;
use arrow_array::ArrayRef;

/// Rows of one table, stored by column.
#[derive(Default)]
pub(crate) struct Columns {
    all: Vec<Values>,
    rows: usize,
}

impl Columns {
    /// Creates empty columns for a table.
    pub(crate) fn new(table: &Table) -> Columns {
        Columns {
            all: table.columns.iter().map(Values::new).collect(),
            rows: 0,
        }
    }

    /// Returns the number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Appends typed rows.
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

    /// Appends a row of cells, one per column and of the column's type.
    #[cfg(feature = "query")]
    pub(crate) fn push_cells(&mut self, cells: &[Cell]) {
        self.all
            .iter_mut()
            .zip(cells)
            .for_each(|(column, cell)| column.push(*cell));
        self.rows += 1;
    }

    /// Moves the rows into arrays, one per column. Decimals have 128 bits if `wide`, otherwise 64.
    pub(crate) fn take(&mut self, wide: bool) -> Vec<ArrayRef> {
        let rows = std::mem::take(&mut self.rows);
        self.all
            .iter_mut()
            .map(|column| arrays::of(column, rows, wide))
            .collect()
    }

    /// Removes all rows.
    pub(crate) fn clear(&mut self) {
        self.rows = 0;
        self.all.iter_mut().for_each(Values::clear);
    }
}
