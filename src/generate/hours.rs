//! Days and hours: drawing when something happens.
//!
//! The one place that knows the bank's working days and hours ([`Date::is_business_day`] has the holidays):
//!
//! - what is *due* or *paid* on a fixed day moves to the next business day ([`due`]) or to the one before ([`payday`]);
//! - everything else staff do is *drawn* among the business days of a span ([`business_day_between`], [`office_moment`],
//!   [`counter_moment`]) or near a day ([`business_day_near`], [`counter_day_near`]), so that nothing piles up around weekends.

use crate::random::Stream;
use crate::values::calendar::{Date, Timestamp};
use std::ops::RangeInclusive;

/// A span of the day, in seconds after midnight, both ends included.
#[derive(Clone, Copy, Debug)]
pub struct Hours {
    first: i64,
    last: i64,
}

const HOUR: i64 = 3_600;

/// Branches and offices: 9:00 to 16:59.
pub const OFFICE: Hours = Hours::whole(9, 16);
/// Counters on Saturdays: 9:00 to 11:59.
pub const SATURDAY_COUNTER: Hours = Hours::whole(9, 11);
/// The bank collects and disburses: 5:00 to 7:00.
pub const COLLECTION: Hours = Hours::until(5, 7);
/// People send and receive money: 7:00 to 21:00.
pub const DAYTIME: Hours = Hours::until(7, 21);
/// People write to the bank or use its app: 6:00 to 22:00.
pub const ONLINE: Hours = Hours::until(6, 22);
/// Customers move money between their own accounts: 6:00 to 22:59.
pub const OWN_TRANSFER: Hours = Hours::whole(6, 22);
/// Employee records are made in the morning: 8:00 to 11:00.
pub const MORNING: Hours = Hours::until(8, 11);

impl Hours {
    /// From the first second of hour `first` to the last second of hour `last`.
    pub const fn whole(first: i64, last: i64) -> Hours {
        Hours {
            first: first * HOUR,
            last: last * HOUR + HOUR - 1,
        }
    }

    /// From the first second of hour `first` to the stroke of hour `last`.
    const fn until(first: i64, last: i64) -> Hours {
        Hours {
            first: first * HOUR,
            last: last * HOUR,
        }
    }

    /// A moment within these hours on a day.
    #[inline]
    pub fn on(self, day: Date, stream: &mut Stream) -> Timestamp {
        day.second(stream.range(self.first..=self.last))
    }

    /// The last second of the day within these hours.
    pub const fn last(self) -> i64 {
        self.last
    }
}

/// A Monday so long ago that weeks are counted from it without a sign: a million weeks before 1970-01-05.
const FIRST_MONDAY: Date = Date(4 - 7_000_000);

/// How a week's business is spread over the weekdays, from Monday: the weights with which days are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Week {
    /// Cumulative weight before each weekday, and of the whole week.
    before: [u32; 8],
}

/// Offices: Monday to Friday alike.
pub const OFFICE_WEEK: Week = Week::new([1, 1, 1, 1, 1, 0, 0]);
/// Counters: Saturday is a half day.
pub const COUNTER_WEEK: Week = Week::new([2, 2, 2, 2, 2, 1, 0]);

impl Week {
    /// A week with these weights from Monday on; at least one must be above 0.
    pub const fn new(weights: [u32; 7]) -> Week {
        let mut before = [0; 8];
        let mut weekday = 0;
        while weekday < 7 {
            before[weekday + 1] = before[weekday] + weights[weekday];
            weekday += 1;
        }
        Week { before }
    }

    /// Total weight of the days from the [`FIRST_MONDAY`] to the day before `day`.
    #[inline]
    fn weight_before(&self, day: Date) -> u32 {
        let days = (day - FIRST_MONDAY) as u32;
        days / 7 * self.before[7] + self.before[(days % 7) as usize]
    }

    /// A weighted draw of a day from `first` to `last`, ignoring holidays; none if all of them weigh 0.
    #[inline]
    pub fn day(&self, stream: &mut Stream, first: Date, last: Date) -> Option<Date> {
        let below = self.weight_before(first);
        let until = self.weight_before(last + 1);
        if until <= below {
            return None;
        }
        let place = below + stream.below(u64::from(until - below)) as u32;
        let (week, inside) = (place / self.before[7], place % self.before[7]);
        let days_before = self.before[1..].iter().filter(|&&until| until <= inside);
        Some(FIRST_MONDAY + (7 * week as i32 + days_before.count() as i32))
    }

