//! compliance_db is derived: each rule's violations are exactly the rows that break it, found a second, plain way, and every
//! alert, report and audit row hangs on something that happened.

mod bank;
mod second;

use dhub::generate::{Bank, life};
use dhub::plan::{AmlRate, DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::Rows;
use dhub::tables::compliance_db::*;
use dhub::tables::customer_db::KycStatus;
use dhub::tables::ids::*;
use dhub::tables::insurance_db::{Claim, ClaimStatus, PolicyEvent, PolicyEventType};
use dhub::values::calendar::Date;
use dhub::values::money::Cents;
use second::{amount, broken, cash};
use std::collections::{BTreeMap, BTreeSet};

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

/// The life of one customer of a larger bank without more schemes than usual.
fn honest(seed: u64, number: u32) -> (u64, Rows) {
    let scale = Scale::parse("10").unwrap();
    let plan = Plan::new(seed, DEFAULT_AS_OF, scale, None, None).unwrap();
    (seed, life(&Bank::new(plan), number))
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
    for rule in 1..=16 {
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
    // One whose document has expired, and who was reported two weeks before the as-of date.
    let reported = honest(32, 9876);
    assert!(!reported.1.suspicious_activity_reports.is_empty());
    for (seed, rows) in lives().chain([reported]) {
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

#[test]
fn no_report_on_cash_is_missing_after_its_due_day() {
    // Two customers with much cash a little more than two weeks before the as-of date.
    let recent = [1_751, 2_160].map(|number| honest(42, number));
    let mut reports = 0;
    for (seed, rows) in lives().chain(recent) {
        for report in &rows.regulatory_reports {
            if report.submission_date.is_none() {
                let due = report.reporting_period_end + 15;
                assert!(due >= DEFAULT_AS_OF, "seed {seed} {report:?}");
            }
            reports += 1;
        }
    }
    assert!(reports > 50, "{reports}");
}

#[test]
fn claims_are_decided_once_by_who_processed_them_before_they_are_paid() {
    // Two customers with a claim that was decided before an earlier one.
    let crossed = [(42, 6_245), (104, 709)].map(|(seed, number)| honest(seed, number));
    let mut decided = 0;
    for (seed, rows) in lives().chain(crossed) {
        let audited = |claim: &Claim| {
            let own = |row: &&AuditTrail| {
                row.action == AuditAction::ClaimDecided
                    && row.entity_id == Entity::Claim(claim.claim_id)
            };
            rows.audit_trails.iter().filter(own).collect::<Vec<_>>()
        };
        for claim in &rows.claims {
            let due = matches!(
                claim.status,
                ClaimStatus::Approved | ClaimStatus::Settled | ClaimStatus::Denied
            );
            let audited = audited(claim);
            assert_eq!(audited.len(), usize::from(due), "seed {seed} {claim:?}");
            for row in audited {
                let day = row.performed_at.date();
                let last = claim.settlement_date.unwrap_or(DEFAULT_AS_OF);
                let in_time = (claim.claim_date..=last).contains(&day);
                let happened = |event: &PolicyEvent| {
                    event.policy_id == claim.policy_id
                        && event.event_type == PolicyEventType::ClaimDecided
                        && (event.event_date, event.performed_by) == (day, row.performed_by)
                };
                assert!(
                    in_time
                        && row.performed_by == claim.processed_by
                        && rows.policy_events.iter().any(happened),
                    "seed {seed} {claim:?} {row:?}"
                );
                decided += 1;
            }
        }
    }
    assert!(decided > 100, "{decided}");
}
