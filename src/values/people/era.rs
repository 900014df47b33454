//! Given names by period.

use super::Sex;

/// Given names common in a period.
#[derive(Debug)]
pub(super) struct Era {
    /// The last year of birth.
    pub until: i32,
    /// Percentage of people with an American name instead.
    pub american: u64,
    /// Female names, the most common ones first.
    pub female: &'static [&'static str],
    /// Male names, the most common ones first.
    pub male: &'static [&'static str],
}

impl Era {
    /// Returns the names of one sex.
    pub(super) const fn of(&self, sex: Sex) -> &'static [&'static str] {
        match sex {
            Sex::Female => self.female,
            Sex::Male => self.male,
        }
    }
}
