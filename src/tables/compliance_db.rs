//! compliance_db: identity checks, monitoring, rule violations, reports, and the audit trail.

mod keys;
mod labels;
mod values;

pub use keys::*;
pub use labels::*;
pub use values::*;

use crate::table;
use crate::tables::accounts_db::{AccountId, TransactionId};
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*};
use crate::tables::customer_db::{KycStatus, RiskRating};
use crate::tables::employees_db::EmployeeId;
use crate::tables::key::{CustomerId, numbered, numeric, of_customer};
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::month::Month;

of_customer!(
    /// `KYC-0000001-01`
    KycId, "KYC-", { ordinal: u8 = 2 }, compliance_db.kyc_records.kyc_id
);

table! {
    /// Identity checks of customers: at onboarding, then at the interval of the risk rating, and after a suspicious activity report.
    compliance_db.kyc_records: KycRecord [
        term KnowYourCustomer, product FinancialCrime, steward ComplianceOfficer, retention Identification, criticality High, freshness Monthly
    ] {
        /// Key: customer and sequence number in time order.
        kyc_id: KycId [key],
        /// Customer who was verified.
        customer_id: CustomerId,
        /// Date of the check.
        verification_date: Date [event],
        /// Status; a customer's latest record is expired exactly when its document is.
        kyc_status: KycStatus [term KnowYourCustomer],
        /// Document presented.
        document_type: DocumentType,
        /// Document number: ZZ and nine digits, a form that no authority issues.
        document_number: DocumentNumber [matches "^ZZ[0-9]{9,12}$", pii GovernmentId],
        /// Last day on which the document is valid; NULL if it does not expire.
        expiry_date: Option<Date>,
        /// Employee who performed the check.
        verified_by: EmployeeId,
        /// Due date of the next check: 60, 36 or 12 months later for low, medium and high risk.
        next_review_date: Date,
        /// Risk rating assigned by the check.
        risk_rating: RiskRating [term RiskRating],
        /// How closely the customer is looked at: enhanced for high risk.
        due_diligence: DueDiligence [term DueDiligence],
        /// Last four digits of the Social Security number, or of a business's employer identification number.
        tax_id_last4: TaxIdEnd [matches "^[0-9]{4}$", pii GovernmentId],
    }
    Check(Is("expiry_date", Above(Column("verification_date")))),
    Check(Is("next_review_date", Above(Column("verification_date")))),
}

table! {
    /// Watchlist screenings at each identity check, and one alert for each transaction that breaks a transaction rule.
    compliance_db.aml_checks: AmlCheck [
        term AmlCheck, product FinancialCrime, steward ComplianceOfficer, retention SuspiciousActivity, criticality High, freshness Monthly
    ] {
        /// Key: customer and sequence number in time order; for an alert, within the month of its transaction.
        check_id: CheckId [key],
        /// Customer who was checked.
        customer_id: CustomerId [computed "aml.screenings" "compliance_db.kyc_records.customer_id"],
        /// Transaction that raised the alert; NULL for a screening.
        transaction_id: Option<TransactionId> [term Alert],
        /// Date of the check.
        check_date: Date [
            event,
            computed "aml.after_transaction" "accounts_db.transactions.transaction_date",
            computed "aml.screenings" "compliance_db.kyc_records.verification_date",
        ],
        /// What was checked.
        check_type: CheckType,
        /// Whether anything was found; always true for an alert.
        aml_flag: bool,
        /// Severity.
        risk_level: RiskRating,
        /// Outcome.
        screening_result: Text,
        /// Employee who reviewed it; NULL if not reviewed.
        reviewed_by: Option<EmployeeId>,
        /// Suspicious activity report that covers the alert; NULL if none does.
        sar_id: Option<SarId>,
    }
    Check(SetWhen("transaction_id", "check_type", &["transaction_monitoring"])),
    Check(Any(&[True("aml_flag"), Is("check_type", NoneOf(&["transaction_monitoring"]))])),
}

of_customer!(
    /// `SAR-0000001-202510-1`: the month is that of the activity
    SarId, "SAR-", { month: Month = 6, ordinal: u8 = 1 }, compliance_db.suspicious_activity_reports.sar_id
);

