//! Small payments between friends in a block: splitting a dinner, a ticket, a present. Like all money between customers, each
//! side recomputes them from the pair alone.

use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Ordinal};
use crate::generate::hours::{Hours, Week};
use crate::generate::ledger::{Ledger, Posting, account_number};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::tables::customer_db::CustomerStatus;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::statement as lines;
use std::ops::RangeInclusive;

/// Maximum age difference between friends, in years.
const YEARS_APART: i32 = 9;
/// Minimum age for paying friends, in years.
const MIN_AGE: i32 = 18;
/// Minimum digital score.
const BY_PHONE: i64 = -900;
/// Share of people in the same town and of about the same age who are friends and pay each other.
const FRIENDS: Proportion = Proportion::percent(75);
/// Payments per thousand months between two friends; each pair has its own rate.
const RATE: RangeInclusive<u64> = 250..=950;
/// Candidate payments per month, each with its part of the rate.
const TRIES: u64 = 3;
/// Birthdays with a gift of money.
const PRESENT: Proportion = Proportion::percent(30);
/// Days after which both have settled into their accounts.
const SETTLED: i32 = 20;

/// Evenings out fall at the end of the week.
const EVENINGS: Week = Week::new([1, 1, 2, 3, 5, 6, 3]);
/// Everything else can fall on any day.
const DAYS: Week = Week::new([2, 2, 2, 2, 3, 4, 3]);

/// A reason for a payment between friends.
struct Occasion {
    /// Memo of the payment.
    memo: &'static str,
    /// Range in cents.
    cents: RangeInclusive<i64>,
    /// What the amount is a multiple of, in cents: split bills have odd cents.
    step: i64,
    /// Relative frequency.
    weight: u32,
    /// Weights of the weekdays.
    week: Week,
    /// Range of hours: people pay on the spot or on the way home.
    hours: (i64, i64),
}

#[rustfmt::skip]
const OCCASIONS: [Occasion; 9] = [
    Occasion { memo: "dinner", cents: 16_00..=64_00, step: 1, weight: 28, week: EVENINGS, hours: (19, 22) },
    Occasion { memo: "lunch", cents: 9_00..=26_00, step: 1, weight: 14, week: DAYS, hours: (12, 15) },
    Occasion { memo: "drinks", cents: 8_00..=38_00, step: 1, weight: 10, week: EVENINGS, hours: (20, 22) },
    Occasion { memo: "groceries", cents: 11_00..=58_00, step: 1, weight: 8, week: DAYS, hours: (10, 20) },
    Occasion { memo: "tickets", cents: 20_00..=95_00, step: 5_00, weight: 12, week: DAYS, hours: (9, 21) },
    Occasion { memo: "gas money", cents: 10_00..=30_00, step: 5_00, weight: 8, week: DAYS, hours: (9, 20) },
    Occasion { memo: "ride share", cents: 6_00..=24_00, step: 1, weight: 6, week: EVENINGS, hours: (18, 22) },
    Occasion { memo: "weekend trip", cents: 80_00..=320_00, step: 5_00, weight: 6, week: DAYS, hours: (9, 21) },
    Occasion { memo: "gift for a friend", cents: 15_00..=40_00, step: 5_00, weight: 6, week: DAYS, hours: (9, 21) },
];
/// Gift amounts, in dollars.
const PRESENTS: [i64; 4] = [20, 25, 30, 50];

/// Two friends, the one with the smaller number first, and the account each pays from.
struct Pair<'a> {
    bank: &'a Bank,
    one: &'a Customer,
    other: &'a Customer,
    accounts: (Ordinal, Ordinal),
    /// First day on which they pay each other.
    from: Date,
}

/// A payment between friends.
struct Payment {
    day: Date,
    second: i64,
    cents: i64,
    memo: &'static str,
    /// Whether the second of the pair is the payer.
    back: bool,
}

/// Posts what a customer pays to and receives from friends in its block. `neighbors` are the customers in the block, `watched`
/// the ones who have another story to tell.
pub fn pay_friends(
    context: Context,
    neighbors: &[Customer],
    watched: impl Fn(&Customer) -> bool,
    ledger: &mut Ledger,
) {
    let customer = context.customer;
    if watched(customer) || !pays_friends(customer, context.as_of()) {
        return;
    }
    for friend in neighbors.iter().filter(|other| !watched(other)) {
        let (one, other) = match friend.number.cmp(&customer.number) {
            std::cmp::Ordering::Less => (friend, customer),
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Greater => (customer, friend),
        };
        if let Some(pair) = Pair::of(context.bank, one, other) {
            pair.pay(customer, ledger);
        }
    }
}

