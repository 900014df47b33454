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

/// The first number that no longer fits into eight digits.
const EIGHT_DIGITS: u64 = 100_000_000;

/// The characters `00000000`.
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// Returns the eight digits of a number below [`EIGHT_DIGITS`], one per byte, the first in the lowest.
///
/// Splits all halves at once, then all quarters: multiplying by a rounded-up reciprocal and shifting divides each of them.
#[inline]
const fn eight_digits(number: u64) -> u64 {
    let halves = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = (halves * 5_243) >> 19 & 0x7F_0000_007F;
    let quarters = hundreds | (halves - 100 * hundreds) << 16;
    let tens = (quarters * 103) >> 10 & 0x000F_000F_000F_000F;
    tens | (quarters - 10 * tens) << 8
}

/// Appends the first `length` bytes of an array. A copy of known length needs no call; what is too much is dropped.
#[inline]
pub(crate) fn write_first<const N: usize>(bytes: &[u8; N], length: usize, out: &mut Vec<u8>) {
    let end = out.len() + length;
    out.extend_from_slice(bytes);
    out.truncate(end);
}

/// Appends the eight characters of a word, except the first ones.
#[inline]
fn write_word(word: u64, except: u32, out: &mut Vec<u8>) {
    let rest = (word >> (8 * except)).to_le_bytes();
    write_first(&rest, 8 - except as usize, out);
}

/// Writes a number without leading zeros.
#[inline]
pub fn write_number(number: u64, out: &mut Vec<u8>) {
    if number >= EIGHT_DIGITS {
        return write_long(number, out);
    }
    let digits = eight_digits(number);
    // The last digit stays even if it is 0.
    let zeros = (digits | 1 << 56).trailing_zeros() / 8;
    write_word(digits | ZEROS, zeros, out);
}

#[cold]
fn write_long(number: u64, out: &mut Vec<u8>) {
    write_number(number / EIGHT_DIGITS, out);
    out.extend_from_slice(&digits::<8>(number));
}

/// Writes a number of units that are a power of ten smaller than one: 5 with 2 `PLACES` (up to 4) is `0.05`.
#[inline]
pub fn write_decimal<const PLACES: usize>(units: u64, out: &mut Vec<u8>) {
    if units >= EIGHT_DIGITS / 10 {
        return write_long_decimal::<PLACES>(units, out);
    }
    // Seven digits and the point: the whole part moves to the front by one byte.
    let point = 8 * (7 - PLACES as u32);
    let digits = eight_digits(units);
    let places = digits >> (point + 8) << (point + 8);
    let digits = (digits ^ places) >> 8 | places;
    let zeros = (digits | 1 << (point - 8)).trailing_zeros() / 8;
    let text = digits | ZEROS ^ u64::from(b'0' ^ b'.') << point;
    write_word(text, zeros, out);
}

#[cold]
fn write_long_decimal<const PLACES: usize>(units: u64, out: &mut Vec<u8>) {
    write_number(units / 10_u64.pow(PLACES as u32), out);
    out.push(b'.');
    out.extend_from_slice(&digits::<PLACES>(units));
}

/// Writes a number with at least `WIDTH` digits (up to 20), zero-padded.
#[inline]
pub fn write_digits<const WIDTH: usize>(number: u64, out: &mut Vec<u8>) {
    if fits::<WIDTH>(number) {
        out.extend_from_slice(&digits::<WIDTH>(number));
    } else {
        write_number(number, out);
    }
}

/// Returns whether a number has at most `WIDTH` digits.
#[inline]
pub const fn fits<const WIDTH: usize>(number: u64) -> bool {
    WIDTH >= 20 || number < 10_u64.pow(WIDTH as u32)
}

/// Returns the last `WIDTH` digits.
#[inline]
pub fn digits<const WIDTH: usize>(mut number: u64) -> [u8; WIDTH] {
    let mut digits = [b'0'; WIDTH];
    let mut at = WIDTH;
    while at > 4 {
        let eight = (eight_digits(number % EIGHT_DIGITS) | ZEROS).to_le_bytes();
        let now = if at < 8 { at } else { 8 };
        digits[at - now..at].copy_from_slice(&eight[8 - now..]);
        at -= now;
        number /= EIGHT_DIGITS;
    }
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

/// Puts a part of a text in its place and returns where the part ends. For texts of known length, which are then copied as a whole.
#[inline]
pub fn put(text: &mut [u8], at: usize, part: &[u8]) -> usize {
    let end = at + part.len();
    text[at..end].copy_from_slice(part);
    end
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
    if fits::<WIDTH>(number) {
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
        for number in [0, 7, 10, 99, 100, 12_345, 100_000_000, u64::MAX] {
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
            "0 7 10 99 100 12345 100000000 18446744073709551615 007 0012345 00123"
        );
    }

    #[test]
    fn numbers_of_any_length_are_written_as_by_the_formatter() {
        for power in 0..20 {
            for number in [
                10_u64.pow(power),
                10_u64.pow(power) / 13 * 18,
                10_u64.pow(power) - 1,
            ] {
                let mut out = Vec::new();
                write_number(number, &mut out);
                assert_eq!(out, number.to_string().as_bytes());
                assert_eq!(digits::<20>(number), *format!("{number:020}").as_bytes());
                assert_eq!(
                    digits::<7>(number)[..],
                    format!("{number:020}").as_bytes()[13..]
                );
                out.clear();
                write_decimal::<4>(number, &mut out);
                let wanted = format!("{}.{:04}", number / 10_000, number % 10_000);
                assert_eq!(out, wanted.as_bytes());
            }
        }
    }

    #[test]
    fn every_group_of_four_digits_is_split_exactly() {
        for number in 0..10_000 {
            let wanted = format!("{number:04}{:04}", 9_999 - number);
            assert_eq!(
                digits::<8>(number * 10_000 + 9_999 - number),
                *wanted.as_bytes()
            );
        }
    }
}
