//! An account's rows in a calendar month, before balances: they depend on the account and the month alone.

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
    /// The posting.
    pub posting: Posting,
    /// Cents by which a spending can vary so that the month balances.
    pub give: i64,
}

impl Row {
    /// Whether it is a fee charged at this moment.
    pub fn is_fee_at(&self, at: Timestamp) -> bool {
        self.posting.at == at && self.posting.transaction_type == TransactionType::Fee
    }
}

/// As many rows as most months have; more memory than a kilobyte takes much longer to get.
const USUAL_ROWS: usize = 14;

/// The rows of one of an account's months.
pub struct Rows<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// The month.
    pub month: Month,
    /// The month's stream.
    pub stream: Stream,
    /// The rows; in time order once complete.
    pub rows: Vec<Row>,
    /// Days of the month on which the holder is active.
    pub days: RangeInclusive<Date>,
    /// Opening balance, in cents.
    pub opening: i64,
    /// Likewise, but including the opening deposit in the month of opening.
    pub begins_with: i64,
    /// What can't be paid on time, in a month of need.
    pub shortages: Vec<Shortage>,
}

impl<'a> Rows<'a> {
    /// A month without rows.
    pub fn new(account: &'a Account<'a>, month: Month) -> Rows<'a> {
        Rows {
            account,
            month,
            stream: account.stream_in(key!("accounts_db.transactions/month"), month),
            rows: Vec::with_capacity(USUAL_ROWS),
            days: account.days_in(month),
            opening: 0,
            begins_with: 0,
            shortages: Vec::new(),
        }
    }

    /// Whether the holder is inactive throughout the month.
    pub fn is_silent(&self) -> bool {
        self.days.is_empty()
    }

    /// Whether there isn't enough money in the month for everything due.
    pub fn is_in_need(&self) -> bool {
        !self.shortages.is_empty()
    }

    /// Adds a row if its day is one on which the holder is active.
    pub fn put(&mut self, posting: Posting) {
        self.put_elastic(posting, 0);
    }

    /// Likewise, for a row that can be `give` cents larger or smaller.
    pub fn put_elastic(&mut self, posting: Posting, give: i64) {
        if self.days.contains(&posting.at.date()) {
            self.rows.push(Row { posting, give });
        }
    }

    /// How often something happens in the month that happens `per_mille` times in a thousand months. Counts are spread evenly
    /// over the months; each account has its own phase.
    pub fn times(&self, key: Key, per_mille: i64) -> i64 {
        self.times_between(key, per_mille, self.month, self.month + 1)
    }

    /// Likewise, how often it happens from a month until before another.
    pub fn times_between(&self, key: Key, per_mille: i64, from: Month, until: Month) -> i64 {
        let phase = self.account.stream(key).below(1_000) as i64;
        let before = |month: Month| (month.index() as i64 * per_mille + phase) / 1_000;
        before(until) - before(from)
    }

    /// A day of the whole month, with weekends somewhat more likely.
    pub fn any_day(&mut self) -> Date {
        let (first, last) = (self.month.first(), self.month.last());
        let day = hours::between(&mut self.stream, first, last);
        match day.weekday() {
            0..=2 if self.stream.below(3) == 0 => hours::between(&mut self.stream, first, last),
            _ => day,
        }
    }

    /// A day of the month on which counters are open.
    pub fn counter_day(&mut self) -> Date {
        let (first, last) = (self.month.first(), self.month.last());
        hours::counter_day_between(&mut self.stream, first, last)
    }

    /// The business day on which something due on a day of the month is booked, within the month.
    pub fn business_day(&self, day: u32) -> Date {
        let last = self.month.last();
        let day = (self.month.first() + day as i32 - 1).min(last);
        match hours::due(day) {
            due if due <= last => due,
            _ => hours::payday(day),
        }
    }

    /// A moment on a day.
    pub fn at(&mut self, day: Date, hours: Hours) -> crate::values::calendar::Timestamp {
        hours.on(day, &mut self.stream)
    }
}
