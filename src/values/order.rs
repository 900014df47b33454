//! Order of keys in a bundle's files.

use std::cmp::Ordering;

/// The families of a key type, in file order. A family is a list of key prefixes; within it, keys are in [`natural`] order by
/// what follows the prefix. A key belongs to the longest prefix that it starts with.
pub type Families = &'static [&'static [&'static str]];

/// Compares two keys of a type with these families; without families, all keys form a single one.
pub fn compare(families: Families, a: &[u8], b: &[u8]) -> Ordering {
    let ((one, a), (other, b)) = (place(families, a), place(families, b));
    one.cmp(&other).then_with(|| natural(a, b))
}

/// Returns the index of a key's family, and what follows its prefix.
fn place(families: Families, key: &[u8]) -> (usize, &[u8]) {
    let mut longest = (families.len(), key);
    for (family, prefixes) in families.iter().enumerate() {
        for rest in prefixes
            .iter()
            .filter_map(|one| key.strip_prefix(one.as_bytes()))
        {
            if rest.len() < longest.1.len() {
                longest = (family, rest);
            }
        }
    }
    longest
}

/// Compares two keys: digit runs as numbers, everything else byte by byte.
///
/// `99` sorts before `100`, and `INT-0000001-9` before `INT-0000001-10` before `INT-0000002-1`. Keys are equal only if their
/// bytes are: `7` sorts before `07`.
pub fn natural(a: &[u8], b: &[u8]) -> Ordering {
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
    fn keys_sort_by_family_and_then_by_number() {
        let families: Families = &[&["X-REP-"], &["X-E"], &["X-", "X-REP-CTR-"]];
        let ascending = [
            "X-REP-CALL-2025Q4",
            "X-REP-HMDA-2024",
            "X-E000007-01",
            "X-E000012-01",
            "X-0000001-02",
            "X-0000001-30",
            "X-REP-CTR-0000001-20251103",
            "X-0000002-01",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                let found = compare(families, a.as_bytes(), b.as_bytes());
                assert_eq!(found, i.cmp(&j), "{a} {b}");
            }
        }
        assert_eq!(compare(&[], b"X-9", b"X-10"), Ordering::Less);
    }

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