table! {
    /// Suspicious activity reports; each covers alerts on one account.
    compliance_db.suspicious_activity_reports: SuspiciousActivityReport [
        term SuspiciousActivityReport, product FinancialCrime, steward ComplianceOfficer, retention SuspiciousActivity, criticality High, freshness Quarterly
    ] {
        /// Key: customer, month of the activity and sequence number.
        sar_id: SarId [key],
        /// Customer who is reported.
        customer_id: CustomerId [copied "accounts_db.accounts.customer_id"],
        /// Account on which the activity was seen.
        account_id: AccountId [computed "sars.activity" "accounts_db.transactions.account_id"],
        /// Date of detection.
        report_date: Date [event, computed "sars.activity" "compliance_db.aml_checks.check_date"],
        /// Suspected activity.
        activity_type: ActivityType,
        /// Narrative of the activity.
        description: Text [pii FreeText],
        /// Status of the report.
        sar_status: SarStatus,
        /// Filing date; NULL until filed.
        filed_date: Option<Date>,
        /// Size of the activity: tier_1 from 100,000 dollars, tier_2 from 25,000.
        regulatory_tier: RegulatoryTier,
        /// Employee who filed it; NULL until filed.
        filed_by: Option<EmployeeId>,
        /// Total amount of the activity in US dollars.
        amount_involved: Cents [
            at_least 5000, unit Usd, term AmountInvolved,
            computed "sars.sums" "accounts_db.transactions.transaction_amount",
        ],
        /// First day of the activity.
        activity_from: Date [computed "sars.activity" "accounts_db.transactions.transaction_date"],
        /// Last day of the activity.
        activity_to: Date [event, computed "sars.activity" "accounts_db.transactions.transaction_date"],
    }
    Check(Is("filed_date", AtLeast(Column("report_date")))),
    Check(Is("activity_to", AtLeast(Column("activity_from")))),
    Check(Is("report_date", AtLeast(Column("activity_to")))),
    Check(SetWhen("filed_date", "sar_status", &["filed", "closed"])),
    Check(SetTogether("filed_date", "filed_by")),
}

table! {
    /// Reports to regulators and the board: three years of periodic reports, and a currency transaction report (CTR) for each day on which a customer paid in, or was paid out, more than 10,000 dollars in cash.
    compliance_db.regulatory_reports: RegulatoryReport [
        term RegulatoryReport, product Oversight, steward ComplianceOfficer, retention Report, criticality High, freshness Quarterly
    ] {
        /// Key: type and period; for a CTR, customer and date.
        report_id: ReportId [key, of_customer "REP-CTR-"],
        /// What it is about.
        report_type: ReportType,
        /// First day covered.
        reporting_period_start: Date,
        /// Last day covered.
        reporting_period_end: Date [event],
        /// Submission date; NULL until submitted.
        submission_date: Option<Date>,
        /// Status.
        status: ReportStatus,
        /// Employee who prepares it.
        prepared_by: EmployeeId,
        /// Employee who approved it; NULL until submitted.
        approved_by: Option<EmployeeId>,
        /// Customer of a CTR; NULL for other reports.
        customer_id: Option<CustomerId> [computed "reports.ctr" "accounts_db.transactions.account_id"],
        /// Cash paid in on the day of a CTR, in US dollars; NULL for other reports.
        cash_in: Option<Cents> [
            unit Usd, term CurrencyTransactionReport,
            computed "reports.ctr" "accounts_db.transactions.transaction_amount",
        ],
        /// Cash paid out on the day of a CTR, in US dollars, never netted with what was paid in; NULL for other reports.
        cash_out: Option<Cents> [
            unit Usd, term CurrencyTransactionReport,
            computed "reports.ctr" "accounts_db.transactions.transaction_amount",
        ],
    }
    Check(Is("reporting_period_end", AtLeast(Column("reporting_period_start")))),
    Check(Is("submission_date", Above(Column("reporting_period_end")))),
    Check(SetWhen("submission_date", "status", &["submitted", "accepted"])),
    Check(SetTogether("submission_date", "approved_by")),
    Check(SetWhen("customer_id", "report_type", &["ctr"])),
    Check(SetTogether("customer_id", "cash_in")),
    Check(SetTogether("customer_id", "cash_out")),
}

numbered!(
    /// `RULE-01`
    RuleId, "RULE-", 2, compliance_db.compliance_rules.rule_id
);

