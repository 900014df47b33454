//! How a loan is repaid: status, dates and balance tell one story (data model, section 6, "Schedule").

use super::arrears::{self, Next};
use super::case::Case;
use super::conduct::{Conduct, GRACE};
use super::schedule::{Installment, schedule};
use super::shortfall;
use crate::generate::customer::{Customer, Funding};
use crate::generate::hours;
use crate::key;
use crate::random::{Proportion, Stream};
use crate::tables::Rows;
use crate::tables::ids::ScheduleId;
use crate::tables::loans_db::*;
use crate::values::calendar::Date;
use crate::values::money::{Cents, Fraction4};

/// Days after the due day on which a borrower who couldn't pay does so: before the next installment is due.
const DAYS_LATE: [i64; 5] = [2, 4, 7, 12, 20];
const MAX_LATE: i32 = 19;
/// Borrowers with wages who pay late installments from the next ones.
const FROM_WAGES: Proportion = Proportion::percent(80);
/// Days around the due day on which a borrower who is behind pays an installment from months ago.
const CATCHING_UP: [i64; 3] = [-6, 2, 12];
/// Days after the last due day on which a loan is restructured.
const RESTRUCTURED_AFTER: [i64; 3] = [8, 14, 22];

/// Where a loan stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Due day of the last installment.
    pub matures: Date,
    /// Principal still to be repaid.
    pub outstanding: Cents,
    /// Day of the last payment, once it is paid off.
    pub closed: Option<Date>,
    /// The oldest due day that is past and unpaid.
    pub unpaid_since: Option<Date>,
}

/// Makes the schedule of a loan with what became of each installment.
pub fn write(
    case: &Case,
    funding: &Funding,
    (principal, rate): (Cents, Fraction4),
    rows: &mut Rows,
) -> Standing {
    let (as_of, days) = (case.context.as_of(), case.days);
    let loan_id = case.loan_id();
    let key = key!("loans_db.repayment_schedule/loan");
    let mut stream = case.context.stream_of(key, loan_id);
    let conduct = Conduct::new(&mut stream, funding, &days, as_of);
    let first_id = case.customer().row() * 100_000 + u64::from(case.ordinal) * 1_000;
    let first = rows.repayment_schedule.len();
    let plan = schedule(principal, rate, days.term, days.disbursed);
    let plan = plan.restructured(conduct.restructuring);
    rows.repayment_schedule.extend(plan.map(
        |Installment {
             number,
             due,
             principal,
             interest,
         }| RepaymentInstallment {
            schedule_id: ScheduleId(first_id + u64::from(number)),
            loan_id,
            installment_number: number as i16,
            due_date: due,
            principal_amount: principal,
            interest_amount: interest,
            total_amount: principal + interest,
            payment_date: None,
            payment_status: InstallmentStatus::Pending,
        },
    ));
    let mut book = Book {
        customer: case.customer(),
        most_behind: arrears::most_behind(case.application.loan_type),
        installments: &mut rows.repayment_schedule[first..],
        as_of,
    };
    let closed = book.pay(&mut stream, &conduct);
    book.standing(principal, closed)
}

/// The installments of a loan while they are being paid.
struct Book<'a> {
    customer: &'a Customer,
    /// Installments that can be unpaid before the loan is charged off.
    most_behind: usize,
    installments: &'a mut [RepaymentInstallment],
    as_of: Date,
}

