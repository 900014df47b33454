//! Compares every row on the server with the bundle, using the load.sh built into this program. The script in the bundle is data
//! and is never executed.

use super::{Layout, Live, running};
use crate::bundle::LOAD_SH;
use crate::error::{Error, Result};
use rustix::process::Signal;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Stdio};

impl Live {
    /// Returns whether the server has exactly the rows of the bundle in a directory. The report on each table goes to stderr.
    ///
    /// # Errors
    ///
    /// Fails when bash cannot be run or the comparison does not finish; the error includes load.sh's own message.
    pub fn matches_bundle(&self, bundle: &Path) -> Result<bool> {
        let failed = |why: String| {
            Error::server(format!(
                "{}: cannot compare PostgreSQL with the bundle: {why}",
                bundle.display()
            ))
        };
        let stderr = std::io::stderr().as_fd().try_clone_to_owned();
        let stderr = stderr.map_err(|e| failed(e.to_string()))?;
        let mut bash = Command::new("bash");
        bash.args(["-s", "--", "--verify=deep", "--bundle"])
            .arg(std::path::absolute(bundle).map_err(|e| failed(e.to_string()))?);
        match self.layout {
            Layout::Schemas => bash.args(["--layout", "schemas"]),
            Layout::Databases if self.prefix.is_empty() => &mut bash,
            Layout::Databases => bash.args(["--prefix", &self.prefix]),
        };
        bash.stdin(Stdio::piped())
            .stdout(stderr)
            .stderr(Stdio::piped());
        let child = running::start(&mut bash, Signal::TERM);
        let mut child = child.map_err(|e| failed(format!("bash: {e}; install bash")))?;
        // Only the script's last line starts it, so a truncated script does nothing. It would then exit with status 0, so check
        // that all of it was written.
        let script = child
            .stdin
            .take()
            .map_or(Ok(()), |mut stdin| stdin.write_all(LOAD_SH.as_bytes()));
        let mut messages = Vec::new();
        if let Some(stderr) = child.stderr.take() {
            let read = stderr.take(MAX_MESSAGES).read_to_end(&mut messages);
            read.map_err(|e| failed(e.to_string()))?;
        }
        running::forget(&child);
        let status = child.wait().map_err(|e| failed(e.to_string()))?;
        let messages = String::from_utf8_lossy(&messages);
        let matches = match (script, status.code()) {
            (Ok(()), Some(0)) => true,
            (Ok(()), Some(4 | 6)) => false,
            (Err(error), Some(0)) => return Err(failed(format!("bash: {error}"))),
            _ if messages.trim().is_empty() => return Err(failed(status.to_string())),
            _ => return Err(failed(in_one_line(&messages))),
        };
        // Pass on warnings and differences. If stderr is closed, nobody is listening.
        let _ = std::io::stderr().write_all(messages.as_bytes());
        Ok(matches)
    }
}

/// Maximum number of bytes read of load.sh's messages.
const MAX_MESSAGES: u64 = 1 << 20;

/// Joins load.sh's error message into part of one line.
fn in_one_line(messages: &str) -> String {
    let mut line = String::new();
    for part in messages.lines() {
        let part = part.trim().trim_start_matches("load.sh: ");
        if !line.is_empty() && !part.is_empty() {
            line += if line.ends_with(':') { " " } else { "; " };
        }
        line += part;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::in_one_line;

    #[test]
    fn a_failure_is_reported_in_one_line() {
        let messages =
            "load.sh: cannot connect; psql says:\nconnection refused\n\tIs it running?\n\n";
        let line = "cannot connect; psql says: connection refused; Is it running?";
        assert_eq!(in_one_line(messages), line);
        assert_eq!(in_one_line("load.sh: psql: not found\n"), "psql: not found");
    }
}
