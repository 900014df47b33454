//! An application on its way: whose it is, and when it was made, decided and paid out.

use super::products::{self, DECISION_MOST, FUNDING_MOST};
use super::terms::{Debt, Terms};
use super::{life_span, market, types};
use crate::generate::context::Context;
use crate::generate::customer::{Application, Customer};
use crate::generate::hours::{
    between, business_day_before, business_day_between, business_day_from, business_day_until,
};
use crate::key;
use crate::tables::ids::{ApplicationId, LoanId};
use crate::tables::loans_db::ApplicationStatus;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use std::ops::RangeInclusive;

/// Pending applications are from the last 45 days (data model, section 6).
const PENDING_AGO: RangeInclusive<i64> = 0..=44;
/// Days from the first account that may pay a loan to the first application, at least.
const ACQUAINTED: i32 = 30;
/// Days from a rejection to an approval, at least: half a year.
const AFTER_REJECTION: i32 = 184;
/// Months of a long loan.
const LONG: u16 = 120;
/// Days at which somebody looks who would like to refinance, and takes that of the lowest rates.
const REFINANCE_LOOKS: i32 = 5;
/// Thousandths of the market's range that make nobody wait.
const RATES_APART: i64 = 200;
/// Days before moving in that the house is paid.
const BEFORE_MOVING_IN: RangeInclusive<i64> = 2..=20;

/// The days of an application and its loan.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// The day of the application.
    pub applied: Date,
    /// The day of the decision.
    pub decided: Date,
    /// The day on which the money is paid out.
    pub disbursed: Date,
    /// Months that the loan runs as agreed; 0 without a loan.
    pub term: u16,
    /// Installments until it is paid off; 0 without a loan.
    pub installments: u16,
    /// Months that a restructured loan runs longer.
    pub longer: u16,
    /// Whether the money buys the house in which the customer lives.
    pub buys_home: bool,
}

impl Days {
    /// The days of the application of an ordinal of the draw, not yet in the order of time.
    fn new(context: Context, ordinal: u64, application: &Application) -> Days {
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
                between(&mut stream, first, as_of - (DECISION_MOST + 4))
            };
            let after = stream.range(decision) as i32;
            let decided = business_day_from(applied + after).min(applied + DECISION_MOST);
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
        let earliest = first + DECISION_MOST + FUNDING_MOST;
        let span = life_span::span(loan, as_of, earliest);
        let moved_in = context.customer.household.since;
        let buys_home = application.for_home
            && span.contains(&(moved_in - *BEFORE_MOVING_IN.end() as i32))
            && span.contains(&moved_in);
        let disbursed = match buys_home {
            true => business_day_before(&mut stream, moved_in, BEFORE_MOVING_IN),
            false => {
                // Among those who still pay, whoever borrows for long has rather done so long ago.
                let draws = if loan.term >= LONG { 2 } else { 1 };
                let mut drawn = || business_day_between(&mut stream, *span.start(), *span.end());
                // Who takes a new mortgage on the house does so when money is cheap.
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

    /// The last day on which the credit of the applicant is looked at for the first time; what is pledged is appraised later.
    pub fn assessed_by(&self) -> Date {
        let third = self.applied + (self.decided - self.applied) / 3;
        business_day_from(third).min(self.decided)
    }

    /// The same at another time.
    fn moved_to(self, applied: Date, decided: Date) -> Days {
        Days {
            applied,
            decided,
            disbursed: decided,
            ..self
        }
    }
}

/// The first day on which a customer applies: of age, and some time after the first account.
fn earliest(customer: &Customer) -> Date {
    let first = customer.first_paying().expect("applicants have an account");
    let acquainted = first.opened + ACQUAINTED;
    acquainted.max(customer.person.born.add_months(18 * 12 + 1))
}

/// An application of a customer.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// Whose it is.
    pub context: Context<'a>,
    /// What is settled about it.
    pub application: &'a Application,
    /// Its place among those of the customer in time, from 1.
    pub ordinal: u8,
    /// When it happened.
    pub days: Days,
    /// What is asked for and granted.
    pub terms: Terms,
}

impl<'a> Case<'a> {
    /// The applications of a customer in the order of time; what was shared out goes along.
    pub fn all(context: Context<'a>) -> Vec<Case<'a>> {
        let mut dated: Vec<(&Application, Days)> = (1..)
            .zip(&context.customer.applications)
            .map(|(draw, application)| (application, Days::new(context, draw, application)))
            .collect();
        wait_after_rejections(context, &mut dated);
        dated.sort_by_key(|(_, days)| days.applied);
        let mut debts: Vec<Debt> = Vec::new();
        (1..)
            .zip(dated)
            .map(|(ordinal, (application, days))| {
                let terms = Terms::new(context, ordinal, application, &days, &debts);
                if application.loan.is_some() {
                    debts.push(terms.debt(&days));
                }
                Case {
                    context,
                    application,
                    ordinal,
                    days,
                    terms,
                }
            })
            .collect()
    }

    /// Whose it is.
    pub fn customer(&self) -> &'a Customer {
        self.context.customer
    }

    /// What is granted, if the application is approved.
    pub fn granted(&self) -> Option<Cents> {
        (self.application.status == ApplicationStatus::Approved).then_some(self.terms.granted)
    }

    /// The key of the application.
    pub fn application_id(&self) -> ApplicationId {
        ApplicationId {
            customer: self.customer().number,
            ordinal: self.ordinal,
        }
    }

    /// The key of the loan.
    pub fn loan_id(&self) -> LoanId {
        LoanId {
            customer: self.customer().number,
            ordinal: self.ordinal,
        }
    }
}

/// Who was rejected is not approved within half a year: such a rejection comes after the approval, or long before.
fn wait_after_rejections(context: Context, dated: &mut [(&Application, Days)]) {
    let with = |status, dated: &[(&Application, Days)]| {
        let has = |(application, _): &&(&Application, Days)| application.status == status;
        dated.iter().find(has).map(|(_, days)| *days)
    };
    let Some(approved) = with(ApplicationStatus::Approved, dated) else {
        return;
    };
    let key = key!("loans_db.loan_applications/rejected_again");
    for (application, days) in dated {
        let waited = approved.decided - days.decided;
        if application.status != ApplicationStatus::Rejected
            || !(0..AFTER_REJECTION).contains(&waited)
        {
            continue;
        }
        let mut stream = context.stream(key);
        let (first, latest) = (
            earliest(context.customer),
            approved.decided - AFTER_REJECTION,
        );
        let took = days.decided - days.applied;
        let decided = if latest - first > took + 7 {
            business_day_between(&mut stream, first + took, latest)
        } else {
            // The disbursement is on a business day after its approval.
            let soonest = approved.decided + 1;
            business_day_between(&mut stream, soonest, context.as_of())
        };
        *days = days.moved_to(decided - took, decided);
    }
}