table! {
    /// Compliance rules that the bank's own data is checked against.
    compliance_db.compliance_rules: ComplianceRule [
        term ComplianceRule, product Oversight, steward ComplianceOfficer, retention InUse, criticality High
    ] {
        /// Key, RULE-01 to RULE-20.
        rule_id: RuleId [key],
        /// Name.
        rule_name: Text [unique],
        /// Type of rule.
        rule_type: RuleType,
        /// What breaks it.
        description: Text,
        /// Threshold, in the unit named in the description; NULL if the rule has none.
        threshold_value: Option<Cents> [term Threshold],
        /// Whether the rule is in force.
        is_active: bool,
        /// Date the rule was created.
        created_date: Date [event],
    }
}

table! {
    /// Exactly the rows that break a compliance rule.
    compliance_db.rule_violations: RuleViolation [
        term RuleViolation, product Oversight, steward AuditSpecialist, retention Audit, criticality Medium, freshness Quarterly
    ] {
        /// Key: customer and sequence number, within the month where a statement breaks the rule; for staff, E with the employee's number and a sequence number; for a report, the report's key.
        violation_id: ViolationId [key],
        /// Rule that was broken.
        rule_id: RuleId,
        /// Table of the row that breaks it.
        entity_type: EntityType,
        /// Key of that row.
        entity_id: Entity [
            index, any_key,
            copied "accounts_db.transactions.transaction_id" "compliance_db.kyc_records.kyc_id"
                "compliance_db.regulatory_reports.report_id" "compliance_db.suspicious_activity_reports.sar_id"
                "loans_db.loans.loan_id" "loans_db.collateral.collateral_id"
                "employees_db.employee_training.training_record_id",
        ],
        /// Date the rule was first broken.
        violation_date: Date [event, computed "violations.entities" "accounts_db.transactions.transaction_date"],
        /// Severity, that of the rule.
        severity: Severity,
        /// Status of the remediation.
        status: ViolationStatus,
        /// Resolution notes; NULL until resolved.
        resolution_notes: Option<Text> [pii FreeText],
        /// Employee who resolved it; NULL until resolved.
        resolved_by: Option<EmployeeId>,
        /// Date of resolution; NULL until resolved.
        resolved_date: Option<Date>,
    }
    Unique(&["entity_id", "rule_id"]),
    Check(Is("resolved_date", AtLeast(Column("violation_date")))),
    Check(SetWhen("resolved_date", "status", &["resolved"])),
    Check(SetTogether("resolved_date", "resolved_by")),
    Check(SetTogether("resolved_date", "resolution_notes")),
}

numeric!(
    /// Customer, month and ordinal: customer 57, row 12 is 57000000012, and row 12 of what follows from the statements of
    /// October 2025 is 57202510012; of the bank's own reports the ordinal alone.
    AuditId, compliance_db.audit_trails.audit_id
);

table! {
    /// Audit trail: one row per event in the other tables and per act of staff.
    compliance_db.audit_trails: AuditTrail [
        term AuditTrail, product Oversight, steward AuditSpecialist, retention Audit, criticality High, freshness Daily
    ] {
        /// Key: customer, month and sequence number in time order (customer 57, row 12 is 57000000012; row 12 of what follows from the statements of October 2025 is 57202510012); for the bank's own reports, the sequence number alone.
        audit_id: AuditId [key],
        /// Table of the row that the event is about.
        entity_type: EntityType,
        /// Key of that row.
        entity_id: Entity [
            index, any_key,
            copied "customer_db.customer_profiles.customer_id" "accounts_db.accounts.account_id"
                "loans_db.loan_applications.application_id" "loans_db.loans.loan_id" "insurance_db.policies.policy_id"
                "insurance_db.claims.claim_id" "customer_db.complaints.complaint_id" "compliance_db.kyc_records.kyc_id"
                "compliance_db.aml_checks.check_id" "compliance_db.suspicious_activity_reports.sar_id"
                "compliance_db.regulatory_reports.report_id" "compliance_db.rule_violations.violation_id",
        ],
        /// Action taken.
        action: AuditAction,
        /// Employee who did it; NULL if the system did.
        performed_by: Option<EmployeeId>,
        /// Time of the event.
        performed_at: Timestamp [index, event],
        /// Previous state as JSON; NULL if there was none.
        old_value: Option<Text> [pii Record],
        /// New state as JSON.
        new_value: Text [pii Record],
        /// IP address in the bank's network it was done from.
        ip_address: IpAddress [matches "^10([.][0-9]{1,3}){3}$", pii IpAddress],
    }
}
