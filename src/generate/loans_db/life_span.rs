//! How old a loan can be, as its status says.

use crate::generate::customer::Funding;
use crate::tables::loans_db::{LoanStatus, LoanType};
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Months old: a defaulted loan is 12 to 36 (data model, section 6). A mortgage is charged off two months later than other loans,
/// and half of what was due must be unpaid by then.
const DEFAULTED_LEAST: i32 = 12;
const DEFAULTED_MORTGAGE_LEAST: i32 = 14;
const DEFAULTED_MOST: i32 = 36;
/// A restructured loan has had its trouble, and kept its new terms for a while.
pub const RESTRUCTURED_LEAST: i32 = 12;
/// Days that a payment may come after its due day, on a weekend with holidays.
const SETTLES: i32 = 5;

/// The days on which a loan may have been paid out, not before `earliest`.
pub fn span(
    loan: &Funding,
    loan_type: LoanType,
    as_of: Date,
    earliest: Date,
) -> RangeInclusive<Date> {
    let term = i32::from(loan.term);
    // Months of age, from the least to less than the most.
    let (least, most) = match loan.status {
        LoanStatus::Active => (0, term),
        LoanStatus::PaidOff => (i32::from(loan.installments), i32::MAX),
        LoanStatus::Defaulted => match loan_type {
            LoanType::Mortgage => (DEFAULTED_MORTGAGE_LEAST, DEFAULTED_MOST),
            _ => (DEFAULTED_LEAST, DEFAULTED_MOST.min(term)),
        },
        LoanStatus::Restructured => (RESTRUCTURED_LEAST, term),
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
