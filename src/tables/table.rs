//! What a declaration says of a table and its columns.

use super::constraint::{Bound, Condition, Constraint};
use super::glossary::GlossaryTerm;
use super::governance::Stewardship;
use super::meaning::{DERIVATIONS, Derivation, Pii, Unit};
use crate::values::order::Families;
use crate::values::{Cell, Home, Read, SqlType, Value};

/// A declared table.
#[derive(Debug)]
pub struct Table {
    /// The database that it belongs to, one of [`DATABASES`](super::DATABASES).
    pub database: &'static str,
    /// Its name in PostgreSQL and, with `.csv`, in the bundle.
    pub name: &'static str,
    /// What it holds, for `COMMENT ON TABLE`.
    pub doc: &'static str,
    /// Its columns, in the order of the file.
    pub columns: &'static [Column],
    /// What holds over several columns.
    pub constraints: &'static [Constraint],
    /// Who looks after it, and how; every table of a database has that.
    pub stewardship: Option<Stewardship>,
}

impl Table {
    /// Whether two declarations are of one table. A constant may have an address in each piece of the program that uses it, so
    /// addresses do not tell.
    pub fn is(&self, other: &Table) -> bool {
        self.database == other.database && self.name == other.name
    }

    /// The primary key's column.
    pub fn key(&self) -> &Column {
        self.columns
            .iter()
            .find(|column| column.key)
            .expect("every table has a key")
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column that says when a row happened, if one does for every row: a date or time that is never NULL.
    pub fn event_time(&self) -> Option<&Column> {
        let dated = |column: &&Column| matches!(column.sql, SqlType::Date | SqlType::Timestamp);
        let mut events = self.columns.iter().filter(|column| column.event);
        events.find(|column| dated(column) && !column.nullable)
    }

    /// The columns whose values no two rows share: the key, single columns, sets of columns.
    pub fn uniques(&self) -> impl Iterator<Item = Vec<&'static str>> {
        let single = self.columns.iter().filter(|one| one.unique && !one.key);
        let single = std::iter::once(self.key()).chain(single);
        let several = self.constraints.iter().filter_map(|one| match one {
            Constraint::Unique(columns) => Some(columns.to_vec()),
            Constraint::Check(_) => None,
        });
        single.map(|column| vec![column.name]).chain(several)
    }

    /// The conditions that every row keeps but for lists of allowed values: those of single columns, then those over several.
    /// Each comes with the name that PostgreSQL knows it by.
    pub fn checks(&self) -> impl Iterator<Item = (String, Condition)> {
        let single = self.columns.iter().filter_map(|column| {
            let name = format!("{}_{}_check", self.name, column.name);
            Some((name, Condition::Is(column.name, column.check?)))
        });
        let several = self.constraints.iter().filter_map(|one| match one {
            Constraint::Unique(_) => None,
            Constraint::Check(condition) => Some(*condition),
        });
        let named = |(i, condition)| (format!("{}_check_{}", self.name, i + 1), condition);
        single.chain(several.enumerate().map(named))
    }

    /// The header line of its CSV, with the line end.
    pub fn header(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        names.join(",") + "\n"
    }
}

/// A declared column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds, for `COMMENT ON COLUMN`.
    pub doc: &'static str,
    /// Its type.
    pub sql: SqlType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether it is the primary key.
    pub key: bool,
    /// Whether no value stands twice.
    pub unique: bool,
    /// Whether it has an index of its own. Unique columns and references have theirs anyway, but for references to staff from
    /// another database.
    pub index: bool,
    /// What holds for every value.
    pub check: Option<Bound>,
    /// The allowed values; empty if there is no list.
    pub labels: &'static [&'static str],
    /// For keys, the families in the order of which rows stand in the file; see [`compare`](crate::values::order::compare).
    pub families: Families,
    /// For columns of a key's type, the tables whose primary key it is, the first being its own.
    pub homes: &'static [Home],
    /// For columns of a key's type, what refuses a text that is no such key.
    pub read: Option<Read>,
    /// Whether it holds the key, in text, of a row of one of several tables.
    pub any_key: bool,
    /// For a key, what begins those keys that go on with a customer's number: such a row is about that customer.
    pub of_customer: Option<&'static str>,
    /// Whether it says when the row happened: a date or time itself, a reference by the row that it refers to. Of several
    /// such columns the last one that is not NULL counts.
    pub event: bool,
    /// What kind of personal data it holds, if any.
    pub pii: Option<Pii>,
    /// The unit of its numbers.
    pub unit: Option<Unit>,
    /// What its values are in the bank's language.
    pub term: Option<GlossaryTerm>,
    /// What its values derive from in other tables, beside what it refers to.
    pub(super) derived: [Option<Derivation>; DERIVATIONS],
}

