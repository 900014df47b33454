//! What `verify` prints, and how it ends.

use crate::command::Home;
use crate::refusals::refused;
use serde_json::Value;
use std::fs;

#[test]
fn a_sound_bundle_satisfies_every_rule_and_shows_every_figure() {
    let home = Home::with_bundle();
    let text = home
        .dhub("verify --all")
        .stdout_has(" 0 with findings\n")
        .run();
    let text = String::from_utf8(text.stdout).unwrap();
    let json = home.dhub("verify out --format json").run();
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["ok"], true);
    let sections = json["sections"].as_array().unwrap();
    let databases: Vec<&str> = sections
        .iter()
        .map(|s| s["database"].as_str().unwrap())
        .collect();
    for database in dhub::tables::DIRECTORIES {
        assert!(databases.contains(&database), "{databases:?}");
        assert!(text.contains(&format!("\n{database}\n")), "{database}");
    }
    let rules: Vec<&Value> = sections
        .iter()
        .flat_map(|section| section["rules"].as_array().unwrap())
        .collect();
    assert!(text.ends_with(&format!(
        "out: {} rules, {} ok, 0 with findings\n",
        rules.len(),
        rules.len()
    )));
    let mut figures = 0;
    for rule in rules {
        let name = rule["rule"].as_str().unwrap();
        assert!(text.contains(&format!("\n  {name} ")), "{name}");
        assert!(!rule["sentence"].as_str().unwrap().is_empty(), "{name}");
        for figure in rule["figures"].as_array().unwrap() {
            let number = |field: &str| figure[field].as_f64();
            let (low, high) = (number("low").unwrap(), number("high").unwrap());
            let inside = number("seen").is_none_or(|seen| (low..=high).contains(&seen));
            assert!(inside, "{name}: {figure}");
            let expected = figure["expected"].as_str().unwrap();
            assert!(text.contains(expected), "{name}: {expected}");
            figures += 1;
        }
    }
    assert!(figures > 300, "{figures} figures");
}

#[test]
fn a_sound_bundle_gets_one_line_per_database_and_a_summary() {
    let home = Home::with_bundle();
    let json = home.dhub("verify --format json").run();
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    let mut wanted = vec![vec!["database".into(), "rules".into(), "result".into()]];
    let mut all = 0;
    for section in json["sections"].as_array().unwrap() {
        let rules = section["rules"].as_array().unwrap().len();
        let database = section["database"].as_str().unwrap().to_string();
        wanted.push(vec![database, rules.to_string(), "ok".to_string()]);
        all += rules;
    }
    let text = home.dhub("verify").run();
    let text = String::from_utf8(text.stdout).unwrap();
    let (table, sum) = text.trim_end().rsplit_once('\n').unwrap();
    let words = |line: &str| line.split_whitespace().map(str::to_string).collect();
    let found: Vec<Vec<String>> = table.lines().map(words).collect();
    assert_eq!(found, wanted);
    assert_eq!(sum, format!("out: {all} rules, {all} ok, 0 with findings"));
}

/// What each mutation changes in a text, and what verify says about it.
#[test]
fn sound_bundles_of_every_kind_satisfy_every_rule() {
    for flags in [
        "--aml-rate 5 --seed 7 -s 0.5",
        "--aml-rate 0 --seed 3 -s 0.1",
        "--customers 2 --seed 7",
        "--customers 1 --seed 3",
        "--customers 847 --seed 121 --as-of 2025-02-28",
    ] {
        let home = Home::new();
        home.dhub(&format!("seed all -q {flags}")).run();
        home.dhub("verify").stdout_has(" 0 with findings\n").run();
    }
}

