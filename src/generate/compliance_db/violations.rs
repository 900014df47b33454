//! What broke a rule: transactions with alerts, and the states that rules 11 to 20 monitor.

use super::alerts::Alert;
use super::catalogue::MonitoringRule;
use super::officers::OFFICERS;
use super::reports;
use super::rules::Breach;
use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::facts::to_be_covered;
use crate::generate::hours::after;
use crate::generate::staff::Team;
use crate::key;
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::RiskRating;
use crate::tables::employees_db::TrainingStatus;
use crate::tables::ids::{EmployeeId, ProgramId};
use crate::tables::insurance_db::{Policy, PolicyStatus, PolicyType};
use crate::tables::loans_db::{Collateral, Loan, LoanStatus, LoanType};
use crate::values::calendar::Date;
use crate::values::money::Fraction4;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Months after which a high-risk customer's check is stale.
const STALE_MONTHS: i32 = MonitoringRule::HighRiskStale.months();
/// Days within which the compulsory program must be completed.
const TRAINING_DAYS: i32 = MonitoringRule::TrainingOverdue.days();
/// Days within which collateral must be insured.
const UNINSURED_DAYS: i32 = MonitoringRule::Uninsured.days();
/// Days within which suspicious activity must be reported.
const SUSPICION_DUE: i32 = MonitoringRule::SuspicionReportLate.days();
/// Maximum loan-to-value ratio.
const LTV: Fraction4 = MonitoringRule::LoanToValue.ratio();
const COMPULSORY: ProgramId = ProgramId(1);
/// Days until someone looks at a state that hasn't been cured.
const LOOKED_AT: RangeInclusive<i64> = 3..=25;

/// A state that breaks a rule.
struct State {
    rule: MonitoringRule,
    entity: Entity,
    since: Date,
    cured: Option<Date>,
}

/// Generates a customer's violations: those of states in time order, then those of each month's statements in time order, then
/// those of cash reports.
pub fn write(context: Context, breaches: &[Breach], alerts: &[Alert], rows: &mut Rows) {
    let customer = context.customer;
    let mut found: Vec<(Family, RuleViolation)> = Vec::new();
    let mut lasting = 0;
    for state in states(context.bank, rows) {
        // If a violation follows from the statements, its draws must not depend on how many there are.
        let (family, aspect) = match state.entity {
            Entity::SuspiciousActivityReport(report) => {
                (Family::Statement(report.month), report.month.index())
            }
            Entity::RegulatoryReport(report) => {
                (Family::Report(report), state.since.0 as u64 & 0xF_FFFF)
            }
            _ => {
                lasting += 1;
                (Family::State, lasting)
            }
        };
        let row = customer.row() << 20 | aspect;
        let violation = violation(context.bank, &customer.team, row, &state);
        found.push((family, violation));
    }
    let of_breaches = breaches.iter().filter_map(|breach| {
        let alert = alerts.iter().find(|alert| alert.row == breach.row)?;
        let month = rows.transactions[breach.row].transaction_id.month;
        let violation = of_transaction(breach, alert, rows);
        Some((Family::Statement(month), violation))
    });
    found.extend(of_breaches);
    found.sort_by_key(|(family, row)| (*family, row.violation_date, row.rule_id, row.entity_id));
    let (mut previous, mut ordinal) = (None, 0);
    for (family, row) in &mut found {
        ordinal = if previous == Some(*family) {
            ordinal + 1
        } else {
            1
        };
        previous = Some(*family);
        row.violation_id = match *family {
            Family::State => ViolationId::Customer(customer.number, ordinal as u8),
            Family::Statement(month) => ViolationId::Statement(customer.number, month, ordinal),
            Family::Report(report) => ViolationId::Report(report),
        };
    }
    rows.rule_violations
        .extend(found.into_iter().map(|(_, row)| row));
}

