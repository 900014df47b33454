//! compliance_db: who the customers are, what is watched, what broke a rule, and who did what about it.

mod keys;

pub use keys::{Period, ReportId, ViolationId};

use crate::labels;
use crate::table;
use crate::tables::accounts_db::{AccountId, TransactionId};
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*};
use crate::tables::customer_db::{ComplaintId, KycStatus, RiskRating};
use crate::tables::employees_db::{EmployeeId, TrainingRecordId};
use crate::tables::insurance_db::{ClaimId, PolicyId};
use crate::tables::key::{CustomerId, numbered, numeric, of_customer};
use crate::tables::loans_db::{ApplicationId, CollateralId, LoanId};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::numbers::{write_digits, write_number};
use crate::values::{SqlType, Text, Value};

labels! {
    /// Identity document.
    pub enum DocumentType {
        DriversLicense = "drivers_license",
        Passport = "passport",
        StateId = "state_id",
        PermanentResidentCard = "permanent_resident_card",
        MilitaryId = "military_id",
    }
}

labels! {
    /// What a check looks at.
    pub enum CheckType {
        Watchlist = "watchlist",
        Sanctions = "sanctions",
        PepScreening = "pep_screening",
        TransactionMonitoring = "transaction_monitoring",
    }
}

labels! {
    /// What the bank suspects.
    pub enum ActivityType {
        Structuring = "structuring",
        UnusualPattern = "unusual_pattern",
        RapidMovement = "rapid_movement",
        DormantReactivation = "dormant_reactivation",
        Fraud = "fraud",
    }
}

labels! {
    /// Status of a suspicious activity report.
    pub enum SarStatus {
        Filed = "filed",
        UnderReview = "under_review",
        Draft = "draft",
        Closed = "closed",
    }
}

labels! {
    /// Size of the activity in a suspicious activity report: 100,000 dollars or more, 25,000 or more, less.
    pub enum RegulatoryTier {
        Tier1 = "tier_1",
        Tier2 = "tier_2",
        Tier3 = "tier_3",
    }
}

labels! {
    /// Type of regulatory report.
    pub enum ReportType {
        CallReport = "call_report",
        Liquidity = "liquidity",
        StressTest = "stress_test",
        Hmda = "hmda",
        Ofac = "ofac",
        BsaBoard = "bsa_board",
        Ctr = "ctr",
    }
}

labels! {
    /// Status of a regulatory report.
    pub enum ReportStatus {
        Draft = "draft",
        InReview = "in_review",
        Submitted = "submitted",
        Accepted = "accepted",
    }
}

labels! {
    /// What a rule watches.
    pub enum RuleType {
        Transaction = "transaction",
        Kyc = "kyc",
        Reporting = "reporting",
        Lending = "lending",
        Training = "training",
    }
}

labels! {
    /// Severity of a violation.
    pub enum Severity {
        Low = "low",
        Medium = "medium",
        High = "high",
        Critical = "critical",
    }
}

labels! {
    /// Status of the work on a violation.
    pub enum ViolationStatus {
        Open = "open",
        Investigating = "investigating",
        Resolved = "resolved",
    }
}

labels! {
    /// Action of an audited event.
    pub enum AuditAction {
        AccountOpened = "account_opened",
        AccountClosed = "account_closed",
        ApplicationDecided = "application_decided",
        LoanDisbursed = "loan_disbursed",
        KycVerified = "kyc_verified",
        ScreeningCompleted = "screening_completed",
        PolicyIssued = "policy_issued",
        ClaimDecided = "claim_decided",
        AlertClosed = "alert_closed",
        SarFiled = "sar_filed",
        ViolationResolved = "violation_resolved",
        ProfileChanged = "profile_changed",
        ComplaintClosed = "complaint_closed",
    }
}

labels! {
    /// The table of the row that an audited event or a violation is about.
    pub enum EntityType {
        CustomerProfile = "customer_profile",
        Account = "account",
        Transaction = "transaction",
        LoanApplication = "loan_application",
        Loan = "loan",
        Collateral = "collateral",
        Policy = "policy",
        Claim = "claim",
        Complaint = "complaint",
        EmployeeTraining = "employee_training",
        KycRecord = "kyc_record",
        AmlCheck = "aml_check",
        SuspiciousActivityReport = "suspicious_activity_report",
        RegulatoryReport = "regulatory_report",
        RuleViolation = "rule_violation",
    }
}

/// The row that an audited event or a violation is about, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Entity {
    CustomerProfile(CustomerId),
    Account(AccountId),
    Transaction(TransactionId),
    LoanApplication(ApplicationId),
    Loan(LoanId),
    Collateral(CollateralId),
    Policy(PolicyId),
    Claim(ClaimId),
    Complaint(ComplaintId),
    EmployeeTraining(TrainingRecordId),
    KycRecord(KycId),
    AmlCheck(CheckId),
    SuspiciousActivityReport(SarId),
    RegulatoryReport(ReportId),
    RuleViolation(ViolationId),
}

