//! Edits single rows of a table's file and leaves every other byte unchanged.

use crate::bundle::csv::{Next, RawRecords, equal, push, split, value};
use crate::bundle::sink::Sink;
use crate::error::{Error, Result};
use crate::tables::Table;
use crate::values::order::compare;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;

/// Write buffer size in bytes.
const BUFFER: usize = 1 << 18;

/// New value of a column, by column index; None for NULL.
pub(crate) type Assignment = (usize, Option<String>);

/// What to do with a row.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// Assign new values.
    Change(Vec<Assignment>),
    /// Delete the row.
    Remove,
    /// Write the row twice.
    Repeat,
    /// Insert a copy with this key and these values, at the key's place in the sort order.
    Copy(String, Vec<Assignment>),
}

/// Edits of one table by row key, each with the number of its requester.
#[derive(Debug, Default)]
pub(crate) struct Edits(HashMap<String, (usize, Edit)>);

/// An edited row: the edit's requester and the row's key.
pub(crate) type Edited = (usize, String);

impl Edits {
    /// Adds an edit of a row on behalf of `whom`. There can be only one edit per row.
    pub(crate) fn add(&mut self, key: String, whom: usize, edit: Edit) {
        self.0.insert(key, (whom, edit));
    }

    /// Copies a table's CSV from `input`, applying the edits; `path` is for error messages. Returns the rows actually changed, in
    /// file order. Edits that leave a row unchanged are not counted.
    pub(crate) fn apply(
        &self,
        table: &Table,
        input: impl BufRead,
        path: &Path,
        sink: &mut Sink,
    ) -> Result<Vec<Edited>> {
        let key = table.columns.iter().position(|one| one.key).unwrap_or(0);
        let mut records = RawRecords::new(input);
        let mut output = Output::new(sink);
        let mut edited = Vec::new();
        let mut added: Vec<(usize, String, Vec<u8>)> = Vec::new();
        let mut header = true;
        loop {
            match records.advance().map_err(Error::at("read", path))? {
                Next::Record => {}
                Next::End => break,
                Next::TooLong => return Err(Error::damaged(path, "a record is not terminated")),
            }
            let record = &records.bytes;
            if header {
                header = false;
                output.line(record, 0)?;
                continue;
            }
            let field = split(record).nth(key).unwrap_or_default();
            let found = value(&record[field]).unwrap_or_default();
            // Emit inserted rows that sort before this one.
            while let Some((whom, new, line)) = added.first()
                && compare(table.key().families, new.as_bytes(), &found) == Ordering::Less
            {
                output.line(line, 1)?;
                edited.push((*whom, new.clone()));
                added.remove(0);
            }
            let found = String::from_utf8_lossy(&found);
            match self.0.get(&*found) {
                None => output.line(record, 1)?,
                Some((whom, edit)) => {
                    let mut changed = Some(found.to_string());
                    match edit {
                        Edit::Remove => {}
                        Edit::Repeat => {
                            output.line(record, 1)?;
                            output.line(record, 1)?;
                        }
                        Edit::Change(values) => {
                            let (line, differs) = assign(record, values);
                            output.line(&line, 1)?;
                            changed = changed.filter(|_| differs);
                        }
                        Edit::Copy(new, values) => {
                            output.line(record, 1)?;
                            changed = None;
                            added.push((*whom, new.clone(), assign(record, values).0));
                            added.sort_by(|a, b| {
                                compare(table.key().families, a.1.as_bytes(), b.1.as_bytes())
                            });
                        }
                    }
                    edited.extend(changed.map(|key| (*whom, key)));
                }
            }
        }
        for (whom, key, line) in added {
            output.line(&line, 1)?;
            edited.push((whom, key));
        }
        output.finish()?;
        Ok(edited)
    }
}

/// Assigns new values to a record and returns whether it changed.
fn assign(record: &[u8], values: &[Assignment]) -> (Vec<u8>, bool) {
    let mut line = Vec::with_capacity(record.len() + 32);
    let mut differs = false;
    for (place, field) in split(record).enumerate() {
        if place > 0 {
            line.push(b',');
        }
        let was = &record[field];
        let Some((_, value)) = values.iter().find(|(one, _)| *one == place) else {
            line.extend_from_slice(was);
            continue;
        };
        let start = line.len();
        if let Some(value) = value {
            push(value.as_bytes(), &mut line);
        }
        differs |= !equal(was, &line[start..]);
    }
    (line, differs)
}

/// Buffered line writer.
struct Output<'a> {
    sink: &'a mut Sink,
    lines: Vec<u8>,
    rows: u64,
}

impl Output<'_> {
    fn new(sink: &mut Sink) -> Output<'_> {
        Output {
            sink,
            lines: Vec::with_capacity(BUFFER),
            rows: 0,
        }
    }

    fn line(&mut self, line: &[u8], rows: u64) -> Result<()> {
        self.lines.extend_from_slice(line);
        self.lines.push(b'\n');
        self.rows += rows;
        match self.lines.len() < BUFFER {
            true => Ok(()),
            false => self.flush(),
        }
    }

    fn flush(&mut self) -> Result<()> {
        self.sink.append(&self.lines, self.rows)?;
        self.lines.clear();
        self.rows = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.flush()
    }
}
