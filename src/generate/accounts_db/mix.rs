//! How many rows of each type a statement has, so that the guide's shares hold over the table.

use super::account::Account;
use super::shares::Shares;
use crate::generate::ledger::ROWS_MOST;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::accounts_db::TransactionType;
use crate::values::money::Cents;

/// The fewest rows of a statement (guide, "Transactions": 10-20x accounts).
const ROWS_LEAST: u64 = 10;
/// Spending to income (guide: 70% to 30%).
const SPENDING: Proportion = Proportion::percent(70);
/// Withdrawals, payments and fees of the spending (data model, section 4).
const SPENDINGS: [(TransactionType, u32); 3] = [
    (TransactionType::Withdrawal, 40),
    (TransactionType::Payment, 45),
    (TransactionType::Fee, 15),
];
/// A count for each of the [`SPENDINGS`].
type Spendings = [u64; SPENDINGS.len()];
/// Refunds among deposits and refunds: 5 to 50 percent of the income (data model, section 4).
const REFUNDS: Proportion = Proportion::of(5, 55);
/// Transactions that somebody made by hand (guide: 30% manual).
const MANUAL: Proportion = Proportion::percent(30);

/// The ordinary rows to make beside what is given.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    /// How many of each type, in the order from which they are shuffled.
    pub rows: [(TransactionType, u64); 5],
    /// Of all of these, those made at a counter.
    pub manual: u64,
}

impl Mix {
    /// What fills up the statement of an account with what stands on it already.
    pub fn new(account: &Account, shares: &Shares) -> Mix {
        let given_income = account.count(|row| row.amount > Cents::ZERO);
        let given_deposits = account.count_of(TransactionType::Deposit);
        let given_withdrawals = account.count_of(TransactionType::Withdrawal);
        let given_payments = account.rows.len() as u64 - given_income - given_withdrawals;
        let given_spending = given_payments + given_withdrawals;
        let rank = account.holding.rank;
        let wanted = ROWS_LEAST + shares.count[rank].of(ROWS_MOST - ROWS_LEAST + 1);
        let rounding = shares.spending[rank].of(SPENDING.whole());
        let spending = SPENDING
            .of_count(wanted, rounding)
            .min(wanted - given_income.min(wanted))
            .max(given_spending);
        let income = wanted.saturating_sub(spending).max(given_income);

        let mut stream = account.stream(key!("accounts_db.transactions/types"));
        let given = [given_withdrawals, given_payments, 0];
        let [withdrawals, payments, fees] = split(&mut stream, spending, given);
        let deposits = income - given_income;
        let mut part = |of: Proportion, count| of.of_count(count, stream.below(of.whole()));
        let refunds = part(REFUNDS, deposits + given_deposits).min(deposits);
        let manual = part(MANUAL, spending + income);
        let given_manual = account.count(|row| row.manual);
        Mix {
            rows: [
                (TransactionType::Withdrawal, withdrawals),
                (TransactionType::Deposit, deposits - refunds),
                (TransactionType::Fee, fees),
                (TransactionType::Payment, payments),
                (TransactionType::Refund, refunds),
            ],
            manual: manual.saturating_sub(given_manual),
        }
    }

    /// How many rows are of a type.
    pub fn of(&self, transaction_type: TransactionType) -> u64 {
        let of_type = self.rows.iter().filter(|(one, _)| *one == transaction_type);
        of_type.map(|(_, count)| count).sum()
    }
}

/// How many of `spending` rows are to be made of each of the [`SPENDINGS`], when this many are `given` already.
fn split(stream: &mut Stream, spending: u64, given: Spendings) -> Spendings {
    let mut counts = [0; SPENDINGS.len()];
    let whole = u64::from(SPENDINGS.iter().map(|(_, weight)| weight).sum::<u32>());
    let shift = stream.below(whole);
    for i in 0..spending {
        let mut place = (i * whole + shift) / spending;
        let mut kind = 0;
        while kind + 1 < SPENDINGS.len() && place >= u64::from(SPENDINGS[kind].1) {
            place -= u64::from(SPENDINGS[kind].1);
            kind += 1;
        }
        counts[kind] += 1;
    }
    // What is given takes the place of ordinary rows of its kind, then of payments, withdrawals and fees.
    for (own, mut given) in given.into_iter().enumerate() {
        for kind in [own, 1, 0, 2] {
            let taken = counts[kind].min(given);
            counts[kind] -= taken;
            given -= taken;
        }
    }
    counts
}
