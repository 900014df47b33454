//! `dhub export` writes the whole bundle in another format, or nothing.

use dhub::tables::{CATALOGUE, Table};
use regex::Regex;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};
use tempfile::TempDir;

/// A directory with a bundle `bank` in it.
struct Place(TempDir);

impl Place {
    fn new(arguments: &[&str]) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        let mut all = vec!["seed", "all", "--quiet", "--scale", "0.1", "--out", "bank"];
        all.extend(arguments);
        let made = place.dhub(&all);
        assert!(made.status.success(), "{made:?}");
        place
    }

    fn dhub(&self, arguments: &[&str]) -> Output {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(arguments).current_dir(self.0.path());
        dhub.output().unwrap()
    }

    fn export(&self, arguments: &[&str]) -> Output {
        self.dhub(&[&["export", "bank"], arguments].concat())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Lists the files next to the bundle.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let names = entries.map(|one| one.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != "bank").collect();
        names.sort();
        names
    }

    /// Returns the records of a table's CSV.
    fn csv(&self, table: &Table) -> Vec<Vec<String>> {
        let path = self.file(&format!("bank/{}/{}.csv", table.database, table.name));
        let mut reader = csv::Reader::from_path(path).unwrap();
        let records = reader.records().map(|one| one.unwrap());
        records
            .map(|one| one.iter().map(str::to_string).collect())
            .collect()
    }
}

