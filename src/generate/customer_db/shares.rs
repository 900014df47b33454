//! Who of twenty customers has an agent, complains and answers campaigns, and what their interactions are like.

use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer};
use crate::generate::person::{Employer, Work};
use crate::generate::shares::{Dealer, both, count, who};
use crate::key;
use crate::random::{Proportion, Share};
use crate::values::Text;

/// Customers in a portfolio (guide, "Employee Assignments": 60%); they are among those with an agent.
const IN_PORTFOLIO: Proportion = Proportion::percent(60);
/// Customers who complain (guide: 8%).
const COMPLAINING: Proportion = Proportion::percent(8);
/// Customers who answer campaigns (guide: 5%), drawn from those who are still here.
const RESPONDING: Proportion = Proportion::percent(5);
/// Customers with 0 to 5 interactions in percent (data model, section 5).
const INTERACTIONS: [u32; 6] = [20, 25, 21, 16, 11, 7];

/// The places of the customers of a block, by their place in it.
#[derive(Clone, Debug)]
pub struct Shares {
    /// The employers' names, of those who have one.
    pub employer: Vec<Option<Text>>,
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
    /// The interactions.
    pub interactions: InteractionShares,
}

/// The places of the interactions of a block in their shares, by rank.
#[derive(Clone, Debug)]
pub struct InteractionShares {
    /// What it is about.
    pub interaction_type: Vec<Share>,
    /// The way it came.
    pub channel: Vec<Share>,
    /// How it ended.
    pub outcome: Vec<Share>,
    /// Whether an employee handled it.
    pub handled: Vec<Share>,
    /// Whether it is surveyed.
    pub surveyed: Vec<Share>,
}

/// Shares out a block of customers, and settles how many interactions each has.
pub fn share_out(dealer: &Dealer, customers: &mut [Customer]) -> Shares {
    let agent = dealer.deal_to_customers(key!("customer_db.customer_profiles/assigned_agent_id"));
    let in_portfolio = who(&agent, |share| share.within(IN_PORTFOLIO));
    let complaining = dealer.deal_to_customers(key!("customer_db.complaints/complaining"));
    let complaining = who(&complaining, |share| share.within(COMPLAINING));
    let staying = who(customers, |customer| customer.closed.is_none());
    let responding =
        RESPONDING.of_all_among(u64::from(CUSTOMERS_PER_BLOCK), count(&staying) as u64);
    Shares {
        employer: customers
            .iter()
            .map(|one| employer(one, customers))
            .collect(),
        agent,
        portfolio_ended: dealer.deal_among(
            key!("employees_db.employee_assignments/ended"),
            &in_portfolio,
        ),
        complaint_type: dealer
            .deal_among(key!("customer_db.complaints/complaint_type"), &complaining),
        complaint_status: dealer.deal_among(
            key!("customer_db.complaints/status"),
            &both(&complaining, &staying),
        ),
        responding: dealer.choose_among(
            key!("customer_db.campaign_responses/responding"),
            &staying,
            responding,
        ),
        interactions: interactions(dealer, customers),
    }
}

/// The name of a customer's employer, who may be a business of the same block.
fn employer(customer: &Customer, block: &[Customer]) -> Option<Text> {
    match customer.person.work {
        _ if customer.business.is_some() => None,
        Work::Employed(job) => match job.employer {
            Employer::Elsewhere(employer) => Some(employer.name(customer.home)),
            Employer::Here(number) => {
                let company = block.iter().find(|one| one.number == number)?;
                company
                    .business
                    .as_ref()
                    .map(|business| business.name.clone())
            }
        },
        Work::SelfEmployed(_) | Work::Owner => Some("Self-employed".into()),
        Work::Retired | Work::Student | Work::NotWorking => None,
    }
}

/// Settles how many interactions the customers have; deals the shares of these.
fn interactions(dealer: &Dealer, customers: &mut [Customer]) -> InteractionShares {
    let counts = dealer.deal_to_customers(key!("customer_db.interactions/count"));
    let mut rank = 0;
    for (customer, share) in customers.iter_mut().zip(counts) {
        customer.first_interaction = rank;
        customer.interactions = share.weighted(&INTERACTIONS) as u64;
        rank += customer.interactions;
    }
    let deal = |key| dealer.deal(key, rank as usize);
    InteractionShares {
        interaction_type: deal(key!("customer_db.interactions/interaction_type")),
        channel: deal(key!("customer_db.interactions/channel")),
        outcome: deal(key!("customer_db.interactions/outcome")),
        handled: deal(key!("customer_db.interactions/handled_by")),
        surveyed: deal(key!("customer_db.satisfaction_surveys/surveyed")),
    }
}
