//! `dhub seed check`: whether a bundle is what this version generates.

mod command;

use command::{Home, assert_same};
use std::fs;

/// The last line of each failure, with the command that generates the bundle.
const AGAIN: &str = "dhub: out: not the bundle that this version generates; write it again with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --force --out out\n";

/// Expects these lines on stderr and status 1, and nothing changed.
fn fails(home: &Home, lines: &[&str]) {
    let before = home.files();
    let run = home.dhub("seed check").status(1).stdout("");
    lines
        .iter()
        .fold(run, |run, line| run.stderr_has(line))
        .run();
    assert_same(&before, &home.files(), "seed check writes nothing");
}

#[test]
fn bundles_of_this_version_pass_and_nothing_is_written() {
    for arguments in [
        "-s 0.05",
        "-s 0.05 --seed 7 --as-of 2024-02-29 --compress zstd",
        "-c 30 -e 9",
        "-c 30",
    ] {
        let home = Home::new();
        home.dhub(&format!("seed all -q --out a/b {arguments}"))
            .run();
        let before = home.files();
        home.dhub("seed check a/b")
            .stdout_has("a/b: identical to what this version generates: ")
            .run();
        assert_same(&before, &home.files(), "seed check writes nothing");
    }
}

#[test]
fn a_changed_value_names_its_table() {
    let home = Home::with_bundle();
    let file = "out/employees_db/departments.csv";
    home.write(file, &home.read(file).replacen("DEPT-02", "DEPT-99", 1));
    let output = home
        .dhub("seed check")
        .status(1)
        .stderr_has(
            "dhub: out/employees_db/departments.csv: differs from what this version generates: expected sha256 ",
        )
        .stderr_has(AGAIN)
        .run();
    assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 2);
}

#[test]
fn digests_in_the_manifest_are_not_trusted() {
    // Another bank's table with its own digests: the bundle itself is consistent.
    let home = Home::with_bundle();
    home.dhub("seed all -q -s 0.05 --seed 43 --out other").run();
    for file in ["datapackage.json", "SHA256SUMS"] {
        let text = home.read(&format!("other/{file}"));
        let text = text.replace("\"seed\": 43", "\"seed\": 42");
        fs::remove_file(home.path(&format!("other/{file}"))).unwrap();
        home.write(&format!("other/{file}"), &text);
    }
    home.dhub("seed check other")
        .status(1)
        .stderr_has(
            "dhub: other/employees_db/employees.csv: differs from what this version generates",
        )
        .stderr_has(
            "dhub: other/accounts_db/customers.csv: differs from what this version generates",
        )
        .run();
}

#[test]
fn missing_damaged_and_stray_files_are_named() {
    let home = Home::with_bundle();
    fs::remove_file(home.path("out/employees_db/employees.csv")).unwrap();
    home.write("out/load.sh", "exit 0\n");
    fails(
        &home,
        &[
            "dhub: out/employees_db/employees.csv: missing\n",
            "dhub: out/load.sh: differs from what this version generates: expected sha256 ",
            AGAIN,
        ],
    );

    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --compress zstd").run();
    let file = home.path("out/employees_db/employees.csv.zst");
    let stored = fs::read(&file).unwrap();
    fs::write(&file, &stored[..stored.len() - 5]).unwrap();
    fails(
        &home,
        &["dhub: out/employees_db/employees.csv.zst: expected zstd, found damaged data"],
    );
}

/// Stray files prevent writing the bundle again, but do not make its own files differ.
#[test]
fn strays_are_named_without_asking_to_write_the_bundle_again() {
    let home = Home::with_bundle();
    home.write("out/notes.txt", "mine");
    let stray = "dhub: out/notes.txt: not part of the bundle; move it elsewhere\n";
    home.dhub("seed check")
        .status(1)
        .stdout("")
        .stderr(stray)
        .run();
    let json = home.dhub("seed check --format json").status(1).run();
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(json["findings"][0]["path"], "notes.txt");
    home.write("out/load.sh", "exit 0\n");
    let changed = "dhub: out/load.sh: differs from what this version generates: ";
    fails(&home, &[changed, stray, AGAIN]);
}

