//! Months of need: the money is gone by the day an installment is due, so it can't be collected.
//!
//! Whether a loan is paid late depends on the borrower; here the account follows suit. Income goes to credit cards at other
//! banks, doctors, repairs, travel and cash, leaving less than is due.

use super::daily::spending;
use super::month::Rows;
use super::payees::{Payee, account_of};
use super::purchases::opening_hours;
use super::purpose::Use;
use crate::generate::hours::{COLLECTION, DAYTIME, Hours, counter_moment_on};
use crate::generate::ledger::{Posting, Shortage};
use crate::key;
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::commerce::{self, Category};
use crate::values::money::Cents;
use crate::values::statement as lines;
use std::ops::RangeInclusive;

/// Balance left on the due date, in percent of what is due (this and the limits below: judgment).
const LEFT: RangeInclusive<i64> = 20..=80;
/// Maximum rows that drain the account for one failed payment.
const ROWS: i32 = 8;
/// Minimum amount of a row, in cents; ATM withdrawals are multiples of it.
const LEAST: i64 = 20_00;
/// Maximum withdrawal at an ATM and at the counter, in cents.
const MAX_MACHINE: i64 = 600_00;
const MAX_COUNTER: i64 = 1_900_00;
/// Number of credit cards that someone has at other banks.
const CARDS: usize = 2;
/// Purchases people can't avoid or don't want to; those who travel come last.
const BOUGHT: [&Category; 3] = [
    &commerce::HEALTH,
    &commerce::HOME_IMPROVEMENT,
    &commerce::ELECTRONICS,
];
/// Least yearly income of those who travel while money is short; the others buy clothes.
const TRAVELS: Cents = Cents::dollars(60_000);
/// Most that a surplus leaves otherwise than by transfer, in cents, and who still goes to a counter for it.
const LITTLE: i64 = 3_000_00;
const GOES_TO_COUNTER: i64 = 200;
/// Above this amount, in cents, relatives help out by check rather than by phone.
const LENT_IN_PERSON: i64 = 2_500_00;

/// Where the money that is missing later goes.
#[derive(Clone, Copy, Debug)]
pub enum Outlay {
    /// The bill of a credit card at another bank, by index.
    Card(usize),
    /// Cash at the counter.
    Counter,
    /// Cash from an ATM.
    Machine,
    /// An expensive purchase by card.
    Purchase(&'static Category),
}

impl Rows<'_> {
    /// Spends the balance before each day on which a payment fails.
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

    /// Spends down to `left` by the end of a day, as far as later rows remain covered.
    pub fn spend_down(&mut self, day: Date, left: i64) {
        let came = self.rows.iter().rev().find(|row| {
            let posting = &row.posting;
            posting.at.date() < day && posting.amount.0 > left
        });
        let start = *self.days.start();
        let first = came.map_or(start, |row| row.posting.at.date() + 1);
        let first = first.clamp(start, day);
        let mut outlays = self.outlays();
        for turn in 0..ROWS {
            let excess = self.balance_at(day) - left;
            if excess < LEAST {
                return;
            }
            let on = first + (day - first) * turn / ROWS;
            let tries = outlays.len();
            for _ in 0..tries {
                let outlay = outlays.swap_remove(self.stream.below(outlays.len() as u64) as usize);
                if let Some(row) = self.gone(outlay, on, excess) {
                    self.insert(row);
                    break;
                }
                outlays.push(outlay);
            }
        }
    }

    /// What drains the account: each outlay once.
    fn outlays(&mut self) -> Vec<Outlay> {
        let mut outlays = vec![Outlay::Counter, Outlay::Machine, Outlay::Machine];
        outlays.extend(self.other_cards().map(Outlay::Card));
        outlays.extend(BOUGHT.map(Outlay::Purchase));
        let income = self.account.context.customer.person.income;
        outlays.push(Outlay::Purchase(match income >= TRAVELS {
            true => &commerce::TRAVEL,
            false => &commerce::CLOTHING,
        }));
        outlays
    }

    /// How the later parts of a small surplus leave: cash and the bills of other credit cards, each once.
    pub fn other_outlays(&self) -> Vec<Outlay> {
        let counter = self.account.context.customer.person.digital < GOES_TO_COUNTER;
        let counter = counter.then_some(Outlay::Counter);
        let cards = match self.account.used_for {
            Use::Household | Use::Pocket => self.other_cards().to_vec(),
            Use::Savings => Vec::new(),
            Use::Business | Use::Certificate => return Vec::new(),
        };
        let cards = cards.into_iter().map(Outlay::Card);
        cards.chain(counter).chain([Outlay::Machine]).collect()
    }

