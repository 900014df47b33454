//! A partial bundle: what it says about itself, what can be checked, and how it is compared with another.

mod command;

use command::Home;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// The outcome of a rule whose tables are missing.
const ABSENT: &str = "not_in_this_bundle";

/// Returns the outcome of each rule of verify.
fn outcomes(home: &Home, bundle: &str) -> BTreeMap<String, String> {
    let script = format!("dhub verify {bundle} --format json || [ $? -eq 1 ]");
    let verified = home.run_of("bash").with_dhub_in_path();
    let output = verified.args(&["-c", &script]).run();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let sections = report["sections"].as_array().unwrap().iter();
    let rules = sections.flat_map(|one| one["rules"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_string();
    rules
        .map(|rule| (text(&rule["rule"]), text(&rule["outcome"])))
        .collect()
}

#[test]
fn a_partial_bundle_says_what_it_is_and_how_to_use_it() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.1 --only loans_db,accounts_db.accounts --out some")
        .run();
    let readme = home.read("some/README.md");
    assert!(
        readme.starts_with("# A retail bank in ")
            && readme.contains(" databases: some of the tables\n"),
        "{readme}"
    );
    for wanted in [
        " --only accounts_db.accounts,loans_db\n",
        "| loans_db | [loans](loans_db/loans.csv) |",
        "\ndhub verify . ",
        "```mermaid\n",
    ] {
        assert!(readme.contains(wanted), "{wanted}: {readme}");
    }
    assert!(!readme.contains("./load.sh"), "{readme}");
    assert!(home.read("some/SHA256SUMS").contains("  README.md\n"));
    // Its commands work as described.
    home.dhub("export . -q --format sql --out ../some.sql")
        .current_dir(&home.path("some"))
        .run();
    home.dhub("seed check some").run();
    home.dhub("seed all -q -s 0.1 --only loans_db.loans --format parquet --out lake")
        .run();
    let readme = home.read("lake/README.md");
    assert!(
        readme.contains("SELECT count(*) FROM 'loans_db/loans.parquet';"),
        "{readme}"
    );
    assert!(!readme.contains("schema.sql"), "{readme}");
}

#[test]
fn tables_present_are_verified_and_missing_ones_reported() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.1 --out bank").run();
    let whole = outcomes(&home, "bank");
    for only in [
        "loans_db.loans",
        "labels",
        "compliance_db",
        "employees_db.departments,customer_db.interactions",
        "loans_db,accounts_db.accounts",
    ] {
        let seed = format!("seed all -q -s 0.1 --only {only} --out some --force");
        home.dhub(&seed).run();
        let some = outcomes(&home, "some");
        assert_eq!(some.len(), whole.len());
        let judged = some.iter().filter(|(_, outcome)| *outcome != ABSENT);
        let mut count = 0;
        for (rule, outcome) in judged {
            assert_eq!(*outcome, whole[rule], "{only}: {rule}");
            count += 1;
        }
        assert!(count > 7 && count < some.len(), "{only}: {count}");
    }
    let verified = home.run_of("bash").with_dhub_in_path();
    verified
        .args(&["-c", "dhub verify some --all || [ $? -eq 1 ]"])
        .stdout_has("none; not checked are those to ")
        .run();
    let path = home.path("some/loans_db/loans.csv");
    let sound = fs::read_to_string(&path).unwrap();
    for (from, to, rule) in [
        ("LOAN-", "LOAN_", "loans_db.references"),
        (",active,", ",alive,", "loans_db.types"),
        ("ACC-", "ACC_", "loans_db.references"),
    ] {
        fs::write(&path, sound.replacen(from, to, 1)).unwrap();
        home.dhub("verify some").stdout_has(rule).status(1).run();
    }
    // A selected table that is missing is not a left-out one.
    fs::write(&path, sound).unwrap();
    fs::remove_file(home.path("some/loans_db/collateral.csv")).unwrap();
    home.dhub("verify some")
        .stdout_has("loans_db/collateral.csv: missing")
        .status(1)
        .run();
}

#[test]
fn commands_that_need_a_whole_bundle_say_so() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.1 --only loans_db --out some")
        .run();
    for command in ["life 7 some", "defect some --out worse", "report some"] {
        home.dhub(command)
            .stderr_has("dhub: some: contains only loans_db, expected a whole bundle; ")
            .status(2)
            .run();
    }
}

#[test]
fn partial_bundles_are_compared_on_disk_and_in_git() {
    let home = Home::new();
    let make = |seed: u32, out: &str| {
        let only = "loans_db.loans,employees_db";
        home.dhub(&format!(
            "seed all -q -s 0.1 --seed {seed} --only {only} --force --out {out}"
        ))
        .run();
    };
    make(42, "one");
    make(42, "same");
    make(43, "other");
    home.dhub("diff one same").run();
    home.dhub("diff one other")
        .stdout_has("loans_db.loans")
        .status(1)
        .run();
    home.dhub("seed all -q -s 0.1 --out bank").run();
    home.dhub("diff one bank --format md")
        .stdout_has("another selection of tables")
        .stdout_has("Only in the new bundle.")
        .status(1)
        .run();
    let git = "git init -q -b main repo; cd repo; git config user.name a; git config user.email a@example.com
        cp -r ../one bundle; git add -A; git commit -qm one; rm -r bundle; cp -r ../other bundle";
    home.run_of("bash").args(&["-e", "-c", git]).run();
    home.dhub("diff HEAD bundle")
        .current_dir(&home.path("repo"))
        .stdout_has("loans_db.loans")
        .status(1)
        .run();
}
