//! Content of a page about two bundles, independent of the output format.

use super::text::{cut, shown};
use super::why;
use crate::commands::output::plain;
use dhub::bundle::Manifest;
use dhub::diff::{Diff, TableDiff};
use std::cmp::Reverse;

/// A page about what differs between two bundles, and why.
pub struct Page<'a> {
    /// One-line summary of how much differs.
    pub title: String,
    /// The parameters of the bundles: a label, the old value, and the new one.
    pub sides: Vec<[String; 3]>,
    /// Why the bundles differ, as far as their parameters tell.
    pub why: String,
    /// What CHANGELOG.md says about the data versions between them.
    pub changelog: Vec<String>,
    /// The newer data version.
    pub data_version: u32,
    /// The tables that differ, with the largest change first.
    pub tables: Vec<&'a TableDiff>,
    /// Remarks about tables that do not differ.
    pub notes: Vec<String>,
}

impl Page<'_> {
    /// Builds the page of a comparison.
    pub fn new<'a>(diff: &'a Diff, old: &Manifest, new: &Manifest) -> Page<'a> {
        let mut tables: Vec<&TableDiff> =
            diff.tables.iter().filter(|table| table.differs()).collect();
        tables.sort_by_key(|table| {
            let rows = Reverse(size(table));
            (rows, &table.database, &table.table)
        });
        let rows: u64 = diff.tables.iter().map(|table| table.after).sum();
        let title = match (tables.len(), diff.tables.len()) {
            (0, all) => format!("No difference: {all} tables, {} rows", grouped(rows)),
            (some, all) => {
                let rows = tables.iter().map(|table| size(table)).sum();
                format!("{some} of {all} tables differ, in {} rows", grouped(rows))
            }
        };
        let mut sides = vec![[
            "bundle".to_string(),
            plain(&diff.old.directory),
            plain(&diff.new.directory),
        ]];
        let ids = [old, new].map(|one| cut(&one.dhub.bundle));
        let [before, after] = ids;
        sides.push(["id".to_string(), before, after]);
        let differs = |name: &str| diff.origin.iter().any(|one| one.name == name);
        for one in &diff.origin {
            let name = plain(&one.name.replace('_', " "));
            sides.push([name, cut(&shown(&one.old)), cut(&shown(&one.new))]);
        }
        let causes: Vec<&str> = [
            ("data_version", "another data version"),
            ("seed", "another seed"),
            ("scale", "another scale"),
            ("customers", "another number of customers"),
            ("employees", "another number of employees"),
            ("as_of", "another as-of date"),
            ("months", "another number of months"),
            ("aml_rate", "another rate of schemes"),
            ("defects", "other planted defects"),
        ]
        .into_iter()
        .filter_map(|(name, words)| differs(name).then_some(words))
        .collect();
        let why = match (tables.is_empty(), causes.is_empty()) {
            (true, _) => String::new(),
            (false, false) => format!("The new bundle has {}.", causes.join(", ")),
            (false, true) => {
                "Both were made of the same seed, scale, date and data version: the files were edited, or made by a build whose rows differ."
                    .to_string()
            }
        };
        let notes = diff.tables.iter().filter(|table| !table.differs());
        let notes = notes.flat_map(|table| {
            let name = plain(&format!("{}.{}", table.database, table.table));
            let notes = table.notes.iter();
            notes.map(move |note| format!("{name}: {}", plain(note)))
        });
        Page {
            title,
            sides,
            why,
            changelog: why::changes(old.dhub.data_version, new.dhub.data_version),
            data_version: new.dhub.data_version,
            tables,
            notes: notes.collect(),
        }
    }
}

/// Returns how many rows of a table differ.
fn size(table: &TableDiff) -> u64 {
    [table.added, table.removed, table.changed]
        .into_iter()
        .fold(0, u64::saturating_add)
}

/// Describes how much of a table differs.
pub fn counts(table: &TableDiff) -> String {
    let counts = [
        (table.added, "added"),
        (table.removed, "removed"),
        (table.changed, "changed"),
    ];
    let counts = counts.into_iter().filter(|(n, _)| *n > 0);
    let counts: Vec<String> = counts
        .map(|(n, word)| format!("{} {word}", grouped(n)))
        .collect();
    match counts.is_empty() {
        true => "other columns".to_string(),
        false => counts.join(", "),
    }
}

/// Formats a number with thousands separators.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_grouped_by_three() {
        for (n, wanted) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(super::grouped(n), wanted);
        }
    }
}
