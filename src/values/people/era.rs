//! Names that were given in some years.

use super::Sex;

/// The names that were given in some years.
#[derive(Debug)]
pub(super) struct Era {
    /// The last year of birth.
    pub until: i32,
    /// How many in a hundred have a name of the country instead.
    pub american: u64,
    /// Names of women, the commoner ones first.
    pub female: &'static [&'static str],
    /// Names of men, the commoner ones first.
    pub male: &'static [&'static str],
}

impl Era {
    /// The names of one sex.
    pub(super) const fn of(&self, sex: Sex) -> &'static [&'static str] {
        match sex {
            Sex::Female => self.female,
            Sex::Male => self.male,
        }
    }
}
