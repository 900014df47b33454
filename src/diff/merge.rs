//! Compares one table by merging two files on their keys.

use crate::bundle::csv::{equal, split, value};
use crate::diff::differences::{ColumnDiff, Example, Options, Presence, TableDiff};
use crate::diff::lines::Lines;
use crate::diff::records::FileRecords;
use crate::diff::rows::KeyedRecords;
use crate::error::Result;
use crate::values::order::{Families, compare};
use std::cmp::Ordering;
use std::io::Read;
use std::ops::Range;
use std::path::PathBuf;

/// Number of examples kept per kind of difference.
const EXAMPLES: usize = 3;

/// One side's file of a table.
pub(super) struct TableFile<'a> {
    /// File name for messages.
    pub(super) path: PathBuf,
    /// Number of rows according to the manifest, if there is one.
    pub(super) stated: Option<u64>,
    /// Opens the CSV.
    pub(super) open: Box<dyn Fn() -> Result<Box<dyn Read + Send>> + Send + Sync + 'a>,
}

/// A table of one bundle or of both.
pub(super) struct TablePair<'a> {
    pub(super) database: &'a str,
    pub(super) name: &'a str,
    /// Name of the key column; without one, the whole row is the key.
    pub(super) key: Option<String>,
    /// The families of its keys, which define the sort order.
    pub(super) families: Families,
    pub(super) old: Option<TableFile<'a>>,
    pub(super) new: Option<TableFile<'a>>,
}

impl TablePair<'_> {
    /// Compares the two sides, collecting differing rows if `lines` is set.
    pub(super) fn compare(
        &self,
        options: &Options,
        lines: bool,
    ) -> Result<(TableDiff, Option<Lines>)> {
        let mut sort = [false, false];
        let records = |side: &Option<TableFile>| match side {
            None => Ok(None),
            Some(file) => FileRecords::new((file.open)()?, &file.path).map(Some),
        };
        loop {
            let (old, new) = (records(&self.old)?, records(&self.new)?);
            let mut comparison = Comparison::new(self, old.as_ref(), new.as_ref(), lines);
            let [before, after] = [
                comparison.key.map(|key| key.0),
                comparison.key.map(|key| key.1),
            ];
            let mut old = KeyedRecords::new(old, before, self.families, sort[0], options)?;
            let mut new = KeyedRecords::new(new, after, self.families, sort[1], options)?;
            if comparison.join(&mut old, &mut new)? {
                return Ok(comparison.finish(self, &old, &new));
            }
            sort = [sort[0] || old.unordered, sort[1] || new.unordered];
        }
    }
}

/// State of a comparison.
struct Comparison<'a> {
    database: &'a str,
    table: &'a str,
    /// Index of the key column on each side.
    key: Option<(usize, usize)>,
    families: Families,
    columns: Vec<ColumnDiff>,
    /// Columns on both sides: index in the old file, in the new file, and in `columns`.
    common: Vec<(usize, usize, usize)>,
    same_header: bool,
    /// Whether all rows so far were identical and in the same position.
    in_place: bool,
    added: u64,
    removed: u64,
    changed: u64,
    added_keys: Vec<String>,
    removed_keys: Vec<String>,
    fields: [Vec<Range<usize>>; 2],
    lines: Option<Lines>,
}

