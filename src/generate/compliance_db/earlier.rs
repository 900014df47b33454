//! Reports on months before those that are written. A bank keeps its reports for five years (31 CFR 1020.320(d)), longer than a
//! bundle has statements, so they appear as in the longer history, with their outcomes but without their transactions and alerts.

use super::trail::month_of;
use crate::tables::Rows;
use crate::tables::compliance_db::{AuditTrail, Entity, SarId};
use crate::values::month::Month;

/// Takes the reports from a longer history, plus the violations and audit trail of those before month `written`, and what
/// followed from all of them together.
pub fn keep_reports(written: Month, history: Rows, rows: &mut Rows) {
    let earlier = |report: SarId| report.month < written;
    rows.suspicious_activity_reports = history.suspicious_activity_reports;
    let about = |entity: Entity| match entity {
        Entity::SuspiciousActivityReport(report) => earlier(report),
        _ => false,
    };
    let mut kept = history.rule_violations;
    kept.retain(|one| about(one.entity_id));
    let resolves = |entity: Entity| match entity {
        Entity::RuleViolation(id) => kept.iter().any(|one| one.violation_id == id),
        entity => about(entity),
    };
    let trail = history.audit_trails.into_iter();
    // What follows from the months that are written is the same, but that only the longer history knows how often a customer was
    // reported.
    let known = |one: &AuditTrail| month_of(one.audit_id) >= u64::from(written);
    rows.audit_trails.retain(|one| !known(one));
    rows.audit_trails
        .extend(trail.filter(|one| known(one) || resolves(one.entity_id)));
    rows.audit_trails.sort_by_key(|one| one.audit_id.0);
    // Violations of states come first, then those of each month.
    let lasting = rows.rule_violations.iter();
    let lasting = lasting.take_while(|one| !one.violation_id.is_of_a_month());
    let at = lasting.count();
    rows.rule_violations.splice(at..at, kept);
}
