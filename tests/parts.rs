//! Parts of a bundle, made one by one, join to the very bytes of the whole; parts that do not are refused in one line.

#[path = "command/mod.rs"]
mod command;

use command::{DHUB, Home, assert_same, files};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Customers enough for blocks and batches to be cut in two, few enough to be quick.
const SMALL: &str = "--customers 430 --employees 45 --seed 7";

/// Writes parts `numbers` of `of` to folders of their numbers.
fn write_parts(home: &Home, flags: &str, of: u32, numbers: &[u32]) {
    for number in numbers {
        home.dhub(&format!(
            "seed all -q {flags} --part {number}/{of} --out {number}"
        ))
        .run();
    }
}

/// Fails unless the parts, made and given in the order of `numbers`, join to the whole byte for byte.
fn assert_joined(flags: &str, numbers: &[u32]) {
    let home = Home::new();
    home.dhub(&format!("seed all -q {flags} --out whole")).run();
    write_parts(&home, flags, numbers.len() as u32, numbers);
    let names: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    home.dhub("seed join -q --out joined")
        .args(&names)
        .stdout("")
        .run();
    home.run_of("diff")
        .args(&["-r", "whole", "joined"])
        .stdout("")
        .run();
    assert_same(
        &files(&home.path("whole")),
        &files(&home.path("joined")),
        &format!("{flags} {numbers:?}"),
    );
    home.dhub("seed status --out joined").run();
    home.dhub("seed check joined").run();
}

/// A home with parts 1/3, 2/3 and 3/3 of a small bundle.
fn three_parts() -> Home {
    let home = Home::new();
    write_parts(&home, "-s 0.05", 3, &[1, 2, 3]);
    home
}

/// Fails unless joining ends with this one line and leaves everything as it was.
fn refused(home: &Home, arguments: &str, line: &str) {
    let before = home.files();
    home.dhub(arguments)
        .stdout("")
        .stderr(&format!("dhub: {line}\n"))
        .status(2)
        .run();
    assert_same(&before, &home.files(), arguments);
}

#[test]
fn parts_in_any_order_join_to_the_whole() {
    for numbers in [&[1][..], &[3, 1, 2], &[4, 7, 1, 6, 2, 5, 3]] {
        assert_joined(SMALL, numbers);
    }
}

#[test]
fn compressed_parts_join_to_the_compressed_whole() {
    let flags = format!("{SMALL} --compress zstd");
    for numbers in [&[1][..], &[2, 3, 1], &[7, 6, 5, 4, 3, 2, 1]] {
        assert_joined(&flags, numbers);
    }
}

#[test]
fn more_parts_than_customers_join_to_the_whole() {
    assert_joined("--customers 3 --employees 7", &[5, 4, 3, 7, 6, 2, 1]);
    assert_joined("-s 0.0001 --compress zstd", &[2, 3, 1]);
}

#[test]
fn every_flag_that_decides_bytes_reaches_the_parts() {
    assert_joined(
        "-s 0.1 --seed 18446744073709551615 --as-of 2030-02-28 --aml-rate 5",
        &[2, 1],
    );
}

#[test]
fn the_files_of_the_parts_one_after_the_other_are_the_whole() {
    let home = Home::new();
    home.dhub(&format!("seed all -q {SMALL} --out whole")).run();
    write_parts(&home, SMALL, 3, &[1, 2, 3]);
    for table in dhub::tables::files() {
        let path = format!("{}/{}.csv", table.database, table.name);
        let parts = ["1", "2", "3"].map(|part| home.read(&format!("{part}/{path}")));
        assert!(
            parts.concat() == home.read(&format!("whole/{path}")),
            "{path}"
        );
    }
    // 430 customers in three parts: 143, 143 and 144.
    for (part, first, last, count) in [(1, 1, 143, 143), (2, 144, 286, 143), (3, 287, 430, 144)] {
        let customers = home.read(&format!("{part}/accounts_db/customers.csv"));
        let numbers: Vec<&str> = customers
            .lines()
            .filter_map(|line| line.strip_prefix("CUST-")?.split(',').next())
            .collect();
        assert_eq!(numbers.len(), count);
        assert_eq!(*numbers.first().unwrap(), format!("{first:07}"));
        assert_eq!(*numbers.last().unwrap(), format!("{last:07}"));
        let mut names: Vec<_> = fs::read_dir(home.path(&part.to_string()))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .filter(|name| !name.to_str().unwrap().ends_with("_db") && name != "labels")
            .collect();
        names.sort();
        assert_eq!(names, ["SHA256SUMS", "datapackage.json"]);
        home.run_of("sha256sum")
            .args(&["-c", "--quiet", "SHA256SUMS"])
            .current_dir(&home.path(&part.to_string()))
            .run();
    }
}

#[test]
fn threads_and_memory_have_no_effect_on_a_part() {
    let home = Home::new();
    let part = format!("seed all -q {SMALL} --part 2/3");
    home.dhub(&part).args(&["--threads", "1"]).run();
    home.dhub(&part)
        .args(&["--threads", "3", "--memory", "1", "--out", "again"])
        .run();
    let (once, again) = (files(&home.path("out")), files(&home.path("again")));
    assert_same(&once, &again, "part 2/3");
}

