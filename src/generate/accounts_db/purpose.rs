//! What an account is for, and where the money goes that is left on it.

use crate::generate::between;
use crate::generate::customer::{Customer, Ordinal};
use crate::tables::accounts_db::AccountType;

/// What an account is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Income comes to it, and bills are paid from it.
    Household,
    /// A person's second checking account: purchases and cash.
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
