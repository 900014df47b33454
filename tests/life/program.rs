//! The command: formats, and what it refuses.

use crate::command::{DHUB, Home};
use serde_json::Value;
use std::process::Command;

fn stdout(home: &Home, arguments: &str) -> String {
    String::from_utf8(home.dhub(arguments).run().stdout).unwrap()
}

#[test]
fn a_story_has_its_head_months_and_aligned_amounts() {
    let home = Home::with_bundle();
    let story = stdout(&home, "life 5");
    let mut lines = story.lines();
    assert_eq!(lines.next(), Some("Barbara Johnson, CUST-0000005"));
    for part in [
        "37 years old on 2025-12-31, born 1988-07-07\n",
        "\nAccounts\n  money market 1   5,113.66  active, from 2024-06-04, branch BR015\n",
        "\nLoans\n",
        "\nPolicies\n",
        "\nMay 2024\n",
        "installments at once, the last: Installment 60 of 60\n",
        "\nAugust 2024 to November 2024\n      auto 1: 4 installments paid, 937.76\n",
    ] {
        assert!(story.contains(part), "{part}\n{story}");
    }
    let ends: Vec<usize> = (story.lines())
        .filter(|line| line.contains("Payroll") || line.contains("ATM"))
        .map(|line| line.find(".").unwrap())
        .collect();
    assert!(
        ends.len() > 3 && ends.iter().all(|end| *end == ends[0]),
        "{story}"
    );
}

#[test]
fn the_sample_in_the_readme_is_what_is_printed() {
    let readme = include_str!("../../README.md");
    let (_, sample) = readme.split_once("### One customer's life\n").unwrap();
    let sample = sample.split("```\n").nth(1).unwrap();
    assert!(sample.lines().count() >= 10, "{sample}");
    let story = stdout(&Home::new(), "life 7 --scale 1");
    assert!(story.contains(sample), "{sample}\n{story}");
}

#[test]
fn programs_get_every_row_with_its_record() {
    let home = Home::with_bundle();
    let csv = stdout(&home, "life CUST-0000005 --format csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
    assert_eq!(head, ["time", "database", "table", "key", "summary", "row"]);
    let json: Vec<Value> = serde_json::from_str(&stdout(&home, "life 5 --format json")).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), json.len());
    assert!(records.len() > 100);
    for (record, object) in records.iter().zip(&json) {
        for (name, cell) in head.iter().zip(record).take(5) {
            assert_eq!(object[name], cell);
        }
        assert_eq!(
            object["row"],
            serde_json::from_str::<Value>(&record[5]).unwrap()
        );
    }
    let loan = json.iter().find(|one| one["table"] == "loans").unwrap();
    assert_eq!(loan["database"], "loans_db");
    assert_eq!(loan["row"]["principal_amount"], 12600.0);
    assert_eq!(loan["row"]["default_status"], false);
    let columns: Vec<&String> = loan["row"].as_object().unwrap().keys().collect();
    assert_eq!(columns[..3], ["loan_id", "application_id", "loan_number"]);
}

#[test]
fn numbers_of_the_bank_take_the_place_of_a_bundle() {
    let home = Home::with_bundle();
    let from_files = stdout(&home, "life 57 --format csv");
    let empty = Home::new();
    assert_eq!(stdout(&empty, "life 57 -s 0.05 --format csv"), from_files);
    assert_ne!(
        stdout(&empty, "life 57 -s 0.05 --seed 7 --format csv"),
        from_files
    );
    assert!(empty.files().is_empty());
}

#[test]
fn what_cannot_be_told_is_refused_in_one_line() {
    let home = Home::with_bundle();
    home.dhub("seed all -q -s 0.05 --part 2/2 --out part").run();
    for (arguments, line) in [
        (
            "life 61",
            "customer: expected 1 to 60, the customers of this bank, found 61\n",
        ),
        (
            "life 0",
            "customer: expected 1 to 60, the customers of this bank, found 0\n",
        ),
        (
            "life 1201 --seed 7",
            "customer: expected 1 to 1200, the customers of this bank, found 1201\n",
        ),
        (
            "life -5",
            "<N>: expected a customer's number such as 57 or CUST-0000057, found -5\n",
        ),
        (
            "life x",
            "<N>: expected a customer's number such as 57 or CUST-0000057, found x\n",
        ),
        (
            "life 57 part",
            "part: is part 2/2 of a bundle, expected a whole one; join the parts first: dhub seed join PART... --out DIR\n",
        ),
        (
            "life 57 nowhere",
            "nowhere: no bundle here, expected a directory with datapackage.json; write one with: dhub seed all --out nowhere\n",
        ),
    ] {
        home.dhub(arguments)
            .status(2)
            .stdout("")
            .stderr_has(line)
            .run();
    }
    home.dhub("life 57 out --seed 7")
        .status(2)
        .stdout("")
        .stderr_has("--seed")
        .run();
    home.dhub("life")
        .status(2)
        .stdout("")
        .stderr_has("expected <N>")
        .run();
}

#[test]
fn a_damaged_bundle_is_named_with_file_and_line() {
    let home = Home::with_bundle();
    let path = "out/accounts_db/transactions.csv";
    let whole = home.read(path);
    let lines: Vec<&str> = whole.lines().collect();
    let place = lines
        .iter()
        .position(|line| line.contains("ACC-0000005-1"))
        .unwrap();
    let with = |line: &str| {
        let mut lines = lines.clone();
        lines[place] = line;
        lines.join("\n") + "\n"
    };
    for (text, wanted) in [
        (
            with(
                &lines[place]
                    .replacen("-0000005-1-", "-0000005-1", 1)
                    .replacen(",", ",,", 1),
            ),
            "fields, found",
        ),
        (
            with(
                &regex::Regex::new(r",(-?\d+)\.\d\d,")
                    .unwrap()
                    .replace(lines[place], ",$1,"),
            ),
            "transaction_amount: expected numeric",
        ),
        (
            lines[..lines.len() - 1].join("\n") + "\n",
            "rows after the manifest, found",
        ),
        (
            lines[1..].join("\n") + "\n",
            "transactions.csv:1: expected the header",
        ),
    ] {
        home.write(path, &text);
        home.dhub("life 5")
            .status(2)
            .stdout("")
            .stderr_has("accounts_db/transactions.csv:")
            .stderr_has(wanted)
            .stderr_has("check it with dhub verify out\n")
            .run();
    }
    home.write(path, &whole);
    let customers = home.read("out/accounts_db/customers.csv");
    home.write(
        "out/accounts_db/customers.csv",
        &customers.replace("CUST-0000005", "CUST-0000099"),
    );
    home.dhub("life 5")
        .status(2)
        .stdout("")
        .stderr_has("out: lacks CUST-0000005")
        .run();
}

#[test]
fn no_text_of_a_bundle_steers_the_terminal_and_color_is_asked_for() {
    let home = Home::with_bundle();
    let path = "out/accounts_db/transactions.csv";
    home.write(
        path,
        &home.read(path).replace("Payroll ", "\u{1b}[31mPayroll "),
    );
    let story = stdout(&home, "life 5");
    assert!(
        story.contains("\\u{1b}[31mPayroll") && !story.contains('\u{1b}'),
        "{story}"
    );
    let output = Command::new(DHUB)
        .args(["life", "5", "--color", "always"])
        .current_dir(home.path(""))
        .output()
        .unwrap();
    let story = String::from_utf8(output.stdout).unwrap();
    assert!(
        story.starts_with("\u{1b}[1mBarbara Johnson, CUST-0000005\u{1b}[0m\n"),
        "{story}"
    );
}
