//! `dhub defect`: the planted defects match the answer key, and verify finds them.

mod answers;
#[path = "../command/mod.rs"]
mod command;
mod refusals;

use command::Home;
use dhub::defect::catalogue;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the stdout of a run as JSON.
fn json(output: &std::process::Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Returns the files of a bundle.
fn files(home: &Home, bundle: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    command::files(&home.path(bundle))
}

#[test]
fn each_defect_is_found_by_its_rule() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.2").run();
    let mut absent = Vec::new();
    for defect in catalogue() {
        let name = defect.name;
        let arguments = format!("defect -q --defect {name} --seed 3 --force --out bad");
        // The program itself would not write a defect that is not found; a bundle of this size lacks rows for only a few.
        let planted = std::process::Command::new(command::DHUB)
            .args(arguments.split(' '))
            .current_dir(home.path(""))
            .output()
            .unwrap();
        if !planted.status.success() {
            let stderr = String::from_utf8(planted.stderr).unwrap();
            assert!(stderr.contains("has no rows for"), "{name}: {stderr}");
            absent.push(name);
            continue;
        }
        let report = json(&home.dhub("verify bad --format json").status(1).run());
        let sections = report["sections"].as_array().unwrap().iter();
        let rules = sections.flat_map(|section| section["rules"].as_array().unwrap());
        let found = rules.filter(|rule| rule["rule"] == defect.rule);
        let found: Vec<&Value> = found.map(|rule| &rule["outcome"]).collect();
        assert_eq!(found, ["finding"], "{name}: {}", defect.rule);
        assert_eq!(report["planted"][0]["found"], true, "{name}");
        // Its files are as they were written.
        assert_eq!(report["sections"][0]["rules"][0]["outcome"], "ok", "{name}");
    }
    assert!(absent.len() <= 5, "no rows for {absent:?}");
}

#[test]
fn all_defects_fit_into_one_bundle() {
    let home = Home::new();
    home.dhub("seed all -q").run();
    let count = catalogue().len();
    for seed in 1..=3 {
        let arguments = format!("defect --count {count} --seed {seed} --force --format json");
        let planted = json(&home.dhub(&arguments).run());
        assert_eq!(planted["defects"].as_array().unwrap().len(), count);
    }
    let all = format!(
        "planted defects: {count}, of which {count} were found by their rules; labels/defects.csv is the answer key\n"
    );
    home.dhub("verify out-defective")
        .stdout_has(&all)
        .status(1)
        .run();
}

#[test]
fn equal_bundles_and_seeds_give_equal_copies() {
    let home = Home::with_bundle();
    home.dhub("seed all -q -s 0.05 --compress zstd --out small")
        .run();
    for (bundle, seed, copy) in [
        ("out", 1, "one"),
        ("out", 1, "again"),
        ("out", 2, "other"),
        ("small", 1, "packed"),
    ] {
        home.dhub(&format!("defect {bundle} -q --seed {seed} --out {copy}"))
            .run();
    }
    let (one, again) = (files(&home, "one"), files(&home, "again"));
    command::assert_same(&one, &again, "the same seed");
    let answers = Path::new("labels/defects.csv");
    let (other, packed) = (files(&home, "other"), files(&home, "packed"));
    assert_ne!(one[answers], other[answers]);
    assert_eq!(one[answers], packed[answers]);
    home.dhub("diff one packed").stdout_has("same: ").run();
    home.dhub("seed status packed")
        .stdout_has("5 planted defects")
        .run();
}

#[test]
fn a_defective_bundle_says_so_and_is_whole() {
    let home = Home::with_bundle();
    home.dhub("defect --defect stale-balance,mojibake-names --seed 9 --out bad")
        .stdout_has("bad: written; find the defects with: dhub verify bad\nanswer key: bad/labels/defects.csv\n")
        .stdout_has(", defective on purpose: 2 planted defects\n")
        .run();
    home.run_of("bash")
        .args(&["-c", "cd bad && sha256sum --quiet -c SHA256SUMS"])
        .run();
    let manifest: Value = serde_json::from_str(&home.read("bad/datapackage.json")).unwrap();
    let planted = serde_json::json!({"seed": 9, "planted": [
        {"defect": "stale-balance", "table": "accounts_db.accounts", "rule": "transactions.last_balance"},
        {"defect": "mojibake-names", "table": "customer_db.customer_profiles", "rule": "people.same"},
    ]});
    assert_eq!(manifest["dhub"]["defects"], planted);
    let description = manifest["description"].as_str().unwrap();
    assert!(description.ends_with("It is defective on purpose, with 2 planted defects; labels/defects.csv lists all affected rows."));
    let readme = home.read("bad/README.md");
    let commands = "dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --out sound
dhub defect sound --seed 9 --defect stale-balance,mojibake-names
";
    assert!(readme.contains(commands), "{readme}");
    assert!(readme.contains("## It is defective on purpose\n"));
    // The commands in the README generate it again.
    for command in commands.lines() {
        home.run_of("bash")
            .args(&["-c", &format!("{command} --quiet")])
            .with_dhub_in_path()
            .run();
    }
    let again = files(&home, "sound-defective");
    command::assert_same(&files(&home, "bad"), &again, "made again");

    home.dhub("seed status bad")
        .stdout_has("defective on purpose")
        .run();
    home.dhub("seed check bad")
        .stderr_has("dhub: bad/accounts_db/accounts.csv: differs from what this version generates")
        .stderr_has("dhub: bad: defective on purpose, with 2 planted defects; labels/defects.csv lists them\n")
        .status(1)
        .run();
    home.dhub("diff out bad")
        .stdout_has("customer_db.customer_profiles")
        .status(1)
        .run();
    // It is an unedited bundle of ours, so a new one replaces it.
    home.dhub("seed all -q -s 0.05 --out bad").run();
    command::assert_same(&files(&home, "out"), &files(&home, "bad"), "a sound one");
}

#[test]
fn the_catalog_is_listed() {
    let home = Home::new();
    let list = json(&home.dhub("defect --list --format json").run());
    assert_eq!(list.as_array().unwrap().len(), catalogue().len());
    assert_eq!(list[2]["defect"], "salary-in-cents");
    assert_eq!(list[2]["columns"], serde_json::json!(["salary"]));
    home.dhub("defect --list")
        .stdout_has(
            "  loan-lost
    A loan is missing, but its installments are there: its row was lost when the table was moved.
    loans_db.loans, completeness; found by loans_db.references; PostgreSQL rejects it
",
        )
        .run();
    // Each one is described in docs/defects.md.
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/defects.md")).unwrap();
    for defect in catalogue() {
        let line = format!(
            "| `{}` | {}.{} | {} | {} | {} | {} |",
            defect.name,
            defect.table.database,
            defect.table.name,
            defect.dimension,
            defect.rule,
            defect.loads.word(),
            defect.description
        );
        assert!(page.contains(&line), "docs/defects.md: expected {line}");
    }
}
