//! accounts_db: customers, accounts, relationships and statements (data model, section 4).

mod account;
mod accounts;
mod balance;
mod bills;
mod business;
mod customers;
mod daily;
mod ends;
mod freezes;
mod household;
mod incomes;
mod interest;
mod levels;
mod month;
mod need;
mod payees;
mod profits;
mod purchases;
mod purpose;
mod relationships;
mod savings;
mod shares;
mod short_months;
mod statement;

pub use relationships::write as write_relationships;
pub use savings::save_monthly;
pub use shares::deal;

use crate::generate::context::Context;
use crate::generate::customer::Customer;
use crate::generate::ledger::Ledger;
use crate::tables::Rows;

/// Makes the customer, the accounts without balances, which the statements fill in, and the relationships. `neighbors` are the
/// customers in the block.
pub fn write(context: Context, neighbors: &[Customer], rows: &mut Rows) {
    customers::write(context, rows);
    accounts::write(context, rows);
    relationships::write(context, neighbors, rows);
}

/// Makes the statements of all accounts, including what the ledger holds for them, and fills in the balances. `neighbors` are the
/// customers in the block.
pub fn write_statements(
    context: Context,
    neighbors: &[Customer],
    ledger: &mut Ledger,
    rows: &mut Rows,
) {
    for (ordinal, _) in context.customer.holdings() {
        let balance = statement::write(context, neighbors, ordinal, ledger, rows);
        rows.accounts[ordinal.index()].balance = balance;
    }
}
