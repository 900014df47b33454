//! Order does not matter, and memory does not grow.

use crate::command::Home;
use crate::given::*;
use dhub::bundle::Bundle;
use dhub::diff::{self, Options};

#[test]
fn unordered_files_are_compared_like_ordered_ones_with_any_memory() {
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
        // Key and record of a row take 6 bytes or more, so a run of either side has at most 1,000 rows.
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
    for count in [10, 50_000] {
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
fn the_order_of_rows_and_columns_does_not_matter() {
    let moved = "floor,department_id,name\n4,DEPT-04,\"Risk, Audit\"\n2,DEPT-02,Loans\n1,DEPT-01,Retail\n,DEPT-03,Cards\n";
    let rows = "department_id,name,floor\nDEPT-03,Cards,\nDEPT-01,Retail,1\nDEPT-04,\"Risk, Audit\",4\nDEPT-02,Loans,2\n";
    let old = departments(DEPARTMENTS);
    for csv in [moved, rows] {
        let new = departments(csv);
        for (old, new) in [(&old, &new), (&new, &old)] {
            let (diff, rows) = compare(old, new);
            assert!(diff.same && rows.is_empty(), "{diff:?}");
            let notes = &diff.tables[0].notes;
            assert!(notes[0].contains("a different order"), "{notes:?}");
        }
        let (diff, _) = compare(&new, &new);
        assert!(diff.same && diff.tables[0].notes.is_empty());
    }
}

#[test]
fn the_tables_of_a_bundle_need_no_sorting() {
    let home = Home::new();
    for seed in ["1", "2"] {
        home.dhub(&format!("seed all -q --seed {seed} --out {seed}"))
            .run();
    }
    let [old, new] = ["1", "2"].map(|seed| Bundle::open(&home.path(seed)).unwrap());
    let diff = diff::compare(&old, &new, &Options::default(), None).unwrap();
    for table in diff.tables {
        assert!(table.differs() || table.before < 30, "{}", table.table);
        assert_eq!(table.rows_held, 2, "{}", table.table);
    }
}
