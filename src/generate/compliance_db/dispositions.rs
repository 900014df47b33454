//! What an officer finds when looking at alerts: the explanation for the transactions, chosen once for all that went the same way
//! on an account in a month, based on direction, method, purpose, and who the customer is. Whatever has no explanation stays open
//! for weeks, until it is decided and put on file that it isn't reported, and whatever continues after a report until the next one
//! takes it up.

use super::alerts::{Alert, Disposition};
use super::catalogue::{MonitoringRule, RuleSet};
use super::officers::OFFICERS;
use super::rules::is_transfer;
use super::sars::PATTERNS;
use super::shares::File;
use crate::generate::context::Context;
use crate::generate::facts::Suspicion;
use crate::generate::hours::business_day_after;
use crate::generate::ledger::number_elsewhere;
use crate::generate::person::Work;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::accounts_db::{Transaction, TransactionCategory, TransactionType};
use crate::tables::compliance_db::ViolationStatus;
use crate::tables::ids::AccountId;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::texts::compliance::{CLEARED, EXPLAINED, REPORTED, SCREENINGS};
use std::ops::RangeInclusive;

/// Customers this old are asked whether someone is making them withdraw cash.
const OLD: i32 = 65;
/// Amounts from this size up may come from the sale of a home, and customers from this age up may own one.
const HOME: Cents = Cents::dollars(25_000);
const OWNS_A_HOME: i32 = 30;
/// Cash up to this fraction of a year's income may be savings.
const PUT_BY: i64 = 6;

/// Days from an alert that nothing explains to the decision that there is nothing to report either.
const DECIDED_AFTER: RangeInclusive<i64> = 35..=50;

/// Rules on a person's transfers that add up to more than the person is likely to have.
const TRANSFERS: [MonitoringRule; 3] = [
    MonitoringRule::RapidMovement,
    MonitoringRule::FanIn,
    MonitoringRule::FanOut,
];

/// Looks at every alert: those not taken up by a report are closed with an explanation, closed later without one, or left open.
pub fn settle(context: Context, file: &File, alerts: &mut [Alert], rows: &Rows) {
    let unexplained: Vec<_> = alerts
        .iter()
        .filter(|alert| is_unexplained(context, alert, rows))
        .map(|alert| way(context, &rows.transactions[alert.row]))
        .collect();
    for alert in &mut *alerts {
        let row = &rows.transactions[alert.row];
        if alert.sar.is_some() || alert.closed.is_none() {
            continue;
        }
        let ongoing = goes_on(file, alert, row);
        if ongoing || unexplained.contains(&way(context, row)) {
            alert.closed = None;
            alert.status = ViolationStatus::Investigating;
        }
        if !ongoing && alert.closed.is_none() {
            decide(context, alert, row);
        }
    }
    for at in 0..alerts.len() {
        let alert = &alerts[at];
        if alert.closed.is_none() {
            continue;
        }
        let disposition = match alert.sar {
            Some(_) => {
                let row = &rows.transactions[alert.row];
                let mut stream = notes(context, row);
                Disposition {
                    notes: stream.pick::<&str>(REPORTED),
                    result: stream.pick::<&str>(SCREENINGS.of("alert_reported")),
                }
            }
            None => {
                let seen = Seen::with(context, alert, alerts, rows);
                explained(
                    context,
                    &seen,
                    unexplained.contains(&way(context, seen.first)),
                )
            }
        };
        alerts[at].disposition = Some(disposition);
    }
}

/// Closes an alert that nothing explains, once it has been decided that there is nothing to report.
fn decide(context: Context, alert: &mut Alert, row: &Transaction) {
    let key = key!("compliance_db.rule_violations/decided");
    let mut stream = context.stream_of(key, row.transaction_id);
    let day = business_day_after(&mut stream, alert.raised, DECIDED_AFTER);
    if day <= context.as_of() {
        alert.closed = Some(day);
        alert.status = ViolationStatus::Resolved;
        alert.officer = Some(context.on_duty(&OFFICERS, &[alert.raised, day], &mut stream));
    }
}

/// Whether an alert without a report is about more money than the customer is likely to have.
fn is_unexplained(context: Context, alert: &Alert, rows: &Rows) -> bool {
    let row = &rows.transactions[alert.row];
    alert.sar.is_none()
        && (is_beyond_means(context, row, rows) || are_beyond_means(context, alert, row, rows))
}

/// Which way money went: alerts about the same are closed together.
fn way(context: Context, row: &Transaction) -> (AccountId, Month, TransactionCategory, bool, bool) {
    let comes = row.transaction_amount > Cents::ZERO;
    let month = row.transaction_id.month;
    (
        row.account_id,
        month,
        row.category,
        comes,
        is_own(context, row),
    )
}

