//! Who answers for a table, what it is part of, and how long its rows are kept.

use super::glossary::GlossaryTerm;

/// What is declared of a table for whoever looks after the data.
#[derive(Clone, Copy, Debug)]
pub struct Stewardship {
    /// What one of its rows is.
    pub term: GlossaryTerm,
    /// The data product that it is part of.
    pub product: Product,
    /// The role of whoever looks after its content: a label of [`Role`](super::employees_db::Role).
    pub steward: &'static str,
    /// The department that owns it, that of the role: a label of [`DepartmentName`](super::employees_db::DepartmentName).
    pub owner: &'static str,
    /// How long its rows are kept.
    pub retention: Retention,
    /// How much depends on it.
    pub criticality: Criticality,
    /// How often something new is expected in it; None if that may take years.
    pub freshness: Option<Freshness>,
}

/// Makes of one list a set of parts of the bank, each with its names and what it is for.
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

            /// The name, without spaces.
            pub const fn id(self) -> &'static str {
                match self { $($name::$part => $id),+ }
            }

            /// The name.
            pub const fn label(self) -> &'static str {
                match self { $($name::$part => $label),+ }
            }

            /// What belongs to it, and what it is for.
            pub const fn description(self) -> &'static str {
                match self { $($name::$part => $description),+ }
            }
        }
    };
}

parts! {
    /// A part of the bank whose data belong together.
    Domain: "All domains." {
        /// The staff and where it works.
        Workforce = "workforce", "Workforce":
            "The staff: departments, branches, employees, their training, reviews and assignments.",
        /// Who the customers are, and what is said with them.
        Customers = "customers", "Customers":
            "Who the customers are, how they reach the bank, what they think of it, and the campaigns that address them.",
        /// Accounts and money that moves on them.
        Deposits = "deposits", "Deposits and payments":
            "Accounts, who has a right to them, and every transaction on their statements.",
        /// Loans, from the application to the last installment.
        Lending = "lending", "Lending":
            "Loans from the application and its credit assessment to the last installment, with collateral and guarantors.",
        /// Policies, premiums and claims.
        Insurance = "insurance", "Insurance":
            "Policies, their coverages and beneficiaries, premiums and claims.",
        /// What the law asks of a bank.
        Compliance = "compliance", "Risk and compliance":
            "Identification of customers, monitoring of transactions, reports to authorities, the bank's own rules, and the audit trail.",
    }
}

parts! {
    /// Tables that are used together.
    Product: "All products, in the order in which their first tables load." {
        /// The staff.
        Workforce = "workforce", "Workforce":
            "Who works where, for whom and for how much; who is trained and how well they do. For planning of staff and for the question who may have handled a row.",
        /// Everything known of a customer.
        Customer360 = "customer_360", "Customer 360":
            "The person or company behind everything: identity, address, segment, contacts, satisfaction and complaints. For service, retention and analyses per segment.",
        /// Accounts and transactions.
        CashFlow = "cash_flow", "Accounts and cash flow":
            "Balances and statements: what comes in, what goes out, through which channel and for what. For liquidity, spending analyses and monitoring.",
        /// Campaigns and what came of them.
        Campaigns = "campaigns", "Campaigns":
            "Which campaigns ran, who answered, and what it led to. For the choice of channels and audiences.",
        /// Applications, loans and installments.
        LoanBook = "loan_book", "Loan book":
            "What was lent to whom on what terms, what is outstanding, what is late, and what secures it. For credit risk, provisions and collection.",
        /// Policies, premiums and claims.
        InsuranceBook = "insurance_book", "Insurance book":
            "What is insured for how much, what was paid in, and what was claimed. For loss ratios and reserves.",
        /// From the identity check to the report of suspicious activity.
        FinancialCrime = "financial_crime", "Financial crime":
            "From the identity check through screenings and alerts to the report of suspicious activity. For investigators and for tuning the rules. Reports of suspicious activity are confidential.",
        /// Rules, violations, reports and the audit trail.
        Oversight = "oversight", "Oversight":
            "The bank's rules, what broke them, what authorities were told, and who did what when. For auditors and examiners.",
    }
}

impl Product {
    /// The domain that it belongs to.
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

/// How long rows are kept, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retention {
    /// What describes the bank as it is.
    InUse,
    /// What is known of an employee.
    Employment,
    /// What identifies a customer.
    Identification,
    /// Accounts and what was posted to them.
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
    /// Reports of suspicious activity, with what supports them.
    SuspiciousActivity,
    /// Reports to authorities.
    Report,
    /// What shows that the bank keeps its own rules.
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

    /// How long.
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

    /// Why: the rule of law that asks for it, or the bank's own policy.
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

/// How much depends on a table.
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

    /// The grade.
    pub const fn label(self) -> &'static str {
        match self {
            Criticality::High => "high",
            Criticality::Medium => "medium",
            Criticality::Low => "low",
        }
    }

    /// What a fault in such a table does.
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

/// How often something new is expected in a table.
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

    /// The frequency.
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

    /// The most days that the newest row may be old.
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
