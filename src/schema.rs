//! The SQL of each database, rendered from the [`CATALOGUE`]: tables, keys, checks, comments, foreign keys, and indexes.
//!
//! Constraints have the names that PostgreSQL would choose, because people expect those. PostgreSQL has no default name for two
//! kinds: `<table>_<column>_labels` (allowed values) and `<table>_check_<n>` (checks over several columns).

pub use crate::tables::constraint::literal;

use crate::tables::constraint::Dialect;
use crate::tables::ids::EmployeeId;
use crate::tables::{CATALOGUE, Column, DATABASES, Table};
use crate::values::{Home, SqlType, Value};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// Maximum line width of a list of allowed values.
const WIDTH: usize = 110;

/// The database with the employees.
const STAFF: &str = EmployeeId::HOMES[0].database;

/// Returns the tables of a database, in load order.
pub fn tables_of(database: &str) -> impl Iterator<Item = &'static Table> {
    CATALOGUE
        .iter()
        .copied()
        .filter(move |table| table.database == database)
}

/// Renders `schema.sql` of a database: the complete DDL, to be run on an empty database.
pub fn schema_sql(database: &str) -> String {
    let count = tables_of(database).count();
    format!(
        "-- The {count} tables of {database}, as created by a bundle's load.sh.\n\
         -- Rendered by dhub from the declarations of the tables (src/tables/{database}.rs).\n\
         -- On an empty database: psql -X -v ON_ERROR_STOP=1 -1 -d {database} -f schema.sql\n\n\
         {}\n{}",
        tables_sql(database),
        constraints_sql(database)
    )
}

/// Renders `CREATE TABLE` statements with keys, checks, and comments, in load order.
pub fn tables_sql(database: &str) -> String {
    sections(database, |table| {
        create_table(table, true) + &comments(table)
    })
}

/// Renders `CREATE TABLE` with checks and comments but without primary key and unique constraints, because rows load faster
/// without them.
pub(crate) fn bare_table_sql(table: &Table) -> String {
    create_table(table, false) + &comments(table)
}

/// A constraint or index that is added to an existing table.
pub(crate) struct Addition {
    /// The table.
    pub table: &'static Table,
    /// Name of the constraint or index.
    pub name: String,
    /// The SQL statement, without a semicolon.
    pub sql: String,
}

/// Returns the keys that [`bare_table_sql`] omits: primary keys and unique constraints.
pub(crate) fn keys_of(database: &str) -> Vec<Addition> {
    let key = |table: &'static Table| {
        keys(table).into_iter().map(move |(name, key)| Addition {
            table,
            sql: format!("ALTER TABLE {} ADD CONSTRAINT {name} {key}", table.name),
            name,
        })
    };
    tables_of(database).flat_map(key).collect()
}

/// Returns the foreign keys of a database's tables: either those within the database, or those into other databases, whose tables
/// are qualified by schema.
pub(crate) fn references_of(database: &str, inside: bool) -> Vec<(Addition, Home)> {
    let mut all = Vec::new();
    for table in tables_of(database) {
        for column in table.columns {
            if let Some(home) = column.reference(table)
                && (home.database == database) == inside
                && CATALOGUE
                    .iter()
                    .any(|known| (known.database, known.name) == (home.database, home.table))
            {
                let name = format!("{}_{}_fkey", table.name, column.name);
                let (own, other) = match inside {
                    true => (table.name.to_string(), home.table.to_string()),
                    false => (
                        format!("{}.{}", table.database, table.name),
                        format!("{}.{}", home.database, home.table),
                    ),
                };
                let sql = format!(
                    "ALTER TABLE {own} ADD CONSTRAINT {name}\n    FOREIGN KEY ({}) REFERENCES {other} ({})",
                    column.name, home.column,
                );
                all.push((Addition { table, name, sql }, home));
            }
        }
    }
    all
}

/// Returns the indexes not already created by a key.
pub(crate) fn indexes_of(database: &str) -> Vec<Addition> {
    let mut all = Vec::new();
    for table in tables_of(database) {
        for column in table.columns {
            if has_index(table, column) && !is_key_prefix(table, column) {
                let name = format!("{}_{}_idx", table.name, column.name);
                let sql = format!("CREATE INDEX {name} ON {} ({})", table.name, column.name);
                all.push(Addition { table, name, sql });
            }
        }
    }
    all
}

/// Renders the foreign keys within the database, then the indexes.
pub fn constraints_sql(database: &str) -> String {
    let mut sql = String::new();
    for (reference, _) in references_of(database, true) {
        let _ = writeln!(sql, "{};", reference.sql);
    }
    if !sql.is_empty() {
        sql.push('\n');
    }
    for index in indexes_of(database) {
        let _ = writeln!(sql, "{};", index.sql);
    }
    sql
}

