//! What moves on a customer's accounts, collected from every domain before the statements are made.
//!
//! Money moves once: whoever moves it posts it here, and the statement shows it. What a statement covers, account numbers, and
//! how to classify a row are here too, for all readers of statements.

use crate::generate::bank::Bank;
use crate::generate::customer::{Customer, Ordinal};
use crate::tables::accounts_db::{
    Digits10, Transaction, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::tables::ids::AccountId;
use crate::tables::loans_db::Loan;
use crate::values::Text;
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::number_spaces::{ACCOUNTS, OWN_ACCOUNTS_ELSEWHERE};
use crate::values::statement::CASH;

/// Months before the first written one whose postings matter: what is left over from the last three carries into the first, and
/// savings are balanced by calendar quarter.
const MONTHS_BEFORE: i32 = 5;
/// Monthly obligations that a paying account can carry (data model, section 4): more would not fit into its statement.
const OBLIGATIONS: u8 = 4;

/// Days around a shortage in which money is short.
const SHORT_FOR: i32 = 61;

/// A row to be put on a statement.
#[derive(Clone, Debug)]
pub struct Posting {
    /// Time.
    pub at: Timestamp,
    /// Type of transaction.
    pub transaction_type: TransactionType,
    /// Signed amount: spending is negative.
    pub amount: Cents,
    /// Text on the statement.
    pub description: Text,
    /// The account at the other end.
    pub counterparty: Option<Digits10>,
    /// Whether an employee entered it.
    pub manual: bool,
    /// How it reached the account.
    pub channel: TransactionChannel,
    /// What it is for.
    pub category: TransactionCategory,
}

impl Posting {
    /// A row not entered by an employee and without a counterparty; channel and category default to the usual ones for its type.
    pub fn new(
        at: Timestamp,
        transaction_type: TransactionType,
        amount: Cents,
        description: impl Into<Text>,
    ) -> Posting {
        Posting {
            at,
            transaction_type,
            amount,
            description: description.into(),
            counterparty: None,
            manual: false,
            channel: usual_channel(transaction_type),
            category: usual_category(transaction_type),
        }
    }

    /// Sets the channel.
    #[must_use]
    pub fn via(self, channel: TransactionChannel) -> Posting {
        Posting { channel, ..self }
    }

    /// Sets the category.
    #[must_use]
    pub fn spent_on(self, category: TransactionCategory) -> Posting {
        Posting { category, ..self }
    }

    /// Sets the account at the other end.
    #[must_use]
    pub fn with(self, counterparty: Digits10) -> Posting {
        Posting {
            counterparty: Some(counterparty),
            ..self
        }
    }

    /// Marks it as entered by an employee if `manual`.
    #[must_use]
    pub fn by_hand(self, manual: bool) -> Posting {
        Posting { manual, ..self }
    }
}

/// The most common channel for a type.
const fn usual_channel(transaction_type: TransactionType) -> TransactionChannel {
    use TransactionType::*;
    match transaction_type {
        Deposit | Payment | Salary => TransactionChannel::Ach,
        Withdrawal => TransactionChannel::Online,
        Refund => TransactionChannel::Card,
        Fee | Interest | Closure => TransactionChannel::Internal,
    }
}

/// The most common category for a type.
const fn usual_category(transaction_type: TransactionType) -> TransactionCategory {
    use TransactionType::*;
    match transaction_type {
        Salary => TransactionCategory::Salary,
        Interest => TransactionCategory::Interest,
        Refund => TransactionCategory::Refund,
        Deposit => TransactionCategory::Deposit,
        Fee => TransactionCategory::Fees,
        Payment => TransactionCategory::Other,
        Withdrawal | Closure => TransactionCategory::Transfer,
    }
}

/// A period in which an account doesn't hold enough to pay something due.
#[derive(Clone, Copy, Debug)]
pub struct Shortage {
    /// The day on which collection is attempted and fails.
    pub due: Date,
    /// The day on which it is eventually paid; none if it isn't.
    pub paid: Option<Date>,
    /// Amount due.
    pub amount: Cents,
}

impl Shortage {
    /// Whether it lasts on a day of these.
    pub fn lasts_within(&self, first: Date, last: Date) -> bool {
        self.due <= last && self.paid.is_none_or(|paid| paid > first)
    }
}

/// The postings of one customer, by account.
#[derive(Debug)]
pub struct Ledger<'a> {
    customer: &'a Customer,
    postings: Vec<Vec<Posting>>,
    shortages: Vec<Vec<Shortage>>,
    reactivated_on: Vec<Option<Date>>,
    /// Which accounts loans or policies are paid from, whether or not their days are covered.
    with_obligations: Vec<bool>,
    /// The first day covered.
    covered_from: Date,
    obligations: u8,
}

