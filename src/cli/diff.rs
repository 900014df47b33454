//! `dhub diff`: compares two bundles.

use clap::{Args, ValueEnum};
use std::ffi::OsString;

#[derive(Debug, Args)]
pub struct Diff {
    /// The old bundle: a directory, or REV[:PATH]
    #[arg(value_name = "OLD", required_unless_present = "git_driver")]
    pub old: Option<OsString>,
    /// The new bundle [default: the directory that OLD names, in the working tree]
    #[arg(value_name = "NEW")]
    pub new: Option<OsString>,
    /// Print every difference as CSV instead of a summary
    ///
    /// Prints one line per changed value, and one with the whole record per added or removed row.
    #[arg(long, conflicts_with_all = ["format", "quiet"])]
    pub rows: bool,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: DiffFormat,
    /// Print only errors and findings
    #[arg(short, long, conflicts_with = "format")]
    pub quiet: bool,
    /// Print the configuration with which git compares CSVs of bundles by key
    ///
    /// git calls it with a diff driver's arguments: the path, then a file, its object and its mode for each side.
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=9,
        allow_hyphen_values = true,
        conflicts_with_all = ["old", "new", "rows", "format", "quiet"]
    )]
    pub git_driver: Option<Vec<OsString>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Human-readable tables
    Text,
    /// One JSON object
    Json,
    /// Markdown for pull requests and job summaries: below 65,000 characters, largest changes first
    Md,
    /// A self-contained page
    Html,
}
