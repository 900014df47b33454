//! A script for DuckDB: a schema per database, typed tables with keys and comments, filled from the CSVs of the bundle.

use super::tables::{Tables, label_checks};
use super::unwritten;
use crate::error::{Error, Result};
use crate::schema::literal;
use crate::tables::{Column, Table};
use crate::values::SqlType;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// Writes the script.
pub(super) fn write(tables: &Tables, out: &mut dyn Write) -> Result<()> {
    let directory = tables.bundle.directory();
    let whole = directory
        .canonicalize()
        .map_err(Error::at("read", directory))?;
    let whole = whole.to_str().ok_or_else(|| {
        Error::refused(
            directory,
            "is not UTF-8, which a DuckDB script requires; move the bundle",
        )
    })?;
    let mut sql = format!(
        "-- A retail bank: {} tables, made by dhub (bundle {}; {}).\n\
         -- duckdb bank.duckdb < FILE. Run again, it replaces its own tables.\n\
         BEGIN;\n\
         -- Location of the bundle.\n\
         SET VARIABLE bundle = {};\n\n",
        tables.all.len(),
        tables.bundle.manifest().dhub.bundle,
        tables.command(),
        literal(whole),
    );
    for database in tables.databases() {
        let _ = writeln!(sql, "CREATE SCHEMA IF NOT EXISTS {database};");
    }
    // Drop referring tables first.
    for stored in tables.all.iter().rev() {
        let (database, name) = (stored.table.database, stored.table.name);
        let _ = writeln!(sql, "DROP TABLE IF EXISTS {database}.{name};");
    }
    for stored in &tables.all {
        let table = stored.table;
        sql += &create(table);
        sql += &fill(table, &stored.resource.path, stored.resource.rows);
        sql += &comments(table);
    }
    sql += "\nCOMMIT;\n";
    out.write_all(sql.as_bytes())
        .map_err(unwritten(Path::new("the script")))
}

/// Returns the type of a column.
pub(super) fn kind(column: &Column) -> String {
    match column.sql {
        SqlType::Text => "VARCHAR".to_string(),
        SqlType::Boolean => "BOOLEAN".to_string(),
        SqlType::SmallInt => "SMALLINT".to_string(),
        SqlType::Integer => "INTEGER".to_string(),
        SqlType::BigInt | SqlType::Identity => "BIGINT".to_string(),
        SqlType::Numeric(precision, scale) => format!("DECIMAL({precision},{scale})"),
        SqlType::Date => "DATE".to_string(),
        SqlType::Timestamp => "TIMESTAMP".to_string(),
    }
}

/// Renders a table with its key and unique columns. References are only in the comments: DuckDB has no references between
/// schemas, and inserts row by row into a table that is referred to.
fn create(table: &Table) -> String {
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let null = if column.nullable { "" } else { " NOT NULL" };
            format!("{} {}{null}", column.name, kind(column))
        })
        .collect();
    for (place, columns) in table.uniques().enumerate() {
        let rule = if place == 0 { "PRIMARY KEY" } else { "UNIQUE" };
        lines.push(format!("{rule} ({})", columns.join(", ")));
    }
    lines.extend(label_checks(table));
    format!(
        "\nCREATE TABLE {}.{} (\n    {}\n);\n",
        table.database,
        table.name,
        lines.join(",\n    ")
    )
}

/// Renders the statement that reads the CSV with the declared types, and a check of the row count.
fn fill(table: &Table, path: &str, rows: u64) -> String {
    let full = format!("{}.{}", table.database, table.name);
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|one| format!("'{}': '{}'", one.name, kind(one)))
        .collect();
    format!(
        "INSERT INTO {full} FROM read_csv(getvariable('bundle') || {},\n    \
             header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false,\n    \
             columns = {{{}}});\n\
         SELECT CASE WHEN count(*) <> {rows} THEN error({} || count(*)) END AS missing FROM {full} HAVING count(*) <> {rows};\n",
        literal(&format!("/{path}")),
        columns.join(", "),
        literal(&format!("{full}: expected {rows} rows, found ")),
    )
}

fn comments(table: &Table) -> String {
    let full = format!("{}.{}", table.database, table.name);
    let mut sql = format!("COMMENT ON TABLE {full} IS {};\n", literal(table.doc));
    for column in table.columns {
        let mut text = column.doc.to_string();
        if let Some(home) = column.reference(table) {
            let _ = write!(
                text,
                " References {}.{}({}).",
                home.database, home.table, home.column
            );
        }
        let _ = writeln!(
            sql,
            "COMMENT ON COLUMN {full}.{} IS {};",
            column.name,
            literal(&text)
        );
    }
    sql
}
