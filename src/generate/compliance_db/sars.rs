//! Reports of suspicious activity: each takes all alerts and all activity of an account up to its detection, and says only
//! what these rows show.

use super::alerts::Alert;
use super::catalogue::MonitoringRule;
use super::officers::{COMPLIANCE_OFFICER, OFFICERS};
use super::rules::{is_cash_deposit, is_transfer};
use super::shares::File;
use crate::generate::context::Context;
use crate::generate::facts::Suspicion;
use crate::generate::hours::business_day_after;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::accounts_db::Transaction;
use crate::tables::compliance_db::*;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::texts::compliance::{OPENINGS, PASSAGES, VERDICTS};
use crate::values::texts::fill;
use std::ops::RangeInclusive;

/// A report is about at least this much.
const LEAST: Cents = Cents::dollars(5_000);
/// Days before its detection on which the last activity was taken up: the alerts of later days come later.
const TAKEN_UP: i32 = 3;
/// Days from detection to filing: within 30, but for one in fifteen (data model, section 8).
const FILED_AFTER: RangeInclusive<i64> = 6..=25;
const FILED_LATE_AFTER: RangeInclusive<i64> = 31..=44;
const LATE: Proportion = Proportion::of(1, 15);
/// Rules that a report can be about, the gravest first.
const PATTERNS: [MonitoringRule; 7] = [
    MonitoringRule::DormantRevived,
    MonitoringRule::Structuring,
    MonitoringRule::ServedWithCash,
    MonitoringRule::FanIn,
    MonitoringRule::FanOut,
    MonitoringRule::RoundTrip,
    MonitoringRule::RapidMovement,
];
/// Days in which a report is written, before it is reviewed.
const DRAFT: i32 = 7;
/// Days after filing until the case is closed.
const CLOSED_AFTER: i32 = 45;
const TIER_1: Cents = Cents::dollars(100_000);
const TIER_2: Cents = Cents::dollars(25_000);

/// The rows of one direction: how many, and how much in all.
#[derive(Clone, Copy, Default)]
struct Flow {
    count: u64,
    amount: Cents,
}

impl Flow {
    fn of<'a>(rows: impl Iterator<Item = &'a Transaction>) -> Flow {
        rows.fold(Flow::default(), |flow, row| Flow {
            count: flow.count + 1,
            amount: flow.amount + row.transaction_amount.abs(),
        })
    }
}

/// Reports what was detected on the accounts of a customer, and closes its alerts.
pub fn write(context: Context, file: &File, alerts: &mut [Alert], rows: &mut Rows) {
    for suspicion in &file.suspicions {
        if let Some(day) = suspicion.reported {
            report(context, suspicion, day, alerts, rows);
        }
    }
}

