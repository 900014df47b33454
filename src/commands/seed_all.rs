//! `dhub seed all`

use super::progress::{Bars, Quiet};
use super::{output, report, signals};
use crate::cli::{Compression, SeedAll};
use dhub::bundle::{self, Format, Options, Progress};
use dhub::error::Result;
use dhub::plan::Plan;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Instant;

pub fn run(arguments: &SeedAll) -> Result<ExitCode> {
    let start = Instant::now();
    let plan = Plan::new(
        arguments.seed,
        arguments.as_of,
        arguments.scale,
        arguments.employees,
        arguments.customers,
    )?
    .with_aml_rate(arguments.aml_rate)
    .with_months(arguments.months);
    let options = Options {
        out: arguments.out.clone(),
        format: match arguments.compress {
            None => Format::Csv,
            Some(Compression::Zstd) => Format::CsvZstd,
        },
        threads: match arguments.threads {
            Some(threads) => threads.into(),
            None => available_parallelism().map_or(1, usize::from),
        },
        memory: arguments.memory,
        force: arguments.force,
    };
    signals::tidy_up();
    let bars = Bars::new();
    let quiet = arguments.output.quiet;
    let progress: &dyn Progress = if quiet { &Quiet } else { &bars };
    let manifest = match arguments.part {
        None => bundle::write(plan, &options, progress),
        Some(part) => bundle::write_part(plan, part, &options, progress),
    }?;
    drop(bars);
    if !quiet {
        let out = options.out.display();
        let next = match arguments.part {
            None => format!("written to {out}; load it with {out}/load.sh"),
            Some(part) => format!(
                "part {part} written to {out}; join all parts with: dhub seed join PART... --out DIR"
            ),
        };
        report::written(arguments.output.format, &options.out, &manifest, &next)?;
        output::took(start);
    }
    Ok(ExitCode::SUCCESS)
}
