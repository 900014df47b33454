//! One SQLite database: every table with its keys, references, and checks, the comments as a table, and the bundle's parameters.
//!
//! Decimals are SQLite's NUMERIC, which stores them as floating point; dates and timestamps are ISO text; booleans are 0 and 1.

use super::tables::{Stored, Tables, label_checks};
use crate::error::{Error, Result};
use crate::query::cell::typed;
use crate::tables::constraint::Dialect;
use crate::tables::{Column, Table};
use crate::values::SqlType;
use rusqlite::{Connection, OpenFlags, params};
use std::path::Path;

/// `dhub` in four bytes, by which `file` and others can recognize such a database.
const APPLICATION_ID: u32 = u32::from_be_bytes(*b"dhub");

/// Fills the empty file.
pub(super) fn write(tables: &Tables, path: &Path) -> Result<()> {
    let mut db =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(unwritten)?;
    // The file is private until it is complete, so it needs no journal. Checks are off because digests already prove the rows.
    let settings = format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF;
         PRAGMA ignore_check_constraints = ON;
         PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};",
        tables.bundle.manifest().dhub.data_version
    );
    db.execute_batch(&settings).map_err(unwritten)?;
    let transaction = db.transaction().map_err(unwritten)?;
    for stored in &tables.all {
        transaction
            .execute_batch(&create(tables, stored.table))
            .map_err(unwritten)?;
        fill(&transaction, tables, stored)?;
    }
    for stored in &tables.all {
        transaction
            .execute_batch(&indexes(stored.table))
            .map_err(unwritten)?;
    }
    describe(&transaction, tables).map_err(unwritten)?;
    let broken = references_kept(&transaction).map_err(unwritten)?;
    if let Some(table) = broken {
        let directory = tables.bundle.directory();
        let reason = format!("{table} refers to missing rows; see dhub verify");
        return Err(Error::damaged(directory, reason));
    }
    transaction.commit().map_err(unwritten)?;
    db.execute_batch("ANALYZE").map_err(unwritten)?;
    db.close().map_err(|(_, error)| unwritten(error))
}

fn unwritten(error: rusqlite::Error) -> Error {
    Error::engine(format!("cannot write the SQLite database: {error}"))
}

/// Returns the type of a column; its name determines the affinity.
fn kind(column: &Column) -> String {
    match column.sql {
        SqlType::Text => "TEXT".to_string(),
        SqlType::Boolean => "BOOLEAN".to_string(),
        SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Identity => {
            "INTEGER".to_string()
        }
        SqlType::Numeric(precision, scale) => format!("DECIMAL({precision},{scale})"),
        SqlType::Date => "DATE".to_string(),
        SqlType::Timestamp => "TIMESTAMP".to_string(),
    }
}

/// Renders a table with its key, references to selected tables, and the checks that SQLite can evaluate; it has no regular
/// expressions.
fn create(tables: &Tables, table: &Table) -> String {
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let null = if column.nullable { "" } else { " NOT NULL" };
            let key = if column.key { " PRIMARY KEY" } else { "" };
            let home = tables.reference(table, column);
            let reference = home.map_or_else(String::new, |home| {
                format!(
                    " REFERENCES {}({}) DEFERRABLE INITIALLY DEFERRED",
                    home.table, home.column
                )
            });
            format!("{} {}{null}{key}{reference}", column.name, kind(column))
        })
        .collect();
    for columns in table.uniques().skip(1) {
        lines.push(format!("UNIQUE ({})", columns.join(", ")));
    }
    lines.extend(label_checks(table));
    for (name, condition) in table.checks() {
        let condition = condition.sql(table, Dialect::Sqlite);
        if !condition.contains(" REGEXP ") {
            lines.push(format!("CONSTRAINT {name} CHECK ({condition})"));
        }
    }
    format!(
        "CREATE TABLE {} (\n    {}\n);",
        table.name,
        lines.join(",\n    ")
    )
}

/// Inserts the rows of a table.
fn fill(db: &Connection, tables: &Tables, stored: &Stored) -> Result<()> {
    let table = stored.table;
    let places = vec!["?"; table.columns.len()].join(", ");
    let sql = format!("INSERT INTO {} VALUES ({places})", table.name);
    let mut insert = db.prepare(&sql).map_err(unwritten)?;
    tables.records(stored, |fields| {
        for (place, (column, field)) in table.columns.iter().zip(fields).enumerate() {
            let cell = typed(column, *field).map_err(|error| {
                error.within(format!("{}, column {}", stored.resource.path, column.name))
            })?;
            insert
                .raw_bind_parameter(place + 1, cell)
                .map_err(unwritten)?;
        }
        insert.raw_execute().map_err(unwritten)?;
        Ok(())
    })
}

/// Renders the indexes on the columns used for lookups.
fn indexes(table: &Table) -> String {
    let looked_up = table.columns.iter().filter(|column| {
        let is_key_prefix = table.uniques().any(|columns| columns[0] == column.name);
        !is_key_prefix && (column.index || column.reference(table).is_some())
    });
    let index = |column: &Column| {
        let (table, column) = (table.name, column.name);
        format!("CREATE INDEX {table}_{column}_idx ON {table} ({column});\n")
    };
    looked_up.map(index).collect()
}

/// Creates the tables `dhub_bundle`, with the bundle's parameters, and `dhub_columns`, with the comments.
fn describe(db: &Connection, tables: &Tables) -> rusqlite::Result<()> {
    db.execute_batch(
        "CREATE TABLE dhub_bundle (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
         CREATE TABLE dhub_columns (
             database TEXT NOT NULL, table_name TEXT NOT NULL, column_name TEXT, type TEXT, comment TEXT NOT NULL,
             UNIQUE (table_name, column_name)
         );",
    )?;
    let origin = &tables.bundle.manifest().dhub;
    let command = tables.command();
    let data_version = origin.data_version.to_string();
    let mut insert = db.prepare("INSERT INTO dhub_bundle VALUES (?, ?)")?;
    for (name, value) in [
        ("bundle_id", origin.bundle.as_str()),
        ("command", &command),
        ("data_version", &data_version),
        ("as_of", &origin.as_of),
    ] {
        insert.execute(params![name, value])?;
    }
    let left_out = tables.left_out().join("\n");
    if !left_out.is_empty() {
        insert.execute(params!["references_left_out", left_out])?;
    }
    let mut insert = db.prepare("INSERT INTO dhub_columns VALUES (?, ?, ?, ?, ?)")?;
    for table in tables.all.iter().map(|one| one.table) {
        let none: Option<&str> = None;
        insert.execute(params![table.database, table.name, none, none, table.doc])?;
        for column in table.columns {
            let kind = column.sql.to_string();
            insert.execute(params![
                table.database,
                table.name,
                column.name,
                kind,
                column.doc
            ])?;
        }
    }
    Ok(())
}

/// Returns a table with a reference to a missing row, if there is one.
fn references_kept(db: &Connection) -> rusqlite::Result<Option<String>> {
    let mut check = db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = check.query([])?;
    rows.next()?.map(|row| row.get(0)).transpose()
}
