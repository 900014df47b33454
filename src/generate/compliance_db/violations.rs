//! What broke a rule: the transactions of alerts, and the states that rules 11 to 20 watch.

use super::alerts::Alert;
use super::rules::Breach;
use super::{OFFICERS, after, reports, sars};
use crate::generate::Bank;
use crate::generate::block::Customer;
use crate::generate::staff::Team;
use crate::key;
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::RiskRating;
use crate::tables::employees_db::TrainingStatus;
use crate::tables::ids::{EmployeeId, ProgramId, RuleId, ViolationId};
use crate::tables::insurance_db::{Policy, PolicyStatus, PolicyType};
use crate::tables::loans_db::{Collateral, Loan, LoanStatus, LoanType};
use crate::values::calendar::Date;
use crate::values::money::Fraction4;
use crate::values::texts::compliance::{REPORTED, RULES, threshold};

/// Rule 14: a check of a high-risk customer is stale after so many months.
const STALE_MONTHS: i32 = (threshold(14) / 100) as i32;
/// Rule 19: days in which the compulsory programme has to be completed.
const TRAINING_DAYS: i32 = (threshold(19) / 100) as i32;
/// Rule 17: days in which collateral has to be insured.
const UNINSURED_DAYS: i32 = (threshold(17) / 100) as i32;
/// Rule 18: the highest loan-to-value ratio, from hundredths to ten-thousandths.
const LTV: Fraction4 = Fraction4(threshold(18) * 100);
const COMPULSORY: ProgramId = ProgramId(1);
/// Days after which somebody looks at a state that nothing has cured.
const LOOKED_AT: (i64, i64) = (3, 25);

/// A state that breaks a rule.
struct State {
    rule: u8,
    entity: Entity,
    since: Date,
    cured: Option<Date>,
}

/// The violations of a customer, in time order.
pub fn customer(
    bank: &Bank,
    customer: &Customer,
    breaches: &[Breach],
    alerts: &[Alert],
    rows: &mut Rows,
) {
    for breach in breaches {
        let Some(alert) = alerts.iter().find(|alert| alert.row == breach.row) else {
            continue;
        };
        let entity = Entity::Transaction(rows.transactions[breach.row].transaction_id);
        let notes = if alert.reported {
            REPORTED
        } else {
            RULES[usize::from(breach.rule) - 1].resolutions
        };
        let row = u64::from(breach.rule) << 48
            | super::alerts::number(rows.transactions[breach.row].transaction_id);
        let key = key!("compliance_db.rule_violations/notes");
        let note = *bank.random.stream(key, row).pick(notes);
        let closed = alert.closed;
        rows.rule_violations.push(RuleViolation {
            status: alert.status,
            resolution_notes: closed.map(|_| note.into()),
            resolved_by: alert.officer.filter(|_| closed.is_some()),
            resolved_date: closed,
            ..open(breach.rule, entity, breach.day)
        });
    }
    for (ordinal, state) in (1..).zip(states(bank, rows)) {
        let row = customer.row() * 100 + ordinal;
        let violation = violation(bank, &customer.team, row, &state);
        rows.rule_violations.push(violation);
    }
    let reports = |row: &&mut RuleViolation| !matches!(row.violation_id, ViolationId::Report(_));
    rows.rule_violations.sort_by_key(|row| {
        let report = matches!(row.entity_id, Entity::RegulatoryReport(_));
        (report, row.violation_date, row.rule_id, row.entity_id)
    });
    for row in &mut rows.rule_violations {
        if let Entity::RegulatoryReport(report) = row.entity_id {
            row.violation_id = ViolationId::Report(report);
        }
    }
    for (ordinal, row) in (1..).zip(rows.rule_violations.iter_mut().filter(reports)) {
        row.violation_id = ViolationId::Customer(customer.number, ordinal);
    }
}

