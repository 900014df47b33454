//! Writes digits directly to a byte buffer.

use std::borrow::Cow;

/// Every number below 100 as two digits.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut i = 0;
    while i < 100 {
        pairs[i] = [b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
        i += 1;
    }
    pairs
};

/// Formats a number below 100 as two digits.
#[inline]
pub const fn pair(number: u32) -> [u8; 2] {
    PAIRS[number as usize]
}

/// Writes a number without leading zeros.
#[inline]
pub fn write_number(number: u64, out: &mut Vec<u8>) {
    // The compiler knows each length, so no call is needed.
    match number {
        0..10 => out.push(b'0' + number as u8),
        10..100 => out.extend_from_slice(&digits::<2>(number)),
        100..1_000 => out.extend_from_slice(&digits::<3>(number)),
        1_000..10_000 => out.extend_from_slice(&digits::<4>(number)),
        10_000..100_000 => out.extend_from_slice(&digits::<5>(number)),
        100_000..1_000_000 => out.extend_from_slice(&digits::<6>(number)),
        _ => write_long(number, out),
    }
}

/// Writes a number with at least `WIDTH` digits (up to 20), zero-padded.
#[inline]
pub fn write_digits<const WIDTH: usize>(number: u64, out: &mut Vec<u8>) {
    if WIDTH >= 20 || number < 10_u64.pow(WIDTH as u32) {
        out.extend_from_slice(&digits::<WIDTH>(number));
    } else {
        write_number(number, out);
    }
}

/// Returns the last `WIDTH` digits.
#[inline]
pub fn digits<const WIDTH: usize>(mut number: u64) -> [u8; WIDTH] {
    let mut digits = [b'0'; WIDTH];
    let mut at = WIDTH;
    while at >= 2 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
    }
    if at == 1 {
        digits[0] = b'0' + (number % 10) as u8;
    }
    digits
}

/// Appends a number without leading zeros to a text.
pub fn push_number(number: u64, text: &mut String) {
    if number >= 10 {
        push_number(number / 10, text);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// Appends a number, zero-padded to at least `WIDTH` digits, to words: `Loan payment 0000012345`.
pub fn in_full<const WIDTH: usize>(words: &str, number: u64) -> Cow<'static, str> {
    if WIDTH >= 20 || number < 10_u64.pow(WIDTH as u32) {
        return numbered::<WIDTH>(words, number);
    }
    let mut text = String::with_capacity(words.len() + 20);
    text.push_str(words);
    push_number(number, &mut text);
    text.into()
}

/// Appends the last `WIDTH` digits of a number to words: `Transfer from checking ending 2345`.
pub fn numbered<const WIDTH: usize>(words: &str, number: u64) -> Cow<'static, str> {
    let mut text = String::with_capacity(words.len() + WIDTH);
    text.push_str(words);
    let digits = digits::<WIDTH>(number);
    text.push_str(str::from_utf8(&digits).expect("digits are UTF-8"));
    text.into()
}

/// Formats a number with thousands separators: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn write_long(number: u64, out: &mut Vec<u8>) {
    write_number(number / 1_000_000, out);
    out.extend_from_slice(&digits::<6>(number));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        for (number, wanted) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), wanted);
        }
    }

    #[test]
    fn numbers_are_appended_to_their_text() {
        assert_eq!(
            in_full::<10>("Loan payment ", 12_345),
            "Loan payment 0000012345"
        );
        assert_eq!(
            in_full::<10>("Loan payment ", 123_456_789_012),
            "Loan payment 123456789012"
        );
        assert_eq!(numbered::<4>("ending ", 12_345), "ending 2345");
    }

    #[test]
    fn a_pushed_number_reads_like_a_formatted_one() {
        for number in [0, 9, 10, 407, 9_899, u64::MAX] {
            let mut text = String::from("no. ");
            push_number(number, &mut text);
            assert_eq!(text, format!("no. {number}"));
        }
    }

    #[test]
    fn digits_are_padded_to_their_width() {
        let mut out = Vec::new();
        for number in [0, 7, 10, 99, 100, 12_345, u64::MAX] {
            write_number(number, &mut out);
            out.push(b' ');
        }
        write_digits::<3>(7, &mut out);
        out.push(b' ');
        write_digits::<7>(12_345, &mut out);
        out.push(b' ');
        write_digits::<2>(0, &mut out);
        write_digits::<2>(123, &mut out);
        assert_eq!(
            std::str::from_utf8(&out).unwrap(),
            "0 7 10 99 100 12345 18446744073709551615 007 0012345 00123"
        );
    }
}