/// What a violation belongs to, in key order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    /// A state of the customer.
    State,
    /// The statements of a month.
    Statement(Month),
    /// A cash report.
    Report(ReportId),
}

/// The violation by a transaction, which follows its alert.
fn of_transaction(breach: &Breach, alert: &Alert, rows: &Rows) -> RuleViolation {
    let transaction_id = rows.transactions[breach.row].transaction_id;
    let closed = alert.closed;
    RuleViolation {
        status: alert.status,
        resolution_notes: alert.disposition.map(|one| one.notes.into()),
        resolved_by: alert.officer.filter(|_| closed.is_some()),
        resolved_date: closed,
        ..open(breach.rule, Entity::Transaction(transaction_id), breach.day)
    }
}

/// States of a customer's rows that break rules 11 to 18.
fn states(bank: &Bank, rows: &Rows) -> Vec<State> {
    let mut states = Vec::new();
    let mut found = |rule, entity, since, cured| {
        states.push(State {
            rule,
            entity,
            since,
            cured,
        })
    };
    let as_of = bank.as_of();
    for (i, record) in rows.kyc_records.iter().enumerate() {
        let successor = rows.kyc_records.get(i + 1);
        let cured = successor.map(|next| next.verification_date);
        let entity = Entity::KycRecord(record.kyc_id);
        for (rule, day) in [
            (MonitoringRule::ReviewOverdue, Some(record.next_review_date)),
            (MonitoringRule::DocumentExpired, record.expiry_date),
        ] {
            if let Some(day) = day.filter(|day| cured.unwrap_or(as_of) > *day) {
                found(rule, entity, day + 1, cured);
            }
        }
        let stale = record.verification_date.add_months(STALE_MONTHS);
        if record.risk_rating == RiskRating::High && successor.is_none() && as_of > stale {
            found(MonitoringRule::HighRiskStale, entity, stale + 1, None);
        }
    }
    let first_account = rows
        .accounts
        .iter()
        .map(|account| account.opened_date)
        .min();
    if let (Some(record), Some(opened)) = (rows.kyc_records.first(), first_account)
        && record.verification_date > opened
    {
        let verified = record.verification_date;
        found(
            MonitoringRule::IdentifiedLate,
            Entity::KycRecord(record.kyc_id),
            opened,
            Some(verified),
        );
    }
    for report in &rows.regulatory_reports {
        let due = report.reporting_period_end + reports::CASH_DUE;
        if let Some(day) = report.submission_date.filter(|day| *day > due) {
            let entity = Entity::RegulatoryReport(report.report_id);
            found(MonitoringRule::CashReportLate, entity, due + 1, Some(day));
        }
    }
    for report in &rows.suspicious_activity_reports {
        let due = report.report_date + SUSPICION_DUE;
        if let Some(day) = report.filed_date.filter(|day| *day > due) {
            let entity = Entity::SuspiciousActivityReport(report.sar_id);
            found(
                MonitoringRule::SuspicionReportLate,
                entity,
                due + 1,
                Some(day),
            );
        }
    }
    for collateral in &rows.collateral {
        let secures = |loan: &&Loan| loan.loan_id == collateral.loan_id;
        let Some(loan) = rows.loans.iter().find(secures) else {
            continue;
        };
        let since = loan.disbursement_date + (UNINSURED_DAYS + 1);
        if since <= bank.as_of() && is_uninsured(loan, collateral, rows) {
            found(
                MonitoringRule::Uninsured,
                Entity::Loan(loan.loan_id),
                since,
                None,
            );
        }
        if collateral.ltv_ratio > LTV {
            let entity = Entity::Collateral(collateral.collateral_id);
            found(
                MonitoringRule::LoanToValue,
                entity,
                loan.disbursement_date,
                None,
            );
        }
    }
    states
}

