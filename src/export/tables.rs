//! The selected tables of a bundle, and their rows as stored in its files.

use super::Selection;
use crate::bundle::csv::Records;
use crate::bundle::{Bundle, Format, Resource, Tally};
use crate::error::{Error, Result};
use crate::schema::literal;
use crate::tables::{Column, Stewardship, Table};
use crate::values::Home;
use std::io::{self, BufReader, Read};

/// The selected tables of a bundle, in load order.
pub(super) struct Tables<'a> {
    /// The bundle.
    pub(super) bundle: &'a Bundle,
    /// The tables.
    pub(super) all: Vec<Stored<'a>>,
}

/// A table as stored in the bundle.
pub(super) struct Stored<'a> {
    /// Its declaration.
    pub(super) table: &'static Table,
    /// Its manifest entry.
    pub(super) resource: &'a Resource,
}

impl<'a> Tables<'a> {
    /// Looks up the tables of a selection.
    pub(super) fn new(bundle: &'a Bundle, selection: &Selection) -> Result<Tables<'a>> {
        let stored = |&table: &&'static Table| {
            let resource = bundle.manifest().resource(table.database, table.name);
            let resource = resource.ok_or_else(|| {
                let lacks = format!("{}.{}", table.database, table.name);
                match bundle.manifest().dhub.only.join(", ") {
                    only if only.is_empty() => Error::damaged(
                        bundle.directory(),
                        format!("has no {lacks}, expected every table; write it again"),
                    ),
                    only => Error::refused(
                        bundle.directory(),
                        format!("contains only {only}, not {lacks}; export those, or write a bundle that has it"),
                    ),
                }
            })?;
            Ok(Stored { table, resource })
        };
        let all = selection
            .tables()
            .iter()
            .map(stored)
            .collect::<Result<_>>()?;
        Ok(Tables { bundle, all })
    }

    /// Returns a table, if it is selected.
    pub(super) fn stored(&self, table: &Table) -> Option<&Stored<'a>> {
        self.all.iter().find(|one| one.table.is(table))
    }

    /// Returns the governance metadata of the tables.
    pub(super) fn stewardships(&self) -> impl Iterator<Item = &'static Stewardship> {
        let declared = |one: &Stored| one.table.stewardship.as_ref();
        self.all.iter().filter_map(declared)
    }

    /// Returns the command that generates the rows, regardless of storage format.
    pub(super) fn command(&self) -> String {
        self.bundle.manifest().command(Format::default())
    }

    /// Returns the databases that have selected tables, in load order.
    pub(super) fn databases(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.all.iter().map(|one| one.table.database).collect();
        names.dedup();
        names
    }

    /// Returns the tables of a database.
    pub(super) fn of(&self, database: &str) -> impl Iterator<Item = &Stored<'a>> {
        self.all
            .iter()
            .filter(move |one| one.table.database == database)
    }

    /// Returns the target of a column's reference, if it is selected, too.
    pub(super) fn reference(&self, table: &Table, column: &Column) -> Option<Home> {
        let home = column.reference(table)?;
        self.has(home.database, home.table).then_some(home)
    }

    /// Returns the references to tables that are not selected, such as `loans_db.loans.customer_id`, with the table referred to.
    pub(super) fn left_out(&self) -> Vec<String> {
        let columns = self
            .all
            .iter()
            .flat_map(|one| one.table.columns.iter().map(|column| (one.table, column)));
        columns
            .filter_map(|(table, column)| {
                let home = column.reference(table)?;
                (!self.has(home.database, home.table)).then(|| {
                    format!(
                        "{}.{}.{} to {}.{}",
                        table.database, table.name, column.name, home.database, home.table
                    )
                })
            })
            .collect()
    }

    /// Returns whether a table is selected.
    pub(super) fn has(&self, database: &str, name: &str) -> bool {
        let mut all = self.all.iter();
        all.any(|one| one.table.database == database && one.table.name == name)
    }

    /// Passes each record of a table, without the header, to a callback.
    pub(super) fn records(
        &self,
        stored: &Stored,
        mut each: impl FnMut(&[Option<&[u8]>]) -> Result<()>,
    ) -> Result<()> {
        let path = self.bundle.directory().join(&stored.resource.path);
        let mut csv = Digested::new(self.bundle.csv(stored.resource)?);
        let mut records = Records::new(BufReader::with_capacity(1 << 18, &mut csv));
        let mut header = true;
        while records.advance().map_err(Error::at("read", &path))? {
            if header {
                header = false;
                continue;
            }
            if records.fault().is_some() || records.len() != stored.table.columns.len() {
                let line = format!(
                    "line {}: expected {} fields, found {}",
                    records.line(),
                    stored.table.columns.len(),
                    records.len()
                );
                return Err(Error::damaged(&path, line));
            }
            let fields: Vec<_> = (0..records.len()).map(|i| records.field(i)).collect();
            each(&fields)?;
        }
        drop(records);
        self.as_stated(stored, csv)
    }

    /// Fails unless the bytes read match the manifest.
    fn as_stated<R: Read>(&self, stored: &Stored, read: Digested<R>) -> Result<()> {
        let (stated, found) = (stored.resource.csv(), &read.tally.finish());
        if stated == found {
            return Ok(());
        }
        let path = self.bundle.directory().join(&stored.resource.path);
        let reason = format!(
            "does not match the manifest: expected {} bytes with digest {}, found {} with {}; see dhub seed status, and write the bundle again",
            stated.bytes, stated.hash, found.bytes, found.hash
        );
        Err(Error::damaged(&path, reason))
    }
}

/// Reader that computes a digest as it reads.
struct Digested<R> {
    input: R,
    tally: Tally,
}

impl<R> Digested<R> {
    fn new(input: R) -> Digested<R> {
        Digested {
            input,
            tally: Tally::default(),
        }
    }
}

impl<R: Read> Read for Digested<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.tally.add(&buffer[..n]);
        Ok(n)
    }
}

/// Returns the checks of the columns with a list of values, such as `CHECK (status IN ('open', 'closed'))`.
pub(super) fn label_checks(table: &Table) -> impl Iterator<Item = String> {
    let columns = table.columns.iter();
    let listed = columns.filter(|column| !column.labels.is_empty());
    listed.map(|column| {
        let labels: Vec<String> = column.labels.iter().map(|label| literal(label)).collect();
        format!("CHECK ({} IN ({}))", column.name, labels.join(", "))
    })
}
