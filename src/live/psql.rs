//! Runs psql: starting it, talking to it, canceling it, and interpreting its errors.

use super::{Live, NULL, Rights, running, url};
use crate::error::{Error, ErrorKind, Result};
use regex::Regex;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, kill_process};
use std::io::{self, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Default connection timeout in seconds.
const CONNECT_TIMEOUT: &str = "10";
/// How long psql may take to cancel a query.
const TO_CANCEL: Duration = Duration::from_secs(2);

/// A psql failure.
pub(super) struct Failure {
    /// SQLSTATE of the server's error; None if there was no session.
    pub code: Option<String>,
    /// The error message.
    pub message: String,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        Error::server(failure.words())
    }
}

impl Failure {
    /// Formats the failure as one line if there was no session.
    pub fn words(&self) -> String {
        let Some(refusal) = self.message.strip_prefix(NO_SESSION) else {
            return format!("psql: {}", self.message);
        };
        let lines = refusal.lines().map(str::trim);
        let lines: Vec<&str> = lines
            .filter(|line| !line.starts_with("Is the server"))
            .collect();
        let advice = match answer_of(refusal) {
            Some(_) => "",
            None => "; set PGHOST, PGPORT, PGUSER and so on, or DATABASE_URL",
        };
        format!("cannot connect: {}{advice}", lines.join("; "))
    }

    /// Returns whether the failure may mean that the database does not exist: the server replied, and its reply contains the
    /// name. Before a session exists, psql reports no SQLSTATE and messages may be localized, so neither can decide.
    pub fn names(&self, database: &str) -> bool {
        let answer = self.message.strip_prefix(NO_SESSION).and_then(answer_of);
        !database.is_empty() && answer.is_some_and(|answer| answer.contains(database))
    }
}

/// Prefix of psql's message when it cannot establish a session.
const NO_SESSION: &str = "psql: error: ";

/// Returns a server's reason for refusing a session: it follows the severity, a colon, and two spaces, unlike messages of libpq
/// itself.
fn answer_of(refusal: &str) -> Option<&str> {
    refusal.split_once(":  ").map(|(_, answer)| answer)
}

impl Live {
    /// Runs a script in a transaction on one of the server's databases and returns psql's CSV output.
    pub(super) fn psql(
        &self,
        database: &str,
        script: &str,
        access: Rights,
    ) -> Result<std::result::Result<String, Failure>> {
        let mut psql = self.start(database, access, None)?;
        psql.write(script);
        if access == Rights::Write {
            psql.write("COMMIT;\n");
        }
        psql.end_script();
        let mut answer = Vec::new();
        let read = psql.answer().read_to_end(&mut answer);
        read.map_err(|e| Error::server(format!("psql: {e}")))?;
        if let Err(failure) = psql.end()? {
            return Ok(Err(failure));
        }
        let answer = String::from_utf8(answer);
        Ok(Ok(
            answer.map_err(|_| Error::server("psql: expected UTF-8"))?
        ))
    }

