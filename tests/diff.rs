//! `dhub diff`: what is reported between two bundles, and what is no difference.

use dhub::bundle::{Bundle, Fingerprint, MANIFEST, Manifest, Origin, Resource};
use dhub::diff::{self, Diff, Options, Presence, TableDiff};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const DEPARTMENTS: &str = "department_id,name,floor\nDEPT-01,Retail,1\nDEPT-02,Loans,2\nDEPT-03,Cards,\nDEPT-04,\"Risk, Audit\",4\n";
const REVIEWS: &str = "review_id,score\n11,70\n12,80\n21,90\n101,75\n";

/// A bundle with given tables, named `database/table`.
struct Given {
    folder: TempDir,
    manifest: Manifest,
}

impl Given {
    fn new(tables: &[(&str, &str)]) -> Given {
        let mut given = Given {
            folder: tempfile::tempdir().unwrap(),
            manifest: Manifest {
                profile: "data-package".to_string(),
                name: "test".to_string(),
                title: "Test".to_string(),
                description: "Test".to_string(),
                dhub: Origin {
                    version: "0.1.0".to_string(),
                    data_version: 1,
                    bundle: "0123456789abcdef".to_string(),
                    seed: 42,
                    scale: "1.0".to_string(),
                    as_of: "2025-12-31".to_string(),
                    employees: 150,
                    customers: 1200,
                    overridden: false,
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

    fn zstd(tables: &[(&str, &str)]) -> Given {
        let mut given = Given::new(&[]);
        for (name, csv) in tables {
            given.table(name, csv.as_bytes(), true);
        }
        given
    }

    fn table(&mut self, name: &str, csv: &[u8], zstd: bool) {
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
            schema: json!({"primaryKey": ["id"]}),
        });
        fs::create_dir_all(self.folder.path().join(database)).unwrap();
        fs::write(self.file(name, suffix), stored).unwrap();
        self.write_manifest();
    }

    fn write_manifest(&self) {
        let json = serde_json::to_string(&self.manifest).unwrap();
        fs::write(self.path().join(MANIFEST), json).unwrap();
    }

    fn file(&self, name: &str, suffix: &str) -> std::path::PathBuf {
        self.path().join(format!("{name}.csv{suffix}"))
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn bundle(&self) -> Bundle {
        Bundle::open(self.path()).unwrap()
    }
}

fn departments(csv: &str) -> Given {
    Given::new(&[("employees_db/departments", csv)])
}

fn reviews(csv: &str) -> Given {
    Given::new(&[("employees_db/performance_reviews", csv)])
}

/// The differences and the differing rows.
fn compare_with(old: &Given, new: &Given, options: &Options) -> (Diff, String) {
    let mut rows = Vec::new();
    let (old, new) = (old.bundle(), new.bundle());
    let diff = diff::compare(&old, &new, options, Some(&mut rows)).unwrap();
    assert_eq!(diff, diff::compare(&old, &new, options, None).unwrap());
    let rows = String::from_utf8(rows).unwrap();
    let rows = rows.strip_prefix(diff::ROWS_HEADER).unwrap().to_string();
    (diff, rows)
}

fn compare(old: &Given, new: &Given) -> (Diff, String) {
    compare_with(old, new, &Options::default())
}

/// Rows before, after, added, removed, changed.
fn counts(table: &TableDiff) -> [u64; 5] {
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

fn dhub(arguments: &[&str], old: &Given, new: &Given) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dhub"))
        .arg("diff")
        .args([old.path(), new.path()])
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn equal_bundles_are_the_same_plain_or_compressed() {
    let tables = [
        ("employees_db/departments", DEPARTMENTS),
        ("employees_db/performance_reviews", REVIEWS),
    ];
    let (plain, zstd) = (Given::new(&tables), Given::zstd(&tables));
    for (old, new) in [
        (&plain, &plain),
        (&plain, &zstd),
        (&zstd, &plain),
        (&zstd, &zstd),
    ] {
        let (diff, rows) = compare(old, new);
        assert!(diff.same && diff.origin.is_empty() && rows.is_empty());
        assert_eq!(diff.tables.len(), 2);
        for table in &diff.tables {
            assert_eq!(counts(table), [4, 4, 0, 0, 0]);
            assert!(table.notes.is_empty(), "{:?}", table.notes);
        }
    }
}

#[test]
fn added_removed_and_changed_rows_are_told_apart() {
    let old = departments(DEPARTMENTS);
    let new = departments(
        "department_id,name,floor\nDEPT-01,Retail,7\nDEPT-03,Cards,3\nDEPT-04,\"Risk \"\"R\"\"\",\nDEPT-05,\"a,b\",5\n",
    );
    let (diff, rows) = compare(&old, &new);
    assert!(!diff.same);
    let [table] = &diff.tables[..] else { panic!() };
    assert_eq!(counts(table), [4, 4, 1, 1, 3]);
    assert_eq!(
        (&table.added_keys[..], &table.removed_keys[..]),
        (&["DEPT-05".to_string()][..], &["DEPT-02".to_string()][..])
    );
    let columns: Vec<(&str, u64)> = table
        .columns
        .iter()
        .map(|c| (c.column.as_str(), c.changed))
        .collect();
    assert_eq!(columns, [("name", 1), ("floor", 3)]);
    let example = &table.columns[1].examples[1];
    assert_eq!(
        (example.key.as_str(), &example.old, example.new.as_deref()),
        ("DEPT-03", &None, Some("3"))
    );
    assert_eq!(
        table.columns[0].examples[0].new.as_deref(),
        Some("Risk \"R\"")
    );
    assert_eq!(
        rows,
        "employees_db,departments,changed,DEPT-01,floor,1,7\n\
         employees_db,departments,removed,DEPT-02,,\"DEPT-02,Loans,2\",\n\
         employees_db,departments,changed,DEPT-03,floor,,3\n\
         employees_db,departments,changed,DEPT-04,name,\"Risk, Audit\",\"Risk \"\"R\"\"\"\n\
         employees_db,departments,changed,DEPT-04,floor,4,\n\
         employees_db,departments,added,DEPT-05,,,\"DEPT-05,\"\"a,b\"\",5\"\n"
    );
    let (back, _) = compare(&new, &old);
    assert_eq!(counts(&back.tables[0]), [4, 4, 1, 1, 3]);
}

#[test]
fn null_differs_from_the_empty_text_and_quoting_is_no_difference() {
    let head = "department_id,name\n";
    let (null, empty) = (format!("{head}D,\n"), format!("{head}D,\"\"\n"));
    let (diff, rows) = compare(&departments(&null), &departments(&empty));
    assert_eq!(counts(&diff.tables[0]), [1, 1, 0, 0, 1]);
    assert_eq!(rows, "employees_db,departments,changed,D,name,,\"\"\n");

    let quoted = departments(&format!("{head}\"D\",\"x\"\n"));
    let (diff, rows) = compare(&departments(&format!("{head}D,x\n")), &quoted);
    assert!(diff.same && rows.is_empty());
    assert!(
        diff.tables[0].notes[0].contains("quoted otherwise"),
        "{diff:?}"
    );
}

#[test]
fn the_order_of_rows_and_columns_is_no_difference() {
    let moved = "floor,department_id,name\n4,DEPT-04,\"Risk, Audit\"\n2,DEPT-02,Loans\n1,DEPT-01,Retail\n,DEPT-03,Cards\n";
    let (old, new) = (departments(DEPARTMENTS), departments(moved));
    for (old, new) in [(&old, &new), (&new, &old)] {
        let (diff, rows) = compare(old, new);
        assert!(diff.same && rows.is_empty(), "{diff:?}");
        assert!(
            diff.tables[0].notes[0].contains("another order"),
            "{diff:?}"
        );
    }
    let (diff, _) = compare(&new, &new);
    assert!(diff.same && diff.tables[0].notes.is_empty());
}

#[test]
fn a_column_on_one_side_is_named_and_the_others_are_compared() {
    let old = departments(DEPARTMENTS);
    let new = departments(
        "department_id,head,name\nDEPT-01,x,Retail\nDEPT-02,y,Lending\nDEPT-03,,Cards\nDEPT-04,,\"Risk, Audit\"\n",
    );
    let (diff, rows) = compare(&old, &new);
    let table = &diff.tables[0];
    assert_eq!(counts(table), [4, 4, 0, 0, 1]);
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|c| (c.column.as_str(), c.presence, c.changed))
        .collect();
    assert_eq!(
        columns,
        [
            ("head", Presence::New, 0),
            ("name", Presence::Both, 1),
            ("floor", Presence::Old, 0)
        ]
    );
    assert_eq!(
        rows,
        "employees_db,departments,changed,DEPT-02,name,Loans,Lending\n"
    );

    // Nothing but a new column is a difference too.
    let wider = reviews("review_id,score,note\n11,70,\n12,80,\n21,90,\n101,75,\n");
    let (diff, rows) = compare(&reviews(REVIEWS), &wider);
    assert!(!diff.same && rows.is_empty());
    assert_eq!(counts(&diff.tables[0]), [4, 4, 0, 0, 0]);
}

#[test]
fn a_table_on_one_side_is_named_with_all_its_rows() {
    let old = departments(DEPARTMENTS);
    let new = Given::new(&[
        ("employees_db/performance_reviews", REVIEWS),
        ("new_db/things", "id,a\nx,1\n"),
    ]);
    let (diff, rows) = compare(&old, &new);
    let found: Vec<_> = diff
        .tables
        .iter()
        .map(|t| (t.table.as_str(), t.presence, counts(t)))
        .collect();
    assert_eq!(
        found,
        [
            ("performance_reviews", Presence::New, [0, 4, 4, 0, 0]),
            ("things", Presence::New, [0, 1, 1, 0, 0]),
            ("departments", Presence::Old, [4, 0, 0, 4, 0]),
        ]
    );
    assert_eq!(rows.lines().count(), 9);
    assert!(rows.contains("new_db,things,added,x,,,\"x,1\"\n"));

    // A table without a row on one side only is a difference as well.
    let (diff, _) = compare(&Given::new(&[]), &departments("department_id,name\n"));
    assert!(!diff.same);
}

#[test]
fn unordered_files_are_compared_as_ordered_ones_whatever_the_memory() {
    let head = "review_id,score\n";
    let row = |id: u32, score: u32| format!("{id},{score}\n");
    let text = |rows: &[String]| format!("{head}{}", rows.concat());
    let old: Vec<String> = (1..5000).map(|id| row(id, id % 40)).collect();
    let new: Vec<String> = (20..5020)
        .filter(|id| id % 1000 != 0)
        .map(|id| row(id, id % 41))
        .collect();
    let mixed = |rows: &[String]| {
        // Bank-wide rows first, then a stride through the rest.
        let mut mixed: Vec<String> = rows[4000..].to_vec();
        mixed.extend((0..4000).map(|i| rows[i * 7 % 4000].clone()));
        mixed
    };
    let wanted = compare(&reviews(&text(&old)), &reviews(&text(&new)));
    assert_eq!(counts(&wanted.0.tables[0])[..4], [4999, 4995, 19, 23]);
    assert!(wanted.0.tables[0].changed > 1000);
    assert_eq!(wanted.0.tables[0].rows_held, 2);

    for (old_rows, new_rows) in [
        (mixed(&old), new.clone()),
        (old.clone(), mixed(&new)),
        (mixed(&old), mixed(&new)),
    ] {
        let (old, new) = (reviews(&text(&old_rows)), reviews(&text(&new_rows)));
        for sort_memory in [500, 20_000, 1 << 20] {
            let (diff, rows) = compare_with(&old, &new, &Options { sort_memory });
            let (found, wanted_table) = (&diff.tables[0], &wanted.0.tables[0]);
            assert_eq!(
                (counts(found), &found.columns),
                (counts(wanted_table), &wanted_table.columns)
            );
            assert_eq!(
                (&found.added_keys, &found.removed_keys),
                (&wanted_table.added_keys, &wanted_table.removed_keys)
            );
            assert!(rows == wanted.1);
        }
        // At least 6 bytes of key and record a row: never more than this at once in a run, and 20 runs or so.
        let held = compare_with(&old, &new, &Options { sort_memory: 6000 })
            .0
            .tables[0]
            .rows_held;
        assert!((100..2100).contains(&held), "{held}");
    }
}

#[test]
fn rows_in_memory_do_not_grow_with_files_in_order() {
    let csv = |count: u32, score: u32| {
        let rows: Vec<String> = (0..count)
            .map(|id| format!("{id},{}\n", id % score))
            .collect();
        format!("review_id,score\n{}", rows.concat())
    };
    for count in [10, 200_000] {
        let (diff, rows) = compare(&reviews(&csv(count, 40)), &reviews(&csv(count, 7)));
        assert_eq!(diff.tables[0].rows_held, 2);
        assert_eq!(rows.lines().count() as u64, diff.tables[0].changed);
        assert!(diff.tables[0].changed >= u64::from(count) / 4);
        let columns = &diff.tables[0].columns;
        assert_eq!((columns.len(), columns[0].examples.len()), (1, 3));
    }
}

#[test]
fn rows_of_the_same_key_are_paired_in_the_order_of_the_file() {
    let old = reviews("review_id,score\n1,70\n1,71\n2,80\n");
    let new = reviews("review_id,score\n1,70\n1,72\n1,73\n2,80\n");
    let (diff, rows) = compare(&old, &new);
    assert_eq!(counts(&diff.tables[0]), [3, 4, 1, 0, 1]);
    let unordered = reviews("review_id,score\n2,80\n1,70\n1,72\n1,73\n");
    let (sorted, sorted_rows) = compare(&old, &unordered);
    assert_eq!(
        (counts(&sorted.tables[0]), sorted_rows),
        (counts(&diff.tables[0]), rows)
    );
}

#[test]
fn tables_without_a_common_key_are_compared_by_whole_rows() {
    let old = Given::new(&[("new_db/things", "name,a\nx,1\ny,2\n")]);
    let new = Given::new(&[("new_db/things", "name,a\ny,2\nx,3\n")]);
    let (diff, rows) = compare(&old, &new);
    assert_eq!(counts(&diff.tables[0]), [2, 2, 1, 1, 0]);
    assert_eq!(
        rows,
        "new_db,things,removed,\"x,1\",,\"x,1\",\nnew_db,things,added,\"x,3\",,,\"x,3\"\n"
    );
    assert!(diff.tables[0].notes[0].contains("the key id is not in both headers"));
}

#[test]
fn a_line_tells_what_the_bundles_were_made_of() {
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
fn damage_is_a_failure_that_names_file_and_line() {
    let good = departments(DEPARTMENTS);
    for (csv, wanted) in [
        (
            "",
            "departments.csv:1: expected a header, found an empty file",
        ),
        (
            "department_id,name,name\n",
            "departments.csv:1: expected each column once, found name twice",
        ),
        (
            "department_id,name,floor\nDEPT-01,Retail,1\nDEPT-02,Loans\n",
            "departments.csv:3: expected 3 columns, found 2",
        ),
        (
            "department_id,name,floor\nDEPT-01,\"two\nlines\",1\nDEPT-02,a,b,c\n",
            "departments.csv:4: expected 3 columns, found 4",
        ),
        (
            "department_id,name,floor\nDEPT-01,Retail,1\r\n",
            "departments.csv:2: expected the line end LF, found CRLF",
        ),
        (
            "department_id,name,floor\nDEPT-01,Ret",
            "departments.csv:2: expected a line end, found the end of the file",
        ),
        (
            "department_id,name,floor\nDEPT-01,\"Ret,1\n",
            "departments.csv:2: expected the closing quote of a field, found the end of the file",
        ),
        (
            "department_id,name,floor\nDEPT-01,a\"b\",1\n",
            "departments.csv:2: expected quotes around the whole field and doubled ones inside, found others in field 2",
        ),
        (
            "department_id,name,floor\n,Retail,1\n",
            "departments.csv:2: expected a key in department_id, found NULL",
        ),
    ] {
        let bad = departments(csv);
        for (old, new) in [(&good, &bad), (&bad, &good), (&bad, &bad)] {
            let output = dhub(&[], old, new);
            let message = String::from_utf8(output.stderr).unwrap();
            assert!(
                message.contains(wanted),
                "expected {wanted}, found {message}"
            );
            assert!(message.starts_with("dhub: ") && message.lines().count() == 1);
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        }
    }
}

#[test]
fn endless_records_are_refused() {
    let good = departments(DEPARTMENTS);
    let line = "DEPT-01,Retail,1\n";
    for text in [
        format!("DEPT-00,\"lost,1\n{}", line.repeat(100_000)),
        "\0".repeat(3 << 20),
    ] {
        let bad = departments(&format!("department_id,name,floor\n{text}"));
        let message = String::from_utf8(dhub(&[], &good, &bad).stderr).unwrap();
        assert!(
            message.contains("departments.csv:2: expected a record of less than 1048576 bytes"),
            "{message}"
        );
    }
}

#[test]
fn missing_and_unreadable_files_are_failures() {
    let good = Given::zstd(&[("employees_db/departments", DEPARTMENTS)]);
    let fails = |bad: &Given, wanted: &str| {
        let output = dhub(&[], &good, bad);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(
            message.contains(wanted),
            "expected {wanted}, found {message}"
        );
        assert_eq!(
            (output.status.code(), message.lines().count()),
            (Some(2), 1)
        );
    };
    let bad = Given::zstd(&[("employees_db/departments", DEPARTMENTS)]);
    let file = bad.file("employees_db/departments", ".zst");
    let stored = fs::read(&file).unwrap();
    fs::write(&file, &stored[..stored.len() - 5]).unwrap();
    fails(&bad, "departments.csv.zst:1: expected zstd, found damage");
    fs::write(&file, DEPARTMENTS).unwrap();
    fails(&bad, "departments.csv.zst:1: expected zstd, found damage");
    fs::remove_file(&file).unwrap();
    fails(&bad, "departments.csv.zst: cannot read: it does not exist");
    fs::write(bad.path().join(MANIFEST), "{}").unwrap();
    fails(&bad, "datapackage.json: expected a manifest of dhub, found something else");
    fs::remove_file(bad.path().join(MANIFEST)).unwrap();
    fails(&bad, "no bundle here");
}

#[test]
fn a_file_cut_between_rows_is_noticed_by_the_manifest() {
    let (old, new) = (departments(DEPARTMENTS), departments(DEPARTMENTS));
    let cut = &DEPARTMENTS[..DEPARTMENTS.find("DEPT-04").unwrap()];
    fs::write(new.file("employees_db/departments", ""), cut).unwrap();
    let (diff, _) = compare(&old, &new);
    assert_eq!(counts(&diff.tables[0]), [4, 3, 0, 1, 0]);
    let note = &diff.tables[0].notes[0];
    assert!(
        note.ends_with("departments.csv has 3 rows, its manifest says 4"),
        "{note}"
    );
}
