//! stdout and stderr: text, JSON, colors, and how wide the terminal is.

use crate::cli::Color;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use dhub::error::{Error, Result};
pub use dhub::terminal::shown as plain;
use dhub::terminal::shown_json;
use serde::Serialize;
use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::path::Path;
use std::time::Instant;
use terminal_size::{Width, terminal_size_of};

/// What is as it should be.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What is not.
pub const BAD: Style = AnsiColor::Red.on_default().bold();

/// Follows `--color`; `auto` is left to the streams and the environment.
pub fn choose(color: Color) {
    let choice = match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::AlwaysAnsi,
        Color::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// The text in a style, where stdout is colored.
pub fn paint(style: Style, text: &str) -> String {
    match AutoStream::choice(&stdout()) {
        ColorChoice::Never => text.to_string(),
        _ => format!("{style}{text}{style:#}"),
    }
}

/// How many columns the terminal has that stdout is; None if it is no terminal.
pub fn width() -> Option<usize> {
    let (Width(width), _) = terminal_size_of(stdout())?;
    Some(usize::from(width).max(1))
}

/// Writes to stdout. A reader that has gone away, such as `head`, is no failure.
pub fn print(text: impl AsRef<[u8]>) -> Result<()> {
    let mut stdout = stdout().lock();
    let written = stdout.write_all(text.as_ref());
    match written.and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::at("write", Path::new("stdout"))(error))
        }
        _ => Ok(()),
    }
}

/// Writes a value to stdout as JSON.
pub fn print_json(value: &impl Serialize) -> Result<()> {
    let json = serde_json::to_string_pretty(value).expect("a report is plain data");
    print(shown_json(&json) + "\n")
}

/// Writes a message to stderr: a line, or the lines of a query with the place of a mistake. Where it cannot be written,
/// nobody is there to be told.
pub fn complain(message: impl Display) {
    let lines = message.to_string();
    let lines: Vec<String> = lines.split('\n').map(plain).collect();
    let _ = stderr()
        .lock()
        .write_all(format!("dhub: {}\n", lines.join("\n")).as_bytes());
}

/// Names files of a bundle that are not as they must be, a line each, as many as one reads.
pub fn complain_of(directory: &Path, findings: &[dhub::bundle::Finding]) {
    for finding in findings.iter().take(MOST_FINDINGS) {
        let path = directory.join(&finding.path);
        complain(format!("{}: {}", path.display(), finding.wrong));
    }
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    if more > 0 {
        complain(format!(
            "{}: {more} more findings; --format json has all",
            directory.display()
        ));
    }
}

/// So many findings are told in text.
const MOST_FINDINGS: usize = 50;

/// Tells a person how long it took: on a terminal, never in a file or pipe, whose text depends on no clock.
pub fn took(since: Instant) {
    if stderr().is_terminal() {
        let seconds = since.elapsed().as_secs_f64();
        let line = match seconds {
            ..0.995 => format!("took {seconds:.2} s\n"),
            ..59.95 => format!("took {seconds:.1} s\n"),
            _ => format!(
                "took {} min {:02} s\n",
                seconds as u64 / 60,
                seconds as u64 % 60
            ),
        };
        let _ = stderr().lock().write_all(line.as_bytes());
    }
}

/// A file of a bundle that is not as it must be, for programs.
#[derive(Serialize)]
pub struct FindingLine<'a> {
    path: &'a str,
    wrong: &'a str,
}

impl FindingLine<'_> {
    pub fn of(finding: &dhub::bundle::Finding) -> FindingLine<'_> {
        FindingLine {
            path: &finding.path,
            wrong: &finding.wrong,
        }
    }
}
