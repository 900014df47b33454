//! Where the money for installments is missing, and where it comes from in the end.
//!
//! A borrower who pays late had too little in the account on the day; the installment is paid when wages come, or with help.

use super::case::Case;
use crate::generate::between::{self, Rhythm};
use crate::generate::customer::{Customer, Ordinal};
use crate::generate::hours::DAYTIME;
use crate::generate::ledger::{Ledger, Posting, Shortage};
use crate::generate::person::Work;
use crate::generate::stream_rows::StreamRow;
use crate::key;
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::tables::loans_db::{InstallmentStatus, RepaymentInstallment};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::statement::FAMILY;

/// A payment is at most 30 percent of the balance: percent of the payment that must come in with it if there was nothing.
const NEEDED: i64 = 340;
/// Relatives help with sums up to this; more comes by check.
const MAX_HELP: Cents = Cents::dollars(1_500);
/// Help comes in round sums.
const STEP: Cents = Cents::dollars(20);

/// The first day after `day`, within this many days, on which wages come.
pub fn payday_after(customer: &Customer, day: Date, within: i32) -> Option<Date> {
    let Work::Employed(job) = customer.person.work else {
        return None;
    };
    let month = Month::of(day);
    let mut days =
        (0..2).flat_map(|next| between::days_of(Rhythm::Wages(job.payday), month + next));
    days.find(|payday| (1..=within).contains(&(*payday - day)))
}

/// Tells the account what couldn't be paid when it was due, and brings in what it is paid with in the end.
pub fn run_short(
    case: &Case,
    account: Ordinal,
    installments: &[RepaymentInstallment],
    ledger: &mut Ledger,
) {
    let as_of = case.context.as_of();
    let short = |one: &&RepaymentInstallment| {
        one.payment_status == InstallmentStatus::Late
            || one.payment_date.is_none() && one.due_date < as_of
    };
    let mut paid_on: Option<(Date, Cents)> = None;
    for installment in installments.iter().filter(short) {
        let (due, paid) = (installment.due_date, installment.payment_date);
        let amount = installment.total_amount;
        ledger.run_short(account, Shortage { due, paid, amount });
        let Some(day) = paid else { continue };
        match &mut paid_on {
            Some((last, sum)) if *last == day => *sum += amount,
            _ => {
                help(case, account, paid_on, ledger);
                paid_on = Some((day, amount));
            }
        }
    }
    help(case, account, paid_on, ledger);
}

/// Brings in what wages don't, on the eve of the day on which this much is paid late.
fn help(case: &Case, account: Ordinal, paid: Option<(Date, Cents)>, ledger: &mut Ledger) {
    let Some((day, amount)) = paid else { return };
    let (customer, eve) = (case.customer(), day - 1);
    if !ledger.covers(account, eve) || customer.business.is_some() {
        return;
    }
    let wages = match customer.person.work {
        Work::Employed(job) if payday_after(customer, day - 5, 4).is_some() => between::earlier(
            between::wage(&customer.person, job.payday),
            Month::of(day),
            case.context.as_of(),
        ),
        _ => 0,
    };
    let missing = Cents(amount.0 * NEEDED / 100 - wages * 9 / 10);
    if missing <= Cents::ZERO {
        return;
    }
    let key = key!("loans_db.loans/help");
    let row = case.loan_id().row() << 20 | day.0 as u64 & 0xF_FFFF;
    let mut stream = case.context.bank.random.stream(key, row);
    let at = DAYTIME.on(eve, &mut stream);
    let sum = -(-missing).floor_to(STEP);
    let row = if sum <= MAX_HELP {
        Posting::new(at, TransactionType::Deposit, sum, FAMILY)
            .via(TransactionChannel::Mobile)
            .spent_on(TransactionCategory::Transfer)
    } else {
        let cents = Cents(sum.0 + stream.range(1..=19_99));
        Posting::new(at, TransactionType::Deposit, cents, "Mobile check deposit")
            .via(TransactionChannel::Mobile)
    };
    ledger.post(account, row);
}
