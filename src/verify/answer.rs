//! The answer to a query, printed for people and for programs.

use rusqlite::types::Value;
use serde_json::{Map, Number};

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

/// The answer to a query.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Names of the columns and how they are shown.
    pub columns: Vec<(String, Shown)>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people.
    Table,
    /// CSV with a header; NULL is the empty field.
    Csv,
    /// An array of objects.
    Json,
}

impl Answer {
    /// An answer that lists tables: database, table, rows.
    pub fn counts(tables: impl IntoIterator<Item = (String, String, i64)>) -> Answer {
        let row = |(database, table, rows)| {
            vec![
                Value::Text(database),
                Value::Text(table),
                Value::Integer(rows),
            ]
        };
        Answer {
            columns: ["database", "table", "rows"]
                .map(|name| (name.to_string(), Shown::Plain))
                .to_vec(),
            rows: tables.into_iter().map(row).collect(),
        }
    }

    /// The answer as text.
    ///
    /// # Errors
    ///
    /// When it cannot be written in that form.
    pub fn print(&self, format: Format) -> Result<String, String> {
        match format {
            Format::Table => Ok(as_table(self)),
            Format::Csv => as_csv(self),
            Format::Json => as_json(self),
        }
    }
}

/// A value in words, NULL included.
pub fn words(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_string(),
        other => cell(other, Shown::Plain),
    }
}

/// A value as psql shows it.
fn cell(value: &Value, shown: Shown) -> String {
    match (value, shown) {
        (Value::Null, _) => String::new(),
        (Value::Integer(n), Shown::Boolean) => if *n == 0 { "f" } else { "t" }.to_string(),
        (Value::Integer(n), _) => n.to_string(),
        (Value::Real(x), Shown::Decimals(places)) => format!("{x:.places$}"),
        (Value::Real(x), _) => x.to_string(),
        (Value::Text(text), _) => text.clone(),
        (Value::Blob(bytes), _) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn as_table(answer: &Answer) -> String {
    let rows: Vec<Vec<String>> = answer
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .zip(&answer.columns)
                .map(|(value, (_, shown))| cell(value, *shown).replace('\n', " "))
                .collect()
        })
        .collect();
    let header: Vec<String> = answer
        .columns
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    let width = |i: usize| {
        rows.iter()
            .chain([&header])
            .map(|row| row[i].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let number = |i: usize| {
        let is =
            |row: &Vec<Value>| matches!(row[i], Value::Integer(_) | Value::Real(_) | Value::Null);
        let shown = answer.columns[i].1;
        shown == Shown::Number
            || shown != Shown::Boolean && !answer.rows.is_empty() && answer.rows.iter().all(is)
    };
    let numbers: Vec<bool> = (0..header.len()).map(number).collect();
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(i, cell)| {
                let width = widths[i];
                if numbers[i] {
                    format!(" {cell:>width$} ")
                } else {
                    format!(" {cell:<width$} ")
                }
            })
            .collect();
        cells.join("|").trim_end().to_string() + "\n"
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    let body: String = rows.iter().map(|row| line(row)).collect();
    let count = rows.len();
    let unit = if count == 1 { "row" } else { "rows" };
    format!(
        "{}{}\n{body}({count} {unit})\n",
        line(&header),
        rule.join("+")
    )
}

fn as_csv(answer: &Answer) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |e: csv::Error| e.to_string();
    writer
        .write_record(answer.columns.iter().map(|(name, _)| name))
        .map_err(failed)?;
    for row in &answer.rows {
        writer
            .write_record(
                row.iter()
                    .zip(&answer.columns)
                    .map(|(value, (_, shown))| cell(value, *shown)),
            )
            .map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|e| e.to_string())?;
    String::from_utf8(bytes).map_err(|e| e.to_string())
}

fn as_json(answer: &Answer) -> Result<String, String> {
    let value = |value: &Value, shown: Shown| match (value, shown) {
        (Value::Null, _) => serde_json::Value::Null,
        (Value::Integer(n), Shown::Boolean) => (*n != 0).into(),
        (Value::Integer(n), _) => (*n).into(),
        (Value::Real(x), _) => {
            Number::from_f64(*x).map_or(serde_json::Value::Null, serde_json::Value::Number)
        }
        (Value::Text(text), Shown::Number) => serde_json::from_str(text)
            .map_or_else(|_| text.clone().into(), serde_json::Value::Number),
        (other, shown) => cell(other, shown).into(),
    };
    let object = |row: &Vec<Value>| -> Map<String, serde_json::Value> {
        row.iter()
            .zip(&answer.columns)
            .map(|(v, (name, shown))| (name.clone(), value(v, *shown)))
            .collect()
    };
    let objects: Vec<_> = answer.rows.iter().map(object).collect();
    Ok(serde_json::to_string_pretty(&objects).map_err(|e| e.to_string())? + "\n")
}
