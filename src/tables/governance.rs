//! Governance of tables: owners, data products, and retention.

use super::glossary::GlossaryTerm;

/// Governance metadata of a table.
#[derive(Clone, Copy, Debug)]
pub struct Stewardship {
    /// The glossary term for one of its rows.
    pub term: GlossaryTerm,
    /// The data product that it is part of.
    pub product: Product,
    /// The role of its stewards: a label of [`Role`](super::employees_db::Role).
    pub steward: &'static str,
    /// The department that owns it, that of the role: a label of [`DepartmentName`](super::employees_db::DepartmentName).
    pub owner: &'static str,
    /// How long its rows are kept.
    pub retention: Retention,
    /// Its criticality.
    pub criticality: Criticality,
    /// How often new rows are expected; None if that may take years.
    pub freshness: Option<Freshness>,
}

/// Expands a list of parts of the bank, each with its names and purpose.
macro_rules! parts {
    (
        $(#[doc = $doc:literal])+
        $name:ident: $all:literal {
            $(
                $(#[doc = $part_doc:literal])+
                $part:ident = $id:literal, $label:literal: $description:literal,
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[doc = $part_doc])+ $part),+
        }

        impl $name {
            #[doc = $all]
            pub const ALL: [$name; [$($name::$part),+].len()] = [$($name::$part),+];

            /// Returns the name without spaces.
            pub const fn id(self) -> &'static str {
                match self { $($name::$part => $id),+ }
            }

            /// The name.
            pub const fn label(self) -> &'static str {
                match self { $($name::$part => $label),+ }
            }

            /// Returns its contents and purpose.
            pub const fn description(self) -> &'static str {
                match self { $($name::$part => $description),+ }
            }
        }
    };
}

parts! {
    /// A part of the bank whose data belongs together.
    Domain: "All domains." {
        /// Staff and where they work.
        Workforce = "workforce", "Workforce":
            "The staff: departments, branches, employees, their training, reviews and assignments.",
        /// Customers, and communication with them.
        Customers = "customers", "Customers":
            "Who the customers are, how they reach the bank, what they think of it, and the campaigns that address them.",
        /// Accounts and transactions.
        Deposits = "deposits", "Deposits and payments":
            "Accounts, who has a right to them, and every transaction on their statements.",
        /// Loans, from the application to the last installment.
        Lending = "lending", "Lending":
            "Loans from the application and its credit assessment to the last installment, with collateral and guarantors.",
        /// Policies, premiums and claims.
        Insurance = "insurance", "Insurance":
            "Policies, their coverages and beneficiaries, premiums and claims.",
        /// Regulatory requirements.
        Compliance = "compliance", "Risk and compliance":
            "Identification of customers, monitoring of transactions, reports to authorities, the bank's own rules, and the audit trail.",
    }
}

parts! {
    /// Tables that are used together.
    Product: "All products, in the order in which their first tables load." {
        /// The staff.
        Workforce = "workforce", "Workforce":
            "Who works where, for whom and for how much; who is trained and how well they perform. For staff planning, and to find out who may have handled a row.",
        /// Everything known about a customer.
        Customer360 = "customer_360", "Customer 360":
            "The person or company behind everything: identity, address, segment, contacts, satisfaction and complaints. For service, retention and analyses per segment.",
        /// Accounts and transactions.
        CashFlow = "cash_flow", "Accounts and cash flow":
            "Balances and statements: what comes in, what goes out, through which channel and for what. For liquidity, spending analyses and monitoring.",
        /// Campaigns and their results.
        Campaigns = "campaigns", "Campaigns":
            "Which campaigns ran, who responded, and what they led to. For choosing channels and audiences.",
        /// Applications, loans and installments.
        LoanBook = "loan_book", "Loan book":
            "What was lent to whom on what terms, what is outstanding, what is late, and what secures it. For credit risk, provisioning and collections.",
        /// Policies, premiums and claims.
        InsuranceBook = "insurance_book", "Insurance book":
            "What is insured for how much, what was paid in, and what was claimed. For loss ratios and reserves.",
        /// From identity checks to suspicious activity reports.
        FinancialCrime = "financial_crime", "Financial crime":
            "From identity checks through screenings and alerts to suspicious activity reports. For investigators and for tuning the rules. Suspicious activity reports are confidential.",
        /// Rules, violations, reports and the audit trail.
        Oversight = "oversight", "Oversight":
            "The bank's rules, their violations, reports to authorities, and who did what when. For auditors and examiners.",
    }
}

impl Product {
    /// Returns the domain that it belongs to.
    pub const fn domain(self) -> Domain {
        match self {
            Product::Workforce => Domain::Workforce,
            Product::CashFlow => Domain::Deposits,
            Product::Customer360 | Product::Campaigns => Domain::Customers,
            Product::LoanBook => Domain::Lending,
            Product::InsuranceBook => Domain::Insurance,
            Product::FinancialCrime | Product::Oversight => Domain::Compliance,
        }
    }
}

