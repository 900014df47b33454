//! The catalogue of defects. Each has a story that practitioners know, the affected table, the rule that detects it, and a query
//! for the rows that it may affect.
//!
//! ```text
//! -- defect: salary-in-cents
//! -- Salaries are a hundred times too high: the payroll system delivers cents, the import took them for dollars.
//! -- table: employees_db.employees
//! -- dimension: accuracy
//! -- rule: employees.salaries
//! -- units: 1-3
//! -- change: salary
//! SELECT employee_id, employee_id, cents(salary) FROM employees;
//! ```
//!
//! The query runs against a sound bundle and may use the views of verify. Each row of its result is a candidate: first its unit
//! (a defect affects all rows of a unit or none, and no two defects affect the same unit), then its key, then the values that the
//! action needs. `change: COLUMN, ...` sets these columns to the values. `remove` and `repeat` take no values. `add: KEY, COLUMN,
//! ...` adds a copy of the row with other values, the first of which is its own key.
//!
//! `units` gives the number of units affected. `loads` says where load.sh accepts the result: `always` by default, `databases` if
//! only a reference between databases is broken, which is a foreign key only with `--layout schemas`, and `never` if PostgreSQL's
//! own constraints reject it.

use crate::tables::{Column, DATABASES, Table, files};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// The files of the catalogue with their databases.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/defect_files.rs"));

/// The data-quality dimensions by which defects are classified.
pub const DIMENSIONS: [&str; 6] = [
    "accuracy",
    "completeness",
    "consistency",
    "timeliness",
    "uniqueness",
    "validity",
];

/// A kind of defect that can be planted.
#[derive(Clone, Debug)]
pub struct Defect {
    /// Its unique name.
    pub name: &'static str,
    /// What is wrong and how it came about.
    pub description: &'static str,
    /// The table whose rows are affected.
    pub table: &'static Table,
    /// The affected data-quality dimension, one of [`DIMENSIONS`].
    pub dimension: &'static str,
    /// The verify rule that detects it.
    pub rule: &'static str,
    /// Where load.sh accepts a bundle with it.
    pub loads: Loads,
    /// What happens to the rows.
    pub action: Action,
    pub(super) units: RangeInclusive<i64>,
    pub(super) sql: &'static str,
}

/// Where load.sh accepts a bundle with a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loads {
    /// In every layout.
    Always,
    /// As separate databases, which have no foreign keys between them.
    Databases,
    /// Nowhere: PostgreSQL's own constraints reject it.
    Never,
}

impl Loads {
    /// Returns its name.
    pub const fn word(self) -> &'static str {
        match self {
            Loads::Always => "always",
            Loads::Databases => "databases",
            Loads::Never => "never",
        }
    }
}

/// What happens to an affected row.
#[derive(Clone, Debug)]
pub enum Action {
    /// These columns get other values.
    Change(Vec<&'static Column>),
    /// The row is removed.
    Remove,
    /// The row is duplicated.
    Repeat,
    /// A copy is added with other values in these columns, the first of which is the key.
    Add(Vec<&'static Column>),
}

impl Action {
    /// Returns the columns that get values.
    pub fn columns(&self) -> &[&'static Column] {
        match self {
            Action::Change(columns) | Action::Add(columns) => columns,
            Action::Remove | Action::Repeat => &[],
        }
    }
}

/// Returns all defects, in the order of the databases.
pub fn catalogue() -> &'static [Defect] {
    static DEFECTS: LazyLock<Vec<Defect>> = LazyLock::new(|| {
        let of = |database| FILES.iter().filter(move |(name, _)| *name == database);
        let texts = DATABASES.into_iter().flat_map(of);
        let texts = texts.flat_map(|(_, text)| text.split("-- defect:").skip(1));
        texts.map(Defect::parse).collect()
    });
    &DEFECTS
}

impl Defect {
    /// Parses an entry of the catalogue. It is compiled in, so every test catches a mistake in it.
    fn parse(text: &'static str) -> Defect {
        let (name, text) = text.split_once('\n').unwrap_or((text, ""));
        let name = name.trim();
        let fail = |what: &str| -> ! { panic!("defect {name}: {what}") };
        let (mut description, mut table, mut action) = ("", None, None);
        let (mut dimension, mut rule, mut loads, mut units) = ("", "", Loads::Always, 1..=1);
        let mut columns = "";
        let mut rest = text;
        while let Some(line) = rest.strip_prefix("-- ") {
            let (line, after) = line.split_once('\n').unwrap_or((line, ""));
            rest = after;
            match line.split_once(": ").unwrap_or((line, "")) {
                ("table", of) => table = find(of),
                ("dimension", word) if DIMENSIONS.contains(&word) => dimension = word,
                ("rule", of) => rule = of,
                ("loads", "databases") => loads = Loads::Databases,
                ("loads", "never") => loads = Loads::Never,
                ("units", range) => {
                    let (least, most) = range.split_once('-').unwrap_or((range, range));
                    match (least.parse(), most.parse()) {
                        (Ok(least), Ok(most)) => units = least..=most,
                        _ => fail("units"),
                    }
                }
                (word @ ("change" | "add" | "remove" | "repeat"), names) => {
                    (action, columns) = (Some(word), names);
                }
                _ if description.is_empty() => description = line,
                _ => fail(line),
            }
        }
        let Some(table) = table else { fail("table") };
        let column = |name| table.column(name).unwrap_or_else(|| fail(name));
        let columns = || columns.split(", ").map(column).collect();
        let action = match action {
            Some("change") => Action::Change(columns()),
            Some("add") => Action::Add(columns()),
            Some("remove") => Action::Remove,
            Some("repeat") => Action::Repeat,
            _ => fail("action"),
        };
        if description.is_empty() || dimension.is_empty() || rule.is_empty() {
            fail("expected a description, a dimension and a rule");
        }
        Defect {
            name,
            description,
            table,
            dimension,
            rule,
            loads,
            action,
            units,
            sql: rest.trim(),
        }
    }
}

/// Looks up a table by name, such as `loans_db.loans`.
fn find(name: &str) -> Option<&'static Table> {
    let (database, name) = name.split_once('.')?;
    files().find(|table| (table.database, table.name) == (database, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_database_and_every_dimension_has_defects() {
        let defects = catalogue();
        let names: BTreeSet<&str> = defects.iter().map(|one| one.name).collect();
        assert_eq!(names.len(), defects.len(), "two defects have one name");
        assert!(defects.len() >= 20);
        let databases: BTreeSet<&str> = defects.iter().map(|one| one.table.database).collect();
        assert_eq!(databases, DATABASES.into());
        let dimensions: BTreeSet<&str> = defects.iter().map(|one| one.dimension).collect();
        assert_eq!(dimensions, DIMENSIONS.into());
        for defect in defects {
            assert!(defect.description.ends_with('.'), "{}", defect.name);
            let key = defect.table.key().name;
            let has_key = defect.action.columns().iter().any(|one| one.name == key);
            match &defect.action {
                Action::Add(columns) => assert_eq!(columns[0].name, key, "{}", defect.name),
                _ => assert!(!has_key, "{}: changes a key", defect.name),
            }
        }
    }
}
