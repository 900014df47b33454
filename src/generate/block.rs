//! Twenty customers at a time, because shares hold per twenty (data model, section 1).
//!
//! Whatever is dealt out among customers, or among the accounts, applications or interactions of twenty customers, is decided
//! here, before any row is made. A block is a pure function of the bank and its number, and always whole: a scale that ends in
//! the middle of a block changes nothing in it.

use crate::generate::bank::Bank;
use crate::generate::customer::Customer;
use crate::generate::shares::Dealer;
use crate::generate::staff::Team;
use crate::generate::{
    accounts_db, compliance_db, customer_db, insurance_db, loans_db, population, schemes,
};

/// Twenty customers and the shares each domain has dealt them.
#[derive(Clone, Debug)]
pub struct Block {
    /// The customers, in order.
    pub customers: Vec<Customer>,
    /// Who has an agent, complains and responds to campaigns; the interactions.
    pub relations: customer_db::Shares,
    /// Who runs a scheme, looks like one, or handles large amounts of cash or round sums.
    pub schemes: schemes::Shares,
    /// How the bank sees each customer.
    pub compliance: compliance_db::Shares,
}

impl Block {
    /// Block number `number`, from 0: customers 20 x number + 1 to 20 x number + 20.
    ///
    /// Each domain builds on what the ones before it have decided.
    pub fn new(bank: &Bank, number: u32) -> Block {
        Block::near(bank, number, &Team::default())
    }

    /// The same block; employees who are also in the team that serves a customer `nearby` are taken from it.
    pub fn near(bank: &Bank, number: u32, nearby: &Team) -> Block {
        let dealer = &Dealer {
            bank,
            block: u64::from(number),
        };
        let mut customers = population::customers(dealer, nearby);
        accounts_db::deal(dealer, &mut customers);
        loans_db::deal(dealer, &mut customers);
        insurance_db::deal(dealer, &mut customers);
        let relations = customer_db::deal(dealer, &mut customers);
        let schemes = schemes::deal(dealer, &customers);
        let suspicions = schemes.suspicions();
        Block {
            compliance: compliance_db::deal(dealer, &mut customers, &suspicions),
            relations,
            schemes,
            customers,
        }
    }
}
