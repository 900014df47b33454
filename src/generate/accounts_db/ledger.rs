//! What the other databases put on a customer's accounts, collected before the statements are made.

use super::statement::first_day;
use crate::generate::block::Customer;
use crate::tables::accounts_db::{Digits10, TransactionType};
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;

/// Monthly obligations that may hang on a paying account (data model, section 4): more would not fit into its statement.
const OBLIGATIONS: u8 = 4;

/// A row that something outside the account puts on its statement.
#[derive(Clone, Debug)]
pub struct Posting {
    /// When.
    pub at: Timestamp,
    /// What kind of transaction.
    pub transaction_type: TransactionType,
    /// With its sign: spending is negative.
    pub amount: Cents,
    /// As on the statement.
    pub description: Text,
    /// The account at the other end.
    pub counterparty: Option<Digits10>,
    /// Whether an employee made it.
    pub manual: bool,
}

/// The postings of one customer, by account.
#[derive(Debug)]
pub struct Ledger<'a> {
    customer: &'a Customer,
    postings: Vec<Vec<Posting>>,
    first_days: Vec<Date>,
    obligations: u8,
}

impl<'a> Ledger<'a> {
    /// No postings yet.
    pub fn new(customer: &'a Customer) -> Ledger<'a> {
        Ledger {
            customer,
            postings: vec![Vec::new(); customer.accounts.len()],
            first_days: customer.accounts.iter().map(first_day).collect(),
            obligations: 0,
        }
    }

    /// The ordinal of the paying account, if one more monthly obligation may hang on it; it then does.
    pub fn oblige(&mut self) -> Option<u8> {
        let paying = self.customer.paying_account()?;
        (self.obligations < OBLIGATIONS).then(|| {
            self.obligations += 1;
            paying
        })
    }

    /// Whether a day lies in the statement of the account of this ordinal: then what moves the account must be posted.
    pub fn covers(&self, ordinal: u8, day: Date) -> bool {
        let last_day = self.customer.accounts[usize::from(ordinal) - 1].last_day;
        (self.first_day(ordinal)..=last_day).contains(&day)
    }

    /// The first day on which the account of this ordinal has ordinary rows.
    pub fn first_day(&self, ordinal: u8) -> Date {
        self.first_days[usize::from(ordinal) - 1]
    }

    /// What is posted on the account of this ordinal so far.
    pub fn postings(&self, ordinal: u8) -> &[Posting] {
        &self.postings[usize::from(ordinal) - 1]
    }

    /// The account of this ordinal, on which nothing is posted yet, has slept until `day`, after these rows.
    pub fn revive(&mut self, ordinal: u8, day: Date, before: impl IntoIterator<Item = Posting>) {
        debug_assert!(self.covers(ordinal, day) && self.postings(ordinal).is_empty());
        self.first_days[usize::from(ordinal) - 1] = day;
        self.postings[usize::from(ordinal) - 1].extend(before);
    }

    /// Puts a row on the statement of the account of this ordinal. Its day must lie in the statement.
    pub fn post(&mut self, ordinal: u8, posting: Posting) {
        debug_assert!(self.covers(ordinal, posting.at.date()));
        self.postings[usize::from(ordinal) - 1].push(posting);
    }

    /// The postings of the account of this ordinal, which are then no longer in the ledger.
    pub fn take(&mut self, ordinal: u8) -> Vec<Posting> {
        std::mem::take(&mut self.postings[usize::from(ordinal) - 1])
    }
}
