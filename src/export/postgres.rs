//! One script for psql and for the init directory of PostgreSQL's Docker image: creates the databases as schemas of the
//! current database, including all rows, in one transaction.
//!
//! Run again, it replaces its own tables and nothing else: if someone else's view or foreign key depends on one, it fails and
//! changes nothing.

use super::tables::{Stored, Tables};
use super::unwritten;
use crate::bundle::load_sql::{self, MARKER};
use crate::error::Result;
use crate::schema::{self, Addition, literal};
use crate::tables::Table;
use crate::values::{Home, SqlType};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// Writes the script.
pub(super) fn write(tables: &Tables, out: &mut dyn Write) -> Result<()> {
    let mut text = |sql: &str| {
        let written = out.write_all(sql.as_bytes());
        written.map_err(unwritten(Path::new("the script")))
    };
    text(&head(tables))?;
    for database in tables.databases() {
        let mut sql = format!("\nSET LOCAL search_path = {database};\n\n");
        for stored in tables.of(database) {
            sql += &schema::bare_table_sql(stored.table);
            sql.push('\n');
        }
        text(&sql)?;
    }
    for stored in &tables.all {
        rows(tables, stored, out)?;
    }
    let tail = tail(tables);
    out.write_all(tail.as_bytes())
        .map_err(unwritten(Path::new("the script")))
}

/// Writes the rows of a table in the text format of COPY, as pg_dump does. CSV would not work everywhere: psql before version 18
/// sends the end-of-data line to the server, and a server of version 18 takes it for a row.
fn rows(tables: &Tables, stored: &Stored, out: &mut dyn Write) -> Result<()> {
    let unwritten = || unwritten(Path::new("the script"));
    let (database, name) = (stored.table.database, stored.table.name);
    let copy = format!("COPY {database}.{name} FROM stdin;\n");
    out.write_all(copy.as_bytes()).map_err(unwritten())?;
    let mut line = Vec::new();
    tables.records(stored, |fields| {
        line.clear();
        for field in fields {
            match field {
                None => line.extend_from_slice(b"\\N"),
                Some(text) => escape(text, &mut line),
            }
            line.push(b'\t');
        }
        line.pop();
        line.push(b'\n');
        out.write_all(&line).map_err(unwritten())
    })?;
    out.write_all(b"\\.\n\n").map_err(unwritten())
}

/// Appends a value as COPY reads it, with delimiters and line ends escaped.
fn escape(text: &[u8], line: &mut Vec<u8>) {
    for &byte in text {
        let letter = match byte {
            b'\\' => b'\\',
            b'\t' => b't',
            b'\n' => b'n',
            b'\r' => b'r',
            _ => {
                line.push(byte);
                continue;
            }
        };
        line.extend([b'\\', letter]);
    }
}

/// Renders the part before the first table.
fn head(tables: &Tables) -> String {
    let origin = &tables.bundle.manifest().dhub;
    let databases = tables.databases();
    let names: Vec<String> = tables
        .all
        .iter()
        .map(|one| format!("{}.{}", one.table.database, one.table.name))
        .collect();
    let mut sql = format!(
        "-- A retail bank: {} tables in {} schemas, made by dhub (bundle {}; {}).\n\
         -- Loads into the database that psql connects to: psql -X -f FILE; or into the init directory of PostgreSQL's Docker image.\n\
         -- All or nothing; run again, it replaces its own tables.\n\
         \\set ON_ERROR_STOP on\n\
         \\set QUIET on\n\
         BEGIN;\n\
         SET LOCAL client_encoding = 'UTF8';\n\
         SET LOCAL standard_conforming_strings = on;\n\
         SET LOCAL client_min_messages = warning;\n\
         SET LOCAL transaction_read_only = off;\n\n",
        names.len(),
        databases.len(),
        origin.bundle,
        tables.command(),
    );
    for reference in tables.left_out() {
        let _ = writeln!(sql, "-- Left out: the reference {reference}.");
    }
    for database in databases {
        let _ = writeln!(sql, "CREATE SCHEMA IF NOT EXISTS {database};");
    }
    sql += &foreign(&names);
    let _ = writeln!(sql, "DROP TABLE IF EXISTS\n    {};", names.join(",\n    "));
    sql
}

