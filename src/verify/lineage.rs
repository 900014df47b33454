//! Tests that the data matches the lineage of columns in the declarations.
//!
//! A copied value occurs in one of its source columns. For a computed value, the rule that recomputes it is run on
//! a bundle whose source columns have been changed one by one: it must detect that.

use super::proof::{engine, finds, seed};
use super::rules::{self, FILES, Rule};
use crate::bundle::Bundle;
use crate::plan::Scale;
use crate::query::engine::Engine;
use crate::tables::{Column, Derivation, Table, column_named, files};
use crate::values::SqlType;
use rusqlite::types::Value;

/// Lists all derivations, each with its table and column.
fn derivations() -> impl Iterator<Item = (&'static Table, &'static Column, Derivation)> {
    let columns = |table: &'static Table| table.columns.iter().map(move |column| (table, column));
    files().flat_map(columns).flat_map(|(table, column)| {
        let all = column.derivations();
        all.map(move |one| (table, column, one))
    })
}

/// Returns other values of a column, as SQL expressions; a rule may tolerate some of them.
fn changes(column: &Column) -> Vec<String> {
    let name = column.name;
    let shifted = |days: i32| match column.sql {
        SqlType::Date => format!("add_days({name}, {days})"),
        _ => format!("add_days(substr({name}, 1, 10), {days}) || substr({name}, 11)"),
    };
    let mut changes = match column.sql {
        SqlType::Date | SqlType::Timestamp => [-200, 1, 200].map(shifted).to_vec(),
        SqlType::Boolean => vec![format!("NOT {name}")],
        SqlType::Text if column.labels.is_empty() => vec![format!("{name} || 'x'")],
        SqlType::Text => {
            let next = column.labels.iter().cycle().skip(1);
            let cases = column.labels.iter().zip(next);
            let cases = cases.map(|(label, next)| format!(" WHEN '{label}' THEN '{next}'"));
            vec![format!("CASE {name}{} END", cases.collect::<String>())]
        }
        _ => ["+ 7", "* 2", "* 0"]
            .map(|by| format!("{name} {by}"))
            .to_vec(),
    };
    changes.push("the_most".to_string());
    if column.nullable {
        changes.push("NULL".to_string());
    }
    changes
}

/// Returns whether a rule detects that a column has other values.
fn sees(rule: &Rule, engine: &Engine, place: &str) -> bool {
    let (home, column) = column_named(place).unwrap_or_else(|| panic!("no column {place}"));
    let table = format!("{}.{}", home.database, home.name);
    changes(column).iter().any(|value| {
        let sql = format!(
            "UPDATE {table} SET {0} = {value} FROM (SELECT max({0}) AS the_most FROM {table})",
            column.name,
        );
        let run = |sql: &str| {
            let outcome = engine.execute(sql);
            outcome.unwrap_or_else(|error| panic!("{error}: {sql}"));
        };
        run("BEGIN");
        run(&sql);
        let seen = finds(rule, engine);
        run("ROLLBACK");
        seen
    })
}

/// Returns how many values of a column occur in none of its source columns, and how many occur in each.
fn copied(engine: &Engine, table: &Table, column: &Column, from: &[&str]) -> Vec<i64> {
    let within = |source: &&str| {
        let (home, other) = column_named(source).unwrap_or_else(|| panic!("no column {source}"));
        format!(
            "{} IN (SELECT {} FROM {}.{})",
            column.name, other.name, home.database, home.name
        )
    };
    let sources: Vec<String> = from.iter().map(within).collect();
    let counts: Vec<String> = sources
        .iter()
        .map(|source| format!(", total({source})"))
        .collect();
    let sql = format!(
        "SELECT total(NOT ({})){} FROM {}.{} WHERE {} IS NOT NULL",
        sources.join(" OR "),
        counts.concat(),
        table.database,
        table.name,
        column.name,
    );
    let answer = engine
        .query(&sql)
        .unwrap_or_else(|error| panic!("{error}: {sql}"));
    let whole = |value: &Value| match value {
        Value::Integer(count) => *count,
        Value::Real(count) => *count as i64,
        other => panic!("{sql}: {other:?}"),
    };
    answer.rows[0].iter().map(whole).collect()
}

/// Fails with the faults, or if there were too few edges to check.
fn conclude(faults: &[String], edges: usize, least: usize) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(edges >= least, "only {edges} edges");
}

/// The bank is large enough to have rare rows, such as a suspicious activity report that was filed late.
#[test]
fn copied_values_occur_in_their_source_columns() {
    let dir = tempfile::tempdir().unwrap();
    seed(dir.path(), "5".parse().unwrap());
    let engine = engine(&Bundle::open(dir.path()).unwrap());
    let mut faults = Vec::new();
    let mut edges = 0;
    for (table, column, derivation) in derivations().filter(|(.., one)| one.rule.is_none()) {
        let place = format!("{}.{}.{}", table.database, table.name, column.name);
        edges += derivation.from.len();
        let counts = copied(&engine, table, column, derivation.from);
        if counts[0] > 0 {
            let lost = counts[0];
            faults.push(format!("{place}: {lost} values are copied from nowhere"));
        }
        for (source, count) in derivation.from.iter().zip(&counts[1..]) {
            if *count == 0 {
                faults.push(format!("{place}: no value is one of {source}"));
            }
        }
    }
    conclude(&faults, edges, 30);
}

#[test]
fn the_rule_of_a_computed_value_depends_on_its_sources() {
    let dir = tempfile::tempdir().unwrap();
    seed(dir.path(), Scale::ONE);
    let engine = engine(&Bundle::open(dir.path()).unwrap());
    let files = FILES.iter();
    let rules: Vec<Rule> = files
        .flat_map(|(_, file)| rules::parse(file).unwrap())
        .collect();
    let mut faults = Vec::new();
    let mut edges = 0;
    for (table, column, derivation) in derivations() {
        let Some(name) = derivation.rule else {
            continue;
        };
        let place = format!("{}.{}.{}", table.database, table.name, column.name);
        edges += derivation.from.len();
        let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
            faults.push(format!("{place}: there is no rule {name}"));
            continue;
        };
        assert!(!finds(rule, &engine), "{name}: a sound bundle breaks it");
        for source in std::iter::once(place.as_str()).chain(derivation.from.iter().copied()) {
            if !sees(rule, &engine, source) {
                faults.push(format!("{place}: {name} does not depend on {source}"));
            }
        }
    }
    conclude(&faults, edges, 50);
}
