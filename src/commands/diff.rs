//! `dhub diff`

use super::{print, report};
use crate::cli::{self, FINDINGS, Format};
use dhub::bundle::Bundle;
use dhub::diff::{self, ColumnDiff, Diff, Options, OriginDiff, Presence, TableDiff};
use dhub::error::{Error, Result};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufWriter, ErrorKind, Write as _};
use std::process::ExitCode;

/// Longer values are cut in the summary, to so many characters.
const WIDTH: usize = 40;

pub fn run(arguments: &cli::Diff) -> Result<ExitCode> {
    let (old, new) = (Bundle::open(&arguments.old)?, Bundle::open(&arguments.new)?);
    let options = Options::default();
    let diff = if arguments.rows {
        let mut out = BufWriter::new(std::io::stdout().lock());
        let compared = diff::compare(&old, &new, &options, Some(&mut out));
        let compared = compared.and_then(|diff| {
            let flushed = out.flush();
            flushed.map_err(Error::at("write", "stdout".as_ref()))?;
            Ok(diff)
        });
        match compared {
            // A reader that has gone away, such as `head`, has seen a difference or would have waited for the end.
            Err(error)
                if error
                    .io()
                    .is_some_and(|io| io.kind() == ErrorKind::BrokenPipe) =>
            {
                return Ok(FINDINGS.into());
            }
            compared => compared?,
        }
    } else {
        let diff = diff::compare(&old, &new, &options, None)?;
        print(match arguments.format {
            Format::Text => {
                let sides = [("old", &old), ("new", &new)];
                let sides = sides.map(|(side, bundle)| {
                    let origin = report::origin(bundle.manifest());
                    format!("{side} {}: {origin}", bundle.folder().display())
                });
                sides.concat() + &summary(&diff)
            }
            Format::Json => {
                let json = serde_json::to_string_pretty(&diff).expect("a diff is plain data");
                json + "\n"
            }
        })?;
        diff
    };
    Ok(if diff.same {
        ExitCode::SUCCESS
    } else {
        FINDINGS.into()
    })
}

/// The differences for people: what the bundles were made of, the counts of each table that differs, then its columns.
fn summary(diff: &Diff) -> String {
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
    let _ = match (differing.len(), diff.tables.len()) {
        (0, all) => writeln!(text, "same: {all} tables, {rows} rows"),
        (some, all) => writeln!(text, "\ndifferent: {some} of {all} tables"),
    };
    text
}

fn origin(change: &OriginDiff) -> String {
    let shown = |value: &Option<Value>| match value {
        None => "none".to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    let name = change.name.replace('_', " ");
    format!("{name} {} -> {}", shown(&change.old), shown(&change.new))
}

fn counts(tables: &[&TableDiff]) -> String {
    let mut rows =
        vec![["table", "before", "after", "added", "removed", "changed"].map(String::from)];
    rows.extend(tables.iter().map(|table| {
        let counts = [
            table.before,
            table.after,
            table.added,
            table.removed,
            table.changed,
        ];
        let [before, after, added, removed, changed] = counts.map(|count| count.to_string());
        let name = format!("{}.{}", table.database, table.table);
        [name, before, after, added, removed, changed]
    }));
    let width = |place: usize| rows.iter().map(|row| row[place].len()).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(width);
    let mut text = String::new();
    for row in &rows {
        let _ = write!(text, "{:1$}", row[0], widths[0]);
        for (cell, width) in row.iter().zip(widths).skip(1) {
            let _ = write!(text, "  {cell:>width$}");
        }
        text.push('\n');
    }
    text
}

fn details(table: &TableDiff) -> String {
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

fn side(presence: Presence) -> Option<&'static str> {
    match presence {
        Presence::Both => None,
        Presence::Old => Some("old"),
        Presence::New => Some("new"),
    }
}

/// A value in one line of bearable length.
fn cut(value: &str) -> String {
    let plain = value.replace('\n', "\\n").replace('\r', "\\r");
    match plain.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", &plain[..end]),
        None => plain,
    }
}
