//! `dhub life`: one customer across all databases.

use super::{Place, values};
use clap::{Args, ValueEnum};
use dhub::plan::{AmlRate, Months, Scale};
use dhub::values::calendar::Date;

#[derive(Debug, Args)]
pub struct Life {
    /// Number of the customer, such as 57 or CUST-0000057
    #[arg(value_name = "N", value_parser = values::customer, allow_negative_numbers = true)]
    pub customer: u32,
    #[command(flatten)]
    pub place: Place,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: LifeFormat,
    #[command(flatten)]
    pub numbers: Numbers,
}

/// Parameters of the bank when no bundle is read; the defaults are those of `seed all`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Without a bundle, as for seed all")]
pub struct Numbers {
    /// Size of the bank [default: 1.0]
    #[arg(short, long, value_name = "FACTOR", conflicts_with_all = ["dir", "out"], allow_negative_numbers = true)]
    pub scale: Option<Scale>,
    /// Number of customers
    #[arg(short, long, value_name = "N", value_parser = values::count, conflicts_with_all = ["dir", "out"], allow_negative_numbers = true)]
    pub customers: Option<u32>,
    /// Number of employees
    #[arg(short, long, value_name = "N", value_parser = values::count, conflicts_with_all = ["dir", "out"], allow_negative_numbers = true)]
    pub employees: Option<u32>,
    /// Random seed [default: 42]
    #[arg(long, value_name = "N", value_parser = values::seed, conflicts_with_all = ["dir", "out"], allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// As-of date [default: 2025-12-31]
    #[arg(long, value_name = "DATE", value_parser = values::date, conflicts_with_all = ["dir", "out"], allow_negative_numbers = true)]
    pub as_of: Option<Date>,
    /// Percentage of customers in planted schemes [default: 1]
    #[arg(long, value_name = "PERCENT", conflicts_with_all = ["dir", "out"], allow_negative_numbers = true)]
    pub aml_rate: Option<AmlRate>,
    /// Months of statements [default: 3]
    #[arg(long, value_name = "N", conflicts_with_all = ["dir", "out"], allow_negative_numbers = true)]
    pub months: Option<Months>,
}

impl Numbers {
    /// Returns whether any is given, so that no bundle is read.
    pub fn given(&self) -> bool {
        self.scale.is_some()
            || self.customers.is_some()
            || self.employees.is_some()
            || self.seed.is_some()
            || self.as_of.is_some()
            || self.aml_rate.is_some()
            || self.months.is_some()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LifeFormat {
    /// A story
    Text,
    /// One line per row: time, database, table, key, summary and the row as JSON
    Csv,
    /// An array of objects with the same fields
    Json,
}
