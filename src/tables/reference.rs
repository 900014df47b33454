//! References among a set of tables: the lines of diagrams.

use super::{Column, Table};

/// A column that holds the key of a row of another table, or of its own.
#[derive(Clone, Copy)]
pub struct Reference {
    /// The table with the column.
    pub from: &'static Table,
    /// The column.
    pub column: &'static Column,
    /// The table whose key it holds.
    pub to: &'static Table,
}

impl Reference {
    /// Returns whether it refers to another database.
    pub fn crosses(&self) -> bool {
        self.from.database != self.to.database
    }

    /// Returns whether several rows may refer to one.
    pub fn many(&self) -> bool {
        !self.column.unique && !self.column.key
    }
}

/// Returns every reference between these tables, in table order.
pub fn references(tables: &[&'static Table]) -> Vec<Reference> {
    let of = |&from: &&'static Table| {
        from.columns.iter().filter_map(move |column| {
            let home = column.reference(from)?;
            let there =
                |table: &&&Table| (table.database, table.name) == (home.database, home.table);
            let to = tables.iter().find(there)?;
            Some(Reference { from, column, to })
        })
    };
    tables.iter().flat_map(of).collect()
}
