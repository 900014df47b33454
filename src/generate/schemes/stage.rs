//! Where something out of the ordinary can happen, and what its rows look like: the same for schemes, look-alikes and everybody
//! else.

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

/// An account on which something is planted is that many days old, so that its statement covers a whole quarter.
pub const ACCOUNT_AGE: i32 = 100;
/// How the transfers of `TRANSFERS_IN` and `TRANSFERS_OUT` reach the account, line by line.
const TRANSFER_CHANNELS: [TransactionChannel; 4] = [
    TransactionChannel::Wire,
    TransactionChannel::Ach,
    TransactionChannel::Online,
    TransactionChannel::Mobile,
];

/// The most that one person pays another by phone, in cents.
const IN_PERSON_MOST: i64 = 2_500_00;

const HOUR: i64 = 3600;

/// The first of these lines that needs no open bank.
const WITHOUT_THE_BANK: usize = 2;
/// The line that goes over a real-time network while banks are closed.
const EXTERNAL: usize = 2;

/// Whether an account is active, was never frozen, and was opened at least `days` days ago.
pub fn open_for(bank: &Bank, account: &Holding, days: i32) -> bool {
    account.is_active() && account.freeze.is_none() && account.opened <= bank.as_of() - days
}

/// A moment of the day at which people move money.
pub fn daytime(stream: &mut Stream, day: Date) -> Timestamp {
    DAYTIME.on(day, stream)
}

/// The same moment, or one later at which people are awake: 7:00 to 21:00. Nothing leaves before it has come.
pub fn waking(at: Timestamp) -> Timestamp {
    let shift = match at.second_of_day() / HOUR {
        0..=6 => 7,
        21..=23 => 10,
        _ => 0,
    };
    at + shift * HOUR
}

/// Cash over the counter on a business day: cents paid in, or paid out when negative. Only a business has a night drop.
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

/// A transfer of cents from somebody, or to somebody when negative. Wires and the clearing house rest when the bank does. `most`
/// is what it may come to in cents: who passes money on chooses the way by what there is, not by what is kept of it, so that
/// the way does not tell the one from the other.
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
    /// What kind of account it is.
    pub account_type: AccountType,
    /// The given name of its holder.
    pub holder: &'static str,
}

/// Cents from one customer to another as they stand on both statements: first on that of who pays. Nothing leaves the bank:
/// it is a transfer between accounts or, if it could be no large sum (`most` as in [`transfer`]), a payment to a person, and
/// costs no fee.
pub fn between(
    stream: &mut Stream,
    at: Timestamp,
    cents: i64,
    most: i64,
    payer: End,
    payee: End,
) -> (Posting, Posting) {
    let cents = never_round(cents);
    let in_person = stream.chance(Proportion::HALF) && most.max(cents) <= IN_PERSON_MOST;
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

/// One of the lines that a transfer of so many cents at most can have at a moment: no large sum goes from person to person, which
/// is the last.
fn line(stream: &mut Stream, at: Timestamp, most: i64) -> usize {
    let open = business_day_from(at.date()) == at.date();
    let first = if open { 0 } else { WITHOUT_THE_BANK };
    let large = usize::from(most > IN_PERSON_MOST);
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

/// The monthly fee of an account that has slept for a year.
pub fn dormant_fee(day: Date) -> Posting {
    const FEE: Cents = Cents::dollars(-5);
    Posting::new(
        day.at(23, 15, 0),
        TransactionType::Fee,
        FEE,
        lines::DORMANT_FEE,
    )
}

/// The amount in cents, or a little less if it is a multiple of a thousand dollars.
pub const fn never_round(cents: i64) -> i64 {
    if cents % 1_000_00 == 0 {
        cents - 20_00
    } else {
        cents
    }
}
