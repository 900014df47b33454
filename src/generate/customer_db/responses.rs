//! The answers of customers to campaigns.

use super::campaigns::offers;
use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::hours::between;
use crate::key;
use crate::random::{Proportion, Weighted};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::values::calendar::Date;

/// Customers who respond to two campaigns rather than one.
const RESPONDING_TWICE: Proportion = Proportion::percent(30);
/// Responses by type in percent (data model, section 5), each with how many convert: mostly the purchases, never who
/// unsubscribes.
const RESPONSES: Weighted<(ResponseType, Proportion), 4> = Weighted::new([
    ((ResponseType::Opened, Proportion::percent(2)), 40),
    ((ResponseType::Clicked, Proportion::percent(10)), 30),
    ((ResponseType::Purchased, Proportion::percent(90)), 20),
    ((ResponseType::Unsubscribed, Proportion::percent(0)), 10),
]);

/// Makes what a customer answers to campaigns that are for the segment or for all.
pub fn write(context: Context, shares: &Shares, rows: &mut Rows) {
    let customer = context.customer;
    if !shares.responding[customer.place()] {
        return;
    }
    let mut stream = context.stream(key!("customer_db.campaign_responses/row"));
    let responses = 1 + u64::from(stream.chance(RESPONDING_TWICE));
    let target = TargetSegment::of(customer.segment);
    // Of each campaign that reaches the customer its id, and the days on which it can be answered.
    let mut offers: Vec<(CampaignId, Date, Date)> = offers(context.bank)
        .filter(|offer| offer.target == TargetSegment::All || offer.target == target)
        .map(|offer| {
            let first = offer.start.max(customer.joined());
            (offer.id, first, offer.end.min(context.as_of()))
        })
        .filter(|(_, first, last)| first <= last)
        .collect();
    for ordinal in 1..=responses.min(offers.len() as u64) {
        let chosen = stream.below(offers.len() as u64) as usize;
        let (campaign_id, first, last) = offers.swap_remove(chosen);
        let (response_type, converting) = RESPONSES.draw(&mut stream);
        rows.campaign_responses.push(CampaignResponse {
            response_id: ResponseId(customer.row() * 10 + ordinal),
            campaign_id,
            customer_id: customer.id(),
            response_date: between(&mut stream, first, last),
            response_type,
            converted: stream.chance(converting),
        });
    }
}
