//! Reader of the CSV dialect of bundles, shared by everything that reads or writes tables.
//!
//! [`Records`] is strict: it reports what PostgreSQL's COPY would accept silently, with line and column.

mod fields;
mod raw;

pub(crate) use crate::values::write_field as push;
pub(crate) use fields::{equal, is_well_quoted, split, value};
pub(crate) use raw::{Ending, LONGEST, Next, RawRecords, count};

use std::io::{self, BufRead, ErrorKind};

/// Position of one field of the current record.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    quoted: bool,
}

/// A formatting error in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault {
    /// Field number from 1; 0 for the record as a whole.
    pub field: usize,
    /// What was expected and what was found.
    pub message: String,
}

/// CSV reader that holds one record in memory.
#[derive(Debug)]
pub struct Records<R> {
    raw: RawRecords<R>,
    text: Vec<u8>,
    spans: Vec<Span>,
    fault: Option<FormFault>,
}

impl<R: BufRead> Records<R> {
    /// Creates a reader.
    pub fn new(input: R) -> Records<R> {
        Records {
            raw: RawRecords::new(input),
            text: Vec::new(),
            spans: Vec::new(),
            fault: None,
        }
    }

    /// Reads the next record; returns false at the end of the input.
    ///
    /// # Errors
    ///
    /// When the input cannot be read.
    pub fn advance(&mut self) -> io::Result<bool> {
        self.fault = None;
        match self.raw.advance()? {
            Next::Record => {}
            Next::End => return Ok(false),
            Next::TooLong => {
                return Err(io::Error::new(
                    ErrorKind::InvalidData,
                    format!("expected a record of less than {LONGEST} bytes, found a longer one"),
                ));
            }
        }
        match self.raw.ending {
            Ending::Lf => {}
            Ending::CrLf => self.flag(
                0,
                "expected the line end LF, found CRLF (a Windows line end)",
            ),
            Ending::Cut => self.flag(0, "the file ends inside this line: expected a line feed"),
        }
        self.split(self.raw.quotes > 0);
        self.flag_carriage_return();
        Ok(true)
    }

    fn flag(&mut self, field: usize, message: &str) {
        self.fault.get_or_insert_with(|| FormFault {
            field,
            message: message.to_string(),
        });
    }

    /// Flags an unquoted carriage return, which PostgreSQL rejects.
    fn flag_carriage_return(&mut self) {
        if self.text.contains(&b'\r') {
            let bare =
                |span: &Span| !span.quoted && self.text[span.start..span.end].contains(&b'\r');
            if let Some(field) = self.spans.iter().position(bare) {
                self.flag(field + 1, "a carriage return in an unquoted field");
            }
        }
    }

    fn split(&mut self, quotes: bool) {
        self.spans.clear();
        self.text.clear();
        if !quotes {
            std::mem::swap(&mut self.raw.bytes, &mut self.text);
            let mut start = 0;
            for (end, _) in self.text.iter().enumerate().filter(|&(_, &b)| b == b',') {
                self.spans.push(Span {
                    start,
                    end,
                    quoted: false,
                });
                start = end + 1;
            }
            let end = self.text.len();
            self.spans.push(Span {
                start,
                end,
                quoted: false,
            });
            return;
        }
        let raw = std::mem::take(&mut self.raw.bytes);
        let mut at = 0;
        loop {
            let start = self.text.len();
            let quoted = raw.get(at) == Some(&b'"');
            if quoted {
                at = self.unquote(&raw, at + 1);
            }
            while at < raw.len() && raw[at] != b',' {
                if quoted || raw[at] == b'"' {
                    self.flag(
                        self.spans.len() + 1,
                        "a quote inside the field: expected the whole field to be quoted",
                    );
                }
                self.text.push(raw[at]);
                at += 1;
            }
            let end = self.text.len();
            if quoted
                && !self.text[start..]
                    .iter()
                    .any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r'))
            {
                let message = if start == end {
                    "an empty text: expected NULL (nothing, without quotes)"
                } else {
                    "the field is quoted without need"
                };
                self.flag(self.spans.len() + 1, message);
            }
            self.spans.push(Span { start, end, quoted });
            if at >= raw.len() {
                break;
            }
            at += 1;
        }
        self.raw.bytes = raw;
    }

