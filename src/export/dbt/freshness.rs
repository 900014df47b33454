//! Limits on the age of a table's newest row.

use crate::error::Result;
use crate::export::tables::{Stored, Tables};
use crate::values::calendar::Date;

/// Typical intervals between new rows, in days, each with the age after which dbt warns. Rows are dated within a day, and their
/// age is measured at the end of a day.
const CADENCES: [(i32, i32); 5] = [(1, 2), (7, 8), (31, 32), (92, 93), (366, 367)];

/// Returns the date of a table's newest row; None if rows have no time of their own, or if there are none. Reads all rows, which
/// also checks them against the manifest.
pub(super) fn newest(tables: &Tables, stored: &Stored) -> Result<Option<Date>> {
    let event = stored.table.event_time().map(|event| event.name);
    let place = stored.table.columns.iter();
    let place = place.enumerate().find(|(_, one)| Some(one.name) == event);
    let mut newest: Option<Date> = None;
    tables.records(stored, |fields| {
        let day = place.and_then(|(place, _)| fields.get(place).copied().flatten());
        // A timestamp starts with its date.
        let day = day.and_then(|bytes| std::str::from_utf8(bytes).ok()?.get(..10)?.parse().ok());
        newest = newest.max(day);
        Ok(())
    })?;
    Ok(newest)
}

/// Returns the ages in days at which dbt warns and fails, given the age of the newest row on the as-of date. None for tables
/// without new rows in a year, and for those with future dates, such as installments.
pub(super) fn limits(newest: Date, as_of: Date) -> Option<(i32, i32)> {
    let age = as_of.0 - newest.0;
    let cadence = CADENCES.iter().find(|(days, _)| (0..*days).contains(&age));
    cadence.map(|(_, warn)| (*warn, 2 * warn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freshness_limits_follow_how_often_a_table_is_written() {
        let as_of = Date::new(2025, 12, 31);
        for (age, limit) in [
            (-1, None),
            (0, Some((2, 4))),
            (1, Some((8, 16))),
            (6, Some((8, 16))),
            (7, Some((32, 64))),
            (91, Some((93, 186))),
            (365, Some((367, 734))),
            (366, None),
        ] {
            assert_eq!(limits(Date(as_of.0 - age), as_of), limit, "{age} days");
        }
    }
}