/// The states of a customer's rows that break rules 11 to 18.
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
        for (rule, day) in [(11, record.next_review_date), (12, record.expiry_date)] {
            if cured.unwrap_or(as_of) > day {
                found(rule, entity, day + 1, cured);
            }
        }
        let stale = record.verification_date.add_months(STALE_MONTHS);
        if record.risk_rating == RiskRating::High && successor.is_none() && as_of > stale {
            found(14, entity, stale + 1, None);
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
        found(13, Entity::KycRecord(record.kyc_id), opened, Some(verified));
    }
    for report in &rows.regulatory_reports {
        let due = report.reporting_period_end + reports::CASH_DUE;
        if let Some(day) = report.submission_date.filter(|day| *day > due) {
            let entity = Entity::RegulatoryReport(report.report_id);
            found(15, entity, due + 1, Some(day));
        }
    }
    for report in &rows.suspicious_activity_reports {
        let due = report.report_date + sars::LATE_AFTER;
        if let Some(day) = report.filed_date.filter(|day| *day > due) {
            let entity = Entity::SuspiciousActivityReport(report.sar_id);
            found(16, entity, due + 1, Some(day));
        }
    }
    for collateral in &rows.collateral {
        let secures = |loan: &&Loan| loan.loan_id == collateral.loan_id;
        let Some(loan) = rows.loans.iter().find(secures) else {
            continue;
        };
        let since = loan.disbursement_date + (UNINSURED_DAYS + 1);
        if since <= bank.as_of() && is_uninsured(loan, collateral, rows) {
            found(17, Entity::Loan(loan.loan_id), since, None);
        }
        if collateral.ltv_ratio > LTV {
            let entity = Entity::Collateral(collateral.collateral_id);
            found(18, entity, loan.disbursement_date, None);
        }
    }
    states
}

/// Whether an active mortgage or auto loan lacks an active property or vehicle policy that covers the lesser of principal and
/// appraisal.
fn is_uninsured(loan: &Loan, collateral: &Collateral, rows: &Rows) -> bool {
    let worth = loan.principal_amount.min(collateral.appraised_value);
    let covers = |policy: &Policy| {
        matches!(
            policy.policy_type,
            PolicyType::Property | PolicyType::Vehicle
        ) && policy.policy_status == PolicyStatus::Active
            && policy.coverage_amount >= worth
    };
    matches!(loan.loan_type, LoanType::Mortgage | LoanType::Auto)
        && loan.loan_status == LoanStatus::Active
        && !rows.policies.iter().any(covers)
}

/// Rule 20: the periodic reports that were submitted after their due day.
pub fn late_reports(bank: &Bank, rows: &mut Rows) {
    let team = bank.first_team();
    for (row, report) in (1..).zip(&rows.regulatory_reports) {
        let Some(due) = reports::due_day(report) else {
            continue;
        };
        if let Some(day) = report.submission_date.filter(|day| *day > due) {
            let state = State {
                rule: 20,
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

/// Rule 19: enrollments in the compulsory programme that are open for too long.
pub fn overdue_training(bank: &Bank, rows: &mut Rows) {
    let team = bank.first_team();
    for record in &rows.employee_training {
        let since = record.enrollment_date + (TRAINING_DAYS + 1);
        if record.program_id == COMPULSORY
            && record.status != TrainingStatus::Completed
            && since <= bank.as_of()
        {
            let state = State {
                rule: 19,
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

/// The violation of a state: resolved on the day that cured it, else open, or investigated once somebody had the time.
fn violation(bank: &Bank, team: &Team, row: u64, state: &State) -> RuleViolation {
    let key = key!("compliance_db.rule_violations/state");
    let mut stream = bank.random.stream(key, u64::from(state.rule) << 48 | row);
    let notes = RULES[usize::from(state.rule) - 1].resolutions;
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

/// An open violation without its own name.
fn open(rule: u8, entity: Entity, day: Date) -> RuleViolation {
    RuleViolation {
        violation_id: ViolationId::Customer(0, 0),
        rule_id: RuleId(u32::from(rule)),
        entity_type: entity.entity_type(),
        entity_id: entity,
        violation_date: day,
        severity: RULES[usize::from(rule) - 1].severity,
        status: ViolationStatus::Open,
        resolution_notes: None,
        resolved_by: None,
        resolved_date: None,
    }
}
