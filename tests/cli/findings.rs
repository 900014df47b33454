//! Problems that matching digests cannot hide: stray files, links out of the bundle, another id, other schemas, other SQL, more
//! than it states.

use crate::command::Home;
use dhub::bundle::{Digest, Fingerprint};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::symlink;

const MANIFEST: &str = "out/datapackage.json";

/// Updates SHA256SUMS to match the files of the bundle in `out`.
fn sign(home: &Home) {
    let sums = home.read("out/SHA256SUMS");
    let line = |line: &str| {
        let path = &line[66..];
        let bytes = fs::read(home.path(&format!("out/{path}"))).unwrap();
        format!("{}  {path}\n", Digest::of(&bytes))
    };
    let lines: String = sums.lines().map(line).collect();
    home.write("out/SHA256SUMS", &lines);
}

fn manifest(home: &Home) -> Value {
    serde_json::from_str(&home.read(MANIFEST)).unwrap()
}

/// Changes the manifest and updates the digests to match.
fn rewrite(home: &Home, manifest: &Value) {
    home.write(MANIFEST, &serde_json::to_string_pretty(manifest).unwrap());
    sign(home);
}

/// Expects this among the findings of `verify`.
fn verify_finds(home: &Home, line: &str) {
    home.dhub("verify").stdout_has(line).status(1).run();
}

#[test]
fn strays_are_findings() {
    let home = Home::with_bundle();
    home.write("out/notes\u{202e}.txt", "mine");
    home.write("out/accounts_db/mine/notes.txt", "mine");
    verify_finds(
        &home,
        "  notes\\u{202e}.txt: not part of the bundle; move it elsewhere\n",
    );
    verify_finds(
        &home,
        "  accounts_db/mine: not part of the bundle; move it elsewhere\n",
    );
    home.dhub("seed check")
        .stderr_has("dhub: out/notes\\u{202e}.txt: not part of the bundle; move it elsewhere\n")
        .stderr_has("dhub: out/accounts_db/mine: not part of the bundle; move it elsewhere\n")
        .status(1)
        .run();
    let json = home.dhub("verify --format json").status(1).run();
    assert!(!String::from_utf8(json.stdout).unwrap().contains('\u{202e}'));
}

#[test]
fn links_that_leave_the_bundle_are_findings() {
    for path in ["accounts_db", "accounts_db/accounts.csv", "README.md"] {
        let home = Home::with_bundle();
        let place = home.path(&format!("out/{path}"));
        fs::rename(&place, home.path("elsewhere")).unwrap();
        symlink(home.path("elsewhere"), &place).unwrap();
        let line = format!("{path}: a symbolic link out of the bundle, to ");
        verify_finds(&home, &line);
        home.dhub("seed check")
            .stderr_has(&format!("dhub: out/{line}"))
            .status(1)
            .run();
    }
    // The directory itself may be behind a link, and files of the bundle may link to each other.
    let home = Home::with_bundle();
    fs::rename(home.path("out"), home.path("real")).unwrap();
    symlink("real", home.path("out")).unwrap();
    home.dhub("verify").stdout_has(" 0 with findings\n").run();
    home.dhub("seed check")
        .stdout_has("identical to what")
        .run();
}

#[test]
fn an_id_that_does_not_match_the_tables_is_a_finding() {
    let home = Home::with_bundle();
    let mut other = manifest(&home);
    let id = other["dhub"]["bundle"].as_str().unwrap().to_string();
    other["dhub"]["bundle"] = json!("0123456789abcdef");
    rewrite(&home, &other);
    verify_finds(
        &home,
        &format!(
            "datapackage.json: bundle: expected the id {id}, which follows from the digests of the tables, found 0123456789abcdef\n"
        ),
    );
}

