//! Text for people, in which no name or value can control the terminal.

pub mod table;

use std::io::{self, Write};

/// Returns whether a character controls a terminal instead of being displayed: control characters, bidirectional controls, and
/// line separators.
pub fn controls_terminal(c: char) -> bool {
    let turns = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'].contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c);
    c.is_control() || turns
}

/// Returns the text on one line, with characters that control a terminal escaped, such as `\n` and `\u{202e}`.
pub fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match controls_terminal(c) {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    shown
}

/// Returns equivalent JSON with characters that control a terminal as JSON escapes. Line feeds between tokens are kept.
pub fn escape_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        match controls_terminal(c) && c != '\n' {
            true => shown.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => shown.push(c),
        }
    }
    shown
}

/// Writer that prints CSV to a terminal: one line per record, with control characters escaped as by [`escape`].
pub struct EscapedCsv<W: Write> {
    out: W,
    /// The incomplete line.
    line: Vec<u8>,
    /// Whether it ends inside a quoted field.
    quoted: bool,
}

impl<W: Write> EscapedCsv<W> {
    /// Wraps `out`.
    pub fn new(out: W) -> EscapedCsv<W> {
        EscapedCsv {
            out,
            line: Vec::new(),
            quoted: false,
        }
    }

    /// Writes the completed line.
    fn end(&mut self) -> io::Result<()> {
        let text = escape(&String::from_utf8_lossy(&self.line));
        self.line.clear();
        self.out.write_all(text.as_bytes())
    }
}

impl<W: Write> Write for EscapedCsv<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for &byte in bytes {
            self.quoted ^= byte == b'"';
            match byte == b'\n' && !self.quoted {
                true => {
                    self.end()?;
                    self.out.write_all(b"\n")?;
                }
                false => self.line.push(byte),
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displayed_text_cannot_control_the_terminal() {
        let text = "a\nb\t\u{1b}[31m\u{9b}\u{7f}\u{202e}\u{2066}\u{61c}\u{2028}é";
        let plain = "a\\nb\\t\\u{1b}[31m\\u{9b}\\u{7f}\\u{202e}\\u{2066}\\u{61c}\\u{2028}é";
        assert_eq!(escape(text), plain);
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&json);
        assert!(!escaped.contains(controls_terminal), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    #[test]
    fn a_record_is_one_line_however_it_is_split_into_writes() {
        let csv = "a,\"x\ny\u{1b}\"\"\n\"\nb,\u{202e}é\n".as_bytes();
        let wanted = "a,\"x\\ny\\u{1b}\"\"\\n\"\nb,\\u{202e}é\n";
        for piece in 1..csv.len() {
            let mut out = Vec::new();
            let mut writer = EscapedCsv::new(&mut out);
            csv.chunks(piece)
                .for_each(|piece| writer.write_all(piece).unwrap());
            assert_eq!(String::from_utf8(out).unwrap(), wanted, "{piece}");
        }
    }
}
