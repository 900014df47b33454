//! Planted schemes hide among honest customers: no single column, key or digit distinguishes them.

use dhub::generate::{Bank, life};
use dhub::plan::{AmlRate, DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::Rows;
use dhub::tables::compliance_db::Entity;
use dhub::tables::ids::{AccountId, TransactionId};
use dhub::tables::labels::Typology;
use dhub::values::statement::{
    BUSINESS_CASH_DEPOSITS, INSTANT_IN, INSTANT_OUT, TRANSFERS_IN, TRANSFERS_OUT,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rules that only several rows together break: customers who break one run a scheme or a look-alike.
const PATTERNS: [u32; 7] = [1, 2, 5, 6, 7, 8, 9];
/// How transfers between customers begin.
const ON_US: [&str; 8] = [
    "Transfer to checking ending",
    "Transfer to savings ending",
    "Transfer to money market ending",
    "Transfer from checking ending",
    "Transfer from savings ending",
    "Transfer from money market ending",
    "Person to person payment to",
    "Person to person payment from",
];
/// Minimum number of customers for a value to be significant.
const CUSTOMERS: usize = 20;

fn bank(seed: u64, customers: u32, rate: &str) -> Bank {
    let scale = "1".parse::<Scale>().unwrap();
    let plan = Plan::new(seed, DEFAULT_AS_OF, scale, Some(150), Some(customers)).unwrap();
    Bank::new(plan.with_aml_rate(rate.parse::<AmlRate>().unwrap()))
}

/// What an investigator sees of each row of a pattern: its columns, and whether a scheme is behind it.
fn sightings(rows: &Rows) -> Vec<(bool, Vec<(&'static str, String)>)> {
    let breaks_pattern = |id: &TransactionId| {
        let found = |one: &&dhub::tables::compliance_db::RuleViolation| {
            PATTERNS.contains(&one.rule_id.0) && one.entity_id == Entity::Transaction(*id)
        };
        rows.rule_violations.iter().any(|one| found(&one))
    };
    let suspected: BTreeSet<AccountId> = rows
        .transactions
        .iter()
        .filter(|row| breaks_pattern(&row.transaction_id))
        .map(|row| row.account_id)
        .collect();
    let (person, profile) = (&rows.customers[0], &rows.customer_profiles[0]);
    let mut sightings = Vec::new();
    for row in rows
        .transactions
        .iter()
        .filter(|row| suspected.contains(&row.account_id))
    {
        let text = &*row.description;
        let cents = row.transaction_amount.0.abs();
        let cash = BUSINESS_CASH_DEPOSITS.contains(&text) && cents >= 3_000_00;
        let on_us = ON_US.iter().find(|words| text.starts_with(**words));
        let instant = text == INSTANT_IN || text == INSTANT_OUT;
        let known = instant || TRANSFERS_IN.contains(&text) || TRANSFERS_OUT.contains(&text);
        if !cash && !known && on_us.is_none() {
            continue;
        }
        let scheme = rows
            .aml_schemes
            .iter()
            .any(|one| one.account_id == row.account_id);
        let account = rows
            .accounts
            .iter()
            .find(|one| one.account_id == row.account_id)
            .unwrap();
        let customer = person.customer_id.0;
        let other = row.counterparty_account.map_or(0, |digits| digits.0);
        let seconds = row.transaction_date.second_of_day();
        let columns = [
            ("description", (*on_us.unwrap_or(&text)).to_string()),
            ("transaction_type", row.transaction_type.label().to_string()),
            ("by hand", row.processed_by.is_some().to_string()),
            ("hour", (seconds / 3600).to_string()),
            ("second", (seconds % 6).to_string()),
            ("weekday", row.transaction_date.date().weekday().to_string()),
            ("month", row.transaction_date.date().month().to_string()),
            ("thousands", (cents / 1_000_00).to_string()),
            ("hundreds", (cents / 100_00 % 10).to_string()),
            ("tens", (cents / 10_00 % 10).to_string()),
            ("ones", (cents / 1_00 % 10).to_string()),
            ("cents", (cents % 100).to_string()),
            (
                "counterparty, second digit",
                (other / 100_000_000 % 10).to_string(),
            ),
            ("counterparty, last digit", (other % 10).to_string()),
            (
                "transaction ordinal",
                row.transaction_id.ordinal.to_string(),
            ),
            ("account ordinal", row.account_id.ordinal.to_string()),
            ("account_type", account.account_type.label().to_string()),
            (
                "account number, last digit",
                (account.account_number.0 % 10).to_string(),
            ),
            ("branch", account.branch_code.0.to_string()),
            ("customer, last digit", (customer % 10).to_string()),
            ("customer in twenty", (customer % 20).to_string()),
            ("segment", profile.customer_segment.label().to_string()),
            ("status", profile.customer_status.label().to_string()),
            (
                "first risk_rating",
                rows.kyc_records[0].risk_rating.label().to_string(),
            ),
            ("agent", profile.assigned_agent_id.is_some().to_string()),
            ("born", (person.date_of_birth.year() / 10).to_string()),
            ("onboarded", profile.onboarding_date.year().to_string()),
            ("state", profile.state.to_string()),
            ("interactions", rows.interactions.len().to_string()),
            ("complaints", rows.complaints.len().to_string()),
        ];
        sightings.push((scheme, columns.to_vec()));
    }
    sightings
}

#[test]
fn no_column_distinguishes_schemes_from_look_alikes() {
    // Customers by column and value: look-alikes, schemes.
    type Seen = [BTreeSet<(u64, u32)>; 2];
    let mut all = Seen::default();
    let mut seen: BTreeMap<(&str, String), Seen> = BTreeMap::new();
    for seed in 1..=3 {
        let bank = bank(seed, 1_600, "5");
        for number in 1..=1_600 {
            let rows = life(&bank, number);
            for (scheme, columns) in sightings(&rows) {
                all[usize::from(scheme)].insert((seed, number));
                for column in columns {
                    let seen = seen.entry(column).or_default();
                    seen[usize::from(scheme)].insert((seed, number));
                }
            }
        }
    }
    let share = |[honest, schemes]: &Seen| {
        let of = honest.len() + schemes.len();
        (schemes.len() as f64 / of as f64, of)
    };
    let (base, of) = share(&all);
    assert!(of > 500 && (0.15..0.4).contains(&base), "{base:.2} of {of}");
    let mut judged = BTreeSet::new();
    for ((column, value), seen) in &seen {
        let (found, of) = share(seen);
        if of < CUSTOMERS {
            continue;
        }
        judged.insert(*column);
        // Deviations explained by chance for that many values, and a little more because rows are regular.
        let chance = 4.0 * (base * (1.0 - base) / of as f64).sqrt() + 0.07;
        assert!(
            (found - base).abs() < chance,
            "{column} = {value}: of {of} customers {found:.2} run a scheme, of all {base:.2}"
        );
    }
    assert!(judged.len() > 25, "only {judged:?} say anything");
}

#[test]
fn small_parts_of_a_large_sum_also_leave_by_bank_transfer() {
    let bank = bank(1, 1_600, "5");
    let mut small = 0;
    for number in 1..=1_600 {
        let rows = life(&bank, number);
        let planted: BTreeSet<TransactionId> = rows
            .aml_schemes
            .iter()
            .filter(|one| {
                matches!(
                    one.typology,
                    Typology::Structuring | Typology::RapidMovement
                )
            })
            .map(|one| one.transaction_id)
            .collect();
        let mut months: BTreeMap<(i32, u32), Vec<(i64, &str)>> = BTreeMap::new();
        for row in &rows.transactions {
            if planted.contains(&row.transaction_id) {
                let day = row.transaction_date.date();
                let moved = (row.transaction_amount.0, row.description.as_ref());
                months
                    .entry((day.year(), day.month()))
                    .or_default()
                    .push(moved);
            }
        }
        for moved in months.values() {
            let came: i64 = moved.iter().map(|(cents, _)| cents.max(&0)).sum();
            if came <= 7_500_00 {
                continue;
            }
            for (cents, text) in moved
                .iter()
                .filter(|(cents, _)| (-2_500_00..0).contains(cents))
            {
                assert!(
                    !text.starts_with("Person to person"),
                    "{number}: {cents} of {came}"
                );
                small += 1;
            }
        }
    }
    assert!(small > 30, "only {small}");
}

#[test]
fn without_a_rate_there_are_no_schemes() {
    let bank = bank(3, 400, "0");
    assert!((1..=400).all(|number| life(&bank, number).aml_schemes.is_empty()));
}

/// Returns the schemes of a bank: whether each breaks a rule, is detected, and how many customers take part.
fn schemes(bank: &Bank, customers: u32) -> BTreeMap<String, (bool, bool, BTreeSet<u32>)> {
    let mut schemes: BTreeMap<String, (bool, bool, BTreeSet<u32>)> = BTreeMap::new();
    for number in 1..=customers {
        let rows = life(bank, number);
        let broken: BTreeSet<Entity> = rows
            .rule_violations
            .iter()
            .map(|one| one.entity_id)
            .collect();
        for row in &rows.aml_schemes {
            let found = schemes.entry(row.scheme_id.to_string()).or_default();
            found.0 |= broken.contains(&Entity::Transaction(row.transaction_id));
            found.1 |= row.detected;
            found.2.insert(number);
        }
    }
    schemes
}

#[test]
fn of_twelve_hundred_customers_twelve_run_a_scheme_and_a_third_stays_below_every_rule() {
    for seed in 1..=3 {
        let schemes = schemes(&bank(seed, 1_200, "1"), 1_200);
        let loud = schemes.values().filter(|(loud, ..)| *loud).count();
        assert_eq!(schemes.len(), 12, "seed {seed}");
        assert!((7..=8).contains(&loud), "seed {seed}: {loud}");
        let undetected = schemes.values().filter(|(_, detected, _)| !detected);
        assert!(undetected.count() >= 4, "seed {seed}");
        assert!(
            schemes
                .values()
                .all(|(loud, detected, _)| *loud || !detected)
        );
    }
}

#[test]
fn two_of_twelve_schemes_are_rings_whose_money_is_on_both_statements() {
    let bank = bank(1, 2_400, "1");
    let rings = schemes(&bank, 2_400);
    let rings = rings.values().filter(|(.., customers)| customers.len() > 1);
    let mut sizes = Vec::new();
    for (.., customers) in rings {
        sizes.push(customers.len());
        let lives: Vec<Rows> = customers
            .iter()
            .map(|&number| life(&bank, number))
            .collect();
        let numbers: BTreeMap<u64, AccountId> = lives
            .iter()
            .flat_map(|rows| &rows.accounts)
            .map(|account| (account.account_number.0, account.account_id))
            .collect();
        let moves: BTreeSet<_> = lives
            .iter()
            .flat_map(|rows| &rows.transactions)
            .filter_map(|row| {
                let other = numbers.get(&row.counterparty_account?.0)?;
                let inside = other.customer != row.account_id.customer;
                inside.then_some((
                    row.account_id,
                    *other,
                    row.transaction_date,
                    row.transaction_amount.0,
                ))
            })
            .collect();
        assert!(moves.len() >= 4);
        for (account, other, at, cents) in &moves {
            assert!(moves.contains(&(*other, *account, *at, -cents)));
        }
    }
    assert!(sizes.len() >= 3, "{sizes:?}");
    assert!(sizes.iter().all(|size| (3..=8).contains(size)), "{sizes:?}");
}
