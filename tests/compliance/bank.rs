//! The compliance rows of the bank and its staff: the rules, the periodic reports, and what broke a rule about them.

use dhub::generate::{Bank, Work};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::compliance_db::ReportType;
use dhub::tables::{Encoded, Rows, files};
use dhub::values::calendar::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a table, as column and text.
type Lines = Vec<BTreeMap<String, String>>;

/// All tables of a bank.
fn tables(seed: u64, scale: &str) -> BTreeMap<&'static str, Lines> {
    let scale = Scale::parse(scale).unwrap();
    let bank = Bank::new(Plan::new(seed, DEFAULT_AS_OF, scale, None, None).unwrap());
    let (mut rows, mut encoded) = (Rows::default(), Encoded::default());
    let work = Work::whole(&bank);
    for batch in 0..work.batches() {
        work.encode(batch, &mut rows, &mut encoded);
    }
    let read = |header: String, lines: &[u8]| -> Lines {
        let text = [header.as_bytes(), lines].concat();
        let mut reader = csv::Reader::from_reader(&text[..]);
        reader.deserialize().map(Result::unwrap).collect()
    };
    files()
        .zip(&encoded.tables)
        .map(|(table, chunk)| (table.name, read(table.header(), &chunk.bytes)))
        .collect()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// What broke a rule, by the violations.
fn named(tables: &BTreeMap<&str, Lines>, rule: &str) -> BTreeSet<String> {
    let rows = tables["rule_violations"].iter();
    let own = rows.filter(|row| row["rule_id"] == rule);
    own.map(|row| row["entity_id"].clone()).collect()
}

#[test]
fn training_and_reports_are_late_exactly_where_a_violation_says_so() {
    let (mut overdue, mut late) = (0, 0);
    for seed in 1..=4 {
        let tables = tables(seed, "1");
        let unfinished = tables["employee_training"].iter().filter(|row| {
            row["program_id"] == "PROG-01"
                && row["status"] != "completed"
                && DEFAULT_AS_OF - day(&row["enrollment_date"]) > 90
        });
        let unfinished: BTreeSet<String> = unfinished
            .map(|row| row["training_record_id"].clone())
            .collect();
        assert_eq!(named(&tables, "RULE-19"), unfinished, "seed {seed}");
        overdue += unfinished.len();

        let submitted_late = tables["regulatory_reports"].iter().filter(|row| {
            let end = day(&row["reporting_period_end"]);
            let year = end.year();
            let due = match &row["report_type"][..] {
                "call_report" => end + 30,
                "liquidity" => end + 20,
                "bsa_board" => end + 45,
                "stress_test" => Date::new(year + 1, 7, 31),
                "hmda" => Date::new(year + 1, 3, 1),
                "ofac" => Date::new(year, 9, 30),
                _ => return false,
            };
            !row["submission_date"].is_empty() && day(&row["submission_date"]) > due
        });
        let submitted_late: BTreeSet<String> =
            submitted_late.map(|row| row["report_id"].clone()).collect();
        assert_eq!(named(&tables, "RULE-20"), submitted_late, "seed {seed}");
        late += submitted_late.len();
    }
    assert!(overdue > 10 && late > 2, "{overdue} {late}");
}

#[test]
fn no_periodic_report_is_missing_after_its_due_day() {
    let mut waiting = 0;
    // Two days after the due days of the call report, the liquidity report and the report to the board.
    for as_of in [(11, 1), (10, 22), (11, 16)].map(|(month, day)| Date::new(2025, month, day)) {
        for seed in 1..=40 {
            let plan = Plan::new(seed, as_of, Scale::ONE, None, None).unwrap();
            let bank = Bank::new(plan);
            let (mut rows, mut encoded) = (Rows::default(), Encoded::default());
            Work::whole(&bank).encode(0, &mut rows, &mut encoded);
            for report in &rows.regulatory_reports {
                let end = report.reporting_period_end;
                let due = match report.report_type {
                    ReportType::CallReport => end + 30,
                    ReportType::Liquidity => end + 20,
                    ReportType::BsaBoard => end + 45,
                    ReportType::Ofac => Date::new(end.year(), 9, 30),
                    _ => continue,
                };
                if report.submission_date.is_none() {
                    assert!(due >= as_of, "seed {seed} {report:?}");
                    waiting += 1;
                }
            }
        }
    }
    assert!(waiting > 0, "none is in the making");
}

#[test]
fn three_years_of_reports_are_there() {
    let tables = tables(5, "0.1");
    let count = |kind: &str| {
        let rows = tables["regulatory_reports"].iter();
        rows.filter(|row| row["report_type"] == kind).count()
    };
    let counts = ["call_report", "liquidity", "bsa_board"].map(count);
    assert_eq!(counts, [12; 3]);
    assert_eq!(["stress_test", "hmda", "ofac"].map(count), [3; 3]);
    let newest = &tables["regulatory_reports"]
        .iter()
        .find(|row| row["report_id"] == "REP-CALL-2025Q4");
    assert_eq!(newest.unwrap()["submission_date"], "");
}

#[test]
fn at_scale_one_there_are_three_to_five_hundred_violations_and_a_dozen_or_two_reports() {
    for seed in [42, 1, 2] {
        let tables = tables(seed, "1");
        let violations = tables["rule_violations"].len();
        assert!((300..=500).contains(&violations), "{seed}: {violations}");
        let reports = tables["suspicious_activity_reports"].len();
        assert!((12..=24).contains(&reports), "{seed}: {reports}");
        assert_eq!(tables["compliance_rules"].len(), 20);
    }
}

#[test]
fn keys_stand_once_and_nothing_is_audited_before_it_happens() {
    let tables = tables(42, "0.5");
    for (table, key) in [
        ("kyc_records", "kyc_id"),
        ("kyc_records", "document_number"),
        ("aml_checks", "check_id"),
        ("suspicious_activity_reports", "sar_id"),
        ("regulatory_reports", "report_id"),
        ("rule_violations", "violation_id"),
        ("audit_trails", "audit_id"),
        ("aml_schemes", "transaction_id"),
    ] {
        let rows = &tables[table];
        let keys: BTreeSet<&String> = rows.iter().map(|row| &row[key]).collect();
        if key == "document_number" {
            // A document may be shown twice, but by its holder only.
            let holder = |row: &BTreeMap<String, String>| {
                (row["document_number"].clone(), row["customer_id"].clone())
            };
            let holders: BTreeSet<_> = rows.iter().map(holder).collect();
            assert_eq!(holders.len(), keys.len(), "{table}.{key}");
        } else {
            assert_eq!(keys.len(), rows.len(), "{table}.{key}");
        }
    }
    let last = tables["audit_trails"]
        .iter()
        .map(|row| &row["performed_at"][..10]);
    assert!(last.max().unwrap() <= "2025-12-31");
}