#[test]
fn mutations_are_findings_with_their_place() {
    type Mutation = fn(&str) -> String;
    let file = "out/accounts_db/transactions.csv";
    let home = Home::with_bundle();
    let whole = home.read(file);
    let id = |line: usize| whole.lines().nth(line).unwrap().split(',').next().unwrap();
    let order = format!(
        "3, column transaction_id: expected a key after {}, found {}",
        id(2),
        id(1)
    );
    let columns = whole.lines().next().unwrap().split(',').count();
    let short = format!("3: expected {columns} fields, found {}", columns - 1);
    let damages: [(&str, &str, Mutation); 6] = [
        ("truncated", "the file ends inside this line", |t| {
            t[..t.len() - 20].to_string()
        }),
        (
            "edited",
            "3, column transaction_type: expected one of",
            |t| {
                let line = t.lines().nth(2).unwrap();
                let kind = line.split(',').nth(2).unwrap();
                t.replace(line, &line.replace(kind, "gift"))
            },
        ),
        ("re-ordered", &order, |t| {
            let mut lines: Vec<&str> = t.lines().collect();
            lines.swap(1, 2);
            lines.join("\n") + "\n"
        }),
        (
            "with the line ends of Windows",
            "transactions.csv:1: expected the line end LF",
            |t| t.replace('\n', "\r\n"),
        ),
        ("short of a column", &short, |t| {
            let line = t.lines().nth(2).unwrap();
            t.replace(line, line.rsplit_once(',').unwrap().0)
        }),
        ("empty", "transactions.csv:1: expected the header", |_| {
            String::new()
        }),
    ];
    for (what, wanted, damage) in damages {
        home.write(file, &damage(&whole));
        home.dhub("verify")
            .stdout_has("finding: accounts_db.files: ")
            .stdout_has(wanted)
            .status(1)
            .run();
        let json = home.dhub("verify --format json").status(1).run();
        let json: Value = serde_json::from_slice(&json.stdout).unwrap();
        assert_eq!(json["ok"], false, "{what}");
    }
    fs::remove_file(home.path(file)).unwrap();
    home.dhub("verify")
        .stdout_has("  accounts_db/transactions.csv: missing\n")
        .status(1)
        .run();
    home.write("out/datapackage.json", "{");
    home.dhub("verify")
        .stdout("")
        .stderr_has("dhub: out/datapackage.json: expected a manifest of dhub")
        .status(1)
        .run();
    refused(
        &home,
        "verify nowhere",
        "nowhere: no bundle here, expected a directory with datapackage.json; write one with: dhub seed all --out nowhere",
    );
}

#[test]
fn a_value_that_breaks_calculations_is_an_ordinary_finding() {
    let home = Home::with_bundle();
    let file = "out/loans_db/loans.csv";
    let whole = home.read(file);
    let mut lines = whole.lines();
    let (header, row) = (lines.next().unwrap(), lines.next().unwrap());
    let place = |name| header.split(',').position(|column| column == name).unwrap();
    for (column, value) in [
        ("principal_amount", ""),
        ("principal_amount", "abc"),
        ("principal_amount", "9999999999999.99"),
        ("interest_rate", "92.0481"),
        ("interest_rate", ""),
        ("term_months", "6O"),
        ("term_months", "9.9999"),
        ("term_months", "9223372036854775807"),
    ] {
        let mut fields: Vec<&str> = row.split(',').collect();
        fields[place(column)] = value;
        home.write(file, &whole.replacen(row, &fields.join(","), 1));
        home.dhub("verify")
            .stdout_has("finding: loans_db.files: ")
            .status(1)
            .run();
    }
}

#[test]
fn missing_tables_are_findings() {
    let home = Home::with_bundle();
    let mut manifest: Value = serde_json::from_str(&home.read("out/datapackage.json")).unwrap();
    let resources = manifest["resources"].as_array_mut().unwrap();
    resources.retain(|table| table["name"] != "loans");
    home.write("out/datapackage.json", &manifest.to_string());
    home.dhub("verify")
        .stdout_has(
            "  loans_db.loans: not in the manifest, but bundles of its data version have it\n",
        )
        .stdout_has("datapackage.json: rows: expected ")
        .status(1)
        .run();
    manifest["resources"].as_array_mut().unwrap().clear();
    home.write("out/datapackage.json", &manifest.to_string());
    home.dhub("verify").status(1).run();
}

#[test]
fn an_unreadable_table_is_reported_once() {
    let home = Home::with_bundle();
    let file = home.path("out/accounts_db/accounts.csv");
    fs::remove_file(&file).unwrap();
    home.run_of("mkfifo").args(&[file.to_str().unwrap()]).run();
    let seen = home
        .dhub("verify")
        .stdout_has(
            "  accounts_db/accounts.csv: cannot read: expected a file, found a pipe or device\n",
        )
        .stdout_has(" more: accounts_db.accounts cannot be read\n")
        .status(1)
        .run();
    let text = String::from_utf8(seen.stdout).unwrap();
    assert_eq!(text.matches("\nnot judged: ").count(), 1, "{text}");
    assert!(!text.contains("is not in accounts_db.accounts"), "{text}");
    for arguments in ["seed status", "seed check"] {
        home.dhub(arguments)
            .stderr_has("dhub: out/accounts_db/accounts.csv: ")
            .status(if arguments == "seed status" { 1 } else { 2 })
            .run();
    }
    home.run_of(crate::command::DHUB)
        .args(&["db", "query", "SELECT count(*) FROM accounts"])
        .stderr_has(
            "accounts_db/accounts.csv: cannot read: expected a file, found a pipe or device",
        )
        .status(2)
        .run();
}
