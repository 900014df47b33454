//! Keys whose form depends on the subject of the row.

use crate::error::{Error, Result};
use crate::tables::key::{CUSTOMER_DIGITS, homes, text_of_key};
use crate::values::calendar::Date;
use crate::values::month::Month;
use crate::values::numbers::write_digits;
use crate::values::order::Families;
use crate::values::{Home, Read, SqlType, Value, read};
use std::str::FromStr;

/// The period that a regulatory report covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2025Q4`
    Quarter(i32, u8),
    /// `2025`
    Year(i32),
}

/// A regulatory report: `REP-CALL-2025Q4`, or `REP-CTR-0000001-20251103` for a customer's cash on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportId {
    /// A periodic report: abbreviation of the type, and period.
    Periodic(&'static str, Period),
    /// A currency transaction report: customer number and day.
    Ctr(u32, Date),
}

impl Value for ReportId {
    const SQL: SqlType = SqlType::Text;
    const HOMES: &'static [Home] = homes!(compliance_db.regulatory_reports.report_id);
    const READ: Option<Read> = Some(read::<ReportId>);
    /// The bank's own reports, then those of customers.
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
                write_digits::<CUSTOMER_DIGITS>(u64::from(customer), out);
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

    /// Parses `2025` or `2025Q4`.
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

text_of_key!(
    ReportId,
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
    }
);

/// A check: a screening, `AML-0000001-001`, or the alert on a transaction, `AML-0000001-202510-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckId {
    /// The customer's number and the ordinal.
    Screening(u32, u16),
    /// The customer's number, the month of the transaction and the ordinal in it.
    Alert(u32, Month, u16),
}

impl Value for CheckId {
    const SQL: SqlType = SqlType::Text;
    const HOMES: &'static [Home] = homes!(compliance_db.aml_checks.check_id);
    const READ: Option<Read> = Some(read::<CheckId>);
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"AML-");
        let (CheckId::Screening(customer, _) | CheckId::Alert(customer, ..)) = *self;
        write_digits::<CUSTOMER_DIGITS>(u64::from(customer), out);
        match *self {
            CheckId::Screening(_, ordinal) => {
                out.push(b'-');
                write_digits::<3>(u64::from(ordinal), out);
            }
            CheckId::Alert(_, month, ordinal) => write_in_month(month, ordinal, out),
        }
    }
}

text_of_key!(CheckId, "AML-, customer and ordinal", |text| {
    let (customer, rest) = text.strip_prefix("AML-")?.split_once('-')?;
    let customer = customer.parse().ok()?;
    Some(match rest.split_once('-') {
        Some((month, ordinal)) => {
            CheckId::Alert(customer, month.parse().ok()?, ordinal.parse().ok()?)
        }
        None => CheckId::Screening(customer, rest.parse().ok()?),
    })
});

/// `-202510-01`
fn write_in_month(month: Month, ordinal: u16, out: &mut Vec<u8>) {
    out.push(b'-');
    write_digits::<6>(u64::from(month), out);
    out.push(b'-');
    write_digits::<2>(u64::from(ordinal), out);
}

/// A violation: `VIO-0000001-01` of a customer, `VIO-0000001-202510-01` of a statement's rows, `VIO-E000001-01` of an
/// employee, `VIO-REP-CALL-2025Q4` of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViolationId {
    /// The customer's number and the ordinal.
    Customer(u32, u8),
    /// The customer's number, the month of the statement and the ordinal in it.
    Statement(u32, Month, u16),
    /// The employee's number and the ordinal.
    Employee(u32, u8),
    /// The report, which breaks at most one rule.
    Report(ReportId),
}

impl ViolationId {
    /// Returns whether it is numbered within a month of statements, or by a report.
    pub const fn is_of_a_month(self) -> bool {
        matches!(self, ViolationId::Statement(..) | ViolationId::Report(_))
    }
}

impl Value for ViolationId {
    const SQL: SqlType = SqlType::Text;
    const HOMES: &'static [Home] = homes!(compliance_db.rule_violations.violation_id);
    const READ: Option<Read> = Some(read::<ViolationId>);
    /// Violations of the bank's own reports, then of staff, then of customers: each customer's by ordinal, then CTRs by day.
    const FAMILIES: Families = &[&["VIO-REP-"], &["VIO-E"], &["VIO-", "VIO-REP-CTR-"]];
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"VIO-");
        let ordinal = match *self {
            ViolationId::Customer(number, ordinal) => {
                write_digits::<CUSTOMER_DIGITS>(u64::from(number), out);
                ordinal
            }
            ViolationId::Statement(number, month, ordinal) => {
                write_digits::<CUSTOMER_DIGITS>(u64::from(number), out);
                return write_in_month(month, ordinal, out);
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

text_of_key!(ViolationId, "VIO- and what breaks the rule", |text| {
    let rest = text.strip_prefix("VIO-")?;
    if rest.starts_with("REP-") {
        return rest.parse().ok().map(ViolationId::Report);
    }
    let (number, ordinal) = rest.split_once('-')?;
    if let Some((month, ordinal)) = ordinal.split_once('-') {
        let (month, ordinal) = (month.parse().ok()?, ordinal.parse().ok()?);
        return Some(ViolationId::Statement(number.parse().ok()?, month, ordinal));
    }
    let ordinal = ordinal.parse().ok()?;
    Some(match number.strip_prefix('E') {
        Some(employee) => ViolationId::Employee(employee.parse().ok()?, ordinal),
        None => ViolationId::Customer(number.parse().ok()?, ordinal),
    })
});
