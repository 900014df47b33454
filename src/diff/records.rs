//! Reads raw CSV records with file and line in error messages.

use crate::bundle::csv::{Ending, LONGEST, Next, RawRecords, count, is_well_quoted, split, value};
use crate::bundle::{Format, unzip};
use crate::error::{Error, Result};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Read buffer size in bytes.
const BUFFER: usize = 256 << 10;

/// First bytes of a Git LFS pointer, which replaces the file in the repository.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Records of a file, after the header.
pub(super) struct FileRecords {
    path: PathBuf,
    raw: RawRecords<Box<dyn BufRead + Send>>,
    columns: Vec<String>,
}

impl FileRecords {
    /// Opens a table's CSV and reads its header; `path` is for messages.
    pub(super) fn new(csv: Box<dyn Read + Send>, path: &Path) -> Result<FileRecords> {
        let input = BufReader::with_capacity(BUFFER, csv);
        let mut records = FileRecords {
            path: path.to_path_buf(),
            raw: RawRecords::new(Box::new(input)),
            columns: Vec::new(),
        };
        if !records.read()? {
            return Err(records.damaged("expected a header, found an empty file"));
        }
        if records.record().starts_with(LFS) {
            let reason = "expected CSV, found a Git LFS pointer; fetch the file: git lfs pull";
            return Err(records.damaged(reason));
        }
        let mut columns = Vec::new();
        for field in split(records.record()) {
            let name = value(&records.record()[field]).unwrap_or_default();
            let name = String::from_utf8_lossy(&name).into_owned();
            if columns.contains(&name) {
                let reason = format!("expected each column once, found {name} twice");
                return Err(records.damaged(&reason));
            }
            columns.push(name);
        }
        records.columns = columns;
        Ok(records)
    }

    /// Returns the column names.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Returns the current record without its line ending.
    pub(super) fn record(&self) -> &[u8] {
        &self.raw.bytes
    }

    /// Reads the next record; returns false at the end of the file.
    pub(super) fn advance(&mut self) -> Result<bool> {
        if !self.read()? {
            return Ok(false);
        }
        let found = match self.raw.quotes {
            0 => 1 + count(self.record(), b','),
            _ => split(self.record()).count(),
        };
        if found != self.columns.len() {
            let reason = format!("expected {} columns, found {found}", self.columns.len());
            return Err(self.damaged(&reason));
        }
        Ok(true)
    }

    /// Copies the current record's key to `key`: one column's value or, without a key column, the whole record.
    pub(super) fn key(&self, column: Option<usize>, key: &mut Vec<u8>) -> Result<()> {
        key.clear();
        let Some(column) = column else {
            key.extend_from_slice(self.record());
            return Ok(());
        };
        let field = split(self.record()).nth(column).unwrap_or_default();
        match value(&self.record()[field]) {
            Some(text) => key.extend_from_slice(&text),
            None => {
                let reason = format!("expected a key in {}, found NULL", self.columns[column]);
                return Err(self.damaged(&reason));
            }
        }
        Ok(())
    }

    /// Reads the next record and checks its form, but not its fields.
    fn read(&mut self) -> Result<bool> {
        match self.raw.advance().map_err(|error| self.unreadable(error))? {
            Next::Record => {}
            Next::End => return Ok(false),
            Next::TooLong => {
                let reason =
                    format!("expected a record of less than {LONGEST} bytes, found no end");
                return Err(self.damaged(&reason));
            }
        }
        let wrong = match self.raw.ending {
            _ if self.raw.quotes % 2 == 1 => {
                "expected the closing quote of a field, found the end of the file"
            }
            Ending::Cut => "expected a line end, found the end of the file: it is truncated",
            Ending::CrLf => "expected the line end LF, found CRLF",
            Ending::Lf => "",
        };
        if !wrong.is_empty() {
            return Err(self.damaged(wrong));
        }
        if self.raw.quotes > 0 {
            let mut fields = split(self.record());
            if let Some(wrong) = fields.position(|field| !is_well_quoted(&self.record()[field])) {
                let reason = format!(
                    "expected quotes around the whole field and doubled ones inside, found others in field {}",
                    wrong + 1
                );
                return Err(self.damaged(&reason));
            }
        }
        Ok(true)
    }

    fn unreadable(&self, error: std::io::Error) -> Error {
        match Format::from_path(&self.path.to_string_lossy()).method() {
            Some(method) => Error::damaged(
                &at_line(&self.path, self.raw.line),
                format!("{}; write the bundle again", unzip::wrong(method, &error)),
            ),
            None => Error::at("read", &self.path)(error),
        }
    }

    fn damaged(&self, reason: &str) -> Error {
        Error::damaged(&at_line(&self.path, self.raw.line), reason)
    }
}

fn at_line(path: &Path, line: u64) -> PathBuf {
    PathBuf::from(format!("{}:{line}", path.display()))
}
