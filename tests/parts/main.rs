//! Parts of a bundle, generated one by one, join to exactly the bytes of the whole; parts that do not are refused in one line.

mod apart;
#[path = "../command/mod.rs"]
mod command;
mod refusals;

use command::{DHUB, Home, assert_same, files};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Enough customers for blocks and batches to be split, few enough to be fast.
const SMALL: &str = "--customers 430 --employees 45 --seed 7";

/// Writes parts `numbers` of `of` to directories named after their numbers.
fn write_parts(home: &Home, flags: &str, of: u32, numbers: &[u32]) {
    for number in numbers {
        home.dhub(&format!(
            "seed all -q {flags} --part {number}/{of} --out {number}"
        ))
        .run();
    }
}

/// Fails unless the parts, generated and given in the order of `numbers`, join to the whole byte for byte.
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

/// Creates a home with parts 1/3, 2/3 and 3/3 of a small bundle.
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
fn the_concatenated_rows_of_the_parts_are_the_whole() {
    let home = Home::new();
    home.dhub(&format!("seed all -q {SMALL} --out whole")).run();
    write_parts(&home, SMALL, 3, &[1, 2, 3]);
    for table in dhub::tables::files() {
        let path = format!("{}/{}.csv", table.database, table.name);
        let header = table.header();
        let rows = |part: &str| {
            let csv = home.read(&format!("{part}/{path}"));
            csv.strip_prefix(&header).expect("a header").to_string()
        };
        let parts = ["1", "2", "3"].map(rows);
        assert!(parts.concat() == rows("whole"), "{path}");
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
        // It is self-contained: it has everything that the whole has besides tables.
        let names =
            |directory: &str| -> Vec<_> { files(&home.path(directory)).into_keys().collect() };
        assert_eq!(names(&part.to_string()), names("whole"));
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
        .args(&["--threads", "3", "--memory", "1M", "--out", "again"])
        .run();
    let (once, again) = (files(&home.path("out")), files(&home.path("again")));
    assert_same(&once, &again, "part 2/3");
}

#[test]
fn a_killed_join_leaves_the_previous_bundle_or_the_new_one() {
    let home = Home::new();
    write_parts(&home, "-s 1", 2, &[1, 2]);
    home.dhub("seed join -q 1 2").run();
    let whole = files(&home.path("out"));
    home.dhub("seed all -q -s 0.05").run();
    let previous = files(&home.path("out"));

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
        assert!(
            found == previous || found == whole,
            "killed after {delay} ms"
        );
        home.dhub("seed all -q -s 0.05").run();
        assert!(!home.path(".out.dhub-staging").exists());
    }
    home.dhub("seed join -q 1 2").run();
    assert_same(&whole, &files(&home.path("out")), "after killed joins");
}

#[test]
fn a_part_is_not_a_bundle_but_is_replaced_and_cleared_like_one() {
    let home = Home::new();
    home.dhub("seed all -s 0.05 --part 2/3")
        .stdout_has(
            "part 2/3 written to out; join all parts with: dhub seed join PART... --out DIR\n",
        )
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
    let instead = |holds: &str, new: &str| {
        format!(
            "out: contains {holds}, and {new} would replace it; nothing was changed; choose another --out, or replace it with --force"
        )
    };
    home.dhub("seed all -q -s 0.06 --part 2/3").run();
    let part = "part 2/3 of a bundle";
    for (arguments, new) in [
        ("seed all -s 0.05", "a whole bundle"),
        ("seed all -s 0.05 --part 1/3", "part 1/3 of a bundle"),
        ("seed all -s 0.05 --part 2/4", "part 2/4 of a bundle"),
    ] {
        refused(&home, arguments, &instead(part, new));
    }
    home.dhub("seed all -q -s 0.05 --force").run();
    home.dhub("seed status").stdout_has("60 customers").run();
    refused(
        &home,
        "seed all -s 0.05 --part 1/3",
        &instead("a whole bundle", "part 1/3 of a bundle"),
    );
    home.dhub("seed all -q -s 0.05 --part 1/3 --force").run();
    home.write("out/notes.txt", "mine");
    home.dhub("seed all -q -s 0.05 --force")
        .stderr_has("contains notes.txt")
        .status(2)
        .run();
    fs::remove_file(home.path("out/notes.txt")).unwrap();
    home.dhub("seed clear --confirm")
        .stdout_has("and the directory\n")
        .run();
    assert!(!Path::exists(&home.path("out")));
}
