//! Months of need: money is gone by the day on which an installment is due, so that it cannot be collected.
//!
//! Whether a loan is paid late is settled by the borrower; here the account follows. What comes in is spent, in cash and on
//! cards that are owed elsewhere, so that less is left than what is due.

use super::daily::spending;
use super::month::Rows;
use super::payees::{Payee, account_of};
use crate::generate::hours::{COLLECTION, DAYTIME, Hours, counter_moment_on};
use crate::generate::ledger::{Posting, Shortage};
use crate::random::Proportion;
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::statement as lines;
use std::ops::RangeInclusive;

/// Percent of what is due that is left on the day.
const LEFT: RangeInclusive<i64> = 20..=80;
/// Rows that take the money, at most, for one thing that cannot be paid.
const ROWS: i32 = 8;
/// Less than that is no row, in cents; a machine pays out multiples of it.
const LEAST: i64 = 20_00;
/// Rows that are cash, where it is not too much for a machine, in cents.
const CASH: Proportion = Proportion::percent(60);
const CASH_MOST: i64 = 600_00;
/// Cash that is taken over the counter, and the most of it, in cents.
const COUNTER: Proportion = Proportion::percent(75);
const COUNTER_MOST: i64 = 1_900_00;
/// More than that relatives do not pay by phone, in cents.
const LENT_IN_PERSON: i64 = 2_500_00;

impl Rows<'_> {
    /// Spends what is there before each day on which something cannot be paid.
    pub fn run_short(&mut self) {
        let shortages = std::mem::take(&mut self.shortages);
        for Shortage { due, amount, .. } in &shortages {
            let left = amount.0 * self.stream.range(LEFT) / 100;
            if self.days.contains(due) {
                self.spend_down(*due, left);
            }
        }
        self.shortages = shortages;
    }

    /// Spends what is there until no more than `left` is there at the end of a day, as far as what comes later is still paid.
    pub fn spend_down(&mut self, day: Date, left: i64) {
        let came = self.rows.iter().rev().find(|row| {
            let posting = &row.posting;
            posting.at.date() < day && posting.amount.0 > left
        });
        let start = *self.days.start();
        let first = came.map_or(start, |row| row.posting.at.date() + 1);
        let first = first.clamp(start, day);
        for turn in 0..ROWS {
            let excess = self.balance_at(day) - left;
            if excess < LEAST {
                return;
            }
            let row = self.gone(first + (day - first) * turn / ROWS, excess);
            if let Some(row) = row {
                self.insert(row);
            }
        }
    }

    /// A row that takes as much of a sum as may go on a day, if it is worth one.
    fn gone(&mut self, day: Date, sum: i64) -> Option<Posting> {
        let by_card = !self.stream.chance(CASH) && day.is_business_day();
        if let Some(issuer) = self.other_card().filter(|_| by_card) {
            let at = self.at(day, COLLECTION);
            let amount = sum.min(self.room_at(at, i64::MAX));
            let payee = account_of(self.account, Payee::CardIssuer, issuer, None);
            let row = spending(at, TransactionType::Payment, amount, lines::CARDS[issuer])
                .spent_on(TransactionCategory::CardPayment)
                .with(payee);
            return (amount >= LEAST).then_some(row);
        }
        if day.is_counter_day() && self.stream.chance(COUNTER) {
            let at = counter_moment_on(day, &mut self.stream);
            let amount = sum.min(self.room_at(at, i64::MAX)).min(COUNTER_MOST) / LEAST * LEAST;
            let words = *self.stream.pick(lines::BRANCH_CASH_WITHDRAWALS);
            let row = spending(at, TransactionType::Withdrawal, amount, words)
                .by_hand(true)
                .via(TransactionChannel::Branch)
                .spent_on(TransactionCategory::Cash);
            return (amount >= LEAST).then_some(row);
        }
        let at = self.at(day, Hours::whole(7, 21));
        let amount = sum.min(self.room_at(at, i64::MAX)).min(CASH_MOST);
        let place = *self.stream.pick(lines::ATMS);
        let words = [lines::CASH, "withdrawal ATM ", place].concat();
        let amount = amount / LEAST * LEAST;
        let row = spending(at, TransactionType::Withdrawal, amount, words)
            .via(TransactionChannel::Atm)
            .spent_on(TransactionCategory::Cash);
        (amount >= LEAST).then_some(row)
    }

    /// A card whose bill is not yet paid in the month.
    fn other_card(&mut self) -> Option<usize> {
        let cards = lines::CARDS.len();
        let first = self.stream.below(cards as u64) as usize;
        let mut issuers = (0..cards).map(|turn| (first + turn) % cards);
        issuers.find(|&issuer| {
            let mut rows = self.rows.iter();
            !rows.any(|row| row.posting.description == lines::CARDS[issuer])
        })
    }

    /// The last day of the month on which something cannot be paid.
    pub fn last_shortage(&self) -> Option<Date> {
        let shortages = self.shortages.iter().map(|one| one.due);
        shortages.filter(|due| *due <= self.month.last()).max()
    }

    /// A row that brings money from relatives: a large sum by check.
    pub fn lent(&mut self, day: Date, cents: i64) -> Posting {
        let at = self.at(day, DAYTIME);
        if cents > LENT_IN_PERSON {
            let words = "Mobile check deposit";
            return Posting::new(at, TransactionType::Deposit, Cents(cents), words)
                .via(TransactionChannel::Mobile);
        }
        Posting::new(at, TransactionType::Deposit, Cents(cents), lines::FAMILY)
            .via(TransactionChannel::Mobile)
            .spent_on(TransactionCategory::Transfer)
    }

    /// What lies on the account at the end of a day.
    fn balance_at(&self, day: Date) -> i64 {
        let rows = self.rows.iter();
        let until = rows.take_while(|row| row.posting.at.date() <= day);
        self.opening + until.map(|row| row.posting.amount.0).sum::<i64>()
    }
}
