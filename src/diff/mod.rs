//! Compares two bundles row by row and column by column.
//!
//! Rows are matched by key, as declared in [`tables`](mod@crate::tables). For undeclared tables, the key in the manifest is used;
//! without one, whole rows are compared. Values are compared in columns that both files have. NULL differs from the empty string;
//! differences in quoting and in the order of rows or columns are ignored.
//!
//! All files are read in full. Digests are not trusted, because a manifest describes what was written, not what is there now.
//!
//! Bundles may be committed to git instead of being on disk: see [`open`]. [`compare_files`] compares two files of one table.
//!
//! `merge.rs` reads both files in parallel, holding one row of each in memory. If rows are not sorted by key, the table is
//! compared again after sorting that file with `sort.rs`.
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

mod differences;
mod driver;
mod lines;
mod merge;
mod records;
mod rows;
mod sides;
mod sort;

pub use differences::{ColumnDiff, Diff, Example, Options, OriginDiff, Presence, Side, TableDiff};
pub use driver::compare_files;
pub use sides::open;

use crate::bundle::{Bundle, Manifest, Resource};
use crate::error::{Error, Result};
use crate::tables;
use crate::threads;
use merge::{TableFile, TablePair};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::io::Write;
use std::path::Path;

/// CSV header of the differing rows.
pub const ROWS_HEADER: &str = "database,table,change,key,column,old,new\n";

/// Origin properties that are derived from the tables or do not describe the data.
const DERIVED: [&str; 4] = ["bundle", "rows", "bytes", "files"];

/// Compares two bundles.
///
/// If `rows` is given, every difference is written to it as a CSV line below [`ROWS_HEADER`], ordered by table and key: one line
/// for each changed value, in the bundle's CSV form (NULL is empty), and one line for each added or removed row, with the whole
/// record as one field.
///
/// # Errors
///
/// Fails when a file is missing or is not CSV as dhub writes it; the error names file and line.
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
            // Collect before unwrapping, so that the error of the first table is reported whatever the thread timing.
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

/// Pairs the tables of both bundles.
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

/// Returns a table's declaration.
fn declared(resource: &Resource) -> Option<&'static tables::Table> {
    declared_as(&resource.database, &resource.name)
}

fn declared_as(database: &str, table: &str) -> Option<&'static tables::Table> {
    tables::files().find(|one| (one.database, one.name) == (database, table))
}

/// Returns the key column: the declared one, or the manifest's for undeclared tables.
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
