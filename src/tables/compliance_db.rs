//! compliance_db: who the customers are, what is watched, what broke a rule, and who did what about it.

use crate::labels;
use crate::table;
use crate::tables::constraint::{Bound::*, Condition::*, Constraint::*, Term::*};
use crate::tables::customer_db::{KycStatus, RiskRating};
use crate::tables::ids::*;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::numbers::{write_digits, write_number};
use crate::values::{SqlType, Text, Value};

labels! {
    /// The paper that proves an identity.
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
    /// How far a suspicious activity report has come.
    pub enum SarStatus {
        Filed = "filed",
        UnderReview = "under_review",
        Draft = "draft",
        Closed = "closed",
    }
}

labels! {
    /// How much money a suspicious activity report is about: 100,000 dollars or more, 25,000 or more, less.
    pub enum RegulatoryTier {
        Tier1 = "tier_1",
        Tier2 = "tier_2",
        Tier3 = "tier_3",
    }
}

labels! {
    /// What a regulatory report is about.
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
    /// How far a regulatory report has come.
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
    /// How grave a violation is.
    pub enum Severity {
        Low = "low",
        Medium = "medium",
        High = "high",
        Critical = "critical",
    }
}

labels! {
    /// How far the work on a violation has come.
    pub enum ViolationStatus {
        Open = "open",
        Investigating = "investigating",
        Resolved = "resolved",
    }
}

