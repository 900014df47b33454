//! Filling a table of the engine from its file, with a report of everything in the file that is not as declared.

use super::answer::escaped;
use super::cell::{EngineValue, shown, typed};
use super::source::{BundleTables, StoredTable};
use crate::bundle::Format;
use crate::bundle::csv::Records;
use crate::bundle::unzip;
use crate::error::{Error, ErrorKind};
use crate::tables::Table;
use crate::values::order::compare;
use rusqlite::{Connection, Statement};
use std::io::BufRead;
use std::time::{Duration, Instant};

/// What is wrong in a table's file.
#[derive(Clone, Debug)]
pub struct TableFault {
    /// What kind of check found it.
    pub check: FaultKind,
    /// Where, and what was expected and found.
    pub message: String,
}

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    /// How long a query may take.
    pub limit: Duration,
    /// The end of that; None if it is too far away to be named.
    pub end: Option<Instant>,
}

impl Deadline {
    /// Whether the time is over.
    pub fn passed(self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }

    /// That it was over before the answer was complete.
    pub fn error(self) -> Error {
        let seconds = self.limit.as_secs_f64();
        let line = format!("query: stopped after {seconds} s, the time limit; allow it more");
        Error::new(ErrorKind::Interrupted, line)
    }
}

/// The kinds of checks that a file goes through while it is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file is there.
    Missing,
    /// It can be read to its end and has the rows of the manifest.
    File,
    /// The header and the form of the lines.
    Form,
    /// Each field has the type, NULLs and values that its column declares.
    Type,
    /// Rows stand in the order of their key.
    Order,
}

/// A file on its way into its table.
struct Loading<'a> {
    table: &'static Table,
    path: &'a str,
    /// Whether the file could not be read to its end.
    broken: bool,
    deadline: Option<Deadline>,
    report: &'a mut dyn FnMut(TableFault),
}

/// Fills a table from its file; false when nothing in it can be read. The rowid of a row is its line.
pub(super) fn fill(
    db: &Connection,
    source: &BundleTables,
    stored: &StoredTable,
    deadline: Option<Deadline>,
    report: &mut dyn FnMut(TableFault),
) -> rusqlite::Result<bool> {
    let mut loading = Loading {
        table: stored.table,
        path: &stored.path,
        broken: false,
        deadline,
        report,
    };
    let mut records = match source.read(stored) {
        Ok(input) => Records::new(input),
        Err(error) => {
            loading.fault(FaultKind::Missing, error.to_string());
            return Ok(false);
        }
    };
    if !loading.header(&mut records) {
        return Ok(false);
    }
    let transaction = db.unchecked_transaction()?;
    let rows = loading.rows(&mut records, db.prepare(&insertion(stored.table))?)?;
    transaction.commit()?;
    if rows != stored.rows && !loading.broken {
        let (path, wanted) = (loading.path, stored.rows);
        loading.fault(
            FaultKind::File,
            format!("{path}: expected {wanted} rows after the manifest, found {rows}"),
        );
    }
    Ok(true)
}

fn insertion(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let places = vec!["?"; names.len() + 1].join(", ");
    let names = names.join(", ");
    format!(
        "INSERT INTO {}.{}(rowid, {names}) VALUES ({places})",
        table.database, table.name
    )
}

