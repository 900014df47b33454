//! The hot path: batches are made in parallel, and whoever has made one writes it.
//!
//! A batch is a pure function of its number, and a sink takes its lines in the order of the batches, so the number of threads
//! and of slots reaches no byte. Each sink is a lane of its own: the thread that brings the batch whose turn it is appends it,
//! and those after it that are waiting already. A slot is used again as soon as all lanes have passed its batch, so its
//! memory stays in the processor's caches.

use crate::bundle::Progress;
use crate::bundle::sink::Sink;
use crate::error::{Error, Result};
use crate::tables::{Chunk, Rows, Sinks, TableSink};
use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, RwLock};
use std::thread;

/// A batch of one table in the form of a format: made by any thread, appended to the table's file in its turn.
pub(crate) trait Batch: TableSink + Send + Sync {
    /// What a batch of all tables takes in memory, generously, with the room that growing buffers leave unused.
    const BYTES: u64;
    /// Of how many batches of [`Work`](crate::generate::Work) it is made.
    const OF: u32 = 1;

    /// Ends it: it has all its rows.
    fn finish(&mut self) {}

    /// Appends it to the table's file.
    fn append_to(&self, sink: &mut Sink) -> Result<()>;
}

impl Batch for Chunk {
    const BYTES: u64 = 2 << 20;

    fn append_to(&self, sink: &mut Sink) -> Result<()> {
        sink.append(&self.bytes, self.rows)
    }
}

/// How many batches each thread but the first may be ahead: enough to even out unequal batches.
const AHEAD: usize = 4;

/// How many batches are in memory at a time: as many as keep the threads busy and as `memory` bytes allow, at least one.
pub(crate) fn slots<B: Batch>(threads: usize, memory: u64) -> u32 {
    let affordable = memory / B::BYTES;
    affordable.clamp(1, (1 + threads.saturating_sub(1) * AHEAD) as u64) as u32
}

/// Makes batches `batches` with `encode`, up to `slots` at a time, and appends them in order to the sinks, one per chunk of
/// a batch.
///
/// Runs on all threads of the current rayon pool.
///
/// # Errors
///
/// When a sink cannot write; no further batch is made then.
pub(crate) fn run_pipeline<B: Batch>(
    batches: Range<u32>,
    slots: u32,
    encode: impl Fn(u32, &mut Rows, &mut Sinks<B>) + Sync,
    sinks: &mut [Sink],
    progress: &dyn Progress,
) -> Result<()> {
    let next = batches.start;
    let line = Line {
        slots: (0..slots.min(batches.end - batches.start))
            .map(|_| Slot::<B>::default())
            .collect(),
        lanes: sinks
            .iter_mut()
            .map(|sink| Mutex::new(Lane { sink, next }))
            .collect(),
        turn: Mutex::new(Turn {
            next,
            passed: next,
            end: batches.end,
            failed: None,
        }),
        moved: Condvar::new(),
    };
    rayon::broadcast(|_| line.work(&encode, progress));
    let turn = line.turn.into_inner().expect(NO_PANIC);
    turn.failed.map_or(Ok(()), Err)
}

const NO_PANIC: &str = "no thread panics while it holds this";

struct Line<'a, B> {
    /// Batch `n` is made in slot `n` modulo their number.
    slots: Vec<Slot<B>>,
    lanes: Vec<Mutex<Lane<'a>>>,
    turn: Mutex<Turn>,
    /// Told when a slot is free, and when the work ends early.
    moved: Condvar,
}

struct Slot<B> {
    lines: RwLock<Sinks<B>>,
    /// One more than the number of the batch that is finished here; 0 before the first.
    made: AtomicU32,
    /// Lanes that have still to take it.
    lanes: AtomicUsize,
}

impl<B: Batch> Default for Slot<B> {
    fn default() -> Self {
        Slot {
            lines: RwLock::default(),
            made: AtomicU32::default(),
            lanes: AtomicUsize::default(),
        }
    }
}

struct Lane<'a> {
    sink: &'a mut Sink,
    /// The batch whose turn it is.
    next: u32,
}

/// Batches from `passed` to `next` are in memory.
struct Turn {
    next: u32,
    passed: u32,
    end: u32,
    failed: Option<Error>,
}

