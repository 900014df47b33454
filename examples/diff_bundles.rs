//! Writes the same bank as of two dates and shows which tables differ.

use dhub::bundle::{self, Bundle, Format, Options};
use dhub::diff;
use dhub::error::{Error, Result};
use dhub::plan::{DEFAULT_SEED, Plan};
use std::path::Path;

/// Writes the bank as of a date.
fn write(out: &Path, as_of: &str) -> Result<Bundle> {
    let options = Options {
        out: out.to_path_buf(),
        format: Format::Csv,
        threads: 1,
        memory: 64 << 20,
        force: false,
    };
    let plan = Plan::new(DEFAULT_SEED, as_of.parse()?, "0.05".parse()?, None, None)?;
    bundle::write(plan, &options, &())?;
    Bundle::open(out)
}

/// Runs the example.
pub fn main() -> Result<()> {
    let dir = tempfile::tempdir().map_err(Error::at("create", &std::env::temp_dir()))?;
    let old = write(&dir.path().join("old"), "2025-12-30")?;
    let new = write(&dir.path().join("new"), "2025-12-31")?;
    let found = diff::compare(&old, &new, &diff::Options::default(), None)?;
    for table in &found.tables {
        println!(
            "{}.{}: {} added, {} removed, {} changed",
            table.database, table.table, table.added, table.removed, table.changed
        );
    }
    assert!(!found.same);
    Ok(())
}
