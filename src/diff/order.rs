//! The order in which keys stand in a bundle's files.

use std::cmp::Ordering;

/// Compares two keys: runs of digits as numbers, everything else byte by byte.
///
/// So `99` comes before `100`, and `INT-0000001-9` before `INT-0000001-10` before `INT-0000002-1`. Keys are equal only if
/// their bytes are: `7` comes before `07`.
pub(super) fn natural(a: &[u8], b: &[u8]) -> Ordering {
    let Some(differ) = a.iter().zip(b).position(|(a, b)| a != b) else {
        return a.len().cmp(&b.len());
    };
    let digits = |text: &[u8]| text.iter().take_while(|b| b.is_ascii_digit()).count();
    let common = a[..differ].iter().rev();
    let start = differ - common.take_while(|b| b.is_ascii_digit()).count();
    let (x, y) = (&a[start..], &b[start..]);
    let (x, y) = (&x[..digits(x)], &y[..digits(y)]);
    if x.is_empty() || y.is_empty() {
        return a[differ].cmp(&b[differ]);
    }
    let (p, q) = (without_zeros(x), without_zeros(y));
    (p.len(), p, x.len()).cmp(&(q.len(), q, y.len()))
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_keys_are_compared_as_numbers() {
        let ascending = [
            "", "0", "1", "1x", "2x", "7", "07", "9", "10", "99", "100", "1000", "A-1", "A-1-2",
            "A-1-10", "A-2-1", "A-10", "A-x", "B", "Ba", "Z-0099", "Z-0100",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                let found = natural(a.as_bytes(), b.as_bytes());
                assert_eq!(found, i.cmp(&j), "{a} {b}");
            }
        }
    }
}
