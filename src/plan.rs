//! What a run generates: seed, as-of date, scale and the counts that follow from it.
//!
//! ```
//! use dhub::plan::{DEFAULT_AS_OF, Plan};
//!
//! let plan = Plan::new(42, DEFAULT_AS_OF, "0.5".parse()?, None, None)?;
//! assert_eq!((plan.customers, plan.employees), (600, 75));
//! assert!(Plan::new(42, DEFAULT_AS_OF, "1".parse()?, Some(200_000_000), None).is_err());
//! # Ok::<(), dhub::error::Error>(())
//! ```

mod part;

pub use part::Part;

use crate::error::{Error, Result};
use crate::values::calendar::Date;
use crate::values::month::Month;
use std::fmt;
use std::str::FromStr;

/// Version of the data. It is raised whenever any byte changes for the same seed, scale, and as-of date.
pub const DATA_VERSION: u32 = 3;

/// Default seed (data model, section 1).
pub const DEFAULT_SEED: u64 = 42;
/// Default as-of date (data model, section 1).
pub const DEFAULT_AS_OF: Date = Date::new(2025, 12, 31);

/// Employees at scale 1 (guide, "Fixed vs Scalable").
const EMPLOYEES_BASE: u64 = 150;
/// Customers at scale 1 (guide, "Fixed vs Scalable").
const CUSTOMERS_BASE: u64 = 1200;
/// The first seven employees cover every role that serves customers (data model, section 1).
pub const MIN_EMPLOYEES: u32 = 7;
/// One for every eight of the [`MAX_CUSTOMERS`].
pub const MAX_EMPLOYEES: u32 = 125_000_000;
/// Limited by the number spaces of accounts, loans, documents, and phone numbers; a bank of that size is generated in parts.
pub const MAX_CUSTOMERS: u32 = 1_000_000_000;
/// Number of customers per employee if the counts come from the scale.
pub const CUSTOMERS_PER_EMPLOYEE: u64 = CUSTOMERS_BASE / EMPLOYEES_BASE;
/// Default rate of planted schemes: 1 percent of customers (data model, section 8).
pub const DEFAULT_AML_RATE: AmlRate = AmlRate(100);
/// Default number of months of statements (guide, "Transactions": 10-20 rows per account, which is a quarter).
pub const DEFAULT_MONTHS: Months = Months(3);
/// Ten years: no customer has been with the bank for more than seven.
const MAX_MONTHS: u8 = 120;
/// With more schemes than that, they could no longer hide among honest customers.
const MAX_AML_RATE: u32 = 500;
/// With these as-of dates, every date in the data has a four-digit year.
const AS_OF_YEARS: std::ops::RangeInclusive<i32> = 1990..=2199;

/// A scale factor, parsed as a decimal so that 0.82 gives exactly 984 customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// In millionths.
    millionths: u64,
}

impl Scale {
    /// Scale 1.
    pub const ONE: Scale = Scale {
        millionths: 1_000_000,
    };

    /// Computes `floor(base x scale)`.
    const fn of(self, base: u64) -> u64 {
        base * self.millionths / 1_000_000
    }
}

impl FromStr for Scale {
    type Err = Error;

    /// Parses a positive decimal with at most six decimal places, such as `0.1` or `5`.
    ///
    /// # Errors
    ///
    /// Fails when it is not a number, is not positive, has more than six decimal places, or exceeds the key space.
    fn from_str(text: &str) -> Result<Scale> {
        let expected = "expected a decimal above 0 such as 0.1 or 5";
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && decimals.is_empty() || !digits(whole) || !digits(decimals) {
            return Err(Error::parse(expected));
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 6 {
            return Err(Error::parse("expected at most six decimals"));
        }
        let too_large = || {
            Error::parse(format!(
                "expected at most {}: a bank has at most {MAX_CUSTOMERS} customers",
                u64::from(MAX_CUSTOMERS) / CUSTOMERS_BASE
            ))
        };
        let whole = whole.trim_start_matches('0');
        if whole.len() > 9 {
            return Err(too_large());
        }
        let millionths = format!("{whole}{decimals:0<6}")
            .parse::<u64>()
            .map_err(|_| Error::parse(expected))?;
        if millionths == 0 {
            return Err(Error::parse(expected));
        }
        let scale = Scale { millionths };
        if scale.of(CUSTOMERS_BASE) > u64::from(MAX_CUSTOMERS) {
            return Err(too_large());
        }
        Ok(scale)
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.millionths / 1_000_000, self.millionths % 1_000_000);
        let decimals = format!("{rest:06}");
        let decimals = decimals.trim_end_matches('0');
        write!(
            f,
            "{whole}.{}",
            if decimals.is_empty() { "0" } else { decimals }
        )
    }
}

/// Share of customers who run a planted scheme, in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmlRate(u32);

impl AmlRate {
    /// Returns the number of customers per 10,000.
    pub const fn per_10_000(self) -> u32 {
        self.0
    }
}

impl FromStr for AmlRate {
    type Err = Error;

