//! People's names, which match heritage and age, and addresses derived from them.
//!
//! Given names depend on heritage, sex, and year of birth; family names on heritage. Where a locale of the crate `fake` has a
//! good list of family names in Latin script, that list is used, but not its draws, which may change. Its English lists contain
//! misspellings (`Hilll`, `Wisozk`), names that do not exist, and given names of all ages and both sexes.

mod american;
mod email;
mod era;
mod family;
mod given;

pub use email::{EMAIL_DOMAINS, email_local};
pub use family::family_name;
pub use given::given_name;

use crate::random::{Stream, Weighted};

/// Sex, which determines the given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

impl Sex {
    /// Returns the opposite sex.
    pub const fn other(self) -> Sex {
        match self {
            Sex::Female => Sex::Male,
            Sex::Male => Sex::Female,
        }
    }
}

/// Origin of a family, reflected in its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heritage {
    /// England, Scotland, Wales, and families whose names were anglicized.
    British,
    /// Ireland.
    Irish,
    /// Germany, Austria, Switzerland.
    German,
    /// Sweden, Norway, Denmark.
    Scandinavian,
    /// Italy.
    Italian,
    /// Poland.
    Polish,
    /// France, mostly by way of Canada.
    French,
    /// The Netherlands.
    Dutch,
    /// Jews from Germany and eastern Europe.
    Jewish,
    /// Russia, Ukraine, Bohemia, the Balkans.
    Slavic,
    /// Portugal and its islands.
    Portuguese,
    /// Greece.
    Greek,
    /// Americans of African descent.
    AfricanAmerican,
    /// Immigrants from Africa and their children.
    African,
    /// Spanish-speaking America.
    Hispanic,
    /// China, Taiwan, Hong Kong.
    Chinese,
    /// India.
    Indian,
    /// The Philippines.
    Filipino,
    /// Vietnam.
    Vietnamese,
    /// Korea.
    Korean,
    /// Japan.
    Japanese,
    /// Arab countries and Pakistan.
    Arabic,
    /// Iran.
    Persian,
    /// Turkey.
    Turkish,
    /// Hawaii, Samoa, Tonga.
    Pacific,
}

/// Adults in the United States by heritage, in thousandths: approximately the Census Bureau's American Community Survey, "race
/// and Hispanic origin" and "first ancestry reported". Those who report no ancestry count as British.
const HERITAGES: Weighted<Heritage, 25> = Weighted::new([
    (Heritage::British, 370),
    (Heritage::Irish, 60),
    (Heritage::German, 70),
    (Heritage::Scandinavian, 25),
    (Heritage::Italian, 40),
    (Heritage::Polish, 20),
    (Heritage::French, 20),
    (Heritage::Dutch, 7),
    (Heritage::Jewish, 15),
    (Heritage::Slavic, 9),
    (Heritage::Portuguese, 4),
    (Heritage::Greek, 4),
    (Heritage::AfricanAmerican, 112),
    (Heritage::African, 10),
    (Heritage::Hispanic, 165),
    (Heritage::Chinese, 14),
    (Heritage::Indian, 14),
    (Heritage::Filipino, 11),
    (Heritage::Vietnamese, 7),
    (Heritage::Korean, 5),
    (Heritage::Japanese, 4),
    (Heritage::Arabic, 8),
    (Heritage::Persian, 2),
    (Heritage::Turkish, 1),
    (Heritage::Pacific, 3),
]);

/// Women and men among adults (Census Bureau).
const SEXES: Weighted<Sex, 2> = Weighted::new([(Sex::Female, 51), (Sex::Male, 49)]);

/// Draws the heritage of a family.
pub fn heritage(stream: &mut Stream) -> Heritage {
    HERITAGES.draw(stream)
}

/// Draws the sex of an adult.
pub fn sex(stream: &mut Stream) -> Sex {
    SEXES.draw(stream)
}

/// Draws the given and family name of someone of whom only the year of birth is known.
pub fn anybody(stream: &mut Stream, birth_year: i32) -> (&'static str, &'static str) {
    let (heritage, sex) = (heritage(stream), sex(stream));
    let given = given_name(stream, heritage, sex, birth_year);
    (given, family_name(stream, heritage))
}

/// Returns whether text looks like a person's name: Latin letters, an initial capital, and at most an apostrophe, a hyphen, or a
/// space between letters.
fn is_name(text: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || ('À'..='ž').contains(&c) && c.is_alphabetic();
    text.starts_with(|c: char| latin(c) && c.is_uppercase())
        && text.ends_with(latin)
        && text
            .chars()
            .all(|c| latin(c) || matches!(c, '\'' | '-' | ' '))
}

#[cfg(test)]
mod tests;
