//! When a policy is exposed, and to how much of what depends on the season.

use super::perils::Peril;
use super::rating::Exposed;
use crate::values::calendar::Date;

/// When a policy is exposed: runs of days, each within one calendar month and one year of the policy.
#[derive(Debug)]
pub struct Exposure(Vec<Run>);

#[derive(Clone, Copy, Debug)]
struct Run {
    first: Date,
    days: i32,
    month: usize,
    /// The age factor of the run.
    factor: i64,
}

/// Days of a month, in hundredths.
const MONTH: i64 = 3_044;

impl Exposure {
    /// The days from the first to the last but those of the gap, which ends before its second day.
    pub fn new(
        (first, last): (Date, Date),
        gap: Option<(Date, Date)>,
        factor: impl Fn(Date) -> i64,
    ) -> Exposure {
        let mut runs = Vec::with_capacity(60);
        let mut day = first;
        while day <= last {
            if let Some((_, until)) = gap.filter(|(from, until)| (*from..*until).contains(&day)) {
                day = until;
                continue;
            }
            let mut end = day.month_end().min(last);
            if let Some((from, _)) = gap.filter(|(from, _)| day < *from) {
                end = end.min(from - 1);
            }
            let month = day.month() as usize - 1;
            runs.push(Run {
                first: day,
                days: end - day + 1,
                month,
                factor: factor(day),
            });
            day = end + 1;
        }
        Exposure(runs)
    }

    /// Days by month times their factor.
    fn months(&self) -> [i64; 12] {
        let mut months = [0; 12];
        for run in &self.0 {
            months[run.month] += i64::from(run.days) * run.factor;
        }
        months
    }

    /// Claims of each peril that are expected, in millionths.
    pub fn expected(&self, perils: &[Exposed]) -> Vec<u64> {
        let months = self.months();
        let expected = |one: &Exposed| {
            let season = one.peril.season;
            let (mut weights, mut weighted) = (0, 0);
            for (&weight, days) in season.iter().zip(months) {
                weights += i64::from(weight);
                weighted += i64::from(weight) * days;
            }
            // Days times thousandths, over the days of a month: months times thousandths.
            let claims = i128::from(one.rate) * i128::from(weighted) * 100;
            (claims / i128::from(weights * MONTH * 1_000)) as u64
        };
        perils.iter().map(expected).collect()
    }

    /// A day on which a peril strikes, at a place of the exposure, in 64 bits.
    pub fn day(&self, peril: &Peril, place: u64) -> Date {
        let weight =
            |run: &Run| run.factor as u64 * u64::from(peril.season[run.month]) * run.days as u64;
        let whole: u64 = self.0.iter().map(weight).sum();
        let mut left = ((u128::from(place) * u128::from(whole)) >> 64) as u64;
        for run in &self.0 {
            let own = weight(run);
            if left < own {
                return run.first + (left * run.days as u64 / own) as i32;
            }
            left -= own;
        }
        self.0.last().map_or_else(Date::default, |run| run.first)
    }
}