impl Entity {
    /// The table that it stands in.
    pub const fn entity_type(self) -> EntityType {
        match self {
            Entity::CustomerProfile(_) => EntityType::CustomerProfile,
            Entity::Account(_) => EntityType::Account,
            Entity::Transaction(_) => EntityType::Transaction,
            Entity::LoanApplication(_) => EntityType::LoanApplication,
            Entity::Loan(_) => EntityType::Loan,
            Entity::Collateral(_) => EntityType::Collateral,
            Entity::Policy(_) => EntityType::Policy,
            Entity::Claim(_) => EntityType::Claim,
            Entity::Complaint(_) => EntityType::Complaint,
            Entity::EmployeeTraining(_) => EntityType::EmployeeTraining,
            Entity::KycRecord(_) => EntityType::KycRecord,
            Entity::AmlCheck(_) => EntityType::AmlCheck,
            Entity::SuspiciousActivityReport(_) => EntityType::SuspiciousActivityReport,
            Entity::RegulatoryReport(_) => EntityType::RegulatoryReport,
            Entity::RuleViolation(_) => EntityType::RuleViolation,
        }
    }
}

impl Value for Entity {
    const SQL: SqlType = SqlType::Text;
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Entity::CustomerProfile(id) => id.write(out),
            Entity::Account(id) => id.write(out),
            Entity::Transaction(id) => id.write(out),
            Entity::LoanApplication(id) => id.write(out),
            Entity::Loan(id) => id.write(out),
            Entity::Collateral(id) => id.write(out),
            Entity::Policy(id) => id.write(out),
            Entity::Claim(id) => id.write(out),
            Entity::Complaint(id) => id.write(out),
            Entity::EmployeeTraining(id) => id.write(out),
            Entity::KycRecord(id) => id.write(out),
            Entity::AmlCheck(id) => id.write(out),
            Entity::SuspiciousActivityReport(id) => id.write(out),
            Entity::RegulatoryReport(id) => id.write(out),
            Entity::RuleViolation(id) => id.write(out),
        }
    }
}

/// The number of an identity document: `ZZ`, which no authority issues, and nine digits or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentNumber(pub u64);

impl Value for DocumentNumber {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"ZZ");
        write_digits::<9>(self.0, out);
    }
}

/// An address of the bank's own network, 10.0.0.0/8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpAddress(pub [u8; 3]);

impl Value for IpAddress {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"10");
        for part in self.0 {
            out.push(b'.');
            write_number(u64::from(part), out);
        }
    }
}

of_customer!(
    /// `KYC-0000001-01`
    KycId, "KYC-", { ordinal: u8 = 2 }, compliance_db.kyc_records.kyc_id
);

table! {
    /// Identity checks of customers: at onboarding, then at the interval of the risk rating, and after a suspicious activity report.
    compliance_db.kyc_records: KycRecord {
        /// Key: customer and sequence number in time order.
        kyc_id: KycId [key],
        /// Customer who was verified.
        customer_id: CustomerId,
        /// Date of the check.
        verification_date: Date [event],
        /// Status; a customer's latest record is expired exactly when its document is.
        kyc_status: KycStatus,
        /// Document presented.
        document_type: DocumentType,
        /// Document number: ZZ and nine digits, a form that no authority issues.
        document_number: DocumentNumber [matches "^ZZ[0-9]{9,12}$"],
        /// Last day on which the document is valid.
        expiry_date: Date,
        /// Employee who performed the check.
        verified_by: EmployeeId,
        /// Due date of the next check: 60, 36 or 12 months later for low, medium and high risk.
        next_review_date: Date,
        /// Risk rating assigned by the check.
        risk_rating: RiskRating,
    }
    Check(Is("expiry_date", Above(Column("verification_date")))),
    Check(Is("next_review_date", Above(Column("verification_date")))),
}

of_customer!(
    /// `AML-0000001-001`
    CheckId, "AML-", { ordinal: u16 = 3 }, compliance_db.aml_checks.check_id
);

table! {
    /// Watchlist screenings at each identity check, and one alert for each transaction that breaks a transaction rule.
    compliance_db.aml_checks: AmlCheck {
        /// Key: customer and sequence number in time order.
        check_id: CheckId [key],
        /// Customer who was checked.
        customer_id: CustomerId,
        /// Transaction that raised the alert; NULL for a screening.
        transaction_id: Option<TransactionId>,
        /// Date of the check.
        check_date: Date [event],
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
    }
    Check(SetWhen("transaction_id", "check_type", &["transaction_monitoring"])),
    Check(Any(&[True("aml_flag"), Is("check_type", NoneOf(&["transaction_monitoring"]))])),
}

