//! `dhub diff`

use super::output::{self, BAD, GOOD, paint, plain};
use super::print;
use super::report::{self, TextColumn};
use crate::cli::{self, FINDINGS, ReportFormat};
use dhub::bundle::Bundle;
use dhub::diff::{self, ColumnDiff, Diff, Options, OriginDiff, Presence, TableDiff};
use dhub::error::{Error, Result};
use dhub::terminal::ShownCsv;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufWriter, ErrorKind, IsTerminal as _, Write};
use std::process::ExitCode;
use std::time::Instant;

/// Longer values are cut in the summary, to so many characters.
const WIDTH: usize = 40;

pub fn run(arguments: &cli::Diff) -> Result<ExitCode> {
    let start = Instant::now();
    let (old, new) = (Bundle::open(&arguments.old)?, Bundle::open(&arguments.new)?);
    let options = Options::default();
    let diff = if arguments.rows {
        let stdout = BufWriter::new(std::io::stdout().lock());
        let mut out: Box<dyn Write> = match std::io::stdout().is_terminal() {
            true => Box::new(ShownCsv::new(stdout)),
            false => Box::new(stdout),
        };
        let compared = diff::compare(&old, &new, &options, Some(&mut *out));
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
        match arguments.output.format {
            ReportFormat::Text if arguments.output.quiet => {}
            ReportFormat::Text => {
                let sides = [("old", &old), ("new", &new)];
                let sides = sides.map(|(side, bundle)| {
                    let directory = plain(&bundle.directory().display().to_string());
                    format!("{side} {directory}: {}", report::origin(bundle.manifest()))
                });
                print(sides.concat() + &summary(&diff))?;
            }
            ReportFormat::Json => output::print_json(&diff)?,
        }
        diff
    };
    if !arguments.output.quiet {
        output::took(start);
    }
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
    text += &match (differing.len(), diff.tables.len()) {
        (0, all) => format!("{}: {all} tables, {rows} rows\n", paint(GOOD, "same")),
        (some, all) => format!("\n{}: {some} of {all} tables\n", paint(BAD, "different")),
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
    let plain = plain(value);
    match plain.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", &plain[..end]),
        None => plain,
    }
}
