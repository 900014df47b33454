//! The hot path: batches are made in parallel, in waves; each wave is written while the next one is made.
//!
//! A batch is a pure function of its number and a sink takes its lines in the order of the batches, so neither the number of
//! threads nor the size of a wave reaches a byte. Only two waves are in memory at a time; their buffers are used again.

use crate::bundle::Progress;
use crate::bundle::sink::Sink;
use crate::error::Result;
use crate::tables::{Chunk, Encoded, Rows};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Mutex;

/// Batches in a wave for each thread: few enough to stay in the processor's caches, enough to even out unequal batches.
const BATCHES_PER_THREAD: usize = 8;
/// What the lines of a batch take in memory, generously, with the room that growing buffers leave unused.
const BATCH_BYTES: u64 = 4 << 20;

/// How many batches a wave has: as many as keep the threads busy and as two waves within `memory` bytes allow, at least one.
pub(crate) fn wave(threads: usize, memory: u64) -> u32 {
    let affordable = memory / (2 * BATCH_BYTES);
    affordable.clamp(1, (threads * BATCHES_PER_THREAD) as u64) as u32
}

/// Makes batches `batches` with `encode`, in waves of `wave`, and appends them in order to the sinks, one per chunk of a batch.
///
/// Runs on the current rayon pool.
///
/// # Errors
///
/// When a sink cannot write; no further batch is made then.
pub(crate) fn pour(
    batches: Range<u32>,
    wave: u32,
    encode: impl Fn(u32, &mut Rows, &mut Encoded) + Sync,
    sinks: &mut [Sink],
    progress: &dyn Progress,
) -> Result<()> {
    let buffers = || vec![Encoded::default(); wave.min(batches.end - batches.start) as usize];
    let (mut making, mut made) = (buffers(), buffers());
    let mut full = 0;
    // As many as there are threads at most: a thread takes one, and gives it back when its batch is done.
    let rows = Mutex::new(Vec::<Rows>::new());
    let lock = || rows.lock().expect("no thread panics while it holds this");

    let mut start = batches.start;
    while start < batches.end {
        let end = batches.end.min(start.saturating_add(wave));
        let (_, written) = rayon::join(
            || {
                making
                    .par_iter_mut()
                    .zip(start..end)
                    .with_max_len(1)
                    .for_each(|(encoded, batch)| {
                        let mut rows = lock().pop().unwrap_or_default();
                        clear(encoded);
                        encode(batch, &mut rows, encoded);
                        lock().push(rows);
                        progress.advance(1);
                    });
            },
            || append(&made[..full], sinks),
        );
        written?;
        std::mem::swap(&mut making, &mut made);
        full = (end - start) as usize;
        start = end;
    }
    append(&made[..full], sinks)
}

/// Appends each file's chunks of consecutive batches to its sink, the files in parallel.
fn append(batches: &[Encoded], sinks: &mut [Sink]) -> Result<()> {
    sinks.par_iter_mut().enumerate().try_for_each(|(i, sink)| {
        let chunks = || batches.iter().map(|batch| &batch.tables[i]);
        let runs: Vec<&[u8]> = chunks().map(|chunk| &chunk.bytes[..]).collect();
        sink.append(&runs, chunks().map(|chunk| chunk.rows).sum())
    })
}

/// Drops the lines and keeps the memory.
fn clear(encoded: &mut Encoded) {
    for Chunk { bytes, rows } in &mut encoded.tables {
        bytes.clear();
        *rows = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::digest::Fingerprint;
    use crate::tables;

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

    fn run(batches: Range<u32>, wave: u32, threads: usize) -> Vec<(u64, Fingerprint)> {
        let mut sinks: Vec<Sink> = tables::files().map(|_| Sink::nowhere("")).collect();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| pour(batches, wave, encode, &mut sinks, &()))
            .unwrap();
        let finished = sinks.into_iter().map(|sink| sink.finish().unwrap());
        finished.map(|done| (done.rows, done.csv)).collect()
    }

    #[test]
    fn lines_stand_in_the_order_of_the_batches_whatever_the_wave_and_the_threads() {
        let mut whole = Encoded::default();
        for batch in 0..40 {
            encode(batch, &mut Rows::default(), &mut whole);
        }
        let wanted: Vec<(u64, Fingerprint)> = whole
            .tables
            .iter()
            .map(|chunk| (chunk.rows, Fingerprint::of(&chunk.bytes)))
            .collect();
        for wave in [1, 2, 7, 39, 40, 41, 1000] {
            for threads in [1, 2, 5] {
                assert_eq!(run(0..40, wave, threads), wanted, "{wave} {threads}");
            }
        }
        assert_eq!(run(0..0, 3, 2)[0].1, Fingerprint::of(b""));
    }

    #[test]
    fn a_wave_stays_within_the_budget() {
        assert_eq!(wave(2, 1 << 30), 16);
        assert_eq!(wave(64, 128 << 20), 16);
        assert_eq!(wave(1, 0), 1);
    }
}
