//! How much money there is on an account: a level that follows the person, and a path around it (data model, section 4).

use super::account::Account;
use super::balance::needed_for;
use super::purpose::Use;
use crate::generate::between;
use crate::generate::customer::Customer;
use crate::generate::ledger::Posting;
use crate::generate::person::{Person, Score, Work};
use crate::key;
use crate::random::Stream;
use crate::tables::accounts_db::AccountType;
use crate::tables::customer_db::CustomerSegment;
use crate::values::money::{Cents, Fraction4};
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// A certificate of deposit begins between these, in dollars; with interest and what is added it stays below 250,000.
const CERTIFICATE: (i64, i64) = (5_200, 150_000);
/// No account is kept with less, in cents.
const LEAST: i64 = 220_00;
/// Percent of what comes in in a month (of a business, four tenths of its revenue) that checking is kept with at least: of less,
/// what comes in would go out again in many small rows.
const OF_A_MONTH: i64 = 85;
/// Nor with more, certificates aside: what is more lies at brokers.
const MOST: i64 = 900_000_00;

/// A power of two, of a thousandth exponent: straight lines between the whole ones.
fn power(thousandths: i64) -> (i64, i64) {
    let (whole, part) = (thousandths.div_euclid(1_000), thousandths.rem_euclid(1_000));
    let mantissa = 1_000 + part;
    match whole {
        0.. => (mantissa << whole.min(20), 1_000),
        _ => (mantissa, 1_000 << (-whole).min(20)),
    }
}

/// An amount times a power of two.
fn doubled(amount: i64, thousandths: i64) -> i64 {
    let (part, whole) = power(thousandths);
    (i128::from(amount) * i128::from(part) / i128::from(whole)) as i64
}

/// What usually lies on an account, which follows the income and the wealth of its holder.
pub fn level(stream: &mut Stream, customer: &Customer, account_type: AccountType) -> Cents {
    let noise = stream.normal();
    let of = |times: i64, wealth: Score, spread: i64| {
        let monthly = match &customer.business {
            Some(business) => business.revenue.0 / 12,
            None => customer.person.income.0 / 12 + 500_00,
        };
        let exponent = (wealth * customer.person.wealth + spread * noise) / 1_000;
        doubled(monthly * times / 100, exponent)
    };
    let month = match &customer.business {
        Some(business) => business.revenue.0 / 30,
        None => paid_in_a_month(&customer.person),
    };
    let cents = match (account_type, customer.business.is_some()) {
        (AccountType::Checking, false) => of(165, 620, 700),
        (AccountType::Checking, true) => of(92, 100, 500),
        (AccountType::Savings, false) => of(210, 900, 1_000),
        (AccountType::Savings, true) => of(60, 100, 900),
        (AccountType::MoneyMarket, false) => of(560, 800, 900),
        (AccountType::MoneyMarket, true) => of(110, 100, 900),
        (AccountType::Cd, _) => {
            let cents = of(480, 600, 900);
            let (least, most) = CERTIFICATE;
            return Cents((cents / 500_00 * 500_00).clamp(least * 100, most * 100));
        }
    };
    let cents = cents * of_segment(account_type, customer.segment) / 100;
    let least = match account_type {
        AccountType::Checking => LEAST.max(month * OF_A_MONTH / 100),
        _ => LEAST,
    };
    Cents(cents.clamp(least.min(MOST), MOST))
}

/// Percent of what income and wealth make usual on an account that customers of a segment keep there.
const fn of_segment(account_type: AccountType, segment: CustomerSegment) -> i64 {
    match (segment, account_type) {
        (CustomerSegment::PrivateBanking, AccountType::Savings) => 195,
        (CustomerSegment::PrivateBanking, _) => 170,
        (CustomerSegment::Retail, AccountType::Checking) => 122,
        (CustomerSegment::Retail, AccountType::Savings) => 76,
        (CustomerSegment::Premium, AccountType::Savings) => 110,
        _ => 100,
    }
}

