//! The guide's rules: one file per domain, named as its database.
//!
//! A run is a row of parts, each a pure function of the [`Bank`] and its number: first the bank itself, then its staff, then
//! the [`life()`] of each customer. Written one after the other the parts are the tables.

mod accounts_db;
mod bank;
mod block;
mod compliance_db;
mod customer_db;
mod employees_db;
mod life;
mod loans_db;
mod schemes;
mod staff;

pub use bank::Bank;
pub use life::life;
pub use loans_db::{Installment, schedule};

use crate::tables::{Encoded, Rows};
use block::Block;

/// Customers in a part: ten blocks, the reach of a share (data model, section 1).
pub const CUSTOMERS_PER_PART: u32 = 200;
/// Employees in a part.
const EMPLOYEES_PER_PART: u32 = 200;

/// How many parts a run has: the bank itself, its staff, its customers.
pub fn parts(bank: &Bank) -> u32 {
    1 + staff_parts(bank) + bank.plan.customers.div_ceil(CUSTOMERS_PER_PART)
}

fn staff_parts(bank: &Bank) -> u32 {
    bank.plan.employees.div_ceil(EMPLOYEES_PER_PART)
}

/// Appends the CSV lines of part number `part`, from 0, to `into`. `rows` is memory to work in.
///
/// Parts written in the order of their numbers make the tables; each can be made alone, on any thread.
pub fn encode_part(bank: &Bank, part: u32, rows: &mut Rows, into: &mut Encoded) {
    rows.clear();
    if part == 0 {
        employees_db::bank(bank, rows);
        customer_db::campaigns(bank, rows);
        compliance_db::bank(bank, rows);
        rows.encode(into);
    } else if part <= staff_parts(bank) {
        let blocks = EMPLOYEES_PER_PART / staff::PERIOD;
        let blocks = (part - 1) * blocks..part * blocks;
        for block in blocks.take_while(|block| block * staff::PERIOD < bank.plan.employees) {
            employees_db::block(bank, block, rows);
        }
        compliance_db::staff(bank, rows);
        rows.encode(into);
    } else {
        let blocks = CUSTOMERS_PER_PART / block::SIZE;
        let part = part - 1 - staff_parts(bank);
        let first = part * blocks;
        let mut former = first
            .checked_sub(1)
            .map(|number| Block::new(bank, u64::from(number)));
        for number in first..first + blocks {
            if number * block::SIZE >= bank.plan.customers {
                break;
            }
            let block = Block::new(bank, u64::from(number));
            let exists = |number: u32| number <= bank.plan.customers;
            for customer in block.customers.iter().filter(|one| exists(one.number)) {
                rows.clear();
                life::live(bank, former.as_ref(), &block, customer, rows);
                rows.encode(into);
            }
            former = Some(block);
        }
    }
}
