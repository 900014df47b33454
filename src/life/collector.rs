//! Decides row by row, in the order of the catalog, which rows belong to a life. A row always comes after those it refers to.

use super::{Event, Life};
use crate::tables::ids::CustomerId;
use crate::tables::{CATALOGUE, FILES, Table};
use crate::values::calendar::Date;
use crate::values::{Home, SqlType, Value};
use std::collections::BTreeMap;

/// Tables whose rows have names that readers should see instead of keys, and the columns of these names.
pub const NAMED: [(&str, &str); 2] = [
    ("campaigns", "campaign_name"),
    ("compliance_rules", "rule_name"),
];

/// Collects the rows of one customer's life from rows of many customers.
#[derive(Debug)]
pub struct Collector {
    number: u32,
    id: String,
    digits: String,
    /// How each table of the catalog refers to others.
    links: Vec<Links>,
    /// For each table, the keys of its rows that belong to the life, and their times.
    keys: Vec<BTreeMap<String, String>>,
    events: Vec<Event>,
    names: BTreeMap<String, String>,
}

/// The columns of a table by which its rows may belong to a life.
#[derive(Debug, Default)]
struct Links {
    /// Indexes of columns that hold a customer number.
    customers: Vec<usize>,
    /// Indexes of columns that hold the key of a row in one of several tables.
    keys: Vec<(usize, Vec<usize>)>,
    /// Indexes of columns that hold the key of a row in any table.
    any: Vec<usize>,
    /// Index of a key that contains a customer number after this prefix.
    within: Option<(usize, &'static str)>,
    /// Index of the name column, if other tables refer to rows of this one by name.
    named: Option<usize>,
    /// Index of the key.
    key: usize,
}

fn place(home: &Home) -> Option<usize> {
    CATALOGUE
        .iter()
        .position(|table| (table.database, table.name) == (home.database, home.table))
}

impl Links {
    fn of(table: &Table) -> Links {
        let name = NAMED.iter().find(|(named, _)| *named == table.name);
        let mut links = Links {
            named: name
                .and_then(|(_, column)| table.columns.iter().position(|one| one.name == *column)),
            ..Links::default()
        };
        for (at, column) in table.columns.iter().enumerate() {
            if column.key {
                links.key = at;
                links.within = column.of_customer.map(|prefix| (at, prefix));
            }
            if column.homes == CustomerId::HOMES {
                links.customers.push(at);
            } else if column.reference(table).is_some() {
                let homes = column.homes.iter().filter_map(place).collect();
                links.keys.push((at, homes));
            } else if column.any_key {
                links.any.push(at);
            }
        }
        links
    }
}

impl Collector {
    /// Creates a collector for this customer.
    pub fn new(number: u32) -> Collector {
        let id = CustomerId(number).to_string();
        Collector {
            number,
            digits: id.trim_start_matches("CUST-").to_string(),
            id,
            links: CATALOGUE.iter().map(|table| Links::of(table)).collect(),
            keys: CATALOGUE.iter().map(|_| BTreeMap::new()).collect(),
            events: Vec::new(),
            names: BTreeMap::new(),
        }
    }

    /// Returns whether a row of the table at this index of the catalog belongs to the life or provides a name for it.
    pub fn wants<'a>(&self, table: usize, field: impl Fn(usize) -> Option<&'a [u8]>) -> bool {
        let links = &self.links[table];
        let holds = |at: usize, homes: &[usize]| {
            let text = field(at).and_then(|text| std::str::from_utf8(text).ok());
            text.is_some_and(|text| homes.iter().any(|&home| self.keys[home].contains_key(text)))
        };
        links.named.is_some()
            || (links.customers.iter()).any(|&at| field(at) == Some(self.id.as_bytes()))
            || links.keys.iter().any(|(at, homes)| holds(*at, homes))
            || links.any.iter().any(|&at| self.is_any(field(at)))
            || links.within.is_some_and(|(at, prefix)| {
                field(at).is_some_and(|key| self.is_within(key, prefix))
            })
    }

