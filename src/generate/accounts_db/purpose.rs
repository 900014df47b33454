//! What an account is for, and where the money goes that is left on it.

use crate::generate::between;
use crate::generate::customer::{Customer, Habit, Ordinal};
use crate::generate::person::Score;
use crate::random::Stream;
use crate::tables::accounts_db::AccountType;
use crate::tables::loans_db::LoanStatus;

/// What an account is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Income comes to it, and bills are paid from it.
    Household,
    /// A second checking account: purchases and cash, also of a company.
    Pocket,
    /// A company's checking account.
    Business,
    /// Savings and money market accounts.
    Savings,
    /// A certificate of deposit.
    Certificate,
}

/// What the account of an ordinal is used for.
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

/// Where money goes that is left, and comes from when some is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserve {
    /// The holder's account at another bank.
    OwnAccount,
    /// A broker, by its place among the brokers.
    Broker(usize),
}

/// Whether somebody has a broker: who is about so wealthy, and pays what is owed.
pub fn invests(customer: &Customer, stream: &mut Stream, wealth: Score) -> bool {
    customer.person.wealth + stream.normal() / 2 > wealth && !borrows_badly(customer)
}

/// Whether somebody pays a loan late, or not at all.
fn borrows_badly(customer: &Customer) -> bool {
    let mut loans = customer.applications.iter().filter_map(|one| one.loan);
    loans.any(|one| {
        one.habit != Habit::Punctual
            || matches!(one.status, LoanStatus::Defaulted | LoanStatus::Restructured)
    })
}
