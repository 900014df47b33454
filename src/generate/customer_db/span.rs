//! The days on which a customer gets in touch.

use crate::generate::customer::Customer;
use crate::tables::customer_db::CustomerStatus;
use crate::values::calendar::Date;

/// Contacts lie within the last two years.
const WITHIN: i32 = 730;
/// Days for which a dormant customer has not been heard of, at least.
const SILENT: i32 = 366;
/// Days after joining in which also those get in touch who are dormant ever since.
const WELCOME: i32 = 10;

/// The days on which a customer gets in touch: of the living, within two years; the dormant have been silent for one.
pub fn span(customer: &Customer, as_of: Date) -> (Date, Date) {
    let joined = customer.joined() + 1;
    let last = match customer.status {
        CustomerStatus::Dormant => (as_of - SILENT).max(joined + WELCOME),
        _ => customer.last_act(as_of),
    };
    (joined.max(last - WITHIN).min(last), last)
}
