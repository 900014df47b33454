//! The accounts, without balances.

use crate::generate::context::Context;
use crate::generate::ledger::account_number;
use crate::tables::Rows;
use crate::tables::accounts_db::{Account, AccountStatus, Currency};
use crate::values::money::Cents;

/// Makes the account rows, with balances of zero.
pub fn write(context: Context, rows: &mut Rows) {
    let customer = context.customer;
    if customer.accounts.is_empty() {
        return;
    }
    for (ordinal, holding) in customer.holdings() {
        let account_id = customer.account_id(ordinal);
        let closed = holding.status == AccountStatus::Closed;
        rows.accounts.push(Account {
            account_id,
            account_number: account_number(context.bank, account_id),
            customer_id: customer.id(),
            account_type: holding.account_type,
            account_status: holding.status,
            balance: Cents::ZERO,
            currency: Currency::Usd,
            opened_date: holding.opened,
            closed_date: closed.then_some(holding.last_day),
            branch_code: customer.branch,
            interest_rate: holding.interest_rate,
            maturity_date: holding.matures_after(holding.last_day),
        });
    }
}
