//! How a loan is paid off, and with whose money (data model, section 6, "Pay-off").

use super::case::Case;
use super::market;
use super::moves::sells;
use crate::generate::customer::Ordinal;
use crate::generate::hours::COLLECTION;
use crate::generate::ledger::{Ledger, Posting};
use crate::key;
use crate::random::Proportion;
use crate::tables::accounts_db::{TransactionChannel, TransactionType};
use crate::tables::loans_db::{Loan, LoanStatus, LoanType, PayoffSource};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::property;

/// Days before maturity within which a loan is no longer paid off early.
const AT_THE_END: i32 = 7;
/// Thousandths of the market's range by which rates must have fallen since the loan was made for another lender to take it over.
const WORTH_REFINANCING: i64 = 50;
/// Vehicles that are traded in when a loan on them ends early.
const TRADED_IN: Proportion = Proportion::percent(60);
/// Percent of the price that the seller of a house nets: the agents, the title company and the state take the rest.
const NET_OF_COSTS: i64 = 93;
/// Typical appraisal of a house in percent of the principal.
const APPRAISED: i64 = 122;
/// Companies that close the sale of a house and pay out what is left of the price.
#[rustfmt::skip]
const ESCROW: &[&str] = &[
    "Wire transfer Cedarline Title & Escrow", "Wire transfer Fairwater Title", "Wire transfer Brightmoor Settlement Services",
];

/// What paid off a loan on a day.
pub fn source(case: &Case, closed: Date, matures: Date) -> PayoffSource {
    if closed > matures - AT_THE_END {
        return PayoffSource::Schedule;
    }
    let key = key!("loans_db.loans/payoff_source");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let cheaper = market::level(case.days.disbursed) - market::level(closed) >= WORTH_REFINANCING;
    let traded = stream.chance(TRADED_IN);
    match case.application.loan_type {
        LoanType::Mortgage if sells(case.customer(), case.context.as_of()) => PayoffSource::Sale,
        LoanType::Auto if traded => PayoffSource::TradeIn,
        _ if cheaper => PayoffSource::Refinancing,
        _ => PayoffSource::OwnFunds,
    }
}

/// Posts what is left of the price of a sold house once the loan on it is paid off.
pub fn post_sale(case: &Case, loan: &Loan, left: Cents, account: Ordinal, ledger: &mut Ledger) {
    let Some(day) = loan.closed_date else { return };
    let sold = loan.payoff_source == Some(PayoffSource::Sale);
    if loan.loan_status != LoanStatus::PaidOff || !sold || !ledger.covers(account, day) {
        return;
    }
    let (then, now) = (case.days.decided.year(), day.year());
    let bought = loan.principal_amount.times(APPRAISED, 100);
    let price = bought.times(property::price_level(now), property::price_level(then));
    let net = price.times(NET_OF_COSTS, 100) - left;
    let key = key!("loans_db.loans/sale");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let at = COLLECTION.on(day, &mut stream);
    let words = *stream.pick(ESCROW);
    let row = Posting::new(at, TransactionType::Deposit, net, words);
    ledger.post(account, row.via(TransactionChannel::Wire));
}
