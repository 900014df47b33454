//! Parts that do not join are refused in one line, and nothing is written.

use crate::command::{Home, assert_same, files};
use crate::{refused, three_parts, write_parts};
use std::fs;

#[test]
fn missing_and_duplicate_parts_are_named() {
    let home = three_parts();
    let again = "dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --part";
    refused(
        &home,
        "seed join 3 1",
        &format!(
            "part 2/3 missing: expected all 3 parts, found 2; make it with: {again} 2/3 --out DIR"
        ),
    );
    refused(
        &home,
        "seed join 3",
        &format!(
            "parts 1/3, 2/3 missing: expected all 3 parts, found 1; make the first with: {again} 1/3 --out DIR"
        ),
    );
    home.dhub("seed all -q -s 0.05 --part 9/13 --out 9").run();
    refused(
        &home,
        "seed join 9",
        &format!(
            "parts 1/13, 2/13, 3/13, 4/13, 5/13, 6/13, 7/13, 8/13, 10/13, 11/13, 2 more missing: expected all 13 parts, found 1; make the first with: {again} 1/13 --out DIR"
        ),
    );
    home.dhub("seed all -q -s 0.05 --part 2/3 --out again")
        .run();
    refused(
        &home,
        "seed join 1 2 again 3",
        "again: is part 2/3, and so is 2; name each part once",
    );
    refused(
        &home,
        "seed join 1 1 2",
        "1: is part 1/3, and so is 1; name each part once",
    );
    refused(&home, "seed join", "expected <PART>...; see --help");
}

#[test]
fn parts_of_another_bundle_are_named_with_what_differs() {
    let home = three_parts();
    for (flags, wanted, found) in [
        ("-s 0.05 --part 3/3 --seed 7", "seed 42", "seed 7"),
        (
            "-s 0.1 --part 3/3",
            "scale 0.05, 60 customers, 7 employees",
            "scale 0.1, 120 customers, 15 employees",
        ),
        (
            "-s 0.05 --customers 60 --part 3/3",
            "scale 0.05",
            "explicit counts",
        ),
        (
            "-s 0.05 --as-of 2024-12-31 --part 3/3",
            "as of 2025-12-31",
            "as of 2024-12-31",
        ),
        (
            "-s 0.05 --aml-rate 2 --part 3/3",
            "aml rate 1",
            "aml rate 2",
        ),
        ("-s 0.05 --part 3/4", "3 parts", "4 parts"),
        ("-s 0.05 --compress zstd --part 3/3", "plain", "zstd"),
    ] {
        home.dhub(&format!("seed all -q --force --out other {flags}"))
            .run();
        refused(
            &home,
            "seed join 1 2 other",
            &format!(
                "other: is a part of a different bundle than 1: expected {wanted}, found {found}; join parts that differ only in --part"
            ),
        );
    }
    home.dhub("seed all -q -s 0.05 --out whole").run();
    refused(
        &home,
        "seed join 1 2 whole",
        "whole: is a whole bundle, expected a part written by dhub seed all --part K/N; omit it",
    );
    refused(
        &home,
        "seed join 1 2 nowhere",
        "nowhere: no part of a bundle here, expected the directory of a part with datapackage.json; check the path",
    );
    let manifest = home.read("3/datapackage.json");
    home.write(
        "3/datapackage.json",
        &manifest.replace("\"data_version\": ", "\"data_version\": 9"),
    );
    let version = dhub::plan::DATA_VERSION;
    refused(
        &home,
        "seed join 1 2 3",
        &format!(
            "3: expected data version {version}, found 9{version}; join it with the version of dhub that wrote it"
        ),
    );
}

