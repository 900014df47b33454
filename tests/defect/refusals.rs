//! What is refused, with status 2, one line, and nothing written.

use crate::command::{self, Home};

/// Expects a refusal that leaves everything as it was.
fn refused(home: &Home, arguments: &str, line: &str) {
    let before = home.files();
    home.dhub(arguments)
        .stderr(&format!("dhub: {line}\n"))
        .status(2)
        .run();
    command::assert_same(&before, &home.files(), arguments);
}

#[test]
fn an_existing_target_is_replaced_only_with_force() {
    let home = Home::with_bundle();
    home.dhub("defect -q --out bad").run();
    let exists =
        "exists, expected a new directory; replace it with --force or name another with --out";
    refused(
        &home,
        "defect -q --seed 2 --out bad",
        &format!("bad: {exists}"),
    );
    home.write("mine/notes.txt", "mine");
    refused(&home, "defect -q --out mine", &format!("mine: {exists}"));
    refused(
        &home,
        "defect -q --force --out mine",
        "mine: contains notes.txt, which is not part of a bundle; nothing was changed; move it elsewhere or choose another --out",
    );
    refused(
        &home,
        "defect -q --force --out ./out",
        "./out: is the bundle itself, expected another directory for the copy; choose another --out",
    );
    let before = home.files();
    home.dhub("defect -q --seed 2 --force --out bad").run();
    assert_ne!(before, home.files());
}

#[test]
fn a_defective_bundle_gets_no_more_defects() {
    let home = Home::with_bundle();
    home.dhub("defect -q --count 1 --out bad").run();
    refused(
        &home,
        "defect bad -q --out worse",
        "bad: is already defective, with 1 planted defect, expected a sound bundle; use the original, or write one with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --out DIR",
    );
}

#[test]
fn only_an_unmodified_bundle_gets_defects() {
    let home = Home::with_bundle();
    let again = "write the bundle again with: dhub seed all --scale 0.05 --seed 42 --as-of 2025-12-31 --force --out out";
    let loans = home.read("out/loans_db/loans.csv");
    home.write("out/loans_db/loans.csv", &loans.replace("active", "Active"));
    home.dhub("defect -q --defect salary-in-cents")
        .stderr_has("out/loans_db/loans.csv: expected sha256 ")
        .stderr_has(again)
        .status(2)
        .run();
    // Also if it is a table that the defect reads or edits.
    home.dhub("defect -q --defect installments-missing")
        .stderr_has("out/loans_db/loans.csv: expected sha256 ")
        .status(2)
        .run();
    home.dhub("defect -q --defect loan-lost")
        .stderr_has("loan_status")
        .stderr_has("expected a sound bundle; see dhub verify")
        .status(2)
        .run();
    home.write("out/loans_db/loans.csv", &loans.replacen(".00,", ".01,", 1));
    home.dhub("defect -q --defect loan-lost")
        .stderr_has("out/loans_db/loans.csv: expected ")
        .stderr_has(again)
        .status(2)
        .run();
    home.write("out/loans_db/loans.csv", &loans);
    home.write("out/README.md", "mine");
    home.dhub("defect -q")
        .stderr_has("out/README.md: expected sha256 ")
        .status(2)
        .run();
    assert!(!home.path("out-defective").exists());
}

#[test]
fn defects_that_cannot_be_planted_are_named() {
    let home = Home::with_bundle();
    refused(
        &home,
        "defect -q --defect stale-balance,stale-balnce",
        "--defect: expected the name of a defect, found \"stale-balnce\"; did you mean stale-balance? dhub defect --list shows them all",
    );
    refused(
        &home,
        "defect -q --defect amount-with-transposed-digits",
        "out: has no rows for amount-with-transposed-digits; use a larger bundle or choose another defect",
    );
    let all = dhub::defect::catalogue().len();
    home.dhub("defect -q --count 60000")
        .stderr_has(&format!(" of {all} defects (none for "))
        .stderr_has("), expected 60000; use a larger bundle or a smaller --count\n")
        .status(2)
        .run();
    for (arguments, wanted) in [
        ("defect --count 0", "--count"),
        ("defect --count 3 --defect loan-lost", "--defect"),
        ("defect --list out", "--list"),
        ("defect --list --seed 4", "--list"),
        ("defect --seed -1", "-1"),
        ("defect nowhere", "nowhere: no bundle here"),
    ] {
        home.dhub(arguments).stderr_has(wanted).status(2).run();
    }
    home.dhub("seed all -q -s 0.05 --part 1/2 --out part").run();
    home.dhub("defect part")
        .stderr_has("part: is part 1/2 of a bundle")
        .status(2)
        .run();
    assert!(!home.path("out-defective").exists());
}