/// What a person's work brings in a month, in cents: wages are not below a least one.
fn paid_in_a_month(person: &Person) -> i64 {
    let income = person.income.0 / 12;
    match person.work {
        Work::Employed(job) => {
            let wages = between::wage(person, job.payday) * job.payday.payments_a_year() / 12;
            wages.max(income)
        }
        _ => income,
    }
}

/// What an account of a type bears a year, if it does.
pub const fn interest_rate(account_type: AccountType) -> Fraction4 {
    Fraction4(match account_type {
        AccountType::Checking => 10,
        AccountType::Savings => 120,
        AccountType::MoneyMarket => 275,
        AccountType::Cd => 410,
    })
}

/// Thousandths of the level by which a balance at the beginning of a month is above or below it.
const SWING: i64 = 110;
/// The same for what is put aside.
const SWING_OF_SAVINGS: i64 = 25;
/// Thousandths by which levels grow in a year.
const GROWTH: i64 = 25;
/// Months in which savings grow before some of them are spent, at least and at most.
const SAVED_FOR: (u64, u64) = (7, 15);
/// Thousandths of the level that savings have grown by then.
const SAVED: i64 = 180;

/// Percent of what cannot be paid that lies on an account when a month of need begins.
const IN_NEED: RangeInclusive<i64> = 35..=85;
/// So much is left at least, in cents, that the fee of the month is paid.
const LEAST_IN_NEED: i64 = 70_00;

/// What lies on an account when a month begins in which so much is due and cannot be paid, in cents.
pub fn in_need(account: &Account, month: Month, due: i64) -> i64 {
    let mut stream = account.stream_in(key!("accounts_db.accounts/in_need"), month);
    (due * stream.range(IN_NEED) / 100).max(LEAST_IN_NEED)
}

/// Percent of what had to be on an account for a large payment, and is left then, that stays until the month ends.
const REST_STAYS: i64 = 55;

/// What is on an account above the usual `level` when a month ends, because of large sums that others have moved in it. Of what
/// came in, the more the later it came; of what had to be there for a large payment, a part.
pub fn left_over(level: i64, postings: &[Posting], month: Month) -> i64 {
    let net: i64 = postings.iter().map(|posting| posting.amount.0).sum();
    let large = |posting: &&Posting| posting.amount.0 > level / 4;
    let latest = postings.iter().rfind(large);
    let came = match latest.map(|posting| i64::from(posting.at.date() - month.first())) {
        Some(day) if net > level / 4 => net * (day + 8) / 40,
        _ => 0,
    };
    let largest = postings.iter().map(|posting| -posting.amount.0).max();
    let spending = largest.unwrap_or_default().max(0);
    let rest = needed_for(spending) - spending;
    came.max(rest * REST_STAYS / 100 - level)
}

/// What lies on an account when a month begins, as long as that is enough for the month.
pub fn usual(account: &Account, month: Month) -> i64 {
    let level = account.holding.level.0;
    let ago = i64::from(Month::of(account.context.as_of()) - month).max(0);
    let level = level - level * GROWTH * ago / 12_000;
    let mut stream = account.stream_in(key!("accounts_db.accounts/balance"), month);
    let usual = match account.used_for {
        Use::Savings => {
            let (least, most) = SAVED_FOR;
            let mut habit = account.stream(key!("accounts_db.accounts/saved_for"));
            let months = least + habit.below(most - least + 1);
            let at = (month.index() + habit.below(months)) % months;
            let saved = SAVED * (2 * at as i64 - months as i64) / (2 * months as i64);
            let swing = stream.range(-SWING_OF_SAVINGS..=SWING_OF_SAVINGS);
            level * (1_000 + saved + swing) / 1_000
        }
        Use::Certificate => level,
        // What is more, or less, is what the owner takes.
        Use::Business => level * (1_000 + stream.range(-SWING..=SWING) / 3) / 1_000,
        _ => level * (1_000 + stream.range(-SWING..=SWING)) / 1_000,
    };
    usual.max(LEAST * 4 / 5)
}