/// Files other than tables are regenerated, too: a matching list of digests proves nothing.
#[test]
fn other_files_are_compared_even_if_they_match_their_digests() {
    for (file, line) in [
        ("load.sh", "echo mine"),
        ("accounts_db/schema.sql", "DROP TABLE x;"),
        ("accounts_db/load.sql", "DROP TABLE x;"),
        ("README.md", "mine"),
        ("datapackage.json", " "),
    ] {
        let home = Home::with_bundle();
        let path = format!("out/{file}");
        home.write(&path, &format!("{}{line}\n", home.read(&path)));
        home.run_of("sh")
            .args(&[
                "-c",
                "cd out; cut -c 67- SHA256SUMS | xargs sha256sum >../sums; mv ../sums SHA256SUMS",
            ])
            .run();
        // SQL is compared with the declarations, too.
        match file.ends_with(".sql") {
            true => home
                .dhub("seed status")
                .stderr_has(": not as declared: ")
                .status(1)
                .run(),
            false => home.dhub("seed status").run(),
        };
        let named = format!("dhub: {path}: differs from what this version generates: ");
        let sums = "dhub: out/SHA256SUMS: differs from what this version generates: ";
        fails(&home, &[&named, sums, AGAIN]);
    }
}

#[test]
fn differently_compressed_rows_are_named() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --compress zstd").run();
    let file = "out/employees_db/employees.csv.zst";
    let csv = zstd::decode_all(fs::File::open(home.path(file)).unwrap()).unwrap();
    fs::write(home.path(file), zstd::encode_all(&csv[..], 19).unwrap()).unwrap();
    fails(
        &home,
        &[
            "dhub: out/employees_db/employees.csv.zst: the same rows as this version generates, but compressed differently\n",
        ],
    );
}

#[test]
fn tables_of_another_version_are_named() {
    let home = Home::with_bundle();
    let manifest = home
        .read("out/datapackage.json")
        .replace("\"name\": \"departments\"", "\"name\": \"divisions\"");
    home.write("out/datapackage.json", &manifest);
    fails(
        &home,
        &[
            "dhub: out/employees_db/departments.csv: missing from the bundle, but generated by this version\n",
            "dhub: out/employees_db/departments.csv: in the bundle, but not a table of this version\n",
        ],
    );
}

#[test]
fn a_different_data_version_gets_its_own_line() {
    let home = Home::with_bundle();
    let now = format!("\"data_version\": {}", dhub::plan::DATA_VERSION);
    let manifest = home
        .read("out/datapackage.json")
        .replace(&now, "\"data_version\": 4000000000");
    home.write("out/datapackage.json", &manifest);
    let line = format!(
        "dhub: out: expected data version {}, which this version generates, found 4000000000\n",
        dhub::plan::DATA_VERSION
    );
    fails(&home, &[&line, AGAIN]);
}

#[test]
fn a_manifest_with_invalid_parameters_is_a_failure() {
    let home = Home::with_bundle();
    let whole = home.read("out/datapackage.json");
    let ending = "; restore the file or write the bundle again\n";
    for (was, is, reason) in [
        (
            "\"scale\": \"0.05\"",
            "\"scale\": \"0\"",
            "scale: expected a decimal above 0 such as 0.1 or 5, found 0",
        ),
        (
            "\"as_of\": \"2025-12-31\"",
            "\"as_of\": \"2025-13-31\"",
            "as_of: expected a date, found 2025-13-31",
        ),
        (
            "\"customers\": 60",
            "\"customers\": 61",
            "customers: expected 60 at scale 0.05, found 61",
        ),
    ] {
        assert!(whole.contains(was), "{was}");
        home.write("out/datapackage.json", &whole.replace(was, is));
        home.dhub("seed check")
            .status(2)
            .stderr(&format!("dhub: out/datapackage.json: {reason}{ending}"))
            .run();
    }
    home.dhub("seed check elsewhere")
        .status(2)
        .stderr_has("dhub: elsewhere: no bundle here")
        .run();
}
