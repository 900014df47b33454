//! An application on its way: whose it is, and when it was made, decided and paid out.

use super::{life_span, products};
use crate::generate::context::Context;
use crate::generate::customer::{Application, Customer};
use crate::generate::hours::between;
use crate::key;
use crate::tables::ids::{ApplicationId, LoanId};
use crate::tables::loans_db::ApplicationStatus;
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Days from an application to its decision (guide: 1-30).
const DECISION: RangeInclusive<i64> = 1..=30;
/// Days from the decision to the money.
const FUNDING: RangeInclusive<i64> = 3..=35;
/// Pending applications are from the last 45 days (data model, section 6).
const PENDING_AGO: RangeInclusive<i64> = 0..=44;
/// The days of an application and its loan.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// The day of the application.
    pub applied: Date,
    /// The day of the decision.
    pub decided: Date,
    /// The day on which the money is paid out.
    pub disbursed: Date,
    /// Full months from the disbursement to the as-of date; 0 without a loan.
    pub age: i32,
    /// Months that the loan runs; 0 without a loan.
    pub term: u16,
}

impl Days {
    /// The days of the application of an ordinal of the draw, not yet in the order of time.
    fn new(context: Context, ordinal: u64, application: &Application) -> Days {
        let as_of = context.as_of();
        let row = context.customer.row() * 10 + ordinal;
        let key = key!("loans_db.loan_applications/application_date");
        let mut stream = context.stream_of(key, row);
        let first = context.customer.accounts[0].opened + 1;
        let decision = stream.range(DECISION) as i32;
        let Some(funding) = &application.loan else {
            let applied = if application.status == ApplicationStatus::Pending {
                as_of - stream.range(PENDING_AGO) as i32
            } else {
                between(&mut stream, first, as_of - decision)
            };
            return Days {
                applied,
                decided: applied + decision,
                disbursed: applied + decision,
                age: 0,
                term: 0,
            };
        };
        let funded = decision + stream.range(FUNDING) as i32;
        let term = products::term(application.loan_type, funding.term);
        let (least, most) = life_span::ages(funding.status, term);
        // Whole months between the disbursement and the as-of date, as far as the customer's history reaches.
        let oldest = (as_of - (first + funded)) * 12 / 366;
        let months = stream.range(i64::from(least)..=i64::from(oldest.min(most).max(least)));
        let disbursed = as_of.add_months(-months as i32) - stream.range(0..=27) as i32;
        let disbursed = disbursed.max(first + funded);
        Days {
            applied: disbursed - funded,
            decided: disbursed - funded + decision,
            disbursed,
            age: months as i32,
            term,
        }
    }
}

/// An application of a customer.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Whose it is.
    pub context: Context<'a>,
    /// What is settled about it.
    pub application: &'a Application,
    /// Its place among those of the customer in time, from 1.
    pub ordinal: u8,
    /// When it happened.
    pub days: Days,
}

impl<'a> Case<'a> {
    /// The applications of a customer in the order of time; what was shared out goes along.
    pub fn all(context: Context<'a>) -> Vec<Case<'a>> {
        let mut cases: Vec<Case> = (1..)
            .zip(&context.customer.applications)
            .map(|(draw, application)| Case {
                context,
                application,
                ordinal: 0,
                days: Days::new(context, draw, application),
            })
            .collect();
        cases.sort_by_key(|case| case.days.applied);
        for (ordinal, case) in (1..).zip(&mut cases) {
            case.ordinal = ordinal;
        }
        cases
    }

    /// Whose it is.
    pub fn customer(&self) -> &'a Customer {
        self.context.customer
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
