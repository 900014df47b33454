//! An account whose statement is being made.

use crate::generate::context::Context;
use crate::generate::customer::{Holding, Ordinal};
use crate::generate::ledger::{Ledger, Posting, ROWS_MOST};
use crate::random::{Key, Stream};
use crate::tables::accounts_db::TransactionType;
use crate::tables::ids::AccountId;
use crate::values::calendar::Date;
use crate::values::money::Cents;

/// An account with the rows of its statement so far.
pub struct Account<'a> {
    /// Whose account it is.
    pub context: Context<'a>,
    /// What is settled about it.
    pub holding: &'a Holding,
    /// Its key.
    pub id: AccountId,
    /// The first day of the statement.
    pub first: Date,
    /// The balance at the end of the statement.
    pub balance: Cents,
    /// What stands on it, not yet in order.
    pub rows: Vec<Posting>,
}

impl<'a> Account<'a> {
    /// The account of an ordinal, with its postings in the ledger.
    pub fn new(context: Context<'a>, ordinal: Ordinal, ledger: &mut Ledger) -> Account<'a> {
        let holding = context.customer.holding(ordinal);
        let mut rows = ledger.take(ordinal);
        rows.reserve(ROWS_MOST as usize);
        Account {
            context,
            holding,
            id: context.customer.account_id(ordinal),
            first: ledger.first_day(ordinal),
            balance: holding.drawn_balance,
            rows,
        }
    }

    /// The stream of one aspect of the account.
    pub fn stream(&self, key: Key) -> Stream {
        self.context.stream_of(key, self.id)
    }

    /// Whether a day lies in the statement.
    pub fn shows(&self, day: Date) -> bool {
        (self.first..=self.holding.last_day).contains(&day)
    }

    /// How many rows are as asked.
    pub fn count(&self, is: impl Fn(&Posting) -> bool) -> u64 {
        self.rows.iter().filter(|row| is(row)).count() as u64
    }

    /// How many rows are of a type.
    pub fn count_of(&self, transaction_type: TransactionType) -> u64 {
        self.count(|row| row.transaction_type == transaction_type)
    }
}
