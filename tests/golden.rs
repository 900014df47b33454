//! Golden rows: the tables of seed 42 at scale 0.1, byte by byte. What changes here raises DATA_VERSION.
//!
//! They lie in tests/golden/, a bundle like any other. `make golden` writes it anew.

mod made;

use dhub::plan::DATA_VERSION;
use dhub::tables::CATALOGUE;
use made::{lines, plan, tables};
use std::path::{Path, PathBuf};

/// Rows to show of a table that differs.
const SHOWN: usize = 3;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

/// What a table holds beside what it should hold: nothing if they are the same.
fn difference(name: &str, wanted: &[u8], made: &[u8]) -> Option<String> {
    if wanted == made {
        return None;
    }
    let (wanted, made) = (lines(wanted), lines(made));
    let mut report = format!("{name}: {} lines, wanted {}\n", made.len(), wanted.len());
    let longest = wanted.len().max(made.len());
    let differing = (0..longest).filter(|&at| wanted.get(at) != made.get(at));
    for at in differing.take(SHOWN) {
        let line = |lines: &[&str]| lines.get(at).copied().unwrap_or("(none)").to_string();
        report += &format!(
            "  line {}\n    wanted {}\n    made   {}\n",
            at + 1,
            line(&wanted),
            line(&made)
        );
    }
    Some(report)
}

#[test]
fn the_data_matches_its_version() {
    let manifest = std::fs::read_to_string(golden("datapackage.json")).unwrap();
    assert!(
        manifest.contains(&format!("\"data_version\": {DATA_VERSION},")),
        "tests/golden is of another data version; write it again with `make golden`"
    );
    let tables = tables(plan("0.1"));
    let differences: Vec<String> = CATALOGUE
        .iter()
        .zip(&tables.tables)
        .filter_map(|(table, made)| {
            let name = format!("{}.{}", table.database, table.name);
            let file = golden(&format!("{}/{}.csv.zst", table.database, table.name));
            let wanted = std::fs::read(file).unwrap_or_default();
            let wanted = zstd::decode_all(&wanted[..]).unwrap();
            let made = [table.header().as_bytes(), &made.bytes].concat();
            difference(&name, &wanted, &made)
        })
        .collect();
    assert!(
        differences.is_empty(),
        "the data has changed: raise DATA_VERSION, say so in CHANGELOG.md, then `make golden`\n{}",
        differences.concat()
    );
}

#[test]
fn a_difference_names_the_table_and_shows_its_first_rows() {
    let wanted = b"1,a\n2,b\n3,c\n";
    assert_eq!(difference("db.t", wanted, wanted), None);
    assert_eq!(
        difference("db.t", wanted, b"1,a\n2,x\n").unwrap(),
        "db.t: 2 lines, wanted 3\n  line 2\n    wanted 2,b\n    made   2,x\n  line 3\n    wanted 3,c\n    made   (none)\n"
    );
}
