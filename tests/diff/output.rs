//! What the command prints.

use crate::command::Home;
use crate::given::*;
use serde_json::json;

#[test]
fn a_line_states_the_origins_of_the_bundles() {
    let old = departments(DEPARTMENTS);
    let mut new = departments(DEPARTMENTS);
    new.manifest.dhub.seed = 43;
    new.manifest.dhub.data_version = 2;
    new.manifest.dhub.scale = "2.0".to_string();
    new.manifest.dhub.as_of = "2026-12-31".to_string();
    new.manifest.dhub.version = "0.2.0".to_string();
    new.manifest.dhub.bundle = "another".to_string();
    new.write_manifest();
    let output = dhub(&[], &old, &new);
    let text = String::from_utf8(output.stdout).unwrap();
    let line = "origin: version 0.1.0 -> 0.2.0, data version 1 -> 2, seed 42 -> 43, scale 1.0 -> 2.0, as of 2025-12-31 -> 2026-12-31\n";
    assert!(text.contains(line), "{text}");
    assert!(text.ends_with("same: 1 tables, 4 rows\n"), "{text}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_command_prints_a_summary_json_or_rows() {
    let old = departments(DEPARTMENTS);
    let new = departments(
        &DEPARTMENTS
            .replace(",Loans,2", ",Lending,2")
            .replace("DEPT-03", "DEPT-33"),
    );
    let output = dhub(&[], &old, &new);
    let text = String::from_utf8(output.stdout).unwrap();
    let report = &text[text.find("\ntable").unwrap()..];
    assert_eq!(
        report,
        "
table                     before  after  added  removed  changed
employees_db.departments       4      4      1        1        1

employees_db.departments
  name: 1 changed
    DEPT-02: Loans -> Lending
  added: DEPT-33
  removed: DEPT-03

different: 1 of 1 tables
"
    );
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));

    let output = dhub(&["--format", "json"], &old, &new);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["same"], false);
    assert_eq!(json["old"]["origin"]["seed"], 42);
    assert_eq!(
        json["tables"][0]["columns"][0]["examples"][0],
        json!({"key": "DEPT-02", "old": "Loans", "new": "Lending"})
    );
    assert_eq!(output.status.code(), Some(1));

    let output = dhub(&["--rows"], &old, &new);
    let rows = String::from_utf8(output.stdout).unwrap();
    assert!(rows.starts_with("database,table,change,key,column,old,new\nemployees_db,departments,changed,DEPT-02,name,Loans,Lending\n"), "{rows}");
    assert_eq!((rows.lines().count(), output.status.code()), (4, Some(1)));

    let output = dhub(&["--rows", "--format", "json"], &old, &new);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn whole_bundles_are_compared() {
    let home = Home::with_bundle();
    home.dhub("seed all -q -s 0.05 --compress zstd --out zstd")
        .run();
    home.dhub("seed all -q -s 0.1 --out larger").run();
    home.dhub("diff out zstd").stdout_has("\nsame: ").run();
    let rows = home.dhub("diff out zstd --rows");
    rows.stdout(dhub::diff::ROWS_HEADER).run();
    home.dhub("diff out larger")
        .status(1)
        .stdout_has("\norigin: scale 0.05 -> 0.1, employees 7 -> 15, customers 60 -> 120\n")
        .stdout_has("\n  added: CUST-0000061, CUST-0000062, CUST-0000063, ...\n")
        .run();
    home.dhub("diff out nowhere")
        .status(2)
        .stderr_has("dhub: nowhere: no bundle here")
        .run();
}
