//! Describes a bundle on one HTML page for people: what it is, charts of its data, diagrams, statements, a dictionary
//! of every column, and the results of verify.
//!
//! The page needs no network and no script. Its figures are query results of the embedded [`Engine`]; diagrams and dictionary
//! follow from the declarations. `chart` and `charts` draw the figures, `diagrams` the tables, `html` renders what is
//! common to all sections, and `page` combines them.

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

/// Result of writing a page.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Size of the page in bytes.
    pub bytes: u64,
    /// Whether verify has no findings.
    pub sound: bool,
}

/// Writes the page of a bundle to `out`. Equal bundles give equal pages, for any number of threads.
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
    // Refuse before doing the work.
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
    /// Runs a query. Fails if it reads a table that could not be read, which the engine treats as empty.
    fn rows(&self, sql: &str) -> Result<Vec<Cells>> {
        let mut read = self.0.reads(sql)?.into_iter();
        if let Some(table) = read.find(|table| self.0.unreadable(table)) {
            let line = format!(
                "the file of {}.{} is missing or unreadable",
                table.database, table.name
            );
            return Err(Error::new(ErrorKind::Damaged, line));
        }
        let answer = self.0.query(sql)?;
        Ok(answer.rows.into_iter().map(Cells).collect())
    }
}

/// A result row.
struct Cells(Vec<Value>);

impl Cells {
    /// Returns a number; zero for NULL.
    fn number(&self, place: usize) -> f64 {
        match self.0.get(place) {
            Some(Value::Integer(n)) => *n as f64,
            Some(Value::Real(x)) => *x,
            _ => 0.0,
        }
    }

    /// Returns a whole number; zero for NULL.
    fn count(&self, place: usize) -> u64 {
        match self.0.get(place) {
            Some(Value::Integer(n)) => u64::try_from(*n).unwrap_or(0),
            _ => 0,
        }
    }

    /// Returns a text; empty for NULL.
    fn text(&self, place: usize) -> &str {
        match self.0.get(place) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }
}
