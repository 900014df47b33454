//! What an officer finds who looks at an alert: what explains the transaction, chosen once for it, by which way the money went, how,
//! what for, and who the customer is. What nothing explains stays open until a report takes it up.

use super::alerts::{Alert, Disposition};
use super::catalogue::MonitoringRule;
use crate::generate::context::Context;
use crate::generate::customer::Customer;
use crate::generate::person::Work;
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::accounts_db::{Digits10, Transaction, TransactionCategory, TransactionType};
use crate::tables::compliance_db::ViolationStatus;
use crate::values::money::Cents;
use crate::values::number_spaces::OWN_ACCOUNTS_ELSEWHERE;
use crate::values::texts::compliance::{CLEARED, EXPLAINED, REPORTED, SCREENINGS};

/// Who is as old as that is asked whether somebody makes them take out cash.
const OLD: i32 = 65;
/// From this sum on money may be that of a home that was sold, and from this age on one may own a home.
const HOME: Cents = Cents::dollars(25_000);
const OWNS_A_HOME: i32 = 30;
/// Cash of at most this part of a year's income may have been put by.
const PUT_BY: i64 = 6;

/// Looks at every alert: those that no report has taken up are closed by what explains them, or left open.
pub fn settle(context: Context, alerts: &mut [Alert], rows: &Rows) {
    for alert in alerts {
        let row = &rows.transactions[alert.row];
        if alert.sar.is_none() && alert.closed.is_some() && is_beyond_means(context, row, rows) {
            alert.closed = None;
            alert.status = ViolationStatus::Investigating;
        }
        if alert.closed.is_none() {
            continue;
        }
        let key = key!("compliance_db.rule_violations/notes");
        let mut stream = context.stream_of(key, row.transaction_id);
        alert.disposition = Some(match alert.sar {
            Some(_) => Disposition {
                notes: stream.pick::<&str>(REPORTED),
                result: stream.pick::<&str>(SCREENINGS.of("alert_reported")),
            },
            None => {
                let ground = ground(context, alert, row, &mut stream);
                let comes = row.transaction_amount > Cents::ZERO;
                Disposition {
                    notes: stream.pick::<&str>(CLEARED.of(ground)),
                    result: stream.pick::<&str>(EXPLAINED.of(kind(ground, comes))),
                }
            }
        });
    }
}

/// Whether a row is cash that a customer paid in, and all cash of the month is more than the customer may have.
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

/// What explains a row.
fn ground(context: Context, alert: &Alert, row: &Transaction, stream: &mut Stream) -> &'static str {
    let customer = context.customer;
    let comes = row.transaction_amount > Cents::ZERO;
    let business = customer.business.is_some();
    let broken = |rule: MonitoringRule| alert.rules.contains(rule);
    let grounds: &[&'static str] = match (row.category, comes, business) {
        (TransactionCategory::Cash, true, true) => match customer.cash_of_a_month() {
            Cents::ZERO => &["cash_of_an_invoice"],
            _ => &["takings"],
        },
        (TransactionCategory::Cash, true, false) => cash_in(context, row),
        (TransactionCategory::Cash, false, true) => &["cash_for_the_till"],
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
            let home = row.transaction_amount >= HOME && age(context) >= OWNS_A_HOME;
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

/// What may explain cash that a person pays in.
fn cash_in(context: Context, row: &Transaction) -> &'static [&'static str] {
    let person = &context.customer.person;
    let put_by = row.transaction_amount.0 * PUT_BY <= person.income.0;
    match (person.work, put_by) {
        (Work::SelfEmployed(_), _) => &["cash_of_a_trade", "cash_of_a_sale"],
        (_, true) => &["cash_of_savings", "cash_of_a_sale", "cash_of_relatives"],
        _ => &["cash_of_a_sale", "cash_of_relatives"],
    }
}

/// What the check came to where this explains the row; of what comes in each month it is where it comes from.
fn kind(ground: &str, comes: bool) -> &'static str {
    match ground {
        "recurs" if comes => "source",
        "own_in" | "own_out" | "broker_in" | "broker_out" => "own",
        "takings" | "cash_of_an_invoice" | "cash_for_the_till" | "business_in"
        | "business_returned" | "business_out" => "business",
        "awake" | "cash_of_the_old" => "holder",
        "cash_spent" | "several_out" | "money_out" | "recurs" | "installment" => "purpose",
        _ => "source",
    }
}

/// The age of the customer at the as-of date.
fn age(context: Context) -> i32 {
    context.as_of().years_since(context.customer.person.born)
}

/// Whether the account at the other end of a transfer is one of the customer's own.
fn is_own(context: Context, row: &Transaction) -> bool {
    let Customer { number, .. } = *context.customer;
    let own = OWN_ACCOUNTS_ELSEWHERE.number(&context.bank.random, number, 0);
    row.counterparty_account == Some(Digits10(own))
}
