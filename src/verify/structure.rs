//! Checks that follow from the declarations alone: files, format, types, keys, conditions, and references.

use super::report::{Checked, Section, Verdict};
use super::rules::EXAMPLES;
use crate::bundle::Bundle;
use crate::error::{ErrorKind, Result};
use crate::query::answer::words;
use crate::query::engine::Engine;
use crate::query::load::FaultKind;
use crate::query::source::StoredTable;
use crate::tables::constraint::{Condition, Dialect};
use crate::tables::{Column, DIRECTORIES, FILES, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Name and sentence of the structural rules of each database.
const RULES: [(&str, &str); 7] = [
    (
        "files",
        "Each file has the rows, bytes and SHA-256 that the manifest states, and is inside the bundle; the SQL is that of the declarations.",
    ),
    (
        "form",
        "Each file is CSV in PostgreSQL's own form: declared header, LF, quotes only where needed, all fields.",
    ),
    (
        "types",
        "Each field has its column's type, is NULL only where it may be, and is one of the allowed values.",
    ),
    (
        "order",
        "Rows are in the order of their keys; those of the bank come before those of staff, which come before those of customers.",
    ),
    (
        "keys",
        "Data quality: no duplicates on primary keys and unique columns.",
    ),
    (
        "conditions",
        "Appropriate value ranges: each declared condition holds for each row.",
    ),
    (
        "references",
        "Valid foreign keys: each reference inside and across databases names a row that exists.",
    ),
];

/// Violations of a rule.
#[derive(Debug, Default)]
pub struct Findings {
    count: u64,
    examples: Vec<String>,
}

impl Findings {
    fn add(&mut self, message: String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(message);
        }
    }

    /// Adds each row (line, value) that a query on a table returns.
    fn run(
        &mut self,
        engine: &Engine,
        stored: &StoredTable,
        sql: &str,
        what: impl Fn(&str) -> String,
    ) -> Result<()> {
        let answer = match engine.query(sql) {
            Ok(answer) => answer,
            Err(error) if error.kind() == ErrorKind::Engine => return Err(error),
            Err(error) => {
                self.add(format!("{}: cannot be checked: {error}", stored.path));
                return Ok(());
            }
        };
        for row in &answer.rows {
            let (line, value) = (words(&row[0]), row.get(1).map(words).unwrap_or_default());
            self.add(format!("{}:{line}{}", stored.path, what(&value)));
        }
        Ok(())
    }
}

/// Violations of the structural rules in one database, except for the last rule, references.
#[derive(Debug, Default)]
pub struct Found([Findings; RULES.len() - 1]);

/// Digest mismatches: in each database's directory, and in all other files.
#[derive(Debug, Default)]
pub struct Digests {
    directories: BTreeMap<&'static str, Vec<String>>,
    others: Findings,
}

impl Findings {
    /// Returns whether there are any violations.
    pub(super) fn any(&self) -> bool {
        self.count > 0
    }
}

impl Found {
    /// Returns whether the rule at an index, as returned by [`place`], has violations.
    pub(super) fn breaks(&self, place: usize) -> bool {
        self.0.get(place).is_some_and(Findings::any)
    }
}

/// Returns the index of a structural rule such as `keys`.
pub(super) fn place(rule: &str) -> Option<usize> {
    RULES.iter().position(|(name, _)| *name == rule)
}

/// Returns whether an index is that of the references rule, which is checked last.
pub(super) fn is_references(place: usize) -> bool {
    place == RULES.len() - 1
}

/// Loads all tables referenced from a database.
///
/// # Errors
///
/// Fails when the engine itself fails.
pub(super) fn load_referenced(engine: &Engine, database: &str) -> Result<()> {
    let source = engine.source();
    for stored in source.tables_of(database) {
        let homes = stored.table.columns.iter();
        for home in homes.filter_map(|column| column.reference(stored.table)) {
            let referenced = source.tables_of(home.database);
            for referenced in referenced.filter(|one| one.table.name == home.table) {
                engine.prepare(referenced, &mut |_| {})?; // its faults are reported with its own database
            }
        }
    }
    Ok(())
}

/// Compares all files with their digests, the SQL with the declarations, and the manifest with both; lists stray files.
pub fn digests(bundle: &Bundle) -> Digests {
    let mut digests = Digests::default();
    let findings = [
        bundle.check(),
        bundle.strays(),
        bundle.check_consistency(),
        bundle.check_compressed(),
    ];
    for finding in findings.into_iter().flatten() {
        let directory = DIRECTORIES
            .into_iter()
            .find(|&name| finding.path.split('/').next() == Some(name));
        let message = format!("{}: {}", finding.path, finding.wrong);
        match directory {
            Some(directory) => digests
                .directories
                .entry(directory)
                .or_default()
                .push(message),
            None => digests.others.add(message),
        }
    }
    digests
}

/// Loads the tables of one database and checks each against its declaration, without references.
///
/// # Errors
///
/// Fails when the engine itself fails.
pub fn load(engine: &Engine, database: &str, digests: &Digests) -> Result<Found> {
    let mut found = Found::default();
    let damaged = digests.directories.get(database).into_iter().flatten();
    damaged.for_each(|message| found.0[0].add(message.clone()));
    for table in engine.source().absent(database)? {
        found.0[0].add(format!(
            "{database}.{}: not in the manifest, but bundles of its data version have it",
            table.name
        ));
    }
    for stored in engine.source().tables_of(database) {
        engine.prepare(stored, &mut |fault| {
            let rule = match fault.check {
                FaultKind::Missing => return, // already reported by the digest check
                FaultKind::File => 0,
                FaultKind::Form => 1,
                FaultKind::Type => 2,
                FaultKind::Order => 3,
            };
            found.0[rule].add(fault.message);
        })?;
    }
    for stored in engine.source().tables_of(database) {
        for (columns, sql) in uniques(stored.table) {
            found.0[4].run(engine, stored, &sql, |value| {
                format!(", column {columns}: {value} occurs more than once")
            })?;
        }
        for (condition, sql) in conditions(stored.table) {
            found.0[5].run(engine, stored, &sql, |value| {
                format!(", key {value}: expected {condition}")
            })?;
        }
    }
    Ok(found)
}

