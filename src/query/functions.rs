//! SQL functions of the embedded engine: bundle parameters, exact money, calendar arithmetic, regular expressions.

use super::aggregates::{Avg, Sum, round};
use crate::values::calendar::Date;
use crate::values::money::divide_half_even;
use regex::Regex;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Result};
use rust_decimal::{Decimal, RoundingStrategy};
use std::sync::Arc;

const FLAGS: FunctionFlags = FunctionFlags::SQLITE_UTF8.union(FunctionFlags::SQLITE_DETERMINISTIC);

/// Bundle parameters from the manifest, returned by the SQL functions `as_of()`, `customers()`, `employees()`, `scale()`,
/// `overridden()`, `aml_rate()`, and `months()`.
#[derive(Clone, Debug, Default)]
pub struct BundleParameters {
    /// As-of date, such as `2025-12-31`.
    pub as_of: String,
    /// Number of customers.
    pub customers: i64,
    /// Number of employees.
    pub employees: i64,
    /// Requested scale, if the manifest states it.
    pub scale: Option<f64>,
    /// Whether a count was set explicitly.
    pub overridden: bool,
    /// Customers in planted schemes, in percent.
    pub aml_rate: Option<f64>,
    /// Months of statements.
    pub months: Option<i64>,
}

impl BundleParameters {
    /// Returns the number of the last employee in the team that serves a customer: one employee per 8 customers or, with explicit
    /// counts, by their ratio; at least 7, at most all.
    fn team_end(&self, customer: i64) -> i64 {
        let end = if self.overridden {
            customer.saturating_mul(self.employees) / self.customers.max(1)
        } else {
            customer / 8
        };
        end.max(7).min(self.employees)
    }
}

/// Registers all functions.
///
/// # Errors
///
/// Fails when SQLite rejects a function.
pub fn register(db: &Connection, parameters: &BundleParameters) -> Result<()> {
    let BundleParameters {
        as_of,
        customers,
        employees,
        scale,
        overridden,
        aml_rate,
        months,
    } = parameters.clone();
    db.create_scalar_function("as_of", 0, FLAGS, move |_| Ok(as_of.clone()))?;
    db.create_scalar_function("customers", 0, FLAGS, move |_| Ok(customers))?;
    db.create_scalar_function("employees", 0, FLAGS, move |_| Ok(employees))?;
    db.create_scalar_function("scale", 0, FLAGS, move |_| Ok(scale))?;
    db.create_scalar_function("overridden", 0, FLAGS, move |_| Ok(overridden))?;
    db.create_scalar_function("aml_rate", 0, FLAGS, move |_| Ok(aml_rate))?;
    db.create_scalar_function("months", 0, FLAGS, move |_| Ok(months))?;
    let teams = parameters.clone();
    db.create_scalar_function("team_end", 1, FLAGS, move |c| {
        Ok(whole(c.get_raw(0)).map(|n| teams.team_end(n)))
    })?;

    // An amount in whole cents; a fraction in units of 10^-places.
    db.create_scalar_function("cents", 1, FLAGS, |c| Ok(units(c.get_raw(0), 2)))?;
    db.create_scalar_function("units", 2, FLAGS, |c| {
        Ok(whole(c.get_raw(1)).and_then(|places| units(c.get_raw(0), places)))
    })?;
    db.create_scalar_function("half_even", 2, FLAGS, |c| {
        let numbers = whole(c.get_raw(0)).zip(whole(c.get_raw(1)));
        let divided = numbers.filter(|(_, d)| *d > 0);
        Ok(divided.map(|(n, d)| divide_half_even(i128::from(n), i128::from(d))))
    })?;
    db.create_scalar_function("annuity", 3, FLAGS, |c| {
        let [principal, rate, months] = [0, 1, 2].map(|i| whole(c.get_raw(i)));
        let terms = principal.zip(rate).zip(months);
        Ok(terms.and_then(|((principal, rate), months)| annuity(principal, rate, months)))
    })?;

    // Days and seconds as integers; months clamped to the end of the month; full years.
    db.create_scalar_function("day", 1, FLAGS, |c| {
        Ok(date(c.get_raw(0)).map(|d| i64::from(d.0)))
    })?;
    db.create_scalar_function("second", 1, FLAGS, |c| Ok(second(c.get_raw(0))))?;
    db.create_scalar_function("weekday", 1, FLAGS, |c| {
        Ok(date(c.get_raw(0)).map(|d| i64::from(d.weekday())))
    })?;
    db.create_scalar_function("add_days", 2, FLAGS, |c| {
        let moved = date(c.get_raw(0)).zip(steps(c.get_raw(1), MAX_DAYS));
        Ok(moved.map(|(d, days)| (d + days).to_string()))
    })?;
    db.create_scalar_function("add_months", 2, FLAGS, |c| {
        let moved = date(c.get_raw(0)).zip(steps(c.get_raw(1), MAX_DAYS / 31));
        Ok(moved.map(|(d, months)| d.add_months(months).to_string()))
    })?;
    db.create_scalar_function("years", 2, FLAGS, |c| {
        Ok(date(c.get_raw(0))
            .zip(date(c.get_raw(1)))
            .map(|(from, to)| i64::from(to.years_since(from))))
    })?;
    // Extracts the number of the customer or employee from a key: CUST-0000012, ACC-0000012-1, and EMP-000012 give 12.
    db.create_scalar_function("number_of", 1, FLAGS, |c| Ok(number_of(c.get_raw(0))))?;
    db.create_scalar_function("regexp", 2, FLAGS, |c| {
        Ok(pattern(c, 0)?.zip_text(c.get_raw(1), |r, t| r.is_match(t)))
    })?;
    // The first match of a pattern.
    db.create_scalar_function("extract", 2, FLAGS, |c| {
        Ok(pattern(c, 1)?
            .zip_text(c.get_raw(0), |r, t| {
                r.find(t).map(|m| m.as_str().to_string())
            })
            .flatten())
    })?;

    for (name, function) in [
        ("floor", f64::floor as fn(f64) -> f64),
        ("ceil", f64::ceil),
        ("ceiling", f64::ceil),
        ("sqrt", f64::sqrt),
    ] {
        db.create_scalar_function(
            name,
            1,
            FLAGS,
            move |c| Ok(real(c.get_raw(0)).map(function)),
        )?;
    }
    db.create_scalar_function("round", 1, FLAGS, |c| round(c.get_raw(0), 0))?;
    db.create_scalar_function("round", 2, FLAGS, |c| {
        whole(c.get_raw(1)).map_or(Ok(Value::Null), |places| round(c.get_raw(0), places))
    })?;
    db.create_window_function("sum", 1, FLAGS, Sum)?;
    db.create_window_function("avg", 1, FLAGS, Avg)?;
    Ok(())
}

