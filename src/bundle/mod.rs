//! Bundles on disk: written atomically, described by a manifest, read back, and checked.
//!
//! ```text
//! out/
//!   datapackage.json   the manifest: every table, column, key, reference, count and digest
//!   SHA256SUMS         of every other file as stored
//!   README.md          what it is, how to load it, the counts, diagrams
//!   load.sh            loads it into PostgreSQL
//!   .gitattributes     no line-ending surprises; the tables are marked as generated
//!   employees_db/      schema.sql, load.sql, *.csv or *.csv.zst
//!   ...
//! ```
//!
//! [`write()`] writes a bundle: `pipeline` generates batches and feeds the sinks, and `staging` moves the finished directory into
//! place. [`write_part()`] writes one part, which can be loaded next to the others; [`join()`] combines parts into a bundle.
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
mod erd;
mod facts;
mod files;
mod format;
mod join;
mod join_manifests;
mod load_parts;
pub mod load_sql;
mod load_statements;
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
#[cfg(feature = "query")]
pub(crate) use only::tables as some_tables;
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

/// File name of the list of digests.
pub const SUMS: &str = "SHA256SUMS";

/// Options for writing a bundle. Only `format` affects its bytes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bundle's directory.
    pub out: PathBuf,
    /// Storage format of the tables.
    pub format: Format,
    /// Number of threads that generate and write rows, at least 1.
    pub threads: usize,
    /// Approximate limit, in bytes, on finished rows waiting to be written.
    pub memory: u64,
    /// Whether to replace a bundle that was edited since it was written, or one of another kind (a part by a whole bundle or vice
    /// versa).
    pub force: bool,
}

/// A stage of writing or checking a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Generating, hashing, and writing rows; counted in batches.
    Rows,
    /// Copying the files of parts; counted in bytes.
    Join,
    /// Flushing to disk; counted in files.
    Flush,
    /// Loading a bundle's tables to check them; counted in databases.
    Load,
    /// Evaluating rules; counted in rules.
    Rules,
}

/// Progress callbacks, called from several threads.
pub trait Progress: Sync {
    /// Starts a stage of `steps` steps, which ends the previous stage.
    fn stage(&self, stage: Stage, steps: u64);
    /// Reports that many more steps as done.
    fn advance(&self, steps: u64);
    /// Reports, in one line, a problem that did not prevent the operation from succeeding.
    fn warning(&self, line: &str) {
        let _ = line;
    }
}

/// Ignores progress.
impl Progress for () {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
}
