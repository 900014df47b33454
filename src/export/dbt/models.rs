//! Models: staging models rendered from the declarations, and marts with their tests, which are files.

use super::sources;
use crate::export::tables::Tables;
use crate::tables::{CATALOGUE, Column, Table};
use std::fmt::Write as _;

/// A file of the project: path and content.
type ProjectFile = (&'static str, &'static str);

macro_rules! placed {
    ($($part:literal),+) => {
        (concat!($($part),+), include_str!(concat!("project/", $($part),+)))
    };
}

/// A mart: its query, its properties, and the test that reconciles it with the sources.
macro_rules! mart {
    ($name:literal) => {
        (
            $name,
            [
                placed!("models/marts/", $name, ".sql"),
                placed!("models/marts/", $name, ".yml"),
                placed!("tests/", $name, "_against_sources.sql"),
            ],
        )
    };
}

/// The marts.
const MARTS: [(&str, [ProjectFile; 3]); 4] = [
    mart!("customer_360"),
    mart!("monthly_cash_flow"),
    mart!("loan_book"),
    mart!("aml_alerts"),
];

/// Returns the paths of all marts and their tests.
pub(super) fn mart_places() -> impl Iterator<Item = &'static str> {
    MARTS
        .iter()
        .flat_map(|(_, files)| files.iter().map(|(place, _)| *place))
}

/// Returns the paths of a table's staging model.
pub(super) fn staging_places(table: &Table) -> [String; 2] {
    ["sql", "yml"].map(|extension| format!("models/staging/{}.{extension}", staging(table)))
}

/// Returns the name of a table's staging model.
fn staging(table: &Table) -> String {
    format!("stg_{}__{}", table.database, table.name)
}

/// Renders the models that read only selected tables, with their paths.
pub(super) fn of(tables: &Tables) -> Vec<(String, String)> {
    let selected = |table: &Table| tables.has(table.database, table.name);
    let mut files = Vec::new();
    let mut staged = vec![false; CATALOGUE.len()];
    for (name, mart) in &MARTS {
        let reads = |table: &Table| mart.iter().any(|(_, text)| reads(text, table));
        let mut read = CATALOGUE.iter().filter(|table| reads(table));
        if !read.all(|table| selected(table)) {
            continue;
        }
        for (place, text) in mart {
            files.push((place.to_string(), text.to_string()));
        }
        for (staged, table) in staged.iter_mut().zip(CATALOGUE) {
            *staged |= refers(mart, &staging(table));
        }
        debug_assert!(refers(mart, name), "the test of {name} reads it");
    }
    for (table, _) in CATALOGUE.iter().zip(staged).filter(|(_, staged)| *staged) {
        let [sql, yaml] = staging_places(table);
        files.push((sql, staging_sql(table)));
        files.push((yaml, staging_yaml(table)));
    }
    files
}

/// Returns whether a query reads a table, directly or through its staging model.
fn reads(text: &str, table: &Table) -> bool {
    let source = format!("source('{}', '{}')", table.database, table.name);
    text.contains(&source) || text.contains(&format!("ref('{}')", staging(table)))
}

/// Returns whether any of the files refers to a model.
fn refers(files: &[ProjectFile], model: &str) -> bool {
    let wanted = format!("ref('{model}')");
    files.iter().any(|(_, text)| text.contains(&wanted))
}

/// Renders a view of the table's columns.
fn staging_sql(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("    {}", column.name))
        .collect();
    format!(
        "-- {}\nselect\n{}\nfrom {{{{ source('{}', '{}') }}}}\n",
        table.doc,
        columns.join(",\n"),
        table.database,
        table.name,
    )
}

/// Renders the properties of a staging model: its key, and the description of every column from the source.
fn staging_yaml(table: &Table) -> String {
    let mut out = format!(
        "version: 2\n\nmodels:\n  - name: {}\n    description: {}\n    columns:\n",
        staging(table),
        super::yaml::text(table.doc),
    );
    for column in table.columns {
        let _ = write!(
            out,
            "      - name: {}\n        description: \"{{{{ doc('{}') }}}}\"\n",
            column.name,
            sources::doc_of(table, column),
        );
        out += &meaning(column);
        if column.key {
            out += "        data_tests: [unique, not_null]\n";
        }
    }
    out
}

fn meaning(column: &Column) -> String {
    match sources::meaning(column) {
        none if none.is_empty() => none,
        meaning => format!("        config:\n          meta: {meaning}\n"),
    }
}
