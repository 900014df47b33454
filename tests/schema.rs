//! The committed schema/*.sql match the tables' declarations.

use dhub::schema;
use dhub::tables::{CATALOGUE, DATABASES};
use std::collections::HashSet;
use std::path::Path;

#[test]
fn committed_schemas_are_fresh() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let rendered = tempfile::tempdir().unwrap();
    let names = schema::write_all(rendered.path()).unwrap();
    let read = |dir: &Path, name: &str| std::fs::read_to_string(dir.join(name)).unwrap_or_default();
    let stale: Vec<&String> = names
        .iter()
        .filter(|name| read(&committed, name) != read(rendered.path(), name))
        .collect();
    assert!(
        stale.is_empty(),
        "stale in schema/: {stale:?}; refresh with `make schema`"
    );
    let mut files: Vec<String> = std::fs::read_dir(&committed)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let mut names = names;
    names.sort();
    assert_eq!(files, names, "schema/ holds one file for each database");
}

#[test]
fn every_table_and_column_has_a_comment() {
    for table in CATALOGUE {
        assert!(table.doc.ends_with('.'), "{}: {:?}", table.name, table.doc);
        for column in table.columns {
            let doc = column.doc;
            assert!(
                doc.ends_with('.'),
                "{}.{}: {doc:?}",
                table.name,
                column.name
            );
        }
    }
}

#[test]
fn references_to_other_databases_are_in_the_comment() {
    for table in CATALOGUE {
        let sql = schema::schema_sql(table.database);
        for column in table.columns {
            let Some(home) = column.reference(table) else {
                continue;
            };
            let key = format!("{}_{}_fkey", table.name, column.name);
            let inside = home.database == table.database;
            assert_eq!(
                sql.contains(&format!("ADD CONSTRAINT {key}\n")),
                inside,
                "{key}"
            );
            if !inside {
                let told = format!(
                    "References {}.{}({}).';",
                    home.database, home.table, home.column
                );
                let comment = format!("COMMENT ON COLUMN {}.{} IS ", table.name, column.name);
                let line = sql.lines().find(|line| line.starts_with(&comment)).unwrap();
                assert!(line.ends_with(&told), "{line}");
            }
        }
    }
}

/// Names of constraints and indexes: within PostgreSQL's 63 bytes, and each once in its database.
#[test]
fn names_are_short_enough_and_unique() {
    for database in DATABASES {
        let sql = schema::schema_sql(database);
        let mut seen = HashSet::new();
        for line in sql.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let after = |word| {
                words
                    .iter()
                    .position(|found| *found == word)
                    .map(|at| words[at + 1])
            };
            if let Some(name) = after("CONSTRAINT").or(after("INDEX")) {
                assert!(name.len() <= 63, "{name} has {} bytes", name.len());
                assert!(seen.insert(name), "{name} is listed twice");
            }
        }
    }
}
