//! `dhub life`: everything about one customer, the same from files and generated directly.

#[path = "../command/mod.rs"]
mod command;

mod program;

use dhub::bundle::{self, Bundle, Format, Options};
use dhub::error::ErrorKind;
use dhub::generate::Bank;
use dhub::life::Life;
use dhub::plan::{AmlRate, DEFAULT_AS_OF, Plan, Scale};
use dhub::query::engine::Engine;
use dhub::tables::CATALOGUE;
use dhub::values::calendar::Date;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Queries that find the rows of a life in a bundle, table by table; `?` is the customer's id, `#` its digits.
const BELONGING: [(&str, &str); 27] = [
    ("employee_assignments", "related_entity_id = '?'"),
    ("customers", "customer_id = '?'"),
    ("accounts", "customer_id = '?'"),
    (
        "account_relationships",
        "substr(primary_account_id, 5, 7) = '#' OR substr(related_account_id, 5, 7) = '#'",
    ),
    (
        "transactions",
        "account_id IN (SELECT account_id FROM accounts_db.accounts WHERE customer_id = '?')",
    ),
    ("customer_profiles", "customer_id = '?'"),
    ("interactions", "customer_id = '?'"),
    ("satisfaction_surveys", "customer_id = '?'"),
    ("complaints", "customer_id = '?'"),
    ("campaign_responses", "customer_id = '?'"),
    ("loan_applications", "customer_id = '?'"),
    ("loans", "customer_id = '?'"),
    (
        "collateral",
        "loan_id IN (SELECT loan_id FROM loans_db.loans WHERE customer_id = '?')",
    ),
    (
        "repayment_schedule",
        "loan_id IN (SELECT loan_id FROM loans_db.loans WHERE customer_id = '?')",
    ),
    (
        "loan_guarantors",
        "loan_id IN (SELECT loan_id FROM loans_db.loans WHERE customer_id = '?')",
    ),
    (
        "risk_assessments",
        "application_id IN (SELECT application_id FROM loans_db.loan_applications WHERE customer_id = '?')",
    ),
    ("policies", "customer_id = '?'"),
    (
        "coverage",
        "policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE customer_id = '?')",
    ),
    (
        "beneficiaries",
        "policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE customer_id = '?')",
    ),
    (
        "claims",
        "policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE customer_id = '?')",
    ),
    (
        "premium_payments",
        "policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE customer_id = '?')",
    ),
    (
        "policy_events",
        "policy_id IN (SELECT policy_id FROM insurance_db.policies WHERE customer_id = '?')",
    ),
    ("kyc_records", "customer_id = '?'"),
    ("aml_checks", "customer_id = '?'"),
    ("suspicious_activity_reports", "customer_id = '?'"),
    ("regulatory_reports", "report_id LIKE 'REP-CTR-#-%'"),
    (
        "rule_violations",
        "entity_type <> 'employee_training' AND entity_id LIKE '%-#%' AND entity_id NOT LIKE 'REP-C%L-%'",
    ),
];

fn plan(seed: u64, as_of: Date, scale: &str, staff: Option<u32>, customers: Option<u32>) -> Plan {
    Plan::new(
        seed,
        as_of,
        scale.parse::<Scale>().unwrap(),
        staff,
        customers,
    )
    .unwrap()
}

fn write(plan: Plan, out: &Path, format: Format) -> Bundle {
    let options = Options {
        out: out.to_path_buf(),
        format,
        threads: 2,
        memory: 64 << 20,
        force: false,
    };
    bundle::write(plan, &options, &()).unwrap();
    Bundle::open(out).unwrap()
}

#[test]
fn a_life_is_the_same_from_files_and_from_parameters() {
    let home = tempfile::tempdir().unwrap();
    let rate = "5".parse::<AmlRate>().unwrap();
    let plans = [
        (plan(42, DEFAULT_AS_OF, "0.2", None, None), Format::Csv),
        (
            plan(7, Date::new(2024, 2, 29), "0.11", None, None).with_aml_rate(rate),
            Format::CsvZstd,
        ),
        // The last block is incomplete.
        (
            plan(3, Date::new(2031, 6, 30), "1", Some(9), Some(61)),
            Format::Csv,
        ),
        (
            plan(u64::MAX, DEFAULT_AS_OF, "0.0001", None, None),
            Format::Csv,
        ),
    ];
    let mut named_by_others = 0;
    for (place, (plan, format)) in plans.into_iter().enumerate() {
        let bundle = write(plan, &home.path().join(place.to_string()), format);
        let bank = Bank::new(plan);
        let edges = [
            1,
            2,
            5,
            8,
            11,
            14,
            19,
            20,
            21,
            30,
            33,
            39,
            40,
            41,
            50,
            57,
            60,
            61,
            73,
            plan.customers,
        ];
        let edges: BTreeSet<u32> = edges
            .into_iter()
            .filter(|one| *one <= plan.customers)
            .collect();
        for number in edges {
            let (files, numbers) = (
                Life::from_bundle(&bundle, number).unwrap(),
                Life::from_bank(&bank, number).unwrap(),
            );
            assert_eq!(files.csv(), numbers.csv(), "{plan:?} {number}");
            assert_eq!(files.json(), numbers.json(), "{plan:?} {number}");
            assert_eq!(
                format!("{:?}", files.story()),
                format!("{:?}", numbers.story()),
                "{plan:?} {number}"
            );
            let id = numbers.customer().to_string();
            let others = numbers
                .of_table("account_relationships")
                .filter(|one| !one.get("primary_account_id").unwrap().contains(&id[5..]));
            named_by_others += others.count();
        }
        for number in [0, plan.customers + 1, u32::MAX] {
            for wrong in [
                Life::from_bundle(&bundle, number),
                Life::from_bank(&bank, number),
            ] {
                let wrong = wrong.unwrap_err();
                assert_eq!(wrong.kind(), ErrorKind::Usage);
                let range = format!("expected 1 to {},", plan.customers);
                assert!(wrong.to_string().contains(&range), "{wrong}");
            }
        }
    }
    assert!(named_by_others > 3, "only {named_by_others}");
}

