//! Money that customers put aside: month by month from their checking account to their savings here, two rows of one day and
//! amount (data model, section 4).

use super::statement::drawn_balance;
use super::{Ledger, Posting, account_number, amounts};
use crate::generate::Bank;
use crate::generate::block::{Customer, Holding};
use crate::key;
use crate::tables::accounts_db::{AccountStatus, AccountType, TransactionType};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::numbers::numbered;

/// Of the customers who have a checking account, savings or a money market account, and room on both, so many put money aside
/// (our choice: the data model only says how such a transfer looks).
const SAVERS: (u64, u64) = (2, 3);
/// Accounts with more postings than that have no room for it: a statement has at most 20 rows, four of them salaries and interest.
const POSTINGS_MOST: usize = 9;
/// Hours of day, in seconds, in which it is moved.
const HOURS: (i64, i64) = (6 * 3600, 23 * 3600 - 1);

/// Puts the transfers of a customer on both accounts, in each month of which both show the day.
pub fn put_aside(bank: &Bank, customer: &Customer, ledger: &mut Ledger) {
    let first = |account_type| {
        let open =
            |one: &Holding| one.account_type == account_type && one.status == AccountStatus::Active;
        let at = customer.accounts.iter().position(open)?;
        Some(at as u8 + 1)
    };
    let named = |account_type, name| first(account_type).map(|ordinal| (ordinal, name));
    let savings = named(AccountType::Savings, "savings")
        .or_else(|| named(AccountType::MoneyMarket, "money market"));
    let (Some(checking), Some((savings, name))) = (first(AccountType::Checking), savings) else {
        return;
    };
    let key = key!("accounts_db.transactions/put_aside");
    let mut stream = bank.random.stream(key, customer.row());
    let full = |ordinal| ledger.postings(ordinal).len() > POSTINGS_MOST;
    if !stream.chance(SAVERS.0, SAVERS.1) || full(checking) || full(savings) {
        return;
    }
    let balance = drawn_balance(bank, customer, checking);
    let balance = balance.min(drawn_balance(bank, customer, savings));
    let amount = Cents(amounts::transfer(&mut stream, balance));
    let day_of_month = stream.range(1, 28) as i32;
    let begins = ledger.first_day(checking).max(ledger.first_day(savings));
    let mut month = Date::new(begins.year(), begins.month(), 1);
    while month <= bank.as_of() {
        let day = month + (day_of_month - 1);
        let at = day.second(stream.range(HOURS.0, HOURS.1));
        if ledger.covers(checking, day) && ledger.covers(savings, day) {
            let number = |ordinal| account_number(bank, customer.number, ordinal);
            let (there, here) = (number(savings), number(checking));
            let words = ["Transfer to ", name, " ending "].concat();
            ledger.post(
                checking,
                Posting {
                    at,
                    transaction_type: TransactionType::Withdrawal,
                    amount: -amount,
                    description: numbered::<4>(&words, there.0),
                    counterparty: Some(there),
                    manual: false,
                },
            );
            ledger.post(
                savings,
                Posting {
                    at,
                    transaction_type: TransactionType::Deposit,
                    amount,
                    description: numbered::<4>("Transfer from checking ending ", here.0),
                    counterparty: Some(here),
                    manual: false,
                },
            );
        }
        month = month.add_months(1);
    }
}