impl<'a> Comparison<'a> {
    fn new(
        table: &'a TablePair,
        old: Option<&FileRecords>,
        new: Option<&FileRecords>,
        lines: bool,
    ) -> Comparison<'a> {
        let (before, after) = match (old, new) {
            (Some(old), Some(new)) => (old.columns(), new.columns()),
            (Some(one), None) | (None, Some(one)) => (one.columns(), one.columns()),
            (None, None) => (&[][..], &[][..]),
        };
        let place = |columns: &[String], name: &str| columns.iter().position(|one| one == name);
        let key = table
            .key
            .as_deref()
            .and_then(|key| Some((place(before, key)?, place(after, key)?)));
        let mut columns = Vec::new();
        let mut common = Vec::new();
        for (index, name) in after.iter().enumerate() {
            let presence = match place(before, name) {
                Some(old) => {
                    common.push((old, index, columns.len()));
                    Presence::Both
                }
                None => Presence::New,
            };
            columns.push(ColumnDiff::new(name, presence));
        }
        for name in before.iter().filter(|name| !after.contains(name)) {
            columns.push(ColumnDiff::new(name, Presence::Old));
        }
        Comparison {
            database: table.database,
            table: table.name,
            key,
            families: table.families,
            columns,
            common,
            same_header: before == after,
            in_place: before == after,
            added: 0,
            removed: 0,
            changed: 0,
            added_keys: Vec::new(),
            removed_keys: Vec::new(),
            fields: [Vec::new(), Vec::new()],
            lines: lines.then(|| Lines::new(table.database, table.name)),
        }
    }

    /// Merges both sides by key; rows with equal keys are paired in file order. Returns false if a side must be sorted first.
    ///
    /// As long as all rows are pairwise equal, order does not matter; after the first difference it does.
    fn join(&mut self, old: &mut KeyedRecords, new: &mut KeyedRecords) -> Result<bool> {
        while old.open || new.open {
            if old.open && new.open && self.same_header && old.record() == new.record() {
                old.advance()?;
                new.advance()?;
            } else {
                self.in_place = false;
                match self.order(old, new) {
                    Ordering::Less => {
                        self.removed(old)?;
                        old.advance()?;
                    }
                    Ordering::Greater => {
                        self.added(new)?;
                        new.advance()?;
                    }
                    Ordering::Equal => {
                        self.compare(old, new)?;
                        old.advance()?;
                        new.advance()?;
                    }
                }
            }
            if !self.in_place && self.needs_order(old, new) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn order(&self, old: &KeyedRecords, new: &KeyedRecords) -> Ordering {
        match (old.open, new.open) {
            (true, false) => Ordering::Less,
            (false, _) => Ordering::Greater,
            (true, true) => compare(self.families, old.key(), new.key()),
        }
    }

    /// Returns whether a side is out of order while the other one has rows to match.
    fn needs_order(&self, old: &KeyedRecords, new: &KeyedRecords) -> bool {
        (old.unordered || new.unordered) && old.count > 0 && new.count > 0
    }

    fn added(&mut self, new: &KeyedRecords) -> Result<()> {
        self.added += 1;
        if self.added_keys.len() < EXAMPLES {
            self.added_keys.push(text(new.key()));
        }
        match &mut self.lines {
            Some(lines) => lines.row("added", new.key(), b"", new.record()),
            None => Ok(()),
        }
    }

    fn removed(&mut self, old: &KeyedRecords) -> Result<()> {
        self.removed += 1;
        if self.removed_keys.len() < EXAMPLES {
            self.removed_keys.push(text(old.key()));
        }
        match &mut self.lines {
            Some(lines) => lines.row("removed", old.key(), old.record(), b""),
            None => Ok(()),
        }
    }

    /// Compares the common columns of two rows with the same key.
    fn compare(&mut self, old: &KeyedRecords, new: &KeyedRecords) -> Result<()> {
        let (before, after) = (old.record(), new.record());
        let [old_fields, new_fields] = &mut self.fields;
        for (fields, record) in [(&mut *old_fields, before), (&mut *new_fields, after)] {
            fields.clear();
            fields.extend(split(record));
        }
        let mut changed = false;
        for (old_place, new_place, place) in &self.common {
            let was = &before[old_fields[*old_place].clone()];
            let is = &after[new_fields[*new_place].clone()];
            if equal(was, is) {
                continue;
            }
            changed = true;
            let column = &mut self.columns[*place];
            column.changed += 1;
            if column.examples.len() < EXAMPLES {
                column.examples.push(Example {
                    key: text(old.key()),
                    old: value(was).map(|was| text(&was)),
                    new: value(is).map(|is| text(&is)),
                });
            }
            if let Some(lines) = &mut self.lines {
                lines.value(old.key(), &column.column, was, is)?;
            }
        }
        self.changed += u64::from(changed);
        Ok(())
    }

    fn finish(
        self,
        table: &TablePair,
        old: &KeyedRecords,
        new: &KeyedRecords,
    ) -> (TableDiff, Option<Lines>) {
        let presence = match (&table.old, &table.new) {
            (Some(_), None) => Presence::Old,
            (None, Some(_)) => Presence::New,
            _ => Presence::Both,
        };
        let mut diff = TableDiff {
            database: self.database.to_string(),
            table: self.table.to_string(),
            presence,
            before: old.count,
            after: new.count,
            added: self.added,
            removed: self.removed,
            changed: self.changed,
            added_keys: self.added_keys,
            removed_keys: self.removed_keys,
            columns: self
                .columns
                .into_iter()
                .filter(ColumnDiff::differs)
                .collect(),
            notes: Vec::new(),
            rows_held: old.held() + new.held(),
        };
        for (file, rows) in [(&table.old, old), (&table.new, new)] {
            if let Some(file) = file
                && let Some(stated) = file.stated.filter(|stated| *stated != rows.count)
            {
                diff.notes.push(format!(
                    "{} has {} rows, its manifest says {stated}",
                    file.path.display(),
                    rows.count,
                ));
            }
        }
        if let (Some(key), None) = (&table.key, self.key) {
            diff.notes.push(format!(
                "the key {key} is not in both headers: whole rows were compared"
            ));
        }
        let moved = !self.in_place || old.sorted() || new.sorted();
        if moved && !diff.differs() {
            diff.notes.push(
                "the same rows, but rows or columns are in a different order or fields are quoted differently"
                    .to_string(),
            );
        }
        (diff, self.lines)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
