//! `dhub diff`

mod driver;
mod html;
mod markdown;
mod page;
mod text;
mod why;

use super::output::{self, plain};
use super::{print, report};
use crate::cli::{self, DiffFormat, FINDINGS};
use dhub::bundle::Bundle;
use dhub::diff::{self, Diff, Options};
use dhub::error::{Error, Result};
use dhub::terminal::EscapedCsv;
use page::Page;
use std::io::{BufWriter, ErrorKind, IsTerminal as _, Write};
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &cli::Diff) -> Result<ExitCode> {
    let start = Instant::now();
    if let Some(handed) = &arguments.git_driver {
        return driver::run(handed);
    }
    let old = arguments.old.as_deref().unwrap_or_default();
    let (old, new) = diff::open(old, arguments.new.as_deref())?;
    let diff = match arguments.rows {
        true => match rows(&old, &new)? {
            Some(diff) => diff,
            None => return Ok(FINDINGS.into()),
        },
        false => {
            let diff = diff::compare(&old, &new, &Options::default(), None)?;
            print_report(arguments, &old, &new, &diff)?;
            diff
        }
    };
    if !arguments.quiet {
        output::print_elapsed(start);
    }
    Ok(match diff.same {
        true => ExitCode::SUCCESS,
        false => FINDINGS.into(),
    })
}

/// Prints every difference as it is found. Returns None if the reader, such as `head`, has closed the pipe before the comparison
/// was complete.
fn rows(old: &Bundle, new: &Bundle) -> Result<Option<Diff>> {
    let stdout = BufWriter::new(std::io::stdout().lock());
    let mut out: Box<dyn Write> = match std::io::stdout().is_terminal() {
        true => Box::new(EscapedCsv::new(stdout)),
        false => Box::new(stdout),
    };
    let compared = diff::compare(old, new, &Options::default(), Some(&mut *out));
    let compared = compared.and_then(|diff| {
        let flushed = out.flush();
        flushed.map_err(Error::at("write", "stdout".as_ref()))?;
        Ok(diff)
    });
    let gone = |error: &Error| {
        error
            .io()
            .is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
    };
    match compared {
        Err(error) if gone(&error) => Ok(None),
        compared => compared.map(Some),
    }
}

fn print_report(arguments: &cli::Diff, old: &Bundle, new: &Bundle, diff: &Diff) -> Result<()> {
    match arguments.format {
        DiffFormat::Text if arguments.quiet => Ok(()),
        DiffFormat::Text => {
            let sides = [("old", old), ("new", new)];
            let sides = sides.map(|(side, bundle)| {
                let directory = plain(&bundle.directory().display().to_string());
                format!("{side} {directory}: {}", report::origin(bundle.manifest()))
            });
            print(sides.concat() + &text::summary(diff))
        }
        DiffFormat::Json => output::print_json(diff),
        DiffFormat::Md => print(markdown::render(&Page::new(
            diff,
            old.manifest(),
            new.manifest(),
        ))),
        DiffFormat::Html => print(html::render(&Page::new(
            diff,
            old.manifest(),
            new.manifest(),
        ))),
    }
}
