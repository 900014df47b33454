//! The guide's shares hold over the whole bank, whatever the seed and the as-of date.

use dhub::generate::{Bank, Work};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::{Encoded, Rows, files};
use dhub::values::calendar::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a table, as column and text.
type Lines = Vec<BTreeMap<String, String>>;

/// Some tables of a bank.
fn tables<const N: usize>(seed: u64, scale: &str, as_of: Date, wanted: [&str; N]) -> [Lines; N] {
    let scale = Scale::parse(scale).unwrap();
    let bank = Bank::new(Plan::new(seed, as_of, scale, None, None).unwrap());
    let (mut rows, mut encoded) = (Rows::default(), Encoded::default());
    let work = Work::whole(&bank);
    for batch in 0..work.batches() {
        work.encode(batch, &mut rows, &mut encoded);
    }
    wanted.map(|name| {
        let mut files = files().zip(&encoded.tables);
        let (table, chunk) = files.find(|(table, _)| table.name == name).unwrap();
        let text = [table.header().as_bytes(), &chunk.bytes].concat();
        let mut reader = csv::Reader::from_reader(&text[..]);
        reader.deserialize().map(Result::unwrap).collect()
    })
}

/// How many in a hundred of some rows are so.
fn percent(rows: &Lines, so: impl Fn(&BTreeMap<String, String>) -> bool) -> f64 {
    100.0 * rows.iter().filter(|row| so(row)).count() as f64 / rows.len() as f64
}

#[track_caller]
fn assert_close(found: f64, wanted: f64, slack: f64) {
    assert!(
        (found - wanted).abs() < slack,
        "expected {wanted} +- {slack}, found {found:.2}"
    );
}

#[test]
fn of_all_active_loans_forty_in_a_hundred_are_assessed_again() {
    let [mut loans, assessments] = tables(1, "20", DEFAULT_AS_OF, ["loans", "risk_assessments"]);
    let again: BTreeSet<&String> = assessments.iter().map(|row| &row["loan_id"]).collect();
    loans.retain(|loan| loan["loan_status"] == "active");
    let share = percent(&loans, |loan| again.contains(&loan["loan_id"]));
    assert_close(share, 40.0, 1.5);
}

#[test]
fn complaints_of_those_who_left_are_closed_and_the_shares_of_all_hold() {
    let names = ["complaints", "customer_profiles"];
    let [complaints, mut profiles] = tables(1, "20", DEFAULT_AS_OF, names);
    profiles.retain(|profile| profile["customer_status"] == "closed");
    let left: BTreeSet<&String> = profiles.iter().map(|row| &row["customer_id"]).collect();
    for complaint in &complaints {
        let closed = complaint["status"] == "closed";
        assert!(closed || !left.contains(&complaint["customer_id"]));
    }
    for (status, share) in [
        ("resolved", 60.0),
        ("investigating", 20.0),
        ("closed", 15.0),
        ("open", 5.0),
    ] {
        assert_close(
            percent(&complaints, |row| row["status"] == status),
            share,
            1.8,
        );
    }
}

#[test]
fn interest_comes_once_a_quarter_and_the_shares_of_income_hold_on_any_day() {
    for as_of in [
        Date::new(2025, 3, 31),
        Date::new(2025, 6, 30),
        DEFAULT_AS_OF,
    ] {
        let [mut income] = tables(1, "1", as_of, ["transactions"]);
        income.retain(|row| !row["transaction_amount"].starts_with('-'));
        let mut paid = BTreeSet::new();
        for row in &income {
            let interest = row["transaction_type"] == "interest";
            assert!(!interest || paid.insert(&row["account_id"]), "{row:?}");
        }
        for (kind, share) in [
            ("deposit", 50.0),
            ("salary", 30.0),
            ("interest", 15.0),
            ("refund", 5.0),
        ] {
            let found = percent(&income, |row| row["transaction_type"] == kind);
            assert_close(found, share, 4.0);
        }
    }
}
