//! The days of an application: when it was made, decided and disbursed.

use super::products::{self, MAX_DECISION, MAX_FUNDING};
use super::{life_span, market, moves, types};
use crate::generate::context::Context;
use crate::generate::customer::{Application, Customer};
use crate::generate::hours::{
    between, business_day_before, business_day_between, business_day_from, business_day_until,
};
use crate::key;
use crate::tables::loans_db::{ApplicationStatus, LoanStatus};
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Pending applications are from the last 45 days (data model, section 6), the first three of which may be a long weekend.
const PENDING_AGO: RangeInclusive<i64> = 0..=42;
/// Minimum days from opening the first account that may pay a loan to the first application.
const ACQUAINTED: i32 = 30;
/// Term in months from which a loan counts as long.
const LONG: u16 = 120;
/// Number of days on which a borrower who would like to refinance checks rates, taking the lowest.
const REFINANCE_LOOKS: i32 = 5;
/// Differences in rates not worth waiting for, in thousandths of the market's range.
const RATES_APART: i64 = 200;
/// Days from paying for the house to moving in.
const BEFORE_MOVING_IN: RangeInclusive<i64> = 2..=20;

/// The days of an application and its loan.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// The day of the application.
    pub applied: Date,
    /// The day of the decision.
    pub decided: Date,
    /// Disbursement day.
    pub disbursed: Date,
    /// Months of the agreed term; 0 without a loan.
    pub term: u16,
    /// Installments until the loan is paid off; 0 without a loan.
    pub installments: u16,
    /// Months by which a restructured loan is extended.
    pub longer: u16,
    /// Whether the money buys the customer's home.
    pub buys_home: bool,
}

impl Days {
    /// The days of the application with this ordinal in the draw, before sorting by time.
    pub fn new(context: Context, ordinal: u64, application: &Application) -> Days {
        let row = context.customer.row() * 10 + ordinal;
        let key = key!("loans_db.loan_applications/application_date");
        let mut stream = context.stream_of(key, row);
        let (as_of, first) = (context.as_of(), earliest(context.customer));
        let (decision, funding) = products::lags(application.loan_type);
        let Some(loan) = &application.loan else {
            let applied = if application.status == ApplicationStatus::Pending {
                let day = as_of - stream.range(PENDING_AGO) as i32;
                business_day_until(day).max(first)
            } else {
                between(&mut stream, first, as_of - (MAX_DECISION + 4))
            };
            let after = stream.range(decision) as i32;
            let decided = business_day_from(applied + after).min(applied + MAX_DECISION);
            let decided = business_day_until(decided).max(applied + 1);
            return Days {
                applied,
                decided,
                disbursed: decided,
                term: 0,
                installments: 0,
                longer: 0,
                buys_home: false,
            };
        };
        let earliest = first + MAX_DECISION + MAX_FUNDING;
        let span = life_span::span(loan, application.loan_type, as_of, earliest);
        let moved_in = context.customer.household.since;
        let sold = loan.status == LoanStatus::PaidOff
            && application.for_home
            && moves::months_until_move(context.customer, as_of).is_some();
        let buys_home = !sold
            && application.for_home
            && span.contains(&(moved_in - *BEFORE_MOVING_IN.end() as i32))
            && span.contains(&moved_in);
        let disbursed = match buys_home {
            _ if sold => {
                let closed = moves::sold_on(&mut stream, moved_in);
                business_day_until(closed.add_months(-i32::from(loan.installments)))
            }
            true => business_day_before(&mut stream, moved_in, BEFORE_MOVING_IN),
            false => {
                // Long loans that are still being paid tend to be older.
                let draws = if loan.term >= LONG { 2 } else { 1 };
                let mut drawn = || business_day_between(&mut stream, *span.start(), *span.end());
                // Borrowers who refinance their home do so when rates are low.
                let refinances = application.for_home && types::owes_for_home(context.customer);
                let days = 0..if refinances { REFINANCE_LOOKS } else { draws };
                let days = days.map(|_| drawn());
                let day = match refinances {
                    true => days.min_by_key(|&day| market::level(day) / RATES_APART),
                    false => days.min(),
                };
                day.expect("a draw")
            }
        };
        let decided = business_day_before(&mut stream, disbursed, funding);
        let applied = decided - stream.range(decision) as i32;
        Days {
            applied,
            decided,
            disbursed,
            term: loan.term,
            installments: loan.installments,
            longer: loan.longer,
            buys_home,
        }
    }

    /// The last day of the initial credit check; collateral is appraised later.
    pub fn assessed_by(&self) -> Date {
        let third = self.applied + (self.decided - self.applied) / 3;
        business_day_from(third).min(self.decided)
    }

    /// The same, moved to another time.
    pub fn moved_to(self, applied: Date, decided: Date) -> Days {
        Days {
            applied,
            decided,
            disbursed: decided,
            ..self
        }
    }
}

/// The first day on which a customer can apply: of age, and some time after opening the first account.
pub fn earliest(customer: &Customer) -> Date {
    let first = customer.first_paying().expect("applicants have an account");
    let acquainted = first.opened + ACQUAINTED;
    acquainted.max(customer.person.born.add_months(18 * 12 + 1))
}
