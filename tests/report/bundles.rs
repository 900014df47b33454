//! Pages of bundles of every kind: compressed, defective, damaged, and those that are refused.

use crate::command::Home;
use crate::{part, regex, text};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[test]
fn equal_rows_give_equal_pages_whatever_their_format_and_location() {
    let home = Home::new();
    let mut kinds = vec!["", " --compress zstd"];
    if cfg!(feature = "parquet") {
        kinds.push(" --format parquet");
    }
    let mut pages = BTreeSet::new();
    for (place, kind) in kinds.iter().enumerate() {
        home.dhub(&format!("seed all -q -s 0.1 --out bank{place}{kind}"))
            .run();
        home.dhub(&format!("report -q bank{place} --out {place}.html"))
            .run();
        let page = home.read(&format!("{place}.html"));
        home.dhub(&format!("report -q bank{place} --out {place}.html --force"))
            .env("TZ", "Asia/Tokyo")
            .env("RAYON_NUM_THREADS", "1")
            .run();
        assert_eq!(page, home.read(&format!("{place}.html")));
        // The command that generates it again states the storage format.
        let command = format!("--as-of 2025-12-31{kind}<");
        assert!(page.contains(&command), "{command}");
        pages.insert(page.replace(&command, "<"));
    }
    assert_eq!(pages.len(), 1);
}

#[test]
fn a_defective_bundle_says_so_and_shows_what_verify_finds() {
    let home = Home::with_bundle();
    home.dhub("defect -q --count 5 --seed 7 --out bad").run();
    home.dhub("report bad")
        .stdout_has("it shows findings of dhub verify")
        .run();
    let page = home.read("report.html");
    assert!(page.contains("Defective on purpose"), "no word at the top");
    assert!(page.contains("5 defects were planted on purpose; their rules find 5 of them"));
    let answers = fs::read_to_string(home.path("bad/labels/defects.csv")).unwrap();
    let checked = text(part(&page, "section", "verified"));
    for answer in csv::Reader::from_reader(answers.as_bytes()).deserialize() {
        let answer: BTreeMap<String, String> = answer.unwrap();
        assert!(
            checked.contains(&format!("{}finding", answer["rule"])),
            "{}",
            answer["rule"]
        );
    }
}

#[test]
fn unreadable_parts_are_named_in_place() {
    let home = Home::with_bundle();
    fs::remove_file(home.path("out/customer_db/satisfaction_surveys.csv")).unwrap();
    home.dhub("report")
        .stdout_has("findings of dhub verify")
        .run();
    let page = home.read("report.html");
    let why =
        "It cannot be drawn: the file of customer_db.satisfaction_surveys is missing or unreadable";
    assert!(
        part(&page, "figure", "nps").contains(why),
        "{}",
        part(&page, "figure", "nps")
    );
    assert!(part(&page, "figure", "hours").contains("<svg"));
}

#[test]
fn markup_in_the_data_is_escaped_on_the_page() {
    let home = Home::with_bundle();
    let path = "out/accounts_db/transactions.csv";
    let rows = home.read(path);
    let planted = regex(r#"(?m)^((?:[^,\n]*,){5})[^",\n]*,"#)
        .replace_all(&rows, "$1<script>alert(1)</script>&amp;,");
    let header = rows.lines().next().unwrap();
    home.write(
        path,
        &format!("{header}\n{}", planted.split_once('\n').unwrap().1),
    );
    assert!(home.read(path).contains(",<script>"), "{header}");
    home.dhub("report").stdout_has("report.html").run();
    let page = home.read("report.html");
    assert!(!page.contains("<script"));
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"),
        "the description is not shown"
    );
}

#[test]
fn bad_input_is_refused_and_changes_nothing() {
    let home = Home::with_bundle();
    home.dhub("seed all -q -s 0.05 --part 1/2 --out part1")
        .run();
    home.dhub("seed all -q -s 0.05 --part 2/2 --out part2")
        .run();
    home.dhub("seed join -q --manifest-only part1 part2 --out parts")
        .run();
    home.dhub("seed all -q -s 0.05 --only loans_db --out loans")
        .run();
    home.write("there.html", "mine");
    let before = home.files();
    for (arguments, words) in [
        (
            "nowhere",
            "nowhere: no bundle here, expected a directory with datapackage.json",
        ),
        (
            "part1",
            "part1: is part 1/2 of a bundle, expected a whole one",
        ),
        (
            "parts",
            "parts: contains a manifest of parts, expected a bundle",
        ),
        (
            "loans",
            "loans: contains only loans_db, expected a whole bundle",
        ),
        (
            "--out there.html",
            "there.html: exists, expected a new file; replace it with --force",
        ),
        ("--out part1 --force", "part1: is not a regular file"),
        ("--out no/page.html", "no: is not a directory"),
        (
            "--out out/page.html",
            "out/page.html: is inside the bundle, expected a place outside of it",
        ),
        (
            "--out out/README.md --force",
            "out/README.md: is inside the bundle",
        ),
        ("--out out/labels/../page.html", "is inside the bundle"),
        ("--out=", "--out: expected a value"),
        ("out out", "out"),
    ] {
        let run = home
            .dhub(&format!("report {arguments}"))
            .status(2)
            .stderr_has(words)
            .run();
        assert_eq!(
            run.stderr.iter().filter(|byte| **byte == b'\n').count(),
            1,
            "{arguments}"
        );
        assert_eq!(home.files(), before, "{arguments}");
    }
    home.dhub("report -q --out there.html --force").run();
    assert!(home.read("there.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn an_export_must_be_outside_its_bundle_too() {
    let home = Home::with_bundle();
    let before = home.files();
    for arguments in ["--out out/bank.sqlite", "--out out/README.md --force"] {
        home.dhub(&format!("export --format sqlite {arguments}"))
            .status(2)
            .stderr_has("is inside the bundle, expected a place outside of it; name one with --out")
            .run();
        assert_eq!(home.files(), before, "{arguments}");
    }
}