impl Loading<'_> {
    fn fault(&mut self, check: FaultKind, message: String) {
        (self.report)(TableFault { check, message });
    }

    /// Whether there is another record; what is wrong with its form is reported.
    fn advance<R: BufRead>(&mut self, records: &mut Records<R>) -> bool {
        let path = self.path;
        match records.advance() {
            Ok(false) => return false,
            Err(error) => {
                let line = records.line();
                self.broken = true;
                let message = match Format::of_path(path).method() {
                    Some(method) => format!("{path}:{line}: {}", unzip::wrong(method, &error)),
                    None => format!("{path}:{line}: cannot read on: {error}"),
                };
                self.fault(FaultKind::File, message);
                return false;
            }
            Ok(true) => {}
        }
        if let Some(fault) = records.fault() {
            let column = fault
                .field
                .checked_sub(1)
                .and_then(|i| self.table.columns.get(i))
                .map(|column| format!(", column {}", column.name));
            let (line, column) = (records.line(), column.unwrap_or_default());
            let message = format!("{path}:{line}{column}: {}", fault.message);
            self.fault(FaultKind::Form, message);
        }
        true
    }

    /// Whether the file begins with the declared header.
    fn header<R: BufRead>(&mut self, records: &mut Records<R>) -> bool {
        let path = self.path;
        if !self.advance(records) {
            if self.broken {
                return false;
            }
            let header = self.table.header();
            let message = format!(
                "{path}:1: expected the header {}, found an empty file",
                header.trim_end()
            );
            self.fault(FaultKind::Form, message);
            return false;
        }
        let found = records.texts();
        let columns = self.table.columns;
        let same = columns.iter().zip(&found).take_while(|(c, f)| c.name == *f);
        let at = same.count();
        if at == columns.len() && at == found.len() {
            return true;
        }
        let wanted = columns.get(at).map_or("the end of the header", |c| c.name);
        let found = found
            .get(at)
            .map_or("the end of the line".to_string(), |f| shown(f));
        let message = format!(
            "{path}:1: header, field {}: expected {wanted}, found {found}",
            at + 1
        );
        self.fault(FaultKind::Form, message);
        false
    }

    /// Inserts every record and gives their number.
    fn rows<R: BufRead>(
        &mut self,
        records: &mut Records<R>,
        mut insert: Statement<'_>,
    ) -> rusqlite::Result<u64> {
        let (path, columns) = (self.path, self.table.columns);
        let key = columns.iter().position(|c| c.key).unwrap_or_default();
        let mut previous: Option<Vec<u8>> = None;
        let mut rows = 0;
        while self.advance(records) {
            rows += 1;
            if rows % 4096 == 0 && self.deadline.is_some_and(Deadline::passed) {
                let interrupted = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_INTERRUPT);
                return Err(rusqlite::Error::SqliteFailure(interrupted, None));
            }
            let line = records.line();
            if records.len() != columns.len() {
                let (wanted, found) = (columns.len(), records.len());
                self.fault(
                    FaultKind::Form,
                    format!("{path}:{line}: expected {wanted} fields, found {found}"),
                );
                continue;
            }
            insert.raw_bind_parameter(1, line as i64)?;
            for (i, column) in columns.iter().enumerate() {
                let field = records.field(i);
                match typed(column, field) {
                    Ok(cell) => insert.raw_bind_parameter(i + 2, cell)?,
                    Err(message) => {
                        let name = column.name;
                        self.fault(
                            FaultKind::Type,
                            format!("{path}:{line}, column {name}: {message}"),
                        );
                        let text = field.map(String::from_utf8_lossy);
                        let cell = text.as_deref().map_or(EngineValue::Null, EngineValue::Text);
                        insert.raw_bind_parameter(i + 2, cell)?;
                    }
                }
            }
            insert.raw_execute()?;
            self.in_order(&mut previous, records.field(key).unwrap_or_default(), line);
        }
        Ok(rows)
    }

    /// Reports a key that does not come after the previous one.
    fn in_order(&mut self, previous: &mut Option<Vec<u8>>, key: &[u8], line: u64) {
        let column = self.table.key();
        if let Some(previous) = previous
            && compare(column.families, previous, key).is_ge()
        {
            let (before, after) = (
                String::from_utf8_lossy(previous),
                String::from_utf8_lossy(key),
            );
            let message = format!(
                "{}:{line}, column {}: expected a key after {}, found {}",
                self.path,
                column.name,
                escaped(&before),
                escaped(&after)
            );
            self.fault(FaultKind::Order, message);
        }
        let previous = previous.get_or_insert_default();
        previous.clear();
        previous.extend_from_slice(key);
    }
}
