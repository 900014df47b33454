//! Digits pushed straight into a byte buffer.

use crate::values::{SqlType, Value};

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

/// A number below 100 as two digits.
#[inline]
pub const fn pair(number: u32) -> [u8; 2] {
    PAIRS[number as usize]
}

/// Writes a number in as many digits as it has.
#[inline]
pub fn write_number(number: u64, out: &mut Vec<u8>) {
    if number < 10 {
        out.push(b'0' + number as u8);
    } else if number < 100 {
        out.extend_from_slice(&PAIRS[number as usize]);
    } else {
        let mut digits = [b'0'; 20];
        let from = fill(number, &mut digits);
        out.extend_from_slice(&digits[from..]);
    }
}

/// Writes a number with at least `WIDTH` digits (up to 20), filled with zeros from the left.
#[inline]
pub fn write_digits<const WIDTH: usize>(number: u64, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let from = fill(number, &mut digits);
    if from >= 20 - WIDTH
        && let Some(digits) = digits.last_chunk::<WIDTH>()
    {
        // The usual case has a length known to the compiler.
        out.extend_from_slice(digits);
    } else {
        out.extend_from_slice(&digits[from..]);
    }
}

/// Puts the digits at the end of `digits`; returns where they begin.
#[inline]
fn fill(mut number: u64, digits: &mut [u8; 20]) -> usize {
    let mut at = 20;
    while number >= 100 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
    }
    if number >= 10 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[number as usize]);
    } else if number > 0 || at == 20 {
        at -= 1;
        digits[at] = b'0' + number as u8;
    }
    at
}

macro_rules! integer {
    ($($int:ty => $sql:ident),*) => {$(
        impl Value for $int {
            const SQL: SqlType = SqlType::$sql;
            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                #[allow(unused_comparisons)]
                if *self < 0 {
                    out.push(b'-');
                }
                write_number(i64::from(*self).unsigned_abs(), out);
            }
        }
    )*};
}
integer!(i16 => SmallInt, i32 => Integer, i64 => BigInt, u8 => SmallInt, u16 => Integer);

impl Value for bool {
    const SQL: SqlType = SqlType::Boolean;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        out.push(if *self { b't' } else { b'f' });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_filled_to_their_width() {
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
