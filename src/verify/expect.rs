//! Parses a rule's expectation.

use crate::error::{Error, Result};

/// Expected result of a rule's query.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// No rows: each row is a violation, with its key first.
    None,
    /// Percentages of rows, from (label, count), (label, hits, of) for shares that do not add up to 100, or (hits, of). With
    /// `each`, from (block, label, count) or (block, hits).
    Share(Figures, Tolerance),
    /// Mean of values, from (value) or (label, value).
    Mean(Figures, f64),
    /// Median of values, from (value) or (label, value).
    Median(Figures, f64),
    /// Number of rows at scale 1, growing with customers or employees, from (count).
    Rows(f64, Unit, Tolerance),
    /// A number in a closed range, from (number).
    Between(f64, f64),
}

/// Expected figures by label; a single figure has an empty label.
pub type Figures = Vec<(String, f64)>;

/// Allowed deviation of a share or number of rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Deviation always allowed: in percentage points of a share, or percent of a number of rows.
    pub slack: f64,
    /// Design effect: number of correlated rows that count as one draw; 1 if not given.
    pub effect: Option<f64>,
    /// Whether the share is dealt in blocks of customers rather than drawn.
    pub blocks: bool,
    /// Size of blocks, in customers, in which the share must be exact; the query's first column is then the block.
    pub each: Option<f64>,
}

/// What a number of rows scales with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Customers, 1200 at scale 1.
    Customers,
    /// Employees, 150 at scale 1.
    Employees,
}

impl Expect {
    /// Parses the text after `-- expect:`.
    ///
    /// # Errors
    ///
    /// Fails when the text has none of the known forms.
    pub fn parse(text: &str) -> Result<Expect> {
        let mut parts = text.split(';').map(str::trim);
        let main = parts.next().unwrap_or_default();
        let (word, rest) = main.split_once(' ').unwrap_or((main, ""));
        let mut tolerance = Tolerance {
            slack: f64::NAN,
            effect: None,
            blocks: false,
            each: None,
        };
        for option in parts {
            match option.split_once(' ') {
                Some(("slack", number)) => tolerance.slack = decimal(number)?,
                Some(("effect", number)) => tolerance.effect = Some(decimal(number)?),
                Some(("each", number)) => {
                    let customers = decimal(number)?;
                    if customers < 1.0 || word != "share" {
                        return Err(Error::parse("expected each N behind a share, N from 1"));
                    }
                    tolerance.each = Some(customers);
                    tolerance.blocks = true;
                }
                None if option == "blocks" => tolerance.blocks = true,
                _ => {
                    return Err(Error::parse(format!(
                        "expected slack N, effect N, blocks or each N, found {option:?}"
                    )));
                }
            }
        }
        let or = |default: f64| {
            if tolerance.slack.is_nan() {
                default
            } else {
                tolerance.slack
            }
        };
        match word {
            "none" => Ok(Expect::None),
            "share" => {
                let figures = figures(rest)?;
                let parts = |each: f64| figures.iter().all(|(_, p)| (p * each) % 100.0 == 0.0);
                if !tolerance.each.is_none_or(parts) {
                    return Err(Error::parse(
                        "expected shares that make whole numbers of each block",
                    ));
                }
                Ok(Expect::Share(figures, tolerance))
            }
            "mean" => Ok(Expect::Mean(figures(rest)?, or(5.0))),
            "median" => Ok(Expect::Median(figures(rest)?, or(3.0))),
            "between" => {
                let (low, high) = rest
                    .split_once(" and ")
                    .ok_or_else(|| Error::parse("expected between A and B"))?;
                Ok(Expect::Between(decimal(low)?, decimal(high)?))
            }
            "rows" => {
                let (count, unit) = rest
                    .split_once(' ')
                    .ok_or_else(|| Error::parse("expected rows N customers|employees"))?;
                let unit = match unit {
                    "customers" => Unit::Customers,
                    "employees" => Unit::Employees,
                    _ => {
                        return Err(Error::parse(format!(
                            "expected customers or employees, found {unit:?}"
                        )));
                    }
                };
                tolerance.slack = or(5.0);
                Ok(Expect::Rows(decimal(count)?, unit, tolerance))
            }
            _ => Err(Error::parse(format!(
                "expected none, share, mean, median, between or rows, found {word:?}"
            ))),
        }
    }
}

/// Formats a number for display.
pub fn short(x: f64) -> String {
    let places = if x.abs() >= 1000.0 || x.fract() == 0.0 {
        0
    } else {
        2
    };
    format!("{x:.places$}")
}

fn decimal(text: &str) -> Result<f64> {
    text.trim()
        .parse()
        .map_err(|_| Error::parse(format!("expected a number, found {text:?}")))
}

fn figures(text: &str) -> Result<Figures> {
    let figure = |part: &str| {
        let (label, number) = part.trim().rsplit_once(' ').unwrap_or(("", part));
        Ok((label.trim().to_string(), decimal(number)?))
    };
    text.split(',').map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expectations_are_parsed() {
        assert_eq!(Expect::parse("none").unwrap(), Expect::None);
        let Ok(Expect::Share(figures, tolerance)) =
            Expect::parse("share Loan Officer 20, Insurance Agent 15; effect 3; slack 2")
        else {
            panic!("not a share");
        };
        assert_eq!(
            figures,
            [
                ("Loan Officer".to_string(), 20.0),
                ("Insurance Agent".to_string(), 15.0)
            ]
        );
        assert_eq!((tolerance.effect, tolerance.slack), (Some(3.0), 2.0));
        assert_eq!(
            Expect::parse("between 14 and 20").unwrap(),
            Expect::Between(14.0, 20.0)
        );
        let Ok(Expect::Rows(450.0, Unit::Employees, tolerance)) =
            Expect::parse("rows 450 employees; slack 12")
        else {
            panic!("not a number of rows");
        };
        assert_eq!((tolerance.effect, tolerance.slack), (None, 12.0));
        let Ok(Expect::Share(_, tolerance)) = Expect::parse("share a 37.5, b 62.5; each 200")
        else {
            panic!("not a share");
        };
        assert_eq!((tolerance.each, tolerance.blocks), (Some(200.0), true));
        for wrong in ["share 37.5; each 20", "share 5; each 0", "mean 5; each 20"] {
            assert!(Expect::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Expect::parse("about 5").is_err());
        assert!(Expect::parse("share five").is_err());
    }
}
