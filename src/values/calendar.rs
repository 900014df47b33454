//! Dates and timestamps of the proleptic Gregorian calendar, without a clock or time zones.

mod business_days;

use crate::error::{Error, Result};
use crate::values::numbers::pair;
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// A date as days since 1970-01-01; SQL `date`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub i32);

/// A timestamp as seconds since 1970-01-01 00:00:00; SQL `timestamp without time zone`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

const SECONDS_PER_DAY: i64 = 86_400;

/// Shift by 400-year eras of 146,097 days that makes every day count positive, from the year -32,800 on.
const SHIFT_ERAS: u32 = 82;
const SHIFT_YEARS: i32 = 400 * SHIFT_ERAS as i32;
/// There are 719,468 days from 0000-03-01 to 1970-01-01.
const SHIFT_DAYS: u32 = 719_468 + 146_097 * SHIFT_ERAS;

impl Date {
    /// Creates a date from year, month (1-12), and day (1-31), after Cassio Neri and Lorenz Schneider, "Euclidean affine
    /// functions and their application to calendar algorithms" (2022). Years start in March, which avoids corrections for leap
    /// days.
    #[inline]
    pub const fn new(year: i32, month: u32, day: u32) -> Date {
        let january_or_february = month <= 2;
        let year = (year + SHIFT_YEARS) as u32 - january_or_february as u32;
        let month = if january_or_february {
            month + 12
        } else {
            month
        };
        let century = year / 100;
        let days = 1461 * year / 4 - century + century / 4 + (979 * month - 2919) / 32 + day - 1;
        Date(days.wrapping_sub(SHIFT_DAYS) as i32)
    }

    /// Returns the year, and the days since the last March 1, by the same method.
    #[inline]
    const fn year_and_day(self) -> (i32, u32) {
        let quarters = 4 * (self.0 as u32).wrapping_add(SHIFT_DAYS) + 3;
        let century = quarters / 146_097;
        let product = 2_939_745 * ((quarters % 146_097) | 3) as u64;
        let year_of_century = (product >> 32) as u32;
        let day_of_year = product as u32 / 2_939_745 / 4;
        let year = (100 * century + year_of_century) as i32 - SHIFT_YEARS;
        (year + (day_of_year >= JANUARY) as i32, day_of_year)
    }

    /// Returns year, month, and day.
    #[inline]
    pub const fn civil(self) -> (i32, u32, u32) {
        let (year, day_of_year) = self.year_and_day();
        let (month, day) = month_and_day(day_of_year);
        (year, month, day)
    }

    /// Formats as `2025-12-31`.
    #[inline]
    pub(super) fn digits(self) -> [u8; 10] {
        let (year, day_of_year) = self.year_and_day();
        let mut digits = *b"2025-12-31";
        digits[..2].copy_from_slice(&pair(year as u32 / 100));
        digits[2..4].copy_from_slice(&pair(year as u32 % 100));
        digits[4..].copy_from_slice(&MONTHS_AND_DAYS[day_of_year as usize]);
        digits
    }

    /// Returns the year.
    pub const fn year(self) -> i32 {
        self.civil().0
    }

    /// Returns the month, 1-12.
    pub const fn month(self) -> u32 {
        self.civil().1
    }

    /// Returns the day of the month, 1-31.
    pub const fn day(self) -> u32 {
        self.civil().2
    }

    /// Returns the day of the week: 0 is Monday, 6 is Sunday.
    #[inline]
    pub const fn weekday(self) -> u32 {
        // 0000-02-28 was a Monday, and an era is a whole number of weeks.
        (self.0 as u32).wrapping_add(SHIFT_DAYS + 2) % 7
    }

    /// Adds months (subtracts if negative), clamping to the end of the month: January 31 plus 1 month is February 28 or 29.
    pub const fn add_months(self, months: i32) -> Date {
        let (year, month, day) = self.civil();
        let (year, month) = year_and_month(year * 12 + month as i32 - 1 + months);
        // Every month has a 28th.
        if day <= 28 {
            return Date::new(year, month, day);
        }
        let last = days_in_month(year, month);
        Date::new(year, month, if day < last { day } else { last })
    }