/// Retention period of rows, with its basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retention {
    /// Descriptions of the bank as it is.
    InUse,
    /// Employee records.
    Employment,
    /// Customer identification.
    Identification,
    /// Accounts and transactions.
    Transactions,
    /// Contacts and marketing.
    Contact,
    /// Complaints.
    Complaint,
    /// Applications for credit and their assessment.
    Application,
    /// Loan contracts and their performance.
    Contract,
    /// Policies and premiums.
    Policy,
    /// Claims.
    Claim,
    /// Suspicious activity reports and supporting documentation.
    SuspiciousActivity,
    /// Reports to authorities.
    Report,
    /// Evidence that the bank follows its own rules.
    Audit,
}

impl Retention {
    /// All classes.
    pub const ALL: [Retention; 13] = [
        Retention::InUse,
        Retention::Employment,
        Retention::Identification,
        Retention::Transactions,
        Retention::Contact,
        Retention::Complaint,
        Retention::Application,
        Retention::Contract,
        Retention::Policy,
        Retention::Claim,
        Retention::SuspiciousActivity,
        Retention::Report,
        Retention::Audit,
    ];

    /// Returns the retention period.
    pub const fn label(self) -> &'static str {
        match self {
            Retention::InUse => "while in use",
            Retention::Employment => "3 years after the employment ends",
            Retention::Identification => "5 years after the last account is closed",
            Retention::Transactions => "5 years",
            Retention::Contact => "25 months",
            Retention::Complaint => "3 years after it is closed",
            Retention::Application => "25 months after the decision",
            Retention::Contract => "6 years after the last installment",
            Retention::Policy => "6 years after the policy ends",
            Retention::Claim => "6 years after the claim is resolved",
            Retention::SuspiciousActivity => "5 years after filing",
            Retention::Report => "5 years after submission",
            Retention::Audit => "7 years",
        }
    }

    /// Returns the basis: the regulation that requires it, or the bank's own policy.
    pub const fn basis(self) -> &'static str {
        match self {
            Retention::InUse | Retention::Complaint | Retention::Audit => "Bank policy",
            Retention::Employment => {
                "Bank policy; 29 CFR 1627.3(a) asks for 3 years of payroll records"
            }
            Retention::Identification => "31 CFR 1020.220(a)(3), customer identification program",
            Retention::Transactions => "31 CFR 1010.430(d), Bank Secrecy Act records",
            Retention::Contact => {
                "Bank policy, after 12 CFR 1002.12(b)(7) for prescreened solicitations"
            }
            Retention::Application => "12 CFR 1002.12(b)(1), Regulation B: applications",
            Retention::Contract => "UCC 3-118(a), actions on notes",
            Retention::Policy => "11 NYCRR 243.2(b)(1), policy records",
            Retention::Claim => "11 NYCRR 243.2(b)(4), claim files",
            Retention::SuspiciousActivity => "31 CFR 1020.320(d), suspicious activity reports",
            Retention::Report => "31 CFR 1010.306(a)(2), reports of currency transactions",
        }
    }
}

/// Criticality of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criticality {
    /// Money, customers or the law.
    High,
    /// Daily work.
    Medium,
    /// Analyses.
    Low,
}

impl Criticality {
    /// All grades.
    pub const ALL: [Criticality; 3] = [Criticality::High, Criticality::Medium, Criticality::Low];

    /// Returns the grade.
    pub const fn label(self) -> &'static str {
        match self {
            Criticality::High => "high",
            Criticality::Medium => "medium",
            Criticality::Low => "low",
        }
    }

    /// Returns the impact of a fault in such a table.
    pub const fn description(self) -> &'static str {
        match self {
            Criticality::High => {
                "A fault costs money, harms customers or breaks the law within a day."
            }
            Criticality::Medium => "A fault hinders daily work.",
            Criticality::Low => "A fault spoils analyses.",
        }
    }
}

/// How often new rows are expected in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// Each day.
    Daily,
    /// Each week.
    Weekly,
    /// Each month.
    Monthly,
    /// Each quarter.
    Quarterly,
    /// Twice a year.
    HalfYearly,
    /// Each year.
    Yearly,
}

impl Freshness {
    /// All frequencies.
    pub const ALL: [Freshness; 6] = [
        Freshness::Daily,
        Freshness::Weekly,
        Freshness::Monthly,
        Freshness::Quarterly,
        Freshness::HalfYearly,
        Freshness::Yearly,
    ];

    /// Returns the frequency.
    pub const fn label(self) -> &'static str {
        match self {
            Freshness::Daily => "daily",
            Freshness::Weekly => "weekly",
            Freshness::Monthly => "monthly",
            Freshness::Quarterly => "quarterly",
            Freshness::HalfYearly => "half-yearly",
            Freshness::Yearly => "yearly",
        }
    }

    /// Returns the maximum age of the newest row, in days.
    pub const fn days(self) -> i64 {
        match self {
            Freshness::Daily => 1,
            Freshness::Weekly => 7,
            Freshness::Monthly => 31,
            Freshness::Quarterly => 92,
            Freshness::HalfYearly => 184,
            Freshness::Yearly => 366,
        }
    }
}
