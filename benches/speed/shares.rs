//! Time spent in each step, on one thread.

use crate::leaves;
use dhub::bundle::Fingerprint;
use dhub::generate::{Bank, Work};
use dhub::tables::{self, Encoded, Rows};
use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// Output of a run, and the duration of each step.
pub struct Pass {
    pub rows: u64,
    pub bytes: u64,
    generating: f64,
    encoding: f64,
    hashing: f64,
    writing: f64,
}

/// Generates a bank part by part and times each step; `out` is a directory on disk.
pub fn pass(bank: &Bank, out: &Path) -> Pass {
    fs::create_dir_all(out).expect("a directory of our own");
    let create = |table: &tables::Table| File::create(out.join(table.name));
    let mut files: Vec<File> = tables::files()
        .map(|table| create(table).expect("a file of our own"))
        .collect();
    let (mut rows, mut encoded) = (Rows::default(), Encoded::default());
    let (mut making, mut hashing, mut writing) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    let (mut count, mut bytes) = (0, 0);
    let work = Work::whole(bank);
    for batch in 0..work.batches() {
        encoded.clear();
        let start = Instant::now();
        work.encode(batch, &mut rows, &mut encoded);
        let made = Instant::now();
        for chunk in &encoded.tables {
            black_box(Fingerprint::of(&chunk.bytes));
        }
        let hashed = Instant::now();
        for (file, chunk) in files.iter_mut().zip(&encoded.tables) {
            file.write_all(&chunk.bytes).expect("room on the disk");
            count += chunk.rows;
            bytes += chunk.bytes.len() as u64;
        }
        writing += hashed.elapsed();
        hashing += hashed - made;
        making += made - start;
    }
    drop(files);
    fs::remove_dir_all(out).expect("a directory of our own");
    let encoding = leaves::encoding(bank).per_byte * bytes as f64 / 1e9;
    Pass {
        rows: count,
        bytes,
        generating: making.as_secs_f64() - encoding,
        encoding,
        hashing: hashing.as_secs_f64(),
        writing: writing.as_secs_f64(),
    }
}

/// Prints the table.
pub fn print(passes: &[(&str, Pass)]) {
    println!("| scale | generating | encoding | hashing | writing |\n|---:|---:|---:|---:|---:|");
    for (scale, pass) in passes {
        let steps = [pass.generating, pass.encoding, pass.hashing, pass.writing];
        let whole: f64 = steps.iter().sum();
        let [generating, encoding, hashing, writing] =
            steps.map(|seconds| format!("{:.0}%", 100.0 * seconds / whole));
        println!("| {scale} | {generating} | {encoding} | {hashing} | {writing} |");
    }
}
