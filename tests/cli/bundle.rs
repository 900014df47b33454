//! What a run prints and writes, and what `clear` removes.

use crate::command::{Home, assert_same};
use crate::refusals::refused;
use dhub::bundle::Digest;
use dhub::plan::DATA_VERSION;
use dhub::tables::files;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

#[test]
fn the_summary_shows_every_table_and_quiet_shows_nothing() {
    let home = Home::new();
    let summary = home
        .dhub("seed all --scale 0.05 --out a")
        .stdout_has("employees_db   departments                    12")
        .stdout_has(&format!(
            "seed 42, scale 0.05, as of 2025-12-31, 60 customers, 7 employees, data version {DATA_VERSION}\n",
        ))
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
fn a_scale_without_effect_is_not_recorded() {
    let home = Home::new();
    let made_by = |flags: &str| {
        home.dhub(&format!("seed all -q --out out {flags}")).run();
        let files = home.files();
        fs::remove_dir_all(home.path("out")).unwrap();
        files
    };
    let wanted = made_by("--customers 40 --employees 9");
    for flags in [
        "--customers 40 --employees 9 --scale 5",
        "--scale 0.06 --customers 40", // of which 9 employees follow
        "--scale 0.033334 --employees 9",
    ] {
        assert_same(&wanted, &made_by(flags), flags);
    }
    let readme = String::from_utf8(wanted[&PathBuf::from("out/README.md")].clone()).unwrap();
    assert!(readme.contains("from seed 42, as of 2025-12-31: 40 customers, 9 employees"));
    assert!(
        readme.contains(
            "\ndhub seed all --customers 40 --employees 9 --seed 42 --as-of 2025-12-31\n"
        )
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
            "out: removed {count} files; accounts_db is not part of the bundle and was kept\n"
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
        "out: no bundle here, expected a directory with datapackage.json",
    );
    home.dhub("seed all -q -s 0.05 -o b --compress zstd").run();
    home.dhub("seed clear --confirm --out b")
        .stdout(&format!("b: removed {count} files and the directory\n"))
        .run();
    assert!(!home.path("b").exists());
    home.dhub("seed clear --confirm --out b")
        .stdout("b: no bundle, nothing to remove\n")
        .run();
}

#[test]
fn a_bundle_behind_a_link_is_replaced_in_place() {
    let home = Home::new();
    fs::create_dir(home.path("real")).unwrap();
    std::os::unix::fs::symlink("real", home.path("out")).unwrap();
    home.dhub("seed all -q -s 0.05").run();
    home.dhub("seed all -q -s 0.05").run();
    assert!(home.path("out").is_symlink());
    assert!(home.path("real/datapackage.json").exists());
}

#[test]
fn clear_removes_nothing_behind_a_link() {
    let home = Home::with_bundle();
    home.write("mine/schema.sql", "mine");
    fs::remove_dir_all(home.path("out/accounts_db")).unwrap();
    std::os::unix::fs::symlink("../mine", home.path("out/accounts_db")).unwrap();
    home.dhub("seed clear --confirm")
        .stdout_has("accounts_db is not part of the bundle and was kept\n")
        .run();
    assert_eq!(home.read("mine/schema.sql"), "mine");
}
