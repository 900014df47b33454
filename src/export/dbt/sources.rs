//! Sources: one per database, with everything that the declarations say about its tables.

use super::{freshness, reader, yaml};
use crate::export::tables::{Stored, Tables};
use crate::tables::constraint::Dialect;
use crate::tables::{Column, Table};
use crate::values::SqlType;
use crate::values::calendar::Date;
use std::fmt::Write as _;

/// Returns the paths of a database's files: its sources, and the descriptions of its columns for reuse in models.
pub(super) fn places(database: &str) -> [String; 2] {
    ["yml", "md"].map(|extension| format!("models/sources/{database}.{extension}"))
}

/// Renders the sources of a database, each with the date of its newest row.
pub(super) fn yaml(
    tables: &Tables,
    database: &str,
    of_database: &[(&Stored, Option<Date>)],
    as_of: Date,
) -> String {
    let mut out = format!("version: 2\n\nsources:\n  - name: {database}\n    tables:\n");
    for (stored, newest) in of_database {
        let table = stored.table;
        let _ = write!(
            out,
            "      - name: {}\n        description: {}\n        config:\n          meta:\n            \
             formatter: oldstyle\n            external_location: {}\n",
            table.name,
            yaml::text(table.doc),
            yaml::text(&location(stored)),
        );
        if let Some(event) = table.event_time() {
            let _ = writeln!(out, "          event_time: {}", event.name);
            let limits = newest.and_then(|newest| freshness::limits(newest, as_of));
            out += &match limits {
                None => "          freshness: null\n".to_string(),
                Some((warn, error)) => format!(
                    "          loaded_at_field: \"{} + {{{{ var('freshness_shift') }}}}\"\n          freshness:\n            \
                     warn_after: {{count: {warn}, period: day}}\n            error_after: {{count: {error}, period: day}}\n",
                    event.name
                ),
            };
        }
        out += &over_several(table);
        out += "        columns:\n";
        for column in table.columns {
            out += &of_column(tables, table, column);
        }
    }
    out
}

/// Returns the location of the rows for DuckDB: its read function, in which the adapter replaces placeholders that start with
/// `%`.
fn location(stored: &Stored) -> String {
    let (function, arguments) = reader(stored);
    format!(
        "{function}('{{{{ var('bundle') | replace(\"'\", \"''\") | replace('%', '%%') }}}}/{}'{})",
        stored.resource.path.replace('%', "%%"),
        arguments.replace('%', "%%"),
    )
}

/// Renders the tests over several columns: unique keys and checks.
fn over_several(table: &Table) -> String {
    let mut out = String::new();
    for columns in table.uniques().filter(|columns| columns.len() > 1) {
        let _ = write!(
            out,
            "          - unique_together:\n              name: {}_{}_key\n              arguments:\n                columns: {}\n",
            table.name,
            columns.join("_"),
            yaml::list(&columns),
        );
    }
    for (name, condition) in table.checks() {
        let _ = write!(
            out,
            "          - holds:\n              name: {name}\n              arguments:\n                condition: {}\n",
            yaml::text(&condition.sql(table, Dialect::PostgreSql)),
        );
    }
    match out.is_empty() {
        true => out,
        false => format!("        data_tests:\n{out}"),
    }
}

/// Returns the type of a column in PostgreSQL.
fn kind(column: &Column) -> String {
    match column.sql {
        SqlType::Identity => SqlType::BigInt.to_string(),
        kind => kind.to_string(),
    }
}

fn of_column(tables: &Tables, table: &Table, column: &Column) -> String {
    let mut out = format!(
        "          - name: {}\n            description: {}\n            data_type: {}\n",
        column.name,
        yaml::text(column.doc),
        yaml::text(&kind(column)),
    );
    let meaning = meaning(column);
    if !meaning.is_empty() {
        let _ = writeln!(out, "            config:\n              meta: {meaning}");
    }
    let mut tests = String::new();
    if column.key || column.unique {
        tests += "              - unique\n";
    }
    if !column.nullable {
        tests += "              - not_null\n";
    }
    if !column.labels.is_empty() {
        let _ = write!(
            tests,
            "              - accepted_values:\n                  arguments:\n                    values: {}\n",
            yaml::list(column.labels)
        );
    }
    if let Some(home) = tables.reference(table, column) {
        let _ = write!(
            tests,
            "              - relationships:\n                  arguments:\n                    to: source('{}', '{}')\n                    field: {}\n",
            home.database, home.table, home.column
        );
    }
    if !tests.is_empty() {
        let _ = write!(out, "            data_tests:\n{tests}");
    }
    out
}

/// Renders personal data and unit of a column as a mapping; empty if it has neither.
pub(super) fn meaning(column: &Column) -> String {
    let pii = column.pii.map(|pii| format!("pii: {}", pii.label()));
    let unit = column.unit.map(|unit| format!("unit: {}", unit.label()));
    let all: Vec<String> = pii.into_iter().chain(unit).collect();
    match all.is_empty() {
        true => String::new(),
        false => format!("{{{}}}", all.join(", ")),
    }
}

/// Returns the name of a column's doc block.
pub(super) fn doc_of(table: &Table, column: &Column) -> String {
    format!("{}__{}__{}", table.database, table.name, column.name)
}

/// Renders the doc blocks of all columns, by name.
pub(super) fn docs(of_database: &[(&Stored, Option<Date>)]) -> String {
    let mut out = String::new();
    for (stored, _) in of_database {
        for column in stored.table.columns {
            let name = doc_of(stored.table, column);
            let _ = write!(
                out,
                "{{% docs {name} %}}\n{}\n{{% enddocs %}}\n\n",
                column.doc
            );
        }
    }
    out
}