#[test]
fn damaged_parts_are_named_and_nothing_is_written() {
    let again =
        "write the part again with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31";
    let table = "accounts_db/customers.csv";
    let home = three_parts();
    home.dhub("seed join -q 1 2 3 --out previous").run();
    let whole = home.read(&format!("2/{table}"));
    let digest = |text: &str| dhub::bundle::Digest::of(text.as_bytes());

    let changed = whole.replacen("CUST", "CUsT", 1);
    home.write(&format!("2/{table}"), &changed);
    let line = format!(
        "2/{table}: expected sha256 {}, found {}; {again} --part 2/3 --force --out 2",
        digest(&whole),
        digest(&changed)
    );
    refused(&home, "seed join 1 2 3", &line);
    refused(&home, "seed join 1 2 3 --out previous", &line);

    let size = whole.len();
    home.write(&format!("2/{table}"), &whole[..size - 1]);
    refused(
        &home,
        "seed join 1 2 3",
        &format!(
            "2/{table}: expected {size} bytes, found {}; {again} --part 2/3 --force --out 2",
            size - 1
        ),
    );
    fs::remove_file(home.path(&format!("2/{table}"))).unwrap();
    refused(
        &home,
        "seed join 1 2 3",
        &format!("2/{table}: missing; {again} --part 2/3 --force --out 2"),
    );
    home.write(&format!("2/{table}"), &whole);

    // A manifest with other counts would change the counts of the bundle.
    let manifest = home.read("2/datapackage.json");
    let other = manifest.replacen("\"rows\": 20,", "\"rows\": 21,", 1);
    assert_ne!(manifest, other);
    home.write("2/datapackage.json", &other);
    refused(
        &home,
        "seed join 1 2 3",
        &format!(
            "2/datapackage.json: expected sha256 {}, found {}; {again} --part 2/3 --force --out 2",
            digest(&manifest),
            digest(&other)
        ),
    );
    home.write("2/datapackage.json", &manifest.replace("2/3", "4/3"));
    home.dhub("seed join 1 2 3")
        .stderr_has("2/datapackage.json: expected a manifest of dhub")
        .stderr_has("K from 1 to N")
        .status(2)
        .run();
    home.write("2/datapackage.json", &manifest);
    home.dhub("seed join -q 3 2 1").run();
    assert_same(
        &files(&home.path("previous")),
        &files(&home.path("out")),
        "mended",
    );
}

#[test]
fn damaged_compressed_parts_are_named_and_nothing_is_written() {
    let home = Home::new();
    write_parts(&home, "-s 0.05 --compress zstd", 2, &[1, 2]);
    let path = home.path("2/accounts_db/transactions.csv.zst");
    let whole = fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damage in [&flipped[..], &whole[..whole.len() - 9], b"", b"plain text"] {
        fs::write(&path, damage).unwrap();
        let before = home.files();
        home.dhub("seed join 1 2")
            .stdout("")
            .stderr_has("dhub: 2/accounts_db/transactions.csv.zst: expected ")
            .stderr_has("--compress zstd --part 2/2 --force --out 2\n")
            .status(2)
            .run();
        assert_same(&before, &home.files(), "damaged zstd");
    }
}

/// A small file may expand to any number of bytes: here a gigabyte from 50 KB.
#[test]
fn no_more_of_a_compressed_part_is_read_than_its_manifest_states() {
    let home = Home::new();
    write_parts(&home, "-s 0.05 --compress zstd", 2, &[1, 2]);
    let path = "2/accounts_db/transactions.csv.zst";
    let mut csv = zstd::decode_all(&fs::read(home.path(path)).unwrap()[..]).unwrap();
    let stated = csv.len();
    let mut bomb = zstd::Encoder::new(Vec::new(), 1).unwrap();
    csv.resize(1 << 20, b'0');
    for _ in 0..1 << 10 {
        std::io::Write::write_all(&mut bomb, &csv).unwrap();
        csv.fill(b'0');
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    fs::write(home.path(path), bomb).unwrap();
    refused(
        &home,
        "seed join 1 2 --out joined",
        &format!(
            "{path}: expected {stated} bytes of CSV according to the manifest, found more; write the part again with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --compress zstd --part 2/2 --force --out 2"
        ),
    );
}

#[test]
fn a_target_that_is_not_a_bundle_or_is_a_part_is_refused() {
    let home = three_parts();
    refused(
        &home,
        "seed join 1 2 3 --out ./2",
        "./2: is one of the parts to join; choose another --out",
    );
    home.write("mine/notes.txt", "mine");
    refused(
        &home,
        "seed join 1 2 3 --out mine",
        "mine: contains notes.txt, which is not part of a bundle; nothing was changed; move it elsewhere or choose another --out",
    );
}

#[test]
fn an_impossible_part_is_refused() {
    let home = Home::new();
    for part in ["0/3", "4/3", "3", "1/0", "+1/3", "1/1000000001", "x/y"] {
        refused(
            &home,
            &format!("seed all --part {part}"),
            &format!(
                "--part: expected K/N such as 2/3, K from 1 to N and N at most 1000000000, found {part}"
            ),
        );
    }
}
