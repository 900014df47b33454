//! A bundle's load.sh against a real PostgreSQL: `make test`, or `scripts/test-postgres.sh cargo test --test load`.

#[path = "../support/mod.rs"]
mod support;

mod attached;
mod defects;
mod evidence;
mod examples;
mod exported;
mod interrupted;
mod lanes;
mod live;
mod loading;
mod looking;
mod names;
mod parts;
mod queries;
mod refusals;
mod starts;
mod surroundings;
mod targets;
mod waiting;

use dhub::schema::tables_of;
use dhub::tables::{Column, Table};
use dhub::values::SqlType;
use support::bundle::Bundle;
use support::server::{Databases, sql};

/// Location of a bundle database's tables: the database on the server, and the schema in it.
type Place<'a> = &'a dyn Fn(&str) -> (String, String);

/// Renders a table's query for COPY as in its file, where booleans are `true` and `false`: COPY writes `t` and `f`.
fn as_in_the_file(table: &Table) -> String {
    let column = |column: &Column| match column.sql {
        SqlType::Boolean => format!("{0}::text as {0}", column.name),
        _ => column.name.to_string(),
    };
    table
        .columns
        .iter()
        .map(column)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the tables of every database, copied out in the order of their rows on disk: name and bytes.
fn copied_out(bundle: &Bundle, place: Place) -> Vec<(String, Vec<u8>)> {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str| directory.path().join(name).display().to_string();
    let mut tables = Vec::new();
    for database in bundle.databases() {
        let (on_server, schema) = place(database);
        let mut script = String::new();
        for table in tables_of(database) {
            let name = table.name;
            script += &format!(
                "\\copy (select {} from {schema}.{name} order by ctid) to '{}' with (format csv, header, encoding 'UTF8')\n",
                as_in_the_file(table),
                file(name)
            );
        }
        sql(&on_server, &script);
        for table in tables_of(database) {
            let bytes = std::fs::read(file(table.name)).unwrap();
            tables.push((format!("{database}.{}", table.name), bytes));
        }
    }
    tables
}

/// Fails unless every table has the bytes of its CSV.
fn assert_loaded(bundle: &Bundle, place: Place) {
    let tables = bundle.tables();
    for (table, (name, bytes)) in tables.iter().zip(copied_out(bundle, place)) {
        let wanted = bundle.csv(table);
        if let Some((line, (wanted, found))) = first_difference(&wanted, &bytes) {
            panic!("{name}, line {line}: expected {wanted:?}, found {found:?}");
        }
    }
}

fn first_difference(wanted: &[u8], found: &[u8]) -> Option<(usize, (String, String))> {
    let lines = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes);
        text.split_inclusive('\n').map(str::to_string).collect()
    };
    if wanted == found {
        return None;
    }
    let (wanted, found) = (lines(wanted), lines(found));
    let line = |lines: &[String], at: usize| lines.get(at).cloned().unwrap_or_default();
    let at = (0..).find(|&at| line(&wanted, at) != line(&found, at))?;
    Some((at + 1, (line(&wanted, at), line(&found, at))))
}

/// In the databases layout.
fn databases_of(databases: &Databases) -> impl Fn(&str) -> (String, String) {
    let prefix = databases.prefix.clone();
    move |database| (format!("{prefix}{database}"), "public".to_string())
}

/// In the schemas layout.
fn schemas_of(databases: &Databases) -> impl Fn(&str) -> (String, String) {
    let one = databases.name("one");
    move |database| (one.clone(), database.to_string())
}

/// Returns the structure of a schema as lines: columns, constraints, indexes, comments (except the marker), sequences.
fn structure(database: &str, schema: &str) -> Vec<String> {
    let script = format!(
        r"SET search_path = {schema};
        SELECT attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
            col_description(attrelid, attnum)
        FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
        WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'r' AND attnum > 0;
        SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = '{schema}'::regnamespace;
        SELECT replace(indexdef, '{schema}.', '') FROM pg_indexes WHERE schemaname = '{schema}';
        SELECT relname, split_part(obj_description(oid, 'pg_class'), E'\n', 1) FROM pg_class
        WHERE relnamespace = '{schema}'::regnamespace;"
    );
    let mut lines: Vec<String> = sql(database, &script).lines().map(str::to_string).collect();
    lines.sort();
    lines
}
