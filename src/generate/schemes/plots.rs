//! The plots: what happens on the account of a scheme, or of an honest customer who looks like one.
//!
//! Look-alikes are cash businesses that bring their takings each week, sellers of a house who move the proceeds on, treasurers
//! who collect dues, relatives who pay a loan back. Each act's amount, hour and line is drawn as in a scheme.

use super::{Act, Story, days_ago};
use crate::generate::Bank;
use crate::generate::accounts_db::{Ledger, Posting, elsewhere};
use crate::generate::block::Customer;
use crate::generate::compliance_db::pays_a_loan;
use crate::key;
use crate::random::Stream;
use crate::tables::accounts_db::{Digits10, TransactionType};
use crate::tables::labels::{SchemeRole, Typology};
use crate::tables::loans_db::Loan;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::statement as lines;

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
const SLEEP: (i64, i64) = (370, 450);
/// Cash that serves a loan, in hundredths of the installment, and in cents at least: a report of suspicious activity takes 5,000 dollars.
const SERVING: (i64, i64) = (310, 420);
const SERVING_LEAST: i64 = 5_250_00;
/// A cash deposit of more than this is split in two.
const CASH_MOST: i64 = 9_950_00;
/// Days ago that a story begins; it is over two to three weeks before the end, so that there is time to look at it.
const BEGINS_AGO: (i64, i64) = (44, 84);
const ENDS_AGO: i64 = 19;
/// Where the numbers of strangers' accounts begin among the accounts elsewhere, 64 for each customer.
const STRANGERS: u64 = 200_000_000;
const STRANGERS_EACH: u64 = 64;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Makes the acts of one story.
struct Plot<'a> {
    bank: &'a Bank,
    customer: &'a Customer,
    loans: &'a [Loan],
    honest: bool,
    stream: Stream,
    acts: Vec<Act>,
    strangers: u64,
}

