//! How old a loan can be, as its status says.

use crate::tables::loans_db::LoanStatus;

/// Months old: a defaulted loan is 12 to 36 (data model, section 6).
const DEFAULTED_LEAST: i32 = 12;
const DEFAULTED_MOST: i32 = 36;
/// A loan is paid off after half a year at the earliest, and at least four months ago: before the statements begin.
pub const PAID_OFF_AFTER: i32 = 6;
pub const PAID_OFF_AGO: i32 = 4;
/// A restructured loan has had its trouble for a year.
const RESTRUCTURED_AGE: i32 = 12;

/// The least and the most months that a loan of a status and term may be old.
pub fn ages(status: LoanStatus, term: u16) -> (i32, i32) {
    let term = i32::from(term);
    match status {
        LoanStatus::Active => (0, term - 1),
        LoanStatus::PaidOff => (PAID_OFF_AFTER + PAID_OFF_AGO, 90),
        LoanStatus::Defaulted => (DEFAULTED_LEAST, DEFAULTED_MOST.min(term) - 1),
        LoanStatus::Restructured => (RESTRUCTURED_AGE.min(term - 1), term - 1),
    }
}
