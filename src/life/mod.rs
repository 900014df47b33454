//! One customer's life: every row about the customer in all databases, in chronological order.
//!
//! A row belongs to the life if it contains the customer's number, or the key of another row of the life through any declared
//! reference. The ground truth of planted schemes is in no database and belongs to no life.
//!
//! [`Life::from_bank`] generates it directly, and `Life::from_bundle` reads it from files (with the feature `query`); both give the
//! same result. `collector` decides which rows belong, `descriptions` describes a row in words, [`story`] renders the whole for people, and
//! `lines` for programs.

mod chapter;
mod collector;
mod descriptions;
mod from_bank;
#[cfg(feature = "query")]
mod from_bundle;
mod lines;
pub mod story;
mod words;

use crate::error::{Error, Result};
use crate::tables::ids::CustomerId;
use crate::tables::{FILES, Table};
use crate::values::calendar::Date;
use std::collections::BTreeMap;

/// The life of a customer.
///
/// ```
/// use dhub::generate::Bank;
/// use dhub::life::Life;
/// use dhub::plan::{DEFAULT_AS_OF, Plan};
///
/// // Customer 2,000,000 of a bank of 9.6 million, in milliseconds.
/// let bank = Bank::new(Plan::new(42, DEFAULT_AS_OF, "1".parse()?, Some(500), Some(9_600_000))?);
/// let life = Life::from_bank(&bank, 2_000_000)?;
/// let first = &life.events()[0];
/// assert!(first.time() <= life.events()[1].time());
/// assert!(life.csv().starts_with("time,database,table,key,summary,row\n"));
/// # Ok::<(), dhub::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Life {
    number: u32,
    as_of: Date,
    events: Vec<Event>,
    /// Index of each event by table and key.
    places: BTreeMap<(usize, String), usize>,
    /// Names, by key, of rows outside the life to which its rows refer.
    names: BTreeMap<String, String>,
}

/// A row of a life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    time: String,
    table: usize,
    fields: Vec<Option<String>>,
}

impl Life {
    /// Sorts the rows of a life by time; rows with the same time keep the order of the catalog and of their files.
    fn new(
        number: u32,
        as_of: Date,
        mut events: Vec<Event>,
        names: BTreeMap<String, String>,
    ) -> Life {
        events.sort_by(|a, b| (&a.time, a.table).cmp(&(&b.time, b.table)));
        let place = |(place, event): (usize, &Event)| ((event.table, event.key().into()), place);
        let places = events.iter().enumerate().map(place).collect();
        Life {
            number,
            as_of,
            events,
            places,
            names,
        }
    }

    /// Returns the customer.
    pub fn customer(&self) -> CustomerId {
        CustomerId(self.number)
    }

    /// Returns the as-of date; only events that are due in the future are later.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Returns all rows in order of time. Rows with a date only come before those of the same day that have a time.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Returns the row of a table with this key, if it belongs to the life.
    pub fn find(&self, table: &str, key: &str) -> Option<&Event> {
        let table = FILES.iter().position(|one| one.name == table)?;
        let place = self.places.get(&(table, key.to_string()))?;
        self.events.get(*place)
    }

    /// Returns the rows of a table, in order of time.
    pub fn of_table<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Event> {
        self.events
            .iter()
            .filter(move |event| event.table().name == table)
    }

    /// Returns the name of a campaign or compliance rule to which a row refers, or the key if it has none.
    fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.names.get(key).map_or(key, String::as_str)
    }
}

impl Event {
    /// Returns the date or timestamp of the event, as its table stores it.
    pub fn time(&self) -> &str {
        &self.time
    }

    /// Returns the day of the event.
    pub fn day(&self) -> &str {
        self.time.get(..10).unwrap_or(&self.time)
    }

    /// Returns the table.
    pub fn table(&self) -> &'static Table {
        FILES[self.table]
    }

    /// Returns the primary key.
    pub fn key(&self) -> &str {
        self.get(self.table().key().name).unwrap_or_default()
    }

    /// Returns whether a boolean column is true.
    pub fn is(&self, column: &str) -> bool {
        self.get(column) == Some("true")
    }

    /// Returns the value of a column as stored in the file; None for NULL and for unknown columns.
    pub fn get(&self, column: &str) -> Option<&str> {
        let place = |one: &crate::tables::Column| one.name == column;
        let place = self.table().columns.iter().position(place)?;
        self.fields.get(place)?.as_deref()
    }
}

/// Fails if the bank has no customer with this number.
fn in_range(number: u32, customers: u32) -> Result<()> {
    match (1..=customers).contains(&number) {
        true => Ok(()),
        false => Err(Error::usage(format!(
            "customer: expected 1 to {customers}, the customers of this bank, found {number}"
        ))),
    }
}