/// The acts of a story and its typology: another one than planned where the account does not allow that.
/// The more an act matters to the plot, the earlier it stands.
pub fn acts(
    bank: &Bank,
    story: &Story,
    customer: &Customer,
    loans: &[Loan],
    ledger: &mut Ledger,
) -> (Typology, Vec<Act>) {
    let key = key!("labels.aml_schemes/plot");
    let mut plot = Plot {
        bank,
        customer,
        loans,
        honest: !story.scheme,
        stream: bank.random.stream(key, customer.row()),
        acts: Vec::new(),
        strangers: 0,
    };
    let mut typology = story.typology;
    match typology {
        Typology::DormantAccount if !ledger.postings(story.ordinal).is_empty() => {
            typology = Typology::RapidMovement;
        }
        Typology::LoanServedWithCash if plot.installment(ledger, story.ordinal).is_none() => {
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
        Typology::DormantAccount => plot.dormant_account(ledger, story.ordinal),
        Typology::LoanServedWithCash => plot.loan_served_with_cash(ledger, story.ordinal),
    }
    let last = days_ago(bank, ENDS_AGO).at(23, 59, 59);
    plot.acts.retain(|act| act.posting.at <= last);
    (typology, plot.acts)
}

impl Plot<'_> {
    /// Cash deposits below the limit: a shop brings its takings once a week, give or take a day; a scheme has no such rhythm.
    fn structuring(&mut self) {
        let count = self.stream.range(4, 6);
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
            day = day + self.stream.range(least, most) as i32;
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
        // An exit may be three in a hundred less than its part; together those of a scheme pass the 70 of rule 2.
        let least = if self.honest { 62 } else { 73 };
        self.exits(arrival, amount, (least, 94), 70 * HOUR);
    }

    /// Many pay in within a week; the money then leaves, or the treasurer's club spends it.
    fn fan_in(&mut self) {
        let count = self.stream.range(4, 6);
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
        let count = self.stream.range(4, 6);
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
        let funding = total * self.stream.range(102, 125) / 100 / 10_00 * 10_00;
        self.transfer(at, funding, payer, SchemeRole::Inflow);
    }

    /// Money goes to somebody and comes back, nearly all of it.
    fn round_trip(&mut self) {
        let start = self.begin();
        let amount = self.odd(&ROUND_TRIP);
        let partner = self.stranger();
        let at = self.time(start);
        self.transfer(at, -amount, partner, SchemeRole::Outflow);
        let back = start + self.stream.range(3, 12) as i32;
        let at = self.time(back);
        let returned = amount * self.stream.range(92, 99) / 100 / 5_00 * 5_00;
        self.transfer(at, never_round(returned), partner, SchemeRole::Return);
    }

    /// An account that slept for over a year gets money, which then leaves.
    fn dormant_account(&mut self, ledger: &mut Ledger, ordinal: u8) {
        let opened = self.customer.accounts[usize::from(ordinal) - 1].opened;
        let revival = self.begin();
        let asleep = revival - self.stream.range(SLEEP.0, SLEEP.1) as i32;
        let mut before = Vec::new();
        for ago in [self.stream.range(30, 70), self.stream.range(5, 25), 0] {
            let day = (asleep - ago as i32).max(opened + 1);
            let amount = self.odd(&BEFORE_SLEEP);
            let sign = if ago == 0 { -1 } else { 1 };
            let at = self.time(day);
            before.push(self.posting(at, sign * amount, None));
        }
        before.sort_by_key(|posting| posting.at);
        ledger.revive(ordinal, revival, before);
        let mut total = 0;
        for i in 0..self.stream.range(2, 3) {
            let at = self.time(revival + (i * 3) as i32);
            let amount = self.odd(&AFTER_SLEEP);
            let payer = self.stranger();
            self.transfer(at, amount, payer, SchemeRole::Inflow);
            total += amount;
        }
        self.exits((revival + 7).second(0), total, (55, 85), 9 * DAY);
    }

    /// Cash of several times the installment in the days before it.
    fn loan_served_with_cash(&mut self, ledger: &Ledger, ordinal: u8) {
        let Some(installment) = self.installment(ledger, ordinal) else {
            return;
        };
        let share = self.stream.range(SERVING.0, SERVING.1);
        let total = (-installment.amount.0 * share / 100).max(SERVING_LEAST);
        let parts = total / CASH_MOST + 1 + self.stream.range(0, 1);
        let due = installment.at.date();
        for _ in 0..parts {
            // A weekend moves a deposit two days back at most: still within five days.
            let day = due - self.stream.range(1, 3) as i32;
            let amount = never_round(total / parts / 10_00 * 10_00 + 10_00);
            self.cash(day, amount);
        }
        self.acts.push(Act {
            posting: installment,
            role: SchemeRole::Repayment,
        });
    }

    /// The last installment of a loan that is paid from the account before the story has to end.
    fn installment(&self, ledger: &Ledger, ordinal: u8) -> Option<Posting> {
        let last = days_ago(self.bank, ENDS_AGO + 1);
        let fits = |one: &&Posting| {
            one.at.date() <= last && pays_a_loan(self.loans, one.transaction_type, &one.description)
        };
        let paid = ledger.postings(ordinal).iter().filter(fits);
        paid.max_by_key(|posting| posting.at).cloned()
    }

    /// Several debits within `span` seconds after `from`, together so many percent of `total`.
    fn exits(&mut self, from: Timestamp, total: i64, percent: (i64, i64), span: i64) {
        let leaving = total * self.stream.range(percent.0, percent.1) / 100;
        // No more than 28 percent of the sum in one go, for a debit takes at most 30 of the balance.
        let parts = (leaving * 100 / 28 + total) / total;
        let payees = [self.stranger(), self.stranger()];
        for i in 0..parts {
            let payee = payees[self.stream.below(2) as usize];
            let part = leaving / parts * self.stream.range(97, 103) / 100;
            let after = span * i / parts + self.stream.range(HOUR, span / parts);
            let amount = never_round((part + 10_00) / 10_00 * 10_00);
            self.transfer(from + after, -amount, payee, SchemeRole::Outflow);
        }
    }

    fn begin(&mut self) -> Date {
        days_ago(self.bank, self.stream.range(BEGINS_AGO.0, BEGINS_AGO.1))
    }

    /// A moment of the day at which people move money.
    fn time(&mut self, day: Date) -> Timestamp {
        day.second(self.stream.range(7 * HOUR, 21 * HOUR))
    }

    fn stranger(&mut self) -> Digits10 {
        self.strangers += 1;
        let own = self.customer.row() * STRANGERS_EACH + self.strangers;
        elsewhere(self.bank, STRANGERS + own)
    }

    /// An amount in steps of ten dollars, in cents, never a round thousand.
    fn odd(&mut self, dollars: &[i64]) -> i64 {
        never_round(self.stream.quantile(dollars) / 10 * 10_00)
    }

    fn cash(&mut self, day: Date, amount: i64) {
        let at = day
            .or_last_weekday()
            .second(self.stream.range(9 * HOUR, 17 * HOUR - 1));
        let posting = Posting {
            at,
            transaction_type: TransactionType::Deposit,
            amount: Cents(amount),
            description: (*self.stream.pick(lines::BRANCH_CASH_DEPOSITS)).into(),
            counterparty: None,
            manual: true,
        };
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

/// A transfer from somebody, or to somebody when the amount is negative.
pub fn transfer(
    stream: &mut Stream,
    at: Timestamp,
    amount: i64,
    counterparty: Option<Digits10>,
) -> Posting {
    let (transaction_type, lines) = if amount > 0 {
        (TransactionType::Deposit, lines::TRANSFERS_IN)
    } else {
        (TransactionType::Withdrawal, lines::TRANSFERS_OUT)
    };
    Posting {
        at,
        transaction_type,
        amount: Cents(amount),
        description: (*stream.pick(lines)).into(),
        counterparty,
        manual: false,
    }
}

/// The amount, or a little less if it is a multiple of a thousand dollars.
pub const fn never_round(cents: i64) -> i64 {
    if cents % 1_000_00 == 0 {
        cents - 20_00
    } else {
        cents
    }
}
