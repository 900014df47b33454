//! Who of twenty customers has an agent, complains and answers campaigns.

use super::{IN_PORTFOLIO, campaigns, complaints};
use crate::generate::block::{Customer, SIZE};
use crate::generate::shares::{among, places};
use crate::key;
use crate::random::{Key, Random, Share};

/// The places of the customers of a block, by their place in it.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Of all: who has an agent and a portfolio.
    pub agent: Vec<Share>,
    /// Of those in a portfolio: whether it has ended.
    pub portfolio_ended: Vec<Option<Share>>,
    /// Of those who complain: what about.
    pub complaint_type: Vec<Option<Share>>,
    /// Of those who complain and stay: how far it got.
    pub complaint_status: Vec<Option<Share>>,
    /// Who answers campaigns.
    pub responding: Vec<bool>,
}

impl Shares {
    /// Shares out block number `block`.
    pub fn new(random: &Random, block: u64, customers: &[Customer]) -> Shares {
        let deal = |key: Key| random.deal(key, block, u64::from(SIZE));
        let agent = deal(key!("customer_db.customer_profiles/assigned_agent_id"));
        let in_portfolio = among(&agent, |share| share.within(IN_PORTFOLIO.0, IN_PORTFOLIO.1));
        let complaining = deal(key!("customer_db.complaints/complaining"));
        let complaining = among(&complaining, complaints::complaining);
        let staying = among(customers, |customer| customer.closed.is_none());
        let stay = staying.iter().filter(|&&yes| yes).count() as u64;
        let complaining_on: Vec<bool> = complaining
            .iter()
            .zip(&staying)
            .map(|(&complains, &stays)| complains && stays)
            .collect();
        let places = |key: Key, belong: &[bool]| places(random, key, block, belong);
        let responding = places(key!("customer_db.campaign_responses/responding"), &staying);
        Shares {
            agent,
            portfolio_ended: places(
                key!("employees_db.employee_assignments/ended"),
                &in_portfolio,
            ),
            complaint_type: places(key!("customer_db.complaints/complaint_type"), &complaining),
            complaint_status: places(key!("customer_db.complaints/status"), &complaining_on),
            responding: among(&responding, |share| {
                share.is_some_and(|share| campaigns::responding(&share, stay))
            }),
        }
    }
}
