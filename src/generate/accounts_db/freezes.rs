//! Frozen accounts: until the as-of date, until they are closed, or for a few days.
//!
//! What freezes money of a customer freezes all of it on one day. Only what is wrong with one account freezes that alone, for some
//! days. While an account is frozen, nothing goes out.

use crate::generate::customer::{Customer, Freeze, Holding};
use crate::generate::hours::{business_day_after, business_day_from, business_day_until};
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::{AccountStatus, AccountType};
use crate::tables::customer_db::CustomerStatus;
use crate::values::calendar::Date;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// People who leave the bank after a freeze, and days from the freeze to the end.
const ENDED: Proportion = Proportion::percent(12);
const ENDED_AFTER: RangeInclusive<i64> = 8..=25;
/// Savings that were frozen once and released, for customers who have a checking account to live on; how many months ago, the day
/// of the month on which it began, and days until it was lifted: all within a month.
const LIFTED: Proportion = Proportion::percent(12);
const LIFTED_AGO: RangeInclusive<i64> = 1..=20;
const LIFTED_FROM: RangeInclusive<i64> = 4..=10;
const LIFTED_AFTER: RangeInclusive<i64> = 3..=11;
/// Minimum age of an account in days before it can be frozen.
const OLD_ENOUGH: i32 = 35;

/// Decides which of a block's accounts were frozen and when.
pub fn settle(dealer: &Dealer, customers: &mut [Customer]) {
    let as_of = dealer.as_of();
    for customer in customers {
        let key = key!("accounts_db.accounts/freeze");
        let mut stream = dealer.random().stream(key, customer.row());
        match customer.closed {
            Some(closed) => end_frozen(customer, closed, &mut stream),
            None => freeze(customer),
        }
        if customer.status == CustomerStatus::Active && customer.died.is_none() {
            lift(customer, as_of, &mut stream);
        }
    }
}

/// All accounts of a customer are frozen on the same business day; the day before was the last one on which anything moved.
fn freeze(customer: &mut Customer) {
    let frozen = |one: &&Holding| one.status == AccountStatus::Frozen;
    let accounts = customer.accounts.iter();
    let Some(day) = accounts.filter(frozen).map(|one| one.last_day).max() else {
        return;
    };
    let from = business_day_until(day);
    for account in &mut customer.accounts {
        account.last_day = from - 1;
        account.freeze = Some(Freeze { from, lifted: None });
    }
}

/// Some customers leave after their money was frozen; their accounts end up closed.
fn end_frozen(customer: &mut Customer, closed: Date, stream: &mut Stream) {
    let from = business_day_until(closed - stream.range(ENDED_AFTER) as i32);
    let ended = stream.chance(ENDED) && customer.business.is_none() && customer.died.is_none();
    let old = |one: &Holding| one.opened + OLD_ENOUGH <= from;
    if ended && customer.accounts.iter().all(old) {
        for account in &mut customer.accounts {
            account.freeze = Some(Freeze { from, lifted: None });
        }
    }
}

/// Some savings were frozen for a few days within a month.
fn lift(customer: &mut Customer, as_of: Date, stream: &mut Stream) {
    let month = Month::of(as_of) - stream.range(LIFTED_AGO) as i32;
    let from = business_day_from(month.day(stream.range(LIFTED_FROM) as u32));
    let lifted = business_day_after(stream, from, LIFTED_AFTER);
    let checking = |one: &Holding| one.is_active() && one.account_type == AccountType::Checking;
    let since = customer.first_account(checking);
    let since = since.map(|ordinal| customer.holding(ordinal).opened);
    if !stream.chance(LIFTED) {
        return;
    }
    let saved = |one: &&mut Holding| {
        use AccountType::{MoneyMarket, Savings};
        one.is_active()
            && matches!(one.account_type, Savings | MoneyMarket)
            && one.opened + OLD_ENOUGH <= month.first()
            && since.is_some_and(|since| since <= one.opened)
    };
    if let Some(account) = customer.accounts.iter_mut().find(saved) {
        account.freeze = Some(Freeze {
            from,
            lifted: Some(lifted),
        });
    }
}
