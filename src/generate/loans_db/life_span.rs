//! How old a loan can be, given its status.

use crate::generate::customer::Funding;
use crate::tables::loans_db::{LoanStatus, LoanType};
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Age in months: a defaulted loan is 12 to 36 (data model, section 6). A mortgage is charged off two months later than other
/// loans, and half of what was due must be unpaid by then.
const MIN_DEFAULTED: i32 = 12;
const MIN_DEFAULTED_MORTGAGE: i32 = 14;
const MAX_DEFAULTED: i32 = 36;
/// A restructured loan has been through its trouble, and has kept its new terms for a while.
pub const MIN_RESTRUCTURED: i32 = 12;
/// Days by which a payment can follow its due day, over a weekend with holidays.
const SETTLES: i32 = 5;

/// The days on which a loan can have been disbursed, not before `earliest`.
pub fn span(
    loan: &Funding,
    loan_type: LoanType,
    as_of: Date,
    earliest: Date,
) -> RangeInclusive<Date> {
    let term = i32::from(loan.term);
    // Age in months, from the minimum to just below the maximum.
    let (least, most) = match loan.status {
        LoanStatus::Active => (0, term),
        LoanStatus::PaidOff => (i32::from(loan.installments), i32::MAX),
        LoanStatus::Defaulted => match loan_type {
            LoanType::Mortgage => (MIN_DEFAULTED_MORTGAGE, MAX_DEFAULTED),
            _ => (MIN_DEFAULTED, MAX_DEFAULTED.min(term)),
        },
        LoanStatus::Restructured => (MIN_RESTRUCTURED, term),
    };
    let last = match least {
        0 => as_of,
        months => as_of.add_months(-months) - SETTLES,
    };
    let first = match most {
        i32::MAX => earliest,
        months => earliest.max(as_of.add_months(-months) + SETTLES),
    };
    first.min(last)..=last
}
