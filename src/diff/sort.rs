//! External merge sort of records by key, for files in another order.
//!
//! Runs of records are sorted in memory and written to a temporary file, then merged. The sort is stable.

use crate::diff::records::FileRecords;
use crate::error::{Error, Result};
use crate::values::order::{Families, compare};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// Read buffer size of each run, in bytes.
const BUFFER: usize = 64 << 10;

/// A record with its key.
#[derive(Debug, Default)]
pub(super) struct KeyedRecord {
    pub(super) key: Vec<u8>,
    pub(super) record: Vec<u8>,
}

/// Records of a file sorted by key.
pub(super) struct Sorted {
    runs: Vec<Run>,
    heads: BinaryHeap<Reverse<Head>>,
    /// Peak number of rows in memory.
    pub(super) held: usize,
}

impl Sorted {
    /// Reads and sorts all of `records`, using about `memory` bytes.
    pub(super) fn new(
        mut records: FileRecords,
        column: Option<usize>,
        families: Families,
        memory: usize,
    ) -> Result<Sorted> {
        let mut chunk = Chunk::default();
        let mut spill = Spill::default();
        let mut held = 0;
        let mut key = Vec::new();
        while records.advance()? {
            records.key(column, &mut key)?;
            chunk.push(&key, records.record());
            held = held.max(chunk.rows.len());
            if chunk.bytes.len() >= memory {
                chunk.sort(families);
                spill.put(&mut chunk).map_err(no_room)?;
            }
        }
        chunk.sort(families);
        let mut runs = spill.runs().map_err(no_room)?;
        runs.push(Run::Memory(chunk, 0));
        held = held.max(runs.len());
        let mut sorted = Sorted {
            runs,
            heads: BinaryHeap::new(),
            held,
        };
        for run in 0..sorted.runs.len() {
            let mut row = KeyedRecord::default();
            if sorted.runs[run].read(&mut row).map_err(no_room)? {
                sorted.heads.push(Reverse(Head { row, run, families }));
            }
        }
        Ok(sorted)
    }

    /// Reads the next row; returns false at the end.
    pub(super) fn advance(&mut self, row: &mut KeyedRecord) -> Result<bool> {
        let Some(mut head) = self.heads.peek_mut() else {
            return Ok(false);
        };
        std::mem::swap(row, &mut head.0.row);
        let run = head.0.run;
        if !self.runs[run].read(&mut head.0.row).map_err(no_room)? {
            PeekMut::pop(head);
        }
        Ok(true)
    }
}

fn no_room(source: io::Error) -> Error {
    Error::at("sort in", &std::env::temp_dir())(source)
}

/// The next row of a run.
struct Head {
    row: KeyedRecord,
    run: usize,
    families: Families,
}

impl Ord for Head {
    fn cmp(&self, other: &Head) -> Ordering {
        compare(self.families, &self.row.key, &other.row.key).then(self.run.cmp(&other.run))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Head) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Head) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Head {}

/// Rows in memory: key and record of each, concatenated.
#[derive(Default)]
struct Chunk {
    bytes: Vec<u8>,
    rows: Vec<Place>,
}

/// Offsets of a row's key and record.
struct Place {
    start: usize,
    record: usize,
    end: usize,
}

impl Chunk {
    fn push(&mut self, key: &[u8], record: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(record);
        self.rows.push(Place {
            start,
            record: start + key.len(),
            end: self.bytes.len(),
        });
    }

    fn sort(&mut self, families: Families) {
        let bytes = &self.bytes;
        let key = |place: &Place| &bytes[place.start..place.record];
        self.rows.sort_by(|a, b| compare(families, key(a), key(b)));
    }
}

/// Sorted runs in a temporary file.
#[derive(Default)]
struct Spill {
    file: Option<File>,
    ends: Vec<u64>,
}

impl Spill {
    /// Appends a run and clears the chunk.
    fn put(&mut self, chunk: &mut Chunk) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => tempfile::tempfile()?,
        };
        let mut end = self.ends.last().copied().unwrap_or(0);
        let mut out = BufWriter::with_capacity(BUFFER, file);
        for place in &chunk.rows {
            for length in [place.record - place.start, place.end - place.record] {
                out.write_all(&(length as u64).to_le_bytes())?;
            }
            out.write_all(&chunk.bytes[place.start..place.end])?;
            end += 16 + (place.end - place.start) as u64;
        }
        self.file = Some(out.into_inner()?);
        self.ends.push(end);
        chunk.bytes.clear();
        chunk.rows.clear();
        Ok(())
    }

    fn runs(self) -> io::Result<Vec<Run>> {
        let Some(file) = self.file.map(Arc::new) else {
            return Ok(Vec::new());
        };
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(self.ends.iter().copied());
        let run = |(at, end)| {
            let file = Arc::clone(&file);
            Run::Spill(BufReader::with_capacity(BUFFER, Span { file, at, end }))
        };
        Ok(spans.map(run).collect())
    }
}

/// A range of a file.
struct Span {
    file: Arc<File>,
    at: u64,
    end: u64,
}

impl Read for Span {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min((self.end - self.at) as usize);
        let read = self.file.read_at(&mut into[..most], self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// A sorted run being read.
enum Run {
    Memory(Chunk, usize),
    Spill(BufReader<Span>),
}

impl Run {
    /// Reads the next row; returns false at the end.
    fn read(&mut self, row: &mut KeyedRecord) -> io::Result<bool> {
        row.key.clear();
        row.record.clear();
        match self {
            Run::Memory(chunk, next) => {
                let Some(place) = chunk.rows.get(*next) else {
                    return Ok(false);
                };
                *next += 1;
                row.key
                    .extend_from_slice(&chunk.bytes[place.start..place.record]);
                row.record
                    .extend_from_slice(&chunk.bytes[place.record..place.end]);
            }
            Run::Spill(input) => {
                if input.get_ref().at == input.get_ref().end && input.buffer().is_empty() {
                    return Ok(false);
                }
                let mut lengths = [[0; 8]; 2];
                for length in &mut lengths {
                    input.read_exact(length)?;
                }
                for (length, part) in lengths.iter().zip([&mut row.key, &mut row.record]) {
                    part.resize(u64::from_le_bytes(*length) as usize, 0);
                    input.read_exact(part)?;
                }
            }
        }
        Ok(true)
    }
}