/// The stream from which a row's notes are drawn.
fn notes(context: Context, row: &Transaction) -> Stream {
    let key = key!("compliance_db.rule_violations/notes");
    context.stream_of(key, row.transaction_id)
}

/// The disposition when an officer closes alerts as harmless, or although nothing explains them.
fn explained(context: Context, seen: &Seen, unexplained: bool) -> Disposition {
    let mut stream = notes(context, seen.first);
    let ground = match seen.first.category {
        TransactionCategory::Transfer if unexplained => "transfers_not_reported",
        _ if unexplained => "cash_not_reported",
        _ => ground(context, seen, &mut stream),
    };
    let comes = seen.first.transaction_amount > Cents::ZERO;
    let business = context.customer.business.is_some();
    Disposition {
        notes: stream.pick::<&str>(CLEARED.of(ground)),
        result: stream.pick::<&str>(EXPLAINED.of(kind(ground, comes, business))),
    }
}

/// Alerts that are closed together: those on money that went the same way on one account in one month.
struct Seen<'a> {
    /// The first of the rows.
    first: &'a Transaction,
    /// Every rule that at least one of them breaks.
    rules: RuleSet,
    /// Smallest and largest amounts.
    amounts: (Cents, Cents),
}

impl<'a> Seen<'a> {
    /// An alert together with those closed along with it.
    fn with(context: Context, alert: &Alert, alerts: &[Alert], rows: &'a Rows) -> Seen<'a> {
        let row = &rows.transactions[alert.row];
        let all = || {
            let closed = |one: &&Alert| one.sar.is_none() && one.closed.is_some();
            let rows = alerts
                .iter()
                .filter(closed)
                .map(|one| (one, &rows.transactions[one.row]));
            rows.filter(|(_, other)| way(context, other) == way(context, row))
        };
        let amounts = || all().map(|(_, row)| row.transaction_amount.abs());
        Seen {
            first: all()
                .map(|(_, row)| row)
                .min_by_key(|row| row.transaction_id)
                .unwrap_or(row),
            rules: MonitoringRule::ALL
                .iter()
                .copied()
                .filter(|rule| all().any(|(one, _)| one.rules.contains(*rule)))
                .collect(),
            amounts: (
                amounts().min().unwrap_or(Cents::ZERO),
                amounts().max().unwrap_or(Cents::ZERO),
            ),
        }
    }
}

/// Whether an alert is of a reportable kind on an account that was reported before the row: activity that continues after a
/// report is taken up in the next one.
fn goes_on(file: &File, alert: &Alert, row: &Transaction) -> bool {
    let before = |one: &Suspicion| {
        one.account.number() == row.account_id.ordinal
            && one
                .reported
                .is_some_and(|day| day <= row.transaction_date.date())
    };
    PATTERNS.into_iter().any(|rule| alert.rules.contains(rule))
        && file.suspicions.iter().any(before)
}

/// Whether an alert is about a person's transfers, and all of the month's transfers in that direction exceed what the person is
/// likely to have. A single large amount may be for a home.
fn are_beyond_means(context: Context, alert: &Alert, row: &Transaction, rows: &Rows) -> bool {
    let comes = row.transaction_amount > Cents::ZERO;
    let month = row.transaction_id.month;
    let alike = |one: &&Transaction| {
        one.transaction_id.month == month
            && is_transfer(one)
            && (one.transaction_amount > Cents::ZERO) == comes
    };
    let broken = TRANSFERS.into_iter().any(|rule| alert.rules.contains(rule));
    if !broken || !alike(&row) || is_own(context, row) || is_of_a_home(context, alert, row) {
        return false;
    }
    let transfers = rows.transactions.iter().filter(alike);
    let total: i64 = transfers.map(|one| one.transaction_amount.0.abs()).sum();
    total * 4 > context.customer.person.income.0
}

/// Whether a row may be the price of a home.
fn is_of_a_home(context: Context, alert: &Alert, row: &Transaction) -> bool {
    let several = [MonitoringRule::FanIn, MonitoringRule::FanOut];
    row.transaction_amount >= HOME
        && age(context) >= OWNS_A_HOME
        && alert.rules.contains(MonitoringRule::RapidMovement)
        && !several.into_iter().any(|rule| alert.rules.contains(rule))
}

/// Whether a row is a cash deposit by a customer, and the month's total cash exceeds what the customer is likely to have.
fn is_beyond_means(context: Context, row: &Transaction, rows: &Rows) -> bool {
    let most = context.customer.cash_of_a_month();
    let month = row.transaction_id.month;
    let brought = |one: &&Transaction| {
        one.transaction_id.month == month
            && one.category == TransactionCategory::Cash
            && one.transaction_amount > Cents::ZERO
    };
    let paid_in = brought(&row) || row.transaction_type == TransactionType::Payment;
    let cash = rows.transactions.iter().filter(brought);
    paid_in && cash.map(|one| one.transaction_amount.0).sum::<i64>() > most.0
}

/// The explanation for the rows.
fn ground(context: Context, seen: &Seen, stream: &mut Stream) -> &'static str {
    let (customer, row) = (context.customer, seen.first);
    let comes = row.transaction_amount > Cents::ZERO;
    let business = customer.business.is_some();
    let broken = |rule: MonitoringRule| seen.rules.contains(rule);
    let grounds: &[&'static str] = match (row.category, comes, business) {
        (TransactionCategory::Cash, true, true) => match customer.cash_of_a_month() {
            Cents::ZERO => &["cash_of_an_invoice"],
            _ => &["cash_sales"],
        },
        (TransactionCategory::Cash, true, false) => cash_in(context, seen.amounts.1),
        (TransactionCategory::Cash, false, true) => &["cash_for_the_register"],
        (TransactionCategory::Cash, false, false) if age(context) >= OLD => {
            &["cash_of_the_old", "cash_spent"]
        }
        (TransactionCategory::Cash, false, false) => &["cash_spent"],
        (TransactionCategory::Investment, true, _) => &["broker_in"],
        (TransactionCategory::Investment, false, _) => &["broker_out"],
        (TransactionCategory::Transfer, true, _) if is_own(context, row) => &["own_in"],
        (TransactionCategory::Transfer, false, _) if is_own(context, row) => &["own_out"],
        (TransactionCategory::Transfer, true, true) => match broken(MonitoringRule::RoundTrip) {
            true => &["business_returned"],
            false => &["business_in"],
        },
        (TransactionCategory::Transfer, false, true) => &["business_out"],
        _ if broken(MonitoringRule::DormantRevived) => &["awake"],
        (TransactionCategory::Transfer, true, false) => {
            let home = seen.amounts.0 >= HOME && age(context) >= OWNS_A_HOME;
            match () {
                () if broken(MonitoringRule::RoundTrip) => &["returned"],
                () if broken(MonitoringRule::FanIn) => &["shared_in"],
                () if broken(MonitoringRule::RapidMovement) && home => {
                    &["sale_of_a_home", "large_sum_in"]
                }
                () if broken(MonitoringRule::RapidMovement) => &["large_sum_in"],
                () => &["money_in"],
            }
        }
        (TransactionCategory::Transfer, false, false) => match broken(MonitoringRule::FanOut) {
            true => &["several_out"],
            false => &["money_out"],
        },
        _ if broken(MonitoringRule::ServedWithCash) => &["installment"],
        _ => &["recurs"],
    };
    stream.pick::<&str>(grounds)
}

