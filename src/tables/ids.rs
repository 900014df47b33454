//! Keys as types. A field of a key's type is a reference to the key's table.

use crate::error::{Error, Result};
use crate::values::calendar::Date;
use crate::values::numbers::{write_digits, write_number};
use crate::values::order::Families;
use crate::values::{Cell, Home, SqlType, Value, parse, show};
use std::fmt;
use std::str::FromStr;

macro_rules! homes {
    ($($database:ident.$table:ident.$column:ident),*) => {
        &[$(Home {
            database: stringify!($database),
            table: stringify!($table),
            column: stringify!($column),
        }),*]
    };
}

/// A key in text, made of a prefix and a number: `numbered!(CustomerId, "CUST-", 7, accounts_db.customers.customer_id)`.
macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident, $prefix:literal, $width:literal, $($homes:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl Value for $name {
            const SQL: SqlType = SqlType::Text;
            const HOMES: &'static [Home] = homes!($($homes)*);
            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice($prefix.as_bytes());
                write_digits::<$width>(u64::from(self.0), out);
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                show(self, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            /// Reads a key as it stands in the table.
            fn from_str(text: &str) -> Result<$name> {
                parse(text, concat!($prefix, "and ", $width, " digits"), |text| {
                    text.strip_prefix($prefix)?.parse().ok().map($name)
                })
            }
        }
    };
}

