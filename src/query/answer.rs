//! Query results, received row by row.

use crate::error::Result;
use crate::terminal;
use rusqlite::types::Value;

/// Display format of a result column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnFormat {
    /// As is.
    Plain,
    /// 0 and 1 as `false` and `true`.
    Boolean,
    /// With this many decimal places.
    Decimals(usize),
    /// Text that holds a number.
    Number,
}

/// Name and display format of a result column.
pub type Head = (String, ColumnFormat);

/// Receives the rows of a query as they are produced.
pub trait AnswerSink {
    /// Receives the columns: called once, before the first row, even if there are no rows.
    ///
    /// # Errors
    ///
    /// Fails when the columns cannot be written.
    fn head(&mut self, columns: Vec<Head>) -> Result<()>;

    /// Receives the next row. Returns false to stop the query.
    ///
    /// # Errors
    ///
    /// Fails when the row cannot be written.
    fn row(&mut self, row: Vec<Value>) -> Result<bool>;
}

/// A complete query result in memory.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The columns.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

impl AnswerSink for Answer {
    fn head(&mut self, columns: Vec<Head>) -> Result<()> {
        self.columns = columns;
        Ok(())
    }

    fn row(&mut self, row: Vec<Value>) -> Result<bool> {
        self.rows.push(row);
        Ok(true)
    }
}

impl Answer {
    /// Creates a result with plain columns.
    pub fn plain<const N: usize>(columns: [&str; N], rows: Vec<[Value; N]>) -> Answer {
        Answer {
            columns: columns
                .map(|name| (name.to_string(), ColumnFormat::Plain))
                .to_vec(),
            rows: rows.into_iter().map(Vec::from).collect(),
        }
    }

    /// Sends the whole result to a sink.
    ///
    /// # Errors
    ///
    /// Fails when the sink does.
    pub fn give(self, to: &mut dyn AnswerSink) -> Result<()> {
        to.head(self.columns)?;
        for row in self.rows {
            if !to.row(row)? {
                break;
            }
        }
        Ok(())
    }
}

/// Formats a value on one line, with NULL spelled out.
pub fn words(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_string(),
        other => escaped(&cell(other, ColumnFormat::Plain)),
    }
}

/// Maximum number of characters of a text that is shown.
const LONGEST: usize = 200;

/// Formats text on one line, truncated and without terminal control sequences.
pub fn escaped(text: &str) -> String {
    let mut shown = terminal::escape(text);
    if let Some((end, _)) = shown.char_indices().nth(LONGEST) {
        shown.truncate(end);
        shown += "...";
    }
    shown
}

/// Rounds away binary representation error: 12.58 instead of 12.579999999999998 for 36.5 - 23.92.
pub(super) fn rounded(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

/// Formats a value as psql does, except that booleans are `true` and `false` as in the CSV files.
pub(super) fn cell(value: &Value, shown: ColumnFormat) -> String {
    match (value, shown) {
        (Value::Null, _) => String::new(),
        (Value::Integer(n), ColumnFormat::Boolean) => (*n != 0).to_string(),
        (Value::Integer(n), _) => n.to_string(),
        (Value::Real(x), ColumnFormat::Decimals(places)) => format!("{x:.places$}"),
        (Value::Real(x), _) => rounded(*x).to_string(),
        (Value::Text(text), _) => text.clone(),
        (Value::Blob(bytes), _) => String::from_utf8_lossy(bytes).into_owned(),
    }
}
