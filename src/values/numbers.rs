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

/// Writes a number with at least `width` digits (up to 20), filled with zeros from the left.
#[inline]
pub fn write_digits(mut number: u64, width: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
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
    out.extend_from_slice(&digits[at.min(20 - width)..]);
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
                write_digits(i64::from(*self).unsigned_abs(), 1, out);
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
        for (number, width, wanted) in [
            (0, 1, "0"),
            (0, 2, "00"),
            (7, 3, "007"),
            (10, 1, "10"),
            (100, 1, "100"),
            (12_345, 7, "0012345"),
            (u64::MAX, 1, "18446744073709551615"),
        ] {
            let mut out = Vec::new();
            write_digits(number, width, &mut out);
            assert_eq!(std::str::from_utf8(&out).unwrap(), wanted);
        }
    }
}
