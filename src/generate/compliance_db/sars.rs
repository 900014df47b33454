//! Reports of suspicious activity: each names the alerts on one account, and closes them.

use super::alerts::{Alert, number};
use super::{OFFICERS, after};
use crate::generate::Bank;
use crate::generate::block::Customer;
use crate::generate::schemes::Planted;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::accounts_db::Transaction;
use crate::tables::compliance_db::*;
use crate::tables::ids::{CustomerId, SarId};
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::texts::compliance::{NARRATIVES, threshold};
use crate::values::texts::fill;

/// A report is about at least this much.
const LEAST: Cents = Cents::dollars(5_000);
/// Alerts of the last days are still being looked at.
const LOOKED_AT: i32 = 15;
/// Days from the last alert to detection.
const DETECTED_AFTER: (i64, i64) = (2, 9);
/// Days from detection to filing: within 30, but for one in fifteen (data model, section 8).
const FILED_AFTER: (i64, i64) = (6, 27);
const FILED_LATE_AFTER: (i64, i64) = (31, 44);
const LATE: (u64, u64) = (1, 15);
/// Rules that only a pattern of rows breaks: 1, 2 and 5 to 9.
const PATTERNS: u32 = 0b11_1110_0110;
/// Accounts without a scheme that are reported out of caution, of those with a pattern and of those with any alert.
const CAUTIOUS: (u64, u64) = (1, 10);
const VERY_CAUTIOUS: (u64, u64) = (1, 70);
/// Days in which a report is written, before it is reviewed.
const DRAFT: i32 = 7;
/// Days after filing until the case is closed.
const CLOSED_AFTER: i32 = 45;
const TIER_1: Cents = Cents::dollars(100_000);
const TIER_2: Cents = Cents::dollars(25_000);

/// Reports what is to be reported, and closes its alerts.
pub fn file(
    bank: &Bank,
    customer: &Customer,
    planted: Option<&Planted>,
    alerts: &mut [Alert],
    rows: &mut Rows,
) {
    for alerts in alerts.chunk_by_mut(|a, b| a.first == b.first) {
        let looked_at = |alert: &&mut Alert| alert.raised <= bank.as_of() - LOOKED_AT;
        let named: Vec<&mut Alert> = alerts.iter_mut().filter(looked_at).collect();
        let Some(last) = named.iter().map(|alert| alert.raised).max() else {
            continue;
        };
        let account_id = rows.transactions[named[0].row].account_id;
        let rules = named.iter().fold(0, |bits, alert| bits | alert.rules);
        let pattern = named.iter().fold(0, |bits, alert| bits | alert.pattern);
        let account = &rows.transactions[named[0].first..];
        let activity = (0..64)
            .filter(|i| pattern >> i & 1 == 1)
            .map(|i| &account[i]);
        let activity: Vec<&Transaction> = activity.collect();
        let key = key!("compliance_db.suspicious_activity_reports/row");
        let mut stream = bank.random.stream(key, number(activity[0].transaction_id));
        let cautious = if rules & PATTERNS != 0 {
            CAUTIOUS
        } else {
            VERY_CAUTIOUS
        };
        let scheme = planted.and_then(Planted::scheme);
        let reported = match scheme.filter(|(scheme, _)| *scheme == account_id) {
            Some((_, detected)) => detected,
            None => stream.chance(cautious.0, cautious.1),
        };
        let amount = moved(&activity);
        if !reported || amount < LEAST {
            continue;
        }
        let report_date = after(&mut stream, last, DETECTED_AFTER).min(bank.as_of());
        let team = bank.team(customer.number);
        let officer = team.on_duty(&OFFICERS, &[report_date], stream.bits());
        for alert in named {
            alert.status = ViolationStatus::Resolved;
            alert.officer = Some(officer);
            alert.closed = Some(report_date);
            alert.reported = true;
        }
        let days = if stream.chance(LATE.0, LATE.1) {
            FILED_LATE_AFTER
        } else {
            FILED_AFTER
        };
        let filed = after(&mut stream, report_date, days);
        let filed = (filed <= bank.as_of()).then_some(filed);
        let activity_type = activity_type(rules);
        let description = narrative(&mut stream, activity_type, &activity, amount);
        let ordinal = rows.suspicious_activity_reports.len() as u8 + 1;
        rows.suspicious_activity_reports
            .push(SuspiciousActivityReport {
                sar_id: SarId {
                    customer: customer.number,
                    ordinal,
                },
                customer_id: CustomerId(customer.number),
                account_id,
                report_date,
                activity_type,
                description,
                sar_status: match filed {
                    Some(day) if day + CLOSED_AFTER <= bank.as_of() => SarStatus::Closed,
                    Some(_) => SarStatus::Filed,
                    None if report_date + DRAFT < bank.as_of() => SarStatus::UnderReview,
                    None => SarStatus::Draft,
                },
                filed_date: filed,
                regulatory_tier: match amount {
                    _ if amount >= TIER_1 => RegulatoryTier::Tier1,
                    _ if amount >= TIER_2 => RegulatoryTier::Tier2,
                    _ => RegulatoryTier::Tier3,
                },
                filed_by: filed.map(|day| team.on_duty(&OFFICERS, &[day], stream.bits())),
                amount_involved: amount,
            });
    }
}

/// What came in, or what went out if that is more: the same money counts once.
fn moved(activity: &[&Transaction]) -> Cents {
    let sum = |sign: i64| -> i64 {
        let amounts = activity.iter().map(|row| row.transaction_amount.0 * sign);
        amounts.filter(|&amount| amount > 0).sum()
    };
    Cents(sum(1).max(sum(-1)))
}

/// The gravest suspicion that the broken rules allow.
fn activity_type(rules: u32) -> ActivityType {
    let breaks = |rule: u32| rules >> rule & 1 == 1;
    match () {
        () if breaks(8) => ActivityType::DormantReactivation,
        () if breaks(9) => ActivityType::Fraud,
        () if breaks(1) => ActivityType::Structuring,
        () if breaks(5) || breaks(6) || breaks(7) => ActivityType::UnusualPattern,
        () if breaks(2) => ActivityType::RapidMovement,
        () => ActivityType::UnusualPattern,
    }
}

fn narrative(
    stream: &mut Stream,
    activity_type: ActivityType,
    activity: &[&Transaction],
    amount: Cents,
) -> Text {
    let day = |row: Option<&&Transaction>| {
        let day: Option<Date> = row.map(|row| row.transaction_date.date());
        day.map_or_else(String::new, |day| day.to_string())
    };
    let texts = NARRATIVES.of(activity_type.label());
    let values = [
        ("amount", format!("{}.{:02}", amount.0 / 100, amount.0 % 100)),
        ("count", activity.len().to_string()),
        ("from", day(activity.first())),
        ("to", day(activity.last())),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let text: &&str = stream.pick(texts);
    fill(text, &values).into()
}

/// Days after which a report is late (rule 16).
pub const LATE_AFTER: i32 = (threshold(16) / 100) as i32;
