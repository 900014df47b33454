//! Premiums: when each was due and how it was paid, what unpaid ones led to, and what was refunded.

use super::case::{Case, Payment};
use super::{cover, products};
use crate::generate::hours::{COLLECTION, business_day_after, business_day_until, due};
use crate::generate::ledger::{Ledger, Posting};
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::accounts_db::{TransactionCategory, TransactionType};
use crate::tables::insurance_db::*;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::numbers::in_full;
use std::ops::RangeInclusive;

/// Failed debits per 10,000, and late payments by other means, of people with average credit (data model, section 7: overall 2.5
/// percent are late and 1.5 percent fail; most failures precede a lapse).
const FAILED: i64 = 85;
const LATE: i64 = 680;
/// The same in percent for credit below a bound, in thousandths of a standard deviation: bad payers pay everything badly.
const BY_CREDIT: [(i64, i64); 5] = [
    (-1_200, 330),
    (-500, 170),
    (300, 80),
    (1_000, 35),
    (i64::MAX, 15),
];
/// Days after the due day on which a late payment arrives, and on which a failed one is made up.
const DAYS_LATE: RangeInclusive<i64> = 2..=25;
const CAUGHT_UP: RangeInclusive<i64> = 3..=22;
/// Days after the due day on which a missed payment is recorded, and the grace notice goes out.
const NOTED: i32 = 1;
const NOTICE: i32 = 10;
/// Days after the due day for which a payment is pending.
const PENDING: i32 = 3;
/// Failed monthly debits that led to a lapse cured by the next payments.
const REINSTATED: Proportion = Proportion::of(1, 6);
/// Days from such a lapse to the reinstatement.
const CURED_AFTER: RangeInclusive<i64> = 2..=9;
/// Days from the end of a policy to the refund of premium paid for the time after it, and the smallest refund.
const RETURNED_AFTER: RangeInclusive<i64> = 3..=12;
const MIN_RETURNED: Cents = Cents::dollars(1);

/// Plans the payments of a policy, and records what went wrong.
pub fn plan(case: &mut Case) {
    case.payments.clear();
    case.events.clear();
    case.gap = None;
    let key = key!("insurance_db.premium_payments/row");
    let mut stream = case.stream(key);
    let (cover, as_of) = (case.cover, case.context.as_of());
    let period = products::months(case.insured.frequency);
    // Until when due premiums wait for the reinstatement that pays them.
    let mut cured: Option<Date> = None;
    for number in 0_i32.. {
        let due_day = cover.start.add_months(number * period.unwrap_or(0));
        if due_day > cover.last || (number > 0 && period.is_none()) {
            break;
        }
        let day = due(due_day);
        let mut pay = |day, status| {
            case.payments.push(Payment {
                due: due_day,
                day,
                status,
            })
        };
        if due_day > as_of - PENDING || day > as_of {
            pay(due_day, PremiumStatus::Pending);
            continue;
        }
        if day > cover.last {
            // The policy ended before the next business day.
            if number == 0 {
                pay(cover.last, PremiumStatus::Completed);
            }
            continue;
        }
        if cover.unpaid.is_some_and(|unpaid| due_day >= unpaid) {
            pay(day, PremiumStatus::Failed);
            let first = cover.unpaid == Some(due_day);
            missed(case, day, first, cover.last);
            continue;
        }
        if let Some(cured) = cured.filter(|cured| due_day < *cured) {
            pay(cured, PremiumStatus::Late);
            // Nothing is collected while there is no coverage.
            if case.gap.is_some_and(|(lapsed, _)| day < lapsed) {
                case.payments.push(Payment {
                    due: due_day,
                    day,
                    status: PremiumStatus::Failed,
                });
                missed(case, day, false, cover.last);
            }
            continue;
        }
        let debits = debits(case.insured.method);
        let often = if debits { FAILED } else { LATE } * by_credit(case);
        let trouble = number > 0 && stream.range(0..=999_999) < often;
        let days = if debits { CAUGHT_UP } else { DAYS_LATE };
        let later = business_day_after(&mut stream, day, days);
        if !trouble || later > cover.last {
            case.payments.push(Payment {
                due: due_day,
                day,
                status: PremiumStatus::Completed,
            });
            continue;
        }
        if debits {
            // Everything that a reinstatement pays for has one price.
            let one_price = case.year_of(due_day) == case.year_of(due_day.add_months(2));
            let cure = (period == Some(1) && cover.unpaid.is_none() && one_price)
                .then(|| reinstatement(&mut stream, day, cover.last))
                .flatten();
            case.payments.push(Payment {
                due: due_day,
                day,
                status: PremiumStatus::Failed,
            });
            if let Some((lapsed, reinstated)) = cure.filter(|_| case.gap.is_none()) {
                case.happened(lapsed, PolicyEventType::Lapsed, None);
                case.happened(reinstated, PolicyEventType::Reinstated, None);
                case.gap = Some((lapsed, reinstated));
                cured = Some(reinstated);
                case.payments.push(Payment {
                    due: due_day,
                    day: reinstated,
                    status: PremiumStatus::Late,
                });
                missed(case, day, true, cover.last);
                continue;
            }
            missed(case, day, later > day + NOTICE, cover.last);
        } else if later > due_day + NOTICE {
            missed(case, day, false, cover.last);
        }
        case.payments.push(Payment {
            due: due_day,
            day: later,
            status: PremiumStatus::Late,
        });
    }
    case.payments
        .sort_by_key(|payment| (payment.day, payment.due));
}

