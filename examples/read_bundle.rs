//! Writes a small bundle and reads it back: its tables and their rows, checking each file against its digest.

use dhub::bundle::{self, Bundle, Format, Options};
use dhub::error::{Error, Result};
use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan};

/// Runs the example.
pub fn main() -> Result<()> {
    let dir = tempfile::tempdir().map_err(Error::at("create", &std::env::temp_dir()))?;
    let out = dir.path().join("bank");
    let options = Options {
        out: out.clone(),
        format: Format::Csv,
        threads: 1,
        memory: 64 << 20,
        force: false,
    };
    let plan = Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, "0.05".parse()?, None, None)?;
    bundle::write(plan, &options, &())?;

    let bundle = Bundle::open(&out)?;
    for table in &bundle.manifest().resources {
        println!("{:>6} {}.{}", table.rows, table.database, table.name);
    }
    assert!(bundle.check().is_empty());
    Ok(())
}
