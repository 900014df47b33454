//! Houses that customers sell when they move.

use super::length::MIN_EARLY;
use super::types::borrows_for_home;
use crate::generate::customer::Customer;
use crate::random::Stream;
use crate::values::calendar::Date;

/// Days from the sale of a house to the move out of it, and the most days from the first account to the first disbursement.
const SOLD_BEFORE: [i64; 3] = [5, 18, 40];
const FIRST_PAYOUT: i32 = 150;

/// Term in months of the mortgage on a house that its owner sold when the household moved to its current home; `None` for a house
/// that is rented out or still is the home.
pub fn months_until_move(customer: &Customer, as_of: Date) -> Option<i64> {
    let first = customer
        .first_paying()
        .filter(|_| borrows_for_home(customer, as_of))?;
    let of_age = customer.person.born.add_months(18 * 12);
    let days = customer.household.since - first.opened.max(of_age) - FIRST_PAYOUT;
    let months = i64::from(days) * 12 / 366;
    (months >= MIN_EARLY).then_some(months)
}

/// Whether a customer has a house to sell: one that is rented out, or the previous home.
pub fn sells(customer: &Customer, as_of: Date) -> bool {
    !borrows_for_home(customer, as_of) || months_until_move(customer, as_of).is_some()
}

/// The payoff day of the mortgage on a house sold before the household moves.
pub fn sold_on(stream: &mut Stream, moved_in: Date) -> Date {
    moved_in - stream.quantile(&SOLD_BEFORE) as i32
}