    /// Returns whether text is a key of the life in any table. Text keys of different tables never collide. Numeric keys do, but
    /// columns of this kind never use them for what belongs to a customer.
    fn is_any(&self, text: Option<&[u8]>) -> bool {
        let Some(text) = text.and_then(|text| std::str::from_utf8(text).ok()) else {
            return false;
        };
        text == self.id
            || CATALOGUE
                .iter()
                .zip(&self.keys)
                .any(|(table, keys)| table.key().sql == SqlType::Text && keys.contains_key(text))
    }

    /// Returns whether the key has the customer number after this prefix.
    fn is_within(&self, key: &[u8], prefix: &str) -> bool {
        let rest = key.strip_prefix(prefix.as_bytes());
        let rest = rest.and_then(|rest| rest.strip_prefix(self.digits.as_bytes()));
        rest.is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_digit))
    }

    /// Adds a wanted row.
    pub fn take(&mut self, table: usize, fields: Vec<Option<String>>) {
        let links = &self.links[table];
        let key = fields[links.key].clone().unwrap_or_default();
        if let Some(at) = links.named {
            let name = fields[at].clone().unwrap_or_default();
            self.names.insert(key, name);
            return;
        }
        let time = self.time(FILES[table], &fields);
        self.keys[table].insert(key, time.clone());
        self.events.push(Event {
            time,
            table,
            fields,
        });
    }

    /// Returns the time of a row, as its declaration defines it.
    fn time(&self, table: &Table, fields: &[Option<String>]) -> String {
        let times = table.columns.iter().zip(fields);
        let times = times.filter(|(column, _)| column.event);
        let last = times.rev().find_map(|(column, field)| {
            let text = field.as_ref()?;
            match column.sql {
                SqlType::Date | SqlType::Timestamp => Some(text.clone()),
                _ => (column.homes.iter().filter_map(place))
                    .find_map(|home| self.keys[home].get(text).cloned()),
            }
        });
        last.unwrap_or_default()
    }

    /// Returns whether the customer was found.
    #[cfg(feature = "query")]
    pub fn has_customer(&self) -> bool {
        let homes = CustomerId::HOMES.iter().filter_map(place);
        homes.clone().count() > 0 && homes.into_iter().all(|home| !self.keys[home].is_empty())
    }

    /// Builds the life from the added rows.
    pub fn life(self, as_of: Date) -> Life {
        Life::new(self.number, as_of, self.events, self.names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables that no life has a row of, in the order of the catalog.
    const ABOUT_THE_BANK: [&str; 8] = [
        "departments",
        "branches",
        "employees",
        "training_programs",
        "employee_training",
        "performance_reviews",
        "campaigns",
        "compliance_rules",
    ];

    /// A single pass over the catalog is complete only if no table that a life reaches refers to a later one.
    #[test]
    fn rows_of_a_life_refer_to_earlier_tables_and_have_event_times() {
        let mut reached: Vec<bool> = CATALOGUE.iter().map(|_| false).collect();
        loop {
            let before = reached.clone();
            for (at, table) in CATALOGUE.iter().enumerate() {
                let links = Links::of(table);
                reached[at] |= !links.customers.is_empty()
                    || links.within.is_some()
                    || !links.any.is_empty()
                    || links
                        .keys
                        .iter()
                        .any(|(_, to)| to.iter().any(|&to| before[to]));
            }
            if before == reached {
                break;
            }
        }
        let others: Vec<&str> = (CATALOGUE.iter().zip(&reached))
            .filter(|(_, reached)| !**reached)
            .map(|(table, _)| table.name)
            .collect();
        assert_eq!(others, ABOUT_THE_BANK);
        for (at, table) in CATALOGUE.iter().enumerate().filter(|(at, _)| reached[*at]) {
            let links = Links::of(table);
            let later = links.keys.iter().flat_map(|(_, to)| to);
            assert!(
                later.clone().all(|&to| !reached[to] || to < at),
                "{}",
                table.name
            );
            let events = || table.columns.iter().filter(|column| column.event);
            assert!(events().next().is_some(), "when did {} happen?", table.name);
            for column in events() {
                let dated = matches!(column.sql, SqlType::Date | SqlType::Timestamp);
                assert!(dated || column.reference(table).is_some(), "{}", table.name);
            }
        }
    }
}