    /// Like `day`, but without holidays: a holiday gives way to the nearest open day before or after it, with equal odds. If the
    /// bank is closed throughout the span, the last business day up to `last`.
    fn open_day(
        &self,
        stream: &mut Stream,
        first: Date,
        last: Date,
        open: impl Fn(Date) -> bool,
    ) -> Date {
        let Some(day) = self.day(stream, first, last) else {
            return business_day_until(last);
        };
        if open(day) {
            return day;
        }
        let step = if stream.below(2) == 0 { -1 } else { 1 };
        [step, -step]
            .into_iter()
            .find_map(|step| {
                (1..)
                    .map(|days| day + step * days)
                    .take_while(|day| (first..=last).contains(day))
                    .find(|&day| open(day))
            })
            .unwrap_or_else(|| business_day_until(last))
    }
}

/// Days before and after a day that count as near.
const NEAR: i32 = 3;

/// A day from `first` to `last`, both included; `first` if they are in the wrong order.
#[inline]
pub fn between(stream: &mut Stream, first: Date, last: Date) -> Date {
    first + stream.range(0..=i64::from((last - first).max(0))) as i32
}

/// A random day that is `days` after `day`.
#[inline]
pub fn after(stream: &mut Stream, day: Date, days: RangeInclusive<i64>) -> Date {
    day + stream.range(days) as i32
}

/// The earliest and the latest day that are `days` before `day`.
pub fn ago(day: Date, days: RangeInclusive<i64>) -> (Date, Date) {
    let (least, most) = days.into_inner();
    (day - most as i32, day - least as i32)
}

/// The first business day on or after `day`.
#[inline]
pub const fn business_day_from(day: Date) -> Date {
    day.or_next_business_day()
}

/// The last business day on or before `day`.
#[inline]
pub const fn business_day_until(day: Date) -> Date {
    day.or_last_business_day()
}

/// The day on which a payment due on `day` is collected: the next business day, which still counts as on time.
#[inline]
pub const fn due(day: Date) -> Date {
    business_day_from(day)
}

/// The day on which wages due on `day` are paid: the same day or the preceding business day.
#[inline]
pub const fn payday(day: Date) -> Date {
    business_day_until(day)
}

/// The last business day up to `day`, or the next one after it if that would be before `first`. A span without a business day
/// gets the last one before it.
///
/// For fixed days. Free days are drawn with [`business_day_between`], which doesn't pile anything onto Fridays.
pub fn business_day_within(day: Date, first: Date, last: Date) -> Date {
    let earlier = business_day_until(day);
    if earlier >= first {
        return earlier;
    }
    let later = business_day_from(day);
    if later <= last { later } else { earlier }
}

/// A business day from `first` to `last`, all about equally likely. A span without one gets the last one before it.
#[inline]
pub fn business_day_between(stream: &mut Stream, first: Date, last: Date) -> Date {
    OFFICE_WEEK.open_day(stream, first, last.max(first), Date::is_business_day)
}

/// `day` if it is a business day, otherwise one near it, before or after, from `first` to `last`.
#[inline]
pub fn business_day_near(stream: &mut Stream, day: Date, first: Date, last: Date) -> Date {
    if day.is_business_day() {
        return day;
    }
    business_day_between(stream, first.max(day - NEAR), last.min(day + NEAR))
}

/// A business day that is `days` after `day`; if there is none, the next one.
#[inline]
pub fn business_day_after(stream: &mut Stream, day: Date, days: RangeInclusive<i64>) -> Date {
    let (first, last) = (day + *days.start() as i32, day + *days.end() as i32);
    let drawn = business_day_between(stream, first, last);
    if drawn < first {
        business_day_from(first)
    } else {
        drawn
    }
}

/// A business day that is `days` before `day`; if there is none, the previous one.
#[inline]
pub fn business_day_before(stream: &mut Stream, day: Date, days: RangeInclusive<i64>) -> Date {
    let (first, last) = ago(day, days);
    business_day_between(stream, first, last)
}

/// A moment during office hours on a business day from `first` to `last`; see [`business_day_between`].
#[inline]
pub fn office_moment(stream: &mut Stream, first: Date, last: Date) -> Timestamp {
    OFFICE.on(business_day_between(stream, first, last), stream)
}

/// A day from `first` to `last` on which counters are open, Saturdays half as likely. A span without one gets the last business
/// day before it.
#[inline]
pub fn counter_day_between(stream: &mut Stream, first: Date, last: Date) -> Date {
    COUNTER_WEEK.open_day(stream, first, last.max(first), Date::is_counter_day)
}

/// `day` if counters are open, otherwise one near it, before or after, from `first` to `last`; none if there isn't one.
#[inline]
pub fn counter_day_near(stream: &mut Stream, day: Date, first: Date, last: Date) -> Option<Date> {
    if day.is_counter_day() {
        return Some(day);
    }
    let first = first.max(day - NEAR);
    let drawn = counter_day_between(stream, first, last.min(day + NEAR));
    (drawn >= first).then_some(drawn)
}

