//! Suspicious activity reports: each covers all of an account's alerts and activity up to its detection, and says only what these
//! rows show.

use super::alerts::Alert;
use super::catalogue::MonitoringRule;
use super::narrative::{Findings, Flow, Kind, is_about_cash, is_outward, narrative};
use super::officers::{ANALYST, COMPLIANCE_OFFICER};
use super::shares::File;
use crate::generate::context::Context;
use crate::generate::customer::Customer;
use crate::generate::facts::Suspicion;
use crate::generate::hours::business_day_after;
use crate::generate::ledger::account_number;
use crate::key;
use crate::random::Proportion;
use crate::tables::Rows;
use crate::tables::accounts_db::{Digits10, Transaction};
use crate::tables::compliance_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::month::Month;
use std::ops::RangeInclusive;

/// Minimum amount of a report.
const LEAST: Cents = Cents::dollars(5_000);
/// Days before detection up to which activity is taken up; alerts from later days come later.
const TAKEN_UP: i32 = 3;
/// Days from detection to filing: within 30, except for one report in fifteen (data model, section 8).
const FILED_AFTER: RangeInclusive<i64> = 6..=25;
const FILED_LATE_AFTER: RangeInclusive<i64> = 31..=44;
const LATE: Proportion = Proportion::of(1, 15);
/// Rules that a report can be about, most serious first.
pub const PATTERNS: [MonitoringRule; 7] = [
    MonitoringRule::DormantRevived,
    MonitoringRule::Structuring,
    MonitoringRule::ServedWithCash,
    MonitoringRule::FanIn,
    MonitoringRule::FanOut,
    MonitoringRule::RoundTrip,
    MonitoringRule::RapidMovement,
];
/// Days during which a report is drafted before review.
const DRAFT: i32 = 7;
/// Days from filing until the case is closed.
const CLOSED_AFTER: i32 = 45;
const TIER_1: Cents = Cents::dollars(100_000);
const TIER_2: Cents = Cents::dollars(25_000);

/// Reports what was detected on a customer's accounts, and closes the alerts.
pub fn write(
    context: Context,
    file: &File,
    neighbors: &[Customer],
    alerts: &mut [Alert],
    rows: &mut Rows,
) {
    let mut earlier = Vec::new();
    let mut reported: Vec<(Date, &Suspicion)> = file
        .suspicions
        .iter()
        .filter_map(|one| Some((one.reported?, one)))
        .collect();
    reported.sort_by_key(|(day, _)| *day);
    for (day, suspicion) in reported {
        let known = Known {
            neighbors,
            earlier: &earlier,
        };
        if report(context, suspicion, day, &known, alerts, rows) {
            let report = rows.suspicious_activity_reports.last();
            earlier.extend(report.and_then(|one| one.filed_date));
        }
    }
}

/// What the bank knows when it files a report.
struct Known<'a> {
    /// The customers of the block.
    neighbors: &'a [Customer],
    /// Days on which earlier reports on the customer were filed.
    earlier: &'a [Date],
}

/// Generates the report on an account whose statement exists, if it shows enough; returns whether it does.
fn report(
    context: Context,
    suspicion: &Suspicion,
    report_date: Date,
    known: &Known,
    alerts: &mut [Alert],
    rows: &mut Rows,
) -> bool {
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
        return false;
    };
    let activity = || {
        let suspect = |row: &&Transaction| Kind::of(row).is_some();
        rows.transactions
            .iter()
            .filter(|row| within(row))
            .filter(suspect)
    };
    let outward = is_outward(rule);
    let seen: &[Kind] = match is_about_cash(rule) {
        true => &[Kind::Cash],
        false => &[Kind::Transfer],
    };
    let all = [Kind::Transfer, Kind::Investment, Kind::Cash];
    let counted = Flow::of(activity(), !outward, seen);
    let other = Flow::of(activity(), outward, &all);
    if counted.amount < LEAST {
        return false;
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
    // The analyst who takes up the alerts was there when the first one was raised; an officer files what an analyst found.
    let raised = covered.iter().map(|alert| alert.raised).min();
    let days = [raised.unwrap_or(report_date), report_date];
    let officer = context.on_duty(&ANALYST, &days, &mut stream);
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
    let transfers = activity().filter(|row| Kind::of(row) == Some(Kind::Transfer));
    let by_then = |day: &Date| *day <= filed.unwrap_or(context.as_of());
    let earlier: Vec<Date> = known.earlier.iter().copied().filter(by_then).collect();
    let name = rows.customer_profiles[0].full_name.clone();
    let findings = Findings {
        customer: context.customer,
        name: &name,
        rule,
        seen: counted,
        other,
        counterparties: counterparties(context, transfers, known.neighbors),
        earlier: &earlier,
    };
    let description = narrative(&mut stream, &findings);
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
    true
}

/// Number of accounts at the other end of these rows, and how many of them belong to other customers.
fn counterparties<'a>(
    context: Context,
    rows: impl Iterator<Item = &'a Transaction>,
    neighbors: &[Customer],
) -> (usize, usize) {
    let mut all: Vec<Digits10> = rows.filter_map(|row| row.counterparty_account).collect();
    all.sort_unstable_by_key(|number| number.0);
    all.dedup();
    let others = neighbors
        .iter()
        .filter(|one| one.number != context.customer.number);
    let numbers = others.flat_map(|one| {
        let accounts = one.holdings();
        accounts.map(|(ordinal, _)| account_number(context.bank, one.account_id(ordinal)))
    });
    let known = numbers.filter(|number| all.contains(number)).count();
    (all.len(), known)
}

/// The activity that a broken rule suggests.
const fn activity_type(rule: MonitoringRule) -> ActivityType {
    match rule {
        MonitoringRule::Structuring => ActivityType::Structuring,
        MonitoringRule::RapidMovement => ActivityType::RapidMovement,
        MonitoringRule::DormantRevived => ActivityType::DormantReactivation,
        MonitoringRule::ServedWithCash => ActivityType::Fraud,
        _ => ActivityType::UnusualPattern,
    }
}
