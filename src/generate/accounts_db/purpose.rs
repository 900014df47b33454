//! What an account is used for, and where its surplus goes.

use crate::generate::between;
use crate::generate::customer::{Customer, Habit, Ordinal};
use crate::generate::person::Score;
use crate::random::Stream;
use crate::tables::accounts_db::AccountType;
use crate::tables::loans_db::LoanStatus;

/// What an account is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Receives income and pays bills.
    Household,
    /// A second checking account, including a company's: purchases and cash.
    Pocket,
    /// A company's checking account.
    Business,
    /// Savings and money market accounts.
    Savings,
    /// A certificate of deposit.
    Certificate,
}

/// The use of the account with this ordinal.
pub fn used_for(customer: &Customer, ordinal: Ordinal) -> Use {
    let holding = customer.holding(ordinal);
    match holding.account_type {
        AccountType::Cd => Use::Certificate,
        AccountType::Savings | AccountType::MoneyMarket => Use::Savings,
        AccountType::Checking if between::household_account(customer) != Some(ordinal) => {
            Use::Pocket
        }
        AccountType::Checking if customer.business.is_some() => Use::Business,
        AccountType::Checking => Use::Household,
    }
}

/// Where surplus money goes, and where missing money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserve {
    /// The holder's account at another bank.
    OwnAccount,
    /// A broker, by index.
    Broker(usize),
}

/// Whether a customer has a broker: has roughly this much wealth or more, and pays debts on time.
pub fn invests(customer: &Customer, stream: &mut Stream, wealth: Score) -> bool {
    customer.person.wealth + stream.normal() / 2 > wealth && !borrows_badly(customer)
}

/// Whether a customer pays a loan late or not at all.
fn borrows_badly(customer: &Customer) -> bool {
    let mut loans = customer.applications.iter().filter_map(|one| one.loan);
    loans.any(|one| {
        one.habit != Habit::Punctual
            || matches!(one.status, LoanStatus::Defaulted | LoanStatus::Restructured)
    })
}
