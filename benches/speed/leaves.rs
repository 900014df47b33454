//! Nanoseconds of the innermost functions, which run for every row.

use dhub::generate::{self, Bank};
use dhub::key;
use dhub::random::Random;
use dhub::tables::Encoded;
use dhub::values::calendar::Date;
use dhub::values::money::{Cents, Fraction4};
use std::hint::black_box;
use std::time::Instant;

/// Number of customers whose rows are encoded.
const SAMPLE: u32 = 2_000;
const ROUNDS: u64 = 1_000_000;

/// Prints the table.
pub fn print(bank: &Bank) {
    let random = Random::new(black_box(42));
    let mut stream = random.stream(key!("speed/draw"), 0);
    let weights = black_box([40, 25, 20, 10, 5]);
    let months = 360;
    let schedule = || {
        let principal = black_box(Cents::dollars(250_000));
        generate::schedule(principal, Fraction4(625), months, Date::new(2024, 1, 31))
    };
    println!("| leaf | ns |\n|---|---:|");
    for (leaf, nanoseconds) in [
        (
            "seed a stream and draw once",
            each(ROUNDS, |row| random.stream(key!("speed/seed"), row).bits()),
        ),
        ("draw", each(ROUNDS, |_| stream.bits())),
        (
            "draw by weight",
            each(ROUNDS, |_| stream.weighted(&weights)),
        ),
        (
            "place in a share of 20",
            each(ROUNDS, |row| {
                random.share(key!("speed/share"), row / 20, 20, row % 20)
            }),
        ),
        (
            "installment of a schedule of 360",
            each(ROUNDS / 1_000, |_| {
                schedule().map(|part| part.interest.0).sum::<i64>()
            }) / f64::from(months),
        ),
        ("encode a row", encoding(bank).per_row),
    ] {
        println!("| {leaf} | {nanoseconds:.1} |");
    }
}

/// Measures several rounds and returns the best, per call.
fn each<T>(calls: u64, mut call: impl FnMut(u64) -> T) -> f64 {
    let round = |_| {
        let start = Instant::now();
        for i in 0..calls {
            black_box(call(black_box(i)));
        }
        start.elapsed().as_nanos() as f64 / calls as f64
    };
    (0..5).map(round).fold(f64::INFINITY, f64::min)
}

/// Nanoseconds of encoding.
pub struct Encoding {
    pub per_row: f64,
    pub per_byte: f64,
}

/// Encodes the rows of a sample of customers, each right after generating it, as a run does.
pub fn encoding(bank: &Bank) -> Encoding {
    let mut into = Encoded::default();
    let (mut nanoseconds, mut bytes, mut count) = (0, 0, 0);
    for number in 1..=SAMPLE.min(bank.plan.customers) {
        let rows = generate::life(bank, number);
        // Once to warm up, as in a run, where the same thread has just generated the rows.
        for warm in [true, false] {
            into.clear();
            let start = Instant::now();
            black_box(&rows).encode(&mut into);
            if !warm {
                nanoseconds += start.elapsed().as_nanos();
                bytes += into.tables.iter().map(|t| t.bytes.len()).sum::<usize>();
                count += into.tables.iter().map(|t| t.rows).sum::<u64>();
            }
        }
    }
    Encoding {
        per_row: nanoseconds as f64 / count as f64,
        per_byte: nanoseconds as f64 / bytes as f64,
    }
}