    /// Starts psql with an open transaction on one of the server's databases.
    pub(super) fn start(
        &self,
        database: &str,
        access: Rights,
        limit: Option<Duration>,
    ) -> Result<Psql> {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-w", "--csv", "-v", "ON_ERROR_STOP=1"]);
        command.args(["-v", "VERBOSITY=verbose"]);
        command.arg("-P").arg(format!("null={NULL}"));
        // Keep the labels of message parts, which psql adds, in English.
        command.env("LC_ALL", "C");
        if std::env::var_os("PGCONNECT_TIMEOUT").is_none_or(|given| given.is_empty()) {
            command.env("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT);
        }
        match &self.url {
            Some(url) => url.address(&mut command, database),
            None if database.is_empty() => {}
            None => {
                command.arg("-d").arg(database);
            }
        }
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // On SIGINT, psql sends the server a cancel request.
        let mut child = running::start(piped, Signal::INT).map_err(|e| {
            Error::server(format!(
                "psql: cannot run it: {e}; install PostgreSQL's client or omit --live"
            ))
        })?;
        let (stdin, stdout, stderr) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut psql = Psql {
            child,
            stdin,
            stdout,
            stderr,
            message: Vec::new(),
            end: limit.and_then(|limit| Instant::now().checked_add(limit)),
        };
        let begin = match access {
            Rights::Read => "BEGIN READ ONLY;",
            Rights::Write => "BEGIN READ WRITE;",
        };
        psql.write(&format!(
            "{begin}\nSET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on;\n\
             SET LOCAL datestyle = 'ISO, YMD';\n"
        ));
        Ok(psql)
    }
}

/// A running psql process; killed on drop.
pub(super) struct Psql {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Option<ChildStdout>,
    stderr: Option<ChildStderr>,
    /// What it has written to stderr.
    message: Vec<u8>,
    /// Deadline for its output.
    end: Option<Instant>,
}

impl Psql {
    /// Sends part of the script. If psql has exited early, its own message explains why, so write errors are ignored.
    pub fn write(&mut self, script: &str) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(script.as_bytes());
        }
    }

    /// Ends the script.
    pub fn end_script(&mut self) {
        self.stdin = None;
    }

    /// Returns a reader of the output. An error of kind `TimedOut` means that the deadline has passed.
    pub fn answer(&mut self) -> impl Read {
        Output(self)
    }

    /// Waits for psql to exit.
    pub fn end(mut self) -> Result<std::result::Result<(), Failure>> {
        self.end_script();
        let failed = |e: io::Error| Error::server(format!("psql: {e}"));
        if let Some(mut stderr) = self.stderr.take() {
            stderr.read_to_end(&mut self.message).map_err(failed)?;
        }
        running::forget(&self.child);
        let status = self.child.wait().map_err(failed)?;
        Ok(match status.success() {
            true => Ok(()),
            false => Err(failure(&String::from_utf8_lossy(&self.message))),
        })
    }

    /// Makes psql cancel the running query.
    pub fn cancel(&mut self) {
        running::forget(&self.child);
        if let Some(pid) = running::pid(&self.child) {
            let _ = kill_process(pid, Signal::INT);
        }
        let until = Instant::now() + TO_CANCEL;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < until {
            sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Psql {
    fn drop(&mut self) {
        running::forget(&self.child);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads stdout while draining stderr, so that psql never blocks on either.
struct Output<'a>(&'a mut Psql);

impl Read for Output<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Psql {
            stdout,
            stderr,
            message,
            end,
            ..
        } = &mut *self.0;
        let Some(stdout) = stdout else { return Ok(0) };
        loop {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Err(io::ErrorKind::TimedOut.into());
            }
            let left = left.map(Timespec::try_from).transpose();
            let left = left.map_err(io::Error::other)?;
            let (ready, stderr_ready) = {
                let mut ends = vec![PollFd::new(&*stdout, PollFlags::IN)];
                ends.extend(stderr.as_ref().map(|end| PollFd::new(end, PollFlags::IN)));
                match poll(&mut ends, left.as_ref()) {
                    Err(rustix::io::Errno::INTR) => continue,
                    polled => polled?,
                };
                let is = |end: Option<&PollFd>| end.is_some_and(|end| !end.revents().is_empty());
                (is(ends.first()), is(ends.get(1)))
            };
            if stderr_ready && let Some(end) = stderr {
                let mut part = [0; 4096];
                match end.read(&mut part)? {
                    0 => *stderr = None,
                    n => message.extend_from_slice(&part[..n]),
                }
            }
            if ready {
                return stdout.read(buffer);
            }
        }
    }
}

/// Extracts SQLSTATE and message from psql's stderr, without URLs and PostgreSQL source locations.
fn failure(stderr: &str) -> Failure {
    let shown = url::redacted(stderr.trim_end());
    let lines = shown
        .lines()
        .filter(|line| !line.starts_with("LOCATION:  "));
    let lines: Vec<&str> = lines.collect();
    let message = lines.join("\n");
    // `psql:<stdin>:7: ERROR:  42P01: relation ...`; the severity may be localized.
    let code = Regex::new(r"(?m)^(?:psql:[^\n ]+ )?([^\n:]+):  ([0-9A-Z]{5}): ");
    let found = code.ok().and_then(|code| {
        let parts = code.captures(&message)?;
        let (whole, severity, code) = (parts.get(0)?, parts.get(1)?, parts.get(2)?);
        let rest = &message[whole.end()..];
        let before = &message[..whole.start()];
        let line = format!("{before}{}:  {rest}", severity.as_str());
        Some((code.as_str().to_string(), line))
    });
    match found {
        Some((code, message)) => Failure {
            code: Some(code),
            message,
        },
        None => Failure {
            code: None,
            message,
        },
    }
}

/// Builds the error for a query that exceeded its time limit.
pub(super) fn timed_out(limit: Option<Duration>) -> Error {
    let seconds = limit.unwrap_or_default().as_secs_f64();
    let line = format!("query: stopped after {seconds} s, the time limit; raise it with --timeout");
    Error::new(ErrorKind::Interrupted, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_recognized_by_their_code_in_any_language() {
        for (stderr, code, message) in [
            (
                "psql:<stdin>:6: ERROR:  42P01: relation \"x\" does not exist\nLINE 1: SELECT x\nLOCATION:  parserOpenTable, parse_relation.c:1449\n",
                Some("42P01"),
                "ERROR:  relation \"x\" does not exist\nLINE 1: SELECT x",
            ),
            (
                "ПОМИЛКА:  25006: не можна\n",
                Some("25006"),
                "ПОМИЛКА:  не можна",
            ),
            (
                "psql: error: connection to server at \"h\", port 1 failed: refused",
                None,
                "psql: error: connection to server at \"h\", port 1 failed: refused",
            ),
        ] {
            let found = failure(stderr);
            assert_eq!(
                (found.code.as_deref(), found.message.as_str()),
                (code, message)
            );
        }
    }
}
