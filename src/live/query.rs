//! Runs user queries on the server and returns results in the same form as the embedded engine.

use super::psql::{Failure, timed_out};
use super::{Layout, Live, NULL, Rights};
use crate::error::{Error, Result};
use crate::query::answer::{AnswerSink, ColumnFormat};
use crate::schema::literal;
use crate::tables::DATABASES;
use rusqlite::types::Value;
use std::io;
use std::time::Duration;

/// Number of rows per FETCH.
const BATCH: u32 = 1000;

impl Live {
    /// Runs a query and passes rows to a sink as they arrive. It runs in `database`, or, with the schemas layout, with that
    /// schema first in the search path. After `limit`, the query is canceled.
    ///
    /// # Errors
    ///
    /// Fails when psql or the server reports an error (including an attempt to write), when time is up, or when the sink fails.
    pub fn answer(
        &self,
        database: Option<&str>,
        sql: &str,
        limit: Option<Duration>,
        to: &mut dyn AnswerSink,
    ) -> Result<()> {
        let database = match (database, self.layout) {
            (Some(name), _) => name,
            (None, Layout::Schemas) => "",
            (None, Layout::Databases) => {
                return Err(Error::usage(format!(
                    "--live: expected --database, one of {}: each is a separate database",
                    DATABASES.join(", ")
                )));
            }
        };
        let mut psql = self.start(&self.home(database), Rights::Read, limit)?;
        psql.write(&(self.search_path(database) + &asking(sql)));
        // psql flushes its output at the end of a fetch, so the marker of a fetch arrives together with the next one: stay one
        // fetch ahead.
        psql.write(&fetch());
        psql.write(&fetch());
        let mut columns: Vec<(String, Kind)> = Vec::new();
        // `marks` counts markers seen, 0 before the description; `records` counts records since the last marker, including the
        // header.
        let (mut marks, mut records) = (0, 0);
        let mut complete = false;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(Shared(&mut psql));
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    drop(reader);
                    let late = matches!(error.kind(), csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::TimedOut);
                    psql.cancel();
                    return Err(match late {
                        true => timed_out(limit),
                        false => Error::server(format!("psql: {error}")),
                    });
                }
            }
            if record.len() == 1 && &record[0] == BREAK {
                if marks > 0 && records <= 1 {
                    complete = true;
                    break;
                }
                if marks > 0 {
                    reader.get_mut().0.write(&fetch());
                }
                (marks, records) = (marks + 1, 0);
                continue;
            }
            records += 1;
            match (marks, records) {
                (0, 1) => {} // header of the description
                (0, _) => columns.extend(described_column(&record)),
                (1, 1) => to.head(
                    columns
                        .iter()
                        .map(|(n, k)| (n.clone(), k.format()))
                        .collect(),
                )?,
                (_, 1) => {}
                _ => {
                    let kinds = columns.iter().zip(&record);
                    let row = kinds.map(|((_, kind), text)| kind.value(text)).collect();
                    if !to.row(row)? {
                        return Ok(());
                    }
                }
            }
        }
        drop(reader);
        match (psql.end()?, complete) {
            (Ok(()), true) => Ok(()),
            (Ok(()), false) => Err(Error::server(
                "psql: it ended before the result was complete",
            )),
            (Err(failure), _) => Err(explain(failure)),
        }
    }

    /// With the schemas layout, the other schemas follow `first` in the search path.
    fn search_path(&self, first: &str) -> String {
        match self.layout {
            Layout::Databases => String::new(),
            Layout::Schemas => {
                let (mut path, rest): (Vec<&str>, Vec<&str>) =
                    DATABASES.iter().partition(|&&name| name == first);
                path.extend(rest);
                format!("SET LOCAL search_path = {};\n", path.join(", "))
            }
        }
    }
}

/// Reads psql's output while its script can still be extended.
struct Shared<'a>(&'a mut super::psql::Psql);

impl io::Read for Shared<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.answer().read(buffer)
    }
}

/// Marker on its own line before the rows of each fetch.
const BREAK: &str = "\u{1}rows";

/// Renders the script that opens a query and describes its result. The query text is sent as a value and opened as a cursor,
/// which accepts a single statement that cannot write, so nothing in it can end the read-only transaction.
fn asking(sql: &str) -> String {
    format!(
        "SET LOCAL dhub.query = {};\n\
         DO $$ DECLARE answer refcursor := 'answer'; BEGIN OPEN answer FOR EXECUTE current_setting('dhub.query'); END $$;\n\
         FETCH ALL FROM answer \\gdesc\n",
        literal(sql)
    )
}

/// Renders the script that fetches the next rows.
fn fetch() -> String {
    format!("\\echo {BREAK}\nFETCH {BATCH} FROM answer;\n")
}

/// Explains a psql error, without the lines added by [`asking`], and with advice for known SQLSTATEs.
fn explain(failure: Failure) -> Error {
    let about = failure
        .message
        .split("\nQUERY:  ")
        .next()
        .unwrap_or_default();
    let about = about.split("\nCONTEXT:  ").next().unwrap_or_default();
    match failure.code.as_deref() {
        // Anything but a single statement that returns rows cannot be opened as a cursor.
        Some("42P11") => Error::query(format!(
            "query: refused, expected a single read-only statement; {about}"
        )),
        Some("25006") => Error::query(format!(
            "query: refused, it would write; queries are read-only; {about}"
        )),
        Some(_) => Error::query(format!("psql: {about}")),
        None => failure.into(),
    }
}

/// How to parse the text of a column.
#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Number,
    Boolean,
    Text,
}

/// Parses a row of psql's description into the name and kind of a column.
fn described_column(record: &csv::StringRecord) -> Option<(String, Kind)> {
    let (name, sql) = (record.get(0)?, record.get(1)?);
    let kind = match sql.split('(').next().unwrap_or_default() {
        "smallint" | "integer" | "bigint" => Kind::Integer,
        "numeric" | "real" | "double precision" => Kind::Number,
        "boolean" => Kind::Boolean,
        _ => Kind::Text,
    };
    Some((name.to_string(), kind))
}

impl Kind {
    fn format(self) -> ColumnFormat {
        match self {
            Kind::Boolean => ColumnFormat::Boolean,
            Kind::Number => ColumnFormat::Number,
            Kind::Integer | Kind::Text => ColumnFormat::Plain,
        }
    }

    fn value(self, text: &str) -> Value {
        let text_itself = || Value::Text(text.to_string());
        match self {
            _ if text == NULL => Value::Null,
            Kind::Integer => text.parse().map_or_else(|_| text_itself(), Value::Integer),
            Kind::Boolean => Value::Integer(i64::from(text == "t")),
            Kind::Number | Kind::Text => text_itself(),
        }
    }
}
