//! Honest customers' large cash and round amounts: what rules find every day and nobody minds.

use super::episodes::month;
use super::stage::{ACCOUNT_AGE, cash, daytime, never_round, open_for, transfer};
use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Ordinal};
use crate::generate::ledger::{Ledger, Posting, number_elsewhere};
use crate::generate::shares::{Dealer, both, who};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::AccountType;
use crate::tables::customer_db::{CustomerSegment, CustomerStatus};
use crate::values::money::Cents;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Quarters in the longest statements.
const MAX_QUARTERS: u64 = 40;
/// Retail customers who occasionally, in three quarters out of eight, handle a large amount of cash (a car sold, savings brought
/// in), in dollars: no more than their monthly cash can plausibly be.
const LARGE_CASH: Proportion = Proportion::percent(80);
const LARGE_CASH_NOW: Proportion = Proportion::of(3, 8);
const LARGE_CASH_AMOUNT: [i64; 4] = [5_050, 5_500, 6_200, 7_900];
/// Customers who move round sums, and weights of 1, 2, ... thousand dollars.
const ROUND: Proportion = Proportion::per_10_000(350);
const ROUND_THOUSANDS: [u32; 5] = [40, 25, 15, 5, 15];
const ROUND_COUNT: RangeInclusive<i64> = 3..=4;
/// Large cash that is deposited rather than withdrawn.
const LARGE_CASH_IN: Proportion = Proportion::of(3, 4);

/// A reason for more money than usual to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A retail customer handles a large amount of cash once.
    LargeCash,
    /// Round sums move.
    RoundSums,
}

/// Each customer's occasion in a block, by place.
pub fn occasions(dealer: &Dealer, customers: &[Customer]) -> Vec<Option<Occasion>> {
    let usable = who(customers, |one| account(dealer.bank, one).is_some());
    let retail = who(customers, |one| one.segment == CustomerSegment::Retail);
    let large_cash = dealer.choose_among(
        key!("accounts_db.transactions/large_cash"),
        &both(&usable, &retail),
        LARGE_CASH,
    );
    let round = dealer.choose_among(key!("accounts_db.transactions/round"), &usable, ROUND);
    let occasion = |i: usize| match () {
        () if round[i] => Some(Occasion::RoundSums),
        () if large_cash[i] => Some(Occasion::LargeCash),
        () => None,
    };
    (0..customers.len()).map(occasion).collect()
}

/// Posts a customer's occasion on an account, in each quarter of its statement.
pub fn plant(context: Context, occasion: Occasion, ledger: &mut Ledger) {
    let as_of = context.as_of();
    let Some(account) = account(context.bank, context.customer) else {
        return;
    };
    let (random, row) = (&context.bank.random, context.customer.row());
    for quarter in 0..MAX_QUARTERS {
        let key = key!("accounts_db.transactions/occasion").part(quarter);
        let mut stream = random.stream(key, row);
        let month = month(as_of, quarter, &mut stream);
        if month.last() < ledger.first_day(account) {
            break;
        }
        let rows = match occasion {
            // Occasionally, not every quarter.
            Occasion::LargeCash if !stream.chance(LARGE_CASH_NOW) => continue,
            // A customer who can't pay an installment has no cash to deposit.
            Occasion::LargeCash if ledger.is_short_near(account, month.last()) => continue,
            Occasion::LargeCash => {
                let most = context.customer.cash_of_a_month();
                large_cash(&mut stream, month, most)
            }
            Occasion::RoundSums => round_sums(context, &mut stream, month),
        };
        for row in rows {
            let day = row.at.date();
            if day <= as_of && ledger.covers(account, day) {
                ledger.post(account, row);
            }
        }
    }
}

/// The first account on which money moves and that has a whole quarter to show; none for dormant customers.
fn account(bank: &Bank, customer: &Customer) -> Option<Ordinal> {
    if customer.status == CustomerStatus::Dormant {
        return None;
    }
    customer.first_account(|one| {
        one.account_type != AccountType::Cd && open_for(bank, one, ACCOUNT_AGE)
    })
}

/// A large amount of cash, once, unless it exceeds what the customer can have: other cash in the month comes on top.
fn large_cash(stream: &mut Stream, month: Month, most: Cents) -> Vec<Posting> {
    let day = month.first() + stream.range(0..=27) as i32;
    let amount = never_round(stream.quantile(&LARGE_CASH_AMOUNT) / 10 * 10_00);
    let comes_in = stream.chance(LARGE_CASH_IN);
    match comes_in {
        true if amount > most.0 * 4 / 5 => Vec::new(),
        true => vec![cash(stream, day, amount, false)],
        false => vec![cash(stream, day, -amount, false)],
    }
}

/// Round sums to or from the customer's account at another bank.
fn round_sums(context: Context, stream: &mut Stream, month: Month) -> Vec<Posting> {
    let own = number_elsewhere(context.bank, context.customer);
    let first = month.first() + stream.range(0..=20) as i32;
    let incoming = stream.chance(Proportion::HALF);
    let mut rows = Vec::new();
    for i in 0..stream.range(ROUND_COUNT) {
        let at = daytime(stream, first + i as i32 * 2);
        let thousands = if incoming {
            stream.weighted(&ROUND_THOUSANDS) as i64 + 1
        } else {
            -1
        };
        let cents = thousands * 1_000_00;
        rows.push(transfer(stream, at, cents, cents.abs(), Some(own)));
    }
    rows
}
