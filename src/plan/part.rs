//! A part of a bundle, to be joined with the others.

use crate::error::{Error, Result};
use crate::plan::MAX_CUSTOMERS;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// One of the parts of a bundle that is generated in parts, numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Part {
    of: u32,
    number: u32,
}

impl Part {
    /// The whole bundle as a single part.
    pub const WHOLE: Part = Part { of: 1, number: 1 };

    /// Creates part `number` of `of`; None if there is no such part.
    pub fn new(number: u32, of: u32) -> Option<Part> {
        let exists = (1..=of).contains(&number) && of <= MAX_CUSTOMERS;
        exists.then_some(Part { of, number })
    }

    /// Returns its number, from 1.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Returns the number of parts.
    pub const fn of(self) -> u32 {
        self.of
    }

    /// Returns whether it is the first part.
    pub const fn is_first(self) -> bool {
        self.number == 1
    }

    /// Returns the part's range of `0..count`. The ranges of the parts are consecutive, and their lengths differ by at most one.
    pub fn of_count(self, count: u32) -> Range<u32> {
        let end = |parts: u32| (u64::from(count) * u64::from(parts) / u64::from(self.of)) as u32;
        end(self.number - 1)..end(self.number)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Part {
    type Err = Error;

    /// Parses `K/N`.
    ///
    /// # Errors
    ///
    /// Fails when the text has another form, or there is no such part.
    fn from_str(text: &str) -> Result<Part> {
        let number = |text: &str| {
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|_| digits)
        };
        text.split_once('/')
            .and_then(|(part, of)| Part::new(number(part)?, number(of)?))
            .ok_or_else(|| {
                Error::parse(format!(
                    "expected K/N such as 2/3, K from 1 to N and N at most {MAX_CUSTOMERS}"
                ))
            })
    }
}

impl TryFrom<String> for Part {
    type Error = Error;
    fn try_from(text: String) -> Result<Part> {
        text.parse()
    }
}

impl From<Part> for String {
    fn from(part: Part) -> String {
        part.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_parse_strictly_and_cover_everything() {
        for (text, wanted) in [("1/1", (1, 1)), ("2/3", (2, 3)), ("7/7", (7, 7))] {
            let part = text.parse::<Part>().unwrap();
            assert_eq!((part.number(), part.of()), wanted);
            assert_eq!(part.to_string(), text);
        }
        for text in [
            "",
            "/",
            "1",
            "0/3",
            "4/3",
            "1/0",
            "+1/3",
            "1/ 3",
            "1/3/3",
            "-1/3",
            "1/1000000001",
            "a/b",
        ] {
            assert!(text.parse::<Part>().is_err(), "{text}");
        }
        for (count, of) in [(10, 3), (2, 7), (1_000_000, 1_000_000), (1200, 1)] {
            let ranges = (1..=of).map(|number| Part::new(number, of).unwrap().of_count(count));
            let mut next = 0;
            for range in ranges {
                assert_eq!(range.start, next);
                assert!((count / of..=count.div_ceil(of)).contains(&(range.end - range.start)));
                next = range.end;
            }
            assert_eq!(next, count);
        }
    }
}