/// Writes `<database>.sql` for every database with tables to a directory, creating it if necessary. Returns the file names.
///
/// # Errors
///
/// Fails when the directory or a file cannot be written.
pub fn write_all(dir: &Path) -> io::Result<Vec<String>> {
    fs::create_dir_all(dir)?;
    let mut names = Vec::new();
    for database in DATABASES {
        if tables_of(database).next().is_some() {
            let name = format!("{database}.sql");
            fs::write(dir.join(&name), schema_sql(database))?;
            names.push(name);
        }
    }
    Ok(names)
}

fn sections(database: &str, render: impl Fn(&Table) -> String) -> String {
    let tables: Vec<String> = tables_of(database).map(render).collect();
    tables.join("\n")
}

fn create_table(table: &Table, with_keys: bool) -> String {
    // An identity column's type is long and implies NOT NULL, so it does not widen the type column.
    let is_identity = |column: &&Column| column.sql == SqlType::Identity;
    let plain = table.columns.iter().filter(|column| !is_identity(column));
    let type_width = plain
        .map(|column| column.sql.to_string().len())
        .max()
        .unwrap_or(0);
    let names = table.columns.iter().map(|column| column.name.len());
    let name_width = names.max().unwrap_or(0);
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let null = if column.nullable || is_identity(&column) {
                ""
            } else {
                "NOT NULL"
            };
            let line = format!(
                "{:name_width$} {:type_width$} {null}",
                column.name,
                column.sql.to_string()
            );
            line.trim_end().to_string()
        })
        .collect();
    if with_keys {
        let keys = keys(table).into_iter();
        lines.extend(keys.map(|(name, key)| format!("CONSTRAINT {name} {key}")));
    }
    lines.extend(checks(table));
    format!(
        "CREATE TABLE {} (\n    {}\n);\n",
        table.name,
        lines.join(",\n    ")
    )
}

/// Returns the name and definition of the primary key and of each unique constraint.
fn keys(table: &Table) -> Vec<(String, String)> {
    let mut keys = vec![(
        format!("{}_pkey", table.name),
        format!("PRIMARY KEY ({})", table.key().name),
    )];
    for columns in table.uniques().skip(1) {
        keys.push((
            format!("{}_{}_key", table.name, columns.join("_")),
            format!("UNIQUE ({})", columns.join(", ")),
        ));
    }
    keys
}

/// Returns the checks on single columns, then those over several.
fn checks(table: &Table) -> Vec<String> {
    let mut checks = Vec::new();
    for column in table.columns {
        if !column.labels.is_empty() {
            checks.push(format!(
                "CONSTRAINT {}_{}_labels CHECK ({} IN ({}))",
                table.name,
                column.name,
                column.name,
                labels(column.labels)
            ));
        }
    }
    for (name, condition) in table.checks() {
        let condition = condition.sql(table, Dialect::PostgreSql);
        checks.push(format!("CONSTRAINT {name} CHECK ({condition})"));
    }
    checks
}

/// Renders a list of literals, on several lines if it is long.
fn labels(labels: &[&str]) -> String {
    let one_line = labels
        .iter()
        .map(|label| literal(label))
        .collect::<Vec<_>>()
        .join(", ");
    if one_line.len() <= WIDTH / 2 {
        return one_line;
    }
    let mut lines = vec![String::new()];
    for (i, label) in labels.iter().enumerate() {
        let comma = if i + 1 < labels.len() { "," } else { "" };
        let label = literal(label) + comma;
        let line = lines.last_mut().expect("never empty");
        if line.is_empty() {
            line.push_str(&label);
        } else if line.len() + label.len() < WIDTH - 8 {
            line.push(' ');
            line.push_str(&label);
        } else {
            lines.push(label);
        }
    }
    format!("\n        {}\n    ", lines.join("\n        "))
}

fn comments(table: &Table) -> String {
    let mut sql = format!(
        "COMMENT ON TABLE {} IS {};\n",
        table.name,
        literal(table.doc)
    );
    for column in table.columns {
        let _ = writeln!(
            sql,
            "COMMENT ON COLUMN {}.{} IS {};",
            table.name,
            column.name,
            literal(&column_comment(table, column))
        );
    }
    sql
}

/// Returns a column's comment, including any reference into another database, for which there is no foreign key.
pub(crate) fn column_comment(table: &Table, column: &Column) -> String {
    match column.reference(table) {
        Some(home) if home.database != table.database => format!(
            "{} References {}.{}({}).",
            column.doc, home.database, home.table, home.column
        ),
        _ => column.doc.to_string(),
    }
}

/// Returns whether the column should be indexed for lookups: if declared so, or if it refers to a row in its own database or to a
/// customer's row in another one. Lookups by employee across databases are not expected.
fn has_index(table: &Table, column: &Column) -> bool {
    let customers = |home: Home| home.database == table.database || home.database != STAFF;
    column.index || column.reference(table).is_some_and(customers)
}

/// Returns whether a key's index already serves lookups by this column.
fn is_key_prefix(table: &Table, column: &Column) -> bool {
    table.uniques().any(|columns| columns[0] == column.name)
}