#[test]
fn undeclared_schemas_are_findings() {
    let home = Home::with_bundle();
    let whole = manifest(&home);
    let accounts = whole["resources"].as_array().unwrap();
    let at = accounts.iter().position(|one| one["name"] == "accounts");
    let at = format!("/resources/{}", at.unwrap());
    for (place, value, line) in [
        (
            "/schema/fields/0/type",
            json!("integer"),
            "schema, fields, account_id, type: expected \"string\", found \"integer\"",
        ),
        (
            "/schema/fields/0/constraints",
            json!({}),
            "schema, fields, account_id, constraints, required: expected true, found nothing",
        ),
        (
            "/schema/primaryKey",
            json!(["customer_id"]),
            "schema, primaryKey, 1: expected \"account_id\", found \"customer_id\"",
        ),
        (
            "/schema/foreignKeys/0/reference/resource",
            json!("elsewhere"),
            "schema, foreignKeys, 1, reference, resource: expected \"customers\", found \"elsewhere\"",
        ),
        (
            "/checks/0/sql",
            json!("true"),
            "checks, accounts_check_1, sql: expected \"closed_date >= opened_date\", found \"true\"",
        ),
        (
            "/mediatype",
            json!("text/\u{9b}html"),
            "mediatype: expected \"text/csv\", found \"text/\\u{9b}html\"",
        ),
    ] {
        let mut other = whole.clone();
        let found = other.pointer_mut(&format!("{at}{place}"));
        *found.unwrap_or_else(|| panic!("{place}")) = value;
        rewrite(&home, &other);
        verify_finds(
            &home,
            &format!("datapackage.json: accounts_db.accounts, {line}"),
        );
    }
    // Text for people may change between versions of the program.
    let mut other = whole.clone();
    *other.pointer_mut(&format!("{at}/description")).unwrap() = json!("Accounts, in other words.");
    rewrite(&home, &other);
    home.dhub("verify").stdout_has(" 0 with findings\n").run();
}

#[test]
fn undeclared_sql_is_a_finding() {
    let home = Home::with_bundle();
    let (schema, load) = ("out/accounts_db/schema.sql", "out/accounts_db/load.sql");
    let whole = [home.read(schema), home.read(load)];
    let text = manifest(&home);
    let comment = "COMMENT ON TABLE accounts IS '";
    let in_other_words = |text: &str| text.replacen(comment, &format!("{comment}Our "), 1);
    let hidden = |text: &str| {
        text.replacen(comment, "COMMENT ON TABLE accounts IS 'x'; DROP TABLE customers; COMMENT ON TABLE accounts IS '", 1)
    };
    let version = env!("CARGO_PKG_VERSION");
    for (made_by, file, other, is_finding) in [
        (
            version,
            schema,
            whole[0].replacen("bigint", "integer", 1),
            true,
        ),
        (version, schema, in_other_words(&whole[0]), true),
        (version, load, whole[1].clone() + "DROP TABLE x;\n", true),
        ("0.0.1", schema, whole[0].replacen("NOT NULL", "", 1), true),
        ("0.0.1", schema, hidden(&whole[0]), true),
        ("0.0.1", schema, in_other_words(&whole[0]), false),
    ] {
        home.write(schema, &whole[0]);
        home.write(load, &whole[1]);
        assert!(other != whole[0] || other != whole[1]);
        home.write(file, &other);
        let mut text = text.clone();
        text["dhub"]["version"] = json!(made_by);
        rewrite(&home, &text);
        match is_finding && other != whole[usize::from(file == load)] {
            true => verify_finds(
                &home,
                &format!("  {}: not as declared: expected ", &file[4..]),
            ),
            false => drop(home.dhub("verify").stdout_has(" 0 with findings\n").run()),
        }
    }
}

