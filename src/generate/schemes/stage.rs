//! Where something out of the ordinary can happen, and what its rows look like: the same for schemes, look-alikes and everybody
//! else.

use crate::generate::bank::Bank;
use crate::generate::customer::Holding;
use crate::generate::hours::{DAYTIME, OFFICE, business_day_until};
use crate::generate::ledger::Posting;
use crate::random::Stream;
use crate::tables::accounts_db::{
    Digits10, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::statement as lines;

/// An account on which something is planted is that many days old, so that its statement covers a whole quarter.
pub const ACCOUNT_AGE: i32 = 100;
/// A statement has at most 20 rows, of which three are salaries: what is planted and what is owed fit into the others.
pub const ROOM: usize = 17;

/// How the transfers of `TRANSFERS_IN` and `TRANSFERS_OUT` reach the account, line by line.
const TRANSFER_CHANNELS: [TransactionChannel; 4] = [
    TransactionChannel::Wire,
    TransactionChannel::Ach,
    TransactionChannel::Online,
    TransactionChannel::Mobile,
];

/// Whether an account is active and was opened at least `days` days ago.
pub fn open_for(bank: &Bank, account: &Holding, days: i32) -> bool {
    account.is_active() && account.opened <= bank.as_of() - days
}

/// A day in the statement: `ago` days before its end.
pub fn days_ago(bank: &Bank, ago: i64) -> Date {
    bank.as_of() - ago as i32
}

/// A moment of the day at which people move money.
pub fn daytime(stream: &mut Stream, day: Date) -> Timestamp {
    DAYTIME.on(day, stream)
}

/// Cash over the counter on a business day: cents paid in, or paid out when negative.
pub fn cash(stream: &mut Stream, day: Date, cents: i64) -> Posting {
    let (transaction_type, lines) = if cents > 0 {
        (TransactionType::Deposit, lines::BRANCH_CASH_DEPOSITS)
    } else {
        (TransactionType::Withdrawal, lines::BRANCH_CASH_WITHDRAWALS)
    };
    let at = OFFICE.on(business_day_until(day), stream);
    let words = *stream.pick(lines);
    Posting::new(at, transaction_type, Cents(cents), words)
        .by_hand(true)
        .via(TransactionChannel::Branch)
        .spent_on(TransactionCategory::Cash)
}

/// A transfer of cents from somebody, or to somebody when negative.
pub fn transfer(
    stream: &mut Stream,
    at: Timestamp,
    cents: i64,
    counterparty: Option<Digits10>,
) -> Posting {
    let (transaction_type, lines) = if cents > 0 {
        (TransactionType::Deposit, lines::TRANSFERS_IN)
    } else {
        (TransactionType::Withdrawal, lines::TRANSFERS_OUT)
    };
    let line = stream.below(lines.len() as u64) as usize;
    Posting {
        counterparty,
        ..Posting::new(at, transaction_type, Cents(cents), lines[line])
    }
    .via(TRANSFER_CHANNELS[line])
    .spent_on(TransactionCategory::Transfer)
}

/// The amount in cents, or a little less if it is a multiple of a thousand dollars.
pub const fn never_round(cents: i64) -> i64 {
    if cents % 1_000_00 == 0 {
        cents - 20_00
    } else {
        cents
    }
}
