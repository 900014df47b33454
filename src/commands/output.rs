//! stdout and stderr: text, JSON, colors, and terminal width.

use crate::cli::Color;
use crate::message::print_message;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use dhub::error::{Error, Result};
pub use dhub::terminal::escape as plain;
use dhub::terminal::escape_json;
use serde::Serialize;
use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::path::Path;
use std::time::Instant;
use terminal_size::{Width, terminal_size_of};

/// Style of success.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// Style of findings.
pub const BAD: Style = AnsiColor::Red.on_default().bold();

/// Applies `--color`; `auto` leaves the decision to the streams and the environment.
pub fn choose(color: Color) {
    let choice = match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::AlwaysAnsi,
        Color::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Applies a style if stdout is colored.
pub fn paint(style: Style, text: &str) -> String {
    match AutoStream::choice(&stdout()) {
        ColorChoice::Never => text.to_string(),
        _ => format!("{style}{text}{style:#}"),
    }
}

/// Returns the number of columns of stdout's terminal; None if it is not a terminal.
pub fn width() -> Option<usize> {
    let (Width(width), _) = terminal_size_of(stdout())?;
    Some(usize::from(width).max(1))
}

/// Writes to stdout. A closed pipe, such as after `head`, is not an error.
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
    print(escape_json(&json) + "\n")
}

/// Reports files that do not match the bundle, one line each, up to a readable number.
pub fn print_findings(directory: &Path, findings: &[dhub::bundle::Finding]) {
    for finding in findings.iter().take(MAX_FINDINGS) {
        let path = directory.join(&finding.path);
        print_message(format!("{}: {}", path.display(), finding.wrong));
    }
    let more = findings.len().saturating_sub(MAX_FINDINGS);
    if more > 0 {
        print_message(format!(
            "{}: {more} more findings; --format json has all",
            directory.display()
        ));
    }
}

/// Maximum number of findings shown as text.
const MAX_FINDINGS: usize = 50;

/// Prints the elapsed time on a terminal. Never to a file or pipe, whose content must not depend on a clock.
pub fn print_elapsed(since: Instant) {
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

/// A file that does not match the bundle, as JSON.
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
