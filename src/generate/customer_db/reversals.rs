//! Fees that customers complain of and get back: both stand on the statement.

use super::complaints;
use super::shares::Shares;
use crate::generate::context::Context;
use crate::generate::customer::Holding;
use crate::generate::hours::{MORNING, business_day_before};
use crate::generate::ledger::{Ledger, Posting};
use crate::key;
use crate::tables::Rows;
use crate::tables::accounts_db::{AccountType, TransactionChannel, TransactionType};
use crate::values::money::Cents;
use crate::values::statement::FEE_REVERSAL;
use crate::values::texts::complaints::disputed_fee;
use std::ops::RangeInclusive;

/// Days from the fee to the complaint about it.
const CHARGED_BEFORE: RangeInclusive<i64> = 2..=12;

/// Puts the fee that the customer complains of on the statement, and its reversal at the moment at which the complaint is resolved.
///
/// Such fees are charged by hand and seldom; this bank's customers get them back.
pub fn reverse_fee(context: Context, shares: &Shares, ledger: &mut Ledger, rows: &Rows) {
    let customer = context.customer;
    let subject = complaints::subject(context, shares, rows);
    let Some((fee, cents)) = subject.and_then(disputed_fee) else {
        return;
    };
    let Some((filed, resolved)) = complaints::resolved(context, shares) else {
        return;
    };
    let mut stream = context.stream(key!("customer_db.complaints/fee"));
    let charged = business_day_before(&mut stream, filed.date(), CHARGED_BEFORE);
    let pays = |one: &Holding| {
        one.is_active() && one.account_type == AccountType::Checking && one.opened < charged
    };
    let Some(account) = customer.first_account(pays) else {
        return;
    };
    let taken = Posting::new(
        MORNING.on(charged, &mut stream),
        TransactionType::Fee,
        Cents(-cents),
        fee,
    );
    let back = Posting::new(
        resolved,
        TransactionType::Refund,
        Cents(cents),
        [FEE_REVERSAL, fee].concat(),
    );
    let back = back.via(TransactionChannel::Internal);
    for posting in [taken, back] {
        if ledger.covers(account, posting.at.date()) {
            ledger.post(account, posting);
        }
    }
}
