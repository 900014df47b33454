//! The answer to a query, taken row by row.

use crate::error::Result;
use crate::terminal;
use rusqlite::types::Value;

/// How a column of an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As the value stands.
    Plain,
    /// 0 and 1 as f and t.
    Boolean,
    /// With this many decimals.
    Decimals(usize),
    /// The text of a number.
    Number,
}

/// The name of a column of an answer, and how it is shown.
pub type Head = (String, Shown);

/// Takes an answer as it comes.
pub trait AnswerSink {
    /// The columns: once, before the first row, also where there is no row.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    fn head(&mut self, columns: Vec<Head>) -> Result<()>;

    /// The next row. False if it is the last one that is wanted.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    fn row(&mut self, row: Vec<Value>) -> Result<bool>;
}

/// The whole answer to a query, in memory.
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
    /// An answer of plain columns.
    pub fn plain<const N: usize>(columns: [&str; N], rows: Vec<[Value; N]>) -> Answer {
        Answer {
            columns: columns
                .map(|name| (name.to_string(), Shown::Plain))
                .to_vec(),
            rows: rows.into_iter().map(Vec::from).collect(),
        }
    }

    /// Hands everything on.
    ///
    /// # Errors
    ///
    /// When the receiver cannot take it.
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

/// A value in words on one line, NULL included.
pub fn words(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_string(),
        other => escaped(&cell(other, Shown::Plain)),
    }
}

/// How much of a text is shown at most, in characters.
const LONGEST: usize = 200;

/// A text on one line, of bearable length, with nothing that would steer a terminal.
pub fn escaped(text: &str) -> String {
    let mut shown = terminal::shown(text);
    if let Some((end, _)) = shown.char_indices().nth(LONGEST) {
        shown.truncate(end);
        shown += "...";
    }
    shown
}

/// A number without the traces of binary arithmetic: 12.58, where 36.5 - 23.92 leaves 12.579999999999998.
pub(super) fn rounded(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

/// A value as psql shows it, but for booleans, which are `true` and `false` as in the files.
pub(super) fn cell(value: &Value, shown: Shown) -> String {
    match (value, shown) {
        (Value::Null, _) => String::new(),
        (Value::Integer(n), Shown::Boolean) => (*n != 0).to_string(),
        (Value::Integer(n), _) => n.to_string(),
        (Value::Real(x), Shown::Decimals(places)) => format!("{x:.places$}"),
        (Value::Real(x), _) => rounded(*x).to_string(),
        (Value::Text(text), _) => text.clone(),
        (Value::Blob(bytes), _) => String::from_utf8_lossy(bytes).into_owned(),
    }
}
