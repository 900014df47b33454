//! Free text: notes, comments, descriptions. One file per domain.
//!
//! A comma or quote costs two bytes of quoting in every row, so most texts avoid them.

pub mod complaints;
pub mod compliance;
pub mod contacts;
pub mod crm;
pub mod insurance;
pub mod loans;
pub mod staff;

/// Texts for each label of a column.
#[derive(Debug)]
pub struct ByLabel(pub &'static [(&'static str, &'static [&'static str])]);

impl ByLabel {
    /// Returns the texts of a label.
    ///
    /// # Panics
    ///
    /// Panics if there are none, which is a caller bug.
    pub fn of(&self, label: &str) -> &'static [&'static str] {
        match self.0.iter().find(|(own, _)| *own == label) {
            Some((_, texts)) => texts,
            None => panic!("no texts for the label {label:?}"),
        }
    }
}

/// Replaces each `{name}` in a template with its value.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        match values.iter().find(|(own, _)| *own == name) {
            Some((_, value)) => out.push_str(value),
            None => panic!("no value for {{{name}}} in {template:?}"),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;

    /// Asserts that `texts` has exactly these labels, each with at least `least` valid texts, and no text under two labels.
    pub fn assert_by_label(name: &str, texts: &ByLabel, labels: &[&str], least: usize) {
        let own: Vec<_> = texts.0.iter().map(|(label, _)| *label).collect();
        assert_eq!(own, labels, "{name}");
        for (label, list) in texts.0 {
            assert_list(&format!("{name} of {label}"), *list, least);
            assert_eq!(texts.of(label), *list);
        }
        assert_list(name, texts.0.iter().flat_map(|(_, list)| *list), least);
    }

    /// Asserts that no text reveals money laundering, suspicion, or a report about it.
    pub fn assert_discreet<'a>(texts: impl IntoIterator<Item = &'a &'static str>) {
        for text in texts {
            let lower = text.to_lowercase();
            for word in [
                "suspic",
                "launder",
                "sar ",
                "aml",
                "structuring",
                "scheme",
                "flagged",
                "money mule",
                "compliance",
            ] {
                assert!(!lower.contains(word), "{text:?} says {word:?}");
            }
        }
    }

    #[test]
    fn templates_are_filled() {
        assert_eq!(
            fill("{a} and {b} and {a}.", &[("a", "one"), ("b", "two")]),
            "one and two and one."
        );
        assert_eq!(fill("plain", &[]), "plain");
    }
}
