//! Tables of text for people, with columns that `awk` can take apart, and the same as JSON.

use super::output::{BAD, GOOD, paint, plain, width};
use crate::cli::ReportFormat;
use dhub::bundle::{Manifest, Resource};
use dhub::error::Result;
use serde::Serialize;
use std::path::Path;

/// A column of text: its head, then a cell for each row.
pub struct Column {
    cells: Vec<String>,
    kind: Kind,
}

/// How a column's cells are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// To the left.
    Words,
    /// To the right.
    Numbers,
    /// To the left, in color: `ok` or what is wrong.
    States,
}

impl Column {
    /// Words, to the left.
    pub fn left(head: &str, cells: impl IntoIterator<Item = String>) -> Column {
        Column::new(head, cells, Kind::Words)
    }

    /// Numbers, to the right.
    pub fn right(head: &str, cells: impl IntoIterator<Item = String>) -> Column {
        Column::new(head, cells, Kind::Numbers)
    }

    /// Whether each row is `ok`, or what is wrong with it.
    pub fn states(head: &str, cells: impl IntoIterator<Item = String>) -> Column {
        Column::new(head, cells, Kind::States)
    }

    fn new(head: &str, cells: impl IntoIterator<Item = String>, kind: Kind) -> Column {
        let cells = std::iter::once(head.to_string()).chain(cells);
        Column {
            cells: cells.map(|cell| plain(&cell)).collect(),
            kind,
        }
    }

    fn cell(&self, row: usize) -> &str {
        self.cells.get(row).map_or("", String::as_str)
    }

    fn width(&self) -> usize {
        let widths = self.cells.iter().map(|cell| cell.chars().count());
        widths.max().unwrap_or(0)
    }

    /// A cell in color, if it is of the kind that has one.
    fn shown(&self, row: usize) -> String {
        let cell = self.cell(row);
        match (self.kind, row, cell) {
            (Kind::States, 1.., "ok" | "same") => paint(GOOD, cell),
            (Kind::States, 1.., "" | "-") => cell.to_string(),
            (Kind::States, 1.., _) => paint(BAD, cell),
            _ => cell.to_string(),
        }
    }
}

/// What a manifest says of each table, and of all; `more` has columns with a cell for each table.
pub fn tables(manifest: &Manifest, more: Vec<Column>) -> String {
    let resources = &manifest.resources;
    let bytes: u64 = resources.iter().map(|one| one.stored.bytes).sum();
    let column = |head: &str, cell: fn(&Resource) -> String, total: String, kind: Kind| {
        Column::new(head, resources.iter().map(cell).chain([total]), kind)
    };
    let databases = |one: &Resource| one.database.clone();
    let rows = |one: &Resource| one.rows.to_string();
    let size = |one: &Resource| one.stored.bytes.to_string();
    let all_rows = manifest.dhub.rows.to_string();
    let mut columns = vec![
        column("database", databases, "total".into(), Kind::Words),
        column("table", |one| one.name.clone(), String::new(), Kind::Words),
        column("rows", rows, all_rows, Kind::Numbers),
        column("bytes", size, bytes.to_string(), Kind::Numbers),
    ];
    columns.extend(more);
    fit(&columns)
}

/// The columns side by side; where the terminal is too narrow for that, the first one as headings, or else each row as a
/// block of its own with a line per column.
pub fn fit(columns: &[Column]) -> String {
    fit_to(columns, width())
}

/// The same, indented.
pub fn fit_in(columns: &[Column], indent: usize) -> String {
    let width = width().map(|width| width.saturating_sub(indent));
    let table = fit_to(columns, width);
    let lines = table.lines().map(|line| match line {
        "" => "\n".to_string(),
        line => format!("{:indent$}{line}\n", ""),
    });
    lines.collect()
}

