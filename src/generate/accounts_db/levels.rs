//! How much money an account holds: a level that depends on the person, and a path around it (data model, section 4).

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

/// Initial deposit of a certificate, in dollars; with interest and additions it stays below 250,000.
const CERTIFICATE: (i64, i64) = (5_200, 150_000);
/// Minimum level of an account, in cents.
const LEAST: i64 = 220_00;
/// Minimum level of a checking account, in percent of monthly income (for a business, of four tenths of its revenue): with less,
/// what comes in would have to leave again in many small rows.
const MIN_LEVEL_PERCENT: i64 = 85;
/// Maximum level, in cents, except for certificates: anything more is kept at brokers.
const MOST: i64 = 900_000_00;

/// Two to the power of a number of thousandths, interpolated linearly between whole exponents.
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

/// The usual level of an account, which depends on the holder's income and wealth.
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
        AccountType::Checking => LEAST.max(month * MIN_LEVEL_PERCENT / 100),
        _ => LEAST,
    };
    Cents(cents.clamp(least.min(MOST), MOST))
}

/// What customers in a segment keep on an account, in percent of what their income and wealth suggest.
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

/// A person's monthly earnings, in cents: wages have a minimum.
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

/// Annual interest rate of an account type.
pub const fn interest_rate(account_type: AccountType) -> Fraction4 {
    Fraction4(match account_type {
        AccountType::Checking => 10,
        AccountType::Savings => 120,
        AccountType::MoneyMarket => 275,
        AccountType::Cd => 410,
    })
}

/// Thousandths of the level by which a month's opening balance varies.
const SWING: i64 = 110;
/// Likewise, for savings.
const SWING_OF_SAVINGS: i64 = 25;
/// Annual growth of levels, in thousandths.
const GROWTH: i64 = 25;
/// Shortest and longest time for which savings grow before some are spent, in months.
const SAVED_FOR: (u64, u64) = (7, 15);
/// Growth of savings by then, in thousandths of the level.
const SAVED: i64 = 180;

/// Balance at the beginning of a month of need, in percent of what can't be paid.
const IN_NEED: RangeInclusive<i64> = 35..=85;
/// Minimum balance in need, in cents, so that the monthly fee is paid.
const MIN_IN_NEED: i64 = 70_00;

/// Opening balance of a month in which `due` can't be paid, both in cents.
pub fn in_need(account: &Account, month: Month, due: i64) -> i64 {
    let mut stream = account.stream_in(key!("accounts_db.accounts/in_need"), month);
    (due * stream.range(IN_NEED) / 100).max(MIN_IN_NEED)
}

/// Percent of what remains after a large payment that stays until the month ends.
const REST_STAYS: i64 = 55;

/// Balance above the usual `level` at the end of a month because of large sums others have moved in it: of money received, the
/// more the later it came; of what had to be there for a large payment, a part.
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

/// Usual opening balance of a month, if it is enough for the month.
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
        // The owner's draw takes up the difference.
        Use::Business => level * (1_000 + stream.range(-SWING..=SWING) / 3) / 1_000,
        _ => level * (1_000 + stream.range(-SWING..=SWING)) / 1_000,
    };
    usual.max(LEAST * 4 / 5)
}
