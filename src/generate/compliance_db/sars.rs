//! Reports of suspicious activity: each names the alerts on one account, and closes them.

use super::alerts::{Alert, number};
use super::rules::Breach;
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
/// Rules that only several rows break, the gravest first: a report is about one of them.
const PATTERNS: [u8; 7] = [8, 9, 1, 5, 6, 7, 2];
/// Accounts with such a pattern and without a scheme that are reported out of caution.
const CAUTIOUS: (u64, u64) = (1, 5);
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
    breaches: &[Breach],
    alerts: &mut [Alert],
    rows: &mut Rows,
) {
    for alerts in alerts.chunk_by_mut(|a, b| a.first == b.first) {
        let looked_at = |alert: &Alert| alert.raised <= bank.as_of() - LOOKED_AT;
        let broken = |rule: &u8| {
            let breaks = |alert: &Alert| looked_at(alert) && alert.breaks(*rule);
            alerts.iter().any(breaks)
        };
        let Some(rule) = PATTERNS.into_iter().find(broken) else {
            continue;
        };
        let named = |alert: &Alert| looked_at(alert) && alert.breaks(rule);
        let account = &rows.transactions[alerts[0].first..];
        let account_id = account[0].account_id;
        let mut last = None;
        let mut pattern = 0;
        for alert in alerts.iter().filter(|alert| named(alert)) {
            last = last.max(Some(alert.raised));
            let own = |one: &&Breach| (one.rule, one.row) == (rule, alert.row);
            pattern |= breaches.iter().find(own).map_or(0, |one| one.pattern);
        }
        let activity = (0..64).filter(|i| pattern >> i & 1 == 1);
        let activity: Vec<&Transaction> = activity.map(|i| &account[i]).collect();
        let key = key!("compliance_db.suspicious_activity_reports/row");
        let mut stream = bank.random.stream(key, number(activity[0].transaction_id));
        let scheme = planted.and_then(Planted::scheme);
        let reported = match scheme.filter(|(scheme, _)| *scheme == account_id) {
            Some((_, detected)) => detected,
            None => stream.chance(CAUTIOUS.0, CAUTIOUS.1),
        };
        let amount = moved(rule, &activity);
        if !reported || amount < LEAST {
            continue;
        }
        let last = last.unwrap_or(activity[activity.len() - 1].transaction_date.date());
        let report_date = after(&mut stream, last, DETECTED_AFTER);
        let team = &customer.team;
        let officer = team.on_duty(&OFFICERS, &[report_date], stream.bits());
        for alert in alerts.iter_mut().filter(|alert| named(alert)) {
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
        let activity_type = activity_type(rule);
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

/// What came in, or what went out if that is more, for the same money counts once; on an account that slept everything that moved.
fn moved(rule: u8, activity: &[&Transaction]) -> Cents {
    let sum = |sign: i64| -> i64 {
        let amounts = activity.iter().map(|row| row.transaction_amount.0 * sign);
        amounts.filter(|&amount| amount > 0).sum()
    };
    let (inward, outward) = (sum(1), sum(-1));
    Cents(if rule == 8 {
        inward + outward
    } else {
        inward.max(outward)
    })
}

/// What a broken rule makes one suspect.
const fn activity_type(rule: u8) -> ActivityType {
    match rule {
        1 => ActivityType::Structuring,
        2 => ActivityType::RapidMovement,
        8 => ActivityType::DormantReactivation,
        9 => ActivityType::Fraud,
        _ => ActivityType::UnusualPattern,
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
        (
            "amount",
            format!("{}.{:02}", amount.0 / 100, amount.0 % 100),
        ),
        ("count", activity.len().to_string()),
        ("from", day(activity.first())),
        ("to", day(activity.last())),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let text: &&str = stream.pick(texts);
    fill(text, &values).into()
}

/// Days after which a report is late (rule 16).
pub const LATE_AFTER: i32 = (threshold(16) / 100) as i32;