/// Whether somebody is of an age and a mind to pay friends by phone.
fn pays_friends(who: &Customer, as_of: Date) -> bool {
    who.business.is_none()
        && who.status == CustomerStatus::Active
        && who.died.is_none()
        && who.person.digital > BY_PHONE
        && as_of.years_since(who.person.born) >= MIN_AGE
}

impl<'a> Pair<'a> {
    /// Two customers of a block, if they are friends who pay each other.
    fn of(bank: &'a Bank, one: &'a Customer, other: &'a Customer) -> Option<Pair<'a>> {
        let as_of = bank.as_of();
        let kin = || one.kin.iter().any(|kin| kin.customer == Some(other.number));
        let apart = (one.person.born - other.person.born).abs();
        let near = apart <= YEARS_APART * 365 && one.home == other.home;
        let strangers = !near || !pays_friends(one, as_of) || !pays_friends(other, as_of);
        let lets = |who: &Customer, to: &Customer| to.household.landlord() == Some(who.number);
        let bound =
            one.household.id() == other.household.id() || lets(one, other) || lets(other, one);
        if strangers || bound || kin() {
            return None;
        }
        let accounts = (one.paying_account()?, other.paying_account()?);
        let opened = one.holding(accounts.0).opened;
        let from = opened.max(other.holding(accounts.1).opened) + SETTLED;
        let pair = Pair {
            bank,
            one,
            other,
            accounts,
            from,
        };
        let mut stream = pair.stream(0);
        stream.chance(FRIENDS).then_some(pair)
    }

    /// Stream for the pair, or for one of its months.
    fn stream(&self, month: u64) -> Stream {
        let place = self.other.place() as u64;
        let row = (self.one.row() << 5 | place) << 20 | month;
        self.bank
            .random
            .stream(key!("accounts_db.transactions/friends"), row)
    }

    /// Their payments in a month.
    fn payments(&self, month: Month) -> Vec<Payment> {
        let mut habits = self.stream(0);
        habits.bits();
        let rate = RATE.start() + habits.below(RATE.end() - RATE.start() + 1);
        let mut stream = self.stream(month.index());
        let (first, last) = (month.first(), month.last());
        let mut payments = Vec::new();
        for _ in 0..TRIES {
            let weights = OCCASIONS.each_ref().map(|occasion| occasion.weight);
            let occasion = &OCCASIONS[stream.weighted(&weights)];
            let cents = stream.range(occasion.cents.clone()) / occasion.step * occasion.step;
            let day = occasion.week.day(&mut stream, first, last);
            let hours = Hours::whole(occasion.hours.0, occasion.hours.1);
            let day = day.unwrap_or(first);
            let payment = Payment {
                day,
                second: hours.on(day, &mut stream).second_of_day(),
                cents,
                memo: occasion.memo,
                back: stream.chance(Proportion::HALF),
            };
            if stream.chance(Proportion::of(rate, 1_000 * TRIES)) {
                payments.push(payment);
            }
        }
        for (who, back) in [(self.one, true), (self.other, false)] {
            let born = who.person.born;
            if born.month() != first.month() || !stream.chance(PRESENT) {
                continue;
            }
            let day = month.day(born.day());
            payments.push(Payment {
                day,
                second: Hours::whole(8, 20).on(day, &mut stream).second_of_day(),
                cents: PRESENTS[stream.below(PRESENTS.len() as u64) as usize] * 100,
                memo: "happy birthday",
                back,
            });
        }
        payments
    }

    /// Posts everything one of the two pays and receives.
    fn pay(&self, customer: &Customer, ledger: &mut Ledger) {
        let first = customer.number == self.one.number;
        let (here, there, friend) = match first {
            true => (self.accounts.0, self.accounts.1, self.other),
            false => (self.accounts.1, self.accounts.0, self.one),
        };
        let number = account_number(self.bank, friend.account_id(there));
        let mut month = Month::of(ledger.first_day(here).max(self.from));
        while month.first() <= self.bank.as_of() {
            for payment in self.payments(month) {
                if payment.day < self.from || !ledger.covers(here, payment.day) {
                    continue;
                }
                let pays = first != payment.back;
                let (transaction_type, sign, preposition) = match pays {
                    true => (TransactionType::Withdrawal, -1, "to "),
                    false => (TransactionType::Deposit, 1, "from "),
                };
                let person = &friend.person;
                let names = [person.given_name, " ", person.family_name];
                let words = [lines::PERSON, preposition, &names.concat(), ": "];
                let words = [&words.concat(), payment.memo].concat();
                let at = payment.day.second(payment.second);
                let posting =
                    Posting::new(at, transaction_type, Cents(sign * payment.cents), words)
                        .with(number)
                        .via(TransactionChannel::Mobile)
                        .spent_on(TransactionCategory::Transfer);
                ledger.post(here, posting);
            }
            month = month + 1;
        }
    }
}