/// Makes the report on an account of which the statement is there.
fn report(
    context: Context,
    suspicion: &Suspicion,
    report_date: Date,
    alerts: &mut [Alert],
    rows: &mut Rows,
) {
    let account_id = context.customer.account_id(suspicion.account);
    let month = Month::of(suspicion.from);
    let until = (report_date - TAKEN_UP).min(month.last());
    let within = |row: &Transaction| {
        let day = row.transaction_date.date();
        row.account_id == account_id && (suspicion.from..=until).contains(&day)
    };
    let mut covered: Vec<&mut Alert> = alerts
        .iter_mut()
        .filter(|alert| within(&rows.transactions[alert.row]))
        .collect();
    let broken = |rule: &MonitoringRule| covered.iter().any(|alert| alert.rules.contains(*rule));
    let Some(rule) = PATTERNS.into_iter().find(broken) else {
        return;
    };
    let activity = || {
        let suspect = |row: &&Transaction| is_cash_deposit(row) || is_transfer(row);
        rows.transactions
            .iter()
            .filter(|row| within(row))
            .filter(suspect)
    };
    let is_in = |row: &&Transaction| row.transaction_amount > Cents::ZERO;
    let cash = matches!(
        rule,
        MonitoringRule::Structuring | MonitoringRule::ServedWithCash
    );
    let incoming = Flow::of(
        activity()
            .filter(is_in)
            .filter(|row| is_cash_deposit(row) == cash),
    );
    let outgoing = Flow::of(activity().filter(|row| !is_in(row)));
    let outward = matches!(rule, MonitoringRule::FanOut | MonitoringRule::RoundTrip);
    let (counted, other) = match outward {
        true => (outgoing, incoming),
        false => (incoming, outgoing),
    };
    if counted.amount < LEAST {
        return;
    }
    let days = || {
        let covered = covered.iter().map(|alert| &rows.transactions[alert.row]);
        activity()
            .chain(covered)
            .map(|row| row.transaction_date.date())
    };
    let span = (
        days().min().unwrap_or(suspicion.from),
        days().max().unwrap_or(until),
    );
    let key = key!("compliance_db.suspicious_activity_reports/row");
    let row = context.customer.row() << 20 | month.index() << 4 | suspicion.account.index() as u64;
    let mut stream = context.stream_of(key, row);
    let sar_id = SarId {
        customer: context.customer.number,
        month,
        ordinal: suspicion.account.number(),
    };
    let officer = context.on_duty(&OFFICERS, &[report_date], &mut stream);
    for alert in &mut covered {
        alert.status = ViolationStatus::Resolved;
        alert.officer = Some(officer);
        alert.closed = Some(report_date);
        alert.sar = Some(sar_id);
    }
    let days = if stream.chance(LATE) {
        FILED_LATE_AFTER
    } else {
        FILED_AFTER
    };
    let filed = business_day_after(&mut stream, report_date, days);
    let filed = (filed <= context.as_of()).then_some(filed);
    let description = narrative(&mut stream, rule, (counted, other), span);
    rows.suspicious_activity_reports
        .push(SuspiciousActivityReport {
            sar_id,
            customer_id: context.customer.id(),
            account_id,
            report_date,
            activity_type: activity_type(rule),
            description,
            sar_status: match filed {
                Some(day) if day + CLOSED_AFTER <= context.as_of() => SarStatus::Closed,
                Some(_) => SarStatus::Filed,
                None if report_date + DRAFT < context.as_of() => SarStatus::UnderReview,
                None => SarStatus::Draft,
            },
            filed_date: filed,
            regulatory_tier: match counted.amount {
                amount if amount >= TIER_1 => RegulatoryTier::Tier1,
                amount if amount >= TIER_2 => RegulatoryTier::Tier2,
                _ => RegulatoryTier::Tier3,
            },
            filed_by: filed.map(|day| context.on_duty(&COMPLIANCE_OFFICER, &[day], &mut stream)),
            amount_involved: counted.amount,
            activity_from: span.0,
            activity_to: span.1,
        });
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

/// What a text calls a rule.
const fn label(rule: MonitoringRule) -> &'static str {
    match rule {
        MonitoringRule::Structuring => "structuring",
        MonitoringRule::RapidMovement => "rapid_movement",
        MonitoringRule::DormantRevived => "dormant_account",
        MonitoringRule::ServedWithCash => "loan_served_with_cash",
        MonitoringRule::FanIn => "fan_in",
        MonitoringRule::FanOut => "fan_out",
        _ => "round_trip",
    }
}

/// What the report says: the rows that it is about, what moved the other way, and what the bank makes of it.
fn narrative(
    stream: &mut Stream,
    rule: MonitoringRule,
    (counted, other): (Flow, Flow),
    (from, to): (Date, Date),
) -> Text {
    let cash = matches!(
        rule,
        MonitoringRule::Structuring | MonitoringRule::ServedWithCash
    );
    let values = [
        (
            "rows",
            rows(
                counted.count,
                if cash { "cash deposit" } else { "transfer" },
            ),
        ),
        ("amount", dollars(counted.amount)),
        ("other_rows", rows(other.count, "transfer")),
        ("other_amount", dollars(other.amount)),
        ("from", from.to_string()),
        ("to", to.to_string()),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let outward = matches!(rule, MonitoringRule::FanOut | MonitoringRule::RoundTrip);
    let passages = PASSAGES.of(if outward { "in" } else { "out" });
    let opening: &&str = stream.pick(OPENINGS.of(label(rule)));
    let passage: &&str = stream.pick(passages);
    let verdict: &&str = stream.pick(VERDICTS);
    let mut sentences = vec![fill(opening, &values)];
    if other.count > 0 {
        sentences.push(fill(passage, &values));
    }
    sentences.push((*verdict).to_string());
    sentences.join(" ").into()
}

/// `1 transfer`, `4 transfers`
fn rows(count: u64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// `9400.00`
fn dollars(amount: Cents) -> String {
    format!("{}.{:02}", amount.0 / 100, amount.0 % 100)
}
