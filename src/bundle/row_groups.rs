//! Parquet batches: a row group per table, along with the equivalent CSV, whose digest is recorded in the manifest.

use crate::bundle::pipeline::Batch;
use crate::bundle::sink::Sink;
use crate::columnar::{EncodedGroup, RowGroup};
use crate::error::Result;
use crate::tables::{Chunk, Listed, TableSink};
use std::sync::{Mutex, PoisonError};

/// A row group of one table, for the customers of [`Batch::OF`] batches: 2,000 customers, about 80,000 transactions.
#[derive(Default)]
pub(crate) struct GroupChunk {
    lines: Chunk,
    /// Uncontended: one thread builds it and one lane takes it.
    group: Mutex<GroupState>,
}

#[derive(Default)]
struct GroupState {
    /// Created once the table is known.
    group: Option<Result<RowGroup>>,
    done: Option<Result<Option<EncodedGroup>>>,
}

impl GroupChunk {
    fn state(&mut self) -> &mut GroupState {
        self.group.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TableSink for GroupChunk {
    fn take<R: Listed>(&mut self, rows: &[R]) {
        self.lines.take(rows);
        let group = &mut self.state().group;
        if let Ok(group) = group.get_or_insert_with(|| RowGroup::new(R::TABLE)) {
            group.columns().extend(rows);
        }
    }

    fn clear(&mut self) {
        self.lines.clear();
        let state = self.state();
        state.done = None;
        match &mut state.group {
            Some(Ok(group)) => group.columns().clear(),
            _ => state.group = None,
        }
    }
}

impl Batch for GroupChunk {
    const BYTES: u64 = 72 << 20;
    const OF: u32 = 20;

    fn finish(&mut self) {
        let state = self.state();
        state.done = match &mut state.group {
            Some(Ok(group)) => Some(group.finish()),
            Some(Err(_)) => state.group.take().map(|failed| failed.map(|_| None)),
            None => None,
        };
    }

    fn append_to(&self, sink: &mut Sink) -> Result<()> {
        let mut state = self.group.lock().unwrap_or_else(PoisonError::into_inner);
        let group = state.done.take().transpose()?.flatten();
        sink.append_group(&self.lines.bytes, self.lines.rows, group)
    }
}
