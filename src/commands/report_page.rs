//! `dhub report`

use super::output::{self, plain};
use super::progress::Bars;
use super::{print, signals};
use crate::cli::Report;
use dhub::bundle::{Bundle, Progress};
use dhub::error::Result;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Instant;

pub fn run(arguments: &Report) -> Result<ExitCode> {
    let start = Instant::now();
    let bundle = Bundle::open(arguments.bundle())?;
    let threads = available_parallelism().map_or(1, usize::from);
    let bars = Bars::new();
    let progress: &dyn Progress = if arguments.quiet { &() } else { &bars };
    signals::tidy_up();
    let written = dhub::report::write(&bundle, &arguments.out, arguments.force, threads, progress)?;
    drop(bars);
    if !arguments.quiet {
        let place = plain(&arguments.out.display().to_string());
        let sound = match written.sound {
            true => "",
            false => "; it shows findings of dhub verify",
        };
        print(format!(
            "{place}: {} bytes; open it with any browser{sound}\n",
            written.bytes
        ))?;
        output::print_elapsed(start);
    }
    Ok(ExitCode::SUCCESS)
}