impl Book<'_> {
    /// Pays what the borrower pays up to the as-of date; returns the day of the last payment of a paid-off loan.
    fn pay(&mut self, stream: &mut Stream, conduct: &Conduct) -> Option<Date> {
        // The number of paid installments, always the oldest ones.
        let mut paid = 0;
        for at in 0..self.installments.len() {
            let due = self.installments[at].due_date;
            let number = at as u16 + 1;
            if conduct.stops_after.is_some_and(|last| number > last) {
                break;
            }
            if at - paid == self.most_behind {
                let (next, day) = arrears::at_the_last_moment(stream, due);
                let until = if next == Next::PaysOne { paid + 1 } else { at };
                paid = self.settle(paid..until, day).unwrap_or(paid);
                if next == Next::PaysOne {
                    continue;
                }
            }
            if due > self.as_of {
                break;
            }
            let behind = at - paid;
            let last = match conduct.trouble(number) {
                Some(trouble) if trouble.ends => {
                    let day = due + stream.quantile(&RESTRUCTURED_AFTER) as i32;
                    self.settle(paid..at + 1, hours::business_day_from(day))
                }
                Some(trouble) => match trouble.days_late {
                    Some(days) => self.settle(paid..at + 1, hours::business_day_from(due + days)),
                    None => continue,
                },
                None if behind > 0 => match arrears::next(stream, behind) {
                    Next::CatchesUp => {
                        let day = due + stream.quantile(&[0, 0, 4, 12]) as i32;
                        self.settle(paid..at + 1, hours::business_day_from(day))
                    }
                    Next::FallsBehind => continue,
                    Next::PaysOne => {
                        let day = due + stream.quantile(&CATCHING_UP) as i32;
                        self.settle(paid..paid + 1, hours::business_day_from(day))
                    }
                },
                None if conduct.forgets(stream) => match conduct.rolls(stream) {
                    true => continue,
                    false => {
                        let day = self.money_comes(stream, hours::due(due));
                        self.settle(at..at + 1, day)
                    }
                },
                None => self.settle(at..at + 1, conduct.on_time(stream, due)),
            };
            paid = last.unwrap_or(paid);
        }
        if let Some(last) = conduct.paid_off_after {
            return self.pay_off(usize::from(last));
        }
        None
    }

    /// The business day on which a borrower who couldn't pay on the due day does so: mostly after the next wages.
    fn money_comes(&self, stream: &mut Stream, due: Date) -> Date {
        let days = stream.quantile(&DAYS_LATE) as i32;
        let payday = match stream.chance(FROM_WAGES) {
            true => shortfall::payday_after(self.customer, due, MAX_LATE),
            false => None,
        };
        let day = payday.map_or(due + days, |payday| payday + 1);
        hours::business_day_from(day.max(due + 2))
    }

    /// Pays installments on a day; returns how many are then paid, unless the day is yet to come.
    #[inline]
    fn settle(&mut self, which: std::ops::Range<usize>, day: Date) -> Option<usize> {
        if day > self.as_of {
            return None;
        }
        let end = which.end;
        for installment in &mut self.installments[which] {
            installment.payment_date = Some(day);
            installment.payment_status =
                if day <= installment.due_date || day <= hours::due(installment.due_date) {
                    InstallmentStatus::Paid
                } else {
                    InstallmentStatus::Late
                };
        }
        Some(end)
    }

    /// Pays off everything after installment number `last`: no interest is owed on principal that is repaid.
    fn pay_off(&mut self, last: usize) -> Option<Date> {
        let day = self.installments[last - 1].payment_date;
        for installment in &mut self.installments[last..] {
            installment.interest_amount = Cents::ZERO;
            installment.total_amount = installment.principal_amount;
            installment.payment_date = day;
            installment.payment_status = InstallmentStatus::Paid;
        }
        day
    }

    /// Marks missed installments, and sums up.
    fn standing(&mut self, principal: Cents, closed: Option<Date>) -> Standing {
        let mut standing = Standing {
            matures: self.installments.last().expect("a term of months").due_date,
            outstanding: principal,
            closed,
            unpaid_since: None,
        };
        for installment in &mut *self.installments {
            if installment.payment_date.is_some() {
                standing.outstanding -= installment.principal_amount;
                continue;
            }
            let overdue = self.as_of - installment.due_date;
            if overdue <= 0 {
                break;
            }
            standing.unpaid_since.get_or_insert(installment.due_date);
            if overdue > GRACE {
                installment.payment_status = InstallmentStatus::Missed;
            }
        }
        standing
    }
}
