//! Loads a table's file into the engine and reports every deviation from the declaration.

use super::answer::escaped;
use super::cell::{EngineValue, quote, typed};
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

/// A fault in a table's file.
#[derive(Clone, Debug)]
pub struct TableFault {
    /// The check that found it.
    pub check: FaultKind,
    /// Position, expected, and actual value.
    pub message: String,
}

/// Time limit of a query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    /// Duration of the limit.
    pub limit: Duration,
    /// End of the limit; None if it cannot be represented.
    pub end: Option<Instant>,
}

impl Deadline {
    /// Returns whether the time is up.
    pub fn passed(self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }

    /// Builds the error for a query that exceeded its limit.
    pub fn error(self) -> Error {
        let seconds = self.limit.as_secs_f64();
        let line =
            format!("query: stopped after {seconds} s, the time limit; raise it with --timeout");
        Error::new(ErrorKind::Interrupted, line)
    }
}

/// Checks made while a file is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file exists.
    Missing,
    /// The file is readable to its end and has as many rows as the manifest states.
    File,
    /// Header and line format.
    Form,
    /// Fields conform to the declared type, nullability, and allowed values.
    Type,
    /// Rows are sorted by key.
    Order,
}

/// State of loading one file.
struct Loading<'a> {
    table: &'static Table,
    path: &'a str,
    /// Whether the file could not be read to its end.
    broken: bool,
    deadline: Option<Deadline>,
    report: &'a mut dyn FnMut(TableFault),
}

/// Loads a table's file; returns false if nothing in it is readable. A row's rowid is its line number.
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
            format!("{path}: expected {wanted} rows according to the manifest, found {rows}"),
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

    /// Advances to the next record, reporting formatting errors; returns false if there is none.
    fn advance<R: BufRead>(&mut self, records: &mut Records<R>) -> bool {
        let path = self.path;
        match records.advance() {
            Ok(false) => return false,
            Err(error) => {
                let line = records.line();
                self.broken = true;
                let message = match Format::from_path(path).method() {
                    Some(method) => format!("{path}:{line}: {}", unzip::wrong(method, &error)),
                    None => format!("{path}:{line}: cannot continue reading: {error}"),
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

    /// Returns whether the file starts with the declared header.
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
            .map_or("the end of the line".to_string(), |f| quote(f));
        let message = format!(
            "{path}:1: header, field {}: expected {wanted}, found {found}",
            at + 1
        );
        self.fault(FaultKind::Form, message);
        false
    }

    /// Inserts all records and returns their number.
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

    /// Reports a key that does not sort after the previous one.
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
