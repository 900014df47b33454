//! Rings: what happens among several customers in a block, on all their statements.
//!
//! Each row is made twice at the same moment, with the account at the other end: once for the payer, once for the payee.

use super::cast::{Part, Story};
use super::episodes::Episode;
use super::plots::{Act, Plot};
use super::stage::{End, between};
use crate::generate::bank::Bank;
use crate::generate::ledger::account_number;
use crate::tables::ids::AccountId;
use crate::tables::labels::{SchemeRole, Typology};
use crate::values::calendar::Timestamp;

/// What goes around, in dollars: enough for rule 2, or below it.
const ROUND: [i64; 4] = [11_800, 13_500, 16_000, 22_000];
const ROUND_QUIET: [i64; 4] = [2_400, 3_600, 5_200, 7_600];
/// What a mule receives, in dollars, below what rule 2 looks at.
const BAIT: [i64; 4] = [1_900, 2_600, 3_400, 4_600];
const BAIT_QUIET: [i64; 4] = [600, 900, 1_150, 1_400];
/// Cash deposited by a smurf, in dollars, below what rule 4 looks at.
const CASH: [i64; 4] = [1_900, 2_600, 3_500, 4_700];
const CASH_QUIET: [i64; 4] = [600, 900, 1_150, 1_400];
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The acts of an episode of a ring, on the accounts of all its parts.
pub fn acts(bank: &Bank, story: &Story, episode: Episode) -> Vec<Act> {
    let mut ring = Ring {
        bank,
        plot: Plot::new(&bank.random, story, episode),
    };
    match story.typology {
        Typology::ScatterGather => ring.scatter_gather(),
        Typology::MuleRing => ring.mule_ring(),
        Typology::Smurfing => ring.smurfing(),
        _ => ring.cycle(),
    }
    ring.plot.acts
}

struct Ring<'a> {
    bank: &'a Bank,
    plot: Plot<'a>,
}

impl Ring<'_> {
    fn size(&self) -> usize {
        self.plot.story.parts.len()
    }

    fn end(&self, part: usize) -> End {
        let Part {
            customer,
            account,
            account_type,
            holder,
            ..
        } = self.plot.story.parts[part];
        let ordinal = account.number();
        End {
            number: account_number(self.bank, AccountId { customer, ordinal }),
            account_type,
            holder,
        }
    }

    fn dollars<'a>(&self, loudly: &'a [i64], quietly: &'a [i64]) -> &'a [i64] {
        if self.plot.story.loud {
            loudly
        } else {
            quietly
        }
    }

    /// Pays `cents`, out of up to `most`, from one part to another, on both statements.
    fn pay(&mut self, from: usize, to: usize, at: Timestamp, cents: i64, most: i64) {
        let (payer, payee) = (self.end(from), self.end(to));
        let (out, into) = between(&mut self.plot.stream, at, cents, most, payer, payee);
        self.plot.push(from, out, SchemeRole::Outflow);
        self.plot.push(to, into, SchemeRole::Inflow);
    }

    /// Likewise, in several payments within `span` seconds, so that none takes too much of a balance at once.
    fn pay_in_parts(&mut self, from: usize, to: usize, at: Timestamp, cents: i64, span: i64) {
        const PARTS: i64 = 3;
        for i in 0..PARTS {
            let amount = cents / PARTS * self.plot.stream.range(98..=102) / 100 / 10_00 * 10_00;
            let after = span * i / PARTS + self.plot.stream.range(600..=(span / PARTS).max(1_200));
            self.pay(from, to, at + after, amount, cents / PARTS);
        }
    }

    /// Money goes from one member to the next until it is back where it began, a little less each time.
    fn cycle(&mut self) {
        let dollars = self.dollars(&ROUND, &ROUND_QUIET);
        let mut amount = self.plot.odd(dollars);
        let mut at = self.plot.time(self.plot.episode.from);
        let payer = self.plot.stranger();
        self.plot.transfer(0, at, amount, payer, SchemeRole::Inflow);
        let kept = self.plot.degree(9, 2);
        let span = self.plot.degree(46, 14) * HOUR;
        for from in 0..self.size() {
            let to = (from + 1) % self.size();
            amount = amount * (100 - kept) / 100 / 10_00 * 10_00;
            self.pay_in_parts(from, to, at, amount, span);
            let day = (at + span).date() + 1;
            at = self.plot.time(day);
        }
    }

    /// One member pays many, who each pay the same other member.
    fn scatter_gather(&mut self) {
        let between = self.size() - 2;
        let start = self.plot.episode.from;
        let hold = self.plot.degree(8, 1) as i32;
        let kept = self.plot.degree(20, 3);
        let days = self.plot.degree(5, 2);
        let mut total = 0;
        for i in 0..between {
            let amount = self.plot.portion();
            total += amount;
            let day = start + 1 + (i as i64 * days / between as i64) as i32;
            let at = self.plot.time(day);
            self.pay(0, i + 2, at, amount, amount);
            let at = self
                .plot
                .time(start + 2 + days as i32 + hold / 2 + i as i32 % 3);
            let passed = amount * (100 - kept) / 100 / 10_00 * 10_00;
            self.pay(i + 2, 1, at, passed, amount);
        }
        let payer = self.plot.stranger();
        let at = self.plot.time(start);
        let funding = total * self.plot.degree(60, 110) / 100 / 10_00 * 10_00;
        self.plot
            .transfer(0, at, funding, payer, SchemeRole::Inflow);
    }

    /// Strangers pay the mules, who keep a little and pay the rest to one of them, who passes it on.
    fn mule_ring(&mut self) {
        let dollars = self.dollars(&BAIT, &BAIT_QUIET);
        self.gather(dollars, false);
    }

    /// Each member deposits cash and pays it on to one of them.
    fn smurfing(&mut self) {
        let dollars = self.dollars(&CASH, &CASH_QUIET);
        self.gather(dollars, true);
    }

    /// Everybody but the first receives money and pays most of it to the first within days; the first passes it on.
    fn gather(&mut self, dollars: &[i64], cash: bool) {
        let start = self.plot.episode.from;
        let kept = self.plot.degree(18, 4);
        let hold = self.plot.degree(4, 1);
        let others = self.size() as i64 - 1;
        let mut total = 0;
        for part in 1..self.size() {
            let amount = self.plot.odd(dollars);
            let day = start + (part as i64 * 3 / others) as i32;
            if cash {
                self.plot.cash(part, day, amount);
            } else {
                let at = self.plot.time(day);
                let payer = self.plot.stranger();
                self.plot
                    .transfer(part, at, amount, payer, SchemeRole::Inflow);
            }
            let passed = amount * (100 - kept) / 100 / 10_00 * 10_00;
            let hold = (hold + self.plot.stream.range(0..=1)).min(4) as i32;
            // Cash may have had to wait for the counter to open.
            let at = self
                .plot
                .time(start + 3 + hold.max(1) - 1 + (part as i32 % 2));
            self.pay(part, 0, at, passed, amount);
            total += passed;
        }
        let part = self.plot.degree(15, 90);
        let from = (start + 8).second(20 * HOUR);
        self.plot.exits(0, from, total, part, 6 * DAY);
    }
}