/// Checks references within and from one database, once all tables are loaded.
///
/// # Errors
///
/// Fails when the engine itself fails.
pub fn references(engine: &Engine, database: &str) -> Result<Findings> {
    let mut found = Findings::default();
    for stored in engine.source().tables_of(database) {
        let table = stored.table;
        for column in table.columns {
            let Some(home) = column.reference(table) else {
                continue;
            };
            // If the referenced table is unreadable, that file is the finding.
            let readable = engine
                .source()
                .tables_of(home.database)
                .any(|s| s.table.name == home.table && !engine.unreadable(s.table));
            if readable {
                let sql = orphans(table, column, home.database, home.table, home.column);
                found.run(engine, stored, &sql, |value| {
                    format!(
                        ", column {}: {value} is not in {}.{}",
                        column.name, home.database, home.table
                    )
                })?;
            }
        }
    }
    Ok(found)
}

/// Creates the report section for files outside of databases.
pub fn files(digests: Digests) -> Section {
    let Findings { count, examples } = digests.others;
    let sentence = "Manifest, digests, load.sh and the other files are unmodified, the manifest matches the declarations, and there are no other files.";
    let rule = Checked::none("bundle.files", sentence, count, examples);
    Section {
        database: "bundle".to_string(),
        rules: vec![rule],
    }
}

/// Creates the report section of a database with its structural rules.
pub fn section(
    engine: &Engine,
    database: &'static str,
    found: Found,
    references: Findings,
) -> Section {
    let declared = FILES.iter().filter(|t| t.database == database).count();
    let stored = engine.source().tables_of(database).count();
    let found = found.0.into_iter().chain([references]);
    let elsewhere = absent_homes(engine, database);
    let checked = |(i, ((name, sentence), found)): (usize, (&(&str, &str), Findings))| {
        let Findings { count, examples } = found;
        let rule = format!("{database}.{name}");
        let mut checked = Checked::none(&rule, sentence, count, examples);
        if i == 0 {
            checked.expected = "as the manifest says".to_string();
        }
        match (checked.outcome, stored) {
            (Verdict::Ok, 0) => {
                checked.outcome = Verdict::NotInThisBundle;
                checked.seen.clear();
            }
            (Verdict::Ok, _) if i == 0 => checked.seen = format!("{stored} of {declared} tables"),
            (Verdict::Ok, _) if is_references(i) && !elsewhere.is_empty() => {
                checked.seen = format!("none; not checked are those to {}", elsewhere.join(", "));
            }
            _ => {}
        }
        checked
    };
    Section {
        database: database.to_string(),
        rules: RULES.iter().zip(found).enumerate().map(checked).collect(),
    }
}

/// Returns the tables that the stored tables of a database refer to and the bundle does not contain.
fn absent_homes(engine: &Engine, database: &str) -> Vec<String> {
    let source = engine.source();
    let homes = source.tables_of(database).flat_map(|stored| {
        let columns = stored.table.columns.iter();
        columns.filter_map(|column| column.reference(stored.table))
    });
    let stored = |database: &str, table: &str| {
        let mut there = source.tables_of(database);
        there.any(|one| one.table.name == table)
    };
    let absent = homes.filter(|home| !stored(home.database, home.table));
    let names: BTreeSet<String> = absent
        .map(|home| format!("{}.{}", home.database, home.table))
        .collect();
    names.into_iter().collect()
}

/// Renders queries (line, value) for duplicates of unique values.
pub fn uniques(table: &Table) -> Vec<(String, String)> {
    let from = format!("{}.{}", table.database, table.name);
    let query = |columns: Vec<&str>| {
        let set: Vec<String> = columns.iter().map(|c| format!("{c} IS NOT NULL")).collect();
        let sql = format!(
            "SELECT max(rowid), {} FROM {from} WHERE {} GROUP BY {} HAVING count(*) > 1 ORDER BY 1",
            columns.join(" || ', ' || "),
            set.join(" AND "),
            columns.join(", ")
        );
        (columns.join(", "), sql)
    };
    table.uniques().map(query).collect()
}

/// Renders queries (line, key) for rows that violate a declared condition. As in PostgreSQL, NULL satisfies a condition.
pub fn conditions(table: &Table) -> Vec<(String, String)> {
    let query = |(_, condition): (String, Condition)| {
        let sql = format!(
            "SELECT rowid, {} FROM {}.{} WHERE NOT ({}) ORDER BY 1",
            table.key().name,
            table.database,
            table.name,
            condition.sql(table, Dialect::Sqlite)
        );
        (condition.sql(table, Dialect::PostgreSql), sql)
    };
    table.checks().map(query).collect()
}

fn orphans(table: &Table, column: &Column, database: &str, home: &str, key: &str) -> String {
    format!(
        "SELECT child.rowid, child.{0} FROM {1}.{2} child WHERE child.{0} IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM {database}.{home} parent WHERE parent.{key} = child.{0}) ORDER BY 1",
        column.name, table.database, table.name
    )
}
