//! The data pack for DataHub is complete, and matches the bundle's files.

mod contents;
mod edges;

use dhub::export::datahub::ENVIRONMENTS;
use dhub::tables::{Table, column_named};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::str;
use tempfile::TempDir;

/// A directory with a bundle `bank` in it.
struct Place(TempDir);

/// The aspects of a pack, by entity and name.
type Pack = BTreeMap<(String, String), Value>;

impl Place {
    fn new(arguments: &[&str]) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        let all = ["seed", "all", "--quiet", "--scale", "0.1", "--out", "bank"];
        let made = place.dhub(&[&all, arguments].concat());
        assert!(made.status.success(), "{made:?}");
        place
    }

    fn dhub(&self, arguments: &[&str]) -> Output {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(arguments).current_dir(self.0.path());
        dhub.output().unwrap()
    }

    fn export(&self, arguments: &[&str]) -> Output {
        self.dhub(&[&["export", "bank", "--format", "datahub"], arguments].concat())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Returns the files of a pack by name.
    fn files(&self, name: &str) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.path(name))
            .unwrap()
            .map(|one| one.unwrap());
        entries
            .map(|one| {
                (
                    one.file_name().into_string().unwrap(),
                    fs::read_to_string(one.path()).unwrap(),
                )
            })
            .collect()
    }

    /// Exports a pack and reads it as the loader does: the files that the index names.
    fn pack(&self, arguments: &[&str]) -> Pack {
        let written = self.export(&[&["--force", "--out", "pack"], arguments].concat());
        assert!(written.status.success(), "{written:?}");
        let index: Value = serde_json::from_str(&self.files("pack")["index.json"]).unwrap();
        let mut pack = Pack::new();
        for file in index["files"].as_array().unwrap() {
            let text = &self.files("pack")[file["path"].as_str().unwrap()];
            for one in serde_json::from_str::<Vec<Value>>(text).unwrap() {
                let [urn, aspect] =
                    ["entityUrn", "aspectName"].map(|name| one[name].as_str().unwrap().to_string());
                assert_eq!(urn.split(':').nth(2), one["entityType"].as_str(), "{urn}");
                let before =
                    pack.insert((urn.clone(), aspect.clone()), one["aspect"]["json"].clone());
                assert!(before.is_none(), "{urn} has two {aspect}");
            }
        }
        pack
    }

    /// Returns the non-NULL values of a table's columns.
    fn columns(&self, table: &Table) -> HashMap<String, Vec<String>> {
        let path = self.path(&format!("bank/{}/{}.csv", table.database, table.name));
        let mut reader = csv::Reader::from_path(path).unwrap();
        let names: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_string)
            .collect();
        let mut columns: HashMap<String, Vec<String>> =
            names.iter().map(|name| (name.clone(), vec![])).collect();
        for record in reader.records() {
            for (name, value) in names.iter().zip(&record.unwrap()) {
                if !value.is_empty() {
                    columns.get_mut(name).unwrap().push(value.to_string());
                }
            }
        }
        columns
    }
}

/// Returns the aspects with a name, with their entities.
fn aspects<'a>(pack: &'a Pack, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let of = pack.iter().filter(move |((_, aspect), _)| aspect == name);
    of.map(|((urn, _), value)| (urn.as_str(), value))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns the URN of a table in the databases layout with default names.
fn dataset(table: &Table) -> String {
    let (database, name) = (table.database, table.name);
    format!("urn:li:dataset:(urn:li:dataPlatform:postgres,{database}.public.{name},PROD)")
}

/// Returns the column of a URN, such as `loans_db.loans.loan_id`, which must exist in the bundle.
fn column(urn: &Value) -> String {
    let urn = urn.as_str().unwrap();
    let inner =
        urn.strip_prefix("urn:li:schemaField:(urn:li:dataset:(urn:li:dataPlatform:postgres,");
    let (table, column) = inner
        .and_then(|rest| rest.strip_suffix(')')?.split_once(",PROD),"))
        .unwrap();
    let place = format!("{}.{column}", table.replace(".public.", "."));
    assert!(column_named(&place).is_some(), "{urn} is no column");
    place
}

