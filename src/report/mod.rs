//! A bundle as one page in HTML for people who open it: what it is, pictures of its data, diagrams, statements, a dictionary
//! of every column, and what verify finds.
//!
//! The page needs no network and no script. Its figures are answers of the embedded [`Engine`], its diagrams and its dictionary
//! follow from the declarations. `chart` and `charts` draw the figures, `diagrams` the tables, `html` writes what is
//! common to all sections, `page` puts them together.

mod about;
mod chart;
mod charts;
mod diagrams;
mod dictionary;
mod html;
mod page;
mod statements;
mod verified;

use crate::bundle::{Bundle, Progress};
use crate::error::{Error, ErrorKind, Result};
use crate::export::{Destination, outside};
use crate::query::engine::Engine;
use rusqlite::types::Value;
use std::path::Path;

/// What has been written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// The size of the page.
    pub bytes: u64,
    /// Whether verify has nothing to find.
    pub sound: bool,
}

/// Writes the page of a bundle to `out`. Equal bundles give equal pages, whatever the number of threads.
///
/// # Errors
///
/// When `out` exists and `force` is not set, when it is inside the bundle, or when the page cannot be written.
pub fn write(
    bundle: &Bundle,
    out: &Path,
    force: bool,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Written> {
    // Refused before the work, not after it.
    outside(bundle, out)?;
    let destination = Destination::new(out, force)?;
    let (report, engine) = crate::verify::verify_and_keep(bundle, threads, progress)?;
    let data = Data(engine);
    let page = page::render(bundle.manifest(), &report, &data);
    let bytes = destination.text(|file| {
        let written = file.write_all(page.as_bytes());
        written.map_err(crate::export::unwritten(out))
    })?;
    Ok(Written {
        bytes,
        sound: report.ok,
    })
}

/// The rows of a bundle.
struct Data(Engine);

impl Data {
    /// The answer to a query, in cells. There is none from a table that could not be read, in which verify sees no rows.
    fn rows(&self, sql: &str) -> Result<Vec<Cells>> {
        let mut read = self.0.reads(sql)?.into_iter();
        if let Some(table) = read.find(|table| self.0.unreadable(table)) {
            let line = format!(
                "the file of {}.{} is missing or no table",
                table.database, table.name
            );
            return Err(Error::new(ErrorKind::Damaged, line));
        }
        let answer = self.0.query(sql)?;
        Ok(answer.rows.into_iter().map(Cells).collect())
    }
}

/// A row of an answer.
struct Cells(Vec<Value>);

impl Cells {
    /// A number; zero where there is none.
    fn number(&self, place: usize) -> f64 {
        match self.0.get(place) {
            Some(Value::Integer(n)) => *n as f64,
            Some(Value::Real(x)) => *x,
            _ => 0.0,
        }
    }

    /// A whole number; zero where there is none.
    fn count(&self, place: usize) -> u64 {
        match self.0.get(place) {
            Some(Value::Integer(n)) => u64::try_from(*n).unwrap_or(0),
            _ => 0,
        }
    }

    /// A text; empty where there is none.
    fn text(&self, place: usize) -> &str {
        match self.0.get(place) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }
}
