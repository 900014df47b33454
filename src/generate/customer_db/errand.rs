//! What brings somebody to the bank who holds nothing here: no account, no loan and no policy.

use crate::generate::context::Context;
use crate::generate::customer::Customer;
use crate::key;
use crate::random::Proportion;
use crate::tables::customer_db::CustomerStatus;
use crate::values::texts::contacts::Needs;

/// Days after joining for which an application for an account may still be under way.
const APPLYING_FOR: i32 = 400;
/// Those who act for an account holder, among customers who have held nothing for longer than that (judgment).
const ACTING: Proportion = Proportion::percent(55);

/// Whether a customer who is still with the bank holds nothing here.
pub fn holds_nothing(customer: &Customer) -> bool {
    customer.status == CustomerStatus::Active
        && customer.accounts.is_empty()
        && customer.policies.is_empty()
        && customer.applications.is_empty()
}

/// The errand of a customer who holds nothing: new ones are applying for an account; of those who have been here longer, some act
/// for an account holder under a power of attorney, and the others rent a safe deposit box. The bank has identified all of them.
pub fn of(context: Context) -> Option<Needs> {
    let customer = context.customer;
    if !holds_nothing(customer) {
        return None;
    }
    if context.as_of() - customer.joined() <= APPLYING_FOR {
        return Some(Needs::NoAccount);
    }
    let mut stream = context.stream(key!("customer_db.customer_profiles/errand"));
    Some(match stream.chance(ACTING) {
        true => Needs::Attorney,
        false => Needs::DepositBox,
    })
}
