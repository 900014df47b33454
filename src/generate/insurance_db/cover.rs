//! From when to when a policy covers, told from how it stands.

use super::products;
use crate::generate::context::Context;
use crate::generate::customer::Insured;
use crate::generate::hours::{OFFICE, between, business_day_until};
use crate::key;
use crate::random::{Proportion, Stream, Weighted};
use crate::tables::Rows;
use crate::tables::ids::PolicyId;
use crate::tables::insurance_db::{PolicyStatus, PolicyType};
use crate::tables::loans_db::{Loan, LoanStatus, LoanType};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use std::ops::RangeInclusive;

/// Policies that protect no collateral start at most this many months ago, and at least this many days (data model, section 7).
const STARTED_MONTHS_AGO: i32 = 54;
const STARTED_AGO: i32 = 31;
/// Days from joining to the first policy.
const AFTER_JOINING: i32 = 10;
/// Days from the payout of a loan to the cover of its collateral: at most 45 (data model, section 7).
const AFTER_DISBURSEMENT: RangeInclusive<i64> = 0..=20;
/// Days from the record to the start.
const ISSUED_BEFORE: i64 = 7;
/// Days of a trip.
const TRIP: RangeInclusive<i64> = 4..=24;
/// Days from an unpaid premium to the lapse: a month of grace, and some.
pub const GRACE: RangeInclusive<i64> = 31..=44;
/// Years that a term life policy runs.
const TERM_YEARS: Weighted<i32, 4> = Weighted::new([(10, 25), (15, 15), (20, 40), (30, 20)]);
/// Matured life policies that paid because of a death: 0.3 claims in 100 years of cover (data model, section 7) over those.
const DEATHS: Proportion = Proportion::percent(15);

/// When a policy covers.
#[derive(Clone, Copy, Debug)]
pub struct Cover {
    /// When the record was made.
    pub created: Timestamp,
    /// First day.
    pub start: Date,
    /// Last day, as far as there is one.
    pub end: Option<Date>,
    /// Last day in force that is not in the future.
    pub last: Date,
    /// First due day that stays unpaid until the policy lapses.
    pub unpaid: Option<Date>,
    /// Whether it ended because the insured died.
    pub dies: bool,
}

/// Whether policies of a type run for a year and are renewed.
pub const fn is_renewed(policy_type: PolicyType) -> bool {
    matches!(
        policy_type,
        PolicyType::Vehicle | PolicyType::Property | PolicyType::Health
    )
}

/// The open mortgage or auto loan with the most valuable collateral, and what that must be covered for: the lesser of
/// principal and appraisal.
pub fn collateral(rows: &Rows) -> Option<(&Loan, Cents)> {
    let open = |loan: &&Loan| {
        matches!(loan.loan_type, LoanType::Mortgage | LoanType::Auto)
            && loan.loan_status != LoanStatus::PaidOff
    };
    let worth = |loan| {
        let of_loan = |collateral: &&crate::tables::loans_db::Collateral| {
            collateral.loan_id == <&Loan>::clone(&loan).loan_id
        };
        let collateral = rows.collateral.iter().find(of_loan)?;
        Some((loan, collateral.appraised_value.min(loan.principal_amount)))
    };
    rows.loans
        .iter()
        .filter(open)
        .filter_map(worth)
        .max_by_key(|(loan, worth)| (*worth, loan.loan_id))
}

impl Cover {
    /// `disbursed` is the day on which the loan was paid out whose collateral the policy protects.
    pub fn new(
        context: Context,
        insured: &Insured,
        id: PolicyId,
        term: bool,
        disbursed: Option<Date>,
    ) -> Cover {
        let (as_of, joined) = (context.as_of(), context.customer.joined());
        let mut stream = context.stream_of(key!("insurance_db.policies/start_date"), id);
        let earliest = (joined + AFTER_JOINING).max(as_of.add_months(-STARTED_MONTHS_AGO) + 1);
        let latest = as_of - STARTED_AGO;
        let (start, end, unpaid) = match disbursed {
            Some(day) => {
                let after = stream.range(AFTER_DISBURSEMENT);
                let start = (day + after as i32).min(as_of);
                (start, active_until(insured, start, term, 0, as_of), None)
            }
            None => days(&mut stream, insured, term, (earliest, latest), as_of),
        };
        let most = i64::from(start - joined - 1).min(ISSUED_BEFORE);
        let issued = start - stream.range(0..=most.max(0)) as i32;
        let issued = business_day_until(issued).max(joined + 1);
        let created = OFFICE.on(issued, &mut stream);
        let died = insured.policy_type == PolicyType::Life
            && insured.status == PolicyStatus::Matured
            && stream.chance(DEATHS);
        Cover {
            created,
            start,
            end,
            last: end.map_or(as_of, |end| end.min(as_of)),
            unpaid,
            dies: died,
        }
    }
}

/// First and last day of a policy that protects no collateral, and the first unpaid due day of one that lapsed.
fn days(
    stream: &mut Stream,
    insured: &Insured,
    term: bool,
    (earliest, latest): (Date, Date),
    as_of: Date,
) -> (Date, Option<Date>, Option<Date>) {
    let policy_type = insured.policy_type;
    match insured.status {
        PolicyStatus::Active => {
            // A trip is over by now: what still covers is a year of trips.
            let earliest = match policy_type {
                PolicyType::Travel => earliest.max(as_of.add_months(-12) + 1),
                _ => earliest,
            };
            let start = between(stream, earliest, latest);
            let years = TERM_YEARS.draw(stream);
            (
                start,
                active_until(insured, start, term, years, as_of),
                None,
            )
        }
        PolicyStatus::Matured if policy_type == PolicyType::Travel => {
            let start = between(stream, earliest, latest);
            let end = start + stream.range(TRIP) as i32;
            (start, Some(end), None)
        }
        PolicyStatus::Matured => {
            // It has run for as long as the customer's history allows.
            let start = between(stream, earliest, earliest + (latest - earliest) / 3);
            let months = (as_of - start) * 12 / 366;
            let months = stream.range(i64::from(months * 2 / 3)..=i64::from(months));
            let end = start.add_months(months.max(1) as i32);
            (start, Some(end.min(as_of)), None)
        }
        PolicyStatus::Cancelled if policy_type == PolicyType::Travel => {
            let start = between(stream, earliest, latest);
            (
                start,
                Some(start + stream.range(0..=*TRIP.start()) as i32),
                None,
            )
        }
        PolicyStatus::Cancelled => {
            let start = between(stream, earliest, latest);
            let end = between(stream, start + 20, as_of);
            (start, Some(end), None)
        }
        PolicyStatus::Lapsed => {
            // The grace is over; where there is time for it, something was paid before.
            let period = products::months(insured.frequency).unwrap_or(12);
            let over = as_of - *GRACE.end() as i32;
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
            let end = unpaid + stream.range(GRACE) as i32;
            (start, Some(end), Some(unpaid))
        }
    }
}

/// Last day of the current term of a policy in force; a life policy without a term has none.
fn active_until(
    insured: &Insured,
    start: Date,
    term: bool,
    years: i32,
    as_of: Date,
) -> Option<Date> {
    match insured.policy_type {
        PolicyType::Life => term.then(|| start.add_months(12 * years) - 1),
        _ => (1..)
            .map(|year| start.add_months(12 * year) - 1)
            .find(|end| *end >= as_of),
    }
}