fn refused(output: &Output, words: &str) {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = str::from_utf8(&output.stderr).unwrap();
    assert!(said.contains(words), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn flags_change_names_and_nothing_else() {
    let place = Place::new(&[]);
    let plain = place.pack(&[]);
    let names = |arguments: &[&str]| {
        let pack = place.pack(arguments);
        assert_eq!(pack.len(), plain.len(), "{arguments:?}");
        let loans = aspects(&pack, "schemaMetadata").map(|(urn, _)| urn.to_string());
        loans
            .filter(|urn| urn.contains("loans,"))
            .collect::<Vec<_>>()
    };
    let urn = |name: &str| {
        vec![format!(
            "urn:li:dataset:(urn:li:dataPlatform:postgres,{name})"
        )]
    };
    assert_eq!(
        names(&["--prefix", "demo_"]),
        urn("demo_loans_db.public.loans,PROD")
    );
    assert_eq!(
        names(&["--layout", "databases", "--env", "DEV"]),
        urn("loans_db.public.loans,DEV")
    );
    let instance = place.pack(&["--platform-instance", "eu-1"]);
    assert!(
        instance
            .keys()
            .any(|(one, _)| one == &urn("eu-1.loans_db.public.loans,PROD")[0])
    );
    let schemas = ["--layout", "schemas", "--database", "bank"];
    let pack = place.pack(&schemas);
    assert!(
        pack.keys()
            .any(|(one, _)| one == &urn("bank.loans_db.loans,PROD")[0])
    );
    let statements = aspects(&pack, "queryProperties")
        .map(|(_, one)| one["statement"]["value"].as_str().unwrap());
    assert!(
        statements.into_iter().all(|sql| sql.contains("_db.")),
        "a query that needs a search path"
    );
    assert!(place.files("pack")["recipe.yml"].contains("database: \"bank\""));
    for environment in ENVIRONMENTS {
        assert!(
            place
                .export(&["--force", "--out", "pack", "--env", environment])
                .status
                .success()
        );
    }
}

#[test]
fn equal_rows_give_equal_packs_whose_names_change_with_their_content() {
    let (plain, packed) = (Place::new(&[]), Place::new(&["--compress", "zstd"]));
    let packs = [&plain, &packed].map(|place| {
        place.pack(&[]);
        place.files("pack")
    });
    assert!(packs[0] == packs[1], "packs of equal rows differ");
    plain.pack(&["--env", "DEV"]);
    let other = plain.files("pack");
    for (name, text) in &packs[0] {
        if name.starts_with(['1', '2', '3']) {
            assert!(
                other.get(name).is_none_or(|one| one == text),
                "{name}: the loader would take the old one"
            );
        }
    }
    assert_ne!(packs[0]["index.json"], other["index.json"]);
}

#[test]
fn a_pack_of_some_tables_names_no_others() {
    let place = Place::new(&[]);
    let pack = place.pack(&["--only", "loans_db,accounts_db.accounts"]);
    assert_eq!(aspects(&pack, "schemaMetadata").count(), 7);
    for ((urn, aspect), value) in &pack {
        let text = format!("{urn} {value}");
        for strange in [
            "customer_db.public",
            "accounts_db.public.customers",
            "employees_db.public",
        ] {
            assert!(!text.contains(strange), "{urn}, {aspect}: {strange}");
        }
    }
}

#[test]
fn errors_take_one_line_and_leave_existing_files_alone() {
    let place = Place::new(&[]);
    refused(
        &place.export(&["--layout", "schemas", "--prefix", "demo_"]),
        "--database",
    );
    refused(&place.export(&["--database", "demo"]), "--layout databases");
    refused(&place.export(&["--prefix", "Demo"]), "\"Demo\"");
    refused(&place.export(&["--platform-instance", "a,b"]), "\"a,b\"");
    refused(&place.export(&["--only", "labels"]), "labels.aml_schemes");
    refused(
        &place.dhub(&["export", "bank", "--format", "sql", "--env", "DEV"]),
        "--format datahub",
    );
    assert!(!place.path("bank.datahub").exists());
    place.pack(&[]);
    refused(&place.export(&["--out", "pack"]), "--force");
    fs::write(place.path("pack/mine.json"), "mine").unwrap();
    refused(&place.export(&["--out", "pack", "--force"]), "mine.json");
    assert_eq!(
        fs::read_to_string(place.path("pack/mine.json")).unwrap(),
        "mine"
    );
    let loans = place.path("bank/loans_db/loans.csv");
    let text = fs::read_to_string(&loans).unwrap();
    fs::write(&loans, text.replacen("active", "defaulted", 1)).unwrap();
    refused(&place.export(&[]), "loans.csv");
    assert!(!place.path("bank.datahub").exists());
}