impl Column {
    /// A column of values of type `T`.
    pub const fn of<T: Value>(name: &'static str, doc: &'static str) -> Column {
        Column {
            name,
            doc: doc.trim_ascii(),
            sql: T::SQL,
            nullable: T::NULLABLE,
            key: false,
            unique: false,
            index: false,
            check: None,
            labels: T::LABELS,
            families: T::FAMILIES,
            homes: T::HOMES,
            read: T::READ,
            any_key: false,
            of_customer: None,
            event: false,
            pii: None,
            unit: None,
            term: None,
            derived: [None; DERIVATIONS],
        }
    }

    /// Holds what the bank calls so.
    pub const fn term(mut self, term: GlossaryTerm) -> Column {
        self.term = Some(term);
        self
    }

    /// Holds what derives from other columns.
    pub const fn derived(mut self, from: Derivation) -> Column {
        let mut i = 0;
        while self.derived[i].is_some() {
            i += 1;
        }
        self.derived[i] = Some(from);
        self
    }

    /// What its values derive from in other tables, beside what it refers to.
    pub fn derivations(&self) -> impl Iterator<Item = Derivation> {
        self.derived.into_iter().flatten()
    }

    /// Holds the key of a row of one of several tables.
    pub const fn any_key(mut self) -> Column {
        self.any_key = true;
        self
    }

    /// Keys that begin so go on with a customer's number.
    pub const fn of_customer(mut self, prefix: &'static str) -> Column {
        self.of_customer = Some(prefix);
        self
    }

    /// Says when the row happened.
    pub const fn event(mut self) -> Column {
        self.event = true;
        self
    }

    /// Holds personal data of a kind.
    pub const fn pii(mut self, pii: Pii) -> Column {
        self.pii = Some(pii);
        self
    }

    /// Holds numbers in a unit.
    pub const fn unit(mut self, unit: Unit) -> Column {
        self.unit = Some(unit);
        self
    }

    /// The primary key of its table.
    pub const fn key(mut self) -> Column {
        self.key = true;
        self
    }

    /// No value stands twice.
    pub const fn unique(mut self) -> Column {
        self.unique = true;
        self
    }

    /// People look rows up by it, or the queries of the guide group by it. A label that neither is true of is read faster without.
    pub const fn index(mut self) -> Column {
        self.index = true;
        self
    }

    /// What every value keeps.
    pub const fn check(mut self, bound: Bound) -> Column {
        self.check = Some(bound);
        self
    }

    /// The key that this column of `table` refers to: one in the same database if there is one (a foreign key), else one in
    /// another (a documented reference). None for the column that is the key's first home itself.
    pub fn reference(&self, table: &Table) -> Option<Home> {
        let own = |home: &&Home| home.database == table.database;
        let itself = |home: &Home| {
            home.database == table.database && home.table == table.name && home.column == self.name
        };
        if self.homes.first().is_some_and(itself) {
            return None;
        }
        self.homes
            .iter()
            .filter(|home| !itself(home))
            .find(own)
            .or_else(|| self.homes.iter().find(|home| !itself(home)))
            .copied()
    }
}

/// A row struct made by [`table!`](crate::table).
pub trait Row {
    /// Its declaration.
    const TABLE: &'static Table;

    /// Appends the row as one line of CSV, with the line end.
    fn write(&self, out: &mut Vec<u8>);

    /// Shows each value with its column, in the order of the declaration.
    fn cells(&self, visit: &mut dyn FnMut(&'static Column, Cell<'_>));
}
