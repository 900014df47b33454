//! Campaigns, which belong to the bank as a whole.

use crate::generate::bank::Bank;
use crate::key;
use crate::random::Weighted;
use crate::tables::Rows;
use crate::tables::customer_db::*;
use crate::values::calendar::Date;
use crate::values::texts::crm as texts;
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
/// What a customer has to know of a campaign.
pub struct Offer {
    /// Its key.
    pub id: CampaignId,
    /// What it is.
    pub campaign_type: CampaignType,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Whom it is for.
    pub target: TargetSegment,
}

/// Weights of the segments that a campaign is for, if it is not for all.
const TARGETS: [u32; 5] = [0, 45, 30, 15, 10];

/// The campaigns of the bank, started in the last year one after the other. The last four are for everybody, so that whoever
/// responds finds one, and run for at least a month before the as-of date.
pub fn offers(bank: &Bank) -> impl Iterator<Item = Offer> {
    let mut stream = bank.random.stream(key!("customer_db.campaigns/count"), 0);
    let count = stream.range(CAMPAIGNS) as u64;
    (0..count).map(move |n| offer(bank, n, count))
}

/// Campaign number `n` of `count`, from 0.
fn offer(bank: &Bank, n: u64, count: u64) -> Offer {
    let mut stream = bank.random.stream(key!("customer_db.campaigns/row"), n);
    let share = bank
        .random
        .share(key!("customer_db.campaigns/campaign_type"), 0, count, n);
    let spacing = 300 / count as i64;
    let start = bank.as_of() - (350 - n as i64 * spacing - stream.range(0..=spacing - 1)) as i32;
    Offer {
        id: CampaignId(n as u32 + 1),
        campaign_type: CAMPAIGN_TYPES.at(share),
        start,
        end: start + stream.range(45..=120) as i32,
        target: if n + 4 >= count || n.is_multiple_of(3) {
            TargetSegment::All
        } else {
            TargetSegment::ALL[stream.weighted(&TARGETS)]
        },
    }
}

/// Makes the campaigns.
pub fn write_campaigns(bank: &Bank, rows: &mut Rows) {
    for offer in offers(bank) {
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
            campaign_id: offer.id,
            campaign_name: format!("{} {}", names[name as usize], offer.start.year()).into(),
            campaign_type: offer.campaign_type,
            start_date: offer.start,
            end_date: offer.end,
            target_segment: offer.target,
        });
    }
}
