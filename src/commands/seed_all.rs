//! `dhub seed all`

use super::progress::{Bars, Quiet};
use super::{output, report, signals};
use crate::cli::{Compression, ReportFormat, SeedAll, SeedFormat};
use dhub::bundle::{self, Format, Options, Progress};
use dhub::error::{Error, Result};
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
    let (format, report) = formats(arguments)?;
    let options = Options {
        out: arguments.out.clone(),
        format,
        threads: match arguments.threads {
            Some(threads) => threads.into(),
            None => available_parallelism().map_or(1, usize::from),
        },
        memory: arguments.memory,
        force: arguments.force,
    };
    signals::tidy_up();
    let bars = Bars::new();
    let quiet = arguments.quiet;
    let progress: &dyn Progress = if quiet { &Quiet } else { &bars };
    let manifest = match arguments.part {
        None => bundle::write(plan, &options, progress),
        Some(part) => bundle::write_part(plan, part, &options, progress),
    }?;
    drop(bars);
    if !quiet {
        let out = options.out.display();
        let next = match (arguments.part, format.is_csv()) {
            (None, true) => format!("written to {out}; load it with {out}/load.sh"),
            (Some(part), true) => format!(
                "part {part} written to {out}; join all parts with: dhub seed join PART... --out DIR"
            ),
            (None, false) => format!("written to {out}; {out}/README.md says what reads it"),
            (Some(part), false) => format!(
                "part {part} written to {out}; the files of all parts are read as one table"
            ),
        };
        report::written(report, &options.out, &manifest, &next)?;
        output::took(start);
    }
    Ok(ExitCode::SUCCESS)
}

/// How the tables are stored, and the report is printed.
fn formats(arguments: &SeedAll) -> Result<(Format, ReportFormat)> {
    let (mut tables, mut report) = (None, None);
    let once = |before: bool, what: &str| match before {
        false => Ok(()),
        true => Err(Error::usage(format!(
            "--format: expected one format of the {what}, found two; leave one out"
        ))),
    };
    for &format in &arguments.format {
        match format {
            SeedFormat::Csv => once(tables.replace(Format::Csv).is_some(), "tables"),
            #[cfg(feature = "parquet")]
            SeedFormat::Parquet => once(tables.replace(Format::Parquet).is_some(), "tables"),
            SeedFormat::Text => once(report.replace(ReportFormat::Text).is_some(), "report"),
            SeedFormat::Json => once(report.replace(ReportFormat::Json).is_some(), "report"),
        }?;
    }
    if arguments.quiet && report.is_some() {
        return Err(Error::usage(
            "--quiet prints no report, expected no --format of one; leave one of them out",
        ));
    }
    let tables = match (tables.unwrap_or_default(), arguments.compress) {
        (format, None) => format,
        (Format::Csv, Some(Compression::Zstd)) => Format::CsvZstd,
        (format, Some(_)) => {
            return Err(Error::usage(format!(
                "--compress: {} is compressed already, with zstd; leave it out",
                format.extension()
            )));
        }
    };
    Ok((tables, report.unwrap_or(ReportFormat::Text)))
}
