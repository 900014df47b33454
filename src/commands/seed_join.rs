//! `dhub seed join`

use super::progress::{Bars, Quiet};
use super::{output, report, signals};
use crate::cli::SeedJoin;
use dhub::bundle::{self, Progress};
use dhub::error::Result;
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &SeedJoin) -> Result<ExitCode> {
    let start = Instant::now();
    signals::tidy_up();
    if arguments.manifest_only {
        return manifests(arguments, start);
    }
    let bars = Bars::new();
    let quiet = arguments.output.quiet;
    let progress: &dyn Progress = if quiet { &Quiet } else { &bars };
    let manifest = bundle::join(&arguments.parts, &arguments.out, arguments.force, progress)?;
    drop(bars);
    if !quiet {
        let (count, out) = (arguments.parts.len(), arguments.out.display());
        let next = format!("{count} parts joined in {out}; load it with {out}/load.sh");
        report::written(arguments.output.format, &arguments.out, &manifest, &next)?;
        output::print_elapsed(start);
    }
    Ok(ExitCode::SUCCESS)
}

/// `--manifest-only`
fn manifests(arguments: &SeedJoin, start: Instant) -> Result<ExitCode> {
    let origin = bundle::join_manifests(&arguments.parts, &arguments.out, arguments.force)?;
    if !arguments.output.quiet {
        report::manifests(
            arguments.output.format,
            &arguments.out,
            arguments.parts.len(),
            &origin,
        )?;
        output::print_elapsed(start);
    }
    Ok(ExitCode::SUCCESS)
}
