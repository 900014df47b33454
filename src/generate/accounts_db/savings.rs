//! Money that customers save: month by month from their checking account to their savings here, two rows of one day and
//! amount (data model, section 4).

use super::amounts;
use crate::generate::context::Context;
use crate::generate::hours::OWN_TRANSFER;
use crate::generate::ledger::{Ledger, Posting, account_number};
use crate::key;
use crate::random::Proportion;
use crate::tables::accounts_db::{AccountType, TransactionType};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::numbers::numbered;

/// Customers who save, of those who have a checking account, savings or a money market account, and room on both (our
/// choice: the data model only says how such a transfer looks).
const SAVERS: Proportion = Proportion::of(2, 3);
/// Accounts with more postings than that have no room for it: a statement has at most 20 rows, four of them salaries and interest.
const POSTINGS_MOST: usize = 9;

/// Puts the transfers of a customer on both accounts, in each month of which both show the day.
pub fn save_monthly(context: Context, ledger: &mut Ledger) {
    let customer = context.customer;
    let first = |account_type| {
        customer.first_account(|one| one.account_type == account_type && one.is_active())
    };
    let named = |account_type, name| first(account_type).map(|ordinal| (ordinal, name));
    let savings = named(AccountType::Savings, "savings")
        .or_else(|| named(AccountType::MoneyMarket, "money market"));
    let (Some(checking), Some((savings, name))) = (first(AccountType::Checking), savings) else {
        return;
    };
    let mut stream = context.stream(key!("accounts_db.transactions/put_aside"));
    let full = |ordinal| ledger.postings(ordinal).len() > POSTINGS_MOST;
    if !stream.chance(SAVERS) || full(checking) || full(savings) {
        return;
    }
    let balance = |ordinal| customer.holding(ordinal).drawn_balance;
    let balance = balance(checking).min(balance(savings));
    let amount = Cents(amounts::transfer(&mut stream, balance));
    let day_of_month = stream.range(1..=28) as i32;
    let begins = ledger.first_day(checking).max(ledger.first_day(savings));
    let mut month = Date::new(begins.year(), begins.month(), 1);
    while month <= context.as_of() {
        let day = month + (day_of_month - 1);
        let at = OWN_TRANSFER.on(day, &mut stream);
        if ledger.covers(checking, day) && ledger.covers(savings, day) {
            let number = |ordinal| account_number(context.bank, customer.account_id(ordinal));
            let (there, here) = (number(savings), number(checking));
            let to = numbered::<4>(&["Transfer to ", name, " ending "].concat(), there.0);
            let from = numbered::<4>("Transfer from checking ending ", here.0);
            let row = Posting::new(at, TransactionType::Withdrawal, -amount, to);
            ledger.post(checking, row.with(there));
            let row = Posting::new(at, TransactionType::Deposit, amount, from);
            ledger.post(savings, row.with(here));
        }
        month = month.add_months(1);
    }
}
