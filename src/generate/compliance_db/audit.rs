//! The audit trail: who did what, one row per event of the other tables.

use super::alerts::Alert;
use crate::generate::context::Context;
use crate::generate::customer::ProfileField;
use crate::generate::facts::ClaimDecision;
use crate::generate::hours::OFFICE;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::accounts_db::AccountStatus;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::KycStatus;
use crate::tables::employees_db::Role;
use crate::tables::ids::{AuditId, EmployeeId};
use crate::tables::insurance_db::{Claim, ClaimStatus};
use crate::tables::loans_db::ApplicationStatus;
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::people::EMAIL_DOMAINS;
use crate::values::phones::Phone;
use crate::values::places;
use std::ops::RangeInclusive;

/// Seconds from onboarding to the first acts on the same day.
const AFTER_ONBOARDING: RangeInclusive<i64> = 300..=3_000;
/// The address from which the system itself works.
const SYSTEM: IpAddress = IpAddress([0, 0, 10]);
/// Customers' audit ids: the number times this, and the ordinal.
const IDS: u64 = 1_000;

/// The trail of one customer in the making.
struct Trail<'a> {
    stream: Stream,
    onboarded: Timestamp,
    rows: &'a mut Vec<AuditTrail>,
}

impl Trail<'_> {
    /// A moment of a day in office hours; on the day of onboarding some time after it.
    fn moment(&mut self, day: Date) -> Timestamp {
        if day == self.onboarded.date() {
            self.onboarded + self.stream.range(AFTER_ONBOARDING)
        } else {
            OFFICE.on(day, &mut self.stream)
        }
    }

    /// An event on a day, by somebody or by the system.
    fn add(
        &mut self,
        day: Date,
        action: AuditAction,
        entity: Entity,
        by: Option<EmployeeId>,
        values: (Option<&'static str>, &'static str),
    ) {
        let at = self.moment(day);
        let (old, new) = values;
        self.add_at(at, action, entity, by, (old.map(Text::from), new.into()));
    }

    fn add_at(
        &mut self,
        at: Timestamp,
        action: AuditAction,
        entity: Entity,
        by: Option<EmployeeId>,
        (old_value, new_value): (Option<Text>, Text),
    ) {
        self.rows.push(AuditTrail {
            audit_id: AuditId(0),
            entity_type: entity.entity_type(),
            entity_id: entity,
            action,
            performed_by: by,
            performed_at: at,
            old_value,
            new_value,
            ip_address: by.map_or(SYSTEM, address),
        });
    }

    /// Puts the rows in time order and numbers them.
    fn number(self, base: u64) {
        self.rows.sort_by_key(|row| row.performed_at);
        for (ordinal, row) in (1..).zip(self.rows) {
            row.audit_id = AuditId(base + ordinal);
        }
    }
}

/// The address of an employee's desk, unique.
fn address(EmployeeId(number): EmployeeId) -> IpAddress {
    let (rest, desk) = (number / 250, number % 250);
    IpAddress([(1 + rest / 250) as u8, (rest % 250) as u8, desk as u8 + 1])
}