/// Whether an active mortgage lacks an active property policy, or an active auto loan a vehicle policy, that covers the lesser of
/// principal and appraisal, or its part in the case of a condominium.
fn is_uninsured(loan: &Loan, collateral: &Collateral, rows: &Rows) -> bool {
    let worth = to_be_covered(loan, collateral);
    let insured_by = match loan.loan_type {
        LoanType::Mortgage => PolicyType::Property,
        LoanType::Auto => PolicyType::Vehicle,
        _ => return false,
    };
    let covers = |policy: &Policy| {
        policy.policy_type == insured_by
            && policy.policy_status == PolicyStatus::Active
            && policy.coverage_amount >= worth
    };
    loan.loan_status == LoanStatus::Active && !rows.policies.iter().any(covers)
}

/// Generates the violations of rule 20: periodic reports submitted after their due day.
pub fn write_late_reports(bank: &Bank, rows: &mut Rows) {
    let team = bank.first_team();
    for (row, report) in (1..).zip(&rows.regulatory_reports) {
        let Some(due) = reports::due_day(report) else {
            continue;
        };
        if let Some(day) = report.submission_date.filter(|day| *day > due) {
            let state = State {
                rule: MonitoringRule::PeriodicReportLate,
                entity: Entity::RegulatoryReport(report.report_id),
                since: due + 1,
                cured: Some(day),
            };
            rows.rule_violations.push(RuleViolation {
                violation_id: ViolationId::Report(report.report_id),
                ..violation(bank, &team, row, &state)
            });
        }
    }
}

/// Generates the violations of rule 19: enrollments in the compulsory program left open too long.
pub fn write_overdue_training(bank: &Bank, rows: &mut Rows) {
    let team = bank.first_team();
    for record in &rows.employee_training {
        let since = record.enrollment_date + (TRAINING_DAYS + 1);
        if record.program_id == COMPULSORY
            && record.status != TrainingStatus::Completed
            && since <= bank.as_of()
        {
            let state = State {
                rule: MonitoringRule::TrainingOverdue,
                entity: Entity::EmployeeTraining(record.training_record_id),
                since,
                cured: None,
            };
            let EmployeeId(employee) = record.employee_id;
            rows.rule_violations.push(RuleViolation {
                violation_id: ViolationId::Employee(employee, 1),
                ..violation(bank, &team, u64::from(employee), &state)
            });
        }
    }
}

/// The violation by a state: resolved on the day the state was cured, otherwise open, or under investigation once someone had
/// time.
fn violation(bank: &Bank, team: &Team, row: u64, state: &State) -> RuleViolation {
    let key = key!("compliance_db.rule_violations/state");
    let mut stream = bank.random.stream(key, stream_row(state.rule, row));
    let notes = state.rule.definition().resolutions;
    let note = *stream.pick(notes);
    let looked_at = after(&mut stream, state.since, LOOKED_AT);
    let resolved_by = state
        .cured
        .map(|day| team.on_duty(&OFFICERS, &[day], stream.bits()));
    RuleViolation {
        status: match state.cured {
            Some(_) => ViolationStatus::Resolved,
            None if looked_at <= bank.as_of() => ViolationStatus::Investigating,
            None => ViolationStatus::Open,
        },
        resolution_notes: state.cured.map(|_| note.into()),
        resolved_by,
        resolved_date: state.cured,
        ..open(state.rule, state.entity, state.since)
    }
}

/// A row number for the violations' streams: each rule has its own.
fn stream_row(rule: MonitoringRule, row: u64) -> u64 {
    u64::from(rule.number()) << 56 ^ row
}

/// An open violation without a key of its own.
fn open(rule: MonitoringRule, entity: Entity, day: Date) -> RuleViolation {
    RuleViolation {
        violation_id: ViolationId::Customer(0, 0),
        rule_id: rule.id(),
        entity_type: entity.entity_type(),
        entity_id: entity,
        violation_date: day,
        severity: rule.definition().severity,
        status: ViolationStatus::Open,
        resolution_notes: None,
        resolved_by: None,
        resolved_date: None,
    }
}
