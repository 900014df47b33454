//! `dhub seed clear --confirm`: the bundle's files, or with `--live` the tables that load.sh loaded.

use super::print;
use crate::cli::{SeedClear, Server};
use dhub::bundle::{self, Bundle};
use dhub::error::{Error, Result};
use dhub::tables::DATABASES;
use std::path::Path;
use std::process::ExitCode;

pub fn run(arguments: &SeedClear) -> Result<ExitCode> {
    let out = &arguments.place.out;
    match (arguments.live, arguments.confirm) {
        (false, false) => Err(Error::usage(format!(
            "seed clear removes the bundle in {}; add --confirm to do it",
            out.display()
        ))),
        (true, false) => Err(Error::usage(
            "seed clear --live drops the tables that load.sh loaded; add --confirm to do it"
                .to_string(),
        )),
        (false, true) => files(out),
        (true, true) => live(&arguments.server, out),
    }
}

fn files(out: &Path) -> Result<ExitCode> {
    let place = out.display();
    let cleared = bundle::clear(out)?;
    print(match (cleared.files, cleared.left) {
        (0, _) => format!("{place}: no bundle, nothing to remove\n"),
        (files, None) => format!("{place}: removed {files} files and the folder\n"),
        (files, Some(left)) => format!(
            "{place}: removed {files} files; {} is not the bundle's and stays\n",
            left.display()
        ),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// One database after the other, each said as soon as it is done: a later one may fail.
fn live(server: &Server, out: &Path) -> Result<ExitCode> {
    let live = super::live(server)?;
    for database in DATABASES {
        print(match live.clear(database).map_err(Error::usage)? {
            0 => format!("{database}: nothing loaded\n"),
            tables => format!("{database}: dropped {tables} tables\n"),
        })?;
    }
    if Bundle::open(out).is_ok() {
        print(format!("the bundle in {} stays\n", out.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
