//! No input makes a parser panic: seeded random and mutated input for the checks in tests/parsers/checks.rs.
//!
//! `make fuzz` searches for more such input, guided by coverage.

mod checks;

use dhub::key;
use dhub::random::{Key, Random, Stream};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes with a special meaning for text parsers.
const SPECIAL: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b",",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\\",
    b"'",
    b";",
    b"%",
    b"%2F",
    b"%00",
    b"@",
    b":",
    b"/",
    b"?",
    b"&",
    b"=",
    b"#",
    b"..",
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"-1",
    b"0.",
    b"1e999",
    b"18446744073709551616",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xc3\xa9",
    b"\xe2\x80\xae",
    b"\x1b[31m",
    b"\t",
    b" ",
];

/// Generates an input: noise, or a sound one with a few changes.
fn input(stream: &mut Stream, sound: &[&[u8]]) -> Vec<u8> {
    if stream.below(8) == 0 {
        let length = stream.below(200);
        return (0..length).map(|_| stream.below(256) as u8).collect();
    }
    let mut bytes = stream.pick(sound).to_vec();
    for _ in 0..stream.below(6) {
        let at = stream.below(bytes.len() as u64 + 1) as usize;
        let end = (at + stream.below(12) as usize).min(bytes.len());
        match stream.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << stream.below(8),
            4 => {
                let other = stream.pick(sound);
                let from = stream.below(other.len() as u64 + 1) as usize;
                bytes.splice(at..end, other[from..].iter().copied());
            }
            _ => drop(bytes.splice(at..at, stream.pick(SPECIAL).iter().copied())),
        }
    }
    bytes
}

/// Runs a check over `cases` inputs and shows the first one that fails.
fn hold(key: Key, cases: u64, sound: &[&[u8]], check: fn(&[u8])) {
    let random = Random::new(1);
    for one in sound {
        check(one);
    }
    for case in 0..cases {
        let bytes = input(&mut random.stream(key, case), sound);
        if catch_unwind(AssertUnwindSafe(|| check(&bytes))).is_err() {
            panic!("case {case}: {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}

/// Tables as in bundles.
const TABLES: [&[u8]; 3] = [
    include_bytes!("../../fuzz/seeds/csv/departments.csv"),
    include_bytes!("../../fuzz/seeds/csv/quoted.csv"),
    include_bytes!("../../fuzz/seeds/csv/nulls.csv"),
];

#[test]
fn csv_is_read_as_it_was_written_or_faulty() {
    hold(key!("tests/parsers/csv"), 20_000, &TABLES, checks::csv);
}

#[test]
fn manifests_are_read_as_written_or_refused_in_a_line() {
    let sound: [&[u8]; 2] = [
        include_bytes!("../../fuzz/seeds/manifest/whole.json"),
        include_bytes!("../../fuzz/seeds/manifest/part.json"),
    ];
    let key = key!("tests/parsers/manifest");
    hold(key, 2_000, &sound, checks::manifest);
}

/// Typical URLs, and one without its `?`.
const URLS: [&[u8]; 5] = [
    include_bytes!("../../fuzz/seeds/url/password"),
    include_bytes!("../../fuzz/seeds/url/parameters"),
    include_bytes!("../../fuzz/seeds/url/socket"),
    include_bytes!("../../fuzz/seeds/url/hosts"),
    include_bytes!("../../fuzz/seeds/url/no-question-mark"),
];

#[test]
fn urls_are_refused_in_a_line_or_lose_their_password() {
    hold(key!("tests/parsers/url"), 20_000, &URLS, checks::url);
}

#[test]
fn passwords_of_any_characters_reach_psql_and_no_command_line() {
    let key = key!("tests/parsers/password");
    hold(key, 5_000, &URLS, checks::password);
}

#[test]
fn numbers_are_refused_in_a_line_or_read_again_as_themselves() {
    let sound: [&[u8]; 5] = [b"0.82", b"5", b"8333.25", b"0.000001", b"2/3"];
    let key = key!("tests/parsers/numbers");
    hold(key, 20_000, &sound, checks::numbers);
}

#[test]
fn tables_are_compared_alike_in_both_directions_or_refused_in_a_line() {
    let pair = |old: &[u8], new: &[u8]| [old, b"\0", new].concat();
    let [one, quoted, nulls] = TABLES;
    let pairs = [pair(one, one), pair(one, quoted), pair(nulls, one)];
    let sound = pairs.each_ref().map(Vec::as_slice);
    let key = key!("tests/parsers/diff");
    hold(key, 500, &sound, checks::diff);
}