// Functions return NULL for arguments of the wrong type: a damaged bundle may contain them, so they are no error in the query.

/// Dates are moved by at most this many days, so that every result is a representable date.
const MAX_DAYS: i32 = 3_000_000;

fn whole(value: ValueRef<'_>) -> Option<i64> {
    match value {
        ValueRef::Integer(n) => Some(n),
        _ => None,
    }
}

fn real(value: ValueRef<'_>) -> Option<f64> {
    match value {
        ValueRef::Integer(n) => Some(n as f64),
        ValueRef::Real(x) => Some(x),
        _ => None,
    }
}

/// Reads an integer from `-most` to `most`.
fn steps(value: ValueRef<'_>, most: i32) -> Option<i32> {
    let steps = i32::try_from(whole(value)?).ok()?;
    (-most..=most).contains(&steps).then_some(steps)
}

/// Converts a numeric column back to the integer that it was written from.
fn units(value: ValueRef<'_>, places: i64) -> Option<i64> {
    let places = u32::try_from(places).ok().filter(|places| *places <= 9)?;
    match value {
        ValueRef::Integer(n) => n.checked_mul(10_i64.pow(places)),
        ValueRef::Real(x) => Some((x * 10_f64.powi(places as i32)).round() as i64),
        _ => None,
    }
}

/// Computes the level payment of a loan, in cents, from the principal in cents, the annual rate in ten-thousandths, and the term
/// in months: `P r / (1 - (1 + r)^-n)` with r a twelfth of the rate, rounded half-even to the cent. None outside the domain.
pub fn annuity(principal: i64, rate: i64, months: i64) -> Option<i64> {
    if principal < 0 || rate < 0 || !(1..=1200).contains(&months) {
        return None;
    }
    let principal = Decimal::from(principal);
    let payment = if rate == 0 {
        principal.checked_div(Decimal::from(months))?
    } else {
        let monthly = Decimal::from(rate) / Decimal::from(120_000);
        let mut growth = Decimal::ONE;
        for _ in 0..months {
            growth = growth.checked_mul(Decimal::ONE + monthly)?;
        }
        let part = monthly
            .checked_mul(growth)?
            .checked_div(growth - Decimal::ONE)?;
        principal.checked_mul(part)?
    };
    let cents = payment.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
    i64::try_from(cents).ok()
}

fn text(value: ValueRef<'_>) -> Option<&str> {
    match value {
        ValueRef::Text(text) => std::str::from_utf8(text).ok(),
        _ => None,
    }
}

fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// Parses the date of a date or timestamp.
fn date(value: ValueRef<'_>) -> Option<Date> {
    let text = text(value)?;
    text.get(..10)?.parse().ok()
}

/// Parses a timestamp, or a date as midnight, into seconds since 1970.
fn second(value: ValueRef<'_>) -> Option<i64> {
    let midnight = i64::from(date(value)?.0) * 86_400;
    let text = text(value)?;
    if text.len() == 10 {
        return Some(midnight);
    }
    let part = |range| text.get(range).and_then(digits).map(i64::from);
    Some(midnight + part(11..13)? * 3600 + part(14..16)? * 60 + part(17..19)?)
}

fn number_of(value: ValueRef<'_>) -> Option<i64> {
    let text = text(value)?;
    let digits = text.split('-').nth(1)?.trim_start_matches('E');
    digits.parse().ok()
}

