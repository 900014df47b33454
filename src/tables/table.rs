//! Declared tables and columns.

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
    /// Description, for `COMMENT ON TABLE`.
    pub doc: &'static str,
    /// Its columns, in the order of the file.
    pub columns: &'static [Column],
    /// Constraints on several columns.
    pub constraints: &'static [Constraint],
    /// Governance metadata; every table of a database has it.
    pub stewardship: Option<Stewardship>,
}

impl Table {
    /// Returns whether two declarations are of the same table. A constant may have a different address in each codegen unit, so
    /// addresses cannot be compared.
    pub fn is(&self, other: &Table) -> bool {
        self.database == other.database && self.name == other.name
    }

    /// Returns the primary key column.
    pub fn key(&self) -> &Column {
        self.columns
            .iter()
            .find(|column| column.key)
            .expect("every table has a key")
    }

    /// Returns the column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the column with the time at which a row happened, if every row has one: a date or time that is never NULL.
    pub fn event_time(&self) -> Option<&Column> {
        let dated = |column: &&Column| matches!(column.sql, SqlType::Date | SqlType::Timestamp);
        let mut events = self.columns.iter().filter(|column| column.event);
        events.find(|column| dated(column) && !column.nullable)
    }

    /// Returns the unique sets of columns: the key, single columns, and declared sets.
    pub fn uniques(&self) -> impl Iterator<Item = Vec<&'static str>> {
        let single = self.columns.iter().filter(|one| one.unique && !one.key);
        let single = std::iter::once(self.key()).chain(single);
        let several = self.constraints.iter().filter_map(|one| match one {
            Constraint::Unique(columns) => Some(columns.to_vec()),
            Constraint::Check(_) => None,
        });
        single.map(|column| vec![column.name]).chain(several)
    }

    /// Returns the conditions on every row, except for lists of allowed values: those on single columns, then those on several.
    /// Each comes with its name in PostgreSQL.
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

    /// Returns the header line of its CSV, including the line ending.
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
    /// Description, for `COMMENT ON COLUMN`.
    pub doc: &'static str,
    /// Its type.
    pub sql: SqlType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether it is the primary key.
    pub key: bool,
    /// Whether values are unique.
    pub unique: bool,
    /// Whether it has an explicit index. Unique columns and references always have one, except for references to staff from
    /// another database.
    pub index: bool,
    /// Bound on every value.
    pub check: Option<Bound>,
    /// The allowed values; empty if there is no list.
    pub labels: &'static [&'static str],
    /// For keys, the families that determine the order of rows in the file; see [`compare`](crate::values::order::compare).
    pub families: Families,
    /// For columns of a key's type, the tables whose primary key it is, the first being its own.
    pub homes: &'static [Home],
    /// For columns of a key's type, a function that rejects text that is not such a key.
    pub read: Option<Read>,
    /// Whether it holds, as text, the key of a row of one of several tables.
    pub any_key: bool,
    /// For a key, the prefix of keys that continue with a customer's number: such a row is about that customer.
    pub of_customer: Option<&'static str>,
    /// Whether it determines when the row happened: a date or time directly, a reference by the row that it refers to. Of several
    /// such columns, the last one that is not NULL counts.
    pub event: bool,
    /// Kind of personal data, if any.
    pub pii: Option<Pii>,
    /// The unit of its numbers.
    pub unit: Option<Unit>,
    /// The glossary term for its values.
    pub term: Option<GlossaryTerm>,
    /// What its values derive from in other tables, in addition to its reference.
    pub(super) derived: [Option<Derivation>; DERIVATIONS],
}

impl Column {
    /// Declares a column of values of type `T`.
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

    /// Sets the glossary term.
    pub const fn term(mut self, term: GlossaryTerm) -> Column {
        self.term = Some(term);
        self
    }

    /// Adds a derivation from other columns.
    pub const fn derived(mut self, from: Derivation) -> Column {
        let mut i = 0;
        while self.derived[i].is_some() {
            i += 1;
        }
        self.derived[i] = Some(from);
        self
    }

    /// What its values derive from in other tables, in addition to its reference.
    pub fn derivations(&self) -> impl Iterator<Item = Derivation> {
        self.derived.into_iter().flatten()
    }

    /// Marks it as holding the key of a row of one of several tables.
    pub const fn any_key(mut self) -> Column {
        self.any_key = true;
        self
    }

    /// Sets the prefix of keys that continue with a customer's number.
    pub const fn of_customer(mut self, prefix: &'static str) -> Column {
        self.of_customer = Some(prefix);
        self
    }

    /// Marks it as determining when the row happened.
    pub const fn event(mut self) -> Column {
        self.event = true;
        self
    }

    /// Marks it as personal data.
    pub const fn pii(mut self, pii: Pii) -> Column {
        self.pii = Some(pii);
        self
    }

    /// Sets the unit of its numbers.
    pub const fn unit(mut self, unit: Unit) -> Column {
        self.unit = Some(unit);
        self
    }

    /// Makes it the primary key of its table.
    pub const fn key(mut self) -> Column {
        self.key = true;
        self
    }

    /// Makes its values unique.
    pub const fn unique(mut self) -> Column {
        self.unique = true;
        self
    }

    /// Adds an index, for columns that people look rows up by or that queries of the guide group by. Other columns of labels are read faster without one.
    pub const fn index(mut self) -> Column {
        self.index = true;
        self
    }

    /// Sets a bound on every value.
    pub const fn check(mut self, bound: Bound) -> Column {
        self.check = Some(bound);
        self
    }

    /// Returns the key that this column of `table` refers to: one in the same database if there is one (a foreign key), otherwise one in
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

    /// Visits each value with its column, in the order of the declaration.
    fn cells(&self, visit: &mut dyn FnMut(&'static Column, Cell<'_>));
}
