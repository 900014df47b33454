//! The answer to a query, printed for people and for programs.

use rusqlite::types::Value;
use serde_json::{Map, Number};
use std::collections::BTreeSet;

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
    let mut shown = one_line(text);
    if let Some((end, _)) = shown.char_indices().nth(LONGEST) {
        shown.truncate(end);
        shown += "...";
    }
    shown
}

/// A text with its control characters written out, such as `\\n`.
fn one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_control() {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    shown
}

/// A number without the traces of binary arithmetic: 12.58, where 36.5 - 23.92 leaves 12.579999999999998.
fn rounded(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

/// A value as psql shows it.
fn cell(value: &Value, shown: Shown) -> String {
    match (value, shown) {
        (Value::Null, _) => String::new(),
        (Value::Integer(n), Shown::Boolean) => if *n == 0 { "f" } else { "t" }.to_string(),
        (Value::Integer(n), _) => n.to_string(),
        (Value::Real(x), Shown::Decimals(places)) => format!("{x:.places$}"),
        (Value::Real(x), _) => rounded(*x).to_string(),
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
                .map(|(value, (_, shown))| one_line(&cell(value, *shown)))
                .collect()
        })
        .collect();
    let header: Vec<String> = answer
        .columns
        .iter()
        .map(|(name, _)| one_line(name))
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
            Number::from_f64(rounded(*x)).map_or(serde_json::Value::Null, serde_json::Value::Number)
        }
        (Value::Text(text), Shown::Number) => serde_json::from_str(text)
            .map_or_else(|_| text.clone().into(), serde_json::Value::Number),
        (other, shown) => cell(other, shown).into(),
    };
    let names = apart(answer.columns.iter().map(|(name, _)| name.as_str()));
    let object = |row: &Vec<Value>| -> Map<String, serde_json::Value> {
        row.iter()
            .zip(&answer.columns)
            .zip(&names)
            .map(|((v, (_, shown)), name)| (name.clone(), value(v, *shown)))
            .collect()
    };
    let objects: Vec<_> = answer.rows.iter().map(object).collect();
    Ok(serde_json::to_string_pretty(&objects).map_err(|e| e.to_string())? + "\n")
}

/// Names of which no two are the same: the second `count` is `count_2`.
fn apart<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .map(|name| {
            let numbered = |n: usize| match n {
                1 => name.to_string(),
                n => format!("{name}_{n}"),
            };
            let free = (1..).map(numbered).find(|name| !taken.contains(name));
            let free = free.expect("there is always a higher number");
            taken.insert(free.clone());
            free
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_on_one_line_and_without_traces_of_arithmetic() {
        let rows = vec![vec![
            Value::Real(36.5 - 23.92),
            Value::Text("a\nb\u{1b}[31m".to_string()),
        ]];
        let columns = ["x", "y"].map(|name| (name.to_string(), Shown::Plain));
        let answer = Answer {
            columns: columns.to_vec(),
            rows,
        };
        let table = answer.print(Format::Table).unwrap();
        assert!(table.contains(" 12.58 | a\\nb\\u{1b}[31m\n"), "{table}");
        let csv = answer.print(Format::Csv).unwrap();
        assert_eq!(csv, "x,y\n12.58,\"a\nb\u{1b}[31m\"\n");
        assert_eq!(escaped(&"x".repeat(300)).len(), LONGEST + 3);
    }

    #[test]
    fn columns_of_the_same_name_are_all_in_the_json() {
        let names = ["count", "count", "count_2", "n", "count"];
        assert_eq!(
            apart(names.into_iter()),
            ["count", "count_2", "count_2_2", "n", "count_3"]
        );
    }
}
