//! `dhub diff`: what differs between two bundles.

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
    /// One line for each value of a changed row, one with the whole record for an added or removed row.
    #[arg(long, conflicts_with_all = ["format", "quiet"])]
    pub rows: bool,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: DiffFormat,
    /// Print nothing but errors and findings
    #[arg(short, long, conflicts_with = "format")]
    pub quiet: bool,
    /// Print the lines that have git compare the CSVs of bundles by key
    ///
    /// git calls it with what it hands to a diff driver: the path, then for either side a file, its object and its mode.
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
    /// Tables for people
    Text,
    /// One JSON object for programs
    Json,
    /// Markdown for pull requests and job summaries: below 65,000 characters, the largest changes first
    Md,
    /// One page that needs nothing else
    Html,
}
