//! Tables of text for people, with columns that `awk` can take apart.

use dhub::bundle::Manifest;
use std::fmt::Write as _;

/// What a manifest says of each table, and of all; `state` adds a last column.
pub fn tables(manifest: &Manifest, state: Option<&dyn Fn(&str) -> &'static str>) -> String {
    let mut rows = vec![["database", "table", "rows", "bytes", "file"].map(String::from)];
    for resource in &manifest.resources {
        rows.push([
            resource.database.clone(),
            resource.name.clone(),
            resource.rows.to_string(),
            resource.stored.bytes.to_string(),
            state.map_or("", |state| state(&resource.path)).to_string(),
        ]);
    }
    let stored: u64 = manifest
        .resources
        .iter()
        .map(|resource| resource.stored.bytes)
        .sum();
    let total = [
        "total",
        "",
        &manifest.dhub.rows.to_string(),
        &stored.to_string(),
        "",
    ];
    rows.push(total.map(String::from));
    if state.is_none() {
        rows.iter_mut().for_each(|row| row[4].clear());
    }
    align(&rows)
}

/// The columns side by side, text to the left, the third and fourth to the right.
fn align(rows: &[[String; 5]]) -> String {
    let mut widths = [0; 5];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.len());
        }
    }
    let mut text = String::new();
    for [database, table, count, bytes, file] in rows {
        let start = text.len();
        let _ = write!(
            text,
            "{database:0$}  {table:1$}  {count:>2$}  {bytes:>3$}  {file}",
            widths[0], widths[1], widths[2], widths[3],
        );
        text.truncate(start + text[start..].trim_end().len());
        text.push('\n');
    }
    text
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