    /// Parses a percentage from 0 to 5 with at most two decimal places, such as `1` or `0.25`.
    ///
    /// # Errors
    ///
    /// Fails when it is not such a number.
    fn from_str(text: &str) -> Result<AmlRate> {
        let expected = || {
            Error::parse(
                "expected a percentage from 0 to 5 of at most two decimals, such as 1 or 0.25",
            )
        };
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let fits = whole.len() <= 3 && decimals.len() <= 2 && digits(whole) && digits(decimals);
        if !fits || text.is_empty() || text == "." {
            return Err(expected());
        }
        match format!("{whole}{decimals:0<2}").parse() {
            Ok(hundredths) if hundredths <= MAX_AML_RATE => Ok(AmlRate(hundredths)),
            _ => Err(expected()),
        }
    }
}

impl fmt::Display for AmlRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// Number of calendar months of statements; the last one contains the as-of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months(u8);

impl Months {
    /// Returns the number, 1 to 120.
    pub const fn count(self) -> u8 {
        self.0
    }
}

impl FromStr for Months {
    type Err = Error;

    /// Parses an integer from 1 to 120.
    ///
    /// # Errors
    ///
    /// Fails when it is not such a number.
    fn from_str(text: &str) -> Result<Months> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits);
        let number = number.filter(|number| (1..=MAX_MONTHS).contains(number));
        number.map(Months).ok_or_else(|| {
            Error::parse(format!(
                "expected a whole number of months from 1 to {MAX_MONTHS}"
            ))
        })
    }
}

impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// All parameters that affect a bundle's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Random seed.
    pub seed: u64,
    /// As-of date: no event is later.
    pub as_of: Date,
    /// Scale from which the counts derive; 1 if a count was set explicitly.
    pub scale: Scale,
    /// Number of employees, 7 to 125,000,000.
    pub employees: u32,
    /// Number of customers, 1 to 1,000,000,000.
    pub customers: u32,
    /// Whether a count was set explicitly; nesting of scales is not guaranteed then.
    pub overridden: bool,
    /// Share of customers who run a planted scheme.
    pub aml_rate: AmlRate,
    /// Number of months of statements.
    pub months: Months,
}

impl Plan {
    /// Creates the plan for a scale; explicit counts override those of the scale.
    ///
    /// # Errors
    ///
    /// Fails when a count exceeds the key space, or the as-of date is outside 1990 to 2199.
    pub fn new(
        seed: u64,
        as_of: Date,
        scale: Scale,
        employees: Option<u32>,
        customers: Option<u32>,
    ) -> Result<Plan> {
        let staff = employees
            .map(u64::from)
            .unwrap_or_else(|| scale.of(EMPLOYEES_BASE).max(u64::from(MIN_EMPLOYEES)));
        let clients = customers
            .map(u64::from)
            .unwrap_or_else(|| scale.of(CUSTOMERS_BASE).max(1));
        if !(u64::from(MIN_EMPLOYEES)..=u64::from(MAX_EMPLOYEES)).contains(&staff) {
            return Err(Error::usage(format!(
                "--employees: expected {MIN_EMPLOYEES} to {MAX_EMPLOYEES} (at least one for each role that serves customers, at most one for eight customers), found {staff}"
            )));
        }
        if !(1..=u64::from(MAX_CUSTOMERS)).contains(&clients) {
            return Err(Error::usage(format!(
                "--customers: expected 1 to {MAX_CUSTOMERS}, found {clients}"
            )));
        }
        if !AS_OF_YEARS.contains(&as_of.year()) {
            return Err(Error::usage(format!(
                "--as-of: expected a date from {}-01-01 to {}-12-31, found {as_of}",
                AS_OF_YEARS.start(),
                AS_OF_YEARS.end()
            )));
        }
        let overridden = employees.is_some() || customers.is_some();
        Ok(Plan {
            seed,
            as_of,
            // The counts fully determine the bundle, so the scale must not affect any byte.
            scale: if overridden { Scale::ONE } else { scale },
            employees: staff as u32,
            customers: clients as u32,
            overridden,
            aml_rate: DEFAULT_AML_RATE,
            months: DEFAULT_MONTHS,
        })
    }

    /// Returns the plan with another rate of planted schemes.
    pub const fn with_aml_rate(self, aml_rate: AmlRate) -> Plan {
        Plan { aml_rate, ..self }
    }

    /// Returns the plan with another number of months.
    pub const fn with_months(self, months: Months) -> Plan {
        Plan { months, ..self }
    }

    /// Returns the plan with statements starting in an earlier month, or in the earliest one allowed.
    pub fn with_statements_from(self, first: Month) -> Plan {
        let months = Month::of(self.as_of).index() as i64 - first.index() as i64 + 1;
        let months = months.clamp(i64::from(self.months.0), i64::from(MAX_MONTHS));
        Plan {
            months: Months(months as u8),
            ..self
        }
    }

    /// Returns the first month of statements.
    pub fn first_month(&self) -> Month {
        Month::of(self.as_of) - (i32::from(self.months.0) - 1)
    }

    /// Returns the number of the newest employee on the team that serves customer number `customer`: `max(7, floor(c / 8))`,
    /// capped at the number of employees. With overridden counts, their ratio replaces the 8 (data model, section 1).
    pub fn team_end(&self, customer: u32) -> u32 {
        let customer = u64::from(customer);
        let end = if self.overridden {
            customer * u64::from(self.employees) / u64::from(self.customers)
        } else {
            customer / CUSTOMERS_PER_EMPLOYEE
        };
        end.clamp(u64::from(MIN_EMPLOYEES), u64::from(self.employees)) as u32
    }
}

#[cfg(test)]
mod tests;
