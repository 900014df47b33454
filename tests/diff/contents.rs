//! Rows, values, columns and tables that differ.

use crate::given::*;
use dhub::diff::Presence;

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
fn added_removed_and_changed_rows_are_distinguished() {
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
fn null_differs_from_the_empty_string_and_quoting_does_not_matter() {
    let head = "department_id,name\n";
    let (null, empty) = (format!("{head}D,\n"), format!("{head}D,\"\"\n"));
    let (diff, rows) = compare(&departments(&null), &departments(&empty));
    assert_eq!(counts(&diff.tables[0]), [1, 1, 0, 0, 1]);
    assert_eq!(rows, "employees_db,departments,changed,D,name,,\"\"\n");

    let quoted = departments(&format!("{head}\"D\",\"x\"\n"));
    let (diff, rows) = compare(&departments(&format!("{head}D,x\n")), &quoted);
    assert!(diff.same && rows.is_empty());
    assert!(
        diff.tables[0].notes[0].contains("quoted differently"),
        "{diff:?}"
    );
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

    // A new column alone is a difference, too.
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
