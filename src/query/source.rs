//! Matches the tables of a bundle with their declarations.

use super::functions::BundleParameters;
use crate::bundle::csv::Records;
use crate::bundle::unzip;
use crate::bundle::{self, Bundle, Format};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::DATA_VERSION;
use crate::tables::{FILES, Table};
use crate::threads;
use rayon::prelude::*;
use std::io::BufReader;
use std::io::Read;

/// A bundle and its declared tables.
#[derive(Debug)]
pub struct BundleTables {
    /// The bundle.
    pub bundle: Bundle,
    /// Tables present in the bundle, in catalog order.
    pub tables: Vec<StoredTable>,
}

/// A table stored in a bundle.
#[derive(Debug)]
pub struct StoredTable {
    /// Its declaration.
    pub table: &'static Table,
    /// File path relative to the bundle.
    pub path: String,
    /// Number of rows according to the manifest.
    pub rows: u64,
}

impl BundleTables {
    /// Lists the declared tables of a bundle.
    pub fn new(bundle: Bundle) -> BundleTables {
        let stored = |&table: &&'static Table| {
            let resource = bundle.manifest().resource(table.database, table.name)?;
            Some(StoredTable {
                table,
                path: resource.path.clone(),
                rows: resource.rows,
            })
        };
        let tables = FILES.iter().filter_map(stored).collect();
        BundleTables { bundle, tables }
    }

    /// Returns the bundle parameters from the manifest.
    pub fn parameters(&self) -> BundleParameters {
        let origin = &self.bundle.manifest().dhub;
        BundleParameters {
            as_of: origin.as_of.clone(),
            customers: i64::from(origin.customers),
            employees: i64::from(origin.employees),
            scale: origin.scale.parse().ok(),
            overridden: origin.overridden,
            aml_rate: origin.aml_rate.parse().ok(),
            months: Some(i64::from(origin.months)),
        }
    }

    /// Returns the tables of a database.
    pub fn tables_of(&self, database: &str) -> impl Iterator<Item = &StoredTable> {
        self.tables
            .iter()
            .filter(move |stored| stored.table.database == database)
    }

    /// Returns declared tables that the bundle lacks although its data version has them, and they were selected when it was
    /// written.
    ///
    /// # Errors
    ///
    /// Fails when the manifest names a selection that this version does not know.
    pub fn absent(&self, database: &str) -> Result<Vec<&'static Table>> {
        if self.bundle.manifest().dhub.data_version != DATA_VERSION {
            return Ok(Vec::new());
        }
        let selected = bundle::some_tables(&self.bundle)?;
        let mut all = selected.unwrap_or_else(|| FILES.to_vec());
        all.retain(|table| table.database == database && self.find(table).is_none());
        Ok(all)
    }

    /// Finds a stored table; None if the bundle does not contain it.
    pub fn find(&self, table: &Table) -> Option<&StoredTable> {
        self.tables.iter().find(|stored| stored.table.is(table))
    }

    /// Counts the rows in the files of one database, or of all.
    ///
    /// # Errors
    ///
    /// Fails when a file cannot be read to its end.
    pub fn counts(&self, database: Option<&str>) -> Result<Vec<(&'static Table, u64)>> {
        let wanted =
            |stored: &&StoredTable| database.is_none_or(|one| one == stored.table.database);
        let wanted: Vec<&StoredTable> = self.tables.iter().filter(wanted).collect();
        let count = |stored: &StoredTable| Ok((stored.table, self.count(stored)?));
        let counted: Vec<Result<_>> = threads::on_pool(threads::available(), || {
            wanted.into_par_iter().map(count).collect()
        });
        counted.into_iter().collect()
    }

    fn count(&self, stored: &StoredTable) -> Result<u64> {
        let mut records = Records::new(self.read(stored)?);
        let mut lines = 0;
        loop {
            match records.advance() {
                Ok(true) => lines += 1,
                Ok(false) => return Ok(u64::saturating_sub(lines, 1)), // the header
                Err(error) => {
                    let (path, line) = (&stored.path, records.line());
                    let line = match Format::from_path(path).method() {
                        Some(method) => format!("{path}:{line}: {}", unzip::wrong(method, &error)),
                        None => format!("{path}:{line}: cannot continue reading: {error}"),
                    };
                    return Err(Error::new(ErrorKind::Damaged, line));
                }
            }
        }
    }

    /// Opens a table's decompressed CSV.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be opened.
    pub fn read(&self, stored: &StoredTable) -> Result<BufReader<Box<dyn Read + Send>>> {
        let resource = self
            .bundle
            .manifest()
            .resource(stored.table.database, stored.table.name);
        let resource = resource
            .ok_or_else(|| Error::usage(format!("{}: not in the manifest", stored.path)))?;
        Ok(BufReader::with_capacity(
            1 << 16,
            self.bundle.csv(resource)?,
        ))
    }
}
