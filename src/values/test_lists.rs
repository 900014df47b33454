//! Assertions that hold for every list of texts.

use std::collections::HashSet;

/// Asserts that a list has at least `least` entries, and that none is duplicated, empty, padded, or unprintable.
pub fn assert_list<'a>(name: &str, list: impl IntoIterator<Item = &'a &'static str>, least: usize) {
    let mut seen = HashSet::new();
    for text in list {
        assert!(!text.is_empty(), "{name}: an empty entry");
        assert_eq!(*text, text.trim(), "{name}: {text:?} has blanks around it");
        assert!(!text.contains("  "), "{name}: {text:?} has a double blank");
        assert!(
            !text.chars().any(char::is_control),
            "{name}: {text:?} has a control character"
        );
        assert!(seen.insert(*text), "{name}: {text:?} is listed twice");
    }
    assert!(
        seen.len() >= least,
        "{name}: {} entries, expected at least {least}",
        seen.len()
    );
}
