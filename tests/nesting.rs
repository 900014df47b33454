//! Nested scales: every row of a smaller scale is in every larger one, unchanged.

mod made;

use dhub::tables::{CATALOGUE, Table};
use made::{lines, plan, tables};
use std::collections::HashSet;

/// Returns a row without the columns that may differ: head and budget of a department, manager of a branch.
fn promised(table: &Table, line: &str) -> String {
    match table.name {
        "departments" => line.split(',').take(2).collect::<Vec<_>>().join(","),
        "branches" => line.split(',').take(8).collect::<Vec<_>>().join(","),
        _ => line.to_string(),
    }
}

fn assert_nested(smaller: &str, larger: &str) {
    let (small, large) = (tables(plan(smaller)), tables(plan(larger)));
    for (at, table) in CATALOGUE.iter().enumerate() {
        let all: HashSet<String> = lines(&large.tables[at].bytes)
            .into_iter()
            .map(|line| promised(table, line))
            .collect();
        assert!(large.tables[at].rows >= small.tables[at].rows);
        for line in lines(&small.tables[at].bytes) {
            assert!(
                all.contains(&promised(table, line)),
                "{}: a row of scale {smaller} is not in scale {larger}:\n{line}",
                table.name
            );
        }
    }
}

#[test]
fn scales_are_nested() {
    for smaller in ["0.05", "0.1"] {
        assert_nested(smaller, "1.0");
    }
}

#[test]
fn scales_that_split_a_block_are_nested() {
    assert_nested("0.0925", "0.11");
    assert_nested("0.169", "0.35");
}

#[test]
fn a_scale_is_not_empty() {
    for (table, chunk) in CATALOGUE.iter().zip(tables(plan("1.0")).tables) {
        assert!(chunk.rows > 0, "{} has no rows", table.name);
    }
}
