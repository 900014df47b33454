//! The plots: what happens on the account of a scheme, or of an honest customer who looks like one.
//!
//! Look-alikes are cash businesses that bring their takings each week, sellers of a house who move the proceeds on, treasurers
//! who collect dues, relatives who pay a loan back. Each act's amount, hour and line is drawn as in a scheme.

use super::cast::Story;
use super::stage::{cash, days_ago, daytime, never_round, transfer};
use crate::generate::context::Context;
use crate::generate::customer::Ordinal;
use crate::generate::ledger::{Ledger, Posting, pays_a_loan};
use crate::key;
use crate::random::Stream;
use crate::tables::accounts_db::Digits10;
use crate::tables::labels::{SchemeRole, Typology};
use crate::tables::loans_db::Loan;
use crate::values::calendar::{Date, Timestamp};
use crate::values::number_spaces::STRANGERS_ELSEWHERE;
use std::ops::RangeInclusive;

/// Cash deposits that stay below the limit of a report, in dollars.
const BELOW_THE_LIMIT: [i64; 5] = [8_050, 8_600, 9_100, 9_500, 9_950];
/// A sum that comes and goes, in dollars.
const PASSING: [i64; 5] = [11_000, 14_000, 18_500, 27_000, 48_000];
/// What each of several counterparties gives or gets, in dollars.
const PORTION: [i64; 3] = [1_560, 1_980, 2_600];
/// What goes out to come back, in dollars.
const ROUND_TRIP: [i64; 4] = [5_400, 6_500, 8_500, 14_000];
/// What comes to an account that has slept, in dollars.
const AFTER_SLEEP: [i64; 4] = [2_600, 3_200, 3_900, 4_800];
/// What moved on it long before, in dollars.
const BEFORE_SLEEP: [i64; 3] = [40, 160, 420];
/// Days that it slept.
const SLEEP: RangeInclusive<i64> = 370..=450;
/// Cash that serves a loan, in percent of the installment, and in cents at least: a report of suspicious activity takes 5,000 dollars.
const SERVING: RangeInclusive<i64> = 310..=420;
const SERVING_LEAST: i64 = 5_250_00;
/// A cash deposit of more than this is split in two.
const CASH_MOST: i64 = 9_950_00;
/// Days ago that a story begins; it is over two to three weeks before the end, so that there is time to look at it.
const BEGINS_AGO: RangeInclusive<i64> = 44..=84;
const ENDS_AGO: i64 = 19;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A row of a plot.
pub struct Act {
    /// The row.
    pub posting: Posting,
    /// What it does in the plot.
    pub role: SchemeRole,
}

/// Makes the acts of one story.
struct Plot<'a> {
    context: Context<'a>,
    loans: &'a [Loan],
    honest: bool,
    stream: Stream,
    acts: Vec<Act>,
    strangers: u64,
}

/// The acts of a story and its typology: another one than planned where the account does not allow that.
/// The more an act matters to the plot, the earlier it stands.
pub fn acts(
    context: Context,
    story: &Story,
    loans: &[Loan],
    ledger: &mut Ledger,
) -> (Typology, Vec<Act>) {
    let mut plot = Plot {
        context,
        loans,
        honest: !story.scheme,
        stream: context.stream(key!("labels.aml_schemes/plot")),
        acts: Vec::new(),
        strangers: 0,
    };
    let mut typology = story.typology;
    match typology {
        Typology::DormantAccount if !ledger.postings(story.account).is_empty() => {
            typology = Typology::RapidMovement;
        }
        Typology::LoanServedWithCash if plot.installment(ledger, story.account).is_none() => {
            typology = Typology::Structuring;
        }
        _ => {}
    }
    match typology {
        Typology::Structuring => plot.structuring(),
        Typology::RapidMovement => plot.rapid_movement(),
        Typology::FanIn => plot.fan_in(),
        Typology::FanOut => plot.fan_out(),
        Typology::RoundTrip => plot.round_trip(),
        Typology::DormantAccount => plot.dormant_account(ledger, story.account),
        Typology::LoanServedWithCash => plot.loan_served_with_cash(ledger, story.account),
    }
    let last = days_ago(context.bank, ENDS_AGO).at(23, 59, 59);
    plot.acts.retain(|act| act.posting.at <= last);
    (typology, plot.acts)
}

