//! Iterates over one side's rows.

use crate::diff::differences::Options;
use crate::diff::records::FileRecords;
use crate::diff::sort::{KeyedRecord, Sorted};
use crate::error::Result;
use crate::values::order::{Families, compare};
use std::cmp::Ordering;

/// One side's rows with their keys, tracking whether they are sorted.
pub(super) struct KeyedRecords {
    source: RecordSource,
    column: Option<usize>,
    families: Families,
    row: KeyedRecord,
    previous: Vec<u8>,
    /// Number of rows read.
    pub(super) count: u64,
    /// Whether there is a current row.
    pub(super) open: bool,
    /// Whether a row followed one with a greater key.
    pub(super) unordered: bool,
}

enum RecordSource {
    Nothing,
    File(FileRecords),
    Sorted(Sorted),
}

impl KeyedRecords {
    /// Opens the rows of a file, or no rows, positioned at the first row.
    pub(super) fn new(
        records: Option<FileRecords>,
        column: Option<usize>,
        families: Families,
        sort: bool,
        options: &Options,
    ) -> Result<KeyedRecords> {
        let source = match records {
            None => RecordSource::Nothing,
            Some(records) if sort => {
                let memory = options.sort_memory;
                RecordSource::Sorted(Sorted::new(records, column, families, memory)?)
            }
            Some(records) => RecordSource::File(records),
        };
        let mut rows = KeyedRecords {
            source,
            column,
            families,
            row: KeyedRecord::default(),
            previous: Vec::new(),
            count: 0,
            open: false,
            unordered: false,
        };
        rows.advance()?;
        Ok(rows)
    }

    /// Advances to the next row; `open` tells whether there is one.
    pub(super) fn advance(&mut self) -> Result<()> {
        self.open = match &mut self.source {
            RecordSource::Nothing => false,
            RecordSource::Sorted(sorted) => sorted.advance(&mut self.row)?,
            RecordSource::File(records) => {
                let open = records.advance()?;
                if open {
                    std::mem::swap(&mut self.previous, &mut self.row.key);
                    records.key(self.column, &mut self.row.key)?;
                    self.unordered |= self.count > 0
                        && compare(self.families, &self.previous, &self.row.key)
                            == Ordering::Greater;
                }
                open
            }
        };
        self.count += u64::from(self.open);
        Ok(())
    }

    /// Returns the current raw record.
    pub(super) fn record(&self) -> &[u8] {
        match &self.source {
            RecordSource::File(records) => records.record(),
            _ => &self.row.record,
        }
    }

    /// Returns the current key.
    pub(super) fn key(&self) -> &[u8] {
        &self.row.key
    }

    /// Returns whether the rows have been sorted.
    pub(super) fn sorted(&self) -> bool {
        matches!(self.source, RecordSource::Sorted(_))
    }

    /// Returns the peak number of rows in memory.
    pub(super) fn held(&self) -> usize {
        match &self.source {
            RecordSource::Nothing => 0,
            RecordSource::File(_) => 1,
            RecordSource::Sorted(sorted) => sorted.held + 1,
        }
    }
}
