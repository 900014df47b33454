//! The audit trail: who did what, with one row per event in the other tables and per act by staff.

use super::acts::{RESOLVED, SUBMITTED, follow_statements, resolved};
use super::alerts::Alert;
use super::freezes;
use super::trail::{Change, Trail, row};
use crate::generate::context::Context;
use crate::generate::customer::ProfileField;
use crate::generate::facts::ClaimDecision;
use crate::generate::hours::OFFICE;
use crate::key;
use crate::tables::Rows;
use crate::tables::accounts_db::AccountStatus;
use crate::tables::compliance_db::*;
use crate::tables::customer_db::{KycStatus, RiskRating};
use crate::tables::employees_db::Role;
use crate::tables::insurance_db::{Claim, ClaimStatus, PolicyEventType};
use crate::tables::loans_db::ApplicationStatus;
use crate::values::Text;
use crate::values::people::EMAIL_DOMAINS;
use crate::values::phones::Phone;
use crate::values::places;

/// Roles that open and close accounts and change profiles.
const DESK: [Role; 2] = [Role::CustomerService, Role::BranchManager];

const OPENED: Change = (None, r#"{"account_status":"active"}"#);
const CLOSED: Change = (
    Some(r#"{"account_status":"active"}"#),
    r#"{"account_status":"closed"}"#,
);
const APPROVED: Change = (Some(r#"{"status":"pending"}"#), r#"{"status":"approved"}"#);
const REJECTED: Change = (Some(r#"{"status":"pending"}"#), r#"{"status":"rejected"}"#);
const DENIED: Change = (Some(r#"{"status":"pending"}"#), r#"{"status":"denied"}"#);
const DISBURSED: Change = (None, r#"{"loan_status":"active"}"#);
const ISSUED: Change = (None, r#"{"policy_status":"active"}"#);
const UNVERIFIED: &str = r#"{"kyc_status":"pending"}"#;
const SCREENED: &str = r#"{"screenings":3}"#;
const LAPSED: Change = (
    Some(r#"{"policy_status":"active"}"#),
    r#"{"policy_status":"lapsed"}"#,
);
const CANCELLED: Change = (
    Some(r#"{"policy_status":"active"}"#),
    r#"{"policy_status":"cancelled"}"#,
);
const MATURED: Change = (
    Some(r#"{"policy_status":"active"}"#),
    r#"{"policy_status":"matured"}"#,
);
const REINSTATED: Change = (
    Some(r#"{"policy_status":"lapsed"}"#),
    r#"{"policy_status":"active"}"#,
);
const ENDORSED: Change = (None, r#"{"change":"endorsed"}"#);
const BENEFICIARY_CHANGED: Change = (None, r#"{"change":"beneficiaries"}"#);
const CLOSED_FROZEN: Change = (
    Some(r#"{"account_status":"frozen"}"#),
    r#"{"account_status":"closed"}"#,
);

/// Generates the trail of the bank's own reports.
pub fn write_bank(rows: &mut Rows) {
    let mut at = 10 * 3600;
    let mut moment = || {
        at = at % OFFICE.last() + 421;
        at.max(9 * 3600)
    };
    let text = |(old, new): Change| (old.map(Text::from), Text::from(new));
    for report in &rows.regulatory_reports {
        if let Some(day) = report.submission_date {
            let entity = Entity::RegulatoryReport(report.report_id);
            let (at, by) = (day.second(moment()), report.approved_by);
            let action = AuditAction::ReportSubmitted;
            rows.audit_trails
                .push(row(at, action, entity, by, text(SUBMITTED)));
        }
    }
    for violation in &rows.rule_violations {
        if let Some(day) = violation.resolved_date {
            let entity = Entity::RuleViolation(violation.violation_id);
            let (at, by) = (day.second(moment()), violation.resolved_by);
            let action = AuditAction::ViolationResolved;
            rows.audit_trails
                .push(row(at, action, entity, by, text(RESOLVED)));
        }
    }
    rows.audit_trails.sort_by_key(|row| row.performed_at);
    for (ordinal, row) in (1..).zip(&mut rows.audit_trails) {
        row.audit_id = AuditId(ordinal);
    }
}

/// Generates a customer's trail.
pub fn write(context: Context, alerts: &[Alert], decisions: &[ClaimDecision], rows: &mut Rows) {
    let stream = context.stream(key!("compliance_db.audit_trails/row"));
    let mut trail = Trail::new(stream, rows.customers[0].created_at);
    checks(&mut trail, rows);
    accounts(&mut trail, context, rows);
    loans(&mut trail, rows);
    policies(&mut trail, rows);
    claims(&mut trail, decisions, &rows.claims);
    complaints(&mut trail, rows);
    profile(&mut trail, context, rows);
    for violation in &rows.rule_violations {
        if matches!(violation.violation_id, ViolationId::Customer(..))
            && let Some(act) = resolved(violation)
        {
            act.add(&mut trail);
        }
    }
    follow_statements(&mut trail, context, alerts, rows);
    trail.write(context.customer.row(), &mut rows.audit_trails);
}

/// Screenings by the system, in rounds of three with the first standing for all three, and their outcomes.
fn checks(trail: &mut Trail, rows: &Rows) {
    let screenings = rows
        .aml_checks
        .iter()
        .filter(|check| check.check_type == CheckType::Watchlist);
    for (record, check) in rows.kyc_records.iter().zip(screenings) {
        let (screened, verified) = trail.checked(record.verification_date);
        let entity = Entity::AmlCheck(check.check_id);
        let values = (None, Text::from(SCREENED));
        trail.add_at(
            screened,
            AuditAction::ScreeningCompleted,
            entity,
            None,
            values,
        );
        if !matches!(
            record.kyc_status,
            KycStatus::Pending | KycStatus::UnderReview
        ) {
            let entity = Entity::KycRecord(record.kyc_id);
            let values = (
                Some(Text::from(UNVERIFIED)),
                verified_as(record.risk_rating).into(),
            );
            let by = Some(record.verified_by);
            trail.add_at(verified, AuditAction::KycVerified, entity, by, values);
        }
    }
}

/// The new values of a verification.
const fn verified_as(rating: RiskRating) -> &'static str {
    match rating {
        RiskRating::Low => r#"{"kyc_status":"verified","risk_rating":"low"}"#,
        RiskRating::Medium => r#"{"kyc_status":"verified","risk_rating":"medium"}"#,
        RiskRating::High => r#"{"kyc_status":"verified","risk_rating":"high"}"#,
    }
}

/// Accounts opened, frozen and closed.
fn accounts(trail: &mut Trail, context: Context, rows: &Rows) {
    for (account, (_, holding)) in rows.accounts.iter().zip(context.customer.holdings()) {
        let entity = Entity::Account(account.account_id);
        let opened = account.opened_date;
        let by = context.at_branch(&DESK, &[opened], &mut trail.stream);
        trail.add(opened, AuditAction::AccountOpened, entity, Some(by), OPENED);
        freezes::add(trail, context, account.account_id, holding, rows);
        if account.account_status == AccountStatus::Closed
            && let Some(day) = account.closed_date
        {
            let by = context.at_branch(&DESK, &[day], &mut trail.stream);
            let values = match freezes::on_record(context, holding, rows) {
                Some(_) => CLOSED_FROZEN,
                None => CLOSED,
            };
            trail.add(day, AuditAction::AccountClosed, entity, Some(by), values);
        }
    }
}

/// Applications decided and loans disbursed.
fn loans(trail: &mut Trail, rows: &Rows) {
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
}

/// Policies issued, changed by staff, and ended by staff or the system.
fn policies(trail: &mut Trail, rows: &Rows) {
    for policy in &rows.policies {
        let (at, by) = (policy.created_at, Some(policy.agent_id));
        let entity = Entity::Policy(policy.policy_id);
        let values = (ISSUED.0.map(Text::from), ISSUED.1.into());
        trail.add_at(at, AuditAction::PolicyIssued, entity, by, values);
    }
    for event in &rows.policy_events {
        let entity = Entity::Policy(event.policy_id);
        let by = event.performed_by;
        let (action, change): (AuditAction, Change) = match event.event_type {
            PolicyEventType::Lapsed => (AuditAction::PolicyEnded, LAPSED),
            PolicyEventType::Cancelled => (AuditAction::PolicyEnded, CANCELLED),
            PolicyEventType::Matured => (AuditAction::PolicyEnded, MATURED),
            PolicyEventType::Endorsed if by.is_some() => (AuditAction::PolicyChanged, ENDORSED),
            PolicyEventType::BeneficiaryChanged if by.is_some() => {
                (AuditAction::PolicyChanged, BENEFICIARY_CHANGED)
            }
            PolicyEventType::Reinstated if by.is_some() => (AuditAction::PolicyChanged, REINSTATED),
            _ => continue,
        };
        trail.add(event.event_date, action, entity, by, change);
    }
}

/// Decisions on claims, each made by the employee who processed the claim.
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

/// Complaints closed.
fn complaints(trail: &mut Trail, rows: &Rows) {
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
}

/// Profile changes.
fn profile(trail: &mut Trail, context: Context, rows: &Rows) {
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
        let by = context.on_duty(&DESK, &[at.date()], &mut trail.stream);
        trail.add_at(
            at,
            AuditAction::ProfileChanged,
            Entity::CustomerProfile(profile.customer_id),
            Some(by),
            (Some(json(&old)), json(&new)),
        );
    }
}

/// A field's name in the values of a change.
const fn name(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Address => "address",
        ProfileField::Phone => "phone",
        ProfileField::Email => "email",
    }
}
