//! The command line: what it prints, what it refuses, and that a refusal changes nothing.

#[path = "command/mod.rs"]
mod command;

use command::{Home, assert_same};
use dhub::bundle::Digest;
use dhub::tables::{CATALOGUE, files};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Runs a refused command; nothing may change in the folder.
fn refused(home: &Home, arguments: &str, line: &str) {
    let before = home.files();
    home.dhub(arguments)
        .stdout("")
        .stderr(&format!("dhub: {line}\n"))
        .status(2)
        .run();
    assert_same(&before, &home.files(), arguments);
}

#[test]
fn a_bad_number_or_date_gets_one_clear_line() {
    let home = Home::new();
    let decimal = "expected a decimal above 0 such as 0.1 or 5";
    let staff =
        "expected 7 to 999999 (each role that serves customers once, six digits in an employee id)";
    let clients = "expected 1 to 9999999 (seven digits in a customer id)";
    for (flags, line) in [
        ("-s 0", format!("--scale: {decimal}, found 0")),
        ("--scale 0.0", format!("--scale: {decimal}, found 0.0")),
        ("--scale -1", format!("--scale: {decimal}, found -1")),
        ("--scale -0.5", format!("--scale: {decimal}, found -0.5")),
        ("--scale NaN", format!("--scale: {decimal}, found NaN")),
        ("--scale inf", format!("--scale: {decimal}, found inf")),
        ("--scale=-inf", format!("--scale: {decimal}, found -inf")),
        ("--scale 1e9", format!("--scale: {decimal}, found 1e9")),
        ("--scale 1,5", format!("--scale: {decimal}, found 1,5")),
        (
            "--scale 0.0000001",
            "--scale: expected at most six decimals, found 0.0000001".into(),
        ),
        (
            "--scale 1000000000",
            "--scale: expected at most 8333: customer ids have seven digits, found 1000000000"
                .into(),
        ),
        (
            "-c 10000000",
            format!("--customers: {clients}, found 10000000"),
        ),
        ("-c 0", format!("--customers: {clients}, found 0")),
        (
            "-c 99999999999",
            "--customers: expected a whole number of at most seven digits, found 99999999999"
                .into(),
        ),
        (
            "-c -5",
            "--customers: expected a whole number of at most seven digits, found -5".into(),
        ),
        ("-e 0", format!("--employees: {staff}, found 0")),
        ("-e 6", format!("--employees: {staff}, found 6")),
        ("-e 1000000", format!("--employees: {staff}, found 1000000")),
        (
            "-e many",
            "--employees: expected a whole number of at most seven digits, found many".into(),
        ),
        (
            "--seed -1",
            "--seed: expected a whole number from 0 to 18446744073709551615, found -1".into(),
        ),
        (
            "--as-of yesterday",
            "--as-of: expected a date such as 2025-12-31, found yesterday".into(),
        ),
        (
            "--as-of 2025-02-30",
            "--as-of: expected a date such as 2025-12-31, found 2025-02-30".into(),
        ),
        (
            "--as-of 1989-12-31",
            "--as-of: expected a date from 1990-01-01 to 2199-12-31, found 1989-12-31".into(),
        ),
        (
            "--threads 0",
            "--threads: expected a number of 1..=1024, found 0".into(),
        ),
        (
            "--memory 0",
            "--memory: expected a size above 0 such as 128M or 1GiB, found 0".into(),
        ),
        (
            "--memory lots",
            "--memory: expected a size such as 128M or 1GiB, found lots".into(),
        ),
        (
            "--compress gzip",
            "--compress: expected zstd, found gzip".into(),
        ),
        ("--scale", "--scale: expected a value; see --help".into()),
        (
            "--scale 1 --scale 2",
            "--scale: given twice or with a flag that excludes it; see --help".into(),
        ),
        (
            "--sclae 1",
            "unknown argument --sclae; did you mean --scale? see --help".into(),
        ),
        (
            "--frobnicate",
            "unknown argument --frobnicate; see --help".into(),
        ),
        ("stray", "unknown argument stray; see --help".into()),
    ] {
        refused(&home, &format!("seed all {flags}"), &line);
    }
    refused(&home, "sedd", "unknown command sedd; see --help");
}