impl Plot<'_> {
    /// Cash deposits below the limit: a shop brings its takings once a week, give or take a day; a scheme has no such rhythm.
    fn structuring(&mut self) {
        let count = self.stream.range(4..=6);
        let mut day = self.begin();
        let mut total = 0;
        for i in 0..count {
            let amount = self.odd(&BELOW_THE_LIMIT);
            self.cash(day, amount);
            total += amount;
            let (least, most) = match i {
                _ if self.honest => (6, 8),
                0 | 1 => (2, 5),
                _ => (4, 12),
            };
            day = day + self.stream.range(least..=most) as i32;
        }
        self.exits(day.second(0), total, (50, 80), 9 * DAY);
    }

    /// A large sum that leaves within three days; of a house that was sold some is kept.
    fn rapid_movement(&mut self) {
        let day = self.begin();
        let arrival = self.time(day);
        let amount = self.odd(&PASSING);
        let payer = self.stranger();
        self.transfer(arrival, amount, payer, SchemeRole::Inflow);
        // An exit may be three percent less than its part; together those of a scheme pass the 70 of rule 2.
        let least = if self.honest { 62 } else { 73 };
        self.exits(arrival, amount, (least, 94), 70 * HOUR);
    }

    /// Many pay in within a week; the money then leaves, or the treasurer's club spends it.
    fn fan_in(&mut self) {
        let count = self.stream.range(4..=6);
        let start = self.begin();
        let mut total = 0;
        for i in 0..count {
            let at = self.time(start + (i * 6 / count) as i32);
            let amount = self.odd(&PORTION);
            let payer = self.stranger();
            self.transfer(at, amount, payer, SchemeRole::Inflow);
            total += amount;
        }
        self.exits((start + 7).second(0), total, (55, 85), 9 * DAY);
    }

    /// Many are paid within a week, from one large sum.
    fn fan_out(&mut self) {
        let count = self.stream.range(4..=6);
        let start = self.begin();
        let mut total = 0;
        for i in 0..count {
            let at = self.time(start + 1 + (i * 6 / count) as i32);
            let amount = self.odd(&PORTION);
            let payee = self.stranger();
            self.transfer(at, -amount, payee, SchemeRole::Outflow);
            total += amount;
        }
        let payer = self.stranger();
        let at = self.time(start);
        let funding = total * self.stream.range(102..=125) / 100 / 10_00 * 10_00;
        self.transfer(at, funding, payer, SchemeRole::Inflow);
    }

    /// Money goes to somebody and comes back, nearly all of it.
    fn round_trip(&mut self) {
        let start = self.begin();
        let amount = self.odd(&ROUND_TRIP);
        let partner = self.stranger();
        let at = self.time(start);
        self.transfer(at, -amount, partner, SchemeRole::Outflow);
        let back = start + self.stream.range(3..=12) as i32;
        let at = self.time(back);
        let returned = amount * self.stream.range(92..=99) / 100 / 5_00 * 5_00;
        self.transfer(at, never_round(returned), partner, SchemeRole::Return);
    }

    /// An account that slept for over a year gets money, which then leaves.
    fn dormant_account(&mut self, ledger: &mut Ledger, account: Ordinal) {
        let opened = self.context.customer.holding(account).opened;
        let revival = self.begin();
        let asleep = revival - self.stream.range(SLEEP) as i32;
        let mut before = Vec::new();
        for ago in [self.stream.range(30..=70), self.stream.range(5..=25), 0] {
            let day = (asleep - ago as i32).max(opened + 1);
            let amount = self.odd(&BEFORE_SLEEP);
            let sign = if ago == 0 { -1 } else { 1 };
            let at = self.time(day);
            before.push(self.posting(at, sign * amount, None));
        }
        before.sort_by_key(|posting| posting.at);
        ledger.revive(account, revival, before);
        let mut total = 0;
        for i in 0..self.stream.range(2..=3) {
            let at = self.time(revival + (i * 3) as i32);
            let amount = self.odd(&AFTER_SLEEP);
            let payer = self.stranger();
            self.transfer(at, amount, payer, SchemeRole::Inflow);
            total += amount;
        }
        self.exits((revival + 7).second(0), total, (55, 85), 9 * DAY);
    }

    /// Cash of several times the installment in the days before it.
    fn loan_served_with_cash(&mut self, ledger: &Ledger, account: Ordinal) {
        let Some(installment) = self.installment(ledger, account) else {
            return;
        };
        let share = self.stream.range(SERVING);
        let total = (-installment.amount.0 * share / 100).max(SERVING_LEAST);
        let parts = total / CASH_MOST + 1 + self.stream.range(0..=1);
        let due = installment.at.date();
        for _ in 0..parts {
            // A weekend moves a deposit two days back at most: still within five days.
            let day = due - self.stream.range(1..=3) as i32;
            let amount = never_round(total / parts / 10_00 * 10_00 + 10_00);
            self.cash(day, amount);
        }
        self.acts.push(Act {
            posting: installment,
            role: SchemeRole::Repayment,
        });
    }

    /// The last installment of a loan that is paid from the account before the story has to end.
    fn installment(&self, ledger: &Ledger, account: Ordinal) -> Option<Posting> {
        let last = days_ago(self.context.bank, ENDS_AGO + 1);
        let fits = |one: &&Posting| {
            one.at.date() <= last && pays_a_loan(self.loans, one.transaction_type, &one.description)
        };
        let paid = ledger.postings(account).iter().filter(fits);
        paid.max_by_key(|posting| posting.at).cloned()
    }

    /// Several debits within `span` seconds after `from`, together a part of `total` in that range of percent.
    fn exits(&mut self, from: Timestamp, total: i64, percent: (i64, i64), span: i64) {
        let leaving = total * self.stream.range(percent.0..=percent.1) / 100;
        // No more than 28 percent of the sum in one go, for a debit takes at most 30 of the balance.
        let parts = (leaving * 100 / 28 + total) / total;
        let payees = [self.stranger(), self.stranger()];
        for i in 0..parts {
            let payee = payees[self.stream.below(2) as usize];
            let part = leaving / parts * self.stream.range(97..=103) / 100;
            let after = span * i / parts + self.stream.range(HOUR..=span / parts);
            let amount = never_round((part + 10_00) / 10_00 * 10_00);
            self.transfer(from + after, -amount, payee, SchemeRole::Outflow);
        }
    }

    fn begin(&mut self) -> Date {
        days_ago(self.context.bank, self.stream.range(BEGINS_AGO))
    }

    fn time(&mut self, day: Date) -> Timestamp {
        daytime(&mut self.stream, day)
    }

    fn stranger(&mut self) -> Digits10 {
        self.strangers += 1;
        let (random, customer) = (&self.context.bank.random, self.context.customer.number);
        Digits10(STRANGERS_ELSEWHERE.number(random, customer, self.strangers))
    }

    /// An amount in steps of ten dollars, in cents, never a round thousand.
    fn odd(&mut self, dollars: &[i64]) -> i64 {
        never_round(self.stream.quantile(dollars) / 10 * 10_00)
    }

    fn cash(&mut self, day: Date, amount: i64) {
        let posting = cash(&mut self.stream, day, amount);
        self.acts.push(Act {
            posting,
            role: SchemeRole::Placement,
        });
    }

    fn transfer(&mut self, at: Timestamp, amount: i64, other: Digits10, role: SchemeRole) {
        let posting = self.posting(at, amount, Some(other));
        self.acts.push(Act { posting, role });
    }

    fn posting(&mut self, at: Timestamp, amount: i64, counterparty: Option<Digits10>) -> Posting {
        transfer(&mut self.stream, at, amount, counterparty)
    }
}
