//! The days on which a customer gets in touch.

use crate::generate::customer::Customer;
use crate::tables::customer_db::CustomerStatus;
use crate::values::calendar::Date;

/// Contacts lie within the last two years.
const WITHIN: i32 = 730;
/// Minimum days for which a dormant customer hasn't been heard from.
const SILENT: i32 = 366;
/// Days after joining in which even customers dormant ever since get in touch.
const WELCOME: i32 = 10;

/// The days on which a customer gets in touch: while alive, within two years; dormant customers have been silent for one.
pub fn span(customer: &Customer, as_of: Date) -> (Date, Date) {
    let joined = customer.joined() + 1;
    let last = match customer.status {
        CustomerStatus::Dormant => (as_of - SILENT).max(joined + WELCOME),
        _ => customer.last_act(as_of),
    };
    (joined.max(last - WITHIN).min(last), last)
}
