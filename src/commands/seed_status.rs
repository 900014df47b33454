//! `dhub seed status`: a bundle's files and, with `--live`, what PostgreSQL holds of it.

use super::report::{self, Column};
use super::{load_flags, print};
use crate::cli::{FINDINGS, SeedStatus};
use dhub::bundle::{Bundle, Manifest, Resource};
use dhub::error::{Error, Result};
use dhub::live::{Held, Live};
use dhub::tables::DATABASES;
use std::collections::BTreeSet;
use std::process::ExitCode;

pub fn run(arguments: &SeedStatus) -> Result<ExitCode> {
    let out = &arguments.place.out;
    let bundle = match Bundle::open(out) {
        Err(error) if error.is_damaged() => {
            eprintln!("dhub: {error}");
            return Ok(FINDINGS.into());
        }
        bundle => bundle?,
    };
    let manifest = bundle.manifest();
    let loaded = match arguments.live {
        true => Some(loaded(manifest, &super::live(&arguments.server)?)?),
        false => None,
    };
    let findings = bundle.check();
    let damaged: BTreeSet<&str> = findings
        .iter()
        .map(|finding| finding.path.as_str())
        .collect();
    let state = |path: &str| match damaged.contains(path) {
        true => "DAMAGED".to_string(),
        false => "ok".to_string(),
    };
    let files = manifest.resources.iter().map(|table| state(&table.path));
    let mut columns = vec![Column::left("file", files)];
    if let Some(loaded) = &loaded {
        let rows = loaded.iter().map(|one| one.rows.clone());
        let states = loaded.iter().map(|one| one.state.clone());
        columns.extend([
            Column::right("live_rows", rows),
            Column::left("live", states),
        ]);
    }
    let mut text = report::tables(manifest, columns) + &report::origin(manifest);
    if let Some(foreign) = bundle.foreign()? {
        text += &format!("{}: not part of the bundle\n", out.join(foreign).display());
    }
    print(text)?;
    for finding in &findings {
        eprintln!(
            "dhub: {}: {}",
            out.join(&finding.path).display(),
            finding.wrong
        );
    }
    if !findings.is_empty() {
        eprintln!(
            "dhub: {}: not the bundle that was written; write it anew with: {} --out {0}",
            out.display(),
            bundle.command(),
        );
    }
    let other = loaded.iter().flatten().filter(|one| !one.same).count();
    if other > 0 {
        eprintln!(
            "dhub: PostgreSQL: {other} tables are not as in {}; load them with: {}{}",
            out.display(),
            out.join("load.sh").display(),
            load_flags(&arguments.server),
        );
    }
    Ok(if findings.is_empty() && other == 0 {
        ExitCode::SUCCESS
    } else {
        FINDINGS.into()
    })
}

/// What PostgreSQL holds of a table, in words.
struct Loaded {
    rows: String,
    state: String,
    same: bool,
}

/// One for each table of the manifest; the answers are never loaded.
fn loaded(manifest: &Manifest, live: &Live) -> Result<Vec<Loaded>> {
    let mut held = Vec::new();
    for database in DATABASES {
        let tables = live.tables(database).map_err(Error::usage)?;
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
        let same_place = |(database, table): &&(&str, Held)| {
            (*database, table.table) == (&resource.database, &resource.name)
        };
        let found = held.iter().find(same_place).map(|(_, table)| table);
        let state = match found {
            None => "missing".to_string(),
            Some(Held { bundle: None, .. }) => "not by load.sh".to_string(),
            Some(Held {
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
