//! The plots: what happens on the account of a scheme or a look-alike.
//!
//! Look-alikes are cash businesses depositing their weekly takings, sellers of a house moving the proceeds on, treasurers
//! collecting dues, relatives paying back a loan. Amount, hour and line of each act are drawn as in a scheme; the difference, by
//! degrees and never by much, is how rows follow each other ([`Plot::degree`]).

use super::cast::Story;
use super::episodes::Episode;
use super::stage::{cash, daytime, dormant_fee, never_round, transfer, waking};
use crate::generate::context::Context;
use crate::generate::customer::Ordinal;
use crate::generate::hours::{business_day_from, business_day_until};
use crate::generate::ledger::{Ledger, Posting, pays_a_loan};
use crate::key;
use crate::random::{Random, Stream, normal_percentile};
use crate::tables::accounts_db::Digits10;
use crate::tables::labels::{SchemeRole, Typology};
use crate::tables::loans_db::Loan;
use crate::values::calendar::{Date, Timestamp};
use crate::values::month::Month;
use crate::values::number_spaces::STRANGERS_ELSEWHERE;

/// Cash deposits below the reporting limit, and below every rule, in dollars.
const BELOW_THE_LIMIT: [i64; 5] = [8_050, 8_500, 8_900, 9_400, 9_950];
const BELOW_THE_RULE: [i64; 5] = [2_900, 3_300, 3_800, 4_300, 4_900];
/// A sum that comes and goes, in dollars.
const PASSING: [i64; 5] = [11_000, 14_000, 18_500, 27_000, 48_000];
const PASSING_QUIET: [i64; 5] = [4_200, 5_400, 6_600, 8_000, 9_600];
/// What each of several counterparties pays or receives, in dollars.
const PORTION: [i64; 3] = [1_560, 1_980, 2_600];
const PORTION_QUIET: [i64; 3] = [480, 760, 1_150];
/// What leaves to come back, in dollars.
const ROUND_TRIP: [i64; 4] = [5_400, 6_500, 8_500, 14_000];
const ROUND_TRIP_QUIET: [i64; 4] = [1_700, 2_200, 2_700, 3_300];
/// What arrives on a dormant account, in dollars.
const AFTER_SLEEP: [i64; 4] = [2_600, 3_200, 3_900, 4_800];
const AFTER_SLEEP_QUIET: [i64; 4] = [560, 760, 950, 1_150];
/// Minimum cash serving a loan, in cents: a suspicious activity report takes 5,000 dollars. Below the rule, the maximum in cents.
const MIN_SERVING: i64 = 5_250_00;
const MAX_SERVING_QUIET: i64 = 2_800_00;
/// A larger cash deposit is split in two.
const MAX_CASH: i64 = 9_950_00;
/// Days within which cash deposits below the limit fall, give or take a few.
const DEPOSITS_WITHIN: i64 = 20;
/// Days at the end of a month in which money that came in still leaves.
const LAST_DAYS: i32 = 2;
/// Days from an account's revival to the end of its first inflows.
const REVIVAL: i32 = 7;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A row of a plot.
pub struct Act {
    /// The part of the story whose account it is on.
    pub part: usize,
    /// The row.
    pub posting: Posting,
    /// Its role in the plot.
    pub role: SchemeRole,
}

/// Makes the acts of an episode of a story.
pub struct Plot<'a> {
    /// The randomness of the bank.
    pub random: &'a Random,
    /// The story.
    pub story: &'a Story,
    /// The episode.
    pub episode: Episode,
    /// Where its draws come from.
    pub stream: Stream,
    /// The acts so far.
    pub acts: Vec<Act>,
    strangers: u64,
}

/// Picks a list of dollar amounts, depending on whether the story breaks a rule.
const fn either<'a>(loud: bool, loudly: &'a [i64], quietly: &'a [i64]) -> &'a [i64] {
    if loud { loudly } else { quietly }
}

