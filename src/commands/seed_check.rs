//! `dhub seed check`

use super::output::{self, print};
use super::progress::Bars;
use crate::cli::{FINDINGS, ReportFormat, SeedCheck};
use crate::message::print_message;
use dhub::bundle::{self, ANSWERS, Bundle, Check, Finding, Progress};
use dhub::error::Result;
use dhub::plan::DATA_VERSION;
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Instant;

/// Approximate limit on finished rows waiting to be hashed, in bytes.
const MEMORY: u64 = 1 << 30;

pub fn run(arguments: &SeedCheck) -> Result<ExitCode> {
    let start = Instant::now();
    let (directory, quiet) = (arguments.place.directory(), arguments.output.quiet);
    let bundle = Bundle::open_some(directory)?;
    let bars = Bars::new();
    let progress: &dyn Progress = if quiet { &() } else { &bars };
    let threads = available_parallelism().map_or(1, usize::from);
    let check = bundle::check(&bundle, threads, MEMORY, progress)?;
    drop(bars);
    match arguments.output.format {
        ReportFormat::Json => output::print_json(&CheckReport::of(directory, &check))?,
        ReportFormat::Text if check.passed() => {
            if !quiet {
                print(format!(
                    "{}: identical to what this version generates: {} tables, {} rows, data version {DATA_VERSION}\n",
                    output::plain(&directory.display().to_string()),
                    check.tables,
                    check.rows
                ))?;
            }
        }
        ReportFormat::Text => findings(directory, &bundle, &check),
    }
    if !quiet {
        output::print_elapsed(start);
    }
    Ok(match check.passed() {
        true => ExitCode::SUCCESS,
        false => FINDINGS.into(),
    })
}

fn findings(directory: &Path, bundle: &Bundle, check: &Check) {
    let place = directory.display();
    if let Some(found) = check.data_version {
        print_message(format!(
            "{place}: expected data version {DATA_VERSION}, which this version generates, found {found}"
        ));
    }
    output::print_findings(directory, &all(check).cloned().collect::<Vec<_>>());
    if let Some(defects) = &bundle.manifest().dhub.defects {
        print_message(format!(
            "{place}: defective on purpose, with {}; {ANSWERS} lists them",
            defects.words()
        ));
    }
    if !check.files_match() {
        print_message(format!(
            "{place}: not the bundle that this version generates; write it again with: {} --force --out {place}",
            bundle.command(),
        ));
    }
}

/// Returns all findings, those in the bundle's own files first.
fn all(check: &Check) -> impl Iterator<Item = &Finding> {
    check.findings.iter().chain(&check.strays)
}

/// The result as JSON.
#[derive(Serialize)]
struct CheckReport<'a> {
    directory: String,
    ok: bool,
    tables: usize,
    rows: u64,
    data_version: DataVersion,
    findings: Vec<output::FindingLine<'a>>,
}

#[derive(Serialize)]
struct DataVersion {
    expected: u32,
    found: u32,
}

impl CheckReport<'_> {
    fn of<'a>(directory: &Path, check: &'a Check) -> CheckReport<'a> {
        CheckReport {
            directory: directory.display().to_string(),
            ok: check.passed(),
            tables: check.tables,
            rows: check.rows,
            data_version: DataVersion {
                expected: DATA_VERSION,
                found: check.data_version.unwrap_or(DATA_VERSION),
            },
            findings: all(check).map(output::FindingLine::of).collect(),
        }
    }
}
