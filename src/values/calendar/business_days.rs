//! Business days: Monday to Friday except federal holidays of the United States.
//!
//! The holidays are those of 5 U.S.C. 6103, computed for any year. A holiday that falls on a Sunday is observed on the following
//! Monday (Executive Order 11582); one that falls on a Saturday is observed on the preceding Friday (5 U.S.C. 6103(b)). The
//! Federal Reserve Banks stay open on such a Friday; this bank closes along with federal offices, so that every year has all
//! holidays.

use super::{Date, month_and_day};

/// The first years in which these holidays were observed.
const KING_SINCE: i32 = 1986;
const JUNETEENTH_SINCE: i32 = 2021;

/// Holidays on a fixed date: month and day.
const FIXED: [(u32, u32); 5] = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)];
/// Holidays on a weekday: month, weekday (0 is Monday), and the first of the seven days in which it falls.
const FLOATING: [(u32, u32, u32); 6] = [
    (1, MONDAY, 15),
    (2, MONDAY, 15),
    (5, MONDAY, 25),
    (9, MONDAY, 1),
    (10, MONDAY, 8),
    (11, THURSDAY, 22),
];
const MONDAY: u32 = 0;
const THURSDAY: u32 = 3;
const FRIDAY: u32 = 4;
const SATURDAY: u32 = 5;
const SUNDAY: u32 = 6;

/// By days since March 1: a bit for each weekday, which is set if the bank is closed for a holiday when the day is that weekday.
const CLOSED: [u8; 366] = {
    let in_month = closed();
    let mut closed = [0; 366];
    let mut i = 0;
    while i < closed.len() {
        let (month, day) = month_and_day(i as u32);
        let mut weekday = 0;
        while weekday < 7 {
            closed[i] |= ((in_month[month as usize][weekday] >> day & 1) as u8) << weekday;
            weekday += 1;
        }
        i += 1;
    }
    closed
};

/// By month (from 1) and weekday: a bit for each day of the month on which the bank is closed for a holiday if the day is that
/// weekday. On weekdays these are the observed days, on Saturdays and Sundays the holidays themselves.
const fn closed() -> [[u32; 7]; 13] {
    let mut closed = [[0; 7]; 13];
    let mut i = 0;
    while i < FIXED.len() {
        let (month, day) = FIXED[i];
        let mut weekday = 0;
        while weekday < 7 {
            closed[month as usize][weekday] |= 1 << day;
            weekday += 1;
        }
        // None of the fixed dates is at the end of a month; only New Year's Day is at the beginning of one.
        closed[month as usize][MONDAY as usize] |= 1 << (day + 1);
        if day > 1 {
            closed[month as usize][FRIDAY as usize] |= 1 << (day - 1);
        } else {
            closed[12][FRIDAY as usize] |= 1 << 31;
        }
        i += 1;
    }
    let mut i = 0;
    while i < FLOATING.len() {
        let (month, weekday, first) = FLOATING[i];
        closed[month as usize][weekday as usize] |= 0x7F << first;
        i += 1;
    }
    closed
}

impl Date {
    /// Returns whether the bank is closed for a federal holiday: on the observed day, and on a holiday that falls on a weekend.
    #[inline]
    pub const fn is_holiday(self) -> bool {
        let (year, day_of_year) = self.year_and_day();
        if CLOSED[day_of_year as usize] >> self.weekday() & 1 == 0 {
            return false;
        }
        match month_and_day(day_of_year) {
            (6, _) => year >= JUNETEENTH_SINCE,
            (1, day) => day < 15 || year >= KING_SINCE,
            _ => true,
        }
    }

    /// Returns whether the day is a business day.
    #[inline]
    pub const fn is_business_day(self) -> bool {
        self.weekday() < SATURDAY && !self.is_holiday()
    }

    /// Returns whether branches are open: on business days, and on Saturdays that are not holidays.
    #[inline]
    pub const fn is_counter_day(self) -> bool {
        self.weekday() < SUNDAY && !self.is_holiday()
    }

    /// Returns whether the day is a Saturday.
    pub const fn is_saturday(self) -> bool {
        self.weekday() == SATURDAY
    }