#[test]
fn a_life_has_exactly_the_rows_that_a_query_over_the_bundle_finds() {
    let home = tempfile::tempdir().unwrap();
    let rate = "5".parse::<AmlRate>().unwrap();
    let plan = plan(16, DEFAULT_AS_OF, "0.1", None, None).with_aml_rate(rate);
    let engine = Engine::open(write(plan, &home.path().join("out"), Format::Csv), None).unwrap();
    let bank = Bank::new(plan);
    let query = |sql: &str| -> BTreeSet<String> {
        let answer = engine
            .query(sql)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        let text = |row: Vec<Value>| match &row[0] {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        answer.rows.into_iter().map(text).collect()
    };
    let mut rows = BTreeMap::<&str, usize>::new();
    for number in 1..=plan.customers {
        let life = Life::from_bank(&bank, number).unwrap();
        let id = life.customer().to_string();
        let of = |condition: &str| condition.replace('?', &id).replace('#', &id[5..]);
        let mut audited = BTreeSet::new();
        for (name, condition) in BELONGING {
            let table = CATALOGUE.iter().find(|table| table.name == name).unwrap();
            let (database, key) = (table.database, table.key().name);
            let wanted = query(&format!(
                "SELECT {key} FROM {database}.{name} WHERE {}",
                of(condition)
            ));
            let found: BTreeSet<String> = life.of_table(name).map(|one| one.key().into()).collect();
            assert_eq!(found, wanted, "{id} {name}");
            *rows.entry(name).or_default() += found.len();
            // The audit trail names only staff by bare numbers.
            audited.extend(found.into_iter().filter(|key| key.parse::<u64>().is_err()));
        }
        let keys: Vec<String> = audited.iter().map(|key| format!("'{key}'")).collect();
        let trail = format!(
            "SELECT audit_id FROM compliance_db.audit_trails WHERE entity_id IN ({})",
            keys.join(", ")
        );
        let found: BTreeSet<String> = life
            .of_table("audit_trails")
            .map(|one| one.key().into())
            .collect();
        assert_eq!(found, query(&trail), "{id} audit_trails");
        *rows.entry("audit_trails").or_default() += found.len();
        let in_all: usize = CATALOGUE
            .iter()
            .map(|table| life.of_table(table.name).count())
            .sum();
        assert_eq!(life.events().len(), in_all);
    }
    assert_eq!(rows.len(), BELONGING.len() + 1);
    for (table, rows) in rows {
        assert!(rows > 0, "no life has a row of {table}");
    }
}

#[test]
fn events_are_in_time_order_and_only_due_dates_are_after_the_as_of_date() {
    let bank = Bank::new(plan(42, DEFAULT_AS_OF, "0.1", None, None));
    let mut due = 0;
    for number in 1..=120 {
        let life = Life::from_bank(&bank, number).unwrap();
        let times: Vec<&str> = life.events().iter().map(|event| event.time()).collect();
        assert!(times.is_sorted() && !times.contains(&""), "{number}");
        for event in life
            .events()
            .iter()
            .filter(|event| event.day() > "2025-12-31")
        {
            assert_eq!(event.get("payment_status"), Some("pending"), "{event:?}");
            due += 1;
        }
        let later = life.story().later;
        let loans: BTreeSet<_> = (life.events().iter())
            .filter(|event| event.day() > "2025-12-31")
            .map(|event| event.get("loan_id"))
            .collect();
        assert_eq!(later.len(), loans.len(), "a line for each loan: {later:?}");
    }
    assert!(due > 1000, "only {due} installments to come");
}

#[test]
fn the_last_customer_of_the_largest_bank_has_a_life() {
    let bank = Bank::new(plan(
        42,
        DEFAULT_AS_OF,
        "1",
        Some(125_000_000),
        Some(1_000_000_000),
    ));
    for number in [5_000_000, 9_999_999, 10_000_000, 999_999_981, 1_000_000_000] {
        let life = Life::from_bank(&bank, number).unwrap();
        assert!(
            life.find("customers", &life.customer().to_string())
                .is_some()
        );
        assert!(life.events().len() > 1);
    }
}
