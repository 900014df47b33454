//! `dhub seed clear --confirm`: removes the bundle's files, or with `--live` the tables that load.sh loaded.

use super::output::{self, plain, print};
use super::signals;
use crate::cli::{ReportFormat, SeedClear};
use crate::message::print_message;
use dhub::bundle::{self, Bundle};
use dhub::error::{Error, Result};
use dhub::tables::DATABASES;
use serde_json::json;
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &SeedClear) -> Result<ExitCode> {
    let start = Instant::now();
    match (arguments.live, arguments.confirm) {
        (false, false) => Err(Error::usage(format!(
            "seed clear removes the bundle in {}; add --confirm to do it",
            arguments.place.directory().display()
        ))),
        (true, false) => Err(Error::usage(
            "seed clear --live drops the tables that load.sh loaded; add --confirm to do it"
                .to_string(),
        )),
        (false, true) => files(arguments),
        (true, true) => live(arguments),
    }?;
    if !arguments.output.quiet {
        output::print_elapsed(start);
    }
    Ok(ExitCode::SUCCESS)
}

fn files(arguments: &SeedClear) -> Result<()> {
    let out = arguments.place.directory();
    signals::tidy_up();
    let cleared = bundle::clear(out)?;
    for warning in &cleared.warnings {
        print_message(format!("warning: {warning}"));
    }
    if arguments.output.quiet {
        return Ok(());
    }
    let place = out.display().to_string();
    let left = cleared.left.map(|left| left.display().to_string());
    if arguments.output.format == ReportFormat::Json {
        return output::print_json(
            &json!({ "directory": place, "files": cleared.files, "left": left, "leftovers": cleared.leftovers }),
        );
    }
    let place = plain(&place);
    let mut text = match (cleared.files, left) {
        (0, _) => format!("{place}: no bundle, nothing to remove\n"),
        (files, None) if cleared.stays => {
            format!("{place}: removed {files} files; the empty directory cannot be removed\n")
        }
        (files, None) => format!("{place}: removed {files} files and the directory\n"),
        (files, Some(left)) => format!(
            "{place}: removed {files} files; {} is not part of the bundle and was kept\n",
            plain(&left)
        ),
    };
    for left in &cleared.leftovers {
        let left = plain(&left.display().to_string());
        text += &format!("{place}: removed {left}, left behind by a killed run\n");
    }
    print(text)
}

/// Clears one database after the other and reports each right away, because a later one may fail.
fn live(arguments: &SeedClear) -> Result<()> {
    let live = super::live(&arguments.server)?;
    let text = !arguments.output.quiet && arguments.output.format == ReportFormat::Text;
    let mut dropped = Vec::new();
    for database in DATABASES {
        let tables = live.clear(database)?;
        dropped.push(json!({ "database": database, "tables": tables }));
        if text {
            print(match tables {
                0 => format!("{database}: nothing loaded\n"),
                tables => format!("{database}: dropped {tables} tables\n"),
            })?;
        }
    }
    let out = arguments.place.directory();
    if text && Bundle::open(out).is_ok() {
        print(format!(
            "the bundle in {} was kept\n",
            plain(&out.display().to_string())
        ))?;
    }
    if arguments.output.format == ReportFormat::Json {
        output::print_json(&json!({ "dropped": dropped }))?;
    }
    Ok(())
}
