//! The SQL of each database, rendered from the [`CATALOGUE`]: tables, keys, checks, comments, foreign keys, indexes.
//!
//! A constraint bears the name that PostgreSQL would give it, so the names are the ones people expect; the two kinds that
//! PostgreSQL has no name for are `<table>_<column>_labels` (allowed values) and `<table>_check_<n>` (over several columns).

pub use crate::tables::constraint::literal;

use crate::tables::constraint::Dialect;
use crate::tables::ids::EmployeeId;
use crate::tables::{CATALOGUE, Column, DATABASES, Table};
use crate::values::{Home, SqlType, Value};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// Lists of allowed values are broken beyond this width.
const WIDTH: usize = 110;

/// The database of the staff.
const STAFF: &str = EmployeeId::HOMES[0].database;

/// The tables of a database, in load order.
pub fn tables_of(database: &str) -> impl Iterator<Item = &'static Table> {
    CATALOGUE
        .iter()
        .copied()
        .filter(move |table| table.database == database)
}

/// `schema.sql` of a database: everything, to be run by itself on an empty database.
pub fn schema_sql(database: &str) -> String {
    let count = tables_of(database).count();
    format!(
        "-- {database}: its {count} tables, as a bundle's load.sh makes them.\n\
         -- Rendered by dhub from the declarations of the tables (src/tables/{database}.rs).\n\
         -- On an empty database: psql -X -v ON_ERROR_STOP=1 -1 -d {database} -f schema.sql\n\n\
         {}\n{}",
        tables_sql(database),
        constraints_sql(database)
    )
}

/// `CREATE TABLE` with keys, checks and comments, in load order.
pub fn tables_sql(database: &str) -> String {
    sections(database, |table| {
        create_table(table, true) + &comments(table)
    })
}

/// `CREATE TABLE` with checks and comments, without primary key and unique constraints: rows load faster before they exist.
pub(crate) fn bare_table_sql(table: &Table) -> String {
    create_table(table, false) + &comments(table)
}

/// What a table gets beside its columns and conditions.
pub(crate) struct Addition {
    /// The table.
    pub table: &'static Table,
    /// Its name: that of a constraint or an index.
    pub name: String,
    /// The statement that makes it, without a semicolon.
    pub sql: String,
}

/// The keys that [`bare_table_sql`] leaves out: primary keys and unique constraints.
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

/// The foreign keys of a database's tables: those inside the database, or those into another, whose tables are named with
/// their schemas.
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

/// The indexes that no key brings along.
pub(crate) fn indexes_of(database: &str) -> Vec<Addition> {
    let mut all = Vec::new();
    for table in tables_of(database) {
        for column in table.columns {
            if is_looked_up(table, column) && !leads_a_key(table, column) {
                let name = format!("{}_{}_idx", table.name, column.name);
                let sql = format!("CREATE INDEX {name} ON {} ({})", table.name, column.name);
                all.push(Addition { table, name, sql });
            }
        }
    }
    all
}

/// Foreign keys inside the database, then the indexes.
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

/// Writes `<database>.sql` for every database with tables into the directory, which is made if missing. Returns their names.
///
/// # Errors
///
/// When the directory or a file cannot be written.
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
    // An identity's type is long and implies NOT NULL: it stands outside the columns of the text.
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

/// The primary key and the unique constraints: names and what they are.
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

/// The checks of single columns, then those over several.
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

/// A list of literals, on lines of its own when it is long.
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

/// What a column holds; a reference into another database, which no foreign key can tell, is told here.
fn column_comment(table: &Table, column: &Column) -> String {
    match column.reference(table) {
        Some(home) if home.database != table.database => format!(
            "{} References {}.{}({}).",
            column.doc, home.database, home.table, home.column
        ),
        _ => column.doc.to_string(),
    }
}

/// Whether rows are found by this column: it is declared so, or refers to a row of its own database or of a customer in
/// another. Nobody asks another database for what one of the staff did.
fn is_looked_up(table: &Table, column: &Column) -> bool {
    let customers = |home: Home| home.database == table.database || home.database != STAFF;
    column.index || column.reference(table).is_some_and(customers)
}

/// Whether a key's index serves look-ups by this column.
fn leads_a_key(table: &Table, column: &Column) -> bool {
    table.uniques().any(|columns| columns[0] == column.name)
}