/// Fails if one of the tables exists and was not created by dhub.
fn foreign(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
    format!(
        "DO $$\n\
         DECLARE\n    name text;\n\
         BEGIN\n    \
             FOREACH name IN ARRAY ARRAY[{}]\n    LOOP\n        \
                 IF to_regclass(name) IS NOT NULL AND coalesce(obj_description(to_regclass(name), 'pg_class'), '') NOT LIKE '%{}%' THEN\n            \
                     RAISE EXCEPTION '% was not created by dhub: rename it, drop it, or use another database', name;\n        \
                 END IF;\n    \
             END LOOP;\n\
         END\n\
         $$;\n",
        names.join(", "),
        MARKER.trim(),
    )
}

/// Renders the part after the rows.
fn tail(tables: &Tables) -> String {
    let mut sql = String::new();
    let origin = &tables.bundle.manifest().dhub;
    let selected = |one: &Addition| tables.has(one.table.database, one.table.name);
    let both =
        |(one, home): &(Addition, Home)| selected(one) && tables.has(home.database, home.table);
    let listed = |sql: &mut String, additions: Vec<Addition>| {
        for one in additions.iter().filter(|one| selected(one)) {
            let _ = writeln!(sql, "{};", one.sql);
        }
    };
    for database in tables.databases() {
        let _ = writeln!(sql, "SET LOCAL search_path = {database};\n");
        listed(&mut sql, schema::keys_of(database));
        let inside = schema::references_of(database, true)
            .into_iter()
            .filter(both);
        listed(&mut sql, inside.map(|(one, _)| one).collect());
        listed(&mut sql, schema::indexes_of(database));
        for stored in tables.of(database) {
            sql += &sequences(stored.table);
            let comment = stored.table.doc.to_string() + &load_sql::mark(database, &origin.bundle);
            let _ = writeln!(
                sql,
                "COMMENT ON TABLE {} IS {};",
                stored.table.name,
                literal(&comment)
            );
        }
        sql.push('\n');
    }
    for database in tables.databases() {
        let between = schema::references_of(database, false)
            .into_iter()
            .filter(both);
        listed(&mut sql, between.map(|(one, _)| one).collect());
    }
    sql += &counts(tables);
    sql += "\nCOMMIT;\n";
    for stored in &tables.all {
        let _ = writeln!(
            sql,
            "ANALYZE {}.{};",
            stored.table.database, stored.table.name
        );
    }
    sql
}

/// Advances the sequence of each identity column past its highest value.
fn sequences(table: &Table) -> String {
    let identity = table
        .columns
        .iter()
        .filter(|one| one.sql == SqlType::Identity);
    let set = identity.map(|column| {
        let (table, column) = (table.name, column.name);
        format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 0) + 1, false) AS done FROM {table} \\gset\n"
        )
    });
    set.collect()
}

/// Fails unless every table has the number of rows stated in the manifest.
fn counts(tables: &Tables) -> String {
    let wanted: Vec<String> = tables
        .all
        .iter()
        .map(|one| {
            let name = format!("{}.{}", one.table.database, one.table.name);
            format!("({}, {}::bigint)", literal(&name), one.resource.rows)
        })
        .collect();
    format!(
        "\nDO $$\n\
         DECLARE\n    wanted record;\n    found bigint;\n\
         BEGIN\n    \
             FOR wanted IN VALUES\n        {}\n    LOOP\n        \
                 EXECUTE 'SELECT count(*) FROM ' || wanted.column1 INTO found;\n        \
                 IF found <> wanted.column2 THEN\n            \
                     RAISE EXCEPTION '%: expected % rows, found %', wanted.column1, wanted.column2, found;\n        \
                 END IF;\n    \
             END LOOP;\n\
         END\n\
         $$;\n",
        wanted.join(",\n        ")
    )
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn delimiters_and_line_breaks_are_escaped() {
        let mut line = Vec::new();
        escape("a\tb\\.\r\nc \u{e9}\u{1F600}".as_bytes(), &mut line);
        assert_eq!(
            String::from_utf8(line).unwrap(),
            "a\\tb\\\\.\\r\\nc \u{e9}\u{1F600}"
        );
    }
}
