//! Which of twenty customers have an agent, complain and respond to campaigns, and what their contacts are like.

use super::campaigns::{self, Opportunity};
use super::contacts::{self, Contacts};
use super::eager;
use super::grievance::Grievance;
use crate::generate::customer::{CUSTOMERS_PER_BLOCK, Customer};
use crate::generate::person::{Employer, Work};
use crate::generate::shares::{Dealer, count, who};
use crate::key;
use crate::random::{Proportion, Share};
use crate::values::Text;

/// Customers in a portfolio (guide, "Employee Assignments": 60%); they are among those with an agent.
const IN_PORTFOLIO: Proportion = Proportion::percent(60);
/// Customers who complain (guide: 8%).
const COMPLAINING: Proportion = Proportion::percent(8);
/// Complaining customers who have said so in a contact, if they had one (data model, section 5).
const AFTER_CONTACT: Proportion = Proportion::percent(90);
/// Customers who respond to campaigns (guide: 5%), drawn from those who are still with the bank.
const RESPONDING: Proportion = Proportion::percent(5);

/// The places of a block's customers, by position in the block.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Employer names, for those who have one.
    pub employer: Vec<Option<Text>>,
    /// For all: who has an agent and is in a portfolio, those with most to look after first.
    pub agent: Vec<Share>,
    /// For those in a portfolio: whether it has ended.
    pub portfolio_ended: Vec<Option<Share>>,
    /// Complaints, for those who complain.
    pub grievance: Vec<Option<Grievance>>,
    /// Campaign responses, for those who respond.
    pub response: Vec<Option<Answer>>,
    /// The contacts.
    pub contacts: Contacts,
}

/// A customer's response to campaigns.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Whether the first response is a purchase.
    pub buys: bool,
    /// The campaign behind the account opened afterward, if there is one.
    pub opportunity: Option<Opportunity>,
}

/// Deals the shares to a block of customers and decides how many contacts each has.
pub fn deal(dealer: &Dealer, customers: &mut [Customer]) -> Shares {
    let noise = key!("customer_db.customer_profiles/assigned_agent_noise");
    let noise = dealer.noise(noise, customers.len(), 900);
    let scores = customers.iter().zip(noise);
    let scores: Vec<i64> = scores
        .map(|(customer, noise)| eager::to_have_an_agent(customer) + noise)
        .collect();
    let key = key!("customer_db.customer_profiles/assigned_agent_id");
    let agent = dealer.deal_by(key, &scores);
    let in_portfolio = who(&agent, |share| share.within(IN_PORTFOLIO));
    let mut contacts = contacts::deal(dealer, customers);
    let grievance = grievances(dealer, customers, &contacts);
    contacts.settle(dealer, customers, &grievance);
    Shares {
        employer: customers
            .iter()
            .map(|customer| employer(customer, customers))
            .collect(),
        agent,
        portfolio_ended: dealer.deal_among(
            key!("employees_db.employee_assignments/ended"),
            &in_portfolio,
        ),
        grievance,
        response: answers(dealer, customers),
        contacts,
    }
}

/// Who complains: customers with a reason to, most of them after saying so in a contact.
fn grievances(
    dealer: &Dealer,
    customers: &[Customer],
    contacts: &Contacts,
) -> Vec<Option<Grievance>> {
    let size = customers.len();
    let noise: Vec<i64> = dealer
        .noise(key!("customer_db.complaints/complaining_noise"), size, 900)
        .collect();
    let scores: Vec<i64> = (0..size)
        .map(|place| {
            let said = contacts.before_complaint(place).map_or(0, |_| 1_200);
            eager::to_complain(&customers[place], dealer.as_of()) + said + noise[place]
        })
        .collect();
    let all = vec![true; size];
    let key = key!("customer_db.complaints/complaining");
    let complaining = dealer.choose_among_by(key, &all, &scores, COMPLAINING);
    let key = key!("customer_db.complaints/complaint_type");
    let types = dealer.deal_among(key, &complaining);
    let statuses = dealer.deal_among(key!("customer_db.complaints/status"), &complaining);
    let mut stream = dealer.stream(key!("customer_db.complaints/after_contact"));
    let said: Vec<bool> = (0..size).map(|_| stream.chance(AFTER_CONTACT)).collect();
    let of = |place: usize| {
        Some(Grievance {
            complaint_type: types[place]?,
            status: statuses[place]?,
            after: contacts.before_complaint(place).filter(|_| said[place]),
        })
    };
    (0..size).map(of).collect()
}

/// Share of blocks whose responder may buy: one in five responses is a purchase, at 1.3 responses per block.
const BUYING: Proportion = Proportion::percent(31);
/// Of these, how often there is a buyer although nobody opened an account for which there was a campaign (judgment: three in four
/// purchases are then followed by the product, data model, section 5).
const BUYING_ANYWAY: Proportion = Proportion::percent(60);
/// Of these, how often the buyer is sought among those who opened an account for which there was a campaign.
const FOLLOWED: Proportion = Proportion::percent(97);

/// Who responds to campaigns, and which of them buy.
fn answers(dealer: &Dealer, customers: &[Customer]) -> Vec<Option<Answer>> {
    let staying = who(customers, |customer| customer.closed.is_none());
    let responding =
        RESPONDING.of_all_among(u64::from(CUSTOMERS_PER_BLOCK), count(&staying) as u64);
    // A fixed fraction of blocks has a buyer: a share of ten blocks.
    let key = key!("customer_db.campaign_responses/buying");
    let place = dealer
        .random()
        .share(key, dealer.block / 10, 10, dealer.block % 10);
    let may_buy = place.within(BUYING);
    let mut stream = dealer.stream(key!("customer_db.campaign_responses/followed"));
    let followed = may_buy && stream.chance(FOLLOWED);
    let opportunities: Vec<Option<Opportunity>> = if followed {
        let offers: Vec<_> = campaigns::offers(dealer.bank).collect();
        let seek = |customer: &Customer| campaigns::opportunity(customer, &offers, dealer.as_of());
        customers.iter().map(seek).collect()
    } else {
        vec![None; customers.len()]
    };
    let buys =
        may_buy && (opportunities.iter().any(Option::is_some) || stream.chance(BUYING_ANYWAY));
    let noise = dealer.noise(
        key!("customer_db.campaign_responses/noise"),
        customers.len(),
        1_000,
    );
    let scores: Vec<i64> = customers
        .iter()
        .zip(noise)
        .zip(&opportunities)
        .map(|((customer, noise), opportunity)| {
            let opens = opportunity.map_or(0, |_| 20_000);
            eager::to_answer(customer) + opens + noise
        })
        .collect();
    let key = key!("customer_db.campaign_responses/responding");
    let chosen = dealer.choose_among_by(key, &staying, &scores, responding);
    chosen
        .iter()
        .zip(opportunities)
        .map(|(&chosen, opportunity)| chosen.then_some(Answer { buys, opportunity }))
        .collect()
}

/// The name of a customer's employer, possibly a business in the same block.
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
