//! Typed values, for formats other than CSV and for other programs.

use crate::values::calendar::{Date, Timestamp};
use std::fmt;

/// A typed value of a row.
///
/// `Display` formats it as in a bundle's CSV, without quotes; NULL is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// NULL.
    Null,
    /// An integer.
    Integer(i64),
    /// An exact decimal: `units` divided by ten to the power of `scale`.
    Decimal {
        /// The unscaled value: 123,456 for 1234.56.
        units: i64,
        /// The number of decimal places.
        scale: u8,
    },
    /// A date.
    Date(Date),
    /// A timestamp without a time zone.
    Timestamp(Timestamp),
    /// A boolean.
    Boolean(bool),
    /// Text; never empty.
    Text(&'a str),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Null => Ok(()),
            Cell::Integer(number) => write!(f, "{number}"),
            Cell::Decimal { units, scale } => write_decimal(*units, *scale, f),
            Cell::Date(date) => write!(f, "{date}"),
            Cell::Timestamp(timestamp) => write!(f, "{timestamp}"),
            Cell::Boolean(value) => write!(f, "{value}"),
            Cell::Text(text) => f.write_str(text),
        }
    }
}

/// Formats `units` with `scale` decimal places: -5 with 2 is `-0.05`.
pub(crate) fn write_decimal(units: i64, scale: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sign = if units < 0 { "-" } else { "" };
    let units = units.unsigned_abs();
    if scale == 0 {
        return write!(f, "{sign}{units}");
    }
    let one = 10_u64.pow(u32::from(scale));
    let width = usize::from(scale);
    write!(f, "{sign}{}.{:0width$}", units / one, units % one)
}

/// Parses a decimal with exactly `scale` decimal places, as formatted by [`write_decimal`]; None if the form differs or the value
/// is too large.
pub(crate) fn read_decimal(text: &str, scale: u8) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, decimals) = match scale {
        0 => (digits, ""),
        _ => digits.split_once('.')?,
    };
    let numeric = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let canonical = !whole.is_empty() && (whole == "0" || !whole.starts_with('0'));
    if !canonical || decimals.len() != usize::from(scale) || !numeric(whole) || !numeric(decimals) {
        return None;
    }
    let units: i64 = format!("{whole}{decimals}").parse().ok()?;
    match (negative, units) {
        (true, 0) => None,
        (true, _) => Some(-units),
        (false, _) => Some(units),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_parse_only_in_the_form_in_which_they_are_written() {
        for (text, scale, wanted) in [
            ("0.00", 2, Some(0)),
            ("-0.05", 2, Some(-5)),
            ("1234.5600", 4, Some(12_345_600)),
            ("7", 0, Some(7)),
            ("-0.00", 2, None),
            ("01.00", 2, None),
            ("1.0", 2, None),
            (".05", 2, None),
            ("1.0a", 2, None),
            ("", 2, None),
            ("+1.00", 2, None),
            ("99999999999999999999.00", 2, None),
        ] {
            let found = read_decimal(text, scale);
            assert_eq!(found, wanted, "{text}");
            if let Some(units) = found {
                assert_eq!(Cell::Decimal { units, scale }.to_string(), text);
            }
        }
    }
}
