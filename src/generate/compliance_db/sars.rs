//! Reports of suspicious activity: each names the alerts on one account, and closes them.

use super::alerts::Alert;
use super::catalogue::MonitoringRule;
use super::officers::OFFICERS;
use super::rules::Breach;
use crate::generate::context::Context;
use crate::generate::facts::PlantedScheme;
use crate::generate::hours::business_day_after;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::accounts_db::Transaction;
use crate::tables::compliance_db::*;
use crate::tables::ids::SarId;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::texts::compliance::NARRATIVES;
use crate::values::texts::fill;
use std::ops::RangeInclusive;

/// A report is about at least this much.
const LEAST: Cents = Cents::dollars(5_000);
/// Alerts of the last days are still being looked at.
const LOOKED_AT: i32 = 15;
/// Days from the last alert to detection.
const DETECTED_AFTER: RangeInclusive<i64> = 2..=9;
/// Days from detection to filing: within 30, but for one in fifteen (data model, section 8).
const FILED_AFTER: RangeInclusive<i64> = 6..=27;
const FILED_LATE_AFTER: RangeInclusive<i64> = 31..=44;
const LATE: Proportion = Proportion::of(1, 15);
/// Rules that only several rows break, the gravest first: a report is about one of them.
const PATTERNS: [MonitoringRule; 7] = [
    MonitoringRule::DormantRevived,
    MonitoringRule::ServedWithCash,
    MonitoringRule::Structuring,
    MonitoringRule::FanIn,
    MonitoringRule::FanOut,
    MonitoringRule::RoundTrip,
    MonitoringRule::RapidMovement,
];
/// Accounts with such a pattern and without a scheme that are reported out of caution.
const CAUTIOUS: Proportion = Proportion::of(1, 5);
/// Days in which a report is written, before it is reviewed.
const DRAFT: i32 = 7;
/// Days after filing until the case is closed.
const CLOSED_AFTER: i32 = 45;
const TIER_1: Cents = Cents::dollars(100_000);
const TIER_2: Cents = Cents::dollars(25_000);

/// Reports what is to be reported, and closes its alerts.
pub fn write(
    context: Context,
    scheme: Option<PlantedScheme>,
    breaches: &[Breach],
    alerts: &mut [Alert],
    rows: &mut Rows,
) {
    for alerts in alerts.chunk_by_mut(|a, b| a.first == b.first) {
        let looked_at = |alert: &Alert| alert.raised <= context.as_of() - LOOKED_AT;
        let broken = |rule: &MonitoringRule| {
            let breaks = |alert: &Alert| looked_at(alert) && alert.rules.contains(*rule);
            alerts.iter().any(breaks)
        };
        let Some(rule) = PATTERNS.into_iter().find(broken) else {
            continue;
        };
        let named = |alert: &Alert| looked_at(alert) && alert.rules.contains(rule);
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
        let mut stream = context.stream_of(key, activity[0].transaction_id);
        let reported = match scheme.filter(|scheme| scheme.account_id == account_id) {
            Some(scheme) => scheme.detected,
            None => stream.chance(CAUTIOUS),
        };
        let amount = moved(rule, &activity);
        if !reported || amount < LEAST {
            continue;
        }
        let last = last.unwrap_or(activity[activity.len() - 1].transaction_date.date());
        let report_date = business_day_after(&mut stream, last, DETECTED_AFTER);
        let officer = context.on_duty(&OFFICERS, &[report_date], &mut stream);
        for alert in alerts.iter_mut().filter(|alert| named(alert)) {
            alert.status = ViolationStatus::Resolved;
            alert.officer = Some(officer);
            alert.closed = Some(report_date);
            alert.reported = true;
        }
        let days = if stream.chance(LATE) {
            FILED_LATE_AFTER
        } else {
            FILED_AFTER
        };
        let filed = business_day_after(&mut stream, report_date, days);
        let filed = (filed <= context.as_of()).then_some(filed);
        let activity_type = activity_type(rule);
        let description = narrative(&mut stream, activity_type, &activity, amount);
        let ordinal = rows.suspicious_activity_reports.len() as u8 + 1;
        rows.suspicious_activity_reports
            .push(SuspiciousActivityReport {
                sar_id: SarId {
                    customer: context.customer.number,
                    ordinal,
                },
                customer_id: context.customer.id(),
                account_id,
                report_date,
                activity_type,
                description,
                sar_status: match filed {
                    Some(day) if day + CLOSED_AFTER <= context.as_of() => SarStatus::Closed,
                    Some(_) => SarStatus::Filed,
                    None if report_date + DRAFT < context.as_of() => SarStatus::UnderReview,
                    None => SarStatus::Draft,
                },
                filed_date: filed,
                regulatory_tier: match amount {
                    _ if amount >= TIER_1 => RegulatoryTier::Tier1,
                    _ if amount >= TIER_2 => RegulatoryTier::Tier2,
                    _ => RegulatoryTier::Tier3,
                },
                filed_by: filed.map(|day| context.on_duty(&OFFICERS, &[day], &mut stream)),
                amount_involved: amount,
            });
    }
}

/// What came in, or what went out if that is more, for the same money counts once; on an account that slept everything that moved.
fn moved(rule: MonitoringRule, activity: &[&Transaction]) -> Cents {
    let sum = |sign: i64| -> i64 {
        let amounts = activity.iter().map(|row| row.transaction_amount.0 * sign);
        amounts.filter(|&amount| amount > 0).sum()
    };
    let (inward, outward) = (sum(1), sum(-1));
    Cents(if rule == MonitoringRule::DormantRevived {
        inward + outward
    } else {
        inward.max(outward)
    })
}

/// What a broken rule makes one suspect.
const fn activity_type(rule: MonitoringRule) -> ActivityType {
    match rule {
        MonitoringRule::Structuring => ActivityType::Structuring,
        MonitoringRule::RapidMovement => ActivityType::RapidMovement,
        MonitoringRule::DormantRevived => ActivityType::DormantReactivation,
        MonitoringRule::ServedWithCash => ActivityType::Fraud,
        _ => ActivityType::UnusualPattern,
    }
}

/// What the report says, with the figures of the rows that it is about.
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