    /// Copies a quoted field that starts at `at` and returns the position after its closing quote.
    fn unquote(&mut self, raw: &[u8], mut at: usize) -> usize {
        while at < raw.len() {
            match (raw[at], raw.get(at + 1)) {
                (b'"', Some(b'"')) => at += 1,
                (b'"', _) => return at + 1,
                _ => {}
            }
            self.text.push(raw[at]);
            at += 1;
        }
        self.flag(
            self.spans.len() + 1,
            "the quoted field has no closing quote",
        );
        at
    }

    /// Returns the line on which the record starts, from 1.
    pub fn line(&self) -> u64 {
        self.raw.line
    }

    /// Returns the record's formatting error, if any.
    pub fn fault(&self) -> Option<&FormFault> {
        self.fault.as_ref()
    }

    /// Returns the number of fields in the record.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Returns whether there is no current record.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Returns a field's bytes, unquoted; None for NULL.
    pub fn field(&self, index: usize) -> Option<&[u8]> {
        let span = self.spans.get(index)?;
        (span.quoted || span.start < span.end).then(|| &self.text[span.start..span.end])
    }

    /// Returns all fields as text, NULL as the empty string.
    pub fn texts(&self) -> Vec<String> {
        let text = |i| String::from_utf8_lossy(self.field(i).unwrap_or_default()).into_owned();
        (0..self.len()).map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, Vec<Option<String>>, Option<FormFault>)> {
        let mut records = Records::new(text.as_bytes());
        let mut all = Vec::new();
        while records.advance().unwrap() {
            let field = |i| {
                records
                    .field(i)
                    .map(|f| String::from_utf8(f.to_vec()).unwrap())
            };
            let fields = (0..records.len()).map(field).collect();
            all.push((records.line(), fields, records.fault().cloned()));
        }
        all
    }

    #[test]
    fn quotes_line_feeds_and_nulls_are_read_as_written() {
        let some = |text: &str| Some(text.to_string());
        assert_eq!(
            read("a,,b\n\"x,\"\"y\"\"\nz\",1\nlast,\n"),
            [
                (1, vec![some("a"), None, some("b")], None),
                (2, vec![some("x,\"y\"\nz"), some("1")], None),
                (4, vec![some("last"), None], None),
            ]
        );
    }

    #[test]
    fn an_unterminated_record_is_not_read_into_memory() {
        for text in [
            "x".repeat(LONGEST + 1),
            format!("\"{}", "\n".repeat(2 * LONGEST)),
        ] {
            let mut records = Records::new(text.as_bytes());
            assert_eq!(
                records.advance().unwrap_err().kind(),
                ErrorKind::InvalidData
            );
        }
        let text = format!("{}\n", "x".repeat(LONGEST - 2));
        assert!(Records::new(text.as_bytes()).advance().unwrap());
    }

    #[test]
    fn faults_name_field_and_reason() {
        for (text, field, message) in [
            ("a,b\r\n", 0, "CRLF"),
            ("a,b", 0, "ends inside"),
            ("a,\"b\"\n", 2, "without need"),
            ("a,\"\"\n", 2, "empty text"),
            ("a,b\"c\"\n", 2, "inside the field"),
            ("\"a,b\n", 1, "no closing quote"),
            ("\"a,\"b\",c\n", 1, "inside the field"),
            ("a,b\rc\n", 2, "carriage return"),
            ("\"a,\r\",b\r,c\n", 2, "carriage return"),
        ] {
            let fault = read(text)
                .remove(0)
                .2
                .unwrap_or_else(|| panic!("{text:?} has no fault"));
            assert_eq!(fault.field, field, "{text:?}: {fault:?}");
            assert!(fault.message.contains(message), "{text:?}: {fault:?}");
        }
    }
}
