//! Where unusual activity can happen, and what its rows look like: the same for schemes, look-alikes and everybody else.

use crate::generate::bank::Bank;
use crate::generate::customer::Holding;
use crate::generate::hours::{DAYTIME, OFFICE, business_day_from, business_day_until};
use crate::generate::ledger::Posting;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::{
    AccountType, Digits10, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::numbers::numbered;
use crate::values::statement as lines;

/// Minimum age in days of an account on which something is planted, so that its statement covers a whole quarter.
pub const ACCOUNT_AGE: i32 = 100;
/// The channels of the lines of `TRANSFERS_IN` and `TRANSFERS_OUT`, line by line.
const TRANSFER_CHANNELS: [TransactionChannel; 4] = [
    TransactionChannel::Wire,
    TransactionChannel::Ach,
    TransactionChannel::Online,
    TransactionChannel::Mobile,
];

/// Most that one person pays another by phone, in cents.
const MAX_IN_PERSON: i64 = 2_500_00;

const HOUR: i64 = 3600;

/// The first line that doesn't need an open bank.
const WITHOUT_THE_BANK: usize = 2;
/// The line that uses a real-time network while banks are closed.
const EXTERNAL: usize = 2;

/// Whether an account is active, was never frozen, and was opened at least `days` days ago.
pub fn open_for(bank: &Bank, account: &Holding, days: i32) -> bool {
    account.is_active() && account.freeze.is_none() && account.opened <= bank.as_of() - days
}

/// A moment of the day at which people move money.
pub fn daytime(stream: &mut Stream, day: Date) -> Timestamp {
    DAYTIME.on(day, stream)
}

/// The same moment, or a later one at which people are awake: 7:00 to 21:00. Money never leaves before it has arrived.
pub fn waking(at: Timestamp) -> Timestamp {
    let shift = match at.second_of_day() / HOUR {
        0..=6 => 7,
        21..=23 => 10,
        _ => 0,
    };
    at + shift * HOUR
}

/// Cash at the counter on a business day: `cents` deposited, or withdrawn if negative. Only businesses have a night drop.
pub fn cash(stream: &mut Stream, day: Date, cents: i64, business: bool) -> Posting {
    let (transaction_type, lines) = match (cents > 0, business) {
        (true, true) => (TransactionType::Deposit, lines::BUSINESS_CASH_DEPOSITS),
        (true, false) => (TransactionType::Deposit, lines::BRANCH_CASH_DEPOSITS),
        (false, _) => (TransactionType::Withdrawal, lines::BRANCH_CASH_WITHDRAWALS),
    };
    let at = OFFICE.on(business_day_until(day), stream);
    let words = *stream.pick(lines);
    Posting::new(at, transaction_type, Cents(cents), words)
        .by_hand(true)
        .via(TransactionChannel::Branch)
        .spent_on(TransactionCategory::Cash)
}

/// A transfer of `cents` from somebody, or to somebody if negative. Wires and the clearing house rest when the bank does. `most`
/// is the most it could be in cents: money is passed on through a channel chosen by what there is, not by what is left after a
/// cut, so that the channel doesn't give away which is which.
pub fn transfer(
    stream: &mut Stream,
    at: Timestamp,
    cents: i64,
    most: i64,
    counterparty: Option<Digits10>,
) -> Posting {
    let line = line(stream, at, most.max(cents.abs()));
    moved(at, cents, counterparty, line)
}

/// An account at this bank that pays a customer or is paid by one.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Its number.
    pub number: Digits10,
    /// Account type.
    pub account_type: AccountType,
    /// The holder's given name.
    pub holder: &'static str,
}

/// A payment of `cents` between customers on both statements, the payer's first. Nothing leaves the bank: it is a transfer
/// between accounts or, unless it could be a large sum (`most` as in [`transfer`]), a person-to-person payment, and costs no fee.
pub fn between(
    stream: &mut Stream,
    at: Timestamp,
    cents: i64,
    most: i64,
    payer: End,
    payee: End,
) -> (Posting, Posting) {
    let cents = never_round(cents);
    let in_person = stream.chance(Proportion::HALF) && most.max(cents) <= MAX_IN_PERSON;
    let row = |cents: i64, other: End, preposition: &str| {
        let (transaction_type, channel) = match (cents > 0, in_person) {
            (true, true) => (TransactionType::Deposit, TransactionChannel::Mobile),
            (true, false) => (TransactionType::Deposit, TransactionChannel::Online),
            (false, true) => (TransactionType::Withdrawal, TransactionChannel::Mobile),
            (false, false) => (TransactionType::Withdrawal, TransactionChannel::Online),
        };
        let words = match in_person {
            true => ["Person to person payment ", preposition, " ", other.holder]
                .concat()
                .into(),
            false => {
                let kind = other.account_type.label().replace('_', " ");
                let words = ["Transfer ", preposition, " ", kind.as_str(), " ending "].concat();
                numbered::<4>(&words, other.number.0)
            }
        };
        Posting::new(at, transaction_type, Cents(cents), words)
            .with(other.number)
            .via(channel)
            .spent_on(TransactionCategory::Transfer)
    };
    (row(-cents, payee, "to"), row(cents, payer, "from"))
}

/// One of the lines possible for a transfer of at most `most` cents at a moment: large sums aren't paid from person to person,
/// which is the last line.
fn line(stream: &mut Stream, at: Timestamp, most: i64) -> usize {
    let open = business_day_from(at.date()) == at.date();
    let first = if open { 0 } else { WITHOUT_THE_BANK };
    let large = usize::from(most > MAX_IN_PERSON);
    let lines = lines::TRANSFERS_IN.len() - large - first;
    first + stream.below(lines as u64) as usize
}

fn moved(at: Timestamp, cents: i64, counterparty: Option<Digits10>, line: usize) -> Posting {
    let transaction_type = match cents > 0 {
        true => TransactionType::Deposit,
        false => TransactionType::Withdrawal,
    };
    let words = match (line == EXTERNAL && !at.date().is_business_day(), cents > 0) {
        (true, true) => lines::INSTANT_IN,
        (true, false) => lines::INSTANT_OUT,
        (false, true) => lines::TRANSFERS_IN[line],
        (false, false) => lines::TRANSFERS_OUT[line],
    };
    Posting {
        counterparty,
        ..Posting::new(at, transaction_type, Cents(cents), words)
    }
    .via(TRANSFER_CHANNELS[line])
    .spent_on(TransactionCategory::Transfer)
}

/// The monthly fee for an account that has been dormant for a year.
pub fn dormant_fee(day: Date) -> Posting {
    const FEE: Cents = Cents::dollars(-5);
    Posting::new(
        day.at(23, 15, 0),
        TransactionType::Fee,
        FEE,
        lines::DORMANT_FEE,
    )
}

/// The amount in cents, or slightly less if it is a multiple of a thousand dollars.
pub const fn never_round(cents: i64) -> i64 {
    if cents % 1_000_00 == 0 {
        cents - 20_00
    } else {
        cents
    }
}
