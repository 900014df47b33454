//! Messages on stderr.

use dhub::terminal::escape;
use std::fmt::Display;
use std::io::{Write, stderr};

/// Writes a message to stderr: one line, or the lines of a query with the position of an error. If stderr cannot be written, the
/// message is lost.
pub fn print_message(message: impl Display) {
    let lines = message.to_string();
    let lines: Vec<String> = lines.split('\n').map(escape).collect();
    let _ = stderr()
        .lock()
        .write_all(format!("dhub: {}\n", lines.join("\n")).as_bytes());
}