fn said(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

#[track_caller]
fn refused(output: &Output, words: &str) {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = said(output);
    assert!(said.contains(words), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

/// Formats a value of SQLite as in the CSV of a column.
fn shown(value: &Value, field: &str) -> String {
    match (value, field) {
        (Value::Null, _) => String::new(),
        (Value::Integer(1), "true") => "true".to_string(),
        (Value::Integer(0), "false") => "false".to_string(),
        // SQLite stores decimals without trailing zeros.
        (Value::Integer(n), _) => match field.split_once('.') {
            Some((_, decimals)) => format!("{n}.{}", "0".repeat(decimals.len())),
            None => n.to_string(),
        },
        (Value::Real(x), _) => {
            let decimals = field
                .split_once('.')
                .map_or(0, |(_, decimals)| decimals.len());
            format!("{x:.decimals$}")
        }
        (Value::Text(text), _) => text.clone(),
        (Value::Blob(_), _) => panic!("a blob for {field}"),
    }
}

#[test]
fn a_sqlite_database_has_every_row_of_every_table() {
    let place = Place::new(&[]);
    let written = place.export(&["--format", "sqlite"]);
    assert!(written.status.success(), "{written:?}");
    let db = Connection::open(place.file("bank.sqlite")).unwrap();
    for table in CATALOGUE {
        let wanted = place.csv(table);
        let sql = format!("SELECT * FROM {} ORDER BY rowid", table.name);
        let mut query = db.prepare(&sql).unwrap();
        let names: Vec<String> = query.column_names().map(str::to_string).collect();
        assert_eq!(names.join(",") + "\n", table.header());
        let mut rows = query.query([]).unwrap();
        for wanted in &wanted {
            let row = rows.next().unwrap().expect("as many rows as the file has");
            let found: Vec<String> = wanted
                .iter()
                .enumerate()
                .map(|(place, field)| shown(&row.get(place).unwrap(), field))
                .collect();
            assert_eq!(&found, wanted, "{}", table.name);
        }
        assert!(rows.next().unwrap().is_none(), "{}", table.name);
    }
}

#[test]
fn a_sqlite_database_enforces_its_constraints_and_describes_its_columns() {
    let place = Place::new(&[]);
    place.export(&["--format", "sqlite"]);
    let db = Connection::open(place.file("bank.sqlite")).unwrap();
    db.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    for (broken, rule) in [
        ("INSERT INTO loans SELECT * FROM loans LIMIT 1", "UNIQUE"),
        ("UPDATE loans SET outstanding_balance = -1", "CHECK"),
        ("UPDATE loans SET loan_type = 'yacht'", "CHECK"),
        (
            "UPDATE loans SET customer_id = 'CUST-9999999'",
            "FOREIGN KEY",
        ),
        ("UPDATE accounts SET opened_date = NULL", "NOT NULL"),
    ] {
        let error = db.execute_batch(broken).unwrap_err().to_string();
        assert!(error.contains(rule), "{broken}: {error}");
    }
    let untold: i64 = db
        .query_row(
            "SELECT count(*) FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
             WHERE tables.type = 'table' AND tables.name NOT LIKE 'dhub%' AND tables.name NOT LIKE 'sqlite%' AND NOT EXISTS (
                 SELECT 1 FROM dhub_columns WHERE table_name = tables.name AND column_name = columns.name AND comment <> '')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(untold, 0);
    let as_of: String = db
        .query_row(
            "SELECT value FROM dhub_bundle WHERE name = 'as_of'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(as_of, "2025-12-31");
}

#[test]
fn equal_rows_give_equal_files_however_they_are_stored() {
    let (plain, packed) = (Place::new(&[]), Place::new(&["--compress", "zstd"]));
    let third: &[&str] = match cfg!(feature = "parquet") {
        true => &["--format", "parquet"],
        false => &[],
    };
    let parquet = Place::new(third);
    for (format, name) in [("sqlite", "bank.sqlite"), ("sql", "bank.sql")] {
        let [one, other, third] = [&plain, &packed, &parquet].map(|place| {
            let written = place.export(&["--format", format]);
            assert!(written.status.success(), "{written:?}");
            fs::read(place.file(name)).unwrap()
        });
        assert!(one == other && one == third, "{name}");
        // It contains no trace of a clock or location.
        let again = plain.export(&["--format", format, "--out", "again"]);
        assert!(again.status.success(), "{again:?}");
        assert!(one == fs::read(plain.file("again")).unwrap(), "{name}");
        fs::remove_file(plain.file("again")).unwrap();
    }
}

#[test]
fn only_selected_tables_are_written() {
    let place = Place::new(&[]);
    let only = "loans_db,accounts_db.accounts";
    let written = place.export(&["--format", "sqlite", "--only", only, "--out", "some.sqlite"]);
    assert!(written.status.success(), "{written:?}");
    let db = Connection::open(place.file("some.sqlite")).unwrap();
    let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'dhub%' AND name NOT LIKE 'sqlite%'";
    let tables: i64 = db.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 7);
    // References to missing tables are left out, the others stay.
    db.execute_batch("PRAGMA foreign_keys = ON; UPDATE loans SET customer_id = 'CUST-9999999'")
        .unwrap();
    db.execute_batch("UPDATE loans SET linked_account_id = 'ACC-9999999-1'")
        .unwrap_err();

    for format in ["sql", "duckdb-sql"] {
        let out = place.file(format);
        let arguments = [
            "--format",
            format,
            "--only",
            "loans_db.loans",
            "--out",
            out.to_str().unwrap(),
        ];
        assert!(place.export(&arguments).status.success());
        let text = fs::read_to_string(out).unwrap();
        assert_eq!(text.matches("\nCREATE TABLE ").count(), 1, "{format}");
        assert!(!text.contains("ADD CONSTRAINT loans_customer_id_fkey"));
    }
}

#[test]
fn errors_take_one_line_and_leave_existing_files_alone() {
    let place = Place::new(&[]);
    let sqlite = ["--format", "sqlite"];
    refused(
        &place.export(&[&sqlite[..], &["--only", "loans_db.loan"]].concat()),
        "did you mean loans_db.loans?",
    );
    refused(
        &place.export(&[&sqlite[..], &["--only", "x"]].concat()),
        "expected a database such as loans_db",
    );
    refused(
        &place.export(&[&sqlite[..], &["--out", "none/bank.sqlite"]].concat()),
        "none: is not a directory",
    );
    refused(
        &place.dhub(&["export", "nowhere", "--format", "sql"]),
        "nowhere",
    );

    fs::write(place.file("bank.sqlite"), "mine").unwrap();
    refused(&place.export(&sqlite), "replace it with --force");
    assert_eq!(fs::read(place.file("bank.sqlite")).unwrap(), b"mine");
    refused(
        &place.export(&[&sqlite[..], &["--force", "--out", "bank"]].concat()),
        "is not a regular file",
    );
    assert!(
        place
            .export(&[&sqlite[..], &["--force"]].concat())
            .status
            .success()
    );
    assert_eq!(place.names(), ["bank.sqlite"]);
}

#[test]
fn a_damaged_file_is_named_and_nothing_is_written() {
    let place = Place::new(&[]);
    let damage = |file: &Path, from: &str, to: &str| {
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(from));
        fs::write(file, text.replacen(from, to, 1)).unwrap();
    };
    damage(
        &place.file("bank/loans_db/loans.csv"),
        "active",
        "defaulted",
    );
    let parquet = cfg!(feature = "parquet").then_some("parquet");
    for format in ["sqlite", "sql", "dbt"].into_iter().chain(parquet) {
        refused(&place.export(&["--format", format]), "loans.csv");
        assert_eq!(place.names(), [""; 0]);
    }
}

/// Returns the files below a directory with their contents.
fn tree(directory: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(tree(&path)),
            false => drop(files.insert(path.clone(), fs::read_to_string(path).unwrap())),
        }
    }
    files
}

#[test]
fn a_dbt_project_has_every_table_that_its_models_read() {
    let place = Place::new(&["--compress", "zstd"]);
    let written = place.export(&["--format", "dbt"]);
    assert!(written.status.success(), "{written:?}");
    let project = tree(&place.file("bank.dbt"));
    let text = |name: &str| &project[&place.file("bank.dbt").join(name)];
    for table in CATALOGUE {
        let sources = text(&format!("models/sources/{}.yml", table.database));
        assert!(sources.contains(&format!("      - name: {}\n", table.name)));
        assert!(sources.contains(&format!("/{}/{}.csv.zst'", table.database, table.name)));
    }
    let calls = Regex::new(r"(ref|source|doc)\('([a-z0-9_]+)'(?:, '([a-z_]+)')?\)").unwrap();
    let mut marts = 0;
    for (path, said) in &project {
        marts += usize::from(path.to_str().unwrap().contains("/marts/"));
        for call in calls.captures_iter(said) {
            let stands = match (&call[1], call.get(3)) {
                ("source", Some(table)) => CATALOGUE
                    .iter()
                    .any(|one| one.database == &call[2] && one.name == table.as_str()),
                ("ref", None) => project
                    .keys()
                    .any(|file| file.ends_with(format!("{}.sql", &call[2]))),
                ("doc", None) => {
                    let block = format!("{{% docs {} %}}", &call[2]);
                    project.values().any(|text| text.contains(&block))
                }
                _ => false,
            };
            assert!(stands, "{}: {}", path.display(), &call[0]);
        }
    }
    assert_eq!(marts, 8);
    let as_of = text("dbt_project.yml");
    assert!(as_of.contains("timestamp '2026-01-01 00:00:00'"), "{as_of}");

    let again = place.export(&["--format", "dbt", "--force"]);
    assert!(again.status.success(), "{again:?}");
    assert_eq!(tree(&place.file("bank.dbt")), project);
}

#[test]
fn a_dbt_project_of_some_tables_has_the_marts_that_read_no_other() {
    let place = Place::new(&[]);
    let only = "accounts_db.accounts,accounts_db.transactions";
    let written = place.export(&["--format", "dbt", "--only", only]);
    assert!(written.status.success(), "{written:?}");
    let project = tree(&place.file("bank.dbt"));
    let models: Vec<&str> = project
        .keys()
        .filter(|path| path.extension().is_some_and(|kind| kind == "sql"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(
        models,
        [
            "monthly_cash_flow",
            "stg_accounts_db__accounts",
            "stg_accounts_db__transactions",
            "holds",
            "unique_together",
            "monthly_cash_flow_against_sources"
        ]
    );
    // References to missing tables are left out, the others stay.
    let sources = place.file("bank.dbt/models/sources/accounts_db.yml");
    let sources = fs::read_to_string(sources).unwrap();
    assert_eq!(sources.matches("- relationships:").count(), 1, "{sources}");
    refused(
        &place.export(&[
            "--format",
            "dbt",
            "--only",
            "labels.aml_schemes",
            "--out",
            "answers",
        ]),
        "labels.aml_schemes is in no database",
    );
    assert_eq!(place.names(), ["bank.dbt"]);
}

#[test]
fn a_dbt_project_is_replaced_along_with_dbt_artifacts_but_nothing_else() {
    let place = Place::new(&[]);
    assert!(place.export(&["--format", "dbt"]).status.success());
    refused(
        &place.export(&["--format", "dbt"]),
        "replace it with --force",
    );
    fs::create_dir_all(place.file("bank.dbt/target/compiled")).unwrap();
    fs::write(place.file("bank.dbt/target/compiled/model.sql"), "").unwrap();
    fs::write(place.file("bank.dbt/bank.duckdb"), "").unwrap();
    let force = ["--format", "dbt", "--force"];
    assert!(place.export(&force).status.success());
    assert!(!place.file("bank.dbt/target").exists());
    for mine in ["models/marts/mine.sql", "seeds"] {
        let path = place.file("bank.dbt").join(mine);
        fs::write(&path, "mine").unwrap();
        refused(&place.export(&force), "which is not part of an export");
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        fs::remove_file(path).unwrap();
    }
    fs::rename(place.file("bank"), place.file("b{{nk")).unwrap();
    refused(
        &place.dhub(&["export", "b{{nk", "--format", "dbt"]),
        "has braces",
    );
    assert_eq!(place.names(), ["bank.dbt", "b{{nk"]);
}