/// The acts of an episode on one account, and its typology, which differs from the plan if the account doesn't allow that.
pub fn acts<'a>(
    context: Context<'a>,
    story: &'a Story,
    episode: Episode,
    loans: &[Loan],
    ledger: &mut Ledger,
) -> (Typology, Vec<Act>) {
    let account = story.parts[0].account;
    let mut plot = Plot::new(&context.bank.random, story, episode);
    let mut typology = story.typology;
    let installment = installment(ledger, account, loans, episode);
    match typology {
        Typology::DormantAccount if ledger.has_obligations(account) => {
            typology = Typology::RapidMovement;
        }
        Typology::LoanServedWithCash if installment.is_none() => {
            typology = Typology::Structuring;
        }
        _ => {}
    }
    match typology {
        Typology::Structuring => plot.structuring(),
        Typology::FanIn => plot.fan_in(),
        Typology::FanOut => plot.fan_out(),
        Typology::RoundTrip => plot.round_trip(),
        Typology::DormantAccount => plot.dormant_account(ledger, account),
        Typology::LoanServedWithCash => installment
            .into_iter()
            .for_each(|one| plot.loan_served_with_cash(one)),
        _ => plot.rapid_movement(),
    }
    (typology, plot.acts)
}

/// The last loan installment paid from the account in the month of an episode, preceded by a few days of it.
fn installment(
    ledger: &Ledger,
    account: Ordinal,
    loans: &[Loan],
    episode: Episode,
) -> Option<Posting> {
    let fits = |one: &&Posting| {
        let day = one.at.date();
        (episode.from + 5..=episode.to).contains(&day)
            && pays_a_loan(loans, one.transaction_type, &one.description)
    };
    let paid = ledger.postings(account).iter().filter(fits);
    paid.max_by_key(|posting| posting.at).cloned()
}

