//! A customer's life: all of the customer's rows in all databases, in the order in which money depends on them.

use crate::generate::bank::Bank;
use crate::generate::block::Block;
use crate::generate::context::Context;
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer};
use crate::generate::ledger::Ledger;
use crate::generate::steps::Steps;
use crate::generate::{
    accounts_db, between, compliance_db, customer_db, friends, insurance_db, loans_db, schemes,
};
use crate::tables::Rows;
use crate::tables::accounts_db::AccountRelationship;

/// All rows of customer number `number`, from 1: a pure function of the bank and the number.
///
/// ```
/// use dhub::generate::{Bank, life};
/// use dhub::plan::{DEFAULT_AS_OF, Plan};
///
/// let bank = Bank::new(Plan::new(42, DEFAULT_AS_OF, "0.1".parse()?, None, None)?);
/// let rows = life(&bank, 7);
/// let customer = rows.customers[0].customer_id;
/// assert_eq!(customer.to_string(), "CUST-0000007");
/// assert!(rows.accounts.iter().all(|account| account.customer_id == customer));
/// # Ok::<(), dhub::error::Error>(())
/// ```
pub fn life(bank: &Bank, number: u32) -> Rows {
    let block = (number - 1) / CUSTOMERS_PER_BLOCK;
    let block = Block::new(bank, block);
    let place = (number - 1) % CUSTOMERS_PER_BLOCK;
    let mut rows = Rows::default();
    let customer = &block.customers[place as usize];
    write_life(bank, &block, customer, Steps::ALL, &mut rows);
    rows
}

/// The relationships that lead from other customers' accounts to those of customer number `number`: from household members with
/// larger numbers (those with smaller numbers are in its own life). In order.
pub fn links_to(bank: &Bank, number: u32) -> Vec<AccountRelationship> {
    let block = Block::new(bank, (number - 1) / CUSTOMERS_PER_BLOCK);
    let mut rows = Rows::default();
    let larger = number + 1..=bank.plan.customers;
    for customer in block
        .customers
        .iter()
        .filter(|one| larger.contains(&one.number))
    {
        let context = Context { bank, customer };
        accounts_db::write_relationships(context, &block.customers, &mut rows);
    }
    let mut links = rows.account_relationships;
    links.retain(|link| link.related_account_id.customer == number);
    links
}

/// The campaigns and compliance rules that rows of lives refer to.
pub fn named_by_lives(bank: &Bank) -> Rows {
    let mut rows = Rows::default();
    customer_db::write_campaigns(bank, &mut rows);
    compliance_db::write_bank(bank, &mut rows);
    Rows {
        campaigns: rows.campaigns,
        compliance_rules: rows.compliance_rules,
        ..Rows::default()
    }
}

/// Makes the life of a customer of a block in `rows`, which must be empty: as much of it as `steps` calls for.
pub fn write_life(bank: &Bank, block: &Block, customer: &Customer, steps: Steps, rows: &mut Rows) {
    let context = Context { bank, customer };
    accounts_db::write(context, &block.customers, rows);

    // What loans, policies and schemes move on the accounts must be known before the statements are made.
    let mut ledger = Ledger::new(bank, customer);
    if steps.loans {
        loans_db::write(context, &mut ledger, rows);
    }
    let decisions = match steps.insurance {
        true => insurance_db::write(context, &mut ledger, rows),
        false => Vec::new(),
    };
    let mut planted = None;
    if steps.statements {
        planted = schemes::plant(context, &block.schemes, &rows.loans, &mut ledger);
        between::share_costs(context, &block.customers, &mut ledger);
        between::pay_rents(context, &block.customers, &mut ledger);
        let watched = |one: &Customer| block.schemes.tells_of(one);
        friends::pay_friends(context, &block.customers, watched, &mut ledger);
        // Customers watched for a scheme or a look-alike need the room, and must not stand out in any other way.
        if !block.schemes.tells_of(customer) {
            accounts_db::save_monthly(context, &mut ledger);
        }
        customer_db::reverse_fee(
            context,
            &block.relations,
            watched(customer),
            &mut ledger,
            rows,
        );
        accounts_db::write_statements(context, &block.customers, &mut ledger, rows);
    }

    if steps.contacts {
        customer_db::write(context, &block.relations, rows);
    }
    if steps.compliance {
        let neighbors = &block.customers;
        compliance_db::write(context, &block.compliance, neighbors, &decisions, rows);
        keep_earlier_reports(bank, block, customer, rows);
    }
    if let Some(planted) = &planted {
        schemes::write_answers(planted, rows);
    }
}

/// Reports outlast the statements that they are about: those on earlier months are on file as in a longer history.
fn keep_earlier_reports(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    let written = bank.plan.first_month();
    let reported = block.compliance.first_reported(customer);
    let Some(first) = reported.filter(|month| *month < written) else {
        return;
    };
    let plan = bank.plan.with_statements_from(first);
    if plan == bank.plan {
        return;
    }
    let (longer, mut history) = (Bank::new(plan), Rows::default());
    write_life(&longer, block, customer, Steps::ALL, &mut history);
    compliance_db::keep_reports(written, history, rows);
}