/// A key in text, made of a prefix, the customer's number and ordinals:
/// `of_customer!(TransactionId, "TXN-", { account: u8 = 1, ordinal: u16 = 4 }, homes)`.
macro_rules! of_customer {
    ($(#[$meta:meta])* $name:ident, $prefix:literal, { $($part:ident: $type:ty = $width:literal),+ }, $($homes:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The customer's number.
            pub customer: u32,
            $(#[doc = concat!("The ordinal of the ", stringify!($part), ", from 1.")] pub $part: $type),+
        }

        impl Value for $name {
            const SQL: SqlType = SqlType::Text;
            const HOMES: &'static [Home] = homes!($($homes)*);
            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice($prefix.as_bytes());
                write_digits::<7>(u64::from(self.customer), out);
                $(
                    out.push(b'-');
                    write_digits::<$width>(u64::from(self.$part), out);
                )+
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                show(self, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            /// Reads a key as it stands in the table.
            fn from_str(text: &str) -> Result<$name> {
                parse(text, concat!($prefix, "customer", $("-", stringify!($part)),+), |text| {
                    let mut parts = text.strip_prefix($prefix)?.split('-');
                    Some($name {
                        customer: parts.next()?.parse().ok()?,
                        $($part: parts.next()?.parse().ok()?),+
                    })
                })
            }
        }
    };
}

/// A numeric key, composed of the parent's number and the ordinal.
macro_rules! numeric {
    ($(#[$meta:meta])* $name:ident, $($homes:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl Value for $name {
            const SQL: SqlType = SqlType::Identity;
            const HOMES: &'static [Home] = homes!($($homes)*);
            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                write_number(self.0, out);
            }

            fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> Cell<'a> {
                Cell::Integer(self.0 as i64)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                show(self, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            /// Reads a key as it stands in the table.
            fn from_str(text: &str) -> Result<$name> {
                parse(text, "a whole number", |text| text.parse().ok().map($name))
            }
        }
    };
}

numbered!(
    /// `DEPT-01`
    DepartmentId, "DEPT-", 2, employees_db.departments.department_id
);
numbered!(
    /// `EMP-000001`
    EmployeeId, "EMP-", 6, employees_db.employees.employee_id
);
numbered!(
    /// `PROG-01`
    ProgramId, "PROG-", 2, employees_db.training_programs.program_id
);
numbered!(
    /// `CUST-0000001`
    CustomerId, "CUST-", 7,
    accounts_db.customers.customer_id, customer_db.customer_profiles.customer_id
);
numbered!(
    /// `CAMP-01`
    CampaignId, "CAMP-", 2, customer_db.campaigns.campaign_id
);
numbered!(
    /// `RULE-01`
    RuleId, "RULE-", 2, compliance_db.compliance_rules.rule_id
);

of_customer!(
    /// `ACC-0000001-1`
    AccountId, "ACC-", { ordinal: u8 = 1 }, accounts_db.accounts.account_id
);
of_customer!(
    /// `TXN-0000001-1-0001`
    TransactionId, "TXN-", { account: u8 = 1, ordinal: u16 = 4 }, accounts_db.transactions.transaction_id
);
of_customer!(
    /// `INT-0000001-1`
    InteractionId, "INT-", { ordinal: u8 = 1 }, customer_db.interactions.interaction_id
);
of_customer!(
    /// `CMP-0000001-1`
    ComplaintId, "CMP-", { ordinal: u8 = 1 }, customer_db.complaints.complaint_id
);
of_customer!(
    /// `APP-0000001-1`
    ApplicationId, "APP-", { ordinal: u8 = 1 }, loans_db.loan_applications.application_id
);
of_customer!(
    /// `LOAN-0000001-1`, the ordinal being its application's
    LoanId, "LOAN-", { ordinal: u8 = 1 }, loans_db.loans.loan_id
);
of_customer!(
    /// `COL-0000001-1`, the ordinal being its loan's
    CollateralId, "COL-", { ordinal: u8 = 1 }, loans_db.collateral.collateral_id
);
of_customer!(
    /// `POL-0000001-1`
    PolicyId, "POL-", { ordinal: u8 = 1 }, insurance_db.policies.policy_id
);
of_customer!(
    /// `CLM-0000001-1-1`
    ClaimId, "CLM-", { policy: u8 = 1, ordinal: u8 = 1 }, insurance_db.claims.claim_id
);
of_customer!(
    /// `PAY-0000001-1-001`
    PaymentId, "PAY-", { policy: u8 = 1, ordinal: u16 = 3 }, insurance_db.premium_payments.payment_id
);
of_customer!(
    /// `KYC-0000001-01`
    KycId, "KYC-", { ordinal: u8 = 2 }, compliance_db.kyc_records.kyc_id
);
of_customer!(
    /// `AML-0000001-001`
    CheckId, "AML-", { ordinal: u16 = 3 }, compliance_db.aml_checks.check_id
);
of_customer!(
    /// `SAR-0000001-1`
    SarId, "SAR-", { ordinal: u8 = 1 }, compliance_db.suspicious_activity_reports.sar_id
);
of_customer!(
    /// `SCH-0000001-1`
    SchemeId, "SCH-", { ordinal: u8 = 1 },
);

numbered!(
    /// `P000000001`: not a key but the number on the policy, a permutation of the billion
    PolicyNumber, "P", 9,
);
numbered!(
    /// `C000000001`: not a key but the number on the claim, a permutation of the billion
    ClaimNumber, "C", 9,
);

numeric!(
    /// Employee and ordinal: employee 12, record 3 is 1203.
    TrainingRecordId, employees_db.employee_training.training_record_id
);
numeric!(
    /// Employee and ordinal: employee 12, review 3 is 123.
    ReviewId, employees_db.performance_reviews.review_id
);
numeric!(
    /// A branch coverage has employee and ordinal (employee 12, row 1 is 121); a portfolio the customer and `001`
    /// (customer 57 is 57001), above every coverage.
    AssignmentId, employees_db.employee_assignments.assignment_id
);
numeric!(
    /// Customer, account and ordinal: customer 57, account 1, link 2 is 5712.
    RelationshipId, accounts_db.account_relationships.relationship_id
);
numeric!(
    /// Customer and interaction: customer 57, interaction 3 is 573.
    SurveyId, customer_db.satisfaction_surveys.survey_id
);
numeric!(
    /// Customer and ordinal: customer 57, response 2 is 572.
    ResponseId, customer_db.campaign_responses.response_id
);
numeric!(
    /// Customer, loan and installment: customer 57, loan 1, installment 12 is 5701012.
    ScheduleId, loans_db.repayment_schedule.schedule_id
);
numeric!(
    /// Customer, loan and ordinal: customer 57, loan 1, guarantor 2 is 5712.
    GuarantorId, loans_db.loan_guarantors.guarantor_id
);
numeric!(
    /// Customer, application and ordinal in time order: customer 57, application 1, assessment 2 is 5712.
    AssessmentId, loans_db.risk_assessments.assessment_id
);
numeric!(
    /// Customer, policy and ordinal: customer 57, policy 1, coverage 3 is 57103.
    CoverageId, insurance_db.coverage.coverage_id
);
numeric!(
    /// Customer, policy and ordinal: customer 57, policy 1, beneficiary 2 is 5712.
    BeneficiaryId, insurance_db.beneficiaries.beneficiary_id
);
numeric!(
    /// Customer, policy and ordinal in time order: customer 57, policy 1, event 12 is 571012.
    PolicyEventId, insurance_db.policy_events.event_id
);
numeric!(
    /// Customer and ordinal in time order: customer 57, row 12 is 57012; of the bank's own reports the ordinal alone.
    AuditId, compliance_db.audit_trails.audit_id
);

/// The period that a regulatory report covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2025Q4`
    Quarter(i32, u8),
    /// `2025`
    Year(i32),
}

/// A regulatory report: `REP-CALL-2025Q4`, of a customer's day in cash `REP-CTR-0000001-20251103`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportId {
    /// A periodic report: the abbreviation of its type, and the period.
    Periodic(&'static str, Period),
    /// A currency transaction report: the customer's number, and the day.
    Ctr(u32, Date),
}

impl Value for ReportId {
    const SQL: SqlType = SqlType::Text;
    const HOMES: &'static [Home] = homes!(compliance_db.regulatory_reports.report_id);
    /// The bank's own, then those of customers.
    const FAMILIES: Families = &[&["REP-"], &["REP-CTR-"]];
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"REP-");
        match *self {
            ReportId::Periodic(kind, period) => {
                out.extend_from_slice(kind.as_bytes());
                out.push(b'-');
                let (Period::Quarter(year, _) | Period::Year(year)) = period;
                write_digits::<4>(year as u64, out);
                if let Period::Quarter(_, quarter) = period {
                    out.extend_from_slice(&[b'Q', b'0' + quarter]);
                }
            }
            ReportId::Ctr(customer, day) => {
                out.extend_from_slice(b"CTR-");
                write_digits::<7>(u64::from(customer), out);
                out.push(b'-');
                let (year, month, day) = day.civil();
                let digits = year as u64 * 10_000 + u64::from(month * 100 + day);
                write_digits::<8>(digits, out);
            }
        }
    }
}

