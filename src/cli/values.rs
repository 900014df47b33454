//! Parsers for the values of flags; errors say what was expected.

use clap::builder::{StringValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use dhub::error::{Error, Result};
use dhub::query::hints::closest;
use dhub::values::calendar::Date;
use std::ffi::OsStr;
use std::time::Duration;

/// A smaller limit on memory is most likely a forgotten unit.
const MIN_MEMORY: u64 = 1 << 20;

pub fn count(text: &str) -> Result<u32> {
    text.parse()
        .map_err(|_| Error::parse("expected a whole number such as 1200"))
}

/// Parses a customer's number, with or without the key's prefix.
pub fn customer(text: &str) -> Result<u32> {
    let number = text.strip_prefix("CUST-").unwrap_or(text);
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let number = number.parse().ok().filter(|_| digits);
    number.ok_or_else(|| Error::parse("expected a customer's number such as 57 or CUST-0000057"))
}

pub fn seed(text: &str) -> Result<u64> {
    text.parse()
        .map_err(|_| Error::parse("expected a whole number from 0 to 18446744073709551615"))
}

pub fn date(text: &str) -> Result<Date> {
    text.parse::<Date>()
        .map_err(|_| Error::parse("expected a date such as 2025-12-31"))
}

pub fn parts(text: &str) -> Result<u32> {
    let parsed = text.parse().ok();
    parsed
        .filter(|parts| (1..=10_000).contains(parts))
        .ok_or_else(|| Error::parse("expected a whole number from 1 to 10000"))
}

pub fn threads(text: &str) -> Result<u16> {
    let parsed = text.parse().ok();
    parsed
        .filter(|threads| (1..=1024).contains(threads))
        .ok_or_else(|| Error::parse("expected a whole number from 1 to 1024"))
}

/// Parses a number of seconds.
pub fn seconds(text: &str) -> Result<Duration> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|limit| !limit.is_zero())
        .ok_or_else(|| Error::parse("expected a number of seconds above 0, such as 2.5"))
}

/// Parses a query. It may begin with a comment, such as `-- all`; but text that begins with `-` and contains no space is a
/// mistyped flag.
#[derive(Clone, Copy, Debug)]
pub struct Sql;

impl TypedValueParser for Sql {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> std::result::Result<String, clap::Error> {
        let text = StringValueParser::new().parse_ref(command, argument, value)?;
        if text == "-" || !text.starts_with('-') || text.contains(char::is_whitespace) {
            return Ok(text);
        }
        let flag = text.split('=').next().unwrap_or(&text);
        let mut error = clap::Error::new(ErrorKind::UnknownArgument).with_cmd(command);
        let flag_value = ContextValue::String(flag.to_string());
        error.insert(ContextKind::InvalidArg, flag_value);
        let known = command.get_arguments().filter_map(clap::Arg::get_long);
        if let Some(meant) = closest(flag.trim_start_matches('-'), known) {
            let meant = ContextValue::String(format!("--{meant}"));
            error.insert(ContextKind::SuggestedArg, meant);
        }
        Err(error)
    }
}

/// Parses a size in bytes: an integer with an optional K, M, G, or T for powers of 1024, optionally followed by B or iB.
pub fn size(text: &str) -> Result<u64> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = unit.trim_start().to_ascii_uppercase();
    let power = match unit.trim_end_matches("IB").trim_end_matches('B') {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err(Error::parse("expected a size such as 128M or 1GiB")),
    };
    let size = number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(1 << (10 * power)))
        .ok_or_else(|| Error::parse("expected a size such as 128M or 1GiB"))?;
    if size < MIN_MEMORY {
        return Err(Error::parse(
            "expected a size from 1M up, with its unit, such as 128M or 1GiB",
        ));
    }
    Ok(size)
}

/// Parses a prefix of database names, under the same rules as load.sh.
pub fn prefix(text: &str) -> Result<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let sound = text.len() <= 40 && text.chars().all(plain);
    if sound && text.starts_with(|c: char| !c.is_ascii_digit()) {
        Ok(text.to_string())
    } else {
        Err(Error::parse(
            "expected a letter, then a-z, 0-9 or _, at most 40 characters",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_units_are_powers_of_1024() {
        for (text, wanted) in [
            ("1048576", 1 << 20),
            ("1024k", 1 << 20),
            ("128M", 128 << 20),
            ("128MiB", 128 << 20),
            ("128MB", 128 << 20),
            ("1 GiB", 1 << 30),
            ("2t", 2 << 40),
        ] {
            assert_eq!(size(text).ok(), Some(wanted), "{text}");
        }
        for text in [
            "",
            "0",
            "-1",
            "M",
            "1.5G",
            "1X",
            "1Mi",
            "99999999T",
            "1e9",
            "5",
            "1023K",
            "1048575",
        ] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_prefix_is_the_start_of_a_plain_identifier() {
        for text in ["demo_", "_", "a1", &"x".repeat(40)] {
            assert_eq!(prefix(text).ok().as_deref(), Some(text));
        }
        for text in [
            "",
            "1a",
            "A",
            "a b",
            "a=b",
            "postgresql://",
            &"x".repeat(41),
        ] {
            assert!(prefix(text).is_err(), "{text}");
        }
    }
}