#[test]
fn manifests_above_16_mib_and_digest_lists_above_4_mib_are_not_read() {
    let home = Home::with_bundle();
    let whole = home.read(MANIFEST);
    let most = 16 << 20;
    home.write(MANIFEST, &(whole.clone() + &" ".repeat(most - whole.len())));
    home.dhub("db tables").run();
    home.write(
        MANIFEST,
        &(whole.clone() + &" ".repeat(most - whole.len() + 1)),
    );
    for command in ["db tables", "seed check", "diff out out"] {
        home.dhub(command)
            .stderr_has("dhub: out/datapackage.json: expected a manifest of dhub: expected at most 16777216 bytes, found more; restore the file")
            .status(2)
            .run();
    }
    home.write(MANIFEST, &whole);

    // Each repeated line is a finding; this many are not read.
    let sums = home.read("out/SHA256SUMS");
    let line = format!("{}\n", sums.lines().next().unwrap());
    let more = (4 << 20) / line.len() + 1;
    home.write("out/SHA256SUMS", &(sums + &line.repeat(more)));
    home.dhub("seed status")
        .stderr_has(
            "dhub: out/SHA256SUMS: cannot read: expected at most 4194304 bytes, found more\n",
        )
        .status(1)
        .run();
    verify_finds(
        &home,
        "  SHA256SUMS: cannot read: expected at most 4194304 bytes, found more\n",
    );
}

#[test]
fn numbers_are_finite() {
    let home = Home::with_bundle();
    let file = "out/employees_db/departments.csv";
    let whole = home.read(file);
    let budget = whole.lines().nth(1).unwrap().rsplit(',').next().unwrap();
    for number in ["NaN", "Infinity", "-inf", "1e999", "1e3"] {
        home.write(file, &whole.replacen(budget, number, 1));
        verify_finds(
            &home,
            &format!(
                "departments.csv:2, column budget: expected numeric(15,2) with 2 decimals, found \"{number}\"\n"
            ),
        );
    }
    home.write(file, &whole);
    let text = home.read(MANIFEST);
    for number in ["1e999", "NaN", "-1", "0.5"] {
        let rows = text.replacen("\"rows\": 12,", &format!("\"rows\": {number},"), 1);
        assert_ne!(rows, text);
        let bound = text.replacen("\"minimum\": 0", &format!("\"minimum\": {number}"), 1);
        assert_ne!(bound, text);
        home.write(MANIFEST, &rows);
        home.dhub("verify")
            .stderr_has("dhub: out/datapackage.json: expected a manifest of dhub")
            .status(1)
            .run();
        home.write(MANIFEST, &bound);
        home.dhub("verify").stderr_has("").status(1).run();
    }
}

/// A compressed bundle whose manifest states fewer bytes of a table's CSV than the file has, or other ones.
fn compressed_but_stated_as(home: &Home, stated: impl Fn(&Fingerprint) -> Fingerprint) -> String {
    home.dhub("seed all -q -s 0.05 --compress zstd").run();
    let mut text = manifest(home);
    let table = &mut text["resources"][0];
    let csv: Fingerprint = serde_json::from_value(table["uncompressed"].clone()).unwrap();
    table["uncompressed"] = serde_json::to_value(stated(&csv)).unwrap();
    let path = table["path"].as_str().unwrap().to_string();
    rewrite(home, &text);
    path
}

#[test]
fn more_csv_than_the_manifest_states_is_reported_as_such() {
    let home = Home::new();
    let path = compressed_but_stated_as(&home, |csv| Fingerprint {
        bytes: csv.bytes - 1,
        hash: csv.hash,
    });
    let line = " bytes of CSV according to the manifest, found more";
    for (command, status) in [
        ("verify", 1),
        ("seed check", 1),
        ("diff out out", 2),
        ("db tables", 2),
        ("db tables -d employees_db", 2),
    ] {
        let output = std::process::Command::new(crate::command::DHUB)
            .args(command.split(' '))
            .current_dir(home.path(""))
            .output()
            .unwrap();
        let shown = [output.stdout, output.stderr].concat();
        let shown = String::from_utf8(shown).unwrap();
        let told = shown
            .lines()
            .any(|shown| shown.contains(&path) && shown.contains(line));
        assert!(told, "{command}: {shown}");
        assert!(!shown.contains("damage"), "{command}: {shown}");
        assert_eq!(output.status.code(), Some(status), "{command}");
    }
}

#[test]
fn csv_that_differs_from_the_manifest_is_a_finding() {
    let home = Home::new();
    let path = compressed_but_stated_as(&home, |csv| Fingerprint {
        bytes: csv.bytes,
        hash: Digest::of(b"other"),
    });
    verify_finds(&home, &format!("  {path}: expected CSV of "));
}
