//! The rules a second time, in the plainest way.

use dhub::plan::DEFAULT_AS_OF;
use dhub::tables::Rows;
use dhub::tables::accounts_db::{Transaction, TransactionType};
use dhub::tables::compliance_db::*;
use dhub::tables::customer_db::{CustomerSegment, RiskRating};
use dhub::tables::insurance_db::{PolicyStatus, PolicyType};
use dhub::tables::loans_db::{LoanStatus, LoanType};
use std::collections::BTreeSet;

const DAY: i64 = 86_400;

pub fn amount(row: &Transaction) -> i64 {
    row.transaction_amount.0
}

pub fn cash(row: &Transaction) -> bool {
    let kinds = [TransactionType::Deposit, TransactionType::Withdrawal];
    kinds.contains(&row.transaction_type) && row.description.starts_with("Cash ")
}

/// Seconds from `a` to `b`.
fn span(a: &Transaction, b: &Transaction) -> i64 {
    b.transaction_date - a.transaction_date
}

/// Whether row `i` of an account breaks a transaction rule. Every row is compared with every other.
fn breaks(rule: u32, life: &Rows, rows: &[&Transaction], i: usize, retail: bool) -> bool {
    let row = rows[i];
    let recent = |days: i64| {
        let near =
            move |&&(j, other): &&(usize, &&Transaction)| j < i && span(other, row) <= days * DAY;
        let all: Vec<(usize, &&Transaction)> = rows.iter().enumerate().collect();
        let all: Vec<&Transaction> = all.iter().filter(near).map(|(_, other)| **other).collect();
        all
    };
    let fan = |sign: i64| {
        let mut week: Vec<&Transaction> = recent(7);
        week.retain(|one| amount(one) * sign > 0 && one.counterparty_account.is_some());
        let reached = |week: &[&Transaction]| {
            let others: BTreeSet<_> = week.iter().map(|one| one.counterparty_account).collect();
            let sum: i64 = week.iter().map(|one| amount(one).abs()).sum();
            others.len() >= 4 && sum >= 6_000_00
        };
        let before = reached(&week);
        week.push(row);
        let own = amount(row) * sign > 0 && row.counterparty_account.is_some();
        own && !before && reached(&week)
    };
    match rule {
        1 => {
            let small =
                |one: &Transaction| cash(one) && (8_000_00..=10_000_00).contains(&amount(one));
            small(row) && recent(14).iter().filter(|one| small(one)).count() >= 2
        }
        2 => {
            let left: i64 = rows[i + 1..]
                .iter()
                .filter(|one| span(row, one) <= 3 * DAY && amount(one) < 0)
                .map(|one| -amount(one))
                .sum();
            amount(row) >= 10_000_00 && left * 10 >= amount(row) * 7
        }
        3 => {
            let others = rows
                .iter()
                .filter(|one| one.transaction_id != row.transaction_id);
            let mut others: Vec<i64> = others.map(|one| amount(one).abs()).collect();
            others.sort();
            let n = others.len();
            let withdrawal = row.transaction_type == TransactionType::Withdrawal;
            let twice_median = others[(n - 1) / 2] + others[n / 2];
            withdrawal && -amount(row) >= 3_500_00 && -2 * amount(row) > 25 * twice_median
        }
        4 => retail && cash(row) && amount(row).abs() >= 5_000_00,
        5 => fan(1),
        6 => fan(-1),
        7 => recent(14).iter().any(|out| {
            row.counterparty_account.is_some()
                && row.counterparty_account == out.counterparty_account
                && amount(out) <= -5_000_00
                && amount(row) * 10 >= -amount(out) * 9
        }),
        8 => {
            let mut revivals = (1..=i).filter(|&j| span(rows[j - 1], rows[j]) >= 365 * DAY);
            revivals.next_back().is_some_and(|j| {
                let sum =
                    |to: usize| -> i64 { rows[j..to].iter().map(|one| amount(one).abs()).sum() };
                span(rows[j], row) <= 10 * DAY && sum(i + 1) >= 5_000_00 && sum(i) < 5_000_00
            })
        }
        9 => {
            let paid = recent(5);
            let paid = paid.iter().filter(|one| cash(one) && amount(one) > 0);
            let paid: i64 = paid.map(|one| amount(one)).sum();
            let numbers = life.loans.iter().map(|loan| loan.loan_number.0.to_string());
            let loan = row.transaction_type == TransactionType::Payment
                && numbers
                    .into_iter()
                    .any(|number| row.description.contains(&number));
            loan && paid >= 3_000_00 && paid >= -3 * amount(row)
        }
        10 => {
            let round = |one: &Transaction| amount(one) % 1_000_00 == 0;
            round(row) && recent(7).iter().filter(|one| round(one)).count() >= 2
        }
        _ => unreachable!("not a rule about transactions"),
    }
}

