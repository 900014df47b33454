//! A bundle in another form, written from its files: one room per format.
//!
//! A file is written beside its place and moved there when it is whole; every CSV that goes into it is held against its digest
//! on the way.

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
use destination::Destination;
use std::path::{Path, PathBuf};
use tables::Tables;

/// What a bundle can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One SQLite database with keys, references, checks and the comments as a table.
    Sqlite,
    /// One script for psql: schemas, rows and references in one transaction.
    Sql,
    /// A script for DuckDB that reads the CSVs where they are.
    DuckDb,
    /// A dbt project: sources with tests, staging models and marts, over the files or over PostgreSQL.
    Dbt,
    /// A directory of Parquet files, one a table, with the types of the declarations.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Target {
    /// How a file or directory of this form is called that belongs to a bundle: `out.sqlite`.
    pub const fn extension(self) -> &'static str {
        match self {
            Target::Sqlite => "sqlite",
            Target::Sql => "sql",
            Target::DuckDb => "duckdb.sql",
            Target::Dbt => "dbt",
            #[cfg(feature = "parquet")]
            Target::Parquet => "parquet",
        }
    }

    /// Where the export of a bundle goes when nothing else is said: beside the bundle.
    pub fn beside(self, bundle: &Path) -> PathBuf {
        let mut name = bundle
            .file_name()
            .unwrap_or("bundle".as_ref())
            .to_os_string();
        name.push(".");
        name.push(self.extension());
        bundle.with_file_name(name)
    }
}

/// What an export has written.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Tables.
    pub tables: usize,
    /// Their rows.
    pub rows: u64,
    /// What was written, in bytes.
    pub bytes: u64,
}

/// Writes the selected tables of a bundle to `out`: a file, for Parquet and dbt a directory. What is there is replaced only if `force`.
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
/// let written = export(&bank, Target::Sqlite, &Selection::all(), &out, false)?;
/// assert_eq!(out.metadata().unwrap().len(), written.bytes);
/// # Ok::<(), dhub::error::Error>(())
/// ```
///
/// # Errors
///
/// When `out` exists and `force` is not given, when a table is missing or its file is not as the manifest says, or when the file
/// cannot be written. Nothing is left behind then, and what stood at `out` stands there still.
pub fn export(
    bundle: &Bundle,
    target: Target,
    selection: &Selection,
    out: &Path,
    force: bool,
) -> Result<Exported> {
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
        Target::Dbt => {
            let folder = folder::Folder::new(out, dbt::knows, force)?;
            dbt::write(&tables, &folder)?;
            folder.publish()
        }
        #[cfg(feature = "parquet")]
        Target::Parquet => {
            let folder = folder::Folder::new(out, parquet::knows, force)?;
            parquet::write(&tables, &folder)?;
            folder.publish()
        }
    }?;
    Ok(Exported {
        tables: tables.all.len(),
        rows: tables.all.iter().map(|one| one.resource.rows).sum(),
        bytes,
    })
}

/// That a file could not be written.
fn unwritten(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    Error::at("write", path)
}
