//! Days and hours: when something happens, drawn.
//!
//! The one place that knows on which days the bank works. Today these are Monday to Friday.

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
/// The same with the stroke of five, for what was first drawn so: another span would move the drawn seconds.
pub const OFFICE_TO_FIVE: Hours = Hours::until(9, 17);
/// The bank collects and pays out: 5:00 to 7:00.
pub const COLLECTION: Hours = Hours::until(5, 7);
/// People move money to and from others: 7:00 to 21:00.
pub const DAYTIME: Hours = Hours::until(7, 21);
/// People write to the bank or use its app: 6:00 to 22:00.
pub const ONLINE: Hours = Hours::until(6, 22);
/// Customers move money between their own accounts: 6:00 to 22:59.
pub const OWN_TRANSFER: Hours = Hours::whole(6, 22);
/// Employees' records are made in the morning: 8:00 to 11:00.
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

    /// A moment of a day in these hours.
    #[inline]
    pub fn on(self, day: Date, stream: &mut Stream) -> Timestamp {
        day.second(stream.range(self.first..=self.last))
    }

    /// The last second of the day that belongs to these hours.
    pub const fn last(self) -> i64 {
        self.last
    }
}

/// A day from `first` to `last`, both possible; the first when they are in the wrong order.
#[inline]
pub fn between(stream: &mut Stream, first: Date, last: Date) -> Date {
    first + stream.range(0..=i64::from((last - first).max(0))) as i32
}

/// A day that lies `days` after `day`.
#[inline]
pub fn after(stream: &mut Stream, day: Date, days: RangeInclusive<i64>) -> Date {
    day + stream.range(days) as i32
}

/// A day that lies `days` before `day`.
#[inline]
pub fn before(stream: &mut Stream, day: Date, days: RangeInclusive<i64>) -> Date {
    day - stream.range(days) as i32
}

/// The earliest and the latest day that lie `days` before `day`.
pub fn ago(day: Date, days: RangeInclusive<i64>) -> (Date, Date) {
    let (least, most) = days.into_inner();
    (day - most as i32, day - least as i32)
}

/// The first business day from `day` on.
#[inline]
pub const fn business_day_from(day: Date) -> Date {
    day.or_next_weekday()
}

/// The last business day up to `day`.
#[inline]
pub const fn business_day_until(day: Date) -> Date {
    day.or_last_weekday()
}

/// The business day up to `day`, or after it where that would be before `first`; not after `last`.
pub fn business_day_within(day: Date, first: Date, last: Date) -> Date {
    let earlier = business_day_until(day);
    if earlier >= first {
        earlier
    } else {
        business_day_from(day).min(last.max(first))
    }
}

/// A moment in office hours of a business day from `first` to `last`.
pub fn office_moment(stream: &mut Stream, first: Date, last: Date) -> Timestamp {
    let day = business_day_within(between(stream, first, last), first, last);
    OFFICE.on(day, stream)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;

    #[test]
    fn office_moments_lie_on_business_days_of_the_span() {
        let (first, last) = (Date::new(2025, 10, 3), Date::new(2025, 10, 7));
        for row in 0..200 {
            let mut stream = Random::new(1).stream(key!("customer_db.interactions/row"), row);
            let at = office_moment(&mut stream, first, last);
            assert!((first..=last).contains(&at.date()), "{}", at.date());
            assert!(!at.date().is_weekend());
            assert!((9 * HOUR..17 * HOUR).contains(&at.second_of_day()));
        }
    }

    #[test]
    fn a_weekend_that_begins_the_span_moves_to_the_monday() {
        let saturday = Date::new(2025, 10, 4);
        let monday = saturday + 2;
        assert_eq!(business_day_within(saturday, saturday, monday + 3), monday);
        assert_eq!(
            business_day_within(saturday, saturday - 1, monday),
            saturday - 1
        );
        // Where the span has no business day at all its end stands for one.
        assert_eq!(business_day_within(saturday, saturday, saturday), saturday);
    }
}
