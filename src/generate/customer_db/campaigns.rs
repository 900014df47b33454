//! Campaigns, which belong to the bank as a whole.

use crate::generate::bank::Bank;
use crate::generate::customer::Customer;
use crate::key;
use crate::random::Weighted;
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::values::calendar::Date;
use crate::values::texts::crm::{self as texts, Sells};
use std::ops::RangeInclusive;

/// Campaigns per bundle (guide: 10-15).
const CAMPAIGNS: RangeInclusive<i64> = 10..=15;
/// Campaigns by type in percent (guide).
const CAMPAIGN_TYPES: Weighted<CampaignType, 4> = Weighted::new([
    (CampaignType::Email, 40),
    (CampaignType::Digital, 30),
    (CampaignType::CrossSell, 20),
    (CampaignType::DirectMail, 10),
]);
/// Target segments of campaigns that aren't for everybody, in turn: each segment has one.
const SEGMENTS: [TargetSegment; 5] = [
    TargetSegment::PrivateBanking,
    TargetSegment::Retail,
    TargetSegment::Corporate,
    TargetSegment::Premium,
    TargetSegment::Retail,
];
/// Most days from a purchase to the opening of the account, loan or policy bought.
pub const FOLLOWS_WITHIN: i32 = 58;

/// What a customer needs to know about a campaign.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its key.
    pub id: CampaignId,
    /// Type of campaign.
    pub campaign_type: CampaignType,
    /// Name.
    pub name: &'static str,
    /// What it sells, if anything.
    pub sells: Option<Sells>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Target segment.
    pub target: TargetSegment,
}

impl Offer {
    /// Whether it reaches customers of a segment.
    pub fn reaches(&self, segment: CustomerSegment) -> bool {
        self.target == TargetSegment::All || self.target == TargetSegment::of(segment)
    }
}

/// A campaign that a customer answered before opening something it sold.
#[derive(Clone, Copy, Debug)]
pub struct Opportunity {
    /// The campaign.
    pub campaign: CampaignId,
    /// The first and the last day on which it can have been answered.
    pub days: (Date, Date),
}

/// The campaign that sold what a customer opened on a day, if one did.
pub fn sold(
    customer: &Customer,
    offers: &[Offer],
    sells: Sells,
    opened: Date,
    as_of: Date,
) -> Option<Opportunity> {
    // Each customer goes through them in a different order, so that one campaign doesn't sell everything.
    let (before, after) = offers.split_at(customer.number as usize % offers.len().max(1));
    after.iter().chain(before).find_map(|offer| {
        let first = offer
            .start
            .max(customer.joined())
            .max(opened - FOLLOWS_WITHIN);
        let last = offer.end.min(opened).min(as_of);
        let fits = offer.sells == Some(sells) && offer.reaches(customer.segment) && first <= last;
        fits.then_some(Opportunity {
            campaign: offer.id,
            days: (first, last),
        })
    })
}

/// A campaign that may have sold one of a customer's accounts.
pub fn opportunity(customer: &Customer, offers: &[Offer], as_of: Date) -> Option<Opportunity> {
    let accounts = customer.accounts.iter().rev();
    let mut sold =
        accounts.filter_map(|one| sold(customer, offers, Sells::Account, one.opened, as_of));
    sold.next()
}

/// The bank's campaigns, started one after another in the last year. The last four are for everybody, so that every responder
/// finds one, and run for at least a month before the as-of date.
pub fn offers(bank: &Bank) -> impl Iterator<Item = Offer> {
    let mut stream = bank.random.stream(key!("customer_db.campaigns/count"), 0);
    let count = stream.range(CAMPAIGNS) as u64;
    // Number of campaigns named from each list.
    let mut taken = [0_u64; 6];
    (0..count).map(move |n| offer(bank, n, count, &mut taken))
}

/// Campaign number `n` of `count`, from 0.
fn offer(bank: &Bank, n: u64, count: u64, taken: &mut [u64; 6]) -> Offer {
    let mut stream = bank.random.stream(key!("customer_db.campaigns/row"), n);
    let share = bank
        .random
        .share(key!("customer_db.campaigns/campaign_type"), 0, count, n);
    let campaign_type = CAMPAIGN_TYPES.at(share);
    let spacing = 300 / count as i64;
    let start = bank.as_of() - (350 - n as i64 * spacing - stream.range(0..=spacing - 1)) as i32;
    let target = match n.is_multiple_of(3) || n + 4 >= count {
        true => TargetSegment::All,
        false => SEGMENTS[(n - n / 3 - 1) as usize % SEGMENTS.len()],
    };
    // Campaigns for businesses or the wealthy alone are named accordingly, whatever their type.
    let (list, names) = match target {
        TargetSegment::Corporate => (4, texts::BUSINESS_CAMPAIGNS),
        TargetSegment::PrivateBanking => (5, texts::PRIVATE_CAMPAIGNS),
        _ => (
            campaign_type as usize,
            texts::campaigns(campaign_type.label()),
        ),
    };
    let place = bank.random.permute(
        key!("customer_db.campaigns/campaign_name"),
        list as u64,
        names.len() as u64,
        taken[list] % names.len() as u64,
    );
    taken[list] += 1;
    let (name, sells) = names[place as usize];
    Offer {
        id: CampaignId(n as u32 + 1),
        campaign_type,
        name,
        sells,
        start,
        end: start + stream.range(45..=120) as i32,
        target,
    }
}

/// Makes the campaigns.
pub fn write_campaigns(bank: &Bank, rows: &mut Rows) {
    rows.campaigns.extend(offers(bank).map(|offer| Campaign {
        campaign_id: offer.id,
        campaign_name: format!("{} {}", offer.name, offer.start.year()).into(),
        campaign_type: offer.campaign_type,
        start_date: offer.start,
        end_date: offer.end,
        target_segment: offer.target,
    }));
}
