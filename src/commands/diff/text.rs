//! Differences between two bundles as text for a terminal.

use crate::commands::output::{BAD, GOOD, paint, plain};
use crate::commands::report::{self, TextColumn};
use dhub::diff::{ColumnDiff, Diff, OriginDiff, Presence, TableDiff};
use serde_json::Value;
use std::fmt::Write as _;

/// Longer values are truncated to this many characters.
const WIDTH: usize = 40;

/// Renders the parameters of the bundles, the counts of each table that differs, and its columns.
pub fn summary(diff: &Diff) -> String {
    let mut text = String::new();
    if !diff.origin.is_empty() {
        let changes: Vec<String> = diff.origin.iter().map(origin).collect();
        let _ = writeln!(text, "origin: {}", changes.join(", "));
    }
    let differing: Vec<&TableDiff> = diff.tables.iter().filter(|table| table.differs()).collect();
    if !differing.is_empty() {
        text += "\n";
        text += &counts(&differing);
    }
    for table in &diff.tables {
        if table.differs() || !table.notes.is_empty() {
            let _ = writeln!(text, "\n{}.{}", table.database, table.table);
            text += &details(table);
        }
    }
    let rows: u64 = diff.tables.iter().map(|table| table.after).sum();
    text += &match (differing.len(), diff.tables.len()) {
        (0, all) => format!("{}: {all} tables, {rows} rows\n", paint(GOOD, "same")),
        (some, all) => format!("\n{}: {some} of {all} tables\n", paint(BAD, "different")),
    };
    text
}

/// Describes a parameter that differs.
fn origin(change: &OriginDiff) -> String {
    let name = change.name.replace('_', " ");
    let (old, new) = (shown(&change.old), shown(&change.new));
    format!("{} {} -> {}", plain(&name), cut(&old), cut(&new))
}

/// Formats a value of a manifest.
pub fn shown(value: &Option<Value>) -> String {
    match value {
        None => "none".to_string(),
        Some(Value::String(text)) => text.clone(),
        // Planted defects are shown by their number.
        Some(Value::Object(object)) => match object.get("planted").and_then(Value::as_array) {
            Some(planted) => planted.len().to_string(),
            None => Value::Object(object.clone()).to_string(),
        },
        Some(Value::Array(names)) => {
            let names = names.iter().map(|name| shown(&Some(name.clone())));
            names.collect::<Vec<_>>().join(", ")
        }
        Some(value) => value.to_string(),
    }
}

fn counts(tables: &[&TableDiff]) -> String {
    let names = tables
        .iter()
        .map(|one| format!("{}.{}", one.database, one.table));
    let numbers = |head: &str, cell: fn(&TableDiff) -> u64| {
        TextColumn::right(head, tables.iter().map(|table| cell(table).to_string()))
    };
    report::fit(&[
        TextColumn::left("table", names),
        numbers("before", |table| table.before),
        numbers("after", |table| table.after),
        numbers("added", |table| table.added),
        numbers("removed", |table| table.removed),
        numbers("changed", |table| table.changed),
    ])
}

pub fn details(table: &TableDiff) -> String {
    let mut text = String::new();
    if let Some(side) = side(table.presence) {
        let _ = writeln!(text, "  only in the {side} bundle");
    }
    for column in &table.columns {
        text += &changes(column);
    }
    for (word, count, keys) in [
        ("added", table.added, &table.added_keys),
        ("removed", table.removed, &table.removed_keys),
    ] {
        if count > 0 {
            let keys: Vec<String> = keys.iter().map(|key| cut(key)).collect();
            let more = if count > keys.len() as u64 {
                ", ..."
            } else {
                ""
            };
            let _ = writeln!(text, "  {word}: {}{more}", keys.join(", "));
        }
    }
    for note in &table.notes {
        let _ = writeln!(text, "  note: {note}");
    }
    text
}

fn changes(column: &ColumnDiff) -> String {
    if let Some(side) = side(column.presence) {
        return format!("  {}: only in the {side} bundle\n", column.column);
    }
    let mut text = format!("  {}: {} changed\n", column.column, column.changed);
    let shown = |value: &Option<String>| value.as_deref().map_or("NULL".to_string(), cut);
    for example in &column.examples {
        let (old, new) = (shown(&example.old), shown(&example.new));
        let _ = writeln!(text, "    {}: {old} -> {new}", cut(&example.key));
    }
    text
}

pub fn side(presence: Presence) -> Option<&'static str> {
    match presence {
        Presence::Both => None,
        Presence::Old => Some("old"),
        Presence::New => Some("new"),
    }
}

/// Formats a value on one line, truncated if long.
pub fn cut(value: &str) -> String {
    let plain = plain(value);
    match plain.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", &plain[..end]),
        None => plain,
    }
}