fn fit_to(columns: &[Column], width: Option<usize>) -> String {
    let needed = |columns: &[Column]| {
        let widths = columns.iter().map(Column::width);
        widths.sum::<usize>() + 2 * columns.len().saturating_sub(1)
    };
    let fits = |needed: usize| width.is_none_or(|width| needed <= width);
    match columns {
        all if fits(needed(all)) => side_by_side(all),
        [first, others @ ..] if others.len() > 1 && fits(first.width().max(2 + needed(others))) => {
            headed(columns)
        }
        _ => blocks(columns),
    }
}

fn rows(columns: &[Column]) -> usize {
    let rows = columns.iter().map(|column| column.cells.len());
    rows.max().unwrap_or(0)
}

fn side_by_side(columns: &[Column]) -> String {
    let widths: Vec<usize> = columns.iter().map(Column::width).collect();
    let line = |row: usize| line(columns, &widths, row) + "\n";
    (0..rows(columns)).map(line).collect()
}

fn line(columns: &[Column], widths: &[usize], row: usize) -> String {
    let cells = columns.iter().zip(widths).map(|(column, &width)| {
        let gap = " ".repeat(width - column.cell(row).chars().count());
        match column.kind {
            Kind::Numbers => gap + column.cell(row),
            _ => column.shown(row) + &gap,
        }
    });
    let line = cells.collect::<Vec<_>>().join("  ");
    line.trim_end().to_string()
}

/// The first column's cells as headings over the rows that share one.
fn headed(columns: &[Column]) -> String {
    let Some((first, others)) = columns.split_first() else {
        return String::new();
    };
    let widths: Vec<usize> = others.iter().map(Column::width).collect();
    let mut text = String::new();
    for row in 0..rows(columns) {
        let new = row > 0 && (row == 1 || first.cell(row) != first.cell(row - 1));
        if new {
            text += &format!("{}\n", first.cell(row));
        }
        text += &format!("  {}\n", line(others, &widths, row));
    }
    text
}

/// Each row as lines `column  cell`, blocks parted by a blank line.
fn blocks(columns: &[Column]) -> String {
    let heads = columns.iter().map(|column| column.cell(0).chars().count());
    let width = heads.max().unwrap_or(0);
    let block = |row: usize| {
        let filled = columns.iter().filter(|column| !column.cell(row).is_empty());
        let lines = filled.map(|column| {
            let head = column.cell(0);
            format!("{head:width$}  {}\n", column.shown(row))
        });
        lines.collect::<String>()
    };
    let blocks: Vec<String> = (1..rows(columns)).map(block).collect();
    blocks.join("\n")
}

/// What a bundle was made of, in a line.
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
    plain(&line) + "\n"
}

/// What a run has written.
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

/// Reports a bundle that was written to `directory`; `next` says so, and what can be done with it.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_the_terminal() {
        let words = |cells: [&str; 3]| cells.map(String::from);
        let columns = [
            Column::left("database", words(["employees_db", "employees_db", "total"])),
            Column::left("table", words(["departments", "employees", ""])),
            Column::right("rows", words(["12", "150", "162"])),
        ];
        let wide = "database      table        rows\n\
                    employees_db  departments    12\n\
                    employees_db  employees     150\n\
                    total                       162\n";
        let headed = "  table        rows\n\
                      employees_db\n\
                      \u{20} departments    12\n\
                      \u{20} employees     150\n\
                      total\n\
                      \u{20}               162\n";
        let blocks = "database  employees_db\ntable     departments\nrows      12\n\n\
                      database  employees_db\ntable     employees\nrows      150\n\n\
                      database  total\nrows      162\n";
        for (width, wanted) in [
            (None, wide),
            (Some(31), wide),
            (Some(30), headed),
            (Some(19), headed),
            (Some(18), blocks),
        ] {
            assert_eq!(fit_to(&columns, width), wanted, "{width:?}");
        }
    }

    #[test]
    fn control_characters_of_cells_are_shown_not_obeyed() {
        let column = Column::left("name", ["a\u{1b}[31mb\n".to_string()]);
        assert_eq!(fit_to(&[column], None), "name\na\\u{1b}[31mb\\n\n");
    }
}
