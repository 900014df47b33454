//! Parses CSV fields into typed values, accepting only the canonical form that PostgreSQL writes.

use crate::error::{Error, Result};
use crate::tables::Column;
use crate::values::SqlType;
use crate::values::calendar::{Date, Timestamp};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

/// A typed value for the embedded engine. Money and rates are doubles, booleans 0 and 1, dates and timestamps ISO text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EngineValue<'a> {
    /// NULL.
    Null,
    /// An integer or boolean.
    Integer(i64),
    /// A decimal number.
    Real(f64),
    /// Text, a date, or a timestamp.
    Text(&'a str),
}

impl ToSql for EngineValue<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            EngineValue::Null => ValueRef::Null,
            EngineValue::Integer(n) => ValueRef::Integer(n),
            EngineValue::Real(x) => ValueRef::Real(x),
            EngineValue::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// Returns the SQLite type name of a column, which determines storage and display.
pub fn affinity(sql: SqlType) -> String {
    match sql {
        SqlType::Text => "TEXT".to_string(),
        SqlType::Boolean => "BOOLEAN".to_string(),
        SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Identity => {
            "BIGINT".to_string()
        }
        SqlType::Numeric(_, scale) => format!("REAL({scale})"),
        SqlType::Date => "DATE_TEXT".to_string(),
        SqlType::Timestamp => "TIMESTAMP_TEXT".to_string(),
    }
}

/// Parses a field. The error states what was expected and what was found; the caller then stores the value as text.
pub fn typed<'a>(column: &Column, field: Option<&'a [u8]>) -> Result<EngineValue<'a>> {
    let Some(bytes) = field else {
        return if column.nullable {
            Ok(EngineValue::Null)
        } else {
            Err(Error::parse("expected a value, found NULL"))
        };
    };
    let text = std::str::from_utf8(bytes).map_err(|e| {
        Error::parse(format!(
            "expected UTF-8, found another byte after {} of the field",
            e.valid_up_to()
        ))
    })?;
    if !column.labels.is_empty() && !column.labels.contains(&text) {
        return Err(Error::parse(format!(
            "expected one of {}, found {}",
            column.labels.join(", "),
            quote(text)
        )));
    }
    let cell = match column.sql {
        SqlType::Text if text.contains('\0') => None,
        SqlType::Text => Some(EngineValue::Text(text)),
        SqlType::Boolean => match text {
            "true" => Some(EngineValue::Integer(1)),
            "false" => Some(EngineValue::Integer(0)),
            _ => None,
        },
        SqlType::SmallInt => whole(text)
            .filter(|&n| i16::try_from(n).is_ok())
            .map(EngineValue::Integer),
        SqlType::Integer => whole(text)
            .filter(|&n| i32::try_from(n).is_ok())
            .map(EngineValue::Integer),
        SqlType::BigInt | SqlType::Identity => whole(text).map(EngineValue::Integer),
        SqlType::Numeric(precision, scale) => {
            decimal(text, precision, scale).map(EngineValue::Real)
        }
        SqlType::Date => text
            .parse::<Date>()
            .is_ok()
            .then_some(EngineValue::Text(text)),
        SqlType::Timestamp => text
            .parse::<Timestamp>()
            .is_ok()
            .then_some(EngineValue::Text(text)),
    };
    cell.ok_or_else(|| {
        Error::parse(format!(
            "expected {}, found {}",
            form(column.sql),
            quote(text)
        ))
    })
}

fn form(sql: SqlType) -> String {
    match sql {
        SqlType::Text => "text without a zero byte".to_string(),
        SqlType::Boolean => "a boolean, true or false".to_string(),
        SqlType::SmallInt => "a whole number of smallint".to_string(),
        SqlType::Integer => "a whole number of integer".to_string(),
        SqlType::BigInt | SqlType::Identity => "a whole number of bigint".to_string(),
        SqlType::Numeric(precision, scale) => {
            format!("numeric({precision},{scale}) with {scale} decimals")
        }
        SqlType::Date => "a date such as 2025-12-31".to_string(),
        SqlType::Timestamp => "a timestamp such as 2025-12-31 09:30:00".to_string(),
    }
}

/// Quotes a value for messages, truncated to 60 characters.
pub fn quote(text: &str) -> String {
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push_str("...");
    }
    format!("{shown:?}")
}

fn canonical(digits: &str) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'))
}

fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (canonical(digits) && text != "-0").then(|| text.parse().ok())?
}

fn decimal(text: &str, precision: u8, scale: u8) -> Option<f64> {
    let (whole, decimals) = text.split_once('.')?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let fits = digits.len() + usize::from(scale) <= usize::from(precision) || digits == "0";
    let form = canonical(digits)
        && decimals.len() == usize::from(scale)
        && decimals.bytes().all(|b| b.is_ascii_digit());
    let value: f64 = (fits && form).then(|| text.parse().ok())??;
    (!(text.starts_with('-') && value == 0.0)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::calendar::{Date, Timestamp};
    use crate::values::money::Cents;

    fn cell<T: crate::values::Value>(text: &'static str) -> Result<EngineValue<'static>> {
        let column = const { Column::of::<T>("c", "d") };
        typed(&column, (!text.is_empty()).then_some(text.as_bytes()))
    }

    #[test]
    fn only_the_postgresql_form_is_parsed() {
        assert_eq!(cell::<Cents>("-0.05").unwrap(), EngineValue::Real(-0.05));
        assert_eq!(
            cell::<Cents>("1234567890123.00").unwrap(),
            EngineValue::Real(1_234_567_890_123.0)
        );
        assert_eq!(cell::<bool>("true").unwrap(), EngineValue::Integer(1));
        assert_eq!(cell::<Option<i16>>("").unwrap(), EngineValue::Null);
        assert_eq!(
            cell::<Date>("2024-02-29").unwrap(),
            EngineValue::Text("2024-02-29")
        );
        assert_eq!(
            cell::<Timestamp>("2024-02-29 23:59:59").unwrap(),
            EngineValue::Text("2024-02-29 23:59:59")
        );
        for bad in [
            "5",
            "5.1",
            "05.10",
            "-0.00",
            "5.100",
            "1e2",
            "12345678901234.00",
            ".10",
            "+1.00",
            " 1.00",
        ] {
            assert!(cell::<Cents>(bad).is_err(), "{bad}");
        }
        for bad in [
            "2023-02-29",
            "2024-2-01",
            "2024/02/01",
            "2024-13-01",
            "0000-01-01",
            "2024-01-01 00:00:00",
        ] {
            assert!(cell::<Date>(bad).is_err(), "{bad}");
        }
        assert!(cell::<Timestamp>("2024-02-29 24:00:00").is_err());
        assert!(cell::<bool>("t").is_err());
        assert!(cell::<i16>("40000").is_err());
        assert!(cell::<i16>("").is_err());
        assert!(cell::<i64>("-0").is_err());
    }
}
