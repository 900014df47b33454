//! `dhub seed all`

use super::progress::{Bars, Quiet};
use super::{output, report, signals};
use crate::cli::{Compression, ReportFormat, SeedAll, SeedFormat};
use clap::ValueEnum;
use dhub::bundle::{self, Format, Options, Progress, StreamFormat};
use dhub::error::{Error, Result};
use dhub::export::Selection;
use dhub::plan::Plan;
use std::fs::File;
use std::io::{ErrorKind, stdout};
use std::os::fd::AsFd;
use std::path::Path;
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
    let wanted = Wanted::new(arguments)?;
    let options = Options {
        out: arguments.out.clone(),
        format: wanted.format,
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
    if arguments.stdout {
        return stream(plan, arguments, &wanted, &options, progress);
    }
    if let Some(of) = arguments.parts {
        let only = wanted.only.as_ref().map(|only| only.tables());
        let parts = bundle::write_parts(plan, of, only, &options, progress)?;
        drop(bars);
        if !quiet {
            let out = options.out.display();
            let next = match wanted.format.is_csv() && only.is_none() {
                true => format!(
                    "{of} parts written to {out}; load each with its load.sh --append, or join them with: dhub seed join {out}/part-* --out DIR"
                ),
                false => {
                    format!("{of} parts written to {out}; read the files of all parts as one table")
                }
            };
            report::parts(wanted.report, &parts, &next)?;
            output::print_elapsed(start);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let manifest = match (&wanted.only, arguments.part) {
        (None, None) => bundle::write(plan, &options, progress),
        (None, Some(part)) => bundle::write_part(plan, part, &options, progress),
        (Some(only), part) => bundle::write_some(plan, part, only.tables(), &options, progress),
    }?;
    drop(bars);
    if !quiet {
        let out = options.out.display();
        let next = match (arguments.part, wanted.format.is_csv()) {
            (part, _) if wanted.only.is_some() => {
                let what = part.map_or(String::new(), |part| format!("part {part} "));
                format!("{what}written to {out}; loading and verifying require all tables")
            }
            (None, true) => format!("written to {out}; load it with {out}/load.sh"),
            (Some(part), true) => format!(
                "part {part} written to {out}; join all parts with: dhub seed join PART... --out DIR"
            ),
            (None, false) => format!("written to {out}; {out}/README.md shows how to read it"),
            (Some(part), false) => {
                format!("part {part} written to {out}; read the files of all parts as one table")
            }
        };
        report::written(wanted.report, &options.out, &manifest, &next)?;
        output::print_elapsed(start);
    }
    Ok(ExitCode::SUCCESS)
}

/// What the flags request.
struct Wanted {
    /// Storage format of the tables.
    format: Format,
    /// Whether an Arrow stream is requested instead.
    arrow: bool,
    report: ReportFormat,
    only: Option<Selection>,
}

impl Wanted {
    fn new(arguments: &SeedAll) -> Result<Wanted> {
        let (mut tables, mut report) = (Vec::new(), Vec::new());
        #[cfg_attr(not(feature = "parquet"), expect(unused_mut))]
        let mut arrow = false;
        for &format in &arguments.format {
            match format {
                SeedFormat::Text => report.push(ReportFormat::Text),
                SeedFormat::Json => report.push(ReportFormat::Json),
                #[cfg(feature = "parquet")]
                SeedFormat::ArrowStream => {
                    tables.push(Format::Csv);
                    arrow = true;
                }
                stored => {
                    let name = stored.to_possible_value().unwrap_or_default();
                    let format = Format::named(name.get_name());
                    tables.push(format.ok_or_else(|| super::without_parquet(name.get_name()))?);
                }
            }
        }
        for (count, what) in [(tables.len(), "tables"), (report.len(), "report")] {
            if count > 1 {
                return Err(Error::usage(format!(
                    "--format: expected one format of the {what}, found {count}; omit the others"
                )));
            }
        }
        if arguments.quiet && !report.is_empty() {
            return Err(Error::usage(
                "--quiet prints no report, so a report --format cannot be used; omit one of them",
            ));
        }
        if arrow && !arguments.stdout {
            return Err(Error::usage(
                "--format arrow-stream: expected --stdout; for files, use --format parquet",
            ));
        }
        let format = match (
            tables.first().copied().unwrap_or_default(),
            arguments.compress,
        ) {
            (format, None) => format,
            (Format::Csv, Some(Compression::Zstd)) if !arrow => Format::CsvZstd,
            (format, Some(_)) => {
                let name = if arrow {
                    "arrow-stream"
                } else {
                    format.extension()
                };
                return Err(Error::usage(format!(
                    "--compress: expected CSV, the only format that it applies to, found {name}; omit it"
                )));
            }
        };
        let only = match arguments.only.as_slice() {
            [] => None,
            names => Some(Selection::parse(names)?),
        };
        Ok(Wanted {
            format,
            arrow,
            report: report.pop().unwrap_or(ReportFormat::Text),
            only,
        })
    }
}

/// Writes one table to stdout.
fn stream(
    plan: Plan,
    arguments: &SeedAll,
    wanted: &Wanted,
    options: &Options,
    progress: &dyn Progress,
) -> Result<ExitCode> {
    let tables = wanted.only.as_ref().map_or(&[][..], Selection::tables);
    let &[table] = tables else {
        let found = match tables.len() {
            0 => "no --only".to_string(),
            count => format!("{count} tables"),
        };
        return Err(Error::usage(format!(
            "--stdout: expected one table, such as --only loans_db.loans, found {found}"
        )));
    };
    let reports = [SeedFormat::Text, SeedFormat::Json];
    if arguments
        .format
        .iter()
        .any(|format| reports.contains(format))
    {
        return Err(Error::usage(
            "--stdout prints the table and no report, so a report --format cannot be used; omit it",
        ));
    }
    let form = match wanted.arrow {
        false => StreamFormat::File(wanted.format),
        #[cfg(feature = "parquet")]
        true => StreamFormat::Arrow,
        #[cfg(not(feature = "parquet"))]
        true => unreachable!("no flag asks for it"),
    };
    let out = stdout().as_fd().try_clone_to_owned();
    let out = out.map_err(Error::at("write", Path::new("stdout")))?;
    let part = arguments.part;
    match bundle::stream(plan, part, table, form, File::from(out), options, progress) {
        // A closed pipe, such as after `head`, is not an error.
        Err(error)
            if error
                .io()
                .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe) =>
        {
            Ok(ExitCode::SUCCESS)
        }
        done => done.map(|()| ExitCode::SUCCESS),
    }
}