/// What breaks rules 1 to 18 in a life.
pub fn broken(rows: &Rows) -> BTreeSet<(u32, Entity)> {
    let mut broken = BTreeSet::new();
    let as_of = DEFAULT_AS_OF;
    let profile = &rows.customer_profiles[0];
    let retail = profile.customer_segment == CustomerSegment::Retail;
    for account in &rows.accounts {
        let own: Vec<&Transaction> = rows
            .transactions
            .iter()
            .filter(|row| row.account_id == account.account_id)
            .filter(|row| row.transaction_type != TransactionType::Closure)
            .collect();
        for rule in 1..=10 {
            for (i, row) in own.iter().enumerate() {
                if breaks(rule, rows, &own, i, retail) {
                    broken.insert((rule, Entity::Transaction(row.transaction_id)));
                }
            }
        }
    }
    let records = &rows.kyc_records;
    for (i, record) in records.iter().enumerate() {
        let entity = Entity::KycRecord(record.kyc_id);
        let last = i + 1 == records.len();
        let until = if last {
            as_of
        } else {
            records[i + 1].verification_date
        };
        if until > record.next_review_date {
            broken.insert((11, entity));
        }
        if until > record.expiry_date {
            broken.insert((12, entity));
        }
        let opened = rows.accounts.iter().map(|account| account.opened_date);
        if i == 0
            && opened
                .min()
                .is_some_and(|day| record.verification_date > day)
        {
            broken.insert((13, entity));
        }
        let stale = record.verification_date.add_months(12) < as_of;
        if last && record.risk_rating == RiskRating::High && stale {
            broken.insert((14, entity));
        }
    }
    for report in &rows.regulatory_reports {
        if report
            .submission_date
            .is_some_and(|day| day - report.reporting_period_end > 15)
        {
            broken.insert((15, Entity::RegulatoryReport(report.report_id)));
        }
    }
    for report in &rows.suspicious_activity_reports {
        if report
            .filed_date
            .is_some_and(|day| day - report.report_date > 30)
        {
            broken.insert((16, Entity::SuspiciousActivityReport(report.sar_id)));
        }
    }
    for loan in &rows.loans {
        let Some(security) = rows
            .collateral
            .iter()
            .find(|one| one.loan_id == loan.loan_id)
        else {
            continue;
        };
        let worth = loan.principal_amount.min(security.appraised_value);
        let covered = rows.policies.iter().any(|policy| {
            [PolicyType::Vehicle, PolicyType::Property].contains(&policy.policy_type)
                && policy.policy_status == PolicyStatus::Active
                && policy.coverage_amount >= worth
        });
        let watched = [LoanType::Mortgage, LoanType::Auto].contains(&loan.loan_type);
        let active = loan.loan_status == LoanStatus::Active;
        if watched && active && !covered && as_of - loan.disbursement_date > 45 {
            broken.insert((17, Entity::Loan(loan.loan_id)));
        }
        if security.ltv_ratio.0 > 9000 {
            broken.insert((18, Entity::Collateral(security.collateral_id)));
        }
    }
    broken
}
