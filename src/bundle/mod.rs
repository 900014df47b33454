//! The bundle on disk: written whole or not at all, described by its manifest, read back and checked.
//!
//! ```text
//! out/
//!   datapackage.json   the manifest: every table, column, key, reference, count and digest
//!   SHA256SUMS         of every other file as stored
//!   README.md          what it is, how to load it, the counts
//!   load.sh            loads it into PostgreSQL
//!   .gitattributes     no line-ending surprises; the tables are marked as generated
//!   employees_db/      schema.sql, load.sql, *.csv or *.csv.zst
//!   ...
//! ```
//!
//! [`write()`] makes one: `pipeline` makes the batches and feeds the sinks, `staging` puts the finished
//! directory in its place. [`write_part()`] makes a part of one, which can be loaded beside the others; [`join()`] makes the bundle of
//! the parts.
//!
//! ```
//! use dhub::bundle::{self, Bundle, Format, Options};
//! use dhub::plan::{DEFAULT_AS_OF, Plan};
//! use std::io::Read;
//!
//! # let dir = tempfile::tempdir()?;
//! # let out = dir.path().to_path_buf();
//! let plan = Plan::new(42, DEFAULT_AS_OF, "0.05".parse()?, None, None)?;
//! let options = Options { out, format: Format::CsvZstd, threads: 1, memory: 64 << 20, force: false };
//! let manifest = bundle::write(plan, &options, &())?;
//!
//! let bundle = Bundle::open(&options.out)?;
//! assert!(bundle.check().is_empty());
//! let customers = manifest.resource("accounts_db", "customers").ok_or("no customers")?;
//! let mut csv = String::new();
//! bundle.csv(customers)?.read_to_string(&mut csv)?;
//! assert_eq!(csv.lines().count(), 1 + plan.customers as usize);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod append;
mod check;
mod children;
mod clear;
mod committed;
mod companions;
mod contradictions;
pub mod csv;
#[cfg(feature = "query")]
pub(crate) mod defective;
mod digest;
mod directory;
#[cfg(feature = "query")]
pub(crate) mod edits;
mod facts;
mod files;
mod format;
mod join;
mod join_manifests;
mod load_parts;
pub mod load_sql;
mod lock;
mod manifest;
mod only;
mod origin;
mod outline;
mod own;
mod packing;
mod pipeline;
mod place;
mod planted;
mod read;
mod readme;
mod recovery;
mod replace;
#[cfg(feature = "parquet")]
mod row_groups;
mod sink;
mod staging;
mod stream;
mod sums;
mod suspect;
mod table_schema;
mod unfinished;
pub(crate) mod unzip;
mod write;
mod write_parts;

pub use check::{Check, check};
pub use clear::{Cleared, clear};
pub use committed::{Committed, is_revision};
pub use companions::LOAD_SH;
#[cfg(feature = "query")]
pub(crate) use digest::Tally;
pub use digest::{Digest, Fingerprint};
pub use format::Format;
pub use join::join;
pub use join_manifests::join_manifests;
pub use manifest::{MANIFEST, Manifest, Resource};
pub use origin::{License, Origin};
pub use planted::{ANSWERS, PlantedDefect, PlantedDefects};
pub use read::{Bundle, Finding};
pub use recovery::{Leftover, leftovers};
pub use stream::{StreamFormat, stream};
pub use table_schema::TableCheck;
pub use unfinished::abandon;
pub use write::{dry_run, write, write_part, write_some};
pub use write_parts::write_parts;

use std::path::PathBuf;

/// The name of the list of digests in a bundle.
pub const SUMS: &str = "SHA256SUMS";

/// How a bundle is written. Only `format` reaches its bytes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The directory that will be the bundle.
    pub out: PathBuf,
    /// How the tables are stored.
    pub format: Format,
    /// How many threads make and write rows, at least 1.
    pub threads: usize,
    /// About how many bytes of finished rows may wait in memory to be written.
    pub memory: u64,
    /// Whether to replace also a bundle that was edited since it was written, or that is of another kind: a part, a whole one.
    pub force: bool,
}

/// A stage of writing or checking a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Making, hashing and writing rows, counted in batches.
    Rows,
    /// Reading, hashing and writing the files of parts, counted in bytes.
    Join,
    /// Flushing to the disk, counted in files.
    Flush,
    /// Reading the tables of a bundle to check them, counted in databases.
    Load,
    /// Checking what was read, counted in rules.
    Rules,
}

/// Progress callbacks, called from many threads.
pub trait Progress: Sync {
    /// A stage of `steps` steps begins; the previous one is over.
    fn stage(&self, stage: Stage, steps: u64);
    /// So many steps are done.
    fn advance(&self, steps: u64);
    /// Something did not go as it should, though what was asked for is done: one line.
    fn warning(&self, line: &str) {
        let _ = line;
    }
}

/// Ignores progress.
impl Progress for () {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
}
