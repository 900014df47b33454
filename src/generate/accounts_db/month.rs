//! What stands on an account in a civil month, before balances: rows that follow from the account and the month alone.

use super::account::Account;
use crate::generate::hours::{self, Hours};
use crate::generate::ledger::{Posting, Shortage};
use crate::key;
use crate::random::{Key, Stream};
use crate::tables::accounts_db::TransactionType;
use crate::values::calendar::{Date, Timestamp};
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// A row of a month.
#[derive(Clone, Debug)]
pub struct Row {
    /// What stands there.
    pub posting: Posting,
    /// Cents by which a spending may be larger or smaller, so that the month comes out.
    pub give: i64,
}

impl Row {
    /// Whether it is a fee that was charged at a moment.
    pub fn is_fee_at(&self, at: Timestamp) -> bool {
        self.posting.at == at && self.posting.transaction_type == TransactionType::Fee
    }
}

/// The rows of a month of an account.
pub struct Rows<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// The month.
    pub month: Month,
    /// What is drawn for the month.
    pub stream: Stream,
    /// The rows; in time order once they are complete.
    pub rows: Vec<Row>,
    /// The days of the month on which the holder does something.
    pub days: RangeInclusive<Date>,
    /// What lies on the account when the month begins, in cents.
    pub opening: i64,
    /// The same, and in the month of opening what is then paid in.
    pub begins_with: i64,
    /// What cannot be paid when it is due, in a month of need.
    pub shortages: Vec<Shortage>,
}

impl<'a> Rows<'a> {
    /// A month without a row yet.
    pub fn new(account: &'a Account<'a>, month: Month) -> Rows<'a> {
        Rows {
            account,
            month,
            stream: account.stream_in(key!("accounts_db.transactions/month"), month),
            rows: Vec::with_capacity(24),
            days: account.days_in(month),
            opening: 0,
            begins_with: 0,
            shortages: Vec::new(),
        }
    }

    /// Whether the holder does anything in the month.
    pub fn is_silent(&self) -> bool {
        self.days.is_empty()
    }

    /// Whether money is too short in the month for all that is due.
    pub fn is_in_need(&self) -> bool {
        !self.shortages.is_empty()
    }

    /// Puts a row into the month, if its day is one of the holder's.
    pub fn put(&mut self, posting: Posting) {
        self.put_elastic(posting, 0);
    }

    /// Puts a row into the month that may be `give` cents larger or smaller.
    pub fn put_elastic(&mut self, posting: Posting, give: i64) {
        if self.days.contains(&posting.at.date()) {
            self.rows.push(Row { posting, give });
        }
    }

    /// How often something happens in the month that happens so many times in a thousand months. Over the months the counts
    /// add up evenly; each account begins elsewhere.
    pub fn times(&self, key: Key, per_mille: i64) -> i64 {
        self.times_until(key, per_mille, self.month + 1)
            - self.times_until(key, per_mille, self.month)
    }

    /// How often something has happened before a month, up to a constant.
    pub fn times_until(&self, key: Key, per_mille: i64, month: Month) -> i64 {
        let phase = self.account.stream(key).below(1_000) as i64;
        (month.index() as i64 * per_mille + phase) / 1_000
    }

    /// A day of the whole month, weekends somewhat more often.
    pub fn any_day(&mut self) -> Date {
        let (first, last) = (self.month.first(), self.month.last());
        let day = hours::between(&mut self.stream, first, last);
        match day.weekday() {
            0..=2 if self.stream.below(3) == 0 => hours::between(&mut self.stream, first, last),
            _ => day,
        }
    }

    /// A day of the month on which counters are open, near a day.
    pub fn counter_day(&mut self) -> Date {
        let (first, last) = (self.month.first(), self.month.last());
        hours::counter_day_between(&mut self.stream, first, last)
    }

    /// The business day on which something of a day of the month is booked, still in the month.
    pub fn business_day(&self, day: u32) -> Date {
        let day = self.month.day(day);
        let due = hours::due(day);
        match due <= self.month.last() {
            true => due,
            false => hours::payday(day),
        }
    }

    /// A moment of a day.
    pub fn at(&mut self, day: Date, hours: Hours) -> crate::values::calendar::Timestamp {
        hours.on(day, &mut self.stream)
    }
}
