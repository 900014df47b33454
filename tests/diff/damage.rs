//! Damaged files.

use crate::given::*;
use dhub::bundle::MANIFEST;
use std::fs;

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
fn unterminated_records_are_refused() {
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
    fails(
        &bad,
        "departments.csv.zst:1: expected zstd, found damaged data",
    );
    fs::write(&file, DEPARTMENTS).unwrap();
    fails(
        &bad,
        "departments.csv.zst:1: expected zstd, found damaged data",
    );
    fs::remove_file(&file).unwrap();
    fails(&bad, "departments.csv.zst: cannot read: it does not exist");
    fs::write(bad.path().join(MANIFEST), "{}").unwrap();
    fails(
        &bad,
        "datapackage.json: expected a manifest of dhub, found something else",
    );
    fs::remove_file(bad.path().join(MANIFEST)).unwrap();
    fails(&bad, "no bundle here");
}

#[test]
fn a_file_truncated_between_rows_is_detected_by_the_manifest() {
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
