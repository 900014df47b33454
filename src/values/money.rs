//! Money in whole cents, and related fractions. There are no floats: every amount is exact.

use crate::error::{Error, Result};
use crate::values::numbers;
use crate::values::{Cell, SqlType, Value, cell, parse};
use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

/// An amount of US dollars in whole cents; SQL `numeric(15,2)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub i64);

impl Cents {
    /// Zero.
    pub const ZERO: Cents = Cents(0);

    /// Converts whole dollars.
    pub const fn dollars(dollars: i64) -> Cents {
        Cents(dollars * 100)
    }

    /// Returns the absolute amount.
    pub const fn abs(self) -> Cents {
        Cents(self.0.abs())
    }

    /// Computes `self * part / whole`, rounded half-even to the cent.
    pub fn times(self, part: i64, whole: i64) -> Cents {
        Cents(divide_half_even(
            i128::from(self.0) * i128::from(part),
            i128::from(whole),
        ))
    }

    /// Rounds down (toward negative infinity) to a multiple of `step`.
    pub const fn floor_to(self, step: Cents) -> Cents {
        Cents(self.0.div_euclid(step.0) * step.0)
    }
}

/// Computes `numerator / denominator`, rounded half-even to an integer. `denominator` must be positive.
pub fn divide_half_even(numerator: i128, denominator: i128) -> i64 {
    let (quotient, rest) = (
        numerator.div_euclid(denominator),
        numerator.rem_euclid(denominator),
    );
    let up = match (2 * rest).cmp(&denominator) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Greater => 1,
        std::cmp::Ordering::Equal => quotient & 1,
    };
    (quotient + up) as i64
}

impl Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0 + other.0)
    }
}
impl Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0 - other.0)
    }
}
impl Neg for Cents {
    type Output = Cents;
    fn neg(self) -> Cents {
        Cents(-self.0)
    }
}
impl AddAssign for Cents {
    fn add_assign(&mut self, other: Cents) {
        self.0 += other.0;
    }
}
impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Cents) {
        self.0 -= other.0;
    }
}
impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(iter: I) -> Cents {
        Cents(iter.map(|cents| cents.0).sum())
    }
}

/// A fraction in ten-thousandths, such as an interest rate or loan-to-value ratio: `Fraction4(675)` is 0.0675; SQL
/// `numeric(6,4)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction4(pub i64);

/// A probability in ten-thousandths, 0 to 1; SQL `numeric(5,4)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Probability(pub i64);

/// Makes a whole number of units a value with decimals: its SQL digits and decimals, and the form that is read.
macro_rules! decimal {
    ($name:ident, $digits:literal, $places:literal, $expected:literal) => {
        impl Value for $name {
            const SQL: SqlType = SqlType::Numeric($digits, $places);
            #[inline]
            fn write(&self, out: &mut Vec<u8>) {
                write_decimal::<$places>(self.0, out);
            }

            fn cell<'a>(&'a self, _: &'a mut Vec<u8>) -> Cell<'a> {
                Cell::Decimal {
                    units: self.0,
                    scale: $places,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                cell::write_decimal(self.0, $places, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            #[doc = concat!("Parses ", $expected, ".")]
            fn from_str(text: &str) -> Result<$name> {
                parse(text, $expected, |text| {
                    cell::read_decimal(text, $places).map($name)
                })
            }
        }
    };
}

decimal!(
    Cents,
    15,
    2,
    "an amount in US dollars with two decimals, such as 1234.56"
);
decimal!(
    Fraction4,
    6,
    4,
    "a fraction with four decimals, such as 0.0675"
);
decimal!(
    Probability,
    5,
    4,
    "a probability with four decimals, such as 0.0125"
);

/// Writes `units` with the given number of decimal places: -5 with 2 is `-0.05`.
#[inline]
fn write_decimal<const PLACES: usize>(units: i64, out: &mut Vec<u8>) {
    if units < 0 {
        out.push(b'-');
    }
    numbers::write_decimal::<PLACES>(units.unsigned_abs(), out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: impl Value) -> String {
        let mut out = Vec::new();
        value.write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn amounts_are_written_with_two_decimals() {
        for (cents, wanted) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (123_456, "1234.56"),
            (-100, "-1.00"),
        ] {
            assert_eq!(text(Cents(cents)), wanted);
        }
        assert_eq!(text(Fraction4(675)), "0.0675");
    }

    #[test]
    fn amounts_and_fractions_read_back() {
        for units in [0, 1, -1, 99, 100, -12_345, i64::MAX, i64::MIN + 1] {
            assert_eq!(
                Cents(units).to_string().parse::<Cents>().unwrap(),
                Cents(units)
            );
            let fraction = Fraction4(units);
            assert_eq!(fraction.to_string().parse::<Fraction4>().unwrap(), fraction);
            assert_eq!(Cents(units).to_string(), text(Cents(units)));
        }
        for wrong in ["", "1", "1.5", "1.234", "-0.00", "1e2", "1,000.00", " 1.00"] {
            assert!(wrong.parse::<Cents>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn halves_round_to_even() {
        let rounded: Vec<i64> = [-3, -1, 1, 3, 5]
            .map(|n| divide_half_even(n, 2))
            .into_iter()
            .collect();
        assert_eq!(rounded, [-2, 0, 0, 2, 2]);
        assert_eq!(divide_half_even(7, 3), 2);
        assert_eq!(divide_half_even(8, 3), 3);
    }
}
