//! The period in which a policy is in force, derived from its status.

use super::{homes, products};
use crate::generate::context::Context;
use crate::generate::customer::Insured;
use crate::generate::facts::to_be_covered;
use crate::generate::hours::{OFFICE, between, business_day_between, business_day_until, due};
use crate::key;
use crate::random::{Stream, Weighted};
use crate::tables::Rows;
use crate::tables::ids::PolicyId;
use crate::tables::insurance_db::{PolicyStatus, PolicyType};
use crate::tables::loans_db::{Collateral, Loan, LoanStatus, LoanType};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use std::ops::RangeInclusive;

/// Policies that don't protect collateral started at most this many months and at least this many days ago (data model, section
/// 7).
const STARTED_MONTHS_AGO: i32 = 54;
const STARTED_AGO: i32 = 31;
/// Days from joining the bank to the first policy.
const AFTER_JOINING: i32 = 10;
/// Days from the disbursement of a loan to the start of coverage for its collateral: at most 45 (data model, section 7).
const AFTER_DISBURSEMENT: RangeInclusive<i64> = 0..=20;
/// Maximum days from creating the record to the start.
const ISSUED_BEFORE: i64 = 7;
/// Length of a trip in days, and days from its booking, when it is insured, to departure (minimum, quartiles, maximum).
const TRIP: RangeInclusive<i64> = 4..=24;
const BOOKED_BEFORE: [i64; 5] = [12, 35, 65, 110, 230];
/// Days between the end of the last trip and the customer leaving the bank.
const HOME_BEFORE_END: i32 = 20;
/// Days from an unpaid premium to the lapse: a month of grace and a little more.
pub const GRACE: RangeInclusive<i64> = 31..=44;
/// Years in the term of a life policy; short terms bridge a debt. None runs past this age.
const TERM_YEARS: Weighted<i32, 5> =
    Weighted::new([(5, 6), (10, 22), (15, 15), (20, 39), (30, 18)]);
const TERM_UNTIL: i32 = 74;
/// The shortest term; terms that have already ended had this length.
pub const SHORTEST_TERM: i32 = 5;
/// Minimum days between the start of a policy and the customer leaving the bank.
const STARTED_BEFORE_END: i32 = 60;
/// For a policy that ended after its holder moved: minimum days from its start to the last day on which it could have ended.
const ENDED_SINCE: i32 = 120;
/// Days before leaving the bank in which a customer cancels policies.
const LEAVING: RangeInclusive<i32> = 16..=45;

/// The period in which a policy is in force.
#[derive(Clone, Copy, Debug)]
pub struct Cover {
    /// Time the record was created.
    pub created: Timestamp,
    /// First day.
    pub start: Date,
    /// Last day, if there is one.
    pub end: Option<Date>,
    /// Last day in force, but not in the future.
    pub last: Date,
    /// First due date left unpaid before the policy lapses.
    pub unpaid: Option<Date>,
    /// Whether it ended with the death of the insured.
    pub dies: bool,
    /// Departure date, if a single trip is insured.
    pub departs: Option<Date>,
    /// Term of a life policy in years, if it has one.
    pub term: Option<i32>,
}

/// Whether policies of this type run for a year and renew.
pub const fn is_renewed(policy_type: PolicyType) -> bool {
    matches!(
        policy_type,
        PolicyType::Vehicle | PolicyType::Property | PolicyType::Health
    )
}

/// The open mortgage or auto loan with the most valuable collateral, and the amount of cover it needs: the lesser of principal
/// and appraisal, or part of the appraisal for a condominium unit, since its association insures the building.
pub fn collateral(rows: &Rows) -> Option<(&Loan, &Collateral, Cents)> {
    let open = |loan: &&Loan| {
        matches!(loan.loan_type, LoanType::Mortgage | LoanType::Auto)
            && loan.loan_status != LoanStatus::PaidOff
    };
    let secured = |loan: &'_ Loan| {
        let id = loan.loan_id;
        rows.collateral
            .iter()
            .find(|collateral| collateral.loan_id == id)
    };
    rows.loans
        .iter()
        .filter(open)
        .filter_map(|loan| {
            let collateral = secured(loan)?;
            let worth = collateral.appraised_value.min(loan.principal_amount);
            Some((loan, collateral, worth))
        })
        .max_by_key(|(loan, _, worth)| (*worth, loan.loan_id))
        .map(|(loan, collateral, _)| (loan, collateral, to_be_covered(loan, collateral)))
}