/// Possible explanations for a person's cash deposits.
fn cash_in(context: Context, most: Cents) -> &'static [&'static str] {
    let person = &context.customer.person;
    let put_by = most.0 * PUT_BY <= person.income.0;
    match (person.work, put_by) {
        (Work::SelfEmployed(_), _) => &["cash_of_a_trade", "cash_of_a_sale"],
        (_, true) => &["cash_of_savings", "cash_of_a_sale", "cash_of_relatives"],
        _ => &["cash_of_a_sale", "cash_of_relatives"],
    }
}

/// The result of the check when this ground explains the row. For money that comes in every month, it is the source or the books
/// of a business.
fn kind(ground: &str, comes: bool, business: bool) -> &'static str {
    match ground {
        "recurs" if business => "business",
        "recurs" if comes => "source",
        "own_in" | "own_out" | "broker_in" | "broker_out" => "own",
        "cash_sales"
        | "cash_of_an_invoice"
        | "cash_for_the_register"
        | "business_in"
        | "business_returned"
        | "business_out" => "business",
        "transfers_not_reported" | "cash_not_reported" => "decided",
        "awake" | "cash_of_the_old" => "holder",
        "cash_spent" | "several_out" | "money_out" | "recurs" | "installment" => "purpose",
        _ => "source",
    }
}

/// The customer's age at the as-of date.
fn age(context: Context) -> i32 {
    context.as_of().years_since(context.customer.person.born)
}

/// Whether the account at the other end of a transfer is one of the customer's own.
fn is_own(context: Context, row: &Transaction) -> bool {
    row.counterparty_account == Some(number_elsewhere(context.bank, context.customer))
}
