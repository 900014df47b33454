//! Who of twenty customers has an agent, complains and answers campaigns, and what their contacts are like.

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
/// Those among them who have said so in a contact, if they had one (data model, section 5).
const AFTER_CONTACT: Proportion = Proportion::percent(90);
/// Customers who answer campaigns (guide: 5%), drawn from those who are still here.
const RESPONDING: Proportion = Proportion::percent(5);

/// The places of the customers of a block, by their place in it.
#[derive(Clone, Debug)]
pub struct Shares {
    /// The employers' names, of those who have one.
    pub employer: Vec<Option<Text>>,
    /// Of all: who has an agent and a portfolio.
    pub agent: Vec<Share>,
    /// Of those in a portfolio: whether it has ended.
    pub portfolio_ended: Vec<Option<Share>>,
    /// The complaint of who complains.
    pub grievance: Vec<Option<Grievance>>,
    /// How who answers campaigns does so.
    pub response: Vec<Option<Answer>>,
    /// The contacts.
    pub contacts: Contacts,
}

/// Somebody who answers campaigns.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Whether the first answer is a purchase.
    pub buys: bool,
    /// The account that is opened after it, if one is.
    pub opportunity: Option<Opportunity>,
}

/// Shares out a block of customers, and settles how many contacts each has.
pub fn share_out(dealer: &Dealer, customers: &mut [Customer]) -> Shares {
    let agent = dealer.deal_to_customers(key!("customer_db.customer_profiles/assigned_agent_id"));
    let in_portfolio = who(&agent, |share| share.within(IN_PORTFOLIO));
    let mut contacts = contacts::share_out(dealer, customers);
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

/// Who complains: those who have reason to, most of them after they have said so in a contact.
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

/// Blocks of ten, in hundredths, in which whoever answers campaigns buys: a purchase in five answers, of 1.3 answers a block.
const BUYING: Proportion = Proportion::percent(26);
/// How many of these are sought among those who open an account for which there was a campaign.
const FOLLOWED: Proportion = Proportion::percent(97);

/// Who answers campaigns, and who of these buys.
fn answers(dealer: &Dealer, customers: &[Customer]) -> Vec<Option<Answer>> {
    let staying = who(customers, |customer| customer.closed.is_none());
    let responding =
        RESPONDING.of_all_among(u64::from(CUSTOMERS_PER_BLOCK), count(&staying) as u64);
    // One block in so many has a buyer: a share of ten blocks.
    let key = key!("customer_db.campaign_responses/buying");
    let place = dealer
        .random()
        .share(key, dealer.block / 10, 10, dealer.block % 10);
    let buys = place.within(BUYING);
    let mut stream = dealer.stream(key!("customer_db.campaign_responses/followed"));
    let followed = buys && stream.chance(FOLLOWED);
    let opportunities: Vec<Option<Opportunity>> = if followed {
        let offers: Vec<_> = campaigns::offers(dealer.bank).collect();
        let seek = |customer: &Customer| campaigns::opportunity(customer, &offers, dealer.as_of());
        customers.iter().map(seek).collect()
    } else {
        vec![None; customers.len()]
    };
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
