//! Allowed values of the columns of compliance_db.

use crate::labels;

labels! {
    /// Document that identifies a customer: those of individuals, then those of businesses.
    pub enum DocumentType {
        DriversLicense = "drivers_license",
        Passport = "passport",
        StateId = "state_id",
        PermanentResidentCard = "permanent_resident_card",
        MilitaryId = "military_id",
        ArticlesOfIncorporation = "articles_of_incorporation",
        BusinessLicense = "business_license",
        PartnershipAgreement = "partnership_agreement",
    }
}

labels! {
    /// Level of due diligence.
    pub enum DueDiligence {
        Standard = "standard",
        Enhanced = "enhanced",
    }
}

labels! {
    /// Type of check.
    pub enum CheckType {
        Watchlist = "watchlist",
        Sanctions = "sanctions",
        PepScreening = "pep_screening",
        TransactionMonitoring = "transaction_monitoring",
    }
}

labels! {
    /// Suspected activity.
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
    /// Type of rule.
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
    /// Status of a violation's remediation.
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
        AccountFrozen = "account_frozen",
        AccountClosed = "account_closed",
        ApplicationDecided = "application_decided",
        LoanDisbursed = "loan_disbursed",
        KycVerified = "kyc_verified",
        ScreeningCompleted = "screening_completed",
        PolicyIssued = "policy_issued",
        PolicyChanged = "policy_changed",
        PolicyEnded = "policy_ended",
        ClaimDecided = "claim_decided",
        AlertClosed = "alert_closed",
        SarFiled = "sar_filed",
        ReportSubmitted = "report_submitted",
        ViolationResolved = "violation_resolved",
        ProfileChanged = "profile_changed",
        ComplaintClosed = "complaint_closed",
        AccountReleased = "account_released",
        ExitDecided = "exit_decided",
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
