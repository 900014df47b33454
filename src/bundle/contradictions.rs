//! Checks a manifest against itself and against this version's declarations.

use crate::bundle::manifest::{Manifest, Resource, id};
use crate::bundle::only;
use crate::plan::{DATA_VERSION, Part};
use crate::tables;
use crate::terminal::escape;
use serde_json::Value;
use std::collections::BTreeSet;

/// Values longer than this many characters are truncated in messages.
const LONGEST: usize = 80;

impl Manifest {
    /// Returns inconsistencies within the manifest and, for a bundle of this data version, differences from the declarations:
    /// sums, bundle id, duplicate names, columns, types, keys, constraints, and references. One line each. Descriptions are not
    /// compared, since no program depends on them.
    pub fn contradictions(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let sum = |number: fn(&Resource) -> u64| {
            self.resources
                .iter()
                .map(number)
                .fold(0, u64::saturating_add)
        };
        for (name, stated, sum) in [
            ("rows", self.dhub.rows, sum(|table| table.rows)),
            ("bytes", self.dhub.bytes, sum(|table| table.csv().bytes)),
        ] {
            if stated != sum {
                wrong.push(format!(
                    "{name}: expected {sum}, the sum of the tables, found {stated}"
                ));
            }
        }
        let id = id(&self.resources);
        if self.dhub.bundle != id {
            wrong.push(format!(
                "bundle: expected the id {id}, which follows from the digests of the tables, found {}",
                self.dhub.bundle
            ));
        }
        let mut names = BTreeSet::new();
        let there = (!self.dhub.only.is_empty()).then(|| only::there(&self.resources));
        for table in &self.resources {
            let name = format!("{}.{}", table.database, table.name);
            if !names.insert((&table.database, &table.name)) {
                wrong.push(format!("{name} is listed twice"));
            }
            if self.dhub.data_version == DATA_VERSION
                && let Some(other) = undeclared(table, self.dhub.part, there.as_deref())
            {
                wrong.push(format!("{name}{other}"));
            }
        }
        wrong.iter().map(|line| escape(line)).collect()
    }
}

/// Returns where the manifest's description of a table differs from its declaration. `there` names the only tables present, if
/// not all are.
fn undeclared(found: &Resource, part: Option<Part>, there: Option<&[String]>) -> Option<String> {
    let declared = tables::files()
        .find(|table| (table.database, table.name) == (&found.database, &found.name));
    let Some(table) = declared else {
        return Some(": expected a table that this version declares".to_string());
    };
    let format = found.stored_as().unwrap_or_default();
    let mut wanted = Resource::new(table, part, format, found.rows, *found.csv(), found.stored);
    if let Some(there) = there {
        only::keep(&mut wanted, there);
    }
    let json = |resource: &Resource| serde_json::to_value(resource).unwrap_or_default();
    difference("", &json(&wanted), &json(found))
}

/// Returns the first place where two values differ, ignoring descriptions, with the expected and the actual value.
fn difference(at: &str, wanted: &Value, found: &Value) -> Option<String> {
    let words = |value: Option<&Value>| match value {
        None => "nothing".to_string(),
        Some(value) => cut(&value.to_string()),
    };
    let differ = |at: &str, wanted: Option<&Value>, found: Option<&Value>| {
        let (wanted, found) = (words(wanted), words(found));
        Some(format!("{at}: expected {wanted}, found {found}"))
    };
    match (wanted, found) {
        (Value::Object(a), Value::Object(b)) => {
            let more = b.keys().filter(|name| !a.contains_key(*name));
            let names = a.keys().chain(more).filter(|name| *name != "description");
            names.into_iter().find_map(|name| {
                let at = format!("{at}, {name}");
                match (a.get(name), b.get(name)) {
                    (Some(a), Some(b)) => difference(&at, a, b),
                    (a, b) => differ(&at, a, b),
                }
            })
        }
        (Value::Array(a), Value::Array(b)) => (0..a.len().max(b.len())).find_map(|place| {
            let (a, b) = (a.get(place), b.get(place));
            let name = a.or(b)?.get("name").and_then(Value::as_str);
            let at = match name {
                Some(name) => format!("{at}, {name}"),
                None => format!("{at}, {}", place + 1),
            };
            match (a, b) {
                (Some(a), Some(b)) => difference(&at, a, b),
                (a, b) => differ(&at, a, b),
            }
        }),
        _ if wanted == found => None,
        _ => differ(at, Some(wanted), Some(found)),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_string(),
    }
}