impl Cover {
    /// Ends it early.
    pub fn end_on(&mut self, day: Date) {
        self.end = Some(day);
        self.last = day;
        self.unpaid = None;
    }

    /// `disbursed` is the disbursement day of the loan whose collateral the policy protects.
    pub fn new(
        context: Context,
        insured: &Insured,
        id: PolicyId,
        disbursed: Option<Date>,
    ) -> Cover {
        let customer = context.customer;
        let (as_of, joined) = (context.as_of(), customer.joined());
        let mut stream = context.stream_of(key!("insurance_db.policies/start_date"), id);
        // A death ends all policies that day; those of other departed customers ended before they left.
        let until = customer.died.or(customer.closed).unwrap_or(as_of);
        let dies = customer.died.is_some() && insured.policy_type != PolicyType::Travel;
        let started = if until == as_of {
            STARTED_AGO
        } else {
            STARTED_BEFORE_END
        };
        let earliest = (joined + AFTER_JOINING).max(as_of.add_months(-STARTED_MONTHS_AGO) + 1);
        // Nothing is sold to a customer whose money is frozen.
        let latest = match customer.frozen_since() {
            Some(from) => (from - 1).min(until - started),
            None => until - started,
        };
        // A home is insured from the day its owner moved in; a policy that has since ended may have insured the previous home.
        let moved = match (homes::stays(customer, insured), insured.status) {
            (true, PolicyStatus::Active) => customer.household.since.min(latest),
            (true, _) => customer
                .household
                .since
                .min(latest)
                .min(until - ENDED_SINCE),
            (false, _) => earliest,
        };
        let earliest = earliest.max(moved);
        let span = Span {
            first: joined + AFTER_JOINING,
            earliest,
            latest: latest.max(earliest),
            until,
            as_of,
        };
        let age = span.earliest.years_since(customer.person.born);
        let term = (insured.policy_type == PolicyType::Life && products::is_term(&mut stream, age))
            .then(|| TERM_YEARS.draw(&mut stream))
            .map(|years| {
                let most = TERM_UNTIL - span.latest.years_since(customer.person.born);
                let fits = |one: &&i32| **one <= years.min(most);
                let longest = TERM_YEARS.values().iter().rfind(fits);
                longest.copied().unwrap_or(SHORTEST_TERM)
            })
            .filter(|years| {
                // The premium depends on the age at the start, which isn't known yet, so the latest possible age is used.
                let oldest = span.latest.years_since(customer.person.born);
                products::affords_term(&customer.person, oldest, *years)
            });
        let span_of = match disbursed {
            Some(day) => {
                let start = (day + stream.range(AFTER_DISBURSEMENT) as i32).min(as_of);
                Days::active(insured, start, term, as_of)
            }
            None if dies => Days {
                start: between(&mut stream, span.earliest, span.latest),
                end: Some(until),
                unpaid: None,
                departs: None,
                term,
            },
            None => Days::new(&mut stream, insured, term, span),
        };
        let Days {
            start,
            end,
            unpaid,
            departs,
            term,
        } = span_of;
        // A trip is covered from the day it is insured.
        let most = match departs {
            Some(_) => 0,
            None => i64::from(start - joined - 1).min(ISSUED_BEFORE),
        };
        let issued = start - stream.range(0..=most.max(0)) as i32;
        let issued = business_day_until(issued).max(due(joined + 1)).min(start);
        Cover {
            created: OFFICE.on(issued, &mut stream),
            start,
            end,
            last: end.map_or(as_of, |end| end.min(as_of)),
            unpaid,
            dies,
            departs,
            term,
        }
    }
}

/// When a policy may start, and how long the customer stays with the bank.
#[derive(Clone, Copy)]
struct Span {
    /// The first day on which the customer could have taken out a policy.
    first: Date,
    earliest: Date,
    latest: Date,
    until: Date,
    as_of: Date,
}

/// First and last day of a policy, first unpaid due date if it lapsed, departure date of a trip, and term in years.
struct Days {
    start: Date,
    end: Option<Date>,
    unpaid: Option<Date>,
    departs: Option<Date>,
    term: Option<i32>,
}

