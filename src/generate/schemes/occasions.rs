//! Large cash and round amounts of honest customers: what rules find every day and nobody minds.

use super::stage::{ACCOUNT_AGE, ROOM, cash, days_ago, daytime, never_round, open_for, transfer};
use crate::generate::bank::Bank;
use crate::generate::context::Context;
use crate::generate::customer::{Customer, Ordinal};
use crate::generate::ledger::Ledger;
use crate::generate::shares::{Dealer, both, who};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::{AccountType, Digits10};
use crate::tables::customer_db::CustomerSegment;
use crate::values::number_spaces::OWN_ACCOUNTS_ELSEWHERE;
use std::ops::RangeInclusive;

/// Customers of the three segments above retail whose business takes in cash.
const CASH_BUSINESSES: Proportion = Proportion::per_10_000(350);
/// What such a business brings at once, in dollars: more than 10,000, the limit of a report.
const TAKINGS: [i64; 4] = [10_200, 11_000, 12_500, 16_500];
/// How often in a quarter.
const TAKINGS_COUNT: RangeInclusive<i64> = 3..=6;
/// Retail customers who once handle much cash (a car sold, savings brought), in dollars.
const LARGE_CASH: Proportion = Proportion::per_10_000(950);
const LARGE_CASH_AMOUNT: [i64; 4] = [5_050, 5_500, 6_200, 7_900];
/// Customers who move round sums, and weights of 1, 2, ... thousand dollars.
const ROUND: Proportion = Proportion::per_10_000(350);
const ROUND_THOUSANDS: [u32; 5] = [40, 25, 15, 5, 15];
const ROUND_COUNT: RangeInclusive<i64> = 3..=4;
/// Large cash that is paid in rather than out.
const LARGE_CASH_IN: Proportion = Proportion::of(3, 4);

/// An occasion for more money than usual to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A business brings cash.
    Takings,
    /// A retail customer handles much cash once.
    LargeCash,
    /// Round sums move.
    RoundSums,
}

/// Who of the customers of a block has which occasion, by place.
pub fn occasions(dealer: &Dealer, customers: &[Customer]) -> Vec<Option<Occasion>> {
    let usable = who(customers, |one| account(dealer.bank, one).is_some());
    let retail = who(customers, |one| one.segment == CustomerSegment::Retail);
    let above = who(&retail, |retail| !retail);
    let takings = dealer.choose_among(
        key!("accounts_db.transactions/cash_business"),
        &both(&usable, &above),
        CASH_BUSINESSES,
    );
    let large_cash = dealer.choose_among(
        key!("accounts_db.transactions/large_cash"),
        &both(&usable, &retail),
        LARGE_CASH,
    );
    let round = dealer.choose_among(key!("accounts_db.transactions/round"), &usable, ROUND);
    let occasion = |i: usize| match () {
        () if takings[i] => Some(Occasion::Takings),
        () if large_cash[i] => Some(Occasion::LargeCash),
        () if round[i] => Some(Occasion::RoundSums),
        () => None,
    };
    (0..customers.len()).map(occasion).collect()
}

/// Puts the occasion of a customer on an account, if it has room.
pub fn plant(context: Context, occasion: Occasion, ledger: &mut Ledger) {
    let bank = context.bank;
    let Some(account) = account(bank, context.customer) else {
        return;
    };
    if ledger.postings(account).len() + *TAKINGS_COUNT.end() as usize > ROOM {
        return;
    }
    let mut stream = context.stream(key!("accounts_db.transactions/occasion"));
    match occasion {
        Occasion::Takings => takings(bank, &mut stream, ledger, account),
        Occasion::LargeCash => large_cash(bank, &mut stream, ledger, account),
        Occasion::RoundSums => round_sums(context, &mut stream, ledger, account),
    }
}

/// The first account on which money moves and that has a whole quarter to show.
fn account(bank: &Bank, customer: &Customer) -> Option<Ordinal> {
    customer.first_account(|one| {
        one.account_type != AccountType::Cd && open_for(bank, one, ACCOUNT_AGE)
    })
}

/// The weekly takings of a cash business.
fn takings(bank: &Bank, stream: &mut Stream, ledger: &mut Ledger, account: Ordinal) {
    let count = stream.range(TAKINGS_COUNT);
    for i in 0..count {
        let ago = 85 - i * 80 / count - stream.range(0..=5);
        let amount = never_round(stream.quantile(&TAKINGS) * 100 / 5_00 * 5_00);
        let row = cash(stream, days_ago(bank, ago), amount);
        ledger.post(account, row);
    }
}

/// Much cash, once.
fn large_cash(bank: &Bank, stream: &mut Stream, ledger: &mut Ledger, account: Ordinal) {
    let day = days_ago(bank, stream.range(3..=85));
    let amount = never_round(stream.quantile(&LARGE_CASH_AMOUNT) / 10 * 10_00);
    let sign = if stream.chance(LARGE_CASH_IN) { 1 } else { -1 };
    let row = cash(stream, day, sign * amount);
    ledger.post(account, row);
}

/// Round sums from or to the customer's account at another bank.
fn round_sums(context: Context, stream: &mut Stream, ledger: &mut Ledger, account: Ordinal) {
    let bank = context.bank;
    let own = OWN_ACCOUNTS_ELSEWHERE.number(&bank.random, context.customer.number, 0);
    let first = stream.range(10..=85);
    let incoming = stream.chance(Proportion::HALF);
    for i in 0..stream.range(ROUND_COUNT) {
        let at = daytime(stream, days_ago(bank, first - i * 2));
        let thousands = if incoming {
            stream.weighted(&ROUND_THOUSANDS) as i64 + 1
        } else {
            -1
        };
        let row = transfer(stream, at, thousands * 1_000_00, Some(Digits10(own)));
        ledger.post(account, row);
    }
}
