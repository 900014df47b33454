//! Collections calls and emails: a customer late with a loan gets one, a customer in default several.

use crate::generate::customer::{Customer, Habit};
use crate::tables::Rows;
use crate::tables::customer_db::Channel;
use crate::tables::loans_db::{Loan, LoanStatus, RepaymentInstallment};
use crate::values::calendar::Date;

/// Days after the due date before collections calls, and by when it has called.
const CALLED_AFTER: i32 = 10;
const CALLED_WITHIN: i32 = 29;
/// Span in days that always includes a business day.
const BUSINESS_DAY_IN: i32 = 4;

/// A reason for collections to call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The first day on which collections may call.
    pub first: Date,
    /// The last such day.
    pub last: Date,
    /// The oldest due date of the loan still unpaid on that day.
    pub unpaid_since: Date,
    /// When the installment stopped being unpaid.
    until: Date,
}

/// How many of a customer's contacts come from collections, if there is a reason.
pub fn wanted(customer: &Customer) -> usize {
    let loans = customer.applications.iter().filter_map(|one| one.loan);
    let contacts = loans.map(|loan| match (loan.status, loan.habit) {
        (LoanStatus::Defaulted, _) => 3,
        (LoanStatus::Restructured, _) | (LoanStatus::Active, Habit::Late) => 2,
        (LoanStatus::Active, Habit::Careless) => 1,
        _ => 0,
    });
    contacts.max().unwrap_or(0)
}

/// Swaps values between contacts so that those from collections get one that fits: the deal as a whole is unchanged.
pub fn exchange<T: Copy>(
    values: &mut [T],
    is_call: impl Fn(usize) -> bool,
    fits: impl Fn(T) -> bool,
) {
    for one in 0..values.len() {
        if !is_call(one) || fits(values[one]) {
            continue;
        }
        let mut others = (one + 1..values.len()).chain(0..one);
        if let Some(other) = others.find(|&other| !is_call(other) && fits(values[other])) {
            values.swap(one, other);
        }
    }
}

/// Whether collections uses a channel.
pub const fn is_used(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Email)
}

/// Reasons to call a customer in a span: what is still unpaid first, then what was unpaid the longest.
pub fn calls(rows: &Rows, (first, last): (Date, Date), as_of: Date) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    for loan in &rows.loans {
        let of_loan = rows.repayment_schedule.iter();
        let of_loan: Vec<&RepaymentInstallment> = of_loan
            .filter(|one| one.loan_id == loan.loan_id && one.due_date < as_of)
            .collect();
        for (at, installment) in of_loan.iter().enumerate() {
            let due = installment.due_date;
            let until = unpaid_until(loan, installment, as_of);
            if due >= until {
                continue;
            }
            let last = (due + CALLED_WITHIN).min(until - 1).min(last);
            let unpaid = |one: &&&RepaymentInstallment| unpaid_until(loan, one, as_of) > last;
            let oldest = of_loan[..at].iter().find(unpaid);
            let call = Call {
                first: (due + CALLED_AFTER).max(first),
                last,
                unpaid_since: oldest.map_or(due, |one| one.due_date),
                until,
            };
            if call.last - call.first >= BUSINESS_DAY_IN {
                calls.push(call);
            }
        }
    }
    calls.sort_by_key(|call| {
        let open = call.until > as_of;
        (!open, call.unpaid_since - call.until, call.first)
    });
    calls
}

/// The day on which an installment was paid or its loan charged off; otherwise the day after the as-of date.
fn unpaid_until(loan: &Loan, installment: &RepaymentInstallment, as_of: Date) -> Date {
    let ended = installment.payment_date.or(loan.charged_off_date);
    ended.unwrap_or(as_of + 1)
}
