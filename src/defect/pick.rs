//! Selects the rows that a defect affects: units are ranked by the seed, and the first ones not taken by another defect are used.
//!
//! A unit's rank depends only on the seed, the defect, and the unit, so it does not depend on the number or order of candidates.
//! Only the best are kept while candidates stream by.

use super::catalogue::{Action, Defect};
use crate::error::Result;
use crate::query::answer::{AnswerSink, Head};
use crate::query::engine::Engine;
use crate::random::{Key, Random};
use crate::tables::Column;
use crate::values::SqlType;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Number of units kept beyond those needed, in case other defects have taken some.
const SPARE: usize = 256;

/// A row to be edited: its key, and the new values of its columns.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) key: String,
    pub(super) values: Vec<Option<String>>,
}

/// Units and rows taken by defects so far.
#[derive(Debug, Default)]
pub(super) struct Taken {
    units: BTreeSet<String>,
    rows: HashSet<(&'static str, String)>,
}

/// Ranks a name by a seed.
pub(super) fn rank(seed: u64, name: &str) -> u64 {
    Random::new(seed).stream(Key::new(name), 0).bits()
}

/// Selects the rows that a defect affects, by a seed; none if the bundle has no candidates.
///
/// # Errors
///
/// Fails when a table cannot be read.
pub(super) fn pick(
    engine: &Engine,
    defect: &'static Defect,
    seed: u64,
    taken: &mut Taken,
) -> Result<Vec<Row>> {
    let (least, most) = defect.units.clone().into_inner();
    let stream = format!("defect/{}", defect.name);
    let wanted = Random::new(seed)
        .stream(Key::new(&stream), 1)
        .range(least..=most);
    let mut candidates = Candidates {
        defect,
        seed,
        most: SPARE + most as usize,
        units: BTreeMap::new(),
    };
    engine.answer(defect.sql, &mut candidates)?;
    let mut picked = Vec::new();
    let mut units = 0;
    let table = defect.table.name;
    for ((_, unit), rows) in candidates.units {
        let others = taken.units.contains(&unit)
            || rows
                .iter()
                .any(|row| taken.rows.contains(&(table, row.key.clone())));
        if others || units == wanted {
            continue;
        }
        units += 1;
        taken.units.insert(unit);
        let keys = rows.iter().map(|row| (table, row.key.clone()));
        taken.rows.extend(keys);
        picked.extend(rows);
    }
    Ok(picked)
}

/// The best units among the rows seen.
struct Candidates {
    defect: &'static Defect,
    seed: u64,
    most: usize,
    units: BTreeMap<(u64, String), Vec<Row>>,
}

impl AnswerSink for Candidates {
    fn head(&mut self, columns: Vec<Head>) -> Result<()> {
        let wanted = 2 + self.defect.action.columns().len();
        assert_eq!(columns.len(), wanted, "columns of {}", self.defect.name);
        Ok(())
    }

    fn row(&mut self, row: Vec<Value>) -> Result<bool> {
        let mut cells = row.iter();
        let mut text = |column| field(column, cells.next().unwrap_or(&Value::Null));
        let unit = text(None).unwrap_or_default();
        let key = text(Some(self.defect.table.key())).unwrap_or_default();
        let rank = rank(self.seed, &format!("defect/{}/{unit}", self.defect.name));
        let place = (rank, unit);
        let full = self.units.len() >= self.most;
        if full
            && self
                .units
                .last_key_value()
                .is_some_and(|(last, _)| *last < place)
        {
            return Ok(true);
        }
        let columns = self.defect.action.columns().iter();
        let values = columns.map(|&column| text(Some(column))).collect();
        let row = Row { key, values };
        self.units.entry(place).or_default().push(row);
        if self.units.len() > self.most {
            self.units.pop_last();
        }
        Ok(true)
    }
}

/// Formats a value as a bundle's column does; text is unchanged.
fn field(column: Option<&Column>, value: &Value) -> Option<String> {
    let places = match column.map(|column| column.sql) {
        Some(SqlType::Numeric(_, places)) => usize::from(places),
        _ => 0,
    };
    Some(match value {
        Value::Null => return None,
        Value::Text(text) => text.clone(),
        Value::Integer(n) if column.is_some_and(|one| one.sql == SqlType::Boolean) => {
            (*n != 0).to_string()
        }
        Value::Integer(n) if places > 0 => format!("{n}.{:0places$}", 0),
        Value::Integer(n) => n.to_string(),
        // Division of whole units of the last place by a power of ten: formatting restores the exact decimal.
        Value::Real(x) => format!("{x:.places$}"),
        Value::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    })
}

/// Builds the edit of a row.
pub(super) fn edit(defect: &Defect, row: &Row) -> crate::bundle::edits::Edit {
    use crate::bundle::edits::Edit;
    let place = |column: &Column| {
        let mut columns = defect.table.columns.iter();
        columns
            .position(|one| one.name == column.name)
            .unwrap_or_default()
    };
    let columns = defect.action.columns().iter().map(|column| place(column));
    let values = columns.zip(row.values.iter().cloned()).collect();
    match &defect.action {
        Action::Change(_) => Edit::Change(values),
        Action::Remove => Edit::Remove,
        Action::Repeat => Edit::Repeat,
        Action::Add(_) => {
            let key = row.values.first().cloned().flatten().unwrap_or_default();
            Edit::Copy(key, values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defect::catalogue::catalogue;

    /// Creates units of two rows each, in this order, and returns those kept.
    fn kept(units: impl Iterator<Item = u32>) -> Vec<(u64, String)> {
        let defect = catalogue()
            .iter()
            .find(|one| matches!(one.action, Action::Remove))
            .unwrap();
        let mut candidates = Candidates {
            defect,
            seed: 7,
            most: 5,
            units: BTreeMap::new(),
        };
        for unit in units {
            for row in 0..2 {
                let row = [format!("U{unit}"), format!("K{unit}-{row}")].map(Value::Text);
                candidates.row(row.to_vec()).unwrap();
            }
        }
        assert!(candidates.units.values().all(|rows| rows.len() == 2));
        candidates.units.into_keys().collect()
    }

    #[test]
    fn the_best_units_are_kept_whatever_their_order() {
        let upwards = kept(0..1000);
        assert_eq!(upwards.len(), 5);
        assert_eq!(upwards, kept((0..1000).rev()));
    }

    #[test]
    fn values_are_formatted_as_in_a_bundle() {
        let column = |table: &str, name: &str| {
            let mut tables = crate::tables::FILES.iter();
            let table = tables.find(|one| one.name == table).unwrap();
            table.column(name)
        };
        let (money, rate) = (
            column("loans", "principal_amount"),
            column("loans", "interest_rate"),
        );
        let flag = column("loans", "default_status");
        for (column, value, wanted) in [
            (money, Value::Integer(1200), Some("1200.00")),
            (money, Value::Integer(-7), Some("-7.00")),
            (money, Value::Real(0.07), Some("0.07")),
            (rate, Value::Real(4.6), Some("4.6000")),
            (flag, Value::Integer(1), Some("true")),
            (
                column("loans", "term_months"),
                Value::Integer(12),
                Some("12"),
            ),
            (
                column("loans", "loan_id"),
                Value::Text("x".into()),
                Some("x"),
            ),
            (money, Value::Null, None),
        ] {
            assert_eq!(field(column, &value).as_deref(), wanted);
        }
    }
}
