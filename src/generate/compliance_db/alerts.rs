//! Alerts: each transaction that breaks rules 1 to 10, and how the officers handled it.

use super::catalogue::RuleSet;
use super::officers::OFFICERS;
use super::rules::Breach;
use crate::generate::context::Context;
use crate::generate::hours::{after, business_day_after};
use crate::key;
use crate::tables::Rows;
use crate::tables::compliance_db::{SarId, ViolationStatus};
use crate::tables::ids::EmployeeId;
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// Days until an alert is looked at, and from then until it is closed. Over a quarter, about 8 in 100 are open, 12 under
/// investigation, and 80 resolved (data model, section 8).
const BEGUN_AFTER: RangeInclusive<i64> = 2..=12;
const CLOSED_AFTER: RangeInclusive<i64> = 3..=9;
/// Monitoring runs overnight, so the alert is raised on the day of the transaction or the next day.
const RAISED_AFTER: RangeInclusive<i64> = 0..=1;

/// How an alert was closed: the notes on its violations and the result of the check.
#[derive(Clone, Copy, Debug)]
pub struct Disposition {
    /// Notes on each violation.
    pub notes: &'static str,
    /// Result of the check.
    pub result: &'static str,
}

/// An alert.
#[derive(Clone, Copy, Debug)]
pub struct Alert {
    /// The transaction it names, as an index into the customer's rows.
    pub row: usize,
    /// Rules that the transaction breaks.
    pub rules: RuleSet,
    /// Day it was raised.
    pub raised: Date,
    /// Current state of the work on it.
    pub status: ViolationStatus,
    /// Officer working on it, once assigned.
    pub officer: Option<EmployeeId>,
    /// Day it was closed.
    pub closed: Option<Date>,
    /// Report that covers it and closed it.
    pub sar: Option<SarId>,
    /// How it was closed, if it has been.
    pub disposition: Option<Disposition>,
}

/// Raises and disposes of a customer's alerts, in transaction order.
pub fn raise(context: Context, breaches: &[Breach], rows: &Rows) -> Vec<Alert> {
    let as_of = context.as_of();
    breaches
        .chunk_by(|a, b| a.row == b.row)
        .map(|breaches| {
            let row = breaches[0].row;
            let day = breaches.iter().map(|breach| breach.day).max();
            let day = day.unwrap_or(as_of);
            let key = key!("compliance_db.aml_checks/alert");
            let mut stream = context.stream_of(key, rows.transactions[row].transaction_id);
            let raised = after(&mut stream, day, RAISED_AFTER).min(as_of);
            let begun = business_day_after(&mut stream, day, BEGUN_AFTER);
            let closed = business_day_after(&mut stream, begun, CLOSED_AFTER);
            let status = match as_of {
                day if closed <= day => ViolationStatus::Resolved,
                day if begun <= day => ViolationStatus::Investigating,
                _ => ViolationStatus::Open,
            };
            let officer = (begun <= as_of).then(|| {
                let days = [raised, begun, closed.min(as_of)];
                context.on_duty(&OFFICERS, &days, &mut stream)
            });
            Alert {
                row,
                rules: breaches.iter().map(|breach| breach.rule).collect(),
                raised,
                status,
                officer,
                closed: (closed <= as_of).then_some(closed),
                sar: None,
                disposition: None,
            }
        })
        .collect()
}
