//! Compares the answer key with the rows: every row of every table of the copy is compared with the original, by an independent
//! reader.

use crate::command::Home;
use dhub::tables::{FILES, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The lines of a table by key, and the keys in order.
struct Lines {
    by_key: BTreeMap<String, Vec<csv::ByteRecord>>,
    raw: BTreeMap<String, Vec<String>>,
}

fn read(home: &Home, bundle: &str, table: &Table) -> Lines {
    let path = format!("{bundle}/{}/{}.csv", table.database, table.name);
    let text = fs::read(home.path(&path)).unwrap();
    let key = table.columns.iter().position(|one| one.key).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_slice());
    assert_eq!(
        reader.headers().unwrap().iter().collect::<Vec<_>>(),
        table.columns.iter().map(|one| one.name).collect::<Vec<_>>()
    );
    let mut lines = Lines {
        by_key: BTreeMap::new(),
        raw: BTreeMap::new(),
    };
    for record in reader.byte_records() {
        let record = record.unwrap();
        let name = String::from_utf8(record[key].to_vec()).unwrap();
        let start = record.position().unwrap().byte() as usize;
        let rest = &text[start..];
        let raw = String::from_utf8_lossy(rest.split(|b| *b == b'\n').next().unwrap());
        lines.raw.entry(name.clone()).or_default().push(raw.into());
        lines.by_key.entry(name).or_default().push(record);
    }
    lines
}

/// The columns that differ in a row; none for a row that exists on one side only, or twice.
type Changed = BTreeMap<(String, String), BTreeSet<String>>;

/// Returns every row that differs between two bundles, by table and key, with its columns.
fn differences(home: &Home, old: &str, new: &str) -> Changed {
    let mut changed = Changed::new();
    for table in FILES {
        let name = format!("{}.{}", table.database, table.name);
        let (before, after) = (read(home, old, table), read(home, new, table));
        let keys: BTreeSet<&String> = before.by_key.keys().chain(after.by_key.keys()).collect();
        for key in keys {
            let (was, is) = (before.by_key.get(key), after.by_key.get(key));
            if was == is {
                assert_eq!(before.raw[key], after.raw[key], "{name}: other bytes");
                continue;
            }
            let mut columns = BTreeSet::new();
            if let (Some([was]), Some([is])) = (was.map(Vec::as_slice), is.map(Vec::as_slice)) {
                let pairs = table.columns.iter().zip(was.iter().zip(is.iter()));
                for (column, (was, is)) in pairs {
                    if was != is {
                        columns.insert(column.name.to_string());
                    }
                }
            }
            changed.insert((name.clone(), key.clone()), columns);
        }
    }
    changed
}

/// Compares the answer key of a copy with the actual differences.
fn complete_and_true(home: &Home, old: &str, new: &str) {
    let mut found = differences(home, old, new);
    assert!(!found.is_empty());
    let mut reader =
        csv::Reader::from_path(home.path(&format!("{new}/labels/defects.csv"))).unwrap();
    let header = "defect,table,keys,columns,rule,description";
    assert_eq!(
        reader
            .headers()
            .unwrap()
            .iter()
            .collect::<Vec<_>>()
            .join(","),
        header
    );
    for line in reader.records() {
        let line = line.unwrap();
        let fields: Vec<&str> = line.iter().collect();
        let [defect, table, keys, columns, rule, description] = fields[..] else {
            panic!("{fields:?}");
        };
        assert!(!rule.is_empty() && description.ends_with('.'));
        assert!(!keys.is_empty(), "{defect}");
        let columns: BTreeSet<String> = match columns {
            "" => BTreeSet::new(),
            names => names.split(';').map(str::to_string).collect(),
        };
        let mut hit = BTreeSet::new();
        for key in keys.split(';') {
            let differs = found.remove(&(table.to_string(), key.to_string()));
            let differs = differs.unwrap_or_else(|| panic!("{defect}: {table} {key} is as before"));
            assert_eq!(differs.is_empty(), columns.is_empty(), "{defect}: {key}");
            hit.extend(differs);
        }
        assert_eq!(hit, columns, "{defect}");
    }
    assert!(found.is_empty(), "not in the answers: {found:?}");
}

#[test]
fn the_answer_key_names_exactly_the_rows_and_columns_that_differ() {
    let home = Home::new();
    home.dhub("seed all -q").run();
    home.dhub("seed all -q -s 0.05 --seed 11 --out small").run();
    let all = dhub::defect::catalogue().len();
    for (bundle, count, seed) in [
        ("out", all, 5),
        ("out", 7, 6),
        ("small", 30, 1),
        ("small", 30, 2),
    ] {
        home.dhub(&format!(
            "defect {bundle} -q --count {count} --seed {seed} --force --out bad"
        ))
        .run();
        complete_and_true(&home, bundle, "bad");
    }
}
