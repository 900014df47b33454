//! Audit trail entries that follow from the statements: alerts closed, violations resolved, reports filed and submitted.

use super::alerts::Alert;
use super::officers::COMPLIANCE_OFFICER;
use super::trail::{Change, Trail};
use crate::generate::context::Context;
use crate::generate::hours::business_day_after;
use crate::key;
use crate::tables::Rows;
use crate::tables::compliance_db::*;
use crate::tables::ids::EmployeeId;
use crate::values::calendar::Date;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// A report is submitted.
pub const SUBMITTED: Change = (
    Some(r#"{"status":"in_review"}"#),
    r#"{"status":"submitted"}"#,
);
/// A violation of a state is resolved.
pub const RESOLVED: Change = (Some(r#"{"status":"open"}"#), r#"{"status":"resolved"}"#);
const ALERT_CLEARED: Change = (Some(r#"{"alert":"open"}"#), r#"{"alert":"cleared"}"#);
const ALERT_REPORTED: Change = (Some(r#"{"alert":"open"}"#), r#"{"alert":"reported"}"#);
const FILED: Change = (
    Some(r#"{"sar_status":"under_review"}"#),
    r#"{"sar_status":"filed"}"#,
);
/// The bank gives notice that it ends the relationship.
const EXITED: Change = (
    Some(r#"{"relationship":"active"}"#),
    r#"{"relationship":"to be ended","notice_days":90}"#,
);
/// Reports on a customer after which the bank ends the relationship, and days from the filing of the last one to that decision.
const EXIT_AFTER: usize = 3;
const EXIT_DECIDED_AFTER: RangeInclusive<i64> = 5..=15;
const INVESTIGATED: Change = (
    Some(r#"{"status":"investigating"}"#),
    r#"{"status":"resolved"}"#,
);

/// The act of resolving a violation, if it was resolved.
pub fn resolved(violation: &RuleViolation) -> Option<Act> {
    let values = match violation.entity_id {
        Entity::Transaction(_) => INVESTIGATED,
        _ => RESOLVED,
    };
    Some(Act {
        day: violation.resolved_date?,
        action: AuditAction::ViolationResolved,
        entity: Entity::RuleViolation(violation.violation_id),
        by: violation.resolved_by,
        values,
    })
}

/// Something an employee did on a given day.
pub struct Act {
    day: Date,
    action: AuditAction,
    entity: Entity,
    by: Option<EmployeeId>,
    values: Change,
}

impl Act {
    /// Adds it to the trail.
    pub fn add(self, trail: &mut Trail) {
        trail.add(self.day, self.action, self.entity, self.by, self.values);
    }
}

/// Adds what follows from each month's statements: alerts closed, violations resolved, reports filed and submitted. A month's
/// draws don't depend on how many months there are.
pub fn follow_statements(trail: &mut Trail, context: Context, alerts: &[Alert], rows: &Rows) {
    let mut acts: Vec<(Month, Act)> = Vec::new();
    for alert in alerts {
        let transaction = rows.transactions[alert.row].transaction_id;
        let check = rows
            .aml_checks
            .iter()
            .find(|check| check.transaction_id == Some(transaction));
        if let (Some(day), Some(check)) = (alert.closed, check) {
            let act = Act {
                day,
                action: AuditAction::AlertClosed,
                entity: Entity::AmlCheck(check.check_id),
                by: alert.officer,
                values: match alert.sar {
                    Some(_) => ALERT_REPORTED,
                    None => ALERT_CLEARED,
                },
            };
            acts.push((transaction.month, act));
        }
    }
    for report in &rows.suspicious_activity_reports {
        if let Some(day) = report.filed_date {
            let act = Act {
                day,
                action: AuditAction::SarFiled,
                entity: Entity::SuspiciousActivityReport(report.sar_id),
                by: report.filed_by,
                values: FILED,
            };
            acts.push((report.sar_id.month, act));
        }
    }
    acts.extend(exit(context, rows));
    for report in &rows.regulatory_reports {
        if let Some(day) = report.submission_date {
            let act = Act {
                day,
                action: AuditAction::ReportSubmitted,
                entity: Entity::RegulatoryReport(report.report_id),
                by: report.approved_by,
                values: SUBMITTED,
            };
            acts.push((Month::of(report.reporting_period_end), act));
        }
    }
    for violation in &rows.rule_violations {
        let month = match violation.violation_id {
            ViolationId::Statement(_, month, _) => month,
            ViolationId::Report(ReportId::Ctr(_, day)) => Month::of(day),
            _ => continue,
        };
        acts.extend(resolved(violation).map(|act| (month, act)));
    }
    acts.sort_by_key(|(month, _)| *month);
    let mut followed = None;
    for (month, act) in acts {
        if followed != Some(month) {
            let key = key!("compliance_db.audit_trails/month").part(month.index());
            trail.follow(month, context.stream(key));
            followed = Some(month);
        }
        act.add(trail);
    }
}

/// The decision to end the relationship with a customer who has been reported as often as a bank puts up with, and the month of
/// the activity that the last report is about.
fn exit(context: Context, rows: &Rows) -> Option<(Month, Act)> {
    let reports = &rows.suspicious_activity_reports;
    let last = reports.get(EXIT_AFTER - 1)?;
    let filed = reports.iter().take(EXIT_AFTER).map(|one| one.filed_date);
    let filed = filed.collect::<Option<Vec<Date>>>()?.into_iter().max()?;
    let mut stream = context.stream(key!("compliance_db.audit_trails/exit"));
    let day = business_day_after(&mut stream, filed, EXIT_DECIDED_AFTER);
    let act = Act {
        day,
        action: AuditAction::ExitDecided,
        entity: Entity::SuspiciousActivityReport(last.sar_id),
        by: Some(context.on_duty(&COMPLIANCE_OFFICER, &[day], &mut stream)),
        values: EXITED,
    };
    (day <= context.as_of()).then_some((last.sar_id.month, act))
}
