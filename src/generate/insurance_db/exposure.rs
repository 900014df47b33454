//! When a policy is exposed, and how much to seasonal perils.

use super::perils::Peril;
use super::rating::Exposed;
use super::storms::Storm;
use crate::values::calendar::Date;

/// When a policy is exposed: runs of days, each within one calendar month and one policy year.
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

/// Days in a month, in hundredths.
const MONTH: i64 = 3_044;

impl Exposure {
    /// The days from the first to the last, except those of the gap, whose second day is exposed again.
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

    /// Expected claims of each peril, in millionths; `storms` are those of each peril, none where it strikes one at a time.
    pub fn expected(&self, perils: &[Exposed], storms: &[Vec<Storm>]) -> Vec<u64> {
        let months = self.months();
        let one_by_one = |one: &Exposed| {
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
        let at_once = |one: &Exposed, storms: &[Storm]| {
            let parts: u64 = storms.iter().map(|storm| self.struck(storm)).sum();
            // Percent times thousandths.
            (i128::from(one.rate) * i128::from(parts) / 100_000) as u64
        };
        let expected = perils.iter().zip(storms);
        expected
            .map(|(one, storms)| match storms.is_empty() {
                true => one_by_one(one),
                false => at_once(one, storms),
            })
            .collect()
    }

    /// A storm's part times the factor of its day, or 0 if that day isn't exposed.
    fn struck(&self, (day, part): &Storm) -> u64 {
        let run = self.0.partition_point(|run| run.first + run.days <= *day);
        let run = self.0.get(run).filter(|run| run.first <= *day);
        run.map_or(0, |run| part * run.factor as u64)
    }

    /// The day of one of the storms, at a 64-bit place in the exposure.
    fn stormy(&self, storms: &[Storm], place: u64) -> Date {
        let whole: u64 = storms.iter().map(|storm| self.struck(storm)).sum();
        let mut left = ((u128::from(place) * u128::from(whole)) >> 64) as u64;
        for storm in storms {
            let own = self.struck(storm);
            if left < own {
                return storm.0;
            }
            left -= own;
        }
        self.first()
    }

    fn first(&self) -> Date {
        self.0.first().map_or_else(Date::default, |run| run.first)
    }

    /// The day on which a peril strikes, in one of these storms or, if there are none, on its own, at a 64-bit place in the
    /// exposure.
    pub fn day(&self, peril: &Peril, storms: &[Storm], place: u64) -> Date {
        if !storms.is_empty() {
            return self.stormy(storms, place);
        }
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