impl ReportId {
    /// The abbreviations of the periodic reports.
    pub const PERIODIC: [&str; 6] = ["BSA", "CALL", "HMDA", "LIQ", "OFAC", "STRESS"];
}

impl FromStr for Period {
    type Err = Error;

    /// Reads `2025` or `2025Q4`.
    fn from_str(text: &str) -> Result<Period> {
        let read = || {
            let (year, quarter) = text.split_at_checked(4)?;
            let year = year.parse().ok()?;
            match quarter.strip_prefix('Q') {
                Some(quarter) => Some(Period::Quarter(year, quarter.parse().ok()?)),
                None => quarter.is_empty().then_some(Period::Year(year)),
            }
        };
        read().ok_or_else(|| Error::parse("expected a year or a quarter such as 2025Q4"))
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self, f)
    }
}

impl FromStr for ReportId {
    type Err = Error;

    /// Reads a key as it stands in the table.
    fn from_str(text: &str) -> Result<ReportId> {
        parse(
            text,
            "REP-, the report's abbreviation and its period",
            |text| {
                let rest = text.strip_prefix("REP-")?;
                let (kind, rest) = rest.split_once('-')?;
                if kind == "CTR" {
                    let (customer, day) = rest.split_once('-')?;
                    let (year, month) = (day.get(..4)?, day.get(4..6)?);
                    let day = format!("{year}-{month}-{}", day.get(6..)?);
                    return Some(ReportId::Ctr(customer.parse().ok()?, day.parse().ok()?));
                }
                let kind = ReportId::PERIODIC.into_iter().find(|one| *one == kind)?;
                Some(ReportId::Periodic(kind, rest.parse().ok()?))
            },
        )
    }
}

/// A violation: `VIO-0000001-01` of a customer, `VIO-E000001-01` of an employee, `VIO-REP-CALL-2025Q4` of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViolationId {
    /// The customer's number and the ordinal.
    Customer(u32, u8),
    /// The employee's number and the ordinal.
    Employee(u32, u8),
    /// The report, which breaks one rule at most.
    Report(ReportId),
}

impl Value for ViolationId {
    const SQL: SqlType = SqlType::Text;
    const HOMES: &'static [Home] = homes!(compliance_db.rule_violations.violation_id);
    /// Of the bank's own reports, then of staff, then of customers: each one's by ordinal, then those of cash by day.
    const FAMILIES: Families = &[&["VIO-REP-"], &["VIO-E"], &["VIO-", "VIO-REP-CTR-"]];
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"VIO-");
        let ordinal = match *self {
            ViolationId::Customer(number, ordinal) => {
                write_digits::<7>(u64::from(number), out);
                ordinal
            }
            ViolationId::Employee(number, ordinal) => {
                out.push(b'E');
                write_digits::<6>(u64::from(number), out);
                ordinal
            }
            ViolationId::Report(report) => return report.write(out),
        };
        out.push(b'-');
        write_digits::<2>(u64::from(ordinal), out);
    }
}

impl fmt::Display for ViolationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self, f)
    }
}

impl FromStr for ViolationId {
    type Err = Error;

    /// Reads a key as it stands in the table.
    fn from_str(text: &str) -> Result<ViolationId> {
        parse(text, "VIO- and what breaks the rule", |text| {
            let rest = text.strip_prefix("VIO-")?;
            if rest.starts_with("REP-") {
                return rest.parse().ok().map(ViolationId::Report);
            }
            let (number, ordinal) = rest.split_once('-')?;
            let ordinal = ordinal.parse().ok()?;
            Some(match number.strip_prefix('E') {
                Some(employee) => ViolationId::Employee(employee.parse().ok()?, ordinal),
                None => ViolationId::Customer(number.parse().ok()?, ordinal),
            })
        })
    }
}
