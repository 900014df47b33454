//! One customer's life: all rows of the customer in all databases, in the order that money needs.

use crate::generate::accounts_db::Ledger;
use crate::generate::bank::Bank;
use crate::generate::block::{Block, Customer, SIZE};
use crate::generate::{accounts_db, compliance_db, customer_db, insurance_db, loans_db, schemes};
use crate::tables::Rows;

/// All rows of customer number `number`, from 1: a pure function of the bank and the number.
pub fn life(bank: &Bank, number: u32) -> Rows {
    let (block, place) = ((number - 1) / SIZE, (number - 1) % SIZE);
    let former = block
        .checked_sub(1)
        .map(|former| Block::new(bank, u64::from(former)));
    let block = Block::new(bank, u64::from(block));
    let customer = &block.customers[place as usize];
    let mut rows = Rows::default();
    live(bank, former.as_ref(), &block, customer, &mut rows);
    rows
}

/// Makes the life of one customer of a block in `rows`, which must be empty. `former` is the block before it.
pub fn live(
    bank: &Bank,
    former: Option<&Block>,
    block: &Block,
    customer: &Customer,
    rows: &mut Rows,
) {
    accounts_db::customer(bank, customer, rows);
    accounts_db::accounts(bank, customer, rows);
    accounts_db::relationships(bank, former, block, customer, rows);

    // What loans, policies and schemes move on the accounts is known before the statements are made.
    let mut ledger = Ledger::new(customer);
    loans_db::loans(bank, customer, &mut ledger, rows);
    let decisions = insurance_db::policies(bank, customer, &mut ledger, rows);
    let story = schemes::plant(bank, block, customer, &rows.loans, &mut ledger);
    // Who is watched, for a scheme or for what looks like one, needs the room, and has nothing else to be found by.
    if story.is_none() {
        accounts_db::put_aside(bank, customer, &mut ledger);
    }
    for ordinal in 1..=customer.accounts.len() as u8 {
        let balance = accounts_db::statement(bank, block, customer, ordinal, &mut ledger, rows);
        rows.accounts[usize::from(ordinal) - 1].balance = balance;
    }

    customer_db::profile(bank, block, customer, rows);
    customer_db::interactions(bank, block, customer, rows);
    customer_db::complaints(bank, block, customer, rows);
    customer_db::campaign_responses(bank, block, customer, rows);

    compliance_db::customer(bank, block, customer, story.as_ref(), &decisions, rows);
}
