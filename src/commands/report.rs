//! Reports shared by several commands: the tables of a bundle as text and as JSON.

use super::output::{BAD, GOOD, paint, plain, width};
use crate::cli::ReportFormat;
use dhub::bundle::{Manifest, Resource};
use dhub::error::Result;
use dhub::terminal::table;
pub use dhub::terminal::table::TextColumn;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Builds a column that says `ok` or what is wrong with each row.
pub fn states(head: &str, cells: impl IntoIterator<Item = String>) -> TextColumn {
    TextColumn::left(head, cells).painted(|cell| match cell {
        "ok" | "same" => paint(GOOD, cell),
        "" | "-" => cell.to_string(),
        _ => paint(BAD, cell),
    })
}

/// Renders what a manifest says about each table, and the totals; `more` adds columns with one cell per table.
pub fn tables(manifest: &Manifest, more: Vec<TextColumn>) -> String {
    let resources = &manifest.resources;
    let bytes: u64 = resources.iter().map(|one| one.stored.bytes).sum();
    let cells = |cell: fn(&Resource) -> String, total: String| {
        resources
            .iter()
            .map(cell)
            .chain([total])
            .collect::<Vec<_>>()
    };
    let databases = |one: &Resource| one.database.clone();
    let rows = |one: &Resource| one.rows.to_string();
    let size = |one: &Resource| one.stored.bytes.to_string();
    let all_rows = manifest.dhub.rows.to_string();
    let mut columns = vec![
        TextColumn::left("database", cells(databases, "total".into())),
        TextColumn::left("table", cells(|one| one.name.clone(), String::new())),
        TextColumn::right("rows", cells(rows, all_rows)),
        TextColumn::right("bytes", cells(size, bytes.to_string())),
    ];
    columns.extend(more);
    fit(&columns)
}

/// Renders columns as a table that fits the terminal.
pub fn fit(columns: &[TextColumn]) -> String {
    table::plain(columns, width())
}

/// Like [`fit`], indented.
pub fn fit_in(columns: &[TextColumn], indent: usize) -> String {
    let width = width().map(|width| width.saturating_sub(indent));
    let table = table::plain(columns, width);
    let lines = table.lines().map(|line| match line {
        "" => "\n".to_string(),
        line => format!("{:indent$}{line}\n", ""),
    });
    lines.collect()
}

/// Describes in one line the parameters from which a bundle was generated.
pub fn origin(manifest: &Manifest) -> String {
    let origin = &manifest.dhub;
    let what = match origin.part {
        None => "bundle".to_string(),
        Some(part) => format!("part {part}"),
    };
    let line = format!(
        "{what} {}: seed {}, scale {}, as of {}, {} customers, {} employees, data version {}",
        origin.bundle,
        origin.seed,
        origin.scale,
        origin.as_of,
        origin.customers,
        origin.employees,
        origin.data_version,
    );
    let line = match &origin.defects {
        None => line,
        Some(defects) => format!("{line}, defective on purpose: {}", defects.words()),
    };
    plain(&line) + "\n"
}

/// What a run has written, as JSON.
#[derive(Serialize)]
struct Written<'a> {
    directory: String,
    dhub: &'a dhub::bundle::Origin,
    tables: Vec<TableLine>,
}

/// A table of a manifest.
#[derive(Serialize)]
pub struct TableLine {
    database: String,
    table: String,
    rows: u64,
    bytes: u64,
}

impl TableLine {
    pub fn of(resource: &Resource) -> TableLine {
        TableLine {
            database: resource.database.clone(),
            table: resource.name.clone(),
            rows: resource.rows,
            bytes: resource.stored.bytes,
        }
    }
}

/// Reports a bundle that was written to `directory`; `next` says what to do with it.
pub fn written(
    format: ReportFormat,
    directory: &Path,
    manifest: &Manifest,
    next: &str,
) -> Result<()> {
    match format {
        ReportFormat::Text => super::print(format!(
            "{}\n{}{}\n",
            tables(manifest, Vec::new()),
            origin(manifest),
            plain(next)
        )),
        ReportFormat::Json => super::output::print_json(&Written {
            directory: directory.display().to_string(),
            dhub: &manifest.dhub,
            tables: manifest.resources.iter().map(TableLine::of).collect(),
        }),
    }
}

/// Reports a joined manifest that was written to `directory`.
pub fn manifests(
    format: ReportFormat,
    directory: &Path,
    parts: usize,
    origin: &dhub::bundle::Origin,
) -> Result<()> {
    let place = directory.display();
    match format {
        ReportFormat::Text => super::print(plain(&format!(
            "manifest of {parts} parts written to {place}: {} rows, {} bytes as CSV\n",
            origin.rows, origin.bytes
        ))),
        ReportFormat::Json => super::output::print_json(&serde_json::json!({
            "directory": place.to_string(),
            "dhub": origin,
        })),
    }
}

/// Reports parts, each written to its own directory; `next` says what to do with them.
pub fn parts(format: ReportFormat, parts: &[(PathBuf, Manifest)], next: &str) -> Result<()> {
    if let ReportFormat::Json = format {
        let written = |(directory, manifest): &(PathBuf, Manifest)| serde_json::json!({ "directory": directory.display().to_string(), "dhub": manifest.dhub });
        let written: Vec<_> = parts.iter().map(written).collect();
        return super::output::print_json(&written);
    }
    let cells = |cell: fn(&(PathBuf, Manifest)) -> String| parts.iter().map(cell);
    let columns = [
        TextColumn::left("part", cells(|(at, _)| at.display().to_string())),
        TextColumn::right("rows", cells(|(_, one)| one.dhub.rows.to_string())),
        TextColumn::right("bytes", cells(|(_, one)| one.dhub.bytes.to_string())),
    ];
    super::print(format!("{}\n{}\n", fit(&columns), plain(next)))
}