#[test]
fn a_place_that_is_not_ours_is_refused_untouched() {
    let home = Home::new();
    home.write("file", "mine");
    refused(
        &home,
        "seed all --out file",
        "file: is a file; expected a folder, or nothing; choose another --out",
    );
    refused(
        &home,
        "seed all --out file/out",
        "file/out: cannot look at: a part of the path is not a folder",
    );
    let foreign = |out: &str, entry: &str| {
        format!(
            "{out}: holds {entry}, which is no part of a bundle of ours; nothing was changed; move it away or choose another --out"
        )
    };
    home.write("photos/cat.jpg", "meow");
    refused(
        &home,
        "seed all --out photos",
        &foreign("photos", "cat.jpg"),
    );
    home.write("repo/.git/HEAD", "ref: refs/heads/main\n");
    refused(&home, "seed all --out repo", &foreign("repo", ".git"));
    home.write(
        "package/datapackage.json",
        "{\"name\": \"weather\", \"resources\": []}",
    );
    home.dhub("seed all --out package")
        .stderr_has(
            "dhub: package/datapackage.json: expected a manifest of dhub, found something else",
        )
        .status(2)
        .run();
    std::os::unix::fs::symlink("nowhere", home.path("link")).unwrap();
    refused(
        &home,
        "seed all --out link",
        "link: is a link to nowhere; expected a folder, or nothing; choose another --out",
    );
    refused(
        &home,
        "seed all --out .",
        "HOME: is the folder that you are in, and a bundle replaces its folder as a whole; run from outside it",
    );
    refused(
        &home,
        "seed all --out /",
        "/: is the root of the file system; expected a folder that a bundle may replace",
    );
}

#[test]
fn a_bundle_that_holds_something_else_too_is_refused_untouched() {
    let home = Home::with_bundle();
    for (entry, shown) in [
        ("notes.txt", "notes.txt"),
        (
            "employees_db/departments.csv.bak",
            "employees_db/departments.csv.bak",
        ),
        ("employees_db/own/x", "employees_db/own"),
        ("zoo/x", "zoo"),
    ] {
        home.write(&format!("out/{entry}"), "mine");
        refused(
            &home,
            "seed all -s 0.05",
            &format!(
                "out: holds {shown}, which is no part of a bundle of ours; nothing was changed; move it away or choose another --out"
            ),
        );
        fs::remove_file(home.path(&format!("out/{entry}"))).unwrap();
        let _ = fs::remove_dir(home.path(&format!("out/{shown}")));
    }
    home.dhub("seed all -q -s 0.05 --seed 7").run();
    assert!(home.read("out/datapackage.json").contains("\"seed\": 7"));
}

/// A folder in which nobody may write: a read-only mount for root, permission bits for others; root without the right to
/// mount has the kernel's own.
struct ReadOnly {
    folder: PathBuf,
    mounted: bool,
}

impl ReadOnly {
    fn new(folder: PathBuf) -> ReadOnly {
        fs::create_dir(&folder).unwrap();
        if fs::metadata(&folder).unwrap().uid() != 0 {
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
            return ReadOnly {
                folder,
                mounted: false,
            };
        }
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "ro,size=64k", "tmpfs"])
            .arg(&folder)
            .output();
        match mount.is_ok_and(|mount| mount.status.success()) {
            true => ReadOnly {
                folder,
                mounted: true,
            },
            false => ReadOnly {
                folder: "/proc/sys".into(),
                mounted: false,
            },
        }
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        if self.mounted {
            let _ = Command::new("umount").arg(&self.folder).status();
        }
    }
}

#[test]
fn a_read_only_place_is_refused() {
    let home = Home::new();
    let frozen = ReadOnly::new(home.path("frozen"));
    let reason = if frozen.mounted {
        "the file system is read-only; choose another folder"
    } else {
        "permission denied; choose a folder that you may write"
    };
    let folder = frozen.folder.display();
    let shown = folder
        .to_string()
        .replace(home.path("").to_str().unwrap(), "HOME/");
    refused(
        &home,
        &format!("seed all --out {folder}/out"),
        &format!("{shown}/.out.dhub-staging: cannot create: {reason}"),
    );
    refused(
        &home,
        &format!("seed all --out {folder}/deep/out"),
        &format!("{shown}/deep: cannot create: {reason}"),
    );
}

