//! `dhub seed join`

use super::progress::Bars;
use super::{print, report};
use crate::cli::SeedJoin;
use dhub::bundle::{self, Progress};
use dhub::error::Result;
use std::process::ExitCode;

pub fn run(arguments: &SeedJoin) -> Result<ExitCode> {
    let bars = Bars::new();
    let progress: &dyn Progress = if arguments.quiet { &() } else { &bars };
    let manifest = bundle::join(&arguments.parts, &arguments.place.out, progress)?;
    drop(bars);
    if !arguments.quiet {
        let (count, out) = (arguments.parts.len(), arguments.place.out.display());
        print(format!(
            "{}\n{}joined of {count} parts in {out}; load it with {out}/load.sh\n",
            report::tables(&manifest, Vec::new()),
            report::origin(&manifest),
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
