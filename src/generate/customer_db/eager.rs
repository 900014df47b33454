//! How inclined a customer is to get in touch, complain and respond: scores in thousandths of a standard deviation.

use super::{collections, errand, freezes};
use crate::generate::customer::Customer;
use crate::tables::accounts_db::AccountStatus;
use crate::tables::customer_db::{CustomerSegment, CustomerStatus};
use crate::tables::loans_db::LoanStatus;
use crate::values::calendar::Date;

/// A customer who finds an account frozen gets in touch.
const FROZEN: i64 = 1_500;
/// Somebody who holds nothing is known to the bank by one or two contacts: more than by none, less than an account holder.
const ERRAND: i64 = 450;

/// Trouble the customer has had with the bank: loans gone wrong, frozen accounts.
fn trouble(customer: &Customer) -> i64 {
    let loans = customer.applications.iter().filter_map(|one| one.loan);
    let failed = loans.filter(|loan| {
        matches!(
            loan.status,
            LoanStatus::Defaulted | LoanStatus::Restructured
        )
    });
    let frozen = customer.accounts.iter();
    let frozen = frozen.filter(|one| one.status == AccountStatus::Frozen);
    700 * failed.count() as i64 + 900 * frozen.count() as i64
}

/// Getting in touch at all. Customers with more products have more to say; late payers and those in trouble call; dormant ones
/// don't.
///
/// `noise` is what chance adds; nearly all who hold nothing have an errand.
pub fn to_contact(customer: &Customer, noise: i64, as_of: Date) -> i64 {
    if errand::holds_nothing(customer) {
        return ERRAND + noise / 5;
    }
    let away = match customer.status {
        CustomerStatus::Active => 0,
        CustomerStatus::Dormant => -4_000,
        CustomerStatus::Closed => -800,
    };
    let things = customer.policies.len() + customer.applications.len();
    let account = if customer.accounts.is_empty() {
        -300
    } else {
        500
    };
    let business = customer.business.as_ref().map_or(0, |_| 400);
    let changes = 250 * customer.profile_changes.len() as i64;
    let frozen = FROZEN * freezes::noticed(customer, as_of).len() as i64;
    // Customers late with a loan hear from collections.
    let called = 4_000 * collections::wanted(customer) as i64;
    called + account + frozen + 250 * things as i64 + business + changes + trouble(customer)
        - customer.person.credit / 4
        + away
        + noise
}

/// Having an agent and being in a portfolio: private banking and companies first, then whoever has most here; hardly anybody who
/// holds nothing, and nobody who has left.
pub fn to_have_an_agent(customer: &Customer) -> i64 {
    let segment = match customer.segment {
        CustomerSegment::PrivateBanking => 5_000,
        CustomerSegment::Corporate => 4_000,
        CustomerSegment::Premium => 1_500,
        CustomerSegment::Retail => 0,
    };
    let status = match customer.status {
        CustomerStatus::Active => 0,
        CustomerStatus::Dormant => -1_500,
        CustomerStatus::Closed => -20_000,
    };
    let nothing = match errand::holds_nothing(customer) {
        true => -8_000,
        false => 0,
    };
    let things = 600 * customer.accounts.len()
        + 500 * customer.applications.len()
        + 300 * customer.policies.len();
    segment + status + nothing + things as i64
}

/// Complaining. Customers without an account, closed or dormant ones have nothing to complain about; recent ones haven't had time
/// to.
pub fn to_complain(customer: &Customer, as_of: Date) -> i64 {
    let bound = !customer.accounts.is_empty()
        && customer.status == CustomerStatus::Active
        && as_of - customer.joined() > 120;
    let bound = if bound { 0 } else { -50_000 };
    bound + trouble(customer) - customer.person.credit / 3
}

/// Responding to a campaign.
pub fn to_answer(customer: &Customer) -> i64 {
    let away = match customer.status {
        CustomerStatus::Dormant => -3_000,
        _ => 0,
    };
    away + customer.person.digital / 2
}
