//! Records of a bundle's CSV, one at a time, as they stand in the file.

use crate::bundle::csv::{is_well_quoted, split, value};
use crate::bundle::{Bundle, Packing, Resource, unzip};
use crate::error::{Error, Result};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How much of a file is read at a time.
const BUFFER: usize = 256 << 10;
/// No record of ours is longer by far; a lost quote or line end must not bring a whole file into memory.
const LONGEST: usize = 1 << 20;

/// The records of a file behind its header.
pub(super) struct Records {
    path: PathBuf,
    input: Box<dyn BufRead + Send>,
    columns: Vec<String>,
    record: Vec<u8>,
    quoted: bool,
    line: u64,
    next_line: u64,
}

impl Records {
    /// Opens the file of a table and reads its header.
    pub(super) fn open(bundle: &Bundle, resource: &Resource) -> Result<Records> {
        let mut records = Records {
            path: bundle.directory().join(&resource.path),
            input: Box::new(BufReader::with_capacity(BUFFER, bundle.csv(resource)?)),
            columns: Vec::new(),
            record: Vec::new(),
            quoted: false,
            line: 0,
            next_line: 1,
        };
        if !records.read()? {
            return Err(records.damaged(1, "expected a header, found an empty file"));
        }
        let mut columns = Vec::new();
        for field in split(&records.record) {
            let name = value(&records.record[field]).unwrap_or_default();
            let name = String::from_utf8_lossy(&name).into_owned();
            if columns.contains(&name) {
                let reason = format!("expected each column once, found {name} twice");
                return Err(records.damaged(1, &reason));
            }
            columns.push(name);
        }
        records.columns = columns;
        Ok(records)
    }

    /// The names in the header.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The current record without its line end.
    pub(super) fn record(&self) -> &[u8] {
        &self.record
    }

    /// Reads the next record; false at the end of the file.
    pub(super) fn advance(&mut self) -> Result<bool> {
        if !self.read()? {
            return Ok(false);
        }
        let found = match self.quoted {
            false => 1 + count(&self.record, b','),
            true => split(&self.record).count(),
        };
        if found != self.columns.len() {
            let reason = format!("expected {} columns, found {found}", self.columns.len());
            return Err(self.damaged(self.line, &reason));
        }
        Ok(true)
    }

    /// Copies the key of the current record to `key`: the value in a column, or without one the record itself.
    pub(super) fn key(&self, column: Option<usize>, key: &mut Vec<u8>) -> Result<()> {
        key.clear();
        let Some(column) = column else {
            key.extend_from_slice(&self.record);
            return Ok(());
        };
        let field = split(&self.record).nth(column).unwrap_or_default();
        match value(&self.record[field]) {
            Some(text) => key.extend_from_slice(&text),
            None => {
                let reason = format!("expected a key in {}, found NULL", self.columns[column]);
                return Err(self.damaged(self.line, &reason));
            }
        }
        Ok(())
    }

    /// Reads the next record, whatever it holds.
    fn read(&mut self) -> Result<bool> {
        self.record.clear();
        self.line = self.next_line;
        let mut quotes = 0;
        loop {
            let from = self.record.len();
            let mut input = self.input.by_ref().take(LONGEST as u64);
            let read = input.read_until(b'\n', &mut self.record);
            if read.map_err(|error| self.unreadable(error))? == 0 {
                break;
            }
            if self.record.len() >= LONGEST {
                let reason =
                    format!("expected a record of less than {LONGEST} bytes, found no end");
                return Err(self.damaged(self.line, &reason));
            }
            self.next_line += 1;
            quotes += count(&self.record[from..], b'"');
            if quotes % 2 == 0 {
                break;
            }
        }
        if self.record.is_empty() {
            return Ok(false);
        }
        if quotes % 2 == 1 {
            let reason = "expected the closing quote of a field, found the end of the file";
            return Err(self.damaged(self.line, reason));
        }
        if self.record.pop() != Some(b'\n') {
            let reason = "expected a line end, found the end of the file: it was cut off";
            return Err(self.damaged(self.line, reason));
        }
        if self.record.last() == Some(&b'\r') {
            let reason = "expected the line end LF, found CRLF";
            return Err(self.damaged(self.line, reason));
        }
        self.quoted = quotes > 0;
        if self.quoted {
            let mut fields = split(&self.record);
            if let Some(wrong) = fields.position(|field| !is_well_quoted(&self.record[field])) {
                let reason = format!(
                    "expected quotes around the whole field and doubled ones inside, found others in field {}",
                    wrong + 1
                );
                return Err(self.damaged(self.line, &reason));
            }
        }
        Ok(true)
    }

    fn unreadable(&self, error: std::io::Error) -> Error {
        match Packing::of_path(&self.path.to_string_lossy()).method() {
            Some(method) => Error::damaged(
                &at_line(&self.path, self.line),
                format!("{}; write the bundle again", unzip::wrong(method, &error)),
            ),
            None => Error::at("read", &self.path)(error),
        }
    }

    fn damaged(&self, line: u64, reason: &str) -> Error {
        Error::damaged(&at_line(&self.path, line), reason)
    }
}

/// How often a byte stands in a text: summed up in bytes, of which a processor adds many at a time.
fn count(text: &[u8], wanted: u8) -> usize {
    let count = |part: &[u8]| part.iter().map(|b| u8::from(*b == wanted)).sum::<u8>();
    text.chunks(255).map(|part| usize::from(count(part))).sum()
}

fn at_line(path: &Path, line: u64) -> PathBuf {
    PathBuf::from(format!("{}:{line}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn bytes_are_counted_in_long_texts_too() {
        for length in [0, 1, 255, 256, 1000] {
            assert_eq!(count(&b",".repeat(length), b','), length);
            assert_eq!(count(&b"a,".repeat(length), b','), length);
        }
    }
}
