//! Exact numbers in declarations.

use std::fmt;

/// An exact decimal: `units` divided by ten to the power of `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The digits.
    pub units: i64,
    /// Number of decimal places.
    pub scale: u8,
}

impl Number {
    /// Parses a literal such as `65`, `-1` or `0.95`.
    ///
    /// # Panics
    ///
    /// When it is not such a literal; in a declaration, that is a compile-time error.
    pub const fn parse(literal: &str) -> Number {
        let bytes = literal.as_bytes();
        let (mut units, mut scale) = (0_i64, 0);
        let (mut negative, mut behind_point) = (false, false);
        let mut i = 0;
        while i < bytes.len() {
            match bytes[i] {
                b'-' if i == 0 => negative = true,
                b'.' if !behind_point => behind_point = true,
                b'_' | b' ' => {}
                digit @ b'0'..=b'9' => {
                    units = units * 10 + (digit - b'0') as i64;
                    scale += behind_point as u8;
                }
                _ => panic!("expected a decimal number"),
            }
            i += 1;
        }
        Number {
            units: if negative { -units } else { units },
            scale,
        }
    }

    /// Returns the number plus `steps` units of a scale: 0 moved by 1 of scale 2 is 0.01.
    pub fn moved(self, steps: i64, scale: u8) -> Number {
        let common = self.scale.max(scale);
        let raise = |units: i64, from: u8| units * 10_i64.pow(u32::from(common - from));
        let mut moved = Number {
            units: raise(self.units, self.scale) + raise(steps, scale),
            scale: common,
        };
        while moved.scale > 0 && moved.units % 10 == 0 {
            moved.units /= 10;
            moved.scale -= 1;
        }
        moved
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.units);
        }
        let sign = if self.units < 0 { "-" } else { "" };
        let one = 10_u64.pow(u32::from(self.scale));
        let units = self.units.unsigned_abs();
        let width = usize::from(self.scale);
        write!(f, "{sign}{}.{:0width$}", units / one, units % one)
    }
}

/// [`Number::parse`], for declarations.
pub const fn number(literal: &str) -> Number {
    Number::parse(literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        for literal in ["0", "65", "-1.50", "0.95", "-0.05", "1200000"] {
            assert_eq!(Number::parse(literal).to_string(), literal);
        }
        for (literal, steps, scale, wanted) in [
            ("0", 1, 2, "0.01"),
            ("1", -1, 2, "0.99"),
            ("0.50", 0, 4, "0.5"),
            ("100", 0, 0, "100"),
            ("-1", 1, 1, "-0.9"),
        ] {
            assert_eq!(
                Number::parse(literal).moved(steps, scale).to_string(),
                wanted
            );
        }
    }
}
