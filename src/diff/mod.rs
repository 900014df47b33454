//! What differs between two bundles, row by row and column by column.
//!
//! Rows are paired by their keys, as [`tables`](mod@crate::tables) declares them; a table that it does not know has the key that its
//! manifest names, and without one whole rows are compared. Values are compared on the columns that both files have: NULL
//! differs from the empty text, quoting alone is no difference, neither is the order of rows or columns.
//!
//! Everything is read: no digest stands in for a file, for a manifest says what a file was, not what it is.
//!
//! A bundle may be committed to git instead of standing in a directory: see [`open`]. [`compare_files`] compares two files of one table.
//!
//! `merge.rs` goes through both files once, side by side, with one row of each in memory. Where rows turn out to stand in
//! another order than that of their keys, the table is compared again with that file sorted, by `sort.rs`.
//!
//! ```
//! use dhub::bundle::{self, Bundle, Format, Options};
//! use dhub::diff;
//! use dhub::error::{Error, Result};
//! use dhub::plan::{DEFAULT_AS_OF, Plan};
//! use std::path::PathBuf;
//!
//! fn write(seed: u64, out: PathBuf, format: Format) -> Result<Bundle> {
//!     let plan = Plan::new(seed, DEFAULT_AS_OF, "0.05".parse()?, None, None)?;
//!     let options = Options { out, format, threads: 1, memory: 64 << 20, force: false };
//!     bundle::write(plan, &options, &())?;
//!     Bundle::open(&options.out)
//! }
//!
//! # let dir = tempfile::tempdir().map_err(Error::at("create", &std::env::temp_dir()))?;
//! let one = write(1, dir.path().join("one"), Format::Csv)?;
//! let same = write(1, dir.path().join("same"), Format::CsvZstd)?;
//! let two = write(2, dir.path().join("two"), Format::Csv)?;
//! assert!(diff::compare(&one, &same, &diff::Options::default(), None)?.same);
//!
//! let mut rows = Vec::new();
//! let found = diff::compare(&one, &two, &diff::Options::default(), Some(&mut rows))?;
//! assert_eq!(found.origin[0].name, "seed");
//! assert!(found.tables.iter().any(|table| table.changed > 0));
//! assert!(rows.starts_with(diff::ROWS_HEADER.as_bytes()));
//! # Ok::<(), Error>(())
//! ```

mod driver;
mod lines;
mod merge;
mod records;
mod rows;
mod sides;
mod sort;

pub use driver::compare_files;
pub use sides::open;

use crate::bundle::{Bundle, Manifest, Resource};
use crate::error::{Error, Result};
use crate::tables;
use crate::threads;
use merge::{TableFile, TablePair};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;

/// The header of the differing rows.
pub const ROWS_HEADER: &str = "database,table,change,key,column,old,new\n";

/// What of a manifest's origin follows from the tables or is no property of the data.
const DERIVED: [&str; 4] = ["bundle", "rows", "bytes", "files"];

/// How bundles are compared. Nothing of it reaches the result.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// About how many bytes of rows are in memory while a file is sorted.
    pub sort_memory: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            sort_memory: 64 << 20,
        }
    }
}

/// The differences between two bundles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Whether all tables have the same columns and rows.
    pub same: bool,
    /// The bundle before.
    pub old: Side,
    /// The bundle after.
    pub new: Side,
    /// What the bundles were made of, where that differs: seed, scale, versions. No difference by itself.
    pub origin: Vec<OriginDiff>,
    /// One per table: those of the new bundle in its order, then those that only the old one has.
    pub tables: Vec<TableDiff>,
}

/// A compared bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its directory.
    pub directory: String,
    /// What it was made of, as its manifest says.
    pub origin: Map<String, Value>,
}

/// Something that two bundles were made of and that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginDiff {
    /// Its name in the manifest, such as `seed`.
    pub name: String,
    /// In the old bundle.
    pub old: Option<Value>,
    /// In the new bundle.
    pub new: Option<Value>,
}

/// On which side something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// On both sides.
    Both,
    /// In the old bundle only.
    Old,
    /// In the new bundle only.
    New,
}

/// The differences of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableDiff {
    /// Its database.
    pub database: String,
    /// Its name.
    pub table: String,
    /// On which side it is.
    pub presence: Presence,
    /// Rows in the old bundle.
    pub before: u64,
    /// Rows in the new bundle.
    pub after: u64,
    /// Rows whose key the old bundle does not have.
    pub added: u64,
    /// Rows whose key the new bundle does not have.
    pub removed: u64,
    /// Rows with a value that differs in a common column.
    pub changed: u64,
    /// Keys of the first added rows.
    pub added_keys: Vec<String>,
    /// Keys of the first removed rows.
    pub removed_keys: Vec<String>,
    /// The columns that differ.
    pub columns: Vec<ColumnDiff>,
    /// What a reader should know besides, one line each.
    pub notes: Vec<String>,
    /// The most rows of the table that were in memory at once.
    #[serde(skip)]
    pub rows_held: usize,
}