    /// Returns this day, or the next business day.
    #[inline]
    pub const fn or_next_business_day(self) -> Date {
        let mut day = self;
        while !day.is_business_day() {
            day = Date(day.0 + 1);
        }
        day
    }

    /// Returns this day, or the preceding business day.
    #[inline]
    pub const fn or_last_business_day(self) -> Date {
        let mut day = self;
        while !day.is_business_day() {
            day = Date(day.0 - 1);
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed_weekdays(year: i32) -> Vec<String> {
        let days = (Date::new(year, 1, 1).0..Date::new(year + 1, 1, 1).0).map(Date);
        days.filter(|day| day.weekday() < SATURDAY && !day.is_business_day())
            .map(|day| day.to_string()[5..].to_string())
            .collect()
    }

    /// Observed days according to the Office of Personnel Management (opm.gov, "Federal Holidays").
    #[test]
    fn holidays_match_those_of_federal_offices() {
        #[rustfmt::skip]
        let lists: [(i32, &[&str]); 13] = [
            (2019, &["01-01", "01-21", "02-18", "05-27", "07-04", "09-02", "10-14", "11-11", "11-28", "12-25"]),
            (2020, &["01-01", "01-20", "02-17", "05-25", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25"]),
            (2021, &["01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24", "12-31"]),
            (2022, &["01-17", "02-21", "05-30", "06-20", "07-04", "09-05", "10-10", "11-11", "11-24", "12-26"]),
            (2023, &["01-02", "01-16", "02-20", "05-29", "06-19", "07-04", "09-04", "10-09", "11-10", "11-23", "12-25"]),
            (2024, &["01-01", "01-15", "02-19", "05-27", "06-19", "07-04", "09-02", "10-14", "11-11", "11-28", "12-25"]),
            (2025, &["01-01", "01-20", "02-17", "05-26", "06-19", "07-04", "09-01", "10-13", "11-11", "11-27", "12-25"]),
            (2026, &["01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25"]),
            (2027, &["01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24", "12-31"]),
            (2028, &["01-17", "02-21", "05-29", "06-19", "07-04", "09-04", "10-09", "11-10", "11-23", "12-25"]),
            (2029, &["01-01", "01-15", "02-19", "05-28", "06-19", "07-04", "09-03", "10-08", "11-12", "11-22", "12-25"]),
            (2030, &["01-01", "01-21", "02-18", "05-27", "06-19", "07-04", "09-02", "10-14", "11-11", "11-28", "12-25"]),
            (2031, &["01-01", "01-20", "02-17", "05-26", "06-19", "07-04", "09-01", "10-13", "11-11", "11-27", "12-25"]),
        ];
        for (year, list) in lists {
            assert_eq!(closed_weekdays(year), list, "{year}");
        }
    }

    #[test]
    fn earlier_years_lack_later_holidays() {
        let has = |year, day: &str| closed_weekdays(year).iter().any(|one| one == day);
        assert!(!has(1985, "01-21") && has(1986, "01-20"));
        assert!(!has(2020, "06-19") && has(2021, "06-18"));
    }

    #[test]
    fn counters_close_on_saturday_holidays() {
        assert!(!Date::new(2026, 7, 4).is_counter_day());
        assert!(Date::new(2026, 7, 11).is_counter_day());
        assert!(!Date::new(2026, 7, 12).is_counter_day());
        assert!(Date::new(2020, 6, 20).is_counter_day());
    }

    #[test]
    fn adjusted_days_skip_adjacent_holidays_and_weekends() {
        // Christmas 2026 is a Friday, and so is New Year's Day 2027.
        let christmas = Date::new(2026, 12, 25);
        assert_eq!(christmas.or_next_business_day(), Date::new(2026, 12, 28));
        assert_eq!(christmas.or_last_business_day(), Date::new(2026, 12, 24));
        // Labor Day 2025 ends a long weekend.
        let labor_day = Date::new(2025, 9, 1);
        assert_eq!(labor_day.or_last_business_day(), Date::new(2025, 8, 29));
        assert_eq!((labor_day - 2).or_next_business_day(), labor_day + 1);
    }
}
