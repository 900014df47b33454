//! The diagram of one database: each table with its columns, and a line for each reference.

use super::layout::Layout;
use super::line::Line;
use super::{Title, figure, titled_box};
use crate::report::html::escaped;
use crate::tables::{Column, Reference, Table};
use crate::values::SqlType;
use std::fmt::Write as _;

/// Height of a table's name, of a column, and of the space below the last column.
const HEAD: i32 = 28;
const ROW: i32 = 19;
const FOOT: i32 = 6;
/// Indent of a column's name; the key marker precedes it.
const INDENT: i32 = 34;
/// Width of a monospaced character at font size 12, in tenths.
const LETTER: i32 = 73;

/// Draws a database.
pub fn render(database: &str, tables: &[&'static Table], all: &[Reference]) -> String {
    let inside = |one: &&Reference| one.from.database == database && one.to.database == database;
    let own: Vec<Reference> = all.iter().filter(inside).copied().collect();
    let sizes: Vec<(i32, i32)> = tables.iter().map(|table| size(table)).collect();
    let layout = Layout::new(tables, &own, &sizes);
    let mut svg = String::new();
    for (place, one) in own.iter().enumerate() {
        let line = line(place, one, tables, &layout);
        svg += &line.map_or(String::new(), |line| line.svg());
    }
    for (place, table) in tables.iter().enumerate() {
        let (_, width) = layout.columns[layout.column[place]];
        svg += &boxed(table, layout.corner[place], (width, sizes[place].1));
    }
    let parts: Vec<String> = own
        .iter()
        .map(|one| {
            format!(
                "{}.{} refers to {}",
                one.from.name, one.column.name, one.to.name
            )
        })
        .collect();
    let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
    let alt = match parts.is_empty() {
        true => format!("Tables: {}. None refers to another.", names.join(", ")),
        false => format!("Tables: {}. {}.", names.join(", "), parts.join("; ")),
    };
    figure(
        &format!("erd-{database}"),
        database,
        &alt,
        &caption(tables.len(), own.len()),
        layout.size,
        &svg,
    )
}

fn caption(tables: usize, references: usize) -> String {
    let references = match references {
        1 => "1 reference".to_string(),
        several => format!("{several} references"),
    };
    format!(
        "{tables} tables, {references} among them. An arrow names the table of another database that a column refers to."
    )
}

/// Returns the text to the right of a column's name: its type, or the table of another database that it refers to.
fn kind(table: &Table, column: &Column) -> String {
    match column.reference(table) {
        Some(home) if home.database != table.database => format!("\u{2192} {}", home.table),
        _ => match column.sql {
            SqlType::Identity => SqlType::BigInt.to_string(),
            other => other.to_string(),
        },
    }
}

fn letters(text: &str) -> i32 {
    (text.chars().count() as i32 * LETTER + 9) / 10
}

fn size(table: &Table) -> (i32, i32) {
    let names = table.columns.iter().map(|column| letters(column.name));
    let kinds = table
        .columns
        .iter()
        .map(|column| letters(&kind(table, column)));
    let columns = names.max().unwrap_or(0) + kinds.max().unwrap_or(0) + INDENT + 24;
    // The name of the table is bold and a bit larger.
    let head = letters(table.name) * 5 / 4 + 20;
    (
        columns.max(head),
        HEAD + ROW * table.columns.len() as i32 + FOOT,
    )
}

/// Returns the distance from the top of a box to the middle of a column.
fn height(table: &Table, column: &str) -> i32 {
    let place = table.columns.iter().position(|one| one.name == column);
    HEAD + ROW * place.unwrap_or(0) as i32 + ROW / 2
}

fn line(place: usize, one: &Reference, tables: &[&Table], layout: &Layout) -> Option<Line> {
    let from = tables.iter().position(|table| table.is(one.from))?;
    let to = tables.iter().position(|table| table.is(one.to))?;
    let (left, right) = (layout.column[from], layout.column[to]);
    let edge = |column: usize, right: bool| {
        let (x, width) = layout.columns[column];
        if right { x + width } else { x }
    };
    // From the side that faces the other table; within one column, both use their right sides.
    let (leaves_right, from_right) = (right >= left, right <= left);
    let mut points = vec![(
        edge(left, leaves_right),
        layout.corner[from].1 + height(one.from, one.column.name),
    )];
    let mut lanes: Vec<_> = layout.lanes.iter().filter(|lane| lane.0 == place).collect();
    lanes.sort_by_key(|lane| lane.1);
    if !leaves_right {
        lanes.reverse();
    }
    for &&(_, column, y) in &lanes {
        points.push((edge(column, !leaves_right), y));
        points.push((edge(column, leaves_right), y));
    }
    points.push((
        edge(right, from_right),
        layout.corner[to].1 + height(tables[to], one.to.key().name),
    ));
    Some(Line {
        points,
        leaves_right,
        from_right,
        many: one.many(),
        optional: one.column.nullable,
        class: "line",
    })
}

fn boxed(table: &Table, (x, y): (i32, i32), (width, height): (i32, i32)) -> String {
    let title = Title {
        left: 10,
        base: 18,
        rule: HEAD - 3,
    };
    let mut svg = titled_box(table.name, (x, y), (width, height), &title);
    for (place, column) in table.columns.iter().enumerate() {
        let base = y + HEAD + ROW * place as i32 + 14;
        let key = match (column.key, column.reference(table).is_some()) {
            (true, _) => "PK",
            (false, true) => "FK",
            (false, false) => "",
        };
        if !key.is_empty() {
            let _ = write!(
                svg,
                "<text class=\"key\" x=\"{}\" y=\"{base}\">{key}</text>",
                x + 10
            );
        }
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{base}\">{}</text><text class=\"kind\" x=\"{}\" y=\"{base}\">{}</text>",
            x + INDENT,
            escaped(column.name),
            x + width - 10,
            escaped(&kind(table, column))
        );
    }
    svg
}