#[test]
fn the_summary_shows_every_table_and_quiet_shows_nothing() {
    let home = Home::new();
    let summary = home
        .dhub("seed all --scale 0.05 --out a")
        .stdout_has("employees_db   departments                    12")
        .stdout_has(
            "seed 42, scale 0.05, as of 2025-12-31, 60 customers, 7 employees, data version 1\n",
        )
        .stdout_has("written to a; load it with a/load.sh\n")
        .run();
    let shown = String::from_utf8(summary.stdout).unwrap();
    for table in files() {
        let row = shown.lines().find(|line| {
            line.split_whitespace()
                .take(2)
                .eq([table.database, table.name])
        });
        let rows: u64 = row
            .unwrap()
            .split_whitespace()
            .nth(2)
            .unwrap()
            .parse()
            .unwrap();
        let csv = home.read(&format!("a/{}/{}.csv", table.database, table.name));
        assert_eq!(rows as usize, csv.lines().count() - 1, "{}", table.name);
    }
    home.dhub("seed all -q -s 0.05 --out b").stdout("").run();
    home.dhub("seed all -q --customers 30 --employees 9 --out c")
        .stdout("")
        .run();
    assert!(
        home.read("c/datapackage.json")
            .contains("\"customers\": 30,\n    \"overridden\": true")
    );
}

