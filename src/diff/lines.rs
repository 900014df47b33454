//! CSV lines for the differing rows of a table. They are buffered because a table may have to be compared a second time.

use crate::bundle::csv::push;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Bytes buffered in memory before spilling to a temporary file.
const MEMORY: usize = 1 << 20;

/// Buffered lines of one table.
pub(super) struct Lines {
    start: Vec<u8>,
    buffer: Vec<u8>,
    spill: Option<File>,
}

impl Lines {
    /// Creates an empty buffer.
    pub(super) fn new(database: &str, table: &str) -> Lines {
        let mut start = Vec::new();
        for name in [database, table] {
            push(name.as_bytes(), &mut start);
            start.push(b',');
        }
        Lines {
            start,
            buffer: Vec::new(),
            spill: None,
        }
    }

    /// Adds a changed value; `old` and `new` are raw CSV fields.
    pub(super) fn value(&mut self, key: &[u8], column: &str, old: &[u8], new: &[u8]) -> Result<()> {
        self.begin("changed", key);
        push(column.as_bytes(), &mut self.buffer);
        for field in [old, new] {
            self.buffer.push(b',');
            self.buffer.extend_from_slice(field);
        }
        self.end()
    }

    /// Adds a row that exists on one side only; the record goes into the column of that side.
    pub(super) fn row(&mut self, change: &str, key: &[u8], old: &[u8], new: &[u8]) -> Result<()> {
        self.begin(change, key);
        for record in [old, new] {
            self.buffer.push(b',');
            push(record, &mut self.buffer);
        }
        self.end()
    }

    fn begin(&mut self, change: &str, key: &[u8]) {
        self.buffer.extend_from_slice(&self.start);
        self.buffer.extend_from_slice(change.as_bytes());
        self.buffer.push(b',');
        push(key, &mut self.buffer);
        self.buffer.push(b',');
    }

    fn end(&mut self) -> Result<()> {
        self.buffer.push(b'\n');
        if self.buffer.len() < MEMORY {
            return Ok(());
        }
        let mut file = match self.spill.take() {
            Some(file) => file,
            None => tempfile::tempfile().map_err(spill_failed)?,
        };
        file.write_all(&self.buffer).map_err(spill_failed)?;
        self.spill = Some(file);
        self.buffer.clear();
        Ok(())
    }

    /// Writes all lines to `out`.
    pub(super) fn copy_to(self, out: &mut dyn Write) -> Result<()> {
        let failed = || Error::at("write", Path::new("the differing rows"));
        if let Some(mut file) = self.spill {
            let mut buffer = vec![0; MEMORY];
            file.rewind().map_err(spill_failed)?;
            loop {
                match file.read(&mut buffer).map_err(spill_failed)? {
                    0 => break,
                    n => out.write_all(&buffer[..n]).map_err(failed())?,
                }
            }
        }
        out.write_all(&self.buffer).map_err(failed())
    }
}

fn spill_failed(source: std::io::Error) -> Error {
    Error::at("write in", &std::env::temp_dir())(source)
}
