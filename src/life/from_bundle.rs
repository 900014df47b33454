//! Reads a life from the files of a bundle.

use super::collector::Collector;
use super::{Life, in_range};
use crate::bundle::Bundle;
use crate::bundle::csv::Records;
use crate::error::{Error, ErrorKind, Result};
use crate::query::cell::typed;
use crate::query::source::{BundleTables, StoredTable};
use crate::tables::ids::CustomerId;
use crate::tables::{CATALOGUE, Table};

impl Life {
    /// Reads the life of customer number `number`, from 1. Reads every table of the databases once.
    ///
    /// # Errors
    ///
    /// Fails when the bundle has no such customer, or when a file cannot be read or contradicts its declaration.
    pub fn from_bundle(bundle: &Bundle, number: u32) -> Result<Life> {
        let origin = &bundle.manifest().dhub;
        in_range(number, origin.customers)?;
        let Ok(as_of) = origin.as_of.parse() else {
            let as_of = &origin.as_of;
            let reason = format!("as-of date: expected a date such as 2025-12-31, found {as_of}");
            return Err(Error::damaged(bundle.directory(), reason));
        };
        let source = BundleTables::new(bundle.clone());
        let mut collector = Collector::new(number);
        for (place, table) in CATALOGUE.iter().enumerate() {
            let stored = source.find(table).ok_or_else(|| {
                let (database, name) = (table.database, table.name);
                Error::damaged(
                    bundle.directory(),
                    format!(
                        "has no {database}.{name}; generate it again with this version: {}",
                        bundle.command()
                    ),
                )
            })?;
            File {
                source: &source,
                stored,
            }
            .read(place, &mut collector)?;
        }
        match collector.has_customer() {
            true => Ok(collector.life(as_of)),
            false => Err(Error::damaged(
                bundle.directory(),
                format!(
                    "lacks {}, though its manifest counts {} customers{}",
                    CustomerId(number),
                    origin.customers,
                    check(bundle)
                ),
            )),
        }
    }
}

/// Says what to do about a damaged bundle.
fn check(bundle: &Bundle) -> String {
    format!(
        "; check it with dhub verify {}",
        bundle.directory().display()
    )
}

/// A table's file, read once.
struct File<'a> {
    source: &'a BundleTables,
    stored: &'a StoredTable,
}

impl File<'_> {
    /// Passes the wanted rows to `collector`.
    fn read(&self, place: usize, collector: &mut Collector) -> Result<()> {
        let table: &Table = self.stored.table;
        let mut records = Records::new(self.source.read(self.stored)?);
        let mut rows = 0;
        let next = |records: &mut Records<_>| {
            records.advance().map_err(|error| {
                self.wrong(records.line(), format!("cannot continue reading: {error}"))
            })
        };
        if !next(&mut records)? || records.texts().join(",") + "\n" != table.header() {
            return Err(self.wrong(
                1,
                format!("expected the header {}", table.header().trim_end()),
            ));
        }
        while next(&mut records)? {
            rows += 1;
            let (line, columns) = (records.line(), table.columns);
            if let Some(fault) = records.fault() {
                return Err(self.wrong(line, fault.message.clone()));
            }
            if records.len() != columns.len() {
                let (wanted, found) = (columns.len(), records.len());
                return Err(self.wrong(line, format!("expected {wanted} fields, found {found}")));
            }
            if !collector.wants(place, |at| records.field(at)) {
                continue;
            }
            for (at, column) in columns.iter().enumerate() {
                typed(column, records.field(at)).map_err(|wrong| {
                    self.wrong(line, format!("column {}: {wrong}", column.name))
                })?;
            }
            let text = |at| {
                let field = records.field(at)?;
                Some(String::from_utf8_lossy(field).into_owned())
            };
            collector.take(place, (0..columns.len()).map(text).collect());
        }
        match rows == self.stored.rows {
            true => Ok(()),
            false => Err(self.wrong(
                rows + 1,
                format!(
                    "expected {} rows according to the manifest, found {rows}",
                    self.stored.rows
                ),
            )),
        }
    }

    /// Creates the error for a line of the file.
    fn wrong(&self, line: u64, what: String) -> Error {
        let bundle = &self.source.bundle;
        let path = bundle.directory().join(&self.stored.path);
        let line = format!("{}:{line}: {what}{}", path.display(), check(bundle));
        Error::new(ErrorKind::Damaged, line)
    }
}
