//! Tables of text for people, with columns that `awk` can take apart.

use dhub::bundle::{Manifest, Resource};

/// A column of text: its head, then a cell for each row.
pub struct Column {
    cells: Vec<String>,
    right: bool,
}

impl Column {
    /// Words, to the left.
    pub fn left(head: &str, cells: impl IntoIterator<Item = String>) -> Column {
        Column::new(head, cells, false)
    }

    /// Numbers, to the right.
    pub fn right(head: &str, cells: impl IntoIterator<Item = String>) -> Column {
        Column::new(head, cells, true)
    }

    fn new(head: &str, cells: impl IntoIterator<Item = String>, right: bool) -> Column {
        let head = std::iter::once(head.to_string());
        Column {
            cells: head.chain(cells).collect(),
            right,
        }
    }
}

/// What a manifest says of each table, and of all; `more` has columns with a cell for each table.
pub fn tables(manifest: &Manifest, more: Vec<Column>) -> String {
    let resources = &manifest.resources;
    let bytes: u64 = resources.iter().map(|one| one.stored.bytes).sum();
    let column = |head: &str, cell: fn(&Resource) -> String, total: String, right: bool| {
        Column::new(head, resources.iter().map(cell).chain([total]), right)
    };
    let mut columns = vec![
        column(
            "database",
            |one| one.database.clone(),
            "total".into(),
            false,
        ),
        column("table", |one| one.name.clone(), String::new(), false),
        column(
            "rows",
            |one| one.rows.to_string(),
            manifest.dhub.rows.to_string(),
            true,
        ),
        column(
            "bytes",
            |one| one.stored.bytes.to_string(),
            bytes.to_string(),
            true,
        ),
    ];
    columns.extend(more);
    align(&columns)
}

/// The columns side by side; one that is shorter than the others ends earlier.
fn align(columns: &[Column]) -> String {
    let width = |column: &Column| column.cells.iter().map(String::len).max().unwrap_or(0);
    let widths: Vec<usize> = columns.iter().map(width).collect();
    let rows = columns.iter().map(|column| column.cells.len()).max();
    let line = |row: usize| {
        let cells = columns.iter().zip(&widths).map(|(column, &width)| {
            let cell = column.cells.get(row).map_or("", String::as_str);
            if column.right {
                format!("{cell:>width$}")
            } else {
                format!("{cell:width$}")
            }
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        line.trim_end().to_string() + "\n"
    };
    (0..rows.unwrap_or(0)).map(line).collect()
}

/// What a bundle was made of, in a line.
pub fn origin(manifest: &Manifest) -> String {
    let origin = &manifest.dhub;
    let what = match origin.part {
        None => "bundle".to_string(),
        Some(part) => format!("part {part}"),
    };
    format!(
        "{what} {}: seed {}, scale {}, as of {}, {} customers, {} employees, data version {}\n",
        origin.bundle,
        origin.seed,
        origin.scale,
        origin.as_of,
        origin.customers,
        origin.employees,
        origin.data_version,
    )
}