    /// Returns the last day of its month.
    pub const fn month_end(self) -> Date {
        let (year, month, _) = self.civil();
        Date::new(year, month, days_in_month(year, month))
    }

    /// Returns the timestamp at this time of day.
    pub const fn at(self, hour: u32, minute: u32, second: u32) -> Timestamp {
        Timestamp(self.0 as i64 * SECONDS_PER_DAY + (hour * 3600 + minute * 60 + second) as i64)
    }

    /// Returns the timestamp this many seconds after midnight.
    pub const fn second(self, second: i64) -> Timestamp {
        Timestamp(self.0 as i64 * SECONDS_PER_DAY + second)
    }

    /// Returns the whole years from `birth` to this date.
    pub const fn years_since(self, birth: Date) -> i32 {
        let ((y1, m1, d1), (y0, m0, d0)) = (self.civil(), birth.civil());
        y1 - y0 - if m1 < m0 || m1 == m0 && d1 < d0 { 1 } else { 0 }
    }
}

/// Days from March 1 to January 1.
const JANUARY: u32 = 306;

/// Returns the month and the day of the month that are a number of days after March 1, up to February 29.
#[inline]
const fn month_and_day(day_of_year: u32) -> (u32, u32) {
    let scaled = 2141 * day_of_year + 197_913;
    let (month, day) = (scaled >> 16, (scaled & 0xFFFF) / 2141 + 1);
    if day_of_year >= JANUARY {
        (month - 12, day)
    } else {
        (month, day)
    }
}

/// How the days from March 1 to February 29 end when formatted: `-12-31`.
const MONTHS_AND_DAYS: [[u8; 6]; 366] = {
    let mut texts = [*b"-12-31"; 366];
    let mut i = 0;
    while i < texts.len() {
        let (month, day) = month_and_day(i as u32);
        let (month, day) = (pair(month), pair(day));
        texts[i] = [b'-', month[0], month[1], b'-', day[0], day[1]];
        i += 1;
    }
    texts
};

/// Returns the year and the month of the year, 1-12, of a number of months since January of the year 0.
#[inline]
pub(super) const fn year_and_month(months: i32) -> (i32, u32) {
    let months = (months + 12 * SHIFT_YEARS) as u32;
    ((months / 12) as i32 - SHIFT_YEARS, months % 12 + 1)
}

/// Returns the number of days in a month.
pub const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Timestamp {
    /// Returns the date.
    #[inline]
    pub const fn date(self) -> Date {
        let days = self.shifted() / SECONDS_PER_DAY as u64;
        Date((days as u32).wrapping_sub(SHIFT_DAYS) as i32)
    }

    /// Returns the seconds since midnight.
    #[inline]
    pub const fn second_of_day(self) -> i64 {
        (self.shifted() % SECONDS_PER_DAY as u64) as i64
    }

    /// Returns the seconds since a midnight so long ago that there is no sign.
    #[inline]
    const fn shifted(self) -> u64 {
        (self.0 + SHIFT_DAYS as i64 * SECONDS_PER_DAY) as u64
    }

    /// Formats as `2025-12-31 09:30:00`.
    #[inline]
    pub(super) fn digits(self) -> [u8; 19] {
        let mut digits = *b"2025-12-31 00:00:00";
        digits[..10].copy_from_slice(&self.date().digits());
        let second = self.second_of_day() as u32;
        digits[11..13].copy_from_slice(&pair(second / 3600));
        digits[14..16].copy_from_slice(&pair(second / 60 % 60));
        digits[17..].copy_from_slice(&pair(second % 60));
        digits
    }
}

impl Add<i32> for Date {
    type Output = Date;
    fn add(self, days: i32) -> Date {
        Date(self.0 + days)
    }
}
impl Sub<i32> for Date {
    type Output = Date;
    fn sub(self, days: i32) -> Date {
        Date(self.0 - days)
    }
}
impl Sub for Date {
    type Output = i32;
    fn sub(self, other: Date) -> i32 {
        self.0 - other.0
    }
}
impl Add<i64> for Timestamp {
    type Output = Timestamp;
    fn add(self, seconds: i64) -> Timestamp {
        Timestamp(self.0 + seconds)
    }
}
impl Sub for Timestamp {
    type Output = i64;
    fn sub(self, other: Timestamp) -> i64 {
        self.0 - other.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.second_of_day();
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{} {hour:02}:{minute:02}:{second:02}", self.date())
    }
}

