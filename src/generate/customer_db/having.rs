//! What a customer has on a day, so that nobody mentions a card without an account.

use super::errand;
use crate::generate::context::Context;
use crate::tables::Rows;
use crate::tables::accounts_db::AccountType;
use crate::values::calendar::Date;
use crate::values::texts::contacts::{Having, Needs};

/// Days after the due date from which an installment incurs a fee, and days for which the customer remembers it.
const TOO_LATE: i32 = 10;
const LATELY: i32 = 35;

/// What the customer whose accounts, loans and policies are in `rows` has on a day; without any of them, the errand. Whether a
/// late fee was charged only matters to complaints: see [`to_complain`].
pub fn on(context: Context, rows: &Rows, day: Date) -> Having {
    let open = |wanted: &dyn Fn(AccountType) -> bool| {
        let mut accounts = rows.accounts.iter();
        accounts.any(|one| {
            let open = one.opened_date <= day && one.closed_date.is_none_or(|end| day <= end);
            open && wanted(one.account_type)
        })
    };
    let account = open(&|_| true);
    let business = context.customer.business.is_some();
    let mut loans = rows.loans.iter();
    let mut policies = rows.policies.iter();
    let policy =
        policies.any(|one| one.start_date <= day && one.end_date.is_none_or(|end| day <= end));
    let errand = errand::of(context).unwrap_or(Needs::NoAccount);
    Having::default()
        .and(Needs::Account, account)
        .and(errand, !account && !policy)
        .and(Needs::Checking, open(&|kind| kind == AccountType::Checking))
        .and(
            Needs::Savings,
            open(&|kind| matches!(kind, AccountType::Savings | AccountType::MoneyMarket)),
        )
        .and(Needs::Certificate, open(&|kind| kind == AccountType::Cd))
        .and(
            Needs::Loan,
            account && loans.any(|loan| loan.disbursement_date <= day),
        )
        .and(Needs::Policy, policy)
        .and(Needs::Person, account && !business)
        .and(Needs::Business, account && business)
}

/// The same with everything that a customer can complain about.
pub fn to_complain(context: Context, rows: &Rows, day: Date) -> Having {
    let having = on(context, rows, day);
    let late = having.has(Needs::Account) && has_paid_late(rows, day);
    having.and(Needs::LateFee, late)
}

/// Whether a late fee for an installment was charged to an account in the weeks before a day.
fn has_paid_late(rows: &Rows, day: Date) -> bool {
    let linked = |loan_id| {
        let mut loans = rows.loans.iter();
        loans.any(|loan| loan.loan_id == loan_id && loan.linked_account_id.is_some())
    };
    rows.repayment_schedule.iter().any(|one| {
        one.payment_date.is_some_and(|paid| {
            (0..=LATELY).contains(&(day - paid)) && paid - one.due_date > TOO_LATE
        }) && linked(one.loan_id)
    })
}
