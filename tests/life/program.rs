//! The command: formats, and what it refuses.

use crate::command::{DHUB, Home};
use dhub::generate::{self, Bank};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::Rows;
use dhub::tables::accounts_db::{Account, AccountStatus};
use dhub::tables::loans_db::{Loan, PayoffSource};
use serde_json::Value;
use std::process::Command;

fn stdout(home: &Home, arguments: &str) -> String {
    String::from_utf8(home.dhub(arguments).run().stdout).unwrap()
}

/// Returns the rows of a table in the JSON of a life.
fn rows<'a>(life: &'a [Value], table: &str) -> Vec<&'a Value> {
    let of_table = life.iter().filter(|one| one["table"] == table);
    of_table.map(|one| &one["row"]).collect()
}

/// Returns the life of a customer as objects.
fn life(home: &Home, number: u32) -> Vec<Value> {
    serde_json::from_str(&stdout(home, &format!("life {number} --format json"))).unwrap()
}

/// Returns a customer of the bundle who has rows in these tables.
fn customer_with(home: &Home, tables: &[&str]) -> (u32, Vec<Value>) {
    let mut lives = (1..=60).map(|number| (number, life(home, number)));
    let whole =
        |(_, life): &(u32, Vec<Value>)| tables.iter().all(|table| !rows(life, table).is_empty());
    let found = lives.find(whole);
    found.unwrap_or_else(|| panic!("nobody of sixty has rows in all of {tables:?}"))
}

#[test]
fn a_story_has_a_heading_months_and_aligned_amounts() {
    let home = Home::with_bundle();
    let (number, life) = customer_with(&home, &["transactions", "loans", "policies"]);
    let story = stdout(&home, &format!("life {number}"));
    let text = |row: &Value, column: &str| row[column].as_str().unwrap().to_string();
    let person = rows(&life, "customers")[0];
    let (first, last) = (text(person, "first_name"), text(person, "last_name"));
    let head = format!("{first} {last}, {}\n", text(person, "customer_id"));
    assert!(story.starts_with(&head), "{head}\n{story}");
    let born = text(person, "date_of_birth");
    let age = format!(" years old on 2025-12-31, born {born}\n");
    let opened = text(rows(&life, "accounts")[0], "opened_date");
    let from = format!(", from {opened}");
    let month = chrono::NaiveDate::parse_from_str(&opened, "%Y-%m-%d").unwrap();
    let month = month.format("\n%B %Y\n").to_string();
    for part in [
        &age,
        "\nAccounts\n",
        &from,
        "\nLoans\n",
        "\nPolicies\n",
        &month,
    ] {
        assert!(story.contains(part), "{part}\n{story}");
    }
    // The amounts of a statement are aligned.
    let descriptions = rows(&life, "transactions");
    let descriptions: Vec<String> = descriptions
        .iter()
        .map(|row| text(row, "description"))
        .collect();
    let ends: Vec<usize> = (story.lines())
        .filter(|line| descriptions.iter().any(|one| line.ends_with(one)))
        .map(|line| line.find('.').unwrap())
        .collect();
    assert!(
        ends.len() > 3 && ends.iter().all(|end| *end == ends[0]),
        "{story}"
    );
}

#[test]
fn a_story_says_what_ended_a_loan_and_why_an_account_was_frozen() {
    let home = Home::new();
    let plan = Plan::new(42, DEFAULT_AS_OF, Scale::ONE, None, None).unwrap();
    let bank = Bank::new(plan);
    let story_of = |wanted: &dyn Fn(&Rows) -> bool| {
        let mut numbers = 1..=plan.customers;
        let number = numbers.find(|&number| wanted(&generate::life(&bank, number)));
        let number = number.expect("one of them");
        stdout(&home, &format!("life {number} --seed 42"))
    };
    let story = story_of(&|rows| rows.loans.iter().any(|one| one.charged_off_date.is_some()));
    assert!(story.contains("; loan charged off on "), "{story}");
    let story = story_of(&|rows| {
        let early = |one: &Loan| one.payoff_source == Some(PayoffSource::OwnFunds);
        rows.loans.iter().any(early)
    });
    assert!(
        story.contains("; loan paid off early with own funds on "),
        "{story}"
    );
    let story = story_of(&|rows| {
        let frozen = |one: &Account| one.account_status == AccountStatus::Frozen;
        rows.accounts.iter().any(frozen)
    });
    assert!(story.contains("account frozen: "), "{story}");
}

#[test]
fn the_sample_in_the_readme_is_what_is_printed() {
    let readme = include_str!("../../README.md");
    let (_, sample) = readme.split_once("### One customer's life\n").unwrap();
    let sample = sample.split("```\n").nth(1).unwrap();
    assert!(sample.lines().count() >= 10, "{sample}");
    let story = stdout(&Home::new(), "life 853 --scale 1");
    assert!(story.contains(sample), "{sample}\n{story}");
}

#[test]
fn programs_get_every_row_with_its_record() {
    let home = Home::with_bundle();
    let (number, json) = customer_with(&home, &["transactions", "loans"]);
    let csv = stdout(&home, &format!("life CUST-{number:07} --format csv"));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
    assert_eq!(head, ["time", "database", "table", "key", "summary", "row"]);
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), json.len());
    assert!(records.len() > 50);
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
    assert!(loan["row"]["principal_amount"].is_f64());
    assert!(loan["row"]["default_status"].is_boolean());
    let file = home.read("out/loans_db/loans.csv");
    let record = file
        .lines()
        .find(|line| line.starts_with(loan["key"].as_str().unwrap()));
    let principal = loan["row"]["principal_amount"].as_f64().unwrap();
    assert!(
        record.unwrap().contains(&format!(",{principal:.2},")),
        "{record:?}"
    );
    let columns: Vec<&String> = loan["row"].as_object().unwrap().keys().collect();
    assert_eq!(columns[..3], ["loan_id", "application_id", "loan_number"]);
}

#[test]
fn parameters_of_the_bank_replace_a_bundle() {
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
fn invalid_requests_are_refused_in_one_line() {
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
            "rows according to the manifest, found",
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
fn texts_of_a_bundle_cannot_control_the_terminal_and_color_is_optional() {
    let home = Home::with_bundle();
    let (number, life) = customer_with(&home, &["transactions"]);
    let said = rows(&life, "transactions")[0]["description"].as_str();
    let said = said.unwrap();
    let path = "out/accounts_db/transactions.csv";
    let steering = format!("\u{1b}[31m{said}");
    home.write(path, &home.read(path).replace(said, &steering));
    let story = stdout(&home, &format!("life {number}"));
    assert!(
        story.contains(&format!("\\u{{1b}}[31m{said}")) && !story.contains('\u{1b}'),
        "{story}"
    );
    let output = Command::new(DHUB)
        .args(["life", &number.to_string(), "--color", "always"])
        .current_dir(home.path(""))
        .output()
        .unwrap();
    let story = String::from_utf8(output.stdout).unwrap();
    assert!(
        story.starts_with("\u{1b}[1m") && story.contains(&format!(", CUST-{number:07}\u{1b}[0m\n")),
        "{story}"
    );
}
