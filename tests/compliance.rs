//! compliance_db is derived: each rule's violations are exactly the rows that break it, found a second, plain way, and every
//! alert, report and audit row hangs on something that happened.

use dhub::generate::{Bank, life};
use dhub::plan::{AmlRate, DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::Rows;
use dhub::tables::accounts_db::{Transaction, TransactionType};
use dhub::tables::compliance_db::*;
use dhub::tables::customer_db::{CustomerSegment, KycStatus, RiskRating};
use dhub::tables::ids::*;
use dhub::tables::insurance_db::{PolicyStatus, PolicyType};
use dhub::tables::loans_db::{LoanStatus, LoanType};
use dhub::values::calendar::Date;
use dhub::values::money::Cents;
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 86_400;

/// A bank of many schemes.
fn bank(seed: u64) -> Bank {
    let scale = Scale::parse("1").unwrap();
    let plan = Plan::new(seed, DEFAULT_AS_OF, scale, None, None).unwrap();
    Bank::new(plan.with_aml_rate(AmlRate::parse("5").unwrap()))
}

/// Lives of many customers under several seeds.
fn lives() -> impl Iterator<Item = (u64, Rows)> {
    (1..=5).flat_map(|seed| {
        let bank = bank(seed);
        (1..=400).map(move |number| (seed, life(&bank, number)))
    })
}

fn amount(row: &Transaction) -> i64 {
    row.transaction_amount.0
}

fn cash(row: &Transaction) -> bool {
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
            withdrawal && -amount(row) >= 3_000_00 && -2 * amount(row) > 25 * twice_median
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
fn broken(rows: &Rows) -> BTreeSet<(u32, Entity)> {
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

#[test]
fn violations_are_exactly_the_rows_that_break_a_rule() {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (seed, rows) in lives() {
        let wanted = broken(&rows);
        let violations = rows.rule_violations.iter();
        let found: Vec<(u32, Entity)> = violations
            .map(|one| (one.rule_id.0, one.entity_id))
            .collect();
        let customer = rows.customers[0].customer_id;
        let once: BTreeSet<(u32, Entity)> = found.iter().copied().collect();
        assert_eq!(
            once.len(),
            found.len(),
            "seed {seed} {customer:?}: one stands twice"
        );
        assert_eq!(once, wanted, "seed {seed} {customer:?}");
        for (rule, _) in found {
            *counts.entry(rule).or_default() += 1;
        }
    }
    for rule in (1..=16).filter(|rule| *rule != 9) {
        assert!(
            counts.contains_key(&rule),
            "nothing breaks rule {rule}: {counts:?}"
        );
    }
}

#[test]
fn each_transaction_that_breaks_a_rule_has_one_alert() {
    for (_, rows) in lives() {
        let alerts = rows
            .aml_checks
            .iter()
            .filter_map(|check| check.transaction_id);
        let alerts: Vec<TransactionId> = alerts.collect();
        let once: BTreeSet<TransactionId> = alerts.iter().copied().collect();
        assert_eq!(once.len(), alerts.len());
        let broken: BTreeSet<TransactionId> = rows
            .rule_violations
            .iter()
            .filter_map(|one| match one.entity_id {
                Entity::Transaction(id) => Some(id),
                _ => None,
            })
            .collect();
        assert_eq!(once, broken);
        for check in rows
            .aml_checks
            .iter()
            .filter(|check| check.transaction_id.is_some())
        {
            let transaction = rows
                .transactions
                .iter()
                .find(|row| Some(row.transaction_id) == check.transaction_id);
            assert!(transaction.unwrap().transaction_date.date() <= check.check_date);
            assert!(check.aml_flag && check.check_date <= DEFAULT_AS_OF);
        }
    }
}

#[test]
fn the_latest_record_of_identity_says_what_the_profile_says() {
    for (seed, rows) in lives() {
        let (profile, last) = (&rows.customer_profiles[0], rows.kyc_records.last().unwrap());
        let customer = profile.customer_id;
        assert_eq!(
            last.kyc_status, profile.kyc_status,
            "seed {seed} {customer:?}"
        );
        assert_eq!(
            last.risk_rating, profile.risk_rating,
            "seed {seed} {customer:?}"
        );
        let expired = last.expiry_date < DEFAULT_AS_OF;
        assert_eq!(
            last.kyc_status == KycStatus::Expired,
            expired,
            "seed {seed} {customer:?}"
        );
        for pair in rows.kyc_records.windows(2) {
            assert!(pair[0].verification_date < pair[1].verification_date);
            assert_eq!(pair[0].kyc_status, KycStatus::Verified);
        }
        let screened = |record: &KycRecord| {
            let day = |check: &&AmlCheck| {
                check.transaction_id.is_none() && check.check_date == record.verification_date
            };
            rows.aml_checks.iter().filter(day).count()
        };
        assert!(rows.kyc_records.iter().all(|record| screened(record) == 3));
    }
}

#[test]
fn reports_name_alerts_and_close_them() {
    let mut reports = 0;
    for (_, rows) in lives() {
        for report in &rows.suspicious_activity_reports {
            reports += 1;
            assert!(report.amount_involved >= Cents::dollars(5_000));
            let closes = |one: &&RuleViolation| {
                let on_account = matches!(one.entity_id, Entity::Transaction(id)
                    if id.account == report.account_id.ordinal);
                on_account && one.resolved_date == Some(report.report_date)
            };
            assert!(
                rows.rule_violations.iter().any(|one| closes(&one)),
                "{report:?}"
            );
            if let Some(filed) = report.filed_date {
                assert!(report.report_date < filed && filed <= DEFAULT_AS_OF);
            }
            assert!(
                rows.kyc_records
                    .iter()
                    .any(|record| record.verification_date > report.report_date)
                    || report.report_date + 15 > DEFAULT_AS_OF
            );
        }
        for answer in &rows.aml_schemes {
            let reported = rows
                .suspicious_activity_reports
                .iter()
                .any(|one| one.account_id == answer.account_id);
            assert_eq!(answer.detected, reported, "{answer:?}");
            assert!(
                rows.transactions
                    .iter()
                    .any(|row| row.transaction_id == answer.transaction_id)
            );
        }
    }
    assert!(reports > 50, "{reports}");
}

/// The keys of all rows that an audited event may be about.
fn entities(rows: &Rows) -> BTreeSet<Entity> {
    let mut all = BTreeSet::new();
    all.extend(
        rows.customers
            .iter()
            .map(|one| Entity::CustomerProfile(one.customer_id)),
    );
    all.extend(
        rows.accounts
            .iter()
            .map(|one| Entity::Account(one.account_id)),
    );
    let applications = rows.loan_applications.iter();
    all.extend(applications.map(|one| Entity::LoanApplication(one.application_id)));
    all.extend(rows.loans.iter().map(|one| Entity::Loan(one.loan_id)));
    all.extend(
        rows.policies
            .iter()
            .map(|one| Entity::Policy(one.policy_id)),
    );
    all.extend(rows.claims.iter().map(|one| Entity::Claim(one.claim_id)));
    all.extend(
        rows.complaints
            .iter()
            .map(|one| Entity::Complaint(one.complaint_id)),
    );
    all.extend(
        rows.kyc_records
            .iter()
            .map(|one| Entity::KycRecord(one.kyc_id)),
    );
    all.extend(
        rows.aml_checks
            .iter()
            .map(|one| Entity::AmlCheck(one.check_id)),
    );
    let reports = rows.suspicious_activity_reports.iter();
    all.extend(reports.map(|one| Entity::SuspiciousActivityReport(one.sar_id)));
    all.extend(
        rows.rule_violations
            .iter()
            .map(|one| Entity::RuleViolation(one.violation_id)),
    );
    all
}

#[test]
fn every_audit_row_is_about_something_that_happened() {
    let end = DEFAULT_AS_OF.at(23, 59, 59);
    for (_, rows) in lives() {
        let known = entities(&rows);
        let count = |action| {
            rows.audit_trails
                .iter()
                .filter(|one| one.action == action)
                .count()
        };
        for (i, row) in rows.audit_trails.iter().enumerate() {
            assert!(known.contains(&row.entity_id), "{row:?}");
            assert_eq!(row.entity_type, row.entity_id.entity_type());
            assert!(
                row.performed_at <= end && row.performed_at >= rows.customers[0].created_at,
                "{row:?}"
            );
            let customer = u64::from(rows.customers[0].customer_id.0);
            assert_eq!(row.audit_id, AuditId(customer * 1000 + i as u64 + 1));
        }
        assert!(
            rows.audit_trails
                .windows(2)
                .all(|pair| pair[0].performed_at <= pair[1].performed_at)
        );
        assert_eq!(count(AuditAction::AccountOpened), rows.accounts.len());
        assert_eq!(count(AuditAction::LoanDisbursed), rows.loans.len());
        assert_eq!(count(AuditAction::PolicyIssued), rows.policies.len());
        let resolved = rows
            .rule_violations
            .iter()
            .filter(|one| one.resolved_date.is_some());
        assert_eq!(count(AuditAction::ViolationResolved), resolved.count());
        let filed = rows
            .suspicious_activity_reports
            .iter()
            .filter(|one| one.filed_date.is_some());
        assert_eq!(count(AuditAction::SarFiled), filed.count());
        assert_eq!(
            count(AuditAction::ScreeningCompleted),
            rows.kyc_records.len()
        );
        let done = rows
            .complaints
            .iter()
            .filter(|one| one.resolved_date.is_some());
        assert_eq!(count(AuditAction::ComplaintClosed), done.count());
    }
}

#[test]
fn days_of_much_cash_are_reported() {
    for (_, rows) in lives() {
        let mut days: BTreeMap<Date, i64> = BTreeMap::new();
        for row in rows.transactions.iter().filter(|row| cash(row)) {
            *days.entry(row.transaction_date.date()).or_default() += amount(row).abs();
        }
        days.retain(|_, sum| *sum > 10_000_00);
        let reported = rows
            .regulatory_reports
            .iter()
            .map(|report| report.reporting_period_end);
        assert!(reported.eq(days.into_keys()));
    }
}