of_customer!(
    /// `SAR-0000001-1`
    SarId, "SAR-", { ordinal: u8 = 1 }, compliance_db.suspicious_activity_reports.sar_id
);

table! {
    /// Suspicious activity reports; each covers alerts on one account.
    compliance_db.suspicious_activity_reports: SuspiciousActivityReport {
        /// Key: customer and sequence number in time order.
        sar_id: SarId [key],
        /// Customer who is reported.
        customer_id: CustomerId,
        /// Account on which the activity was seen.
        account_id: AccountId,
        /// Date of detection.
        report_date: Date [event],
        /// Suspected activity.
        activity_type: ActivityType,
        /// Narrative of the activity.
        description: Text,
        /// Status of the report.
        sar_status: SarStatus,
        /// Filing date; NULL until filed.
        filed_date: Option<Date>,
        /// Size of the activity: tier_1 from 100,000 dollars, tier_2 from 25,000.
        regulatory_tier: RegulatoryTier,
        /// Employee who filed it; NULL until filed.
        filed_by: Option<EmployeeId>,
        /// Total amount of the activity in US dollars.
        amount_involved: Cents [at_least 5000],
    }
    Check(Is("filed_date", AtLeast(Column("report_date")))),
    Check(SetWhen("filed_date", "sar_status", &["filed", "closed"])),
    Check(SetTogether("filed_date", "filed_by")),
}

table! {
    /// Reports to regulators and the board: three years of periodic reports, and a currency transaction report (CTR) for each day on which a customer moved more than 10,000 dollars in cash.
    compliance_db.regulatory_reports: RegulatoryReport {
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
    }
    Check(Is("reporting_period_end", AtLeast(Column("reporting_period_start")))),
    Check(Is("submission_date", Above(Column("reporting_period_end")))),
    Check(SetWhen("submission_date", "status", &["submitted", "accepted"])),
    Check(SetTogether("submission_date", "approved_by")),
}

numbered!(
    /// `RULE-01`
    RuleId, "RULE-", 2, compliance_db.compliance_rules.rule_id
);

table! {
    /// Compliance rules that the bank's own data is checked against.
    compliance_db.compliance_rules: ComplianceRule {
        /// Key, RULE-01 to RULE-20.
        rule_id: RuleId [key],
        /// Name.
        rule_name: Text [unique],
        /// Type of rule.
        rule_type: RuleType,
        /// What breaks it.
        description: Text,
        /// Threshold, in the unit named in the description; NULL if the rule has none.
        threshold_value: Option<Cents>,
        /// Whether the rule is in force.
        is_active: bool,
        /// Date the rule was created.
        created_date: Date,
    }
}

table! {
    /// Exactly the rows that break a compliance rule.
    compliance_db.rule_violations: RuleViolation {
        /// Key: customer and sequence number; for staff, E with the employee's number and a sequence number; for a report, the report's key.
        violation_id: ViolationId [key],
        /// Rule that was broken.
        rule_id: RuleId,
        /// Table of the row that breaks it.
        entity_type: EntityType,
        /// Key of that row.
        entity_id: Entity [index, any_key],
        /// Date the rule was first broken.
        violation_date: Date [event],
        /// Severity, that of the rule.
        severity: Severity,
        /// Status of the remediation.
        status: ViolationStatus,
        /// Resolution notes; NULL until resolved.
        resolution_notes: Option<Text>,
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
    /// Customer and ordinal in time order: customer 57, row 12 is 57012; of the bank's own reports the ordinal alone.
    AuditId, compliance_db.audit_trails.audit_id
);

table! {
    /// Audit trail: one row per event in the other tables.
    compliance_db.audit_trails: AuditTrail {
        /// Key: customer and sequence number in time order (customer 57, row 12 is 57012); for the bank's own reports, the sequence number alone.
        audit_id: AuditId [key],
        /// Table of the row that the event is about.
        entity_type: EntityType,
        /// Key of that row.
        entity_id: Entity [index, any_key],
        /// Action taken.
        action: AuditAction,
        /// Employee who did it; NULL if the system did.
        performed_by: Option<EmployeeId>,
        /// Time of the event.
        performed_at: Timestamp [index, event],
        /// Previous state as JSON; NULL if there was none.
        old_value: Option<Text>,
        /// New state as JSON.
        new_value: Text,
        /// IP address in the bank's network it was done from.
        ip_address: IpAddress [matches "^10([.][0-9]{1,3}){3}$"],
    }
}
