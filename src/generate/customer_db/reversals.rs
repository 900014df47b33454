//! Fees that customers complain about and get back: fee, cause and reversal are on the statement.

use super::complaints;
use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::customer::{Holding, Ordinal};
use crate::generate::hours::{DAYTIME, MORNING, OFFICE, business_day_before};
use crate::generate::ledger::{Ledger, Posting, number_elsewhere};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::accounts_db::{
    AccountType, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::statement::{self as lines, FEE_REVERSAL};
use crate::values::texts::complaints::{ChargedFor, DisputedFee, disputed_fee};
use std::ops::RangeInclusive;

/// Days from the fee to the complaint about it.
const CHARGED_BEFORE: RangeInclusive<i64> = 2..=12;
/// Likewise, at most, for a late installment fee.
const LATE_WITHIN: i32 = 45;
/// Fees with a cause that are refunded anyway.
const GOODWILL: Proportion = Proportion::percent(60);
/// Amount wired, in percent of the account's usual level, and its limits in cents.
const WIRED: RangeInclusive<i64> = 4..=11;
const WIRED_LIMITS: (i64, i64) = (80_00, 2_400_00);
/// Price of a purchase abroad in cents, and its fee in percent.
const ABROAD: RangeInclusive<i64> = 24_00..=96_00;
const ABROAD_PERCENT: i64 = 3;
/// Withdrawal from another bank's machine, in multiples of 20 dollars.
const TWENTIES: RangeInclusive<i64> = 2..=6;

/// Posts the fee the customer complains about, what it was charged for, and its reversal at the time the complaint is resolved.
///
/// Rare fees charged by hand are always refunded, others mostly. On an account `watched` for something else, no cause is posted.
pub fn reverse_fee(
    context: Context,
    shares: &Shares,
    watched: bool,
    ledger: &mut Ledger,
    rows: &Rows,
) {
    let subject = complaints::subject(context, shares, rows);
    let Some(fee) = subject.and_then(disputed_fee) else {
        return;
    };
    let Some((filed, resolved)) = complaints::resolved(context, shares) else {
        return;
    };
    let mut stream = context.stream(key!("customer_db.complaints/fee"));
    let charged = business_day_before(&mut stream, filed.date(), CHARGED_BEFORE);
    let goodwill = fee.charged_for == ChargedFor::Service || stream.chance(GOODWILL);
    let (account, taken) = match fee.charged_for {
        ChargedFor::LateInstallment => match late_fee(context, ledger, filed.date()) {
            Some((account, cents)) => (account, vec![(cents, None)]),
            None => return,
        },
        _ => {
            let pays = |one: &Holding| {
                one.is_active() && one.account_type == AccountType::Checking && one.opened < charged
            };
            let Some(account) = context.customer.first_account(pays) else {
                return;
            };
            let needs = fee.charged_for != ChargedFor::Service;
            if needs && (watched || ledger.is_short_near(account, charged)) {
                return;
            }
            (account, charge(context, fee, account, charged, &mut stream))
        }
    };
    let cents = taken.last().map_or(0, |(cents, _)| *cents);
    let mut postings: Vec<Posting> = taken.into_iter().filter_map(|(_, row)| row).collect();
    if goodwill {
        let back = Posting::new(
            resolved,
            TransactionType::Refund,
            Cents(cents),
            [FEE_REVERSAL, fee.fee].concat(),
        );
        postings.push(back.via(TransactionChannel::Internal));
    }
    for posting in postings {
        if ledger.covers(account, posting.at.date()) {
            ledger.post(account, posting);
        }
    }
}

/// The last late installment fee before a complaint about it: its account and amount in cents.
fn late_fee(context: Context, ledger: &Ledger, filed: Date) -> Option<(Ordinal, i64)> {
    context.customer.holdings().find_map(|(account, _)| {
        let fees = ledger.postings(account).iter().filter(|posting| {
            posting.description == lines::LATE_PAYMENT_FEE
                && (1..=LATE_WITHIN).contains(&(filed - posting.at.date()))
        });
        let last = fees.max_by_key(|posting| posting.at)?;
        Some((account, -last.amount.0))
    })
}

/// The cause of the fee and the fee itself, each with the cents of the fee; every wire already has its wire fee.
fn charge(
    context: Context,
    fee: &DisputedFee,
    account: Ordinal,
    day: Date,
    stream: &mut Stream,
) -> Vec<(i64, Option<Posting>)> {
    let charged = |at: Timestamp, cents: i64| {
        let row = Posting::new(at, TransactionType::Fee, Cents(-cents), fee.fee);
        (cents, Some(row))
    };
    match fee.charged_for {
        ChargedFor::Service | ChargedFor::LateInstallment => {
            vec![charged(MORNING.on(day, stream), fee.cents)]
        }
        ChargedFor::Wire => {
            let level = context.customer.holding(account).level.0;
            let (least, most) = WIRED_LIMITS;
            let cents = level * stream.range(WIRED) / 100 / 5_00 * 5_00;
            let number = number_elsewhere(context.bank, context.customer);
            let row = Posting::new(
                OFFICE.on(day, stream),
                TransactionType::Withdrawal,
                Cents(-cents.clamp(least, most)),
                lines::TRANSFERS_OUT[0],
            );
            let row = row
                .with(number)
                .via(TransactionChannel::Wire)
                .spent_on(TransactionCategory::Transfer);
            vec![(fee.cents, Some(row))]
        }
        ChargedFor::Abroad => {
            let price = stream.range(ABROAD);
            let at = DAYTIME.on(day, stream);
            let row = Posting::new(
                at,
                TransactionType::Payment,
                Cents(-price),
                *stream.pick(lines::ABROAD),
            );
            let row = row
                .via(TransactionChannel::Card)
                .spent_on(TransactionCategory::Travel);
            vec![
                (0, Some(row)),
                charged(at + 1, price * ABROAD_PERCENT / 100),
            ]
        }
        ChargedFor::Machine => {
            let at = DAYTIME.on(day, stream);
            let place = *stream.pick(lines::OTHER_BANKS);
            let row = Posting::new(
                at,
                TransactionType::Withdrawal,
                Cents(-stream.range(TWENTIES) * 20_00),
                [lines::CASH, "withdrawal ATM ", place].concat(),
            );
            let row = row
                .via(TransactionChannel::Atm)
                .spent_on(TransactionCategory::Cash);
            vec![(0, Some(row)), charged(at + 1, fee.cents)]
        }
    }
}