impl Days {
    /// The days of a policy in force, starting on this day.
    fn active(insured: &Insured, start: Date, term: Option<i32>, as_of: Date) -> Days {
        let end = match insured.policy_type {
            PolicyType::Life => term.map(|years| start.add_months(12 * years) - 1),
            _ => (1..)
                .map(|year| start.add_months(12 * year) - 1)
                .find(|end| *end >= as_of),
        };
        Days {
            start,
            end,
            unpaid: None,
            departs: None,
            term,
        }
    }

    /// The days of a single-trip policy, from booking to return or cancellation.
    fn trip(stream: &mut Stream, called_off: bool, span: Span) -> Days {
        let home = match span.until < span.as_of {
            true => span.until - HOME_BEFORE_END,
            false => span.until - 1,
        };
        let days = stream.range(TRIP) as i32;
        // Booked on a business day, up to three days after the earliest possible one.
        let most = home - days - span.earliest - 3;
        let before = (stream.quantile(&BOOKED_BEFORE) as i32).min(most).max(2);
        let latest = (home - days - before).min(span.latest).max(span.earliest);
        let booked = business_day_until(between(stream, span.earliest, latest));
        let start = if booked < span.earliest {
            due(span.earliest)
        } else {
            booked
        };
        let departs = start + before;
        let end = match called_off {
            true => business_day_between(stream, start, departs - 1).max(start),
            false => departs + days,
        };
        Days {
            start,
            end: Some(end),
            unpaid: None,
            departs: Some(departs),
            term: None,
        }
    }

    /// The days of a policy that doesn't protect collateral, for a customer who is alive.
    fn new(stream: &mut Stream, insured: &Insured, term: Option<i32>, span: Span) -> Days {
        let Span {
            first,
            earliest,
            latest,
            until,
            as_of,
        } = span;
        let travel = insured.policy_type == PolicyType::Travel;
        let over = |start, end| Days {
            start,
            end: Some(end),
            unpaid: None,
            departs: None,
            term,
        };
        match insured.status {
            PolicyStatus::Active => {
                // A single trip is over by now, so a policy still in force covers a year of trips. A short term hasn't ended yet.
                let earliest = match term {
                    _ if travel => earliest.max(as_of.add_months(-12) + 1),
                    Some(years) => earliest.max(as_of.add_months(-12 * years) + 2),
                    None => earliest,
                };
                let start = between(stream, earliest, latest.max(earliest));
                Days::active(insured, start, term, as_of)
            }
            PolicyStatus::Matured if travel => Days::trip(stream, false, span),
            PolicyStatus::Matured => {
                let years = SHORTEST_TERM;
                let start = between(stream, first, until.add_months(-12 * years));
                Days {
                    term: Some(years),
                    ..over(start, start.add_months(12 * years) - 1)
                }
            }
            PolicyStatus::Cancelled if travel => Days::trip(stream, true, span),
            PolicyStatus::Cancelled => {
                let start = between(stream, earliest, latest);
                // A customer who is leaving waits for the refund.
                let (leaves, until) = match until < as_of {
                    true => (until - *LEAVING.end(), until - *LEAVING.start()),
                    false => (start, until),
                };
                let from = leaves.max(start + 20);
                over(start, business_day_between(stream, from, until).max(from))
            }
            PolicyStatus::Lapsed => {
                // The grace period is over; if there was time, something was paid before it.
                let period = products::months(insured.frequency).unwrap_or(12);
                let over = until - *GRACE.end() as i32 - 4;
                let seasoned = over.add_months(-period).min(latest);
                let start = match earliest <= seasoned {
                    true => between(stream, earliest, seasoned),
                    false => between(stream, earliest, over.min(latest)),
                };
                let dues = (1..)
                    .take_while(|number| start.add_months(number * period) <= over)
                    .count() as i64;
                let number = match dues {
                    0 => 0,
                    dues => stream.range(1..=dues),
                };
                let unpaid = start.add_months(number as i32 * period);
                let end = due(unpaid) + stream.range(GRACE) as i32;
                Days {
                    start,
                    end: Some(end),
                    unpaid: Some(unpaid),
                    departs: None,
                    term,
                }
            }
        }
    }
}
