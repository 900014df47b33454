//! `dhub report`: describes a bundle in one HTML page.

use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Report {
    /// Directory of the bundle [default: out]
    #[arg(value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// File to write
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    pub out: PathBuf,
    /// Replace an existing file
    #[arg(long)]
    pub force: bool,
    /// Print only errors
    #[arg(short, long)]
    pub quiet: bool,
}

impl Report {
    /// Returns the directory of the bundle; `out` by default.
    pub fn bundle(&self) -> &Path {
        self.bundle.as_deref().unwrap_or(Path::new("out"))
    }
}
