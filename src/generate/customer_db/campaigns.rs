//! Campaigns, and the answers to them.

use crate::generate::Bank;
use crate::generate::block::{Block, Customer, SIZE};
use crate::generate::employees_db::between;
use crate::key;
use crate::random::{Random, Share};
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::tables::ids::*;
use crate::values::calendar::Date;
use crate::values::texts::crm as texts;

/// Campaigns of a generation (guide: 10-15).
const CAMPAIGNS: (i64, i64) = (10, 15);
/// Campaigns by type in percent (guide).
const CAMPAIGN_TYPES: [(CampaignType, u32); 4] = [
    (CampaignType::Email, 40),
    (CampaignType::Digital, 30),
    (CampaignType::CrossSell, 20),
    (CampaignType::DirectMail, 10),
];
/// Customers who respond (guide: 5%), to 1-2 campaigns: 30 percent of them to two.
const RESPONDING: (u64, u64) = (5, 100);
const RESPONDING_TWICE: (u64, u64) = (30, 100);
/// Responses by type in percent (data model, section 5), with the percentage that converts: mostly the purchases, never who unsubscribes.
const RESPONSES: [(ResponseType, u32, u64); 4] = [
    (ResponseType::Opened, 40, 2),
    (ResponseType::Clicked, 30, 10),
    (ResponseType::Purchased, 20, 90),
    (ResponseType::Unsubscribed, 10, 0),
];

/// What a customer has to know of a campaign.
struct Offer {
    campaign_type: CampaignType,
    start: Date,
    end: Date,
    target: TargetSegment,
}

fn campaign_count(random: &Random) -> u64 {
    let mut stream = random.stream(key!("customer_db.campaigns/count"), 0);
    stream.range(CAMPAIGNS.0, CAMPAIGNS.1) as u64
}

/// Campaign number `n` of `count`, from 0: started in the last year, one after the other. The last four are for everybody,
/// so that whoever responds finds one, and run for at least a month before the as-of date.
fn offer(bank: &Bank, n: u64, count: u64) -> Offer {
    let mut stream = bank.random.stream(key!("customer_db.campaigns/row"), n);
    let share = bank
        .random
        .share(key!("customer_db.campaigns/campaign_type"), 0, count, n);
    let spacing = 300 / count as i64;
    let start = bank.as_of() - (350 - n as i64 * spacing - stream.range(0, spacing - 1)) as i32;
    Offer {
        campaign_type: CAMPAIGN_TYPES[share.pick(&CAMPAIGN_TYPES.map(|(_, weight)| weight))].0,
        start,
        end: start + stream.range(45, 120) as i32,
        target: if n + 4 >= count || n.is_multiple_of(3) {
            TargetSegment::All
        } else {
            TargetSegment::ALL[stream.weighted(&[0, 45, 30, 15, 10])]
        },
    }
}

/// The campaigns, which belong to the bank as a whole.
pub fn campaigns(bank: &Bank, rows: &mut Rows) {
    let count = campaign_count(&bank.random);
    for n in 0..count {
        let offer = offer(bank, n, count);
        let names = texts::CAMPAIGN_NAMES.of(offer.campaign_type.label());
        let same_type = |other: &Campaign| other.campaign_type == offer.campaign_type;
        let earlier = rows.campaigns.iter().filter(|one| same_type(one)).count() as u64;
        let name = bank.random.permute(
            key!("customer_db.campaigns/campaign_name"),
            offer.campaign_type as u64,
            names.len() as u64,
            earlier % names.len() as u64,
        );
        rows.campaigns.push(Campaign {
            campaign_id: CampaignId(n as u32 + 1),
            campaign_name: format!("{} {}", names[name as usize], offer.start.year()).into(),
            campaign_type: offer.campaign_type,
            start_date: offer.start,
            end_date: offer.end,
            target_segment: offer.target,
        });
    }
}

/// Whether a place in a share of the `stay` customers of a block who are still here is that of one who responds.
pub(super) fn responding(share: &Share, stay: u64) -> bool {
    share.within(RESPONDING.0 * u64::from(SIZE), RESPONDING.1 * stay)
}

/// What a customer answers to campaigns that are for the segment or for all.
pub fn campaign_responses(bank: &Bank, block: &Block, customer: &Customer, rows: &mut Rows) {
    if !block.relations.responding[customer.place()] {
        return;
    }
    let mut stream = bank
        .random
        .stream(key!("customer_db.campaign_responses/row"), customer.row());
    let responses = 1 + u64::from(stream.chance(RESPONDING_TWICE.0, RESPONDING_TWICE.1));
    let count = campaign_count(&bank.random);
    let target = TargetSegment::of(customer.segment);
    let mut offers: Vec<(u64, Date, Date)> = (0..count)
        .map(|n| (n, offer(bank, n, count)))
        .filter(|(_, offer)| offer.target == TargetSegment::All || offer.target == target)
        .map(|(n, offer)| {
            (
                n,
                offer.start.max(customer.joined),
                offer.end.min(bank.as_of()),
            )
        })
        .filter(|(_, first, last)| first <= last)
        .collect();
    for ordinal in 1..=responses.min(offers.len() as u64) {
        let (n, first, last) = offers.swap_remove(stream.below(offers.len() as u64) as usize);
        let kind = stream.weighted(&RESPONSES.map(|(_, weight, _)| weight));
        let (response_type, _, converting) = RESPONSES[kind];
        rows.campaign_responses.push(CampaignResponse {
            response_id: ResponseId(customer.row() * 10 + ordinal),
            campaign_id: CampaignId(n as u32 + 1),
            customer_id: CustomerId(customer.number),
            response_date: between(&mut stream, first, last),
            response_type,
            converted: stream.chance(converting, 100),
        });
    }
}
