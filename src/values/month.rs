//! Calendar months.

use crate::values::calendar::{Date, year_and_month};
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// A calendar month, as months since January of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// Returns the month that contains a date.
    #[inline]
    pub const fn of(day: Date) -> Month {
        let (year, month, _) = day.civil();
        Month(year * 12 + month as i32 - 1)
    }

    /// Returns its first day.
    #[inline]
    pub const fn first(self) -> Date {
        let (year, month) = year_and_month(self.0);
        Date::new(year, month, 1)
    }

    /// Returns its last day.
    #[inline]
    pub const fn last(self) -> Date {
        Date((Month(self.0 + 1)).first().0 - 1)
    }

    /// Returns the given day of the month, clamped to the last one.
    #[inline]
    pub const fn day(self, day: u32) -> Date {
        let (first, last) = (self.first(), self.last());
        let wanted = Date(first.0 + day as i32 - 1);
        if wanted.0 < last.0 { wanted } else { last }
    }

    /// Returns the month of the year, 1 to 12.
    #[inline]
    pub const fn month(self) -> u32 {
        year_and_month(self.0).1
    }

    /// Returns the consecutive number of the month.
    #[inline]
    pub const fn index(self) -> u64 {
        self.0 as u64
    }
}

impl Add<i32> for Month {
    type Output = Month;
    fn add(self, months: i32) -> Month {
        Month(self.0 + months)
    }
}

impl Sub<i32> for Month {
    type Output = Month;
    fn sub(self, months: i32) -> Month {
        Month(self.0 - months)
    }
}

impl Sub for Month {
    type Output = i32;
    fn sub(self, other: Month) -> i32 {
        self.0 - other.0
    }
}

/// Year and month as six digits: October 2025 is 202510.
impl From<Month> for u64 {
    fn from(month: Month) -> u64 {
        let (year, month) = year_and_month(month.0);
        (year * 100) as u64 + u64::from(month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", u64::from(*self))
    }
}

/// The error for digits that are not a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoMonth;

impl FromStr for Month {
    type Err = NoMonth;

    /// Parses six digits such as 202510.
    fn from_str(text: &str) -> Result<Month, NoMonth> {
        if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NoMonth);
        }
        let number: i32 = text.parse().map_err(|_| NoMonth)?;
        match number % 100 {
            month @ 1..=12 => Ok(Month(number / 100 * 12 + month - 1)),
            _ => Err(NoMonth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_cross_year_boundaries() {
        let december = Month::of(Date::new(2023, 12, 31));
        assert_eq!((december + 1).first(), Date::new(2024, 1, 1));
        assert_eq!((december + 2).last(), Date::new(2024, 2, 29));
        assert_eq!((december + 2).day(31), Date::new(2024, 2, 29));
        assert_eq!((december + 3) - december, 3);
        assert_eq!(december.to_string(), "202312");
    }

    #[test]
    fn a_month_parses_only_from_six_digits() {
        assert_eq!("202510".parse(), Ok(Month::of(Date::new(2025, 10, 7))));
        for text in ["202500", "202513", "20251", "+20251", "2025-1", ""] {
            assert_eq!(text.parse::<Month>(), Err(NoMonth), "{text}");
        }
    }
}
