//! `dhub seed all`

use super::progress::Bars;
use super::{print, report};
use crate::cli::SeedAll;
use dhub::bundle::{self, Options, Progress};
use dhub::error::{Error, Result};
use dhub::plan::Plan;
use std::process::ExitCode;
use std::thread::available_parallelism;

pub fn run(arguments: &SeedAll) -> Result<ExitCode> {
    let plan = Plan::new(
        arguments.seed,
        arguments.as_of,
        arguments.scale,
        arguments.employees,
        arguments.customers,
    )
    .map_err(Error::Usage)?
    .with_aml_rate(arguments.aml_rate);
    let options = Options {
        out: arguments.place.out.clone(),
        compress: arguments.compress.is_some(),
        threads: match arguments.threads {
            Some(threads) => threads.into(),
            None => available_parallelism().map_or(1, usize::from),
        },
        memory: arguments.memory,
    };
    let bars = Bars::new();
    let progress: &dyn Progress = if arguments.quiet { &() } else { &bars };
    let manifest = bundle::write(plan, &options, progress)?;
    drop(bars);
    if !arguments.quiet {
        let out = options.out.display();
        print(format!(
            "{}\n{}written to {out}; load it with {out}/load.sh\n",
            report::tables(&manifest, None),
            report::origin(&manifest),
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
