//! Fields of a CSV record, raw and as values.

use std::borrow::Cow;
use std::ops::Range;

/// Splits a record into the ranges of its fields, including quotes.
pub(crate) fn split(record: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = start + length(&record[start..]);
        next = (end < record.len()).then_some(end + 1);
        Some(start..end)
    })
}

/// Returns the length of the first field.
fn length(text: &[u8]) -> usize {
    let comma = |text: &[u8]| text.iter().position(|b| *b == b',').unwrap_or(text.len());
    if text.first() != Some(&b'"') {
        return comma(text);
    }
    let mut at = 1;
    while let Some(quote) = text[at..].iter().position(|b| *b == b'"') {
        at += quote + 1;
        if text.get(at) != Some(&b'"') {
            return at + comma(&text[at..]);
        }
        at += 1;
    }
    text.len()
}

/// Returns whether a field is unquoted and free of quotes, or quoted with only doubled quotes inside.
pub(crate) fn is_well_quoted(field: &[u8]) -> bool {
    match field {
        [b'"', inside @ .., b'"'] => {
            let mut quotes = 0;
            inside.iter().all(|b| {
                let alone = *b != b'"' && quotes % 2 == 1;
                quotes += usize::from(*b == b'"');
                !alone
            }) && quotes % 2 == 0
        }
        _ => !field.contains(&b'"'),
    }
}

/// Returns a field's value: NULL for an empty unquoted field.
pub(crate) fn value(field: &[u8]) -> Option<Cow<'_, [u8]>> {
    match field {
        [] => None,
        [b'"', inside @ .., b'"'] if !inside.contains(&b'"') => Some(inside.into()),
        [b'"', inside @ .., b'"'] => {
            let mut text = Vec::with_capacity(inside.len());
            let mut rest = inside;
            while let Some(quote) = rest.iter().position(|b| *b == b'"') {
                text.extend_from_slice(&rest[..=quote]);
                rest = &rest[(quote + 2).min(rest.len())..];
            }
            text.extend_from_slice(rest);
            Some(text.into())
        }
        plain => Some(plain.into()),
    }
}

/// Returns whether two fields have the same value.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    a == b || (a.first() == Some(&b'"') || b.first() == Some(&b'"')) && value(a) == value(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::write_field;

    fn texts(record: &str) -> Vec<&str> {
        split(record.as_bytes())
            .map(|field| &record[field])
            .collect()
    }

    #[test]
    fn records_split_at_commas_outside_quotes() {
        for (record, wanted) in [
            ("", vec![""]),
            ("a,b", vec!["a", "b"]),
            (",", vec!["", ""]),
            ("a,,", vec!["a", "", ""]),
            ("\"a,b\",c", vec!["\"a,b\"", "c"]),
            (
                "x,\"say \"\"a,b\"\"\",",
                vec!["x", "\"say \"\"a,b\"\"\"", ""],
            ),
            ("\"two\nlines\",\"\"", vec!["\"two\nlines\"", "\"\""]),
            ("\"a\"b,c", vec!["\"a\"b", "c"]),
        ] {
            assert_eq!(texts(record), wanted);
        }
    }

    #[test]
    fn quotes_enclose_a_field_or_are_doubled_inside() {
        for (field, wanted) in [
            ("a", true),
            ("", true),
            ("\"\"", true),
            ("\"a\"\"b\"", true),
            ("\"\"\"\"", true),
            ("\"", false),
            ("a\"", false),
            ("\"a\"b\"", false),
            ("\"a\"\"", false),
            ("\"\"\"", false),
            ("a\"\"b", false),
        ] {
            assert_eq!(is_well_quoted(field.as_bytes()), wanted, "{field}");
        }
    }

    #[test]
    fn null_differs_from_the_empty_string_and_quoting_is_ignored() {
        let read = |field: &'static str| value(field.as_bytes()).map(Cow::into_owned);
        assert_eq!(read(""), None);
        assert_eq!(read("\"\""), Some(vec![]));
        assert_eq!(read("\"a\"\"\"\"b\"\"\""), Some(b"a\"\"b\"".to_vec()));
        assert!(equal(b"a", b"\"a\""));
        assert!(equal(b"", b""));
        assert!(!equal(b"", b"\"\""));
        assert!(!equal(b"a", b"b"));
        for text in ["a", "a,b", "say \"so\"", "two\nlines"] {
            let mut field = Vec::new();
            write_field(text.as_bytes(), &mut field);
            assert!(is_well_quoted(&field));
            assert_eq!(value(&field).as_deref(), Some(text.as_bytes()));
        }
    }
}
