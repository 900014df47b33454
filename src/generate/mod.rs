//! The guide's rules: one file per domain, named as its database.
//!
//! [`Bank`] is what every customer shares: the plan, the randomness, the staff. A run is a row of parts, each a pure function
//! of the bank and its number; written one after the other they are the tables.

mod bank;

pub use bank::Bank;

use crate::tables::{Encoded, Rows};

/// Customers in a part: ten blocks of twenty, the reach of a share (data model, section 1).
pub const CUSTOMERS_PER_PART: u32 = 200;
/// Employees in a part.
pub const EMPLOYEES_PER_PART: u32 = 200;

/// How many parts a run has: the bank itself, its staff, its customers.
pub fn parts(bank: &Bank) -> u32 {
    1 + bank.plan().employees.div_ceil(EMPLOYEES_PER_PART)
        + bank.plan().customers.div_ceil(CUSTOMERS_PER_PART)
}

/// Appends the CSV lines of part number `part`, from 0, to `into`. `rows` is memory to work in.
///
/// Parts written in the order of their numbers make the tables; each can be made alone, on any thread.
pub fn encode_part(bank: &Bank, part: u32, rows: &mut Rows, into: &mut Encoded) {
    rows.clear();
    let _ = (bank, part);
    rows.encode(into);
}