#[test]
fn the_bundle_is_complete_and_checks_itself() {
    let home = Home::with_bundle();
    home.run_of("sha256sum")
        .args(&["-c", "--quiet", "out/SHA256SUMS"])
        .status(1)
        .stderr_has("No such file")
        .run();
    let out = home.path("out");
    home.run_of("sha256sum")
        .args(&["-c", "--quiet", "SHA256SUMS"])
        .current_dir(&out)
        .stdout("")
        .run();
    let mode = fs::metadata(out.join("load.sh"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o111, 0o111, "load.sh is not executable");
    assert_eq!(
        home.read("out/.gitattributes").lines().last(),
        Some("*.zst binary")
    );
    for name in [
        "employees_db/schema.sql",
        "employees_db/load.sql",
        "README.md",
        "datapackage.json",
    ] {
        assert!(
            home.read("out/SHA256SUMS").contains(&format!("  {name}\n")),
            "{name}"
        );
    }
    let readme = home.read("out/README.md");
    assert!(readme.contains("dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31\n"));
    assert!(readme.contains("| employees_db | [departments](employees_db/departments.csv) | 12 |"));
}

#[test]
fn the_manifest_describes_every_table_as_a_data_package() {
    let home = Home::with_bundle();
    let manifest: Value = serde_json::from_str(&home.read("out/datapackage.json")).unwrap();
    let resources = manifest["resources"].as_array().unwrap();
    assert_eq!(resources.len(), files().count());
    let by_name = |name: &str| resources.iter().find(|resource| resource["name"] == name);
    let has_field = |resource: &Value, name: &Value| {
        let fields = resource["schema"]["fields"].as_array().unwrap();
        fields.iter().any(|field| field["name"] == *name)
    };
    let mut across = 0;
    for (resource, table) in resources.iter().zip(files()) {
        assert_eq!(
            (&resource["name"], &resource["database"]),
            (&table.name.into(), &table.database.into())
        );
        let csv = home.read(&format!("out/{}", resource["path"].as_str().unwrap()));
        assert_eq!(resource["bytes"], csv.len());
        assert_eq!(resource["rows"], csv.lines().count() - 1);
        assert_eq!(
            resource["hash"],
            format!("sha256:{}", Digest::of(csv.as_bytes()))
        );
        let schema = &resource["schema"];
        let names: Vec<&str> = schema["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(csv.lines().next(), Some(names.join(",").as_str()));
        assert!(
            has_field(resource, &schema["primaryKey"][0]),
            "{}",
            table.name
        );
        for key in schema["foreignKeys"].as_array().into_iter().flatten() {
            let home = match key["reference"]["resource"].as_str().unwrap() {
                "" => resource,
                name => by_name(name).unwrap_or_else(|| panic!("{} refers to {name}", table.name)),
            };
            assert!(
                has_field(resource, &key["fields"][0])
                    && has_field(home, &key["reference"]["fields"][0]),
                "{key}"
            );
            across += u32::from(home["database"] != resource["database"]);
        }
    }
    assert!(across > 0, "no reference from one database to another");
}

#[test]
fn status_counts_the_rows_and_finds_nothing_in_a_whole_bundle() {
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
    home.write("out/notes.txt", "mine");
    home.dhub("seed status")
        .stdout_has("out/notes.txt: not part of the bundle\n")
        .run();
}

#[test]
fn status_names_each_file_that_is_not_as_it_was_written() {
    let home = Home::with_bundle();
    let csv = "out/employees_db/departments.csv";
    let original = home.read(csv);
    let sums = home.read("out/SHA256SUMS");
    let edited = original.replacen("DEPT-01", "DEPT-91", 1);
    let digest = |text: &str| Digest::of(text.as_bytes());
    let anew = "dhub: out: not the bundle that was written; write it anew with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --out out\n";

    home.write(csv, &edited);
    home.dhub("seed status")
        .stdout_has("DAMAGED")
        .stderr(&format!(
            "dhub: {csv}: expected sha256 {}, found {}\n{anew}",
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
        .stderr_has(anew)
        .status(1)
        .run();

    fs::remove_dir(home.path("out/.gitattributes")).unwrap();
    home.dhub("seed all -q -s 0.05").run();
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
        .stderr_has("dhub: out/SHA256SUMS: lists another digest of employees_db/departments.csv than datapackage.json, which agrees with the file\n")
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
        .stderr("dhub: out: no bundle here, expected a folder with datapackage.json; write one with: dhub seed all --out out\n")
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
            .stderr_has("dhub: out/datapackage.json: names \"../precious.txt\", which lies outside the bundle")
            .status(if arguments.ends_with("status") { 1 } else { 2 })
            .run();
    }
    assert_eq!(home.read("precious.txt"), "mine");
}

#[test]
fn clear_removes_the_bundle_and_nothing_else() {
    let home = Home::with_bundle();
    refused(
        &home,
        "seed clear",
        "seed clear removes the bundle in out; add --confirm to do it",
    );
    let count = home.read("out/SHA256SUMS").lines().count() + 1;
    home.write("out/notes.txt", "mine");
    home.write("out/accounts_db/notes.txt", "mine too");
    home.dhub("seed clear --confirm")
        .stdout(&format!(
            "out: removed {count} files; accounts_db is not the bundle's and stays\n"
        ))
        .run();
    let left: Vec<_> = home.files().into_keys().collect();
    let wanted = [
        "out",
        "out/accounts_db",
        "out/accounts_db/notes.txt",
        "out/notes.txt",
    ];
    assert_eq!(left, wanted.map(PathBuf::from));

    refused(
        &home,
        "seed clear --confirm",
        "out: no bundle here, expected a folder with datapackage.json; write one with: dhub seed all --out out",
    );
    home.dhub("seed all -q -s 0.05 -o b --compress zstd").run();
    home.dhub("seed clear --confirm --out b")
        .stdout(&format!("b: removed {count} files and the folder\n"))
        .run();
    assert!(!home.path("b").exists());
    home.dhub("seed clear --confirm --out b")
        .stdout("b: no bundle, nothing to remove\n")
        .run();
}

#[test]
fn a_bundle_behind_a_link_is_replaced_where_it_is() {
    let home = Home::new();
    fs::create_dir(home.path("real")).unwrap();
    std::os::unix::fs::symlink("real", home.path("out")).unwrap();
    home.dhub("seed all -q -s 0.05").run();
    home.dhub("seed all -q -s 0.05").run();
    assert!(home.path("out").is_symlink());
    assert!(home.path("real/datapackage.json").exists());
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let home = Home::with_bundle();
    for arguments in ["seed status", "completions bash", "--help"] {
        let mut child = Command::new(command::DHUB)
            .args(arguments.split(' '))
            .current_dir(home.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments}");
        assert_eq!(output.status.code(), Some(0), "{arguments}");
    }
}

#[test]
fn version_help_and_completions_are_printed() {
    let home = Home::new();
    home.dhub("--version")
        .stdout("dhub 0.1.0 (data version 1)\n")
        .run();
    home.dhub("seed all --help")
        .stdout_has("[default: 1.0]")
        .stdout_has("[default: 2025-12-31]")
        .run();
    for shell in ["bash", "zsh", "fish"] {
        home.dhub(&format!("completions {shell}"))
            .stdout_has("as-of")
            .run();
    }
    home.dhub("seed")
        .status(2)
        .stderr_has("Usage: dhub seed <COMMAND>")
        .run();
    home.dhub("schema --dir sql")
        .stdout_has("sql/employees_db.sql\n")
        .run();
    assert!(home.read("sql/employees_db.sql").contains("CREATE TABLE"));
}
