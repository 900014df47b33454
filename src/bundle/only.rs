//! Bundles that hold only some of the tables: naming the selection, and adapting the manifest to it.

use crate::bundle::manifest::{MANIFEST, Manifest, Resource};
use crate::bundle::read::Bundle;
use crate::error::{Error, Result};
use crate::tables::{DIRECTORIES, FILES, Table};
use serde_json::Value;

/// Returns the names of the selected tables, or the database's name where all its tables are selected.
pub(crate) fn names(tables: &[&'static Table]) -> Vec<String> {
    let mut names = Vec::new();
    for database in DIRECTORIES {
        let of = |tables: &[&'static Table]| {
            let of = tables.iter().filter(|table| table.database == database);
            of.map(|table| table.name).collect::<Vec<_>>()
        };
        let (some, all) = (of(tables), of(FILES));
        match some.len() == all.len() {
            true => names.push(database.to_string()),
            false => names.extend(some.iter().map(|table| format!("{database}.{table}"))),
        }
    }
    names
}

/// Returns the tables in a bundle according to its manifest; None if it has all.
pub(crate) fn tables(bundle: &Bundle) -> Result<Option<Vec<&'static Table>>> {
    let only = &bundle.manifest().dhub.only;
    if only.is_empty() {
        return Ok(None);
    }
    let full = |table: &Table| format!("{}.{}", table.database, table.name);
    let named = |table: &Table, name: &String| table.database == *name || full(table) == *name;
    if let Some(unknown) = only
        .iter()
        .find(|name| !FILES.iter().any(|one| named(one, name)))
    {
        let reason = format!(
            "only: expected databases or tables that this version knows, found {unknown:?}; write the bundle again"
        );
        return Err(Error::damaged(&bundle.directory().join(MANIFEST), reason));
    }
    let tables = FILES.iter().copied();
    let tables = tables.filter(|table| only.iter().any(|name| named(table, name)));
    Ok(Some(tables.collect()))
}

impl Manifest {
    /// Restricts the manifest to the tables and databases with these names.
    pub(crate) fn only(mut self, names: Vec<String>) -> Manifest {
        self.description += &format!(" It contains only {}.", names.join(", "));
        self.dhub.only = names;
        keep_references(&mut self.resources);
        self
    }
}

/// Drops references to tables that are not included.
fn keep_references(resources: &mut [Resource]) {
    let there = there(resources);
    resources.iter_mut().for_each(|one| keep(one, &there));
}

/// Returns the names of the included tables.
pub(crate) fn there(resources: &[Resource]) -> Vec<String> {
    resources.iter().map(|one| one.name.clone()).collect()
}

/// Drops a table's references to any tables but itself and `there`.
pub(crate) fn keep(resource: &mut Resource, there: &[String]) {
    let Some(schema) = resource.schema.as_object_mut() else {
        return;
    };
    let references = schema.get_mut("foreignKeys");
    let none = references
        .and_then(Value::as_array_mut)
        .is_some_and(|keys| {
            keys.retain(|key| {
                let home = key["reference"]["resource"].as_str().unwrap_or_default();
                home.is_empty() || there.iter().any(|name| name == home)
            });
            keys.is_empty()
        });
    if none {
        schema.shift_remove("foreignKeys");
    }
}
