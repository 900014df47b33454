//! `dhub diff --git-driver`: an external diff driver for the CSVs of bundles in git.

use super::super::output::{plain, print};
use super::page::counts;
use super::text;
use crate::message::print_message;
use dhub::diff::{TableDiff, compare_files};
use dhub::error::{Error, Result};
use dhub::tables;
use dhub::values::numbers::grouped;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Commands that configure a repository. Attributes in this file take precedence over those in the tree.
const SETUP: &str = r#"git config diff.dhub.command 'dhub diff --git-driver'
echo '*.csv* diff=dhub' >> "$(git rev-parse --git-path info/attributes)"
"#;

/// Handles a call by git, which passes the path and, for each side, a file, its object, and its mode. Without arguments, a person
/// is asking how to set it up. Always exits with 0, because git treats any other status as a failure.
pub fn run(handed: &[OsString]) -> Result<ExitCode> {
    match handed {
        [] => print(SETUP)?,
        [path] => {
            let path = plain(&path.to_string_lossy());
            print(format!("* Unmerged path {path}\n"))?;
        }
        [path, old, _, _, new, _, _, ..] => show(path.as_ref(), old.as_ref(), new.as_ref())?,
        _ => {
            return Err(Error::usage(format!(
                "--git-driver: expected the 7 arguments that git passes to a diff driver, or none, found {}",
                handed.len()
            )));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(path: &Path, old: &Path, new: &Path) -> Result<()> {
    if !is_bundle_table(path) {
        return lines(old, new);
    }
    match compare_files(path, old, new) {
        Ok(diff) => print(summary_of(path, &diff)),
        Err(error) => {
            print_message(format!("{error}; compared line by line"));
            lines(old, new)
        }
    }
}

/// Returns whether a path ends with the database and name of a table.
fn is_bundle_table(path: &Path) -> bool {
    tables::files().any(|table| {
        let file = Path::new(table.database).join(table.name);
        let mut names = [
            path.with_extension(""),
            path.with_extension("").with_extension(""),
        ];
        names.iter_mut().any(|name| name.ends_with(&file))
    })
}

fn summary_of(path: &Path, diff: &TableDiff) -> String {
    let what = match diff.differs() {
        true => counts(diff),
        false => "the same rows".to_string(),
    };
    format!(
        "dhub diff {}\n{}.{}: {} rows before, {} after; {what}\n{}\n",
        plain(&path.display().to_string()),
        diff.database,
        diff.table,
        grouped(diff.before),
        grouped(diff.after),
        text::details(diff)
    )
}

/// Lets git itself compare two files.
fn lines(old: &Path, new: &Path) -> Result<()> {
    let mut git = Command::new("git");
    git.args(["--no-pager", "diff", "--no-index", "--no-ext-diff", "--"]);
    let ended = git.arg(old).arg(new).status();
    ended.map_err(Error::at("run", Path::new("git")))?;
    Ok(())
}
