//! Values of flags, read from their text; a mistake says what was expected.

use dhub::values::calendar::Date;

pub fn count(text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| "expected a whole number of at most seven digits".to_string())
}

pub fn seed(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "expected a whole number from 0 to 18446744073709551615".to_string())
}

pub fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|_| "expected a date such as 2025-12-31".to_string())
}

/// Reads a size in bytes: a whole number and, if any, K, M, G or T for powers of 1024, with or without B or iB.
pub fn size(text: &str) -> Result<u64, String> {
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
        _ => return Err("expected a size such as 128M or 1GiB".to_string()),
    };
    number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(1 << (10 * power)))
        .filter(|&size| size > 0)
        .ok_or_else(|| "expected a size above 0 such as 128M or 1GiB".to_string())
}

/// Reads what stands before the names of databases, as load.sh does.
pub fn prefix(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let sound = text.len() <= 40 && text.chars().all(plain);
    if sound && text.starts_with(|c: char| !c.is_ascii_digit()) {
        Ok(text.to_string())
    } else {
        Err("expected a letter, then a-z, 0-9 or _, at most 40 characters".to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units_of_1024() {
        for (text, wanted) in [
            ("1", 1),
            ("64k", 64 << 10),
            ("128M", 128 << 20),
            ("128MiB", 128 << 20),
            ("128MB", 128 << 20),
            ("1 GiB", 1 << 30),
            ("2t", 2 << 40),
        ] {
            assert_eq!(size(text), Ok(wanted), "{text}");
        }
        for text in ["", "0", "-1", "M", "1.5G", "1X", "1Mi", "99999999T", "1e9"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_prefix_is_a_part_of_a_plain_name() {
        for text in ["demo_", "_", "a1", &"x".repeat(40)] {
            assert_eq!(prefix(text), Ok(text.to_string()));
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
