//! How long a loan runs: as agreed, until it is paid off early, or longer once it is restructured.

use super::life_span::MIN_RESTRUCTURED;
use super::products;
use crate::random::{Proportion, Stream};
use crate::tables::loans_db::{LoanStatus, LoanType};

/// Paid-off loans that ran to term, where the history is long enough.
const TO_THE_END: Proportion = Proportion::percent(85);
/// Least months until a loan is paid off early.
pub const MIN_EARLY: i64 = 8;

/// How long a loan runs, in months.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    /// As agreed.
    pub term: u16,
    /// Installments until it is paid off.
    pub installments: u16,
    /// Months by which it is extended once it is restructured.
    pub longer: u16,
}

impl Length {
    /// The length of a loan with this agreed term, of a customer to whom a loan could first have been disbursed `months` months
    /// ago.
    pub fn new(
        stream: &mut Stream,
        loan_type: LoanType,
        status: LoanStatus,
        agreed: u16,
        months: i64,
    ) -> Length {
        let years = products::years(loan_type);
        match status {
            LoanStatus::PaidOff => {
                let longest = (months / 12).min(*years.end());
                if loan_type != LoanType::Mortgage
                    && longest >= *years.start()
                    && stream.chance(TO_THE_END)
                {
                    let term = stream.range(*years.start()..=longest) as u16 * 12;
                    return Length::of(term);
                }
                let latest = (i64::from(agreed) - 2).min(months);
                let early = stream.range(MIN_EARLY.min(latest)..=latest);
                Length {
                    installments: early as u16,
                    ..Length::of(agreed)
                }
            }
            LoanStatus::Defaulted => Length::of(agreed.max(24)),
            LoanStatus::Restructured => {
                // The new schedule is longer, and still within what the type allows.
                let step = if loan_type == LoanType::Mortgage {
                    60
                } else {
                    12
                };
                let most = *years.end() as u16 * 12 - step;
                let least = (MIN_RESTRUCTURED as u16 + 12).max(*years.start() as u16 * 12);
                Length {
                    longer: step,
                    ..Length::of(agreed.clamp(least.min(most), most))
                }
            }
            LoanStatus::Active => Length::of(agreed),
        }
    }

    /// As agreed.
    const fn of(term: u16) -> Length {
        Length {
            term,
            installments: term,
            longer: 0,
        }
    }
}