    /// The first of the `outlays` with which a part of a small surplus of `left` cents can leave on a day, in multiples of `step` if
    /// not all of it.
    pub fn other_part(
        &mut self,
        outlays: &mut Vec<Outlay>,
        day: Date,
        left: i64,
        step: i64,
    ) -> Option<Posting> {
        if left > LITTLE {
            return None;
        }
        for place in 0..outlays.len() {
            let Some(mut row) = self.gone(outlays[place], day, left) else {
                continue;
            };
            // Machines count in twenties.
            if -row.amount.0 < left && row.channel != TransactionChannel::Atm {
                row.amount = Cents(row.amount.0 / step * step);
            }
            if -row.amount.0 >= LEAST.max(left / 4) {
                outlays.remove(place);
                return Some(row);
            }
        }
        None
    }

    /// The holder's credit cards at other banks, by index of the issuer.
    fn other_cards(&self) -> [usize; CARDS] {
        let issuers = lines::CARDS.len();
        let key = key!("accounts_db.transactions/other_cards");
        let first = self.account.stream(key).below(issuers as u64) as usize;
        std::array::from_fn(|at| (first + at) % issuers)
    }

    /// A row that takes as much of `sum` as can leave the account on a day, if that is enough for a row.
    fn gone(&mut self, outlay: Outlay, day: Date, sum: i64) -> Option<Posting> {
        let at = match outlay {
            Outlay::Card(_) if !day.is_business_day() => return None,
            Outlay::Counter if !day.is_counter_day() => return None,
            Outlay::Card(_) => self.at(day, COLLECTION),
            Outlay::Counter => counter_moment_on(day, &mut self.stream),
            Outlay::Machine => self.at(day, Hours::whole(7, 21)),
            Outlay::Purchase(category) => self.at(day, opening_hours(category)),
        };
        let most = sum.min(self.room_at(at, i64::MAX));
        if most < LEAST {
            return None;
        }
        let cash = |amount: i64, words: Text, channel| {
            spending(
                at,
                TransactionType::Withdrawal,
                amount / LEAST * LEAST,
                words,
            )
            .via(channel)
            .spent_on(TransactionCategory::Cash)
        };
        Some(match outlay {
            Outlay::Card(issuer) => {
                let words = lines::CARDS[issuer];
                if self.rows.iter().any(|row| row.posting.description == words) {
                    return None;
                }
                spending(at, TransactionType::Payment, most, words)
                    .spent_on(TransactionCategory::CardPayment)
                    .with(account_of(self.account, Payee::CardIssuer, issuer, None))
            }
            Outlay::Counter => {
                let words = *self.stream.pick(lines::BRANCH_CASH_WITHDRAWALS);
                let amount = most.min(MAX_COUNTER);
                cash(amount, words.into(), TransactionChannel::Branch).by_hand(true)
            }
            Outlay::Machine => {
                let place = *self.stream.pick(lines::ATMS);
                let words = [lines::CASH, "withdrawal ATM ", place].concat();
                let amount = most.min(MAX_MACHINE);
                cash(amount, words.into(), TransactionChannel::Atm)
            }
            Outlay::Purchase(category) => {
                let [.., usual, _, dearest] = category.prices;
                let price = category.ending.below(most.min(dearest));
                if price < usual {
                    return None;
                }
                let merchant = *self.stream.pick(category.merchants);
                spending(at, TransactionType::Payment, price, merchant)
                    .via(TransactionChannel::Card)
                    .spent_on(category.spending)
            }
        })
    }

    /// The last day of the month on which a payment fails.
    pub fn last_shortage(&self) -> Option<Date> {
        let shortages = self.shortages.iter().map(|one| one.due);
        shortages.filter(|due| *due <= self.month.last()).max()
    }

    /// A row that brings in money from relatives; large sums come by check.
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

    /// Balance at the end of a day.
    pub fn balance_at(&self, day: Date) -> i64 {
        let rows = self.rows.iter();
        let until = rows.take_while(|row| row.posting.at.date() <= day);
        self.opening + until.map(|row| row.posting.amount.0).sum::<i64>()
    }
}
