//! Interest rates on the market, from a published series.

use crate::values::calendar::Date;

/// The 30-year mortgage rate: yearly averages of Freddie Mac's Primary Mortgage Market Survey in hundredths of a percent, from
/// [`FIRST_YEAR`] on; the last year from its months so far.
const YEARLY: [i64; 26] = [
    805, 697, 654, 583, 584, 587, 641, 634, 603, 504, // 2000-2009
    469, 445, 366, 398, 417, 385, 365, 399, 454, 394, // 2010-2019
    311, 296, 534, 681, 672, 660, // 2020-2025
];
const FIRST_YEAR: i32 = 2000;
/// The low of 2021 and the high of 2023, between which the bank's own rates move.
const LOW: i64 = 296;
const HIGH: i64 = 681;

/// The level of market rates on a day, in thousandths: 0 as in 2021, 1000 as in 2023. An average applies to the middle of its
/// year, interpolated linearly; before the first and after the last, the market stands still.
pub fn level(day: Date) -> i64 {
    let (year, month, _) = day.civil();
    level_in(year, month)
}

/// The level in a month.
pub fn level_in(year: i32, month: u32) -> i64 {
    let months = i64::from(year - FIRST_YEAR) * 12 + i64::from(month) - 7;
    let months = months.clamp(0, (YEARLY.len() as i64 - 1) * 12);
    let (year, inside) = ((months / 12) as usize, months % 12);
    let next = YEARLY[(year + 1).min(YEARLY.len() - 1)];
    let rate = YEARLY[year] + (next - YEARLY[year]) * inside / 12;
    ((rate - LOW) * 1_000 / (HIGH - LOW)).clamp(0, 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_was_cheap_in_2021_and_dear_in_2023_and_is_never_dearer() {
        let on = |year, month| level(Date::new(year, month, 15));
        assert_eq!((on(2021, 7), on(2023, 7)), (0, 1_000));
        assert!(on(2020, 7) < 100 && on(2024, 7) > 950);
        assert!(on(2022, 1) > 250 && on(2022, 1) < on(2022, 12));
        // Beyond the series, the market stands still.
        assert_eq!(on(2025, 7), on(2090, 1));
        assert_eq!(on(1970, 1), on(2000, 7));
    }
}