impl TableDiff {
    /// Whether a row or a column differs.
    pub fn differs(&self) -> bool {
        self.presence != Presence::Both
            || self.added + self.removed + self.changed > 0
            || !self.columns.is_empty()
    }
}

/// The differences of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnDiff {
    /// Its name.
    pub column: String,
    /// On which side it is.
    pub presence: Presence,
    /// How many rows have another value.
    pub changed: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

impl ColumnDiff {
    fn new(column: &str, presence: Presence) -> ColumnDiff {
        ColumnDiff {
            column: column.to_string(),
            presence,
            changed: 0,
            examples: Vec::new(),
        }
    }

    fn differs(&self) -> bool {
        self.presence != Presence::Both || self.changed > 0
    }
}

/// A value that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The key of the row.
    pub key: String,
    /// The value before, None for NULL.
    pub old: Option<String>,
    /// The value after, None for NULL.
    pub new: Option<String>,
}

/// Compares two bundles.
///
/// If `rows` is given, each difference is written to it as a line of CSV behind [`ROWS_HEADER`], table by table in the order
/// of keys: for a changed row one line for each value that differs, in the form of the bundle (NULL is nothing); for an added
/// or removed row one line with the whole record as one field.
///
/// # Errors
///
/// When a file is missing or cannot be read as CSV of the form of a bundle; the error names file and line.
pub fn compare(
    old: &Bundle,
    new: &Bundle,
    options: &Options,
    rows: Option<&mut dyn Write>,
) -> Result<Diff> {
    let tables = tables(old, new);
    let tables: Vec<TableDiff> = match rows {
        None => {
            let compare = |table: &TablePair| Ok(table.compare(options, false)?.0);
            // So that of several failures the first table's is reported.
            let compared: Vec<Result<_>> = threads::on_pool(threads::available(), || {
                tables.par_iter().map(compare).collect()
            });
            compared.into_iter().collect::<Result<_>>()?
        }
        Some(out) => {
            out.write_all(ROWS_HEADER.as_bytes())
                .map_err(Error::at("write", Path::new("the differing rows")))?;
            let compare = |table: &TablePair| {
                let (diff, lines) = table.compare(options, true)?;
                lines.map_or(Ok(()), |lines| lines.copy_to(out))?;
                Ok(diff)
            };
            tables.iter().map(compare).collect::<Result<_>>()?
        }
    };
    let (old, new) = (side(old), side(new));
    Ok(Diff {
        same: !tables.iter().any(TableDiff::differs),
        origin: origins(&old.origin, &new.origin),
        old,
        new,
        tables,
    })
}

/// The tables of both bundles.
fn tables<'a>(old: &'a Bundle, new: &'a Bundle) -> Vec<TablePair<'a>> {
    let find = |bundle: &'a Bundle, like: &Resource| {
        let resource = bundle.manifest().resource(&like.database, &like.name)?;
        Some(TableFile {
            path: bundle.directory().join(&resource.path),
            stated: Some(resource.rows),
            open: Box::new(move || bundle.csv(resource)),
        })
    };
    let table = |resource: &'a Resource| TablePair {
        database: &resource.database,
        name: &resource.name,
        key: key(resource),
        families: declared(resource).map_or(&[], |table| table.key().families),
        old: find(old, resource),
        new: find(new, resource),
    };
    let only_old = |resource: &&Resource| find(new, resource).is_none();
    let resources = |manifest: &'a Manifest| manifest.resources.iter();
    resources(new.manifest())
        .chain(resources(old.manifest()).filter(only_old))
        .map(table)
        .collect()
}

/// A table's declaration.
fn declared(resource: &Resource) -> Option<&'static tables::Table> {
    declared_as(&resource.database, &resource.name)
}

fn declared_as(database: &str, table: &str) -> Option<&'static tables::Table> {
    tables::files().find(|one| (one.database, one.name) == (database, table))
}

/// The name of a table's key: the declared one, or for a table that is not declared here that of its manifest.
fn key(resource: &Resource) -> Option<String> {
    if let Some(table) = declared(resource) {
        return Some(table.key().name.to_string());
    }
    match resource.schema.get("primaryKey")? {
        Value::String(name) => Some(name.clone()),
        Value::Array(names) if names.len() == 1 => names[0].as_str().map(str::to_string),
        _ => None,
    }
}

fn side(bundle: &Bundle) -> Side {
    let origin = match serde_json::to_value(&bundle.manifest().dhub) {
        Ok(Value::Object(mut origin)) => {
            origin.shift_remove("files");
            origin
        }
        _ => Map::new(),
    };
    Side {
        directory: bundle.directory().display().to_string(),
        origin,
    }
}

fn origins(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<OriginDiff> {
    let only_old = old.keys().filter(|name| !new.contains_key(*name));
    new.keys()
        .chain(only_old)
        .filter(|name| !DERIVED.contains(&name.as_str()) && old.get(*name) != new.get(*name))
        .map(|name| OriginDiff {
            name: name.clone(),
            old: old.get(name).cloned(),
            new: new.get(name).cloned(),
        })
        .collect()
}
