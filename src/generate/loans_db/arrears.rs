//! Borrowers who are behind: what they do next, and when the bank charges the loan off (data model, section 6, "Habits").

use crate::generate::hours;
use crate::random::Stream;
use crate::tables::loans_db::LoanType;
use crate::values::calendar::Date;

/// What a borrower who is behind by one, two, or three and more installments does when the next is due, in percent: pays all,
/// pays the oldest, pays nothing. At these rates about as many loans stand at 30, 60 and 90 days as in the tables of the Mortgage
/// Bankers Association (National Delinquency Survey, fourth quarter of 2024: 2.03, 0.76 and 1.19 percent).
const NEXT: [[u32; 3]; 3] = [[38, 15, 47], [33, 30, 37], [25, 37, 38]];
/// Percent of those who come in at the last moment who pay all that is due, and who pay only the oldest installment.
const LAST_MOMENT: [u32; 2] = [40, 60];
/// Days before the next due day on which they do so.
const DAYS_BEFORE: [i64; 3] = [5, 6, 9];

/// What a borrower who is behind does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Pays everything.
    CatchesUp,
    /// Pays the oldest installment.
    PaysOne,
    /// Pays nothing.
    FallsBehind,
}

/// Days past due at which a loan is charged off (FFIEC, Uniform Retail Credit Classification and Account Management Policy, 65 FR
/// 36903): 120 for closed-end loans, 180 for those on homes.
pub const fn charged_off_at(loan_type: LoanType) -> i32 {
    match loan_type {
        LoanType::Mortgage => 180,
        _ => 120,
    }
}

/// The business day on which a loan that has been unpaid since a due day is charged off.
pub fn charged_off(loan_type: LoanType, unpaid_since: Date) -> Date {
    hours::business_day_from(unpaid_since + charged_off_at(loan_type))
}

/// Installments that can be unpaid before the loan is charged off.
pub const fn most_behind(loan_type: LoanType) -> usize {
    (charged_off_at(loan_type) / 30) as usize
}

/// What a borrower who is behind by this many installments does.
pub fn next(stream: &mut Stream, behind: usize) -> Next {
    let weights = &NEXT[behind.clamp(1, NEXT.len()) - 1];
    [Next::CatchesUp, Next::PaysOne, Next::FallsBehind][stream.weighted(weights)]
}

/// What the borrower pays at the last moment before the loan would be charged off, and on which day, if the next installment is
/// due on `due`.
pub fn at_the_last_moment(stream: &mut Stream, due: Date) -> (Next, Date) {
    let next = [Next::CatchesUp, Next::PaysOne][stream.weighted(&LAST_MOMENT)];
    let before = stream.quantile(&DAYS_BEFORE) as i32;
    (next, hours::business_day_until(due - before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;

    #[test]
    fn whoever_pays_at_the_last_moment_does_so_before_the_loan_is_charged_off() {
        let mut stream = Random::new(3).stream(key!("test/arrears"), 0);
        for loan_type in LoanType::ALL {
            for day in 0..1_500 {
                let unpaid_since = Date::new(2021, 1, 1) + day;
                let due = unpaid_since.add_months(most_behind(*loan_type) as i32);
                let (_, paid) = at_the_last_moment(&mut stream, due);
                let off = unpaid_since + charged_off_at(*loan_type);
                assert!(paid < off, "{unpaid_since}: {paid} {off}");
            }
        }
    }
}
