//! All parts at once, and one manifest for parts that stay where they are.

use crate::command::{Home, assert_same, files};
use crate::{SMALL, refused, three_parts, write_parts};
use std::fs;

#[test]
fn all_parts_at_once_equal_parts_made_one_by_one() {
    let home = Home::new();
    home.dhub(&format!("seed all -q {SMALL} --parts 11 --out all"))
        .run();
    let numbers: Vec<u32> = (1..=11).collect();
    write_parts(&home, SMALL, 11, &numbers);
    for number in numbers {
        assert_same(
            &files(&home.path(&number.to_string())),
            &files(&home.path(&format!("all/part-{number:02}"))),
            &format!("part {number}"),
        );
    }
    // Again, replacing themselves.
    let before = files(&home.path("all"));
    home.dhub(&format!("seed all {SMALL} --parts 11 --out all"))
        .stdout_has("11 parts written to all; load each with its load.sh --append, or join them with: dhub seed join all/part-* --out DIR\n")
        .run();
    assert_same(&before, &files(&home.path("all")), "again");
    home.dhub(&format!(
        "seed all {SMALL} --parts 11 --out all --format json"
    ))
    .stdout_has("\"part\": \"11/11\"")
    .run();
}

#[test]
fn parts_are_not_written_into_directories_of_others() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --parts 2").run();
    refused(
        &home,
        "seed all -s 0.05 --parts 1",
        "out: contains part-2, which is not one of 1 parts; nothing was changed; move it elsewhere or choose another --out",
    );
    refused(
        &home,
        "seed all -s 0.05 --parts 3",
        "out/part-1: contains part 1/2 of a bundle, and part 1/3 of a bundle would replace it; nothing was changed; choose another --out, or replace it with --force",
    );
    home.write("out/part-2/notes.txt", "mine");
    refused(
        &home,
        "seed all -s 0.05 --parts 2",
        "out/part-2: contains notes.txt, which is not part of a bundle; nothing was changed; move it elsewhere or choose another --out",
    );
    home.dhub("seed all -q -s 0.05 --out whole").run();
    home.dhub("seed all -s 0.05 --parts 2 --out whole")
        .stderr_has("whole: contains .gitattributes, which is not one of 2 parts")
        .status(2)
        .run();
    for wrong in ["0", "10001", "2/3", "x"] {
        home.dhub(&format!("seed all -s 0.05 --parts {wrong}"))
            .stderr_has("expected a whole number from 1 to 10000")
            .status(2)
            .run();
    }
    home.dhub("seed all -s 0.05 --parts 2 --part 1/2")
        .stderr("dhub: --parts: cannot be used with --part; see --help\n")
        .status(2)
        .run();
}

#[test]
fn the_manifest_of_all_parts_names_every_file_of_each_table() {
    let home = Home::new();
    home.dhub(&format!("seed all -q {SMALL} --out whole")).run();
    home.dhub(&format!("seed all -q {SMALL} --parts 3 --out all"))
        .run();
    let parts = files(&home.path("all"));
    home.dhub("seed join --manifest-only all/part-2 all/part-3 all/part-1 --out all")
        .stdout_has("manifest of 3 parts written to all: ")
        .run();
    let mut after = files(&home.path("all"));
    for name in ["datapackage.json", "SHA256SUMS"] {
        assert!(after.remove(std::path::Path::new(name)).is_some(), "{name}");
    }
    assert_same(&parts, &after, "the parts");
    home.run_of("sha256sum")
        .args(&["-c", "--quiet", "SHA256SUMS"])
        .current_dir(&home.path("all"))
        .run();

    let read = |path: &str| -> serde_json::Value {
        serde_json::from_str(&home.read(&format!("{path}/datapackage.json"))).unwrap()
    };
    let (joined, whole) = (read("all"), read("whole"));
    assert_eq!(joined["dhub"]["rows"], whole["dhub"]["rows"]);
    assert_eq!(joined["dhub"]["bytes"], whole["dhub"]["bytes"]);
    let pairs = joined["resources"].as_array().unwrap().iter();
    for (table, wanted) in pairs.zip(whole["resources"].as_array().unwrap()) {
        let path = wanted["path"].as_str().unwrap();
        let paths: Vec<String> = (1..=3).map(|n| format!("part-{n}/{path}")).collect();
        assert_eq!(table["path"], serde_json::json!(paths));
        let mut rows = 0;
        for path in &paths {
            rows += home.read(&format!("all/{path}")).lines().count() - 1;
        }
        assert_eq!(table["rows"], rows, "{path}");
        for same in ["rows", "bytes", "schema", "checks", "dialect", "eventTime"] {
            assert_eq!(table[same], wanted[same], "{path}: {same}");
        }
    }

    // From elsewhere, paths lead there; a directory that is not a bundle says so.
    home.dhub("seed join -q --manifest-only all/part-1 all/part-2 all/part-3 --out a/b")
        .run();
    assert!(
        home.read("a/b/SHA256SUMS")
            .contains("  ../../all/part-1/accounts_db/accounts.csv\n")
    );
    home.run_of("sha256sum")
        .args(&["-c", "--quiet", "SHA256SUMS"])
        .current_dir(&home.path("a/b"))
        .run();
    for command in ["verify a/b", "seed status a/b", "seed all -q --out a/b"] {
        home.dhub(command)
            .stderr("dhub: a/b: contains a manifest of parts, expected a bundle; join the parts first: dhub seed join PART... --out DIR\n")
            .status(2)
            .run();
    }
}

#[test]
fn manifests_of_different_bundles_are_not_joined() {
    let home = three_parts();
    refused(
        &home,
        "seed join --manifest-only 1 3 --out all",
        "part 2/3 missing: expected all 3 parts, found 2; make it with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --part 2/3 --out DIR",
    );
    home.dhub("seed all -q -s 0.05 --seed 7 --part 3/3 --out other")
        .run();
    home.dhub("seed join --manifest-only 1 2 other --out all")
        .stderr_has("other: is a part of a different bundle than 1: expected seed 42, found seed 7")
        .status(2)
        .run();
    home.dhub("seed join --manifest-only 1 2 3 --out 2")
        .stderr_has("2: is one of the parts to join")
        .status(2)
        .run();
    // A bundle's manifest is never replaced; a manifest of parts is, with --force.
    home.dhub("seed all -q -s 0.05 --out whole").run();
    for flags in ["", " --force"] {
        refused(
            &home,
            &format!("seed join --manifest-only 1 2 3 --out whole{flags}"),
            "whole: contains datapackage.json; nothing was changed; it is not a manifest of parts; choose another --out",
        );
    }
    home.dhub("seed join -q --manifest-only 1 2 3 --out all")
        .run();
    refused(
        &home,
        "seed join --manifest-only 1 2 3 --out all",
        "all: contains datapackage.json; nothing was changed; choose another --out, or replace it with --force",
    );
    home.dhub("seed join -q --manifest-only 1 2 3 --out all --force")
        .run();

    let file = home.path("2/accounts_db/transactions.csv");
    let csv = fs::read_to_string(&file).unwrap();
    fs::write(&file, &csv[1..]).unwrap();
    home.dhub("seed join --manifest-only 1 2 3 --out again")
        .stderr_has("2/accounts_db/transactions.csv: expected ")
        .status(2)
        .run();
    fs::remove_file(&file).unwrap();
    home.dhub("seed join --manifest-only 1 2 3 --out again")
        .stderr_has("2/accounts_db/transactions.csv: missing; write the part again with: ")
        .status(2)
        .run();
    assert!(!home.path("again").exists());
}
