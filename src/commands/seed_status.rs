//! `dhub seed status`: checks a bundle's files and, with `--live`, counts what PostgreSQL holds of it.

use super::load_flags;
use super::output::{self, plain, print};
use super::report::{self, TableLine, TextColumn};
use crate::cli::{FINDINGS, ReportFormat, SeedStatus};
use crate::message::print_message;
use dhub::bundle::{self, Bundle, Finding, Leftover, Manifest, Resource};
use dhub::error::Result;
use dhub::live::{Live, LoadedTable};
use dhub::tables::DATABASES;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &SeedStatus) -> Result<ExitCode> {
    let start = Instant::now();
    let out = arguments.place.directory();
    let bundle = match Bundle::open_some(out) {
        Err(error) if error.is_damaged() => {
            print_message(error);
            return Ok(FINDINGS.into());
        }
        Err(error) if error.is_missing() => {
            bundle::leftovers(out)?
                .iter()
                .for_each(|left| print_message(words(out, left)));
            return Err(error);
        }
        bundle => bundle?,
    };
    let manifest = bundle.manifest();
    let loaded = match arguments.live {
        true => Some(loaded(manifest, &super::live(&arguments.server)?)?),
        false => None,
    };
    let mut findings = bundle.check();
    findings.extend(bundle.check_consistency());
    let edited = !findings.is_empty();
    findings.extend(bundle.strays());
    let left = bundle::leftovers(out)?;
    let left: Vec<String> = left.iter().map(|left| words(out, left)).collect();
    let other = loaded.iter().flatten().filter(|one| !one.same).count();
    let ok = findings.is_empty() && other == 0;
    let (format, quiet) = (arguments.output.format, arguments.output.quiet);
    match format {
        ReportFormat::Json => {
            let mut report = json(out, manifest, &findings, loaded.as_deref(), ok);
            report.leftovers = left;
            output::print_json(&report)?;
        }
        ReportFormat::Text if !quiet => {
            let text = text(manifest, &findings, loaded.as_deref());
            let left: String = left.iter().map(|left| plain(left) + "\n").collect();
            print(text + &report::origin(manifest) + &left)?;
        }
        ReportFormat::Text => {}
    }
    if format == ReportFormat::Text {
        output::print_findings(out, &findings);
        if edited {
            print_message(format!(
                "{}: not the bundle that was written; write it again with: {} --force --out {0}",
                out.display(),
                bundle.command(),
            ));
        }
        if other > 0 {
            print_message(format!(
                "PostgreSQL: {other} tables differ from {}; load them with: {}{}",
                out.display(),
                out.join("load.sh").display(),
                load_flags(&arguments.server),
            ));
        }
    }
    if !quiet {
        output::print_elapsed(start);
    }
    Ok(match ok {
        true => ExitCode::SUCCESS,
        false => FINDINGS.into(),
    })
}

/// Renders the tables, one per line.
fn text(manifest: &Manifest, findings: &[Finding], loaded: Option<&[Loaded]>) -> String {
    let files = states(manifest, findings).map(String::from);
    let mut columns = vec![report::states("file", files)];
    if let Some(loaded) = loaded {
        let rows = loaded.iter().map(|one| one.rows.clone());
        let states = loaded.iter().map(|one| one.state.clone());
        columns.extend([
            TextColumn::right("live_rows", rows),
            report::states("live", states),
        ]);
    }
    report::tables(manifest, columns)
}

/// Returns for each table whether its file is intact.
fn states<'a>(
    manifest: &'a Manifest,
    findings: &'a [Finding],
) -> impl Iterator<Item = &'static str> + 'a {
    let damaged: BTreeSet<&str> = findings.iter().map(|one| one.path.as_str()).collect();
    let resources = manifest.resources.iter();
    resources.map(move |table| match damaged.contains(table.path.as_str()) {
        true => "DAMAGED",
        false => "ok",
    })
}

/// The status as JSON.
#[derive(Serialize)]
struct StatusReport<'a> {
    directory: String,
    ok: bool,
    dhub: &'a dhub::bundle::Origin,
    tables: Vec<TableStatus>,
    findings: Vec<output::FindingLine<'a>>,
    /// What other runs have left behind, one line each.
    leftovers: Vec<String>,
}

/// A table, its file, and with `--live` what PostgreSQL holds of it.
#[derive(Serialize)]
struct TableStatus {
    #[serde(flatten)]
    table: TableLine,
    file: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    live_rows: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<String>,
}

fn json<'a>(
    out: &Path,
    manifest: &'a Manifest,
    findings: &'a [Finding],
    loaded: Option<&[Loaded]>,
    ok: bool,
) -> StatusReport<'a> {
    let tables = manifest.resources.iter().zip(states(manifest, findings));
    let tables = tables.enumerate().map(|(place, (resource, file))| {
        let loaded = loaded.and_then(|loaded| loaded.get(place));
        TableStatus {
            table: TableLine::of(resource),
            file,
            live_rows: loaded.and_then(|one| one.rows.parse().ok()),
            live: loaded.map(|one| one.state.clone()),
        }
    });
    StatusReport {
        directory: out.display().to_string(),
        ok,
        dhub: &manifest.dhub,
        tables: tables.collect(),
        findings: findings.iter().map(output::FindingLine::of).collect(),
        leftovers: Vec::new(),
    }
}

/// Describes the staging directory of another run.
fn words(out: &Path, left: &Leftover) -> String {
    let (out, path) = (out.display(), left.path.display());
    match left.running {
        true => format!("{out}: a run is currently writing this bundle"),
        false => format!(
            "{out}: a killed run left {path} behind; the next dhub seed all, join or clear for this directory removes it"
        ),
    }
}

/// What PostgreSQL holds of a table, in words.
struct Loaded {
    rows: String,
    state: String,
    same: bool,
}

/// Returns one entry per table of the manifest; the ground truth is never loaded.
fn loaded(manifest: &Manifest, live: &Live) -> Result<Vec<Loaded>> {
    let mut held = Vec::new();
    for database in DATABASES {
        let tables = live.tables(database)?;
        held.extend(tables.into_iter().map(|table| (database, table)));
    }
    let judge = |resource: &Resource| {
        if !DATABASES.contains(&resource.database.as_str()) {
            return Loaded {
                rows: String::new(),
                state: String::new(),
                same: true,
            };
        }
        let same_place = |(database, table): &&(&str, LoadedTable)| {
            (*database, table.table) == (&resource.database, &resource.name)
        };
        let found = held.iter().find(same_place).map(|(_, table)| table);
        let state = match found {
            None => "missing".to_string(),
            Some(LoadedTable { bundle: None, .. }) => "not by load.sh".to_string(),
            Some(LoadedTable {
                bundle: Some(id), ..
            }) if *id != manifest.dhub.bundle => format!("bundle {id}"),
            Some(table) if u64::try_from(table.rows) != Ok(resource.rows) => "differs".to_string(),
            Some(_) => "ok".to_string(),
        };
        Loaded {
            rows: found.map_or("-".to_string(), |table| table.rows.to_string()),
            same: state == "ok",
            state,
        }
    };
    Ok(manifest.resources.iter().map(judge).collect())
}