/// When a policy lapses after a debit that failed on a day, and when it is reinstated, if at all.
fn reinstatement(stream: &mut Stream, failed: Date, last: Date) -> Option<(Date, Date)> {
    let lapsed = failed + *cover::GRACE.start() as i32;
    let reinstated = business_day_after(stream, lapsed, CURED_AFTER);
    (stream.chance(REINSTATED) && reinstated <= last).then_some((lapsed, reinstated))
}

/// Records a payment missed on a day, with a grace notice if one goes out; nothing comes after the last day.
fn missed(case: &mut Case, day: Date, notice: bool, last: Date) {
    case.happened(
        (day + NOTED).min(last),
        PolicyEventType::PaymentMissed,
        None,
    );
    if notice {
        case.happened((day + NOTICE).min(last), PolicyEventType::GraceNotice, None);
    }
}

/// How often the policyholder pays late compared with others, in percent.
fn by_credit(case: &Case) -> i64 {
    let credit = case.context.customer.person.credit;
    let of = BY_CREDIT.iter().find(|(below, _)| credit < *below);
    of.map_or(100, |(_, percent)| *percent)
}

/// Whether a method debits an account automatically.
pub const fn debits(method: PaymentMethod) -> bool {
    matches!(method, PaymentMethod::AutoDebit | PaymentMethod::Ach)
}

/// Makes the rows of the payments, whose amounts are known by now, and posts those on the linked account.
pub fn write(case: &Case, ledger: &mut Ledger, rows: &mut Rows) {
    let returned = unearned(case);
    let payments = case.payments.iter().map(|one| {
        let year = case.year_of(one.due).min(case.premiums.len() - 1);
        (*one, case.premiums[year])
    });
    for (number, (payment, amount)) in (1..).zip(payments.chain(returned)) {
        row(case, number, amount, payment, ledger, rows);
    }
}

/// What was paid for days after the end of a policy, and when it is refunded.
fn unearned(case: &Case) -> Option<(Payment, Cents)> {
    let (cover, customer) = (case.cover, case.context.customer);
    let ended = case.status == PolicyStatus::Cancelled
        || (cover.dies && case.status == PolicyStatus::Matured);
    let last = case
        .payments
        .iter()
        .rfind(|one| one.status != PremiumStatus::Failed)?;
    if !ended || last.status == PremiumStatus::Pending {
        return None;
    }
    let premium = case.premiums[case.year_of(last.due).min(case.premiums.len() - 1)];
    let until = match products::months(case.insured.frequency) {
        Some(months) => (1..)
            .map(|number| cover.start.add_months(number * months))
            .find(|next| *next > last.due)?,
        // Canceling a trip before it begins refunds the whole premium.
        None => last.due + 1,
    };
    let (days, left) = match products::months(case.insured.frequency) {
        Some(_) => (until - last.due, until - cover.last - 1),
        None => (1, 1),
    };
    let amount = premium.times(i64::from(left.max(0)), i64::from(days));
    let mut stream = case.stream(key!("insurance_db.premium_payments/refund"));
    let day = business_day_after(&mut stream, cover.last, RETURNED_AFTER);
    let day = match customer.closed {
        Some(closed) => day.min(business_day_until(closed)),
        None => day,
    };
    let payment = Payment {
        due: last.due,
        day,
        status: PremiumStatus::Refunded,
    };
    (amount >= MIN_RETURNED && day <= case.context.as_of() && day > cover.last)
        .then_some((payment, -amount))
}

/// A payment, and its row on the linked account's statement if money moved.
fn row(
    case: &Case,
    number: u16,
    amount: Cents,
    payment: Payment,
    ledger: &mut Ledger,
    rows: &mut Rows,
) {
    let Payment { day, status, .. } = payment;
    // A late payment came another way: the debit had failed.
    let payment_method = match (status, case.insured.method) {
        (PremiumStatus::Late, method) if debits(method) => PaymentMethod::Card,
        (_, method) => method,
    };
    let customer = case.context.customer;
    let open = |account| {
        let holding = customer.holding(account);
        (holding.opened..=holding.last_day).contains(&day)
    };
    let from = case
        .linked
        .filter(|&account| debits(payment_method) && open(account));
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
        payment_status: status,
    });
    let words = match status {
        PremiumStatus::Completed => "Insurance premium P",
        PremiumStatus::Refunded => "Insurance premium returned P",
        _ => return,
    };
    if let Some(account) = from
        && ledger.covers(account, day)
    {
        let key = key!("insurance_db.premium_payments/posting_time");
        let mut stream = case.context.stream_of(key, payment_id);
        let at = COLLECTION.on(day, &mut stream);
        let transaction_type = match status {
            PremiumStatus::Refunded => TransactionType::Deposit,
            _ => TransactionType::Payment,
        };
        let words = in_full::<9>(words, case.number().0);
        let row = Posting::new(at, transaction_type, -amount, words);
        ledger.post(account, row.spent_on(TransactionCategory::Insurance));
    }
}