#[test]
fn missing_and_doubled_parts_are_named() {
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
        "again: is part 2/3, and so is 2; give each part once",
    );
    refused(
        &home,
        "seed join 1 1 2",
        "1: is part 1/3, and so is 1; give each part once",
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
            "counts by scale",
            "counts by hand",
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
        home.dhub(&format!("seed all -q --out other {flags}")).run();
        refused(
            &home,
            "seed join 1 2 other",
            &format!(
                "other: is a part of another bundle than 1: expected {wanted}, found {found}; join parts that differ in nothing but --part"
            ),
        );
    }
    home.dhub("seed all -q -s 0.05 --out whole").run();
    refused(
        &home,
        "seed join 1 2 whole",
        "whole: is a whole bundle, expected a part that dhub seed all --part K/N wrote; leave it out",
    );
    refused(
        &home,
        "seed join 1 2 nowhere",
        "nowhere: no part of a bundle here, expected a folder with datapackage.json; write one with: dhub seed all --part K/N --out nowhere",
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
            "3: expected data version {version}, which this version joins, found 9{version}; join with the version that made it"
        ),
    );
}

#[test]
fn damaged_parts_are_named_and_nothing_is_written() {
    let again = "write the part anew with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31";
    let table = "accounts_db/customers.csv";
    let home = three_parts();
    home.dhub("seed join -q 1 2 3 --out former").run();
    let whole = home.read(&format!("2/{table}"));
    let digest = |text: &str| dhub::bundle::Digest::of(text.as_bytes());

    let changed = whole.replacen("CUST", "CUsT", 1);
    home.write(&format!("2/{table}"), &changed);
    let line = format!(
        "2/{table}: expected sha256 {}, found {}; {again} --part 2/3 --out 2",
        digest(&whole),
        digest(&changed)
    );
    refused(&home, "seed join 1 2 3", &line);
    refused(&home, "seed join 1 2 3 --out former", &line);

    let size = whole.len();
    home.write(&format!("2/{table}"), &whole[..size - 1]);
    refused(
        &home,
        "seed join 1 2 3",
        &format!(
            "2/{table}: expected {size} bytes, found {}; {again} --part 2/3 --out 2",
            size - 1
        ),
    );
    fs::remove_file(home.path(&format!("2/{table}"))).unwrap();
    refused(
        &home,
        "seed join 1 2 3",
        &format!("2/{table}: missing; {again} --part 2/3 --out 2"),
    );
    home.write(&format!("2/{table}"), &whole);

    // A manifest that tells other counts would make other counts of the bundle.
    let manifest = home.read("2/datapackage.json");
    let other = manifest.replacen("\"rows\": 20,", "\"rows\": 21,", 1);
    assert_ne!(manifest, other);
    home.write("2/datapackage.json", &other);
    refused(
        &home,
        "seed join 1 2 3",
        &format!(
            "2/datapackage.json: expected sha256 {}, found {}; {again} --part 2/3 --out 2",
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
        &files(&home.path("former")),
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
            .stderr_has("--compress zstd --part 2/2 --out 2\n")
            .status(2)
            .run();
        assert_same(&before, &home.files(), "damaged zstd");
    }
}

#[test]
fn a_killed_join_leaves_the_former_bundle_or_the_new_one() {
    let home = Home::new();
    write_parts(&home, "-s 1", 2, &[1, 2]);
    home.dhub("seed join -q 1 2").run();
    let whole = files(&home.path("out"));
    home.dhub("seed all -q -s 0.05").run();
    let former = files(&home.path("out"));

    for delay in [0, 5, 20, 80] {
        let mut child = Command::new(DHUB)
            .args(["seed", "join", "-q", "1", "2"])
            .current_dir(home.path(""))
            .spawn()
            .unwrap();
        while !home.path(".out.dhub-staging/new/employees_db").exists()
            && child.try_wait().unwrap().is_none()
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = files(&home.path("out"));
        assert!(found == former || found == whole, "killed after {delay} ms");
        home.dhub("seed all -q -s 0.05").run();
        assert!(!home.path(".out.dhub-staging").exists());
    }
    home.dhub("seed join -q 1 2").run();
    assert_same(&whole, &files(&home.path("out")), "after killed joins");
}

#[test]
fn a_place_that_is_not_ours_or_is_a_part_is_refused() {
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
        "mine: holds notes.txt, which is no part of a bundle of ours; nothing was changed; move it away or choose another --out",
    );
}

#[test]
fn a_part_is_no_bundle_but_is_replaced_and_cleared_like_one() {
    let home = Home::new();
    home.dhub("seed all -s 0.05 --part 2/3")
        .stdout_has("part 2/3 written to out; make the bundle of all parts with: dhub seed join PART... --out DIR\n")
        .run();
    for command in [
        "seed status",
        "seed check out",
        "verify out",
        "db tables",
        "diff out out",
    ] {
        refused(
            &home,
            command,
            "out: is part 2/3 of a bundle, expected a whole one; join the parts first: dhub seed join PART... --out DIR",
        );
    }
    home.dhub("seed all -q -s 0.05").run();
    home.dhub("seed status").stdout_has("60 customers").run();
    home.dhub("seed all -q -s 0.05 --part 1/3").run();
    assert!(!home.path("out/load.sh").exists());
    home.write("out/notes.txt", "mine");
    home.dhub("seed all -q -s 0.05")
        .stderr_has("holds notes.txt")
        .status(2)
        .run();
    fs::remove_file(home.path("out/notes.txt")).unwrap();
    home.dhub("seed clear --confirm")
        .stdout_has("and the folder\n")
        .run();
    assert!(!Path::exists(&home.path("out")));
}

#[test]
fn a_part_that_cannot_be_is_refused() {
    let home = Home::new();
    for part in ["0/3", "4/3", "3", "1/0", "+1/3", "1/10000000", "x/y"] {
        refused(
            &home,
            &format!("seed all --part {part}"),
            &format!(
                "--part: expected K/N such as 2/3, K from 1 to N and N at most 9999999, found {part}"
            ),
        );
    }
}
