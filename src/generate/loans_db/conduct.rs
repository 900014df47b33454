//! How a borrower pays: habits, troubles and ends, decided before the first installment.

use super::days::Days;
use super::schedule::Restructuring;
use crate::generate::customer::{Funding, Habit};
use crate::generate::hours;
use crate::random::{Proportion, Stream};
use crate::tables::loans_db::LoanStatus;
use crate::values::calendar::Date;
use std::ops::RangeInclusive;

/// An installment that is due but unpaid for at most this many days is pending (data model, section 6).
pub const GRACE: i32 = 30;
/// Borrowers whose installments are collected on the due day itself; the others pay up to a few days early.
const COLLECTED: Proportion = Proportion::percent(75);
/// How many days before the due day they pay.
const DAYS_EARLY: [i64; 4] = [0, 1, 2, 4];

/// Installments that are late before a default begins to show, and those of a restructured loan.
const LATE_BEFORE_DEFAULT: Proportion = Proportion::percent(12);
const LATE_IF_RESTRUCTURED: Proportion = Proportion::percent(6);
/// Installments that are paid later and later before the first missed one.
const LATER_AND_LATER: RangeInclusive<i64> = 2..=4;
/// Days late of the first of them, and how many more each following one is.
const FIRST_LATE: RangeInclusive<i64> = 6..=14;
const LATER_BY: RangeInclusive<i64> = 7..=11;
/// Installments that are unpaid when a loan is restructured, including the last one.
const UNPAID_IF_RESTRUCTURED: RangeInclusive<i64> = 2..=3;
/// Installments of a restructured loan before the trouble, and after it.
const PAID_BEFORE: i64 = 4;
const PAID_AFTER: i64 = 2;

/// Installments that borrowers with a habit forget.
const fn forgotten(habit: Habit) -> Proportion {
    match habit {
        Habit::Punctual => Proportion::percent(0),
        Habit::Careless => Proportion::per_mille(55),
        Habit::Late => Proportion::percent(20),
    }
}

/// Forgotten installments that aren't paid before the next is due.
const fn rolling(habit: Habit) -> Proportion {
    match habit {
        Habit::Late => Proportion::percent(65),
        Habit::Punctual | Habit::Careless => Proportion::percent(30),
    }
}

/// How a borrower pays.
#[derive(Clone, Copy, Debug)]
pub struct Conduct {
    forgotten: Proportion,
    rolling: Proportion,
    collected: bool,
    /// Nothing is paid after this installment.
    pub stops_after: Option<u16>,
    /// Everything is paid off with this installment.
    pub paid_off_after: Option<u16>,
    /// The new terms of a restructured loan.
    pub restructuring: Option<Restructuring>,
    /// The first and last installment of the trouble before a default or restructuring.
    trouble: Option<(u16, u16)>,
    /// Days late of the first installment in trouble, and how many more each following one is.
    delay: (i64, i64),
}

/// What happens to an installment in a time of trouble.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    /// Days late; `None` if it waits until the trouble ends.
    pub days_late: Option<i32>,
    /// Whether the trouble ends with it, and everything is caught up.
    pub ends: bool,
}

impl Conduct {
    /// How the borrower of a loan with these days pays.
    pub fn new(stream: &mut Stream, funding: &Funding, days: &Days, as_of: Date) -> Conduct {
        let conduct = Conduct {
            forgotten: forgotten(funding.habit),
            rolling: rolling(funding.habit),
            collected: stream.chance(COLLECTED),
            stops_after: None,
            paid_off_after: None,
            restructuring: None,
            trouble: None,
            delay: (0, 0),
        };
        let due_by = |day: Date| {
            let due = |&number: &u16| days.disbursed.add_months(i32::from(number)) <= day;
            (1..=days.term).take_while(due).count() as u16
        };
        match funding.status {
            LoanStatus::Active => conduct,
            LoanStatus::PaidOff => Conduct {
                forgotten: Proportion::percent(0),
                paid_off_after: Some(days.installments),
                stops_after: Some(days.installments),
                ..conduct
            },
            LoanStatus::Defaulted => {
                let due = due_by(as_of - (GRACE + 1));
                // Half of what was due, rounded up as often as down.
                let paid = (due + (stream.below(2) as u16)) / 2;
                let late = stream
                    .range(LATER_AND_LATER)
                    .min(i64::from(paid) - 1)
                    .max(1) as u16;
                Conduct {
                    forgotten: LATE_BEFORE_DEFAULT,
                    stops_after: Some(paid),
                    trouble: Some(((paid + 1).saturating_sub(late).max(1), paid)),
                    delay: (stream.range(FIRST_LATE), stream.range(LATER_BY)),
                    ..conduct
                }
            }
            LoanStatus::Restructured => {
                let due = i64::from(due_by(as_of - GRACE));
                let unpaid = stream.range(UNPAID_IF_RESTRUCTURED);
                let first = PAID_BEFORE + unpaid;
                let last = stream.range(first..=(due - PAID_AFTER).max(first)) as u16;
                Conduct {
                    forgotten: LATE_IF_RESTRUCTURED,
                    restructuring: Some(Restructuring {
                        after: last,
                        months: days.term + days.longer,
                    }),
                    trouble: Some((last + 1 - unpaid as u16, last)),
                    ..conduct
                }
            }
        }
    }

    /// What happens to an installment during the trouble.
    #[inline]
    pub fn trouble(&self, number: u16) -> Option<Trouble> {
        let (first, last) = self
            .trouble
            .filter(|(first, last)| (first..=last).contains(&&number))?;
        let later = self.delay.0 + self.delay.1 * i64::from(number - first);
        let restructured = self.restructuring.is_some();
        Some(Trouble {
            days_late: (!restructured).then_some(later as i32),
            ends: restructured && number == last,
        })
    }

    /// Whether the borrower forgets an installment.
    #[inline]
    pub fn forgets(&self, stream: &mut Stream) -> bool {
        self.forgotten != Proportion::percent(0) && stream.chance(self.forgotten)
    }

    /// Whether a forgotten installment stays unpaid when the next one is due.
    pub fn rolls(&self, stream: &mut Stream) -> bool {
        stream.chance(self.rolling)
    }

    /// The day on which an installment is paid on time: the business day on which it is collected, or one before it.
    #[inline]
    pub fn on_time(&self, stream: &mut Stream, due: Date) -> Date {
        if self.collected {
            return hours::due(due);
        }
        match stream.quantile(&DAYS_EARLY) {
            0 => hours::due(due),
            early => hours::business_day_until(due - early as i32),
        }
    }
}
