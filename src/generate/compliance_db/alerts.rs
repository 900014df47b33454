//! Alerts: each transaction that breaks rules 1 to 10, and what the officers made of it.

use super::rules::Breach;
use super::{OFFICERS, after};
use crate::generate::Bank;
use crate::generate::block::Customer;
use crate::key;
use crate::tables::Rows;
use crate::tables::compliance_db::ViolationStatus;
use crate::tables::ids::{EmployeeId, TransactionId};
use crate::values::calendar::Date;

/// Days until an alert is looked at, and from then until it is closed: over a quarter about 8 of 100 are open, 12 under
/// investigation and 80 resolved (data model, section 8).
const BEGUN_AFTER: (i64, i64) = (3, 18);
const CLOSED_AFTER: (i64, i64) = (5, 28);
/// The monitoring runs by night: the alert comes on the day of the transaction or the next one.
const RAISED_AFTER: (i64, i64) = (0, 1);

/// An alert.
#[derive(Clone, Copy, Debug)]
pub struct Alert {
    /// The transaction that it names, among the rows of the customer.
    pub row: usize,
    /// The first row of the account.
    pub first: usize,
    /// The rules that the transaction breaks, a bit for each number.
    pub rules: u32,
    /// The day on which it was raised.
    pub raised: Date,
    /// How far the work on it has come.
    pub status: ViolationStatus,
    /// Who works on it, once somebody does.
    pub officer: Option<EmployeeId>,
    /// The day on which it was closed.
    pub closed: Option<Date>,
    /// Whether it was closed by a report.
    pub reported: bool,
}

impl Alert {
    /// Whether the transaction breaks a rule.
    pub fn breaks(&self, rule: u8) -> bool {
        self.rules >> rule & 1 == 1
    }
}

/// Raises and disposes of the alerts of a customer, in the order of the transactions.
pub fn raise(bank: &Bank, customer: &Customer, breaches: &[Breach], rows: &Rows) -> Vec<Alert> {
    let as_of = bank.as_of();
    breaches
        .chunk_by(|a, b| a.row == b.row)
        .map(|breaches| {
            let row = breaches[0].row;
            let day = breaches.iter().map(|breach| breach.day).max();
            let day = day.unwrap_or(as_of);
            let key = key!("compliance_db.aml_checks/alert");
            let number = number(rows.transactions[row].transaction_id);
            let mut stream = bank.random.stream(key, number);
            let raised = after(&mut stream, day, RAISED_AFTER).min(as_of);
            let begun = after(&mut stream, day, BEGUN_AFTER).or_next_weekday();
            let closed = after(&mut stream, begun, CLOSED_AFTER).or_next_weekday();
            let status = match as_of {
                day if closed <= day => ViolationStatus::Resolved,
                day if begun <= day => ViolationStatus::Investigating,
                _ => ViolationStatus::Open,
            };
            let officer = (begun <= as_of).then(|| {
                let days = [raised, begun, closed.min(as_of)];
                customer.team.on_duty(&OFFICERS, &days, stream.bits())
            });
            Alert {
                row,
                first: breaches[0].first,
                rules: breaches.iter().fold(0, |bits, one| bits | 1 << one.rule),
                raised,
                status,
                officer,
                closed: (closed <= as_of).then_some(closed),
                reported: false,
            }
        })
        .collect()
}

/// The number of a transaction as the row of a stream.
pub fn number(id: TransactionId) -> u64 {
    (u64::from(id.customer) * 10 + u64::from(id.account)) * 10_000 + u64::from(id.ordinal)
}
