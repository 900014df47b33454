//! Customers' responses to campaigns.

use super::campaigns::{FOLLOWS_WITHIN, Offer, offers, sold};
use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::hours::between;
use crate::key;
use crate::random::{Proportion, Weighted};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::values::calendar::Date;
use crate::values::texts::crm::Sells;

/// Responders who respond to two campaigns rather than one.
const RESPONDING_TWICE: Proportion = Proportion::percent(30);
/// Responses other than purchases by type (data model, section 5: 40, 30 and 10 percent of all).
const OTHERS: Weighted<ResponseType, 3> = Weighted::new([
    (ResponseType::Opened, 40),
    (ResponseType::Clicked, 30),
    (ResponseType::Unsubscribed, 10),
]);
/// Whether a customer bought what a campaign sells soon after responding: merely opening a message doesn't count.
fn converted(rows: &Rows, offer: &Offer, response_type: ResponseType, answered: Date) -> bool {
    let bought = |day: Date| (0..=FOLLOWS_WITHIN).contains(&(day - answered));
    let last_step = matches!(
        response_type,
        ResponseType::Clicked | ResponseType::Purchased
    );
    last_step
        && match offer.sells {
            Some(Sells::Account) => rows.accounts.iter().any(|one| bought(one.opened_date)),
            Some(Sells::Loan) => {
                let mut applied = rows.loan_applications.iter();
                applied.any(|one| bought(one.application_date))
            }
            Some(Sells::Policy) => rows.policies.iter().any(|one| bought(one.start_date)),
            None => false,
        }
}

/// Makes a customer's responses to campaigns for the customer's segment or for everybody.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    let customer = context.customer;
    let Some(answer) = shares.response[customer.place()] else {
        return;
    };
    let mut stream = context.stream(key!("customer_db.campaign_responses/row"));
    let responses = 1 + u64::from(stream.chance(RESPONDING_TWICE));
    let offers: Vec<Offer> = offers(context.bank).collect();
    let loan_or_policy = || {
        let sold = |sells, day| sold(customer, &offers, sells, day, context.as_of());
        let mut loans = rows.loan_applications.iter();
        let mut policies = rows.policies.iter();
        loans
            .find_map(|one| sold(Sells::Loan, one.application_date))
            .or_else(|| policies.find_map(|one| sold(Sells::Policy, one.start_date)))
    };
    let opportunity = match answer.buys {
        true => answer.opportunity.or_else(loan_or_policy),
        false => None,
    };
    // The campaigns that reach the customer, each with the days on which it can be answered.
    let mut open: Vec<(&Offer, (Date, Date))> = offers
        .iter()
        .filter(|offer| offer.reaches(customer.segment))
        .map(|offer| {
            let first = offer.start.max(customer.joined());
            (offer, (first, offer.end.min(context.as_of())))
        })
        .filter(|(_, (first, last))| first <= last)
        .collect();
    for ordinal in 1..=responses.min(open.len() as u64) {
        let buys = answer.buys && ordinal == 1;
        let drawn = OTHERS.draw(&mut stream);
        let fits = |offer: &Offer| match (buys, opportunity) {
            (true, Some(sold)) => offer.id == sold.campaign,
            // A campaign that sells nothing can't lead to a purchase.
            (true, None) => offer.sells.is_some(),
            // Nobody can tell who has read a letter: its recipient either buys or unsubscribes.
            (false, _) => {
                drawn == ResponseType::Unsubscribed
                    || offer.campaign_type != CampaignType::DirectMail
            }
        };
        let fitting: Vec<usize> = (0..open.len()).filter(|&at| fits(open[at].0)).collect();
        let chosen = match fitting.len() as u64 {
            0 => stream.below(open.len() as u64) as usize,
            count => fitting[stream.below(count) as usize],
        };
        let (offer, days) = open.swap_remove(chosen);
        let buys = buys && offer.sells.is_some();
        let (first, last) = match opportunity {
            Some(sold) if buys => sold.days,
            _ => days,
        };
        let response_type = match (buys, fitting.is_empty()) {
            (true, _) => ResponseType::Purchased,
            (false, true) => ResponseType::Unsubscribed,
            (false, false) => drawn,
        };
        let response_date = between(&mut stream, first, last);
        let converted = converted(rows, offer, response_type, response_date);
        rows.campaign_responses.push(CampaignResponse {
            response_id: ResponseId(customer.row() * 10 + ordinal),
            campaign_id: offer.id,
            customer_id: customer.id(),
            response_date,
            response_type,
            converted,
        });
    }
}