impl FromStr for Date {
    type Err = Error;

    /// Parses a date of the years 1 to 9999 in the form `2025-12-31`.
    fn from_str(text: &str) -> Result<Date> {
        read_date(text.as_bytes()).ok_or_else(|| Error::expected("a date such as 2025-12-31", text))
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Parses a timestamp of the years 1 to 9999 in the form `2025-12-31 09:30:00`.
    fn from_str(text: &str) -> Result<Timestamp> {
        read_timestamp(text.as_bytes())
            .ok_or_else(|| Error::expected("a timestamp such as 2025-12-31 09:30:00", text))
    }
}

fn read_timestamp(text: &[u8]) -> Option<Timestamp> {
    let (date, time) = text.split_at_checked(10)?;
    let &[b' ', h1, h2, b':', m1, m2, b':', s1, s2] = time else {
        return None;
    };
    let below = |digits: [u8; 2], limit| number(&digits).filter(|&n| n < limit);
    let (hour, minute) = (below([h1, h2], 24)?, below([m1, m2], 60)?);
    Some(read_date(date)?.at(hour, minute, below([s1, s2], 60)?))
}

fn read_date(text: &[u8]) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let (year, month, day) = (
        number(&[y1, y2, y3, y4])?,
        number(&[m1, m2])?,
        number(&[d1, d2])?,
    );
    let sound = year >= 1
        && (1..=12).contains(&month)
        && (1..=days_in_month(year as i32, month)).contains(&day);
    sound.then(|| Date::new(year as i32, month, day))
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u32::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Value;
    use chrono::{Datelike, NaiveDate};

    #[test]
    fn every_day_agrees_with_chrono() {
        let mut day = NaiveDate::from_ymd_opt(1890, 1, 1).unwrap();
        let mut ours = Date::new(1890, 1, 1);
        while day.year() < 2300 {
            assert_eq!(ours.civil(), (day.year(), day.month(), day.day()));
            assert_eq!(ours, Date::new(day.year(), day.month(), day.day()));
            assert_eq!(ours.weekday(), day.weekday().num_days_from_monday());
            day = day.succ_opt().unwrap();
            ours = ours + 1;
        }
    }

    #[test]
    fn months_are_clamped_to_their_end() {
        let january = Date::new(2025, 1, 31);
        for (months, wanted) in [
            (1, "2025-02-28"),
            (2, "2025-03-31"),
            (13, "2026-02-28"),
            (37, "2028-02-29"),
            (-2, "2024-11-30"),
        ] {
            assert_eq!(january.add_months(months).to_string(), wanted);
        }
    }

    #[test]
    fn timestamps_are_formatted_as_in_postgresql() {
        let mut out = Vec::new();
        Date::new(2025, 3, 9).at(7, 5, 1).write(&mut out);
        assert_eq!(out, b"2025-03-09 07:05:01");
    }

    #[test]
    fn only_formatted_dates_and_timestamps_parse() {
        for day in (-719_162..2_932_897).step_by(997) {
            let day = Date(day);
            assert_eq!(day.to_string().parse::<Date>().unwrap(), day);
            let second = day.second(i64::from(day.0.unsigned_abs() % 86_400));
            assert_eq!(second.to_string().parse::<Timestamp>().unwrap(), second);
        }
        for wrong in [
            "",
            "2025-1-1",
            "2025-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-01-00",
            "0000-01-01",
            "+025-01-01",
            "2025/01/01",
            "2025-01-01 ",
            "20250101",
            "2025-01-0é",
        ] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
        for wrong in [
            "2025-01-01",
            "2025-01-01T00:00:00",
            "2025-01-01 24:00:00",
            "2025-01-01 00:60:00",
            "2025-01-01 00:00:60",
            "2025-02-30 00:00:00",
            "2025-01-01 0:00:00",
        ] {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong}");
        }
    }
}