impl<B: Batch> Line<'_, B> {
    /// Makes and writes batches until there are no more.
    fn work(&self, encode: &impl Fn(u32, &mut Rows, &mut Sinks<B>), progress: &dyn Progress) {
        let _bell = Bell(self);
        let mut rows = Rows::default();
        while let Some(batch) = self.begin() {
            let slot = self.slot(batch);
            let mut lines = slot.lines.write().expect(NO_PANIC);
            lines.clear();
            encode(batch, &mut rows, &mut lines);
            drop(lines);
            slot.lanes.store(self.lanes.len(), Ordering::Relaxed);
            slot.made.store(batch + 1, Ordering::Release);
            progress.advance(1);
            for lane in 0..self.lanes.len() {
                if let Err(error) = self.append(lane) {
                    self.turn().failed.get_or_insert(error);
                    return;
                }
            }
        }
    }

    /// The next batch to make, once there is a slot for it; none at the end or after a failure.
    fn begin(&self) -> Option<u32> {
        let mut turn = self.turn();
        loop {
            if turn.failed.is_some() || turn.next >= turn.end {
                return None;
            }
            if ((turn.next - turn.passed) as usize) < self.slots.len() {
                turn.next += 1;
                return Some(turn.next - 1);
            }
            turn = self.moved.wait(turn).expect(NO_PANIC);
        }
    }

    /// Appends to a lane what is made and has its turn.
    fn append(&self, at: usize) -> Result<()> {
        let mut lane = self.lanes[at].lock().expect(NO_PANIC);
        // Whoever finishes a batch comes here after saying so: what is not seen made now, its maker brings.
        while self.slot(lane.next).made.load(Ordering::Acquire) == lane.next + 1 {
            let slot = self.slot(lane.next);
            let lines = slot.lines.read().expect(NO_PANIC);
            let chunk = &lines.tables[at];
            chunk.append_to(lane.sink)?;
            drop(lines);
            lane.next += 1;
            if slot.lanes.fetch_sub(1, Ordering::AcqRel) == 1 {
                self.turn().passed = lane.next;
                self.moved.notify_all();
            }
        }
        Ok(())
    }

    fn slot(&self, batch: u32) -> &Slot<B> {
        &self.slots[batch as usize % self.slots.len()]
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().expect(NO_PANIC)
    }
}

/// Wakes who waits when a thread ends, also by a panic: then no more slots will be freed.
struct Bell<'a, 'b, B: Batch>(&'a Line<'b, B>);

impl<B: Batch> Drop for Bell<'_, '_, B> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.turn().end = 0;
        }
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::digest::Fingerprint;
    use crate::bundle::packing::Packing;
    use crate::tables::{self, Encoded};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// Lines of made-up tables, of unequal lengths, some empty.
    fn encode(batch: u32, _: &mut Rows, into: &mut Encoded) {
        for (i, chunk) in into.tables.iter_mut().enumerate() {
            for line in 0..(batch * 7 + i as u32) % 50 {
                chunk
                    .bytes
                    .extend_from_slice(format!("{batch},{line}\n").as_bytes());
                chunk.rows += 1;
            }
        }
    }

    fn run(batches: Range<u32>, slots: u32, threads: usize) -> Vec<(u64, Fingerprint)> {
        let mut sinks: Vec<Sink> = tables::files()
            .map(|_| Sink::nowhere(Packing::Plain, "").unwrap())
            .collect();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| run_pipeline(batches, slots, encode, &mut sinks, &()))
            .unwrap();
        let finished = sinks.into_iter().map(|sink| sink.finish().unwrap());
        finished.map(|done| (done.rows, done.content)).collect()
    }

    #[test]
    fn lines_stand_in_the_order_of_the_batches_whatever_the_slots_and_the_threads() {
        let mut whole = Encoded::default();
        for batch in 0..40 {
            encode(batch, &mut Rows::default(), &mut whole);
        }
        let wanted: Vec<(u64, Fingerprint)> = whole
            .tables
            .iter()
            .map(|chunk| (chunk.rows, Fingerprint::of(&chunk.bytes)))
            .collect();
        for slots in [1, 2, 7, 39, 40, 41, 1000] {
            for threads in [1, 2, 5] {
                assert_eq!(run(0..40, slots, threads), wanted, "{slots} {threads}");
            }
        }
        assert_eq!(run(0..0, 3, 2)[0].1, Fingerprint::of(b""));
    }

    #[test]
    fn slots_stay_within_the_budget() {
        assert_eq!(slots::<Chunk>(1, 1 << 30), 1);
        assert_eq!(slots::<Chunk>(2, 1 << 30), 5);
        assert_eq!(slots::<Chunk>(64, 128 << 20), 64);
        assert_eq!(slots::<Chunk>(2, 0), 1);
    }

    #[test]
    fn a_panic_ends_the_work_of_all_threads() {
        let broken = |batch: u32, rows: &mut Rows, into: &mut Encoded| {
            assert!(batch != 7, "batch 7 cannot be made");
            encode(batch, rows, into);
        };
        let mut sinks: Vec<Sink> = tables::files()
            .map(|_| Sink::nowhere(Packing::Plain, "").unwrap())
            .collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build();
        let result = catch_unwind(AssertUnwindSafe(|| {
            pool.unwrap()
                .install(|| run_pipeline(0..40, 4, broken, &mut sinks, &()))
        }));
        assert!(result.is_err());
    }
}
