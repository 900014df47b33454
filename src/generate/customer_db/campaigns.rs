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

/// Campaigns of a generation (guide: 10-15).
const CAMPAIGNS: RangeInclusive<i64> = 10..=15;
/// Campaigns by type in percent (guide).
const CAMPAIGN_TYPES: Weighted<CampaignType, 4> = Weighted::new([
    (CampaignType::Email, 40),
    (CampaignType::Digital, 30),
    (CampaignType::CrossSell, 20),
    (CampaignType::DirectMail, 10),
]);
/// Those whom campaigns are for that are not for everybody, in turn: each segment has one.
const SEGMENTS: [TargetSegment; 5] = [
    TargetSegment::PrivateBanking,
    TargetSegment::Retail,
    TargetSegment::Corporate,
    TargetSegment::Premium,
    TargetSegment::Retail,
];
/// Days from a purchase to the account, loan or policy that was bought, at most.
pub const FOLLOWS_WITHIN: i32 = 58;

/// What a customer has to know of a campaign.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its key.
    pub id: CampaignId,
    /// What it is.
    pub campaign_type: CampaignType,
    /// What it is called.
    pub name: &'static str,
    /// What can be bought, if anything.
    pub sells: Option<Sells>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Whom it is for.
    pub target: TargetSegment,
}

impl Offer {
    /// Whether it reaches customers of a segment.
    pub fn reaches(&self, segment: CustomerSegment) -> bool {
        self.target == TargetSegment::All || self.target == TargetSegment::of(segment)
    }
}

/// A campaign that somebody answered before something was opened that it sold.
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
    // Each looks at them in an order of its own, so that not one campaign sells everything.
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

/// An account of a customer that a campaign can have sold.
pub fn opportunity(customer: &Customer, offers: &[Offer], as_of: Date) -> Option<Opportunity> {
    let accounts = customer.accounts.iter().rev();
    let mut sold =
        accounts.filter_map(|one| sold(customer, offers, Sells::Account, one.opened, as_of));
    sold.next()
}

/// The campaigns of the bank, started in the last year one after the other. The last four are for everybody, so that whoever
/// responds finds one, and run for at least a month before the as-of date.
pub fn offers(bank: &Bank) -> impl Iterator<Item = Offer> {
    let mut stream = bank.random.stream(key!("customer_db.campaigns/count"), 0);
    let count = stream.range(CAMPAIGNS) as u64;
    // How many campaigns took a name of each list.
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
    // What is for businesses or for the wealthy alone is called so, whatever way it goes.
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