const OPENED: (Option<&str>, &str) = (None, r#"{"account_status":"active"}"#);
const CLOSED: (Option<&str>, &str) = (
    Some(r#"{"account_status":"active"}"#),
    r#"{"account_status":"closed"}"#,
);
const APPROVED: (Option<&str>, &str) =
    (Some(r#"{"status":"pending"}"#), r#"{"status":"approved"}"#);
const REJECTED: (Option<&str>, &str) =
    (Some(r#"{"status":"pending"}"#), r#"{"status":"rejected"}"#);
const DENIED: (Option<&str>, &str) = (Some(r#"{"status":"pending"}"#), r#"{"status":"denied"}"#);
const DISBURSED: (Option<&str>, &str) = (None, r#"{"loan_status":"active"}"#);
const ISSUED: (Option<&str>, &str) = (None, r#"{"policy_status":"active"}"#);
const VERIFIED: (Option<&str>, &str) = (
    Some(r#"{"kyc_status":"pending"}"#),
    r#"{"kyc_status":"verified"}"#,
);
const SCREENED: (Option<&str>, &str) = (None, r#"{"screenings":3}"#);
const ALERT_CLEARED: (Option<&str>, &str) = (Some(r#"{"alert":"open"}"#), r#"{"alert":"cleared"}"#);
const ALERT_REPORTED: (Option<&str>, &str) =
    (Some(r#"{"alert":"open"}"#), r#"{"alert":"reported"}"#);
const FILED: (Option<&str>, &str) = (
    Some(r#"{"sar_status":"under_review"}"#),
    r#"{"sar_status":"filed"}"#,
);
const RESOLVED: (Option<&str>, &str) = (Some(r#"{"status":"open"}"#), r#"{"status":"resolved"}"#);
const INVESTIGATED: (Option<&str>, &str) = (
    Some(r#"{"status":"investigating"}"#),
    r#"{"status":"resolved"}"#,
);

/// Makes the trail of the bank's own reports.
pub fn write_bank(rows: &mut Rows) {
    let mut at = 10 * 3600;
    for row in &rows.rule_violations {
        if let (Some(day), by) = (row.resolved_date, row.resolved_by) {
            at = at % OFFICE.last() + 421;
            rows.audit_trails.push(AuditTrail {
                audit_id: AuditId(0),
                entity_type: EntityType::RuleViolation,
                entity_id: Entity::RuleViolation(row.violation_id),
                action: AuditAction::ViolationResolved,
                performed_by: by,
                performed_at: day.second(at),
                old_value: RESOLVED.0.map(Text::from),
                new_value: RESOLVED.1.into(),
                ip_address: by.map_or(SYSTEM, address),
            });
        }
    }
    rows.audit_trails.sort_by_key(|row| row.performed_at);
    for (ordinal, row) in (1..).zip(&mut rows.audit_trails) {
        row.audit_id = AuditId(ordinal);
    }
}

/// Makes the trail of a customer.
pub fn write(context: Context, alerts: &[Alert], decisions: &[ClaimDecision], rows: &mut Rows) {
    let mut trail = Trail {
        stream: context.stream(key!("compliance_db.audit_trails/row")),
        onboarded: rows.customers[0].created_at,
        rows: &mut rows.audit_trails,
    };
    let desk = [Role::CustomerService, Role::BranchManager];
    for account in &rows.accounts {
        let entity = Entity::Account(account.account_id);
        let opened = account.opened_date;
        let by = context.at_branch(&desk, &[opened], &mut trail.stream);
        trail.add(opened, AuditAction::AccountOpened, entity, Some(by), OPENED);
        if account.account_status == AccountStatus::Closed
            && let Some(day) = account.closed_date
        {
            let by = context.at_branch(&desk, &[day], &mut trail.stream);
            trail.add(day, AuditAction::AccountClosed, entity, Some(by), CLOSED);
        }
    }
    for application in &rows.loan_applications {
        let decided = match application.status {
            ApplicationStatus::Approved => APPROVED,
            ApplicationStatus::Rejected => REJECTED,
            _ => continue,
        };
        if let Some(day) = application.decision_date {
            let entity = Entity::LoanApplication(application.application_id);
            let by = Some(application.officer_id);
            trail.add(day, AuditAction::ApplicationDecided, entity, by, decided);
        }
    }
    for loan in &rows.loans {
        let (day, by) = (loan.disbursement_date, Some(loan.approved_by));
        let entity = Entity::Loan(loan.loan_id);
        trail.add(day, AuditAction::LoanDisbursed, entity, by, DISBURSED);
    }
    for policy in &rows.policies {
        let (at, by) = (policy.created_at, Some(policy.agent_id));
        let entity = Entity::Policy(policy.policy_id);
        let values = (ISSUED.0.map(Text::from), ISSUED.1.into());
        trail.add_at(at, AuditAction::PolicyIssued, entity, by, values);
    }
    claims(&mut trail, decisions, &rows.claims);
    for record in &rows.kyc_records {
        if !matches!(
            record.kyc_status,
            KycStatus::Pending | KycStatus::UnderReview
        ) {
            let entity = Entity::KycRecord(record.kyc_id);
            let (day, by) = (record.verification_date, record.verified_by);
            trail.add(day, AuditAction::KycVerified, entity, Some(by), VERIFIED);
        }
    }
    // A round is three screenings of one day; the first stands for it.
    let screenings = rows
        .aml_checks
        .iter()
        .filter(|check| check.check_type == CheckType::Watchlist);
    for check in screenings {
        let entity = Entity::AmlCheck(check.check_id);
        let day = check.check_date;
        trail.add(day, AuditAction::ScreeningCompleted, entity, None, SCREENED);
    }
    for alert in alerts {
        let transaction = Some(rows.transactions[alert.row].transaction_id);
        let check = rows
            .aml_checks
            .iter()
            .find(|check| check.transaction_id == transaction);
        if let (Some(day), Some(check)) = (alert.closed, check) {
            let values = if alert.reported {
                ALERT_REPORTED
            } else {
                ALERT_CLEARED
            };
            let entity = Entity::AmlCheck(check.check_id);
            trail.add(day, AuditAction::AlertClosed, entity, alert.officer, values);
        }
    }
    for report in &rows.suspicious_activity_reports {
        if let Some(day) = report.filed_date {
            let entity = Entity::SuspiciousActivityReport(report.sar_id);
            trail.add(day, AuditAction::SarFiled, entity, report.filed_by, FILED);
        }
    }
    for violation in &rows.rule_violations {
        if let Some(day) = violation.resolved_date {
            let entity = Entity::RuleViolation(violation.violation_id);
            let values = match violation.entity_id {
                Entity::Transaction(_) => INVESTIGATED,
                _ => RESOLVED,
            };
            let by = violation.resolved_by;
            trail.add(day, AuditAction::ViolationResolved, entity, by, values);
        }
    }
    for complaint in &rows.complaints {
        if let Some(at) = complaint.resolved_date {
            let entity = Entity::Complaint(complaint.complaint_id);
            let by = Some(complaint.assigned_to);
            let values = (
                Some(Text::from(r#"{"status":"investigating"}"#)),
                format!(r#"{{"status":"{}"}}"#, complaint.status.label()).into(),
            );
            trail.add_at(at, AuditAction::ComplaintClosed, entity, by, values);
        }
    }
    let profile = &rows.customer_profiles[0];
    for &(at, field) in &context.customer.profile_changes {
        let (old, new) = match field {
            ProfileField::Address => {
                let old = places::street_address(&mut trail.stream);
                (old, profile.address.to_string())
            }
            ProfileField::Phone => {
                let old = Phone::fictional(&mut trail.stream);
                (old.to_string(), profile.phone.to_string())
            }
            ProfileField::Email => {
                let (local, domain) = profile.email.split_once('@').unwrap_or_default();
                let other = EMAIL_DOMAINS.iter().find(|other| **other != domain);
                let old = [local, "@", other.copied().unwrap_or(domain)].concat();
                (old, profile.email.to_string())
            }
        };
        let json =
            |value: &str| Text::from([r#"{""#, name(field), r#"":""#, value, r#""}"#].concat());
        let by = context.on_duty(&desk, &[at.date()], &mut trail.stream);
        trail.add_at(
            at,
            AuditAction::ProfileChanged,
            Entity::CustomerProfile(profile.customer_id),
            Some(by),
            (Some(json(&old)), json(&new)),
        );
    }
    trail.number(context.customer.row() * IDS);
}

/// The decisions on claims, each by whoever processed the claim.
fn claims(trail: &mut Trail, decisions: &[ClaimDecision], claims: &[Claim]) {
    for decision in decisions {
        let decided = |claim: &&Claim| claim.claim_id == decision.claim_id;
        let claim = claims
            .iter()
            .find(decided)
            .expect("the claim that was decided");
        let values = match claim.status {
            ClaimStatus::Denied => DENIED,
            _ => APPROVED,
        };
        let entity = Entity::Claim(claim.claim_id);
        let (day, by) = (decision.day, claim.processed_by);
        trail.add(day, AuditAction::ClaimDecided, entity, by, values);
    }
}

/// The name of a field in the values of a change.
const fn name(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Address => "address",
        ProfileField::Phone => "phone",
        ProfileField::Email => "email",
    }
}
