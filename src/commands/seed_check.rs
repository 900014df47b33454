//! `dhub seed check`

use super::print;
use super::progress::Bars;
use crate::cli::FINDINGS;
use dhub::bundle::{self, Bundle};
use dhub::error::Result;
use dhub::plan::DATA_VERSION;
use std::path::Path;
use std::process::ExitCode;
use std::thread::available_parallelism;

/// More finished rows than this do not wait in memory to be hashed.
const MEMORY: u64 = 1 << 30;

pub fn run(folder: &Path) -> Result<ExitCode> {
    let bundle = Bundle::open(folder)?;
    let bars = Bars::new();
    let threads = available_parallelism().map_or(1, usize::from);
    let check = bundle::check(&bundle, threads, MEMORY, &bars)?;
    drop(bars);

    let place = folder.display();
    if check.passed() {
        print(format!(
            "{place}: these bytes are what this version makes: {} tables, {} rows, data version {DATA_VERSION}\n",
            check.tables, check.rows
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(found) = check.data_version {
        eprintln!(
            "dhub: {place}: expected data version {DATA_VERSION}, which this version makes, found {found}"
        );
    }
    for finding in &check.findings {
        let path = folder.join(&finding.path);
        eprintln!("dhub: {}: {}", path.display(), finding.wrong);
    }
    eprintln!(
        "dhub: {place}: not the bundle that this version makes; write it anew with: {} --out {place}",
        bundle.command(),
    );
    Ok(FINDINGS.into())
}