/// A moment during counter hours on a day when counters are open.
#[inline]
pub fn counter_moment_on(day: Date, stream: &mut Stream) -> Timestamp {
    if day.is_saturday() {
        SATURDAY_COUNTER.on(day, stream)
    } else {
        OFFICE.on(day, stream)
    }
}

/// A moment at a counter from `first` to `last`: Monday to Friday in office hours, Saturday mornings, never on holidays.
#[inline]
pub fn counter_moment(stream: &mut Stream, first: Date, last: Date) -> Timestamp {
    let day = counter_day_between(stream, first, last);
    counter_moment_on(day, stream)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;

    fn stream(row: u64) -> Stream {
        Random::new(1).stream(key!("customer_db.interactions/row"), row)
    }

    #[test]
    fn office_moments_lie_on_business_days_of_the_span() {
        // From a Friday to the Tuesday after Columbus Day.
        let (first, last) = (Date::new(2025, 10, 10), Date::new(2025, 10, 14));
        let mut days = [0; 5];
        for row in 0..200 {
            let at = office_moment(&mut stream(row), first, last);
            assert!(at.date().is_business_day(), "{}", at.date());
            assert!((9 * HOUR..17 * HOUR).contains(&at.second_of_day()));
            days[(at.date() - first) as usize] += 1;
        }
        assert!(days[0] > 60 && days[4] > 60, "{days:?}");
    }

    #[test]
    fn drawn_days_pile_onto_no_weekday() {
        let (first, last) = (Date::new(2025, 1, 1), Date::new(2025, 12, 31));
        let (mut office, mut counter) = ([0; 7], [0; 7]);
        for row in 0..20_000 {
            let day = business_day_between(&mut stream(row), first, last);
            office[day.weekday() as usize] += 1;
            let at = counter_moment(&mut stream(row), first, last);
            assert!(at.date().is_counter_day(), "{}", at.date());
            let closes = if at.date().is_saturday() { 12 } else { 17 };
            assert!((9 * HOUR..closes * HOUR).contains(&at.second_of_day()));
            counter[at.date().weekday() as usize] += 1;
        }
        assert_eq!(office[5..], [0, 0]);
        assert!(
            office[..5]
                .iter()
                .all(|&days| (3_500..4_500).contains(&days)),
            "{office:?}"
        );
        assert!(
            counter[..5]
                .iter()
                .all(|&days| (3_100..4_100).contains(&days)),
            "{counter:?}"
        );
        assert!(
            (1_500..2_200).contains(&counter[5]) && counter[6] == 0,
            "{counter:?}"
        );
    }

    #[test]
    fn every_open_day_of_a_short_span_is_drawn() {
        for start in 0..40 {
            let first = Date::new(2025, 12, 1) + start;
            let last = first + 9;
            let mut seen = [false; 10];
            for row in 0..400 {
                let day = business_day_between(&mut stream(row), first, last);
                seen[(day - first) as usize] = true;
            }
            for (place, seen) in (0..).zip(seen) {
                assert_eq!(seen, (first + place).is_business_day(), "{}", first + place);
            }
        }
    }

    #[test]
    fn a_span_without_a_business_day_has_the_last_before_it() {
        let saturday = Date::new(2025, 10, 4);
        let monday = saturday + 2;
        assert_eq!(business_day_within(saturday, saturday, monday + 3), monday);
        assert_eq!(
            business_day_within(saturday, saturday - 1, monday),
            saturday - 1
        );
        let friday = saturday - 1;
        assert_eq!(
            business_day_within(saturday, saturday, saturday + 1),
            friday
        );
        assert_eq!(
            business_day_between(&mut stream(1), saturday, saturday + 1),
            friday
        );
        // Thanksgiving alone is a weekday but not a business day.
        let thanksgiving = Date::new(2025, 11, 27);
        let eve = thanksgiving - 1;
        assert_eq!(
            business_day_between(&mut stream(1), thanksgiving, thanksgiving),
            eve
        );
        assert_eq!(
            counter_day_between(&mut stream(1), thanksgiving, thanksgiving),
            eve
        );
        let nearest = counter_day_near(&mut stream(1), thanksgiving, thanksgiving, thanksgiving);
        assert_eq!(nearest, None);
        let nearest = counter_day_near(&mut stream(1), thanksgiving, eve, thanksgiving);
        assert_eq!(nearest, Some(eve));
    }

    #[test]
    fn wages_come_before_and_collections_after_a_day_off() {
        let christmas = Date::new(2025, 12, 25);
        assert_eq!(payday(christmas), christmas - 1);
        assert_eq!(due(christmas), christmas + 1);
        let day = business_day_after(&mut stream(3), christmas - 1, 1..=1);
        assert_eq!(day, christmas + 1);
        let day = business_day_before(&mut stream(3), christmas + 1, 1..=1);
        assert_eq!(day, christmas - 1);
    }
}
