//! Converts a bundle to other formats, reading its files: one module per format.
//!
//! Output is written next to its target and moved into place when complete; every CSV is checked against its digest while it is
//! read.

pub mod datahub;
mod dbt;
mod destination;
mod duckdb;
mod folder;
#[cfg(feature = "parquet")]
mod parquet;
mod postgres;
mod selection;
mod sqlite;
mod tables;

pub use destination::abandon;
pub use selection::Selection;

use crate::bundle::Bundle;
use crate::error::{Error, Result};
pub(crate) use destination::{Destination, outside};
use std::path::{Path, PathBuf};
use tables::Tables;

/// Output format of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A SQLite database with keys, references, checks, and a table of comments.
    Sqlite,
    /// A script for psql: schemas, rows, and references in one transaction.
    Sql,
    /// A script for DuckDB that reads the CSVs in place.
    DuckDb,
    /// A data pack for DataHub's catalog, a directory, about the tables as they are loaded somewhere.
    DataHub(datahub::Naming),
    /// A dbt project: sources with tests, staging models, and marts, on the files or on PostgreSQL.
    Dbt,
    /// A directory with a Parquet file per table, with the declared types.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Target {
    /// Returns the extension that is appended to the name of a bundle: `out.sqlite`.
    pub const fn extension(&self) -> &'static str {
        match self {
            Target::Sqlite => "sqlite",
            Target::Sql => "sql",
            Target::DuckDb => "duckdb.sql",
            Target::DataHub(_) => "datahub",
            Target::Dbt => "dbt",
            #[cfg(feature = "parquet")]
            Target::Parquet => "parquet",
        }
    }

    /// Returns whether the output states references as keys, or tests them.
    const fn has_references(&self) -> bool {
        matches!(
            self,
            Target::Sqlite | Target::Sql | Target::Dbt | Target::DataHub(_)
        )
    }

    /// Returns the default target of a bundle's export: next to the bundle.
    pub fn beside(&self, bundle: &Path) -> PathBuf {
        let mut name = bundle
            .file_name()
            .unwrap_or("bundle".as_ref())
            .to_os_string();
        name.push(".");
        name.push(self.extension());
        bundle.with_file_name(name)
    }
}

/// Totals of an export.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Number of tables.
    pub tables: usize,
    /// Number of rows.
    pub rows: u64,
    /// Size of the output in bytes.
    pub bytes: u64,
    /// References that the output, if it states references, lacks because the tables that they refer to are not in it, such as
    /// `loans_db.loans.customer_id to accounts_db.customers`.
    pub left_out: Vec<String>,
}

/// Writes the selected tables of a bundle to `out`: a file, or for Parquet and dbt a directory. An existing one is replaced only if
/// `force` is set.
///
/// ```
/// use dhub::bundle::{self, Bundle, Format, Options};
/// use dhub::export::{Selection, Target, export};
/// use dhub::plan::{DEFAULT_AS_OF, Plan};
///
/// let directory = tempfile::tempdir().unwrap();
/// let out = directory.path().join("bank");
/// let options = Options { out, format: Format::Csv, threads: 1, memory: 64 << 20, force: false };
/// bundle::write(Plan::new(42, DEFAULT_AS_OF, "0.05".parse()?, None, None)?, &options, &())?;
/// let bank = Bundle::open(&options.out)?;
/// let out = Target::Sqlite.beside(&options.out);
/// let written = export(&bank, &Target::Sqlite, &Selection::all(), &out, false)?;
/// assert_eq!(out.metadata().unwrap().len(), written.bytes);
/// # Ok::<(), dhub::error::Error>(())
/// ```
///
/// # Errors
///
/// Fails when `out` exists and `force` is not set, when a table is missing or does not match the manifest, or when the file cannot
/// be written. Nothing is left behind then, and an existing `out` is unchanged.
pub fn export(
    bundle: &Bundle,
    target: &Target,
    selection: &Selection,
    out: &Path,
    force: bool,
) -> Result<Exported> {
    outside(bundle, out)?;
    let tables = Tables::new(bundle, selection)?;
    let file = || Destination::new(out, force);
    let bytes = match target {
        Target::Sqlite => {
            let file = file()?;
            sqlite::write(&tables, file.path())?;
            file.publish()
        }
        Target::Sql => file()?.text(|out| postgres::write(&tables, out)),
        Target::DuckDb => file()?.text(|out| duckdb::write(&tables, out)),
        Target::DataHub(naming) => {
            let folder = folder::Folder::new(out, datahub::classify, force)?;
            datahub::write(&tables, naming, &folder)?;
            folder.publish()
        }
        Target::Dbt => {
            let folder = folder::Folder::new(out, dbt::classify, force)?;
            dbt::write(&tables, &folder)?;
            folder.publish()
        }
        #[cfg(feature = "parquet")]
        Target::Parquet => {
            let folder = folder::Folder::new(out, parquet::classify, force)?;
            parquet::write(&tables, &folder)?;
            folder.publish()
        }
    }?;
    Ok(Exported {
        left_out: match target.has_references() {
            true => tables.left_out(),
            false => Vec::new(),
        },
        tables: tables.all.len(),
        rows: tables.all.iter().map(|one| one.resource.rows).sum(),
        bytes,
    })
}

/// Creates the error for a file that cannot be written.
pub(crate) fn unwritten(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    Error::at("write", path)
}