/// A regular expression, compiled once per statement.
struct Pattern(Arc<Regex>);

impl Pattern {
    fn zip_text<T>(&self, value: ValueRef<'_>, apply: impl FnOnce(&Regex, &str) -> T) -> Option<T> {
        text(value).map(|text| apply(&self.0, text))
    }
}

fn pattern(c: &Context<'_>, argument: i32) -> Result<Pattern> {
    type Failure = Box<dyn std::error::Error + Send + Sync>;
    let compile =
        |v: ValueRef<'_>| -> std::result::Result<Regex, Failure> { Ok(Regex::new(v.as_str()?)?) };
    Ok(Pattern(c.get_or_create_aux(argument, compile)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn db() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        register(
            &db,
            &BundleParameters {
                as_of: "2025-12-31".into(),
                customers: 60,
                employees: 7,
                scale: Some(0.05),
                overridden: false,
                aml_rate: Some(1.0),
                months: Some(3),
            },
        )
        .unwrap();
        db
    }

    fn one(sql: &str) -> String {
        let value: Value = db()
            .query_row(&format!("SELECT {sql}"), [], |row| row.get(0))
            .unwrap();
        match value {
            Value::Null => "NULL".to_string(),
            Value::Integer(n) => n.to_string(),
            Value::Real(x) => x.to_string(),
            Value::Text(text) => text,
            Value::Blob(_) => "blob".to_string(),
        }
    }

    #[test]
    fn functions_match_postgresql() {
        for (sql, wanted) in [
            ("round(2.675, 2)", "2.68"),
            ("round(-2.5)", "-3"),
            ("round(7, 2)", "7"),
            ("round(NULL, 2)", "NULL"),
            (
                "(SELECT round(avg(x), 2) FROM (SELECT 7.12 AS x UNION ALL SELECT 7.13))",
                "7.13",
            ),
            (
                "(SELECT sum(x) FROM (SELECT 0.1 AS x UNION ALL SELECT 0.2))",
                "0.3",
            ),
            (
                "(SELECT sum(x) FROM (SELECT 1 AS x UNION ALL SELECT 2))",
                "3",
            ),
            ("(SELECT avg(x) FROM (SELECT 1 AS x WHERE 0))", "NULL"),
            ("cents(-1234.56)", "-123456"),
            ("units(0.0675, 4)", "675"),
            ("half_even(25, 10)", "2"),
            ("half_even(35, 10)", "4"),
            ("day('1970-01-02 23:59:59')", "1"),
            ("second('1970-01-02 00:00:05')", "86405"),
            ("add_months('2025-01-31', 1)", "2025-02-28"),
            ("years('2000-03-01', '2025-02-28')", "24"),
            ("number_of('ACC-0000012-1')", "12"),
            ("'E10001' REGEXP '^E[0-9]{5,7}$'", "1"),
            ("extract('Loan 1234567890 paid', '[0-9]{10}')", "1234567890"),
            ("team_end(50)", "7"),
            ("as_of()", "2025-12-31"),
        ] {
            assert_eq!(one(sql), wanted, "{sql}");
        }
    }

    #[test]
    fn damaged_values_are_not_errors() {
        for sql in [
            "annuity(9223372036854775807, 1000000000, 2)",
            "annuity(NULL, 'abc', 1.5)",
            "cents(9223372036854775807)",
            "cents('abc')",
            "units(1, NULL)",
            "half_even(1.5, 'x')",
            "half_even(1, 0)",
            "team_end('x')",
            "add_days('2025-01-31', 9223372036854775807)",
            "add_days('2025-01-31', 'x')",
            "add_months('2025-01-31', 1000000)",
            "add_months('0000-00-00', 1)",
            "round('x', 'y')",
            "floor('x')",
            "sqrt(-1)",
        ] {
            assert_eq!(one(sql), "NULL", "{sql}");
        }
        for (sql, wanted) in [
            ("team_end(9223372036854775807)", "7"),
            ("add_days('9999-12-31', 3000000)", "18213-09-20"),
            (
                "(SELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT 1))",
                "9223372036854776000",
            ),
        ] {
            assert_eq!(one(sql), wanted, "{sql}");
        }
    }

    #[test]
    fn annuities_agree_with_published_payments() {
        // Published payment tables: 200,000 at 6.5% over 30 years is 1,264.14 a month, 100,000 at 5% over 15 years is 790.79.
        assert_eq!(annuity(20_000_000, 650, 360), Some(126_414));
        assert_eq!(annuity(10_000_000, 500, 180), Some(79_079));
        assert_eq!(annuity(1_200, 0, 12), Some(100));
        assert_eq!(annuity(1_200, 100, 0), None);
    }

    #[test]
    fn a_running_sum_is_exact() {
        let sql = "SELECT group_concat(s, ' ') FROM (SELECT sum(x) OVER (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s
                   FROM (SELECT 1 AS i, 0.1 AS x UNION ALL SELECT 2, 0.2 UNION ALL SELECT 3, 0.7))";
        let sums: String = db().query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(sums, "0.1 0.3 0.9");
    }
}
