//! How a loan is paid back: status, dates and balance tell one story (data model, section 6, "Schedule").

use super::case::Case;
use super::life_span::{PAID_OFF_AFTER, PAID_OFF_AGO};
use super::schedule::{Installment, schedule};
use crate::generate::customer::Funding;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::ids::ScheduleId;
use crate::tables::loans_db::*;
use crate::values::calendar::Date;
use crate::values::money::{Cents, Fraction4};
use std::ops::RangeInclusive;

/// Installments that are late (guide: active loans pay 95% on time), and those of restructured loans.
const LATE: Proportion = Proportion::percent(5);
const LATE_IF_RESTRUCTURED: Proportion = Proportion::percent(20);
/// Days that a late payment comes after the due day.
const DAYS_LATE: RangeInclusive<i64> = 1..=25;
/// Days before the due day that a payment on time comes: most on the day itself.
const DAYS_EARLY: [i64; 5] = [0, 0, 0, 1, 4];
/// Due but unpaid for at most that many days is pending (data model, section 6).
const GRACE: i32 = 30;

/// Makes the schedule of a loan with what became of each installment; returns the outstanding balance.
pub fn write(
    case: &Case,
    funding: &Funding,
    principal: Cents,
    rate: Fraction4,
    rows: &mut Rows,
) -> Cents {
    let (as_of, days) = (case.context.as_of(), case.days);
    let key = key!("loans_db.repayment_schedule/loan");
    let mut stream = case.context.stream_of(key, case.loan_id());
    let payer = Payer::new(&mut stream, funding.status, case);
    let mut outstanding = principal;
    let loan_id = case.loan_id();
    let first_id = case.customer().row() * 100_000 + u64::from(case.ordinal) * 1_000;
    for installment in schedule(principal, rate, days.term, days.disbursed) {
        let (payment_status, payment_date) = payer.pay(&mut stream, &installment, as_of);
        if payment_date.is_some() {
            outstanding -= installment.principal;
        }
        rows.repayment_schedule.push(RepaymentInstallment {
            schedule_id: ScheduleId(first_id + u64::from(installment.number)),
            loan_id,
            installment_number: installment.number as i16,
            due_date: installment.due,
            principal_amount: installment.principal,
            interest_amount: installment.interest,
            total_amount: installment.total(),
            payment_date,
            payment_status,
        });
    }
    outstanding
}

/// How the borrower pays.
enum Payer {
    /// On time except for this proportion of the installments.
    Regular { late: Proportion },
    /// Everything that was left on this day.
    PaidOff { on: Date },
    /// Nothing after this many installments.
    Defaulted { paid: u16 },
}

impl Payer {
    fn new(stream: &mut Stream, status: LoanStatus, case: &Case) -> Payer {
        let (as_of, days) = (case.context.as_of(), case.days);
        let due = (1..=days.term)
            .take_while(|&number| days.disbursed.add_months(i32::from(number)) <= as_of)
            .count() as u16;
        match status {
            LoanStatus::Active => Payer::Regular { late: LATE },
            LoanStatus::Restructured => Payer::Regular {
                late: LATE_IF_RESTRUCTURED,
            },
            LoanStatus::Defaulted => Payer::Defaulted { paid: due / 2 },
            LoanStatus::PaidOff => {
                let latest = (days.age - PAID_OFF_AGO).min(i32::from(days.term));
                let months = stream.range(PAID_OFF_AFTER.min(latest).into()..=latest.into());
                Payer::PaidOff {
                    on: days.disbursed.add_months(months as i32),
                }
            }
        }
    }

    fn pay(
        &self,
        stream: &mut Stream,
        installment: &Installment,
        as_of: Date,
    ) -> (InstallmentStatus, Option<Date>) {
        let due = installment.due;
        let on_time = |stream: &mut Stream| due - stream.quantile(&DAYS_EARLY) as i32;
        match *self {
            Payer::PaidOff { on } => {
                let day = if due < on { on_time(stream) } else { on };
                (InstallmentStatus::Paid, Some(day))
            }
            _ if due > as_of => (InstallmentStatus::Pending, None),
            Payer::Defaulted { paid } if installment.number > paid => {
                if as_of - due <= GRACE {
                    (InstallmentStatus::Pending, None)
                } else {
                    (InstallmentStatus::Missed, None)
                }
            }
            Payer::Regular { late } if stream.chance(late) => {
                let day = due + stream.range(DAYS_LATE) as i32;
                if day > as_of {
                    (InstallmentStatus::Pending, None)
                } else {
                    (InstallmentStatus::Late, Some(day))
                }
            }
            _ => (InstallmentStatus::Paid, Some(on_time(stream))),
        }
    }
}
