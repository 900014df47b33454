//! Premiums: one row for each due day, and what late and unpaid ones led to.

use super::case::Case;
use super::{cover, products};
use crate::generate::hours::COLLECTION;
use crate::generate::ledger::{Ledger, Posting};
use crate::key;
use crate::random::Proportion;
use crate::tables::Rows;
use crate::tables::accounts_db::{TransactionCategory, TransactionType};
use crate::tables::ids::PaymentId;
use crate::tables::insurance_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::numbers::in_full;
use std::ops::RangeInclusive;

/// Payments in 10,000 that come late, and that fail in a policy that does not lapse (data model, section 7: 2.5 and 1.5
/// percent; most failures are before a lapse).
const LATE: u32 = 270;
const FAILED: u32 = 45;
/// Days that a late payment comes after the due day.
const DAYS_LATE: RangeInclusive<i64> = 2..=26;
/// Days after the due day on which a missed payment is noted, and the notice of grace goes out.
const NOTED: i32 = 1;
const NOTICE: i32 = 10;
/// Days after the due day for which a payment is pending.
const PENDING: i32 = 3;
/// Failures of a monthly premium that led to a lapse which the next payment cured.
const REINSTATED: Proportion = Proportion::of(1, 3);
/// Days from such a lapse to the reinstatement.
const CURED_AFTER: RangeInclusive<i64> = 2..=9;

/// Makes the payments of a policy, posts those of the linked account, and notes what went wrong.
pub fn write(case: &mut Case, ledger: &mut Ledger, rows: &mut Rows) {
    let key = key!("insurance_db.premium_payments/row");
    let mut stream = case.stream(key);
    let (insured, as_of) = (case.insured, case.context.as_of());
    let cover = case.cover;
    let period = products::months(insured.frequency);
    let mut cured: Option<Date> = None;
    for number in 0_i32.. {
        let due = cover.start.add_months(number * period.unwrap_or(0));
        if due > cover.last || (number > 0 && period.is_none()) {
            break;
        }
        let drawn = stream.weighted(&[LATE, FAILED, 10_000 - LATE - FAILED]);
        let late = due + stream.range(DAYS_LATE) as i32;
        let (status, day) = if cover.unpaid.is_some_and(|unpaid| due >= unpaid) {
            (PremiumStatus::Failed, due)
        } else if let Some(day) = cured.take() {
            (PremiumStatus::Late, day)
        } else if due > as_of - PENDING {
            (PremiumStatus::Pending, due)
        } else {
            match drawn {
                0 if number > 0 && late <= cover.last => (PremiumStatus::Late, late),
                1 if number > 0 && due + NOTICE <= cover.last => (PremiumStatus::Failed, due),
                _ => (PremiumStatus::Completed, due),
            }
        };
        let lapses = status == PremiumStatus::Failed && cover.unpaid.is_none();
        let next = due.add_months(1);
        if lapses && period == Some(1) && stream.chance(REINSTATED) {
            let lapsed = due + *cover::GRACE.start() as i32;
            let reinstated = lapsed + stream.range(CURED_AFTER) as i32;
            if reinstated <= cover.last && next < reinstated {
                case.happened(lapsed, PolicyEventType::Lapsed, None);
                case.happened(reinstated, PolicyEventType::Reinstated, None);
                case.gap = Some((lapsed, reinstated));
                cured = Some(reinstated);
            }
        }
        if status == PremiumStatus::Failed || (status == PremiumStatus::Late && day - due > NOTICE)
        {
            case.happened(due + NOTED, PolicyEventType::PaymentMissed, None);
            if status == PremiumStatus::Failed {
                case.happened(due + NOTICE, PolicyEventType::GraceNotice, None);
            }
        }
        let amount = case.premium_after(number * period.unwrap_or(0));
        payment(case, number as u16 + 1, amount, (status, day), ledger, rows);
    }
}

/// A payment, and its row on the statement of the linked account if money moved.
fn payment(
    case: &Case,
    number: u16,
    amount: Cents,
    (payment_status, day): (PremiumStatus, Date),
    ledger: &mut Ledger,
    rows: &mut Rows,
) {
    // What came late came another way: the debit had failed.
    let payment_method = match (payment_status, case.insured.method) {
        (PremiumStatus::Late, PaymentMethod::AutoDebit | PaymentMethod::Ach) => PaymentMethod::Card,
        (_, method) => method,
    };
    let debits = matches!(
        payment_method,
        PaymentMethod::AutoDebit | PaymentMethod::Ach
    );
    let customer = case.context.customer;
    let from = case
        .linked
        .filter(|&account| debits && customer.holding(account).opened <= day);
    let payment_id = PaymentId {
        customer: case.id.customer,
        policy: case.id.ordinal,
        ordinal: number,
    };
    rows.premium_payments.push(PremiumPayment {
        payment_id,
        policy_id: case.id,
        payment_date: day,
        amount,
        payment_method,
        from_account_id: from.map(|account| customer.account_id(account)),
        payment_status,
    });
    if let Some(account) = from
        && payment_status == PremiumStatus::Completed
        && ledger.covers(account, day)
    {
        let key = key!("insurance_db.premium_payments/posting_time");
        let mut stream = case.context.stream_of(key, payment_id);
        let at = COLLECTION.on(day, &mut stream);
        let words = in_full::<9>("Insurance premium P", case.number().0);
        let row = Posting::new(at, TransactionType::Payment, -amount, words);
        ledger.post(account, row.spent_on(TransactionCategory::Insurance));
    }
}
