//! `round`, `sum`, and `avg` that agree with PostgreSQL's `numeric` in every digit displayed.

use rusqlite::Result;
use rusqlite::functions::{Aggregate, Context, WindowAggregate};
use rusqlite::types::{Value, ValueRef};
use rust_decimal::{Decimal, RoundingStrategy};
use std::str::FromStr;

/// Rounds like PostgreSQL's `round(numeric)`: the decimal as displayed, halves away from zero.
pub(super) fn round(value: ValueRef<'_>, places: i64) -> Result<Value> {
    Ok(match value {
        ValueRef::Integer(n) if places >= 0 => Value::Integer(n),
        ValueRef::Integer(n) => Value::Real(nearest(n as f64, places)),
        ValueRef::Real(x) => Value::Real(nearest(x, places)),
        _ => Value::Null,
    })
}

fn nearest(x: f64, places: i64) -> f64 {
    match Decimal::from_str(&x.to_string()) {
        Ok(decimal) if (0..=20).contains(&places) => decimal
            .round_dp_with_strategy(places as u32, RoundingStrategy::MidpointAwayFromZero)
            .to_string()
            .parse()
            .unwrap_or(x),
        _ => {
            let scale = 10_f64.powi(places.clamp(-300, 300) as i32);
            (x * scale).round() / scale
        }
    }
}

/// Exact sum of integers and of decimals with up to six places; values beyond that are summed as doubles.
#[derive(Debug, Default)]
pub(super) struct Total {
    millionths: i128,
    inexact: f64,
    rows: i64,
    reals: i64,
}

impl Total {
    fn add(&mut self, value: ValueRef<'_>, sign: i64) {
        match value {
            ValueRef::Integer(n) => self.millionths += i128::from(n) * i128::from(sign) * 1_000_000,
            ValueRef::Real(x) => {
                self.reals += sign;
                let scaled = (x * 1e6).round();
                if scaled.abs() < 9e15 && scaled / 1e6 == x {
                    self.millionths += i128::from(scaled as i64) * i128::from(sign);
                } else {
                    self.inexact += x * sign as f64;
                }
            }
            _ => return,
        }
        self.rows += sign;
    }

    fn real(&self, divisor: i64) -> f64 {
        let exact = Decimal::try_from_i128_with_scale(self.millionths, 6)
            .ok()
            .and_then(|sum| {
                (sum / Decimal::from(divisor))
                    .to_string()
                    .parse::<f64>()
                    .ok()
            });
        exact.unwrap_or(self.millionths as f64 / 1e6 / divisor as f64)
            + self.inexact / divisor as f64
    }
}

/// `sum`
pub(super) struct Sum;

/// `avg`
pub(super) struct Avg;

macro_rules! aggregate {
    ($name:ident, $value:expr) => {
        impl Aggregate<Total, Value> for $name {
            fn init(&self, _: &mut Context<'_>) -> Result<Total> {
                Ok(Total::default())
            }
            fn step(&self, c: &mut Context<'_>, total: &mut Total) -> Result<()> {
                total.add(c.get_raw(0), 1);
                Ok(())
            }
            fn finalize(&self, _: &mut Context<'_>, total: Option<Total>) -> Result<Value> {
                self.value(total.as_ref())
            }
        }
        impl $name {
            fn value(&self, total: Option<&Total>) -> Result<Value> {
                match total {
                    Some(total) if total.rows > 0 => $value(total),
                    _ => Ok(Value::Null),
                }
            }
        }
        impl WindowAggregate<Total, Value> for $name {
            fn value(&self, total: Option<&mut Total>) -> Result<Value> {
                $name::value(self, total.as_deref())
            }
            fn inverse(&self, c: &mut Context<'_>, total: &mut Total) -> Result<()> {
                total.add(c.get_raw(0), -1);
                Ok(())
            }
        }
    };
}
aggregate!(Sum, |total: &Total| if total.reals > 0 {
    Ok(Value::Real(total.real(1)))
} else {
    let sum = i64::try_from(total.millionths / 1_000_000);
    Ok(sum.map_or_else(|_| Value::Real(total.real(1)), Value::Integer))
});
aggregate!(Avg, |total: &Total| Ok(Value::Real(total.real(total.rows))));
