//! Formats labels, numbers, and dates for people.

use crate::values::calendar::Date;
use crate::values::money::Cents;

/// Formats a label in words.
pub fn words(label: &str) -> String {
    match label {
        "cd" => "CD".to_string(),
        "cancelled" => "canceled".to_string(),
        "ach" => "ACH".to_string(),
        "pep_screening" => "PEP".to_string(),
        "drivers_license" => "driver's license".to_string(),
        "kyc_verified" => "KYC verified".to_string(),
        "sar_filed" => "SAR filed".to_string(),
        "state_id" => "state ID".to_string(),
        label => label.replace('_', " "),
    }
}

/// Formats a number with thousands separators.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number
        .strip_prefix('-')
        .map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = digits
        .split_once('.')
        .map_or((digits, ""), |(whole, _)| (whole, &digits[whole.len()..]));
    let first = whole.chars().count() % 3;
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && at % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

/// Returns the number at the end of a key, such as the ordinal of an account among its holder's.
pub fn ordinal(key: &str) -> &str {
    key.rsplit('-').next().unwrap_or(key)
}

/// Returns the number of days from one date to another.
pub fn days(from: &str, to: &str) -> i32 {
    match (
        from.get(..10).unwrap_or(from).parse::<Date>(),
        to.get(..10).unwrap_or(to).parse::<Date>(),
    ) {
        (Ok(from), Ok(to)) => to - from,
        _ => 0,
    }
}

/// Formats a count with a noun, given in the singular.
pub fn count(number: i64, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// Appends words, if there are any.
pub fn then(before: &str, words: Option<&str>) -> String {
    words.map_or(String::new(), |words| format!("{before}{words}"))
}

/// Formats a fraction such as 0.0442 as a percentage: 4.42%.
pub fn percent(fraction: &str) -> String {
    let digits: String = fraction.chars().filter(char::is_ascii_digit).collect();
    let Some((whole, rest)) = digits
        .get(..3)
        .zip(digits.get(3..))
        .filter(|_| fraction.starts_with("0."))
    else {
        return fraction.to_string();
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match rest.trim_end_matches('0') {
        "" => format!("{whole}%"),
        rest => format!("{whole}.{rest}%"),
    }
}

/// Capitalizes the first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Parses an amount of a row; zero if there is none.
pub fn amount(text: Option<&str>) -> Cents {
    text.and_then(|text| text.parse().ok())
        .unwrap_or(Cents::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_formatted_for_people() {
        for (number, wanted) in [
            ("5.00", "5.00"),
            ("-1234.50", "-1,234.50"),
            ("1000000", "1,000,000"),
            ("-123.00", "-123.00"),
        ] {
            assert_eq!(grouped(number), wanted);
        }
        for (fraction, wanted) in [
            ("0.0442", "4.42%"),
            ("0.0600", "6%"),
            ("0.1799", "17.99%"),
            ("0.95", "95%"),
            ("1", "1"),
        ] {
            assert_eq!(percent(fraction), wanted);
        }
    }
}
