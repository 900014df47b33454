//! Handwritten bundles of a few rows, and runs of the comparison.

use dhub::bundle::{Bundle, Fingerprint, MANIFEST, Manifest, Origin, Resource};
use dhub::diff::{self, Diff, Options, TableDiff};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub const DEPARTMENTS: &str = "department_id,name,floor\nDEPT-01,Retail,1\nDEPT-02,Loans,2\nDEPT-03,Cards,\nDEPT-04,\"Risk, Audit\",4\n";
pub const REVIEWS: &str = "review_id,score\n11,70\n12,80\n21,90\n101,75\n";

/// A bundle with given tables, named `database/table`.
pub struct Given {
    pub directory: TempDir,
    pub manifest: Manifest,
}

impl Given {
    pub fn new(tables: &[(&str, &str)]) -> Given {
        let mut given = Given {
            directory: tempfile::tempdir().unwrap(),
            manifest: Manifest {
                profile: "data-package".to_string(),
                name: "test".to_string(),
                title: "Test".to_string(),
                description: "Test".to_string(),
                licenses: Vec::new(),
                dhub: Origin {
                    version: "0.1.0".to_string(),
                    data_version: 1,
                    bundle: "0123456789abcdef".to_string(),
                    seed: 42,
                    scale: "1.0".to_string(),
                    as_of: "2025-12-31".to_string(),
                    aml_rate: "1".to_string(),
                    months: 3,
                    employees: 150,
                    customers: 1200,
                    overridden: false,
                    part: None,
                    defects: None,
                    only: Vec::new(),
                    rows: 0,
                    bytes: 0,
                    files: vec![MANIFEST.to_string()],
                },
                resources: Vec::new(),
            },
        };
        given.write_manifest();
        for (name, csv) in tables {
            given.table(name, csv.as_bytes(), false);
        }
        given
    }

    pub fn zstd(tables: &[(&str, &str)]) -> Given {
        let mut given = Given::new(&[]);
        for (name, csv) in tables {
            given.table(name, csv.as_bytes(), true);
        }
        given
    }

    pub fn table(&mut self, name: &str, csv: &[u8], zstd: bool) {
        let (database, table) = name.split_once('/').unwrap();
        let suffix = if zstd { ".zst" } else { "" };
        let stored = match zstd {
            true => zstd::encode_all(csv, 3).unwrap(),
            false => csv.to_vec(),
        };
        self.manifest.resources.push(Resource {
            profile: "tabular-data-resource".to_string(),
            name: table.to_string(),
            database: database.to_string(),
            description: "Test".to_string(),
            path: format!("{name}.csv{suffix}"),
            format: "csv".to_string(),
            mediatype: "text/csv".to_string(),
            encoding: "utf-8".to_string(),
            compression: zstd.then(|| "zst".to_string()),
            rows: csv
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                .saturating_sub(1) as u64,
            stored: Fingerprint::of(&stored),
            uncompressed: zstd.then(|| Fingerprint::of(csv)),
            dialect: serde_json::Value::Null,
            event_time: None,
            checks: Vec::new(),
            schema: json!({"primaryKey": ["id"]}),
        });
        fs::create_dir_all(self.directory.path().join(database)).unwrap();
        fs::write(self.file(name, suffix), stored).unwrap();
        self.write_manifest();
    }

    pub fn write_manifest(&self) {
        let json = serde_json::to_string(&self.manifest).unwrap();
        fs::write(self.path().join(MANIFEST), json).unwrap();
    }

    pub fn file(&self, name: &str, suffix: &str) -> PathBuf {
        self.path().join(format!("{name}.csv{suffix}"))
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    pub fn bundle(&self) -> Bundle {
        Bundle::open(self.path()).unwrap()
    }
}

pub fn departments(csv: &str) -> Given {
    Given::new(&[("employees_db/departments", csv)])
}

pub fn reviews(csv: &str) -> Given {
    Given::new(&[("employees_db/performance_reviews", csv)])
}

/// The differences and the differing rows.
pub fn compare_with(old: &Given, new: &Given, options: &Options) -> (Diff, String) {
    let mut rows = Vec::new();
    let (old, new) = (old.bundle(), new.bundle());
    let diff = diff::compare(&old, &new, options, Some(&mut rows)).unwrap();
    assert_eq!(diff, diff::compare(&old, &new, options, None).unwrap());
    let rows = String::from_utf8(rows).unwrap();
    let rows = rows.strip_prefix(diff::ROWS_HEADER).unwrap().to_string();
    (diff, rows)
}

pub fn compare(old: &Given, new: &Given) -> (Diff, String) {
    compare_with(old, new, &Options::default())
}

/// Rows before, after, added, removed, changed.
pub fn counts(table: &TableDiff) -> [u64; 5] {
    let TableDiff {
        before,
        after,
        added,
        removed,
        changed,
        ..
    } = *table;
    [before, after, added, removed, changed]
}

pub fn dhub(arguments: &[&str], old: &Given, new: &Given) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dhub"))
        .arg("diff")
        .args([old.path(), new.path()])
        .args(arguments)
        .output()
        .unwrap()
}
