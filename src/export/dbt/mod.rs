//! A dbt project: sources with the tests that follow from the declarations, staging models, and marts that reconcile with the
//! sources.
//!
//! The marts are files in `project/`. Their dependencies follow from their `source` and `ref` calls: a mart is written if all its
//! tables are selected, and each table that a mart reads gets a staging model.

mod freshness;
mod models;
mod sources;
mod yaml;

use super::folder::{EntryKind, Folder};
use super::tables::{Stored, Tables};
use super::unwritten;
use crate::bundle::Format;
use crate::error::{Error, Result};
use crate::tables::{CATALOGUE, DATABASES, Table};
use crate::values::calendar::Date;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Files that are always written, with their paths.
const FIXED: [(&str, &str); 6] = [
    ("README.md", include_str!("project/README.md")),
    ("dbt_project.yml", include_str!("project/dbt_project.yml")),
    ("profiles.yml", include_str!("project/profiles.yml")),
    (".gitignore", include_str!("project/gitignore")),
    (
        "tests/generic/holds.sql",
        include_str!("project/tests/generic/holds.sql"),
    ),
    (
        "tests/generic/unique_together.sql",
        include_str!("project/tests/generic/unique_together.sql"),
    ),
];

/// Files and directories that dbt and DuckDB create in a project.
const ARTIFACTS: [&str; 6] = [
    "target",
    "logs",
    "dbt_packages",
    ".user.yml",
    "bank.duckdb",
    "bank.duckdb.wal",
];

/// Classifies a path in a project.
pub(super) fn classify(path: &Path) -> EntryKind {
    if ARTIFACTS.iter().any(|made| path == Path::new(made)) {
        return EntryKind::Artifact;
    }
    let mut files: Vec<String> = FIXED.iter().map(|(place, _)| place.to_string()).collect();
    files.extend(DATABASES.iter().flat_map(|one| sources::places(one)));
    files.extend(CATALOGUE.iter().flat_map(|one| models::staging_places(one)));
    files.extend(models::mart_places().map(str::to_string));
    let mut known = files.iter().map(Path::new);
    if known.clone().any(|file| file == path) {
        return EntryKind::File;
    }
    match known.any(|file| file.starts_with(path)) {
        true => EntryKind::Directory,
        false => EntryKind::Foreign,
    }
}

/// Writes the project.
pub(super) fn write(tables: &Tables, folder: &Folder) -> Result<()> {
    if let Some(answers) = tables.all.iter().find(|one| !in_a_database(one.table)) {
        let table = answers.table;
        return Err(Error::usage(format!(
            "--only: {}.{} is in no database, expected tables of databases for --format dbt",
            table.database, table.name
        )));
    }
    let newest = tables
        .all
        .iter()
        .map(|stored| freshness::newest(tables, stored));
    let newest = newest.collect::<Result<Vec<_>>>()?;
    let as_of = as_of(tables)?;
    for (place, text) in FIXED {
        put(folder, place, &filled(text, tables, as_of)?)?;
    }
    for database in tables.databases() {
        let of_database = tables.all.iter().zip(&newest);
        let of_database: Vec<(&Stored, Option<Date>)> = of_database
            .filter(|(stored, _)| stored.table.database == database)
            .map(|(stored, newest)| (stored, *newest))
            .collect();
        let [yaml, docs] = sources::places(database);
        put(
            folder,
            &yaml,
            &sources::yaml(tables, database, &of_database, as_of),
        )?;
        put(folder, &docs, &sources::docs(&of_database))?;
    }
    for (place, text) in models::of(tables) {
        put(folder, &place, &text)?;
    }
    Ok(())
}

fn in_a_database(table: &Table) -> bool {
    DATABASES.contains(&table.database)
}

/// Returns the as-of date of the bundle.
fn as_of(tables: &Tables) -> Result<Date> {
    let stated = &tables.bundle.manifest().dhub.as_of;
    let read = stated.parse::<Date>();
    read.map_err(|error| error.within(format!("{}, as_of", tables.bundle.directory().display())))
}

/// Fills in the bundle's parameters in a template.
fn filled(text: &str, tables: &Tables, as_of: Date) -> Result<String> {
    let directory = tables.bundle.directory();
    let whole = directory
        .canonicalize()
        .map_err(Error::at("read", directory))?;
    let whole = whole.to_str().filter(|path| !path.contains(['{', '}']));
    let whole = whole.ok_or_else(|| {
        let reason = "is not UTF-8 or has braces, which dbt reads as its own; move the bundle";
        Error::refused(directory, reason)
    })?;
    let text = text
        .replace("@bundle_id@", &tables.bundle.manifest().dhub.bundle)
        .replace("@command@", &tables.command())
        .replace("@as_of@", &as_of.to_string())
        .replace("@end@", &Date(as_of.0 + 1).to_string());
    Ok(text.replace("@bundle@", &yaml::text(whole)))
}

/// Returns DuckDB's function for reading the files of a table, and its arguments other than the path.
fn reader(stored: &Stored) -> (&'static str, String) {
    let format = Format::from_path(&stored.resource.path);
    if !format.is_csv() {
        return ("read_parquet", String::new());
    }
    let columns: Vec<String> = stored
        .table
        .columns
        .iter()
        .map(|one| format!("'{}': '{}'", one.name, super::duckdb::kind(one)))
        .collect();
    let arguments = format!(
        ", header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false, columns = {{{}}}",
        columns.join(", ")
    );
    ("read_csv", arguments)
}

fn put(folder: &Folder, place: &str, text: &str) -> Result<()> {
    let path: PathBuf = folder.place(Path::new(place))?;
    let mut file = File::create_new(&path).map_err(unwritten(&path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(unwritten(&path))
}
