//! What `status` counts and finds.

use crate::command::Home;
use dhub::bundle::Digest;
use dhub::tables::CATALOGUE;
use std::fs;

#[test]
fn status_counts_the_rows_and_finds_nothing_in_a_sound_bundle() {
    let home = Home::with_bundle();
    let status = home.dhub("seed status").run();
    let text = String::from_utf8(status.stdout).unwrap();
    for resource in CATALOGUE {
        let row: Vec<&str> = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .find(|row| row.get(1) == Some(&resource.name))
            .unwrap();
        assert_eq!(row[4], "ok");
    }
}

/// As `verify` and `seed check` do.
#[test]
fn status_names_all_stray_files() {
    let home = Home::with_bundle();
    let stray =
        |name: String| format!("dhub: out/{name}: not part of the bundle; move it elsewhere\n");
    home.write("out/accounts_db/notes.txt", "mine");
    home.write("out/notes.txt", "mine");
    let both = ["accounts_db/notes.txt", "notes.txt"].map(|name| stray(name.to_string()));
    home.dhub("seed status")
        .stderr(&both.concat())
        .status(1)
        .run();
    let json = home.dhub("seed status --format json").status(1).run();
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(json["findings"][1]["path"], "notes.txt");
    let check = home.dhub("seed check").status(1);
    check.stderr_has("dhub: out/notes.txt: not part of").run();
    let verify = home.dhub("verify").status(1);
    verify.stdout_has("notes.txt: not part of").run();
    for number in 10..70 {
        home.write(&format!("out/extra{number}"), "mine");
    }
    let listed: String = (10..59)
        .map(|number| stray(format!("extra{number}")))
        .collect();
    let more = "dhub: out: 12 more findings; --format json has all\n";
    home.dhub("seed status -q")
        .stderr(&(both[0].clone() + &listed + more))
        .status(1)
        .run();
}

#[test]
fn status_finds_sql_that_was_edited_along_with_its_digest() {
    let home = Home::with_bundle();
    let sql = "out/loans_db/schema.sql";
    let (original, sums) = (home.read(sql), home.read("out/SHA256SUMS"));
    let edited = original.replacen("NOT NULL", "", 1);
    let digest = |text: &str| Digest::of(text.as_bytes()).to_string();
    home.write(sql, &edited);
    home.write(
        "out/SHA256SUMS",
        &sums.replace(&digest(&original), &digest(&edited)),
    );
    home.dhub("seed status")
        .stderr_has("dhub: out/loans_db/schema.sql: not as declared: ")
        .status(1)
        .run();
}

#[test]
fn status_names_each_modified_file() {
    let home = Home::with_bundle();
    let csv = "out/employees_db/departments.csv";
    let original = home.read(csv);
    let sums = home.read("out/SHA256SUMS");
    let edited = original.replacen("DEPT-01", "DEPT-91", 1);
    let digest = |text: &str| Digest::of(text.as_bytes());
    let again = "dhub: out: not the bundle that was written; write it again with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --force --out out\n";

    home.write(csv, &edited);
    home.dhub("seed status")
        .stdout_has("DAMAGED")
        .stderr(&format!(
            "dhub: {csv}: expected sha256 {}, found {}\n{again}",
            digest(&original),
            digest(&edited)
        ))
        .status(1)
        .run();

    home.write(csv, &original.replace('\n', "\r\n"));
    home.write("out/README.md", "# mine\n");
    fs::remove_file(home.path("out/load.sh")).unwrap();
    fs::remove_file(home.path("out/.gitattributes")).unwrap();
    fs::create_dir(home.path("out/.gitattributes")).unwrap();
    home.dhub("seed status")
        .stderr_has("dhub: out/README.md: expected sha256 ")
        .stderr_has(&format!(
            "dhub: {csv}: expected {} bytes, found {}\n",
            original.len(),
            original.len() + original.lines().count()
        ))
        .stderr_has("dhub: out/load.sh: missing\n")
        .stderr_has("dhub: out/.gitattributes: cannot read: is a directory")
        .stderr_has(again)
        .status(1)
        .run();

    fs::remove_dir(home.path("out/.gitattributes")).unwrap();
    home.dhub("seed all -q -s 0.05 --force").run();
    let manifest = home.read("out/datapackage.json");
    home.write(
        "out/datapackage.json",
        &manifest.replace("\"rows\": 12,", "\"rows\": 13,"),
    );
    home.dhub("seed status")
        .stderr_has("dhub: out/datapackage.json: expected sha256 ")
        .status(1)
        .run();

    home.write("out/datapackage.json", &manifest);
    home.write(
        "out/SHA256SUMS",
        &sums.replace(&digest(&original).to_string(), &"0".repeat(64)),
    );
    home.dhub("seed status")
        .stderr_has("dhub: out/SHA256SUMS: lists a different digest for employees_db/departments.csv than datapackage.json, which matches the file\n")
        .status(1)
        .run();
    let fewer: String = sums
        .lines()
        .skip(1)
        .map(|line| line.to_string() + "\n")
        .collect();
    home.write("out/SHA256SUMS", &(fewer + "who knows\n"));
    home.dhub("seed status")
        .stderr_has("dhub: out/SHA256SUMS: does not list .gitattributes\n")
        .stderr_has("expected a sha256 digest, two spaces and a path inside the bundle\n")
        .status(1)
        .run();
    fs::remove_file(home.path("out/SHA256SUMS")).unwrap();
    home.dhub("seed status")
        .stderr_has("dhub: out/SHA256SUMS: missing\n")
        .status(1)
        .run();

    for manifest in ["", "{", "[]", "\u{0}\u{1}"] {
        home.write("out/datapackage.json", manifest);
        home.dhub("seed status")
            .stderr_has(
                "dhub: out/datapackage.json: expected a manifest of dhub, found something else",
            )
            .status(1)
            .run();
    }
    fs::remove_file(home.path("out/datapackage.json")).unwrap();
    home.dhub("seed status")
        .stderr("dhub: out: no bundle here, expected a directory with datapackage.json\n")
        .status(2)
        .run();
}

#[test]
fn a_manifest_that_points_outside_is_not_followed() {
    let home = Home::with_bundle();
    home.write("precious.txt", "mine");
    let manifest = home.read("out/datapackage.json");
    home.write(
        "out/datapackage.json",
        &manifest.replace("\"load.sh\"", "\"../precious.txt\""),
    );
    for arguments in ["seed clear --confirm", "seed all", "seed status"] {
        home.dhub(arguments)
            .stderr_has("dhub: out/datapackage.json: refers to \"../precious.txt\", which is outside the bundle")
            .status(if arguments.ends_with("status") { 1 } else { 2 })
            .run();
    }
    assert_eq!(home.read("precious.txt"), "mine");
}
