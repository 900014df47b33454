//! `dhub defect`: plants known defects in a copy of a bundle.

use super::Output;
use clap::Args;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Defect {
    /// Directory of the sound bundle [default: out]
    #[arg(value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// List the available defects without planting any
    #[arg(
        long,
        conflicts_with_all = ["bundle", "count", "defect", "seed", "out", "force", "quiet"]
    )]
    pub list: bool,
    /// Number of defects to plant, chosen by the seed [default: 5]
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..)
    )]
    count: Option<u16>,
    /// Defects to plant; comma-separated or repeated
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        conflicts_with = "count"
    )]
    pub defect: Vec<String>,
    /// Seed for choosing defects and rows
    #[arg(long, value_name = "N", default_value_t = 42)]
    pub seed: u64,
    /// Directory to write the copy to [default: next to the bundle, such as out-defective]
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace an existing bundle
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub output: Output,
}

impl Defect {
    /// Returns the directory of the sound bundle; `out` by default.
    pub fn bundle(&self) -> &Path {
        self.bundle.as_deref().unwrap_or(Path::new("out"))
    }

    /// Returns how many to plant if none are named.
    pub fn count(&self) -> usize {
        self.count.unwrap_or(5).into()
    }

    /// Returns the directory of the copy.
    pub fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| {
            let bundle = self.bundle();
            let mut name = OsString::from(bundle.file_name().unwrap_or("bundle".as_ref()));
            name.push("-defective");
            bundle.with_file_name(name)
        })
    }
}
