//! Selects tables.

use crate::bundle::{self, Bundle};
use crate::error::{Error, Result};
use crate::query::hints::closest;
use crate::tables::{DATABASES, FILES, Table};

/// A subset of the tables, or all of them.
#[derive(Clone, Debug)]
pub struct Selection {
    tables: Vec<&'static Table>,
}

impl Selection {
    /// Selects all tables of the databases, without the ground truth.
    pub fn all() -> Selection {
        let in_database = |table: &&Table| DATABASES.contains(&table.database);
        Selection {
            tables: FILES.iter().copied().filter(in_database).collect(),
        }
    }

    /// Selects all tables that a bundle has, without the ground truth of a whole one.
    ///
    /// # Errors
    ///
    /// Fails when the manifest names a table that this version does not know.
    pub fn of(bundle: &Bundle) -> Result<Selection> {
        let some = bundle::some_tables(bundle)?;
        Ok(some.map_or_else(Selection::all, |tables| Selection { tables }))
    }

    /// Selects tables by name: a database, or a table qualified by its database, such as `loans_db.loans`. Selects all if no name
    /// is given.
    ///
    /// # Errors
    ///
    /// Fails when a name is neither; the message suggests a similar one.
    pub fn parse<S: AsRef<str>>(names: &[S]) -> Result<Selection> {
        if names.is_empty() {
            return Ok(Selection::all());
        }
        let mut tables: Vec<&'static Table> = Vec::new();
        for name in names {
            let name = name.as_ref();
            let full = |table: &Table| format!("{}.{}", table.database, table.name);
            let named = |table: &&&'static Table| table.database == name || full(table) == name;
            let before = tables.len();
            tables.extend(FILES.iter().filter(named));
            if tables.len() == before {
                let names: Vec<String> = FILES.iter().map(|table| full(table)).collect();
                let all = DATABASES
                    .into_iter()
                    .chain(names.iter().map(String::as_str));
                let hint = closest(name, all).map_or_else(
                    || "expected a database such as loans_db, or a table with its database such as loans_db.loans".to_string(),
                    |meant| format!("did you mean {meant}?"),
                );
                return Err(Error::usage(format!(
                    "--only: no such table or database: {name}; {hint}"
                )));
            }
        }
        let place = |one: &&Table| FILES.iter().position(|file| file.is(one));
        tables.sort_by_key(place);
        tables.dedup_by(|a, b| a.is(b));
        Ok(Selection { tables })
    }

    /// Returns the tables, in load order.
    pub fn tables(&self) -> &[&'static Table] {
        &self.tables
    }
}
