//! What every list of texts promises, for the tests of the lists.

use std::collections::HashSet;

/// Holds that a list has at least `least` entries, none doubled, empty, padded or with anything but printable characters.
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
        assert!(seen.insert(*text), "{name}: {text:?} stands there twice");
    }
    assert!(
        seen.len() >= least,
        "{name}: {} entries, expected at least {least}",
        seen.len()
    );
}
