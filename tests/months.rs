//! Months of statements: longer histories contain shorter ones, and statements add up.

use dhub::generate::{Bank, life};
use dhub::plan::{DEFAULT_AS_OF, Plan};
use dhub::tables::accounts_db::{Account, AccountStatus, Transaction, TransactionType};
use dhub::tables::compliance_db::{AmlCheck, AuditTrail, RuleViolation, SuspiciousActivityReport};
use dhub::values::calendar::Date;
use dhub::values::money::Cents;
use std::collections::{BTreeMap, BTreeSet};

fn bank(seed: u64, as_of: Date, scale: &str, months: &str) -> Bank {
    let plan = Plan::new(seed, as_of, scale.parse().unwrap(), None, None).unwrap();
    Bank::new(plan.with_months(months.parse().unwrap()))
}

/// Returns the transactions of a bank by key, with all their fields.
fn transactions(bank: &Bank) -> BTreeMap<String, String> {
    bank.rows::<Transaction>()
        .map(|row| (row.transaction_id.to_string(), format!("{row:?}")))
        .collect()
}

#[test]
fn every_row_of_a_shorter_history_is_unchanged_in_a_longer_one() {
    for (seed, as_of) in [(42, DEFAULT_AS_OF), (7, Date::new(2024, 2, 20))] {
        let mut shorter = transactions(&bank(seed, as_of, "0.2", "1"));
        for months in ["3", "12", "36"] {
            let longer = transactions(&bank(seed, as_of, "0.2", months));
            assert!(
                longer.len() > shorter.len(),
                "{months} months have no row more"
            );
            for (key, row) in &shorter {
                assert_eq!(longer.get(key), Some(row), "{key} in {months} months");
            }
            shorter = longer;
        }
    }
}

/// Accounts of these customers once paid a loan. In a short history nothing is left of it, and yet they are not dormant ones to be
/// revived.
#[test]
fn old_loans_decide_what_a_scheme_does_whether_or_not_their_rows_are_written() {
    for number in [3_313, 8_595, 10_629] {
        let of = |months| -> BTreeSet<String> {
            let rows = life(&bank(7, DEFAULT_AS_OF, "20", months), number);
            let rows = rows.transactions.iter();
            rows.map(|row| format!("{row:?}")).collect()
        };
        let (shorter, longer) = (of("3"), of("12"));
        assert!(!shorter.is_empty(), "{number} has statements");
        assert!(shorter.is_subset(&longer), "{number}");
    }
}

#[test]
fn accounts_do_not_depend_on_the_number_of_months() {
    let accounts = |months| -> Vec<String> {
        let bank = bank(42, DEFAULT_AS_OF, "0.2", months);
        bank.rows::<Account>()
            .map(|row| format!("{row:?}"))
            .collect()
    };
    assert_eq!(accounts("3"), accounts("36"));
}

#[test]
fn reports_do_not_depend_on_the_number_of_months() {
    let reports = |months| -> Vec<String> {
        let bank = bank(42, DEFAULT_AS_OF, "0.5", months);
        bank.rows::<SuspiciousActivityReport>()
            .map(|row| format!("{row:?}"))
            .collect()
    };
    let all = reports("36");
    assert!(all.iter().any(|one| one.contains("Reported before on")));
    for months in ["1", "3", "12"] {
        assert_eq!(reports(months), all, "{months} months");
    }
}

/// The outcome of reports and alerts is the same in a longer history.
#[test]
fn compliance_rows_of_a_shorter_history_are_in_a_longer_one() {
    let rows = |months| -> (BTreeSet<String>, BTreeSet<String>, BTreeSet<String>) {
        let bank = bank(42, DEFAULT_AS_OF, "0.5", months);
        (
            bank.rows::<AmlCheck>()
                .map(|row| format!("{row:?}"))
                .collect(),
            bank.rows::<RuleViolation>()
                .map(|row| format!("{row:?}"))
                .collect(),
            bank.rows::<AuditTrail>()
                .map(|row| format!("{row:?}"))
                .collect(),
        )
    };
    let (shorter, longer) = (rows("3"), rows("12"));
    assert!(shorter.0.is_subset(&longer.0), "alerts");
    assert!(shorter.1.is_subset(&longer.1), "violations");
    assert!(shorter.2.is_subset(&longer.2), "audit trails");
}

#[test]
fn balances_follow_from_each_other_over_ten_years() {
    let bank = bank(3, Date::new(2025, 6, 30), "0.1", "120");
    let accounts: BTreeMap<String, Account> = bank
        .rows::<Account>()
        .map(|account| (account.account_id.to_string(), account))
        .collect();
    let mut balances: BTreeMap<String, Cents> = BTreeMap::new();
    for row in bank.rows::<Transaction>() {
        let account = &accounts[&row.account_id.to_string()];
        assert!(row.transaction_date.date() >= account.opened_date);
        let key = row.account_id.to_string();
        // The whole history begins with an opening deposit, from zero.
        let before = balances.get(&key).copied().unwrap_or(Cents::ZERO);
        let sleeps = before == Cents::ZERO && row.description != "Opening deposit";
        if !sleeps {
            assert_eq!(
                before + row.transaction_amount,
                row.balance_after,
                "{row:?}"
            );
        }
        use TransactionType::{Fee, Payment, Withdrawal};
        if matches!(row.transaction_type, Fee | Payment | Withdrawal) {
            let before = row.balance_after - row.transaction_amount;
            assert!(-10 * row.transaction_amount.0 <= 3 * before.0, "{row:?}");
        }
        balances.insert(key, row.balance_after);
    }
    for (key, balance) in balances {
        assert_eq!(balance, accounts[&key].balance, "{key}");
        let closed = accounts[&key].account_status == AccountStatus::Closed;
        assert!(!closed || balance == Cents::ZERO, "{key}");
    }
}