impl<'a> Plot<'a> {
    /// A plot without acts.
    pub fn new(random: &'a Random, story: &'a Story, episode: Episode) -> Plot<'a> {
        let row = story.row << 8 | episode.quarter;
        Plot {
            random,
            story,
            episode,
            stream: random.stream(key!("labels.aml_schemes/plot"), row),
            acts: Vec::new(),
            strangers: episode.quarter << 8,
        }
    }

    /// A figure from `honest` to `guilty`, depending on how much the story looks like a scheme plus almost as much noise.
    pub fn degree(&mut self, honest: i64, guilty: i64) -> i64 {
        let place = normal_percentile(self.story.guile + self.stream.normal() * 3 / 4);
        honest + (guilty - honest) * place / 1_000
    }

    /// Cash deposits below the limit: a shop deposits its takings once a week or slightly sooner; a scheme is less regular and
    /// empties the account sooner. The deposits leave room in the month for the exits.
    fn structuring(&mut self) {
        let count = self.stream.range(3..=5);
        let amounts = either(self.story.loud, &BELOW_THE_LIMIT, &BELOW_THE_RULE);
        let mut next = self.episode.from;
        let mut day = next;
        let mut total = 0;
        for i in 0..count {
            let amount = self.odd(amounts);
            day = next;
            self.cash(0, day, amount);
            total += amount;
            // Two or more within two weeks, whoever deposits them.
            let pace = self.degree(6, 3);
            let jitter = self.degree(0, 3);
            let pace = if i < 2 { pace.min(6) } else { pace };
            let pace = pace.min(DEPOSITS_WITHIN / (count - 1));
            next = next + (pace + self.stream.range(-jitter..=jitter)).clamp(1, 7) as i32;
            next = next.min(self.episode.to - LAST_DAYS - 1);
        }
        let part = self.degree(15, 75);
        let wait = self.degree(5, 1) as i32;
        let span = self.degree(10, 5) * DAY;
        self.exits(0, (day + wait).second(9 * HOUR), total, part, span);
    }

    /// A large sum that leaves within three days; from the sale of a house, some is kept.
    fn rapid_movement(&mut self) {
        let amounts = either(self.story.loud, &PASSING, &PASSING_QUIET);
        let arrival = self.time(self.episode.from);
        let amount = self.odd(amounts);
        let payer = self.stranger();
        self.transfer(0, arrival, amount, payer, SchemeRole::Inflow);
        // Together, a scheme's exits exceed the 70 percent of rule 2.
        let part = self.degree(74, 96);
        let span = self.degree(60, 30) * HOUR;
        self.exits(0, arrival, amount, part, span);
    }

    /// Many pay in within a week; the money then leaves, or the treasurer's club spends it.
    fn fan_in(&mut self) {
        let (start, mut total) = (self.episode.from, 0);
        let count = self.fan();
        let days = self.degree(6, 3);
        for i in 0..count {
            let at = self.time(start + (i * days / count) as i32);
            let amount = self.portion();
            let payer = self.stranger();
            self.transfer(0, at, amount, payer, SchemeRole::Inflow);
            total += amount;
        }
        let wait = self.degree(4, 0) as i32;
        let part = self.degree(15, 90);
        let from = (start + days as i32 + wait).second(20 * HOUR);
        self.exits(0, from, total, part, 6 * DAY);
    }

    /// Many are paid within a week, from one large sum.
    fn fan_out(&mut self) {
        let (start, mut total) = (self.episode.from, 0);
        let count = self.fan();
        let days = self.degree(6, 3);
        let wait = self.degree(9, 1) as i32;
        for i in 0..count {
            let at = self.time(start + wait + (i * days / count) as i32);
            let amount = self.portion();
            let payee = self.stranger();
            self.transfer(0, at, -amount, payee, SchemeRole::Outflow);
            total += amount;
        }
        let payer = self.stranger();
        let at = self.time(start);
        let funding = total * self.degree(70, 115) / 100 / 10_00 * 10_00;
        self.transfer(0, at, never_round(funding), payer, SchemeRole::Inflow);
    }

    /// Money goes to somebody and nearly all of it comes back, sooner or later.
    fn round_trip(&mut self) {
        let start = self.episode.from;
        let amount = self.odd(either(self.story.loud, &ROUND_TRIP, &ROUND_TRIP_QUIET));
        let partner = self.stranger();
        let at = self.time(start);
        self.transfer(0, at, -amount, partner, SchemeRole::Outflow);
        let back = start + self.degree(12, 3) as i32;
        let at = self.time(back);
        let part = self.degree(92, 99);
        let returned = never_round(amount * part / 100 / 5_00 * 5_00);
        self.transfer(0, at, returned, partner, SchemeRole::Return);
    }

    /// An account that was dormant for over a year receives money, which then leaves.
    fn dormant_account(&mut self, ledger: &mut Ledger, account: Ordinal) {
        let revival = self.episode.from;
        let first = ledger.first_day(account);
        // The bank charges for each month without activity, on its first business day.
        let mut fees = Vec::new();
        let mut month = Month::of(first);
        while month.first() <= revival {
            let day = business_day_from(month.first());
            if (first..revival).contains(&day) {
                fees.push(dormant_fee(day));
            }
            month = month + 1;
        }
        ledger.revive(account, revival, fees);
        let amounts = either(self.story.loud, &AFTER_SLEEP, &AFTER_SLEEP_QUIET);
        let mut total = 0;
        for i in 0..self.stream.range(2..=3) {
            let at = self.time(revival + (i * 3) as i32);
            let amount = self.odd(amounts);
            let payer = self.stranger();
            self.transfer(0, at, amount, payer, SchemeRole::Inflow);
            total += amount;
        }
        let part = self.degree(15, 90);
        let span = self.degree(9, 4) * DAY;
        self.exits(0, (revival + REVIVAL).second(9 * HOUR), total, part, span);
    }

    /// Cash of several times the installment, in the days before it.
    fn loan_served_with_cash(&mut self, installment: Posting) {
        let total = -installment.amount.0 * self.stream.range(310..=340) / 100;
        let total = match self.story.loud {
            true => total.max(MIN_SERVING) * self.degree(100, 320) / 100,
            false => total.min(MAX_SERVING_QUIET),
        };
        let parts = (total / MAX_CASH + 1).max(self.stream.range(1..=3));
        let due = installment.at.date();
        for _ in 0..parts {
            // A weekend moves a deposit back two days at most: still within five days.
            let ago = self.degree(3, 1) + self.stream.range(-1..=1);
            let day = due - ago.clamp(1, 3) as i32;
            let amount = never_round(total / parts / 10_00 * 10_00 + 10_00);
            self.cash(0, day, amount);
        }
        self.acts.push(Act {
            part: 0,
            posting: installment,
            role: SchemeRole::Repayment,
        });
    }

    /// Number of counterparties: a rule needs four.
    fn fan(&mut self) -> i64 {
        match self.story.loud {
            true => self.stream.range(4..=6),
            false => self.stream.range(3..=4),
        }
    }

    /// What one of several counterparties pays or receives.
    pub fn portion(&mut self) -> i64 {
        self.odd(either(self.story.loud, &PORTION, &PORTION_QUIET))
    }

    /// Several debits within `span` seconds after `from`, or within what is left of the month, adding up to `percent` of `total`.
    pub fn exits(&mut self, part: usize, from: Timestamp, total: i64, percent: i64, span: i64) {
        let end = Month::of(self.episode.from).last();
        let from = from.min((end - LAST_DAYS).second(9 * HOUR));
        let span = span.min(end.second(20 * HOUR) - from);
        let leaving = total * percent / 100;
        // The largest of four, if all of it left.
        let most = total / 3;
        // Four or more, because a debit takes at most 30 percent of the balance. Their number gives nothing away.
        let count = self.stream.range(4..=5);
        let payees: Vec<Digits10> = (0..self.degree(1, 4)).map(|_| self.stranger()).collect();
        let Some(first) = payees.first() else {
            return;
        };
        let mut left = leaving;
        for i in 0..count {
            let drawn = self.stream.below(payees.len() as u64) as usize;
            let payee = payees.get(drawn).unwrap_or(first);
            let amount = match count - i {
                1 => left,
                _ => leaving / count * self.stream.range(78..=122) / 100,
            };
            left -= amount;
            let after = span * i / count + self.stream.range(HOUR..=(span / count).max(2 * HOUR));
            let amount = never_round((amount + 10_00) / 10_00 * 10_00);
            let at = waking(from + after);
            self.send(part, at, -amount, most, *payee, SchemeRole::Outflow);
        }
    }

    /// A moment of the day at which people move money.
    pub fn time(&mut self, day: Date) -> Timestamp {
        daytime(&mut self.stream, day)
    }

    /// An account elsewhere that is unknown to everybody else at the bank.
    pub fn stranger(&mut self) -> Digits10 {
        self.strangers += 1;
        let customer = self.story.parts[0].customer;
        Digits10(STRANGERS_ELSEWHERE.number(self.random, customer, self.strangers))
    }

    /// An amount in steps of ten dollars, in cents, never a round thousand.
    pub fn odd(&mut self, dollars: &[i64]) -> i64 {
        never_round(self.stream.quantile(dollars) / 10 * 10_00)
    }

    /// Cash deposited at the counter on a business day.
    pub fn cash(&mut self, part: usize, day: Date, amount: i64) {
        let day = business_day_until(day).max(self.episode.from);
        let business = self.story.parts[part].business;
        let posting = cash(&mut self.stream, business_day_from(day), amount, business);
        self.push(part, posting, SchemeRole::Placement);
    }

    /// A transfer to or from an account elsewhere.
    pub fn transfer(
        &mut self,
        part: usize,
        at: Timestamp,
        amount: i64,
        other: Digits10,
        role: SchemeRole,
    ) {
        self.send(part, at, amount, amount.abs(), other, role);
    }

    /// A transfer to or from an account elsewhere that can be as much as `most` cents.
    fn send(
        &mut self,
        part: usize,
        at: Timestamp,
        amount: i64,
        most: i64,
        other: Digits10,
        role: SchemeRole,
    ) {
        let posting = transfer(&mut self.stream, at, amount, most, Some(other));
        self.push(part, posting, role);
    }

    /// Adds what falls within the episode's month and drops the rest.
    pub fn push(&mut self, part: usize, posting: Posting, role: SchemeRole) {
        if posting.at.date() <= Month::of(self.episode.from).last() {
            self.acts.push(Act {
                part,
                posting,
                role,
            });
        }
    }
}
