//! `dhub verify`

mod text;

use super::output::{self, print};
use super::progress::Bars;
use crate::cli::{FINDINGS, ReportFormat, Verify};
use crate::message::print_message;
use dhub::bundle::{Bundle, Progress};
use dhub::error::Result;
use dhub::verify::report::Report;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Instant;

pub fn run(arguments: &Verify) -> Result<ExitCode> {
    let start = Instant::now();
    let (directory, quiet) = (arguments.place.directory(), arguments.output.quiet);
    // A server is compared with whole bundles only.
    let open = match arguments.live {
        true => Bundle::open,
        false => Bundle::open_some,
    };
    let bundle = match open(directory) {
        Err(error) if error.is_damaged() => {
            if arguments.output.format == ReportFormat::Json {
                output::print_json(&Report::unreadable(directory, &error))?;
            } else {
                print_message(error);
            }
            return Ok(FINDINGS.into());
        }
        bundle => bundle?,
    };
    let threads = available_parallelism().map_or(1, usize::from);
    let bars = Bars::new();
    let progress: &dyn Progress = if quiet { &() } else { &bars };
    let report = dhub::verify::verify(bundle, threads, progress)?;
    drop(bars);
    match arguments.output.format {
        ReportFormat::Json => output::print_json(&report)?,
        ReportFormat::Text if quiet => print(text::findings(&report))?,
        ReportFormat::Text if arguments.all => print(text::everything(&report))?,
        ReportFormat::Text => print(text::short(&report))?,
    }
    let held = match arguments.live {
        true => super::live(&arguments.server)?.matches_bundle(directory)?,
        false => true,
    };
    if !quiet {
        output::print_elapsed(start);
    }
    Ok(match report.ok && held {
        true => ExitCode::SUCCESS,
        false => FINDINGS.into(),
    })
}