impl<'a> Ledger<'a> {
    /// An empty ledger.
    pub fn new(bank: &Bank, customer: &'a Customer) -> Ledger<'a> {
        Ledger {
            customer,
            postings: vec![Vec::new(); customer.accounts.len()],
            shortages: vec![Vec::new(); customer.accounts.len()],
            reactivated_on: vec![None; customer.accounts.len()],
            with_obligations: vec![false; customer.accounts.len()],
            covered_from: (bank.plan.first_month() - MONTHS_BEFORE).first(),
            obligations: 0,
        }
    }

    /// The paying account, if it can carry one more monthly obligation, which is then counted.
    pub fn oblige(&mut self) -> Option<Ordinal> {
        let paying = self.customer.paying_account()?;
        self.hang_on(paying)
    }

    /// Likewise, for something that begins on a day by which the account must be open.
    pub fn oblige_from(&mut self, day: Date) -> Option<Ordinal> {
        let paying = self.customer.paying_account_on(day)?;
        self.hang_on(paying)
    }

    fn hang_on(&mut self, paying: Ordinal) -> Option<Ordinal> {
        (self.obligations < OBLIGATIONS).then(|| {
            self.obligations += 1;
            self.with_obligations[paying.index()] = true;
            paying
        })
    }

    /// Whether a loan or a policy is, or was, paid from an account.
    pub fn has_obligations(&self, account: Ordinal) -> bool {
        self.with_obligations[account.index()]
    }

    /// Whether a day lies in an account's statement or in the preceding months that determine its opening balance: if so,
    /// whatever moves the account must be posted.
    pub fn covers(&self, account: Ordinal, day: Date) -> bool {
        let last_day = self.customer.holding(account).last_day;
        (self.first_day(account)..=last_day).contains(&day)
    }

    /// The first day an account's statement covers.
    pub fn first_day(&self, account: Ordinal) -> Date {
        let opened = self.customer.holding(account).opened;
        self.reactivated_on(account)
            .unwrap_or(opened.max(self.covered_from))
    }

    /// The day until which an account lies dormant, if it does.
    pub fn reactivated_on(&self, account: Ordinal) -> Option<Date> {
        self.reactivated_on[account.index()]
    }

    /// What has been posted to an account so far.
    pub fn postings(&self, account: Ordinal) -> &[Posting] {
        &self.postings[account.index()]
    }

    /// Marks an account without postings as having lain dormant until `day`, after these rows.
    pub fn revive(
        &mut self,
        account: Ordinal,
        day: Date,
        before: impl IntoIterator<Item = Posting>,
    ) {
        debug_assert!(self.covers(account, day) && self.postings(account).is_empty());
        self.reactivated_on[account.index()] = Some(day);
        self.postings[account.index()].extend(before);
    }

    /// Posts a row to an account's statement. Its day must lie in the statement.
    pub fn post(&mut self, account: Ordinal, posting: Posting) {
        debug_assert!(self.covers(account, posting.at.date()));
        self.postings[account.index()].push(posting);
    }

    /// Records that an account has too little for something due.
    pub fn run_short(&mut self, account: Ordinal, shortage: Shortage) {
        self.shortages[account.index()].push(shortage);
    }

    /// Whether an account runs short within two months of a day.
    pub fn is_short_near(&self, account: Ordinal, day: Date) -> bool {
        let mut shortages = self.shortages[account.index()].iter();
        shortages.any(|one| (-SHORT_FOR..=SHORT_FOR).contains(&(one.due - day)))
    }

    /// Takes an account's shortages out of the ledger.
    pub fn take_shortages(&mut self, account: Ordinal) -> Vec<Shortage> {
        std::mem::take(&mut self.shortages[account.index()])
    }

    /// Takes an account's postings out of the ledger.
    pub fn take(&mut self, account: Ordinal) -> Vec<Posting> {
        std::mem::take(&mut self.postings[account.index()])
    }
}

/// The ten-digit number of an account at this bank, unique.
pub fn account_number(bank: &Bank, account: AccountId) -> Digits10 {
    let ordinal = u64::from(account.ordinal);
    Digits10(ACCOUNTS.number(&bank.random, account.customer, ordinal))
}

/// The number of a customer's account at another bank; husband and wife share one.
pub fn number_elsewhere(bank: &Bank, customer: &Customer) -> Digits10 {
    let holder = match customer.business {
        Some(_) => customer.number,
        None => customer
            .spouse()
            .map_or(customer.number, |spouse| spouse.min(customer.number)),
    };
    Digits10(OWN_ACCOUNTS_ELSEWHERE.number(&bank.random, holder, 0))
}

/// Whether cash changed hands.
pub fn is_cash(row: &Transaction) -> bool {
    use TransactionType::{Deposit, Withdrawal};
    matches!(row.transaction_type, Deposit | Withdrawal) && row.description.starts_with(CASH)
}

/// Whether a row is an installment on one of the loans: a payment whose description has the loan's number.
pub fn pays_a_loan(loans: &[Loan], transaction_type: TransactionType, description: &str) -> bool {
    let number = |word: &str| {
        let digits = word.len() >= 10 && word.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| word.parse().ok().map(Digits10)).flatten()
    };
    transaction_type == TransactionType::Payment
        && !loans.is_empty()
        && description
            .split(' ')
            .filter_map(number)
            .any(|number| loans.iter().any(|loan| loan.loan_number == number))
}
