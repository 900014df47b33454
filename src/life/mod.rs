//! One customer's life: every row about the customer in all databases, in time order.
//!
//! A row belongs to the life if it holds the customer's number, or the key of another row of the life, through any reference
//! that the tables declare. The answers of planted schemes stand in no database and belong to none.
//!
//! [`Life::of_bank`] makes it straight from the numbers, `Life::of_bundle` reads it from files (with the feature `query`); both
//! give the same. `kin`
//! says which rows belong, `telling` puts a row into words, [`story`] tells the whole to people, `lines` to programs.

mod chapter;
mod from_bank;
#[cfg(feature = "query")]
mod from_bundle;
mod kin;
mod lines;
pub mod story;
mod telling;
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
/// let life = Life::of_bank(&bank, 2_000_000)?;
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
    /// The place of an event by its table and key.
    places: BTreeMap<(usize, String), usize>,
    /// Names of rows outside of the life that its rows refer to, by key.
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
    /// Puts the rows of a life in time order; rows of one time stay in the order of the catalogue and of their files.
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

    /// The customer.
    pub fn customer(&self) -> CustomerId {
        CustomerId(self.number)
    }

    /// The last day of the world; only what is due later bears a later date.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Every row in time order. A row that knows only its day comes before those of that day that know the second.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The row of a table with this key, if it is of this life.
    pub fn find(&self, table: &str, key: &str) -> Option<&Event> {
        let table = FILES.iter().position(|one| one.name == table)?;
        let place = self.places.get(&(table, key.to_string()))?;
        self.events.get(*place)
    }

    /// The rows of a table, in time order.
    pub fn of_table<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Event> {
        self.events
            .iter()
            .filter(move |event| event.table().name == table)
    }

    /// The name of a campaign or compliance rule that a row refers to; the key if it has none.
    fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.names.get(key).map_or(key, String::as_str)
    }
}

impl Event {
    /// When it happened: a date or a timestamp, as its table has it.
    pub fn time(&self) -> &str {
        &self.time
    }

    /// The day on which it happened.
    pub fn day(&self) -> &str {
        self.time.get(..10).unwrap_or(&self.time)
    }

    /// Its table.
    pub fn table(&self) -> &'static Table {
        FILES[self.table]
    }

    /// Its primary key.
    pub fn key(&self) -> &str {
        self.get(self.table().key().name).unwrap_or_default()
    }

    /// Whether a boolean column is true.
    pub fn is(&self, column: &str) -> bool {
        self.get(column) == Some("true")
    }

    /// The value of a column as it stands in the file; None for NULL, and for a column that the table does not have.
    pub fn get(&self, column: &str) -> Option<&str> {
        let place = |one: &crate::tables::Column| one.name == column;
        let place = self.table().columns.iter().position(place)?;
        self.fields.get(place)?.as_deref()
    }
}

/// That the bank has a customer of this number.
fn in_range(number: u32, customers: u32) -> Result<()> {
    match (1..=customers).contains(&number) {
        true => Ok(()),
        false => Err(Error::usage(format!(
            "customer: expected 1 to {customers}, the customers of this bank, found {number}"
        ))),
    }
}