labels! {
    /// What an audited event did.
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

/// The number of an identity document: `ZZ`, which no authority issues, and nine digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentNumber(pub u32);

impl Value for DocumentNumber {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"ZZ");
        write_digits::<9>(u64::from(self.0), out);
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

table! {
    /// Each check of a customer's identity: at onboarding, then by the calendar of the risk rating, and after a report of suspicious activity.
    compliance_db.kyc_records: KycRecord {
        /// Key: customer and ordinal in time order.
        kyc_id: KycId [key],
        /// Whose identity.
        customer_id: CustomerId,
        /// Day of the check.
        verification_date: Date,
        /// How it stands; of a customer's latest record, expired exactly when its document is.
        kyc_status: KycStatus,
        /// The paper that was shown.
        document_type: DocumentType,
        /// Its number, ZZ and digits, which no authority issues.
        document_number: DocumentNumber [matches "^ZZ[0-9]{9}$"],
        /// Last day on which it is valid.
        expiry_date: Date,
        /// Employee who did the check.
        verified_by: EmployeeId,
        /// Day by which the next check is due: 60, 36 or 12 months later for low, medium and high risk.
        next_review_date: Date,
        /// Rating that the check ended with.
        risk_rating: RiskRating,
    }
    Check(Is("expiry_date", Above(Column("verification_date")))),
    Check(Is("next_review_date", Above(Column("verification_date")))),
}

table! {
    /// Screenings against lists at each check of identity, and one alert for each transaction that breaks a transaction rule.
    compliance_db.aml_checks: AmlCheck {
        /// Key: customer and ordinal in time order.
        check_id: CheckId [key],
        /// Customer who was checked.
        customer_id: CustomerId,
        /// Transaction of an alert; NULL for a screening.
        transaction_id: Option<TransactionId>,
        /// Day of the check.
        check_date: Date,
        /// What was looked at.
        check_type: CheckType,
        /// Whether something was found; always so for an alert.
        aml_flag: bool,
        /// How grave it is.
        risk_level: RiskRating,
        /// What came of it.
        screening_result: Text,
        /// Employee who reviewed it; NULL if nobody has or needs to.
        reviewed_by: Option<EmployeeId>,
    }
    Check(SetWhen("transaction_id", "check_type", &["transaction_monitoring"])),
    Check(Any(&[True("aml_flag"), Is("check_type", NoneOf(&["transaction_monitoring"]))])),
}

table! {
    /// Reports of suspicious activity; each is about alerts on one account.
    compliance_db.suspicious_activity_reports: SuspiciousActivityReport {
        /// Key: customer and ordinal in time order.
        sar_id: SarId [key],
        /// Whom it is about.
        customer_id: CustomerId,
        /// Account on which the activity was seen.
        account_id: AccountId,
        /// Day of detection.
        report_date: Date,
        /// What is suspected.
        activity_type: ActivityType,
        /// What was seen.
        description: Text,
        /// How far the report has come.
        sar_status: SarStatus,
        /// Day of filing; NULL while it is not filed.
        filed_date: Option<Date>,
        /// How much money it is about: tier_1 from 100,000 dollars, tier_2 from 25,000.
        regulatory_tier: RegulatoryTier,
        /// Employee who filed it; NULL while it is not filed.
        filed_by: Option<EmployeeId>,
        /// Sum of the activity in US dollars.
        amount_involved: Cents [at_least 5000],
    }
    Check(Is("filed_date", AtLeast(Column("report_date")))),
    Check(SetWhen("filed_date", "sar_status", &["filed", "closed"])),
    Check(SetTogether("filed_date", "filed_by")),
}

table! {
    /// Reports to regulators and to the board: the periodic ones of three years, and a currency transaction report (CTR) for each day on which a customer moved more than 10,000 dollars in cash.
    compliance_db.regulatory_reports: RegulatoryReport {
        /// Key: type and period, of a CTR customer and day.
        report_id: ReportId [key],
        /// What it is about.
        report_type: ReportType,
        /// First day that it covers.
        reporting_period_start: Date,
        /// Last day that it covers.
        reporting_period_end: Date,
        /// Day of submission; NULL while it is not submitted.
        submission_date: Option<Date>,
        /// How far it has come.
        status: ReportStatus,
        /// Employee who prepares it.
        prepared_by: EmployeeId,
        /// Employee who approved it; NULL while it is not submitted.
        approved_by: Option<EmployeeId>,
    }
    Check(Is("reporting_period_end", AtLeast(Column("reporting_period_start")))),
    Check(Is("submission_date", Above(Column("reporting_period_end")))),
    Check(SetWhen("submission_date", "status", &["submitted", "accepted"])),
    Check(SetTogether("submission_date", "approved_by")),
}

table! {
    /// The rules that every row is held against.
    compliance_db.compliance_rules: ComplianceRule {
        /// Key, RULE-01 to RULE-20.
        rule_id: RuleId [key],
        /// Name.
        rule_name: Text [unique],
        /// What it watches.
        rule_type: RuleType,
        /// What breaks it.
        description: Text,
        /// The figure that tunes it, in the unit that the description names; NULL where there is none.
        threshold_value: Option<Cents>,
        /// Whether it is in force.
        is_active: bool,
        /// Day on which it was written.
        created_date: Date,
    }
}

table! {
    /// Every row that breaks a rule, and no other.
    compliance_db.rule_violations: RuleViolation {
        /// Key: customer and ordinal; for staff E and the employee's number and ordinal; for a report the report's key.
        violation_id: ViolationId [key],
        /// Rule that is broken.
        rule_id: RuleId,
        /// Table of the row that breaks it.
        entity_type: EntityType,
        /// Key of that row.
        entity_id: Entity [index],
        /// Day on which the rule was first broken.
        violation_date: Date,
        /// How grave it is; belongs to the rule.
        severity: Severity,
        /// How far the work on it has come.
        status: ViolationStatus,
        /// How it ended; NULL until it is resolved.
        resolution_notes: Option<Text>,
        /// Employee who resolved it; NULL until it is resolved.
        resolved_by: Option<EmployeeId>,
        /// Day on which it was resolved; NULL until then.
        resolved_date: Option<Date>,
    }
    Unique(&["entity_id", "rule_id"]),
    Check(Is("resolved_date", AtLeast(Column("violation_date")))),
    Check(SetWhen("resolved_date", "status", &["resolved"])),
    Check(SetTogether("resolved_date", "resolved_by")),
    Check(SetTogether("resolved_date", "resolution_notes")),
}

table! {
    /// Who did what, one row per event of the other tables.
    compliance_db.audit_trails: AuditTrail {
        /// Key: customer and ordinal in time order: customer 57, row 12 is 57012; of the bank's own reports the ordinal alone.
        audit_id: AuditId [key],
        /// Table of the row that the event is about.
        entity_type: EntityType,
        /// Key of that row.
        entity_id: Entity [index],
        /// What was done.
        action: AuditAction,
        /// Employee who did it; NULL if the system did.
        performed_by: Option<EmployeeId>,
        /// When.
        performed_at: Timestamp [index],
        /// State before as JSON; NULL where there was none.
        old_value: Option<Text>,
        /// State after as JSON.
        new_value: Text,
        /// Address in the bank's network from which it was done.
        ip_address: IpAddress [matches "^10([.][0-9]{1,3}){3}$"],
    }
}
