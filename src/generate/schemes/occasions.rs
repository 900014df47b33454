//! Large cash and round amounts of honest customers: what rules find every day and nobody minds.

use super::plots::{never_round, transfer};
use super::{ACCOUNT_AGE, ROOM, days_ago, open_for};
use crate::generate::Bank;
use crate::generate::accounts_db::{Ledger, Posting, elsewhere};
use crate::generate::block::{Block, Customer};
use crate::generate::shares::{among, places};
use crate::key;
use crate::random::{Key, Stream};
use crate::tables::accounts_db::{AccountType, TransactionType};
use crate::tables::customer_db::CustomerSegment;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::statement as lines;

/// Customers of the three segments above retail whose business takes in cash: so many in 10,000.
const CASH_BUSINESSES: (u64, u64) = (350, 10_000);
/// What such a business brings at once, in dollars: more than 10,000, the limit of a report.
const TAKINGS: [i64; 4] = [10_200, 11_000, 12_500, 16_500];
/// How often in a quarter.
const TAKINGS_COUNT: (i64, i64) = (3, 6);
/// Retail customers who once handle much cash (a car sold, savings brought), in dollars.
const LARGE_CASH: (u64, u64) = (950, 10_000);
const LARGE_CASH_AMOUNT: [i64; 4] = [5_050, 5_500, 6_200, 7_900];
/// Customers who move round sums, so many thousand dollars each.
const ROUND: (u64, u64) = (350, 10_000);
const ROUND_THOUSANDS: [u32; 5] = [40, 25, 15, 5, 15];
const ROUND_COUNT: (i64, i64) = (3, 4);
/// The customer's own account elsewhere, where round sums come from and go to.
const OWN_ELSEWHERE: u64 = 8;

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

/// Who of twenty customers has which occasion.
pub fn occasions(bank: &Bank, block: u64, customers: &[Customer]) -> Vec<Option<Occasion>> {
    let usable = among(customers, |one| account(bank, one).is_some());
    let retail = among(customers, |one| one.segment == CustomerSegment::Retail);
    let within = |key: Key, (part, whole): (u64, u64), of: &dyn Fn(usize) -> bool| {
        let belong: Vec<bool> = (0..customers.len()).map(|i| usable[i] && of(i)).collect();
        let places = places(&bank.random, key, block, &belong);
        among(&places, |share| {
            share.is_some_and(|share| share.within(part, whole))
        })
    };
    let key = key!("accounts_db.transactions/cash_business");
    let takings = within(key, CASH_BUSINESSES, &|i| !retail[i]);
    let key = key!("accounts_db.transactions/large_cash");
    let large_cash = within(key, LARGE_CASH, &|i| retail[i]);
    let key = key!("accounts_db.transactions/round");
    let round = within(key, ROUND, &|_| true);
    let occasion = |i: usize| match () {
        () if takings[i] => Some(Occasion::Takings),
        () if large_cash[i] => Some(Occasion::LargeCash),
        () if round[i] => Some(Occasion::RoundSums),
        () => None,
    };
    (0..customers.len()).map(occasion).collect()
}

/// Puts the occasion of a customer, if there is one, on an account.
pub fn plant(bank: &Bank, block: &Block, customer: &Customer, ledger: &mut Ledger) {
    let Some(occasion) = block.occasions[customer.place()] else {
        return;
    };
    let Some(ordinal) = account(bank, customer) else {
        return;
    };
    if ledger.postings(ordinal).len() + TAKINGS_COUNT.1 as usize > ROOM {
        return;
    }
    let key = key!("accounts_db.transactions/occasion");
    let mut stream = bank.random.stream(key, customer.row());
    match occasion {
        Occasion::Takings => takings(bank, &mut stream, ledger, ordinal),
        Occasion::LargeCash => large_cash(bank, &mut stream, ledger, ordinal),
        Occasion::RoundSums => round_sums(bank, customer, &mut stream, ledger, ordinal),
    }
}

/// The first account on which money moves and that has a whole quarter to show.
fn account(bank: &Bank, customer: &Customer) -> Option<u8> {
    let at = customer
        .accounts
        .iter()
        .position(|one| one.account_type != AccountType::Cd && open_for(bank, one, ACCOUNT_AGE))?;
    Some(at as u8 + 1)
}

fn takings(bank: &Bank, stream: &mut Stream, ledger: &mut Ledger, ordinal: u8) {
    let count = stream.range(TAKINGS_COUNT.0, TAKINGS_COUNT.1);
    for i in 0..count {
        let ago = 85 - i * 80 / count - stream.range(0, 5);
        let amount = never_round(stream.quantile(&TAKINGS) * 100 / 5_00 * 5_00);
        let row = cash(stream, days_ago(bank, ago), amount);
        ledger.post(ordinal, row);
    }
}

fn large_cash(bank: &Bank, stream: &mut Stream, ledger: &mut Ledger, ordinal: u8) {
    let day = days_ago(bank, stream.range(3, 85));
    let amount = never_round(stream.quantile(&LARGE_CASH_AMOUNT) / 10 * 10_00);
    let sign = if stream.chance(3, 4) { 1 } else { -1 };
    let row = cash(stream, day, sign * amount);
    ledger.post(ordinal, row);
}

fn round_sums(
    bank: &Bank,
    customer: &Customer,
    stream: &mut Stream,
    ledger: &mut Ledger,
    ordinal: u8,
) {
    let own = elsewhere(bank, customer.row() * OWN_ELSEWHERE);
    let first = stream.range(10, 85);
    let incoming = stream.chance(1, 2);
    for i in 0..stream.range(ROUND_COUNT.0, ROUND_COUNT.1) {
        let at = days_ago(bank, first - i * 2).second(stream.range(7 * 3600, 21 * 3600));
        let thousands = if incoming {
            stream.weighted(&ROUND_THOUSANDS) as i64 + 1
        } else {
            -1
        };
        let row = transfer(stream, at, thousands * 1_000_00, Some(own));
        ledger.post(ordinal, row);
    }
}

/// Cash over the counter on a weekday.
fn cash(stream: &mut Stream, day: Date, amount: i64) -> Posting {
    let (transaction_type, lines) = if amount > 0 {
        (TransactionType::Deposit, lines::BRANCH_CASH_DEPOSITS)
    } else {
        (TransactionType::Withdrawal, lines::BRANCH_CASH_WITHDRAWALS)
    };
    Posting {
        at: day
            .or_last_weekday()
            .second(stream.range(9 * 3600, 17 * 3600 - 1)),
        transaction_type,
        amount: Cents(amount),
        description: (*stream.pick(lines)).into(),
        counterparty: None,
        manual: true,
    }
}
