//! Prints query results for people and programs. CSV and JSON are streamed in constant memory.

use super::answer::{AnswerSink, ColumnFormat, Head, cell, rounded};
use crate::error::{Error, Result};
use crate::terminal::table::{self, TextColumn};
use crate::terminal::{self, escape_json};
use rusqlite::types::Value;
use serde_json::{Map, Number};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Output format of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintFormat {
    /// Aligned columns for people.
    Table,
    /// CSV with a header; NULL is an empty field.
    Csv,
    /// A JSON array of objects.
    Json,
}

/// Maximum number of rows in a table, which is laid out in memory.
pub const MAX_ROWS: usize = 10_000;
/// Approximate maximum size of a table, in bytes.
const MAX_BYTES: usize = 16 << 20;

/// Summary of what was printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Number of rows printed.
    pub rows: u64,
    /// Whether a table was truncated.
    pub more: bool,
}

/// Prints a query result.
pub struct Printer<W: Write> {
    out: Out<W>,
    format: PrintFormat,
    /// Width of the terminal, if the output is one.
    terminal: Option<usize>,
    columns: Vec<Head>,
    /// Unique column names, for JSON.
    names: Vec<String>,
    /// Rows of a table, kept for layout.
    kept: Vec<Vec<Value>>,
    bytes: usize,
    printed: Printed,
    /// Whether the reader has closed the pipe.
    gone: bool,
}

enum Out<W: Write> {
    Text(W),
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> Printer<W> {
    /// Creates a printer. `terminal` is the width of the terminal, if `out` is one: tables wider than that are printed one field
    /// per line, and CSV escapes control characters, as tables always do.
    pub fn new(out: W, format: PrintFormat, terminal: Option<usize>) -> Printer<W> {
        Printer {
            out: match format {
                PrintFormat::Csv => Out::Csv(Box::new(csv::Writer::from_writer(out))),
                PrintFormat::Table | PrintFormat::Json => Out::Text(out),
            },
            format,
            terminal,
            columns: Vec::new(),
            names: Vec::new(),
            kept: Vec::new(),
            bytes: 0,
            printed: Printed::default(),
            gone: false,
        }
    }

    /// Completes the output. A closed pipe, as with `head`, is not an error.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn finish(mut self) -> Result<Printed> {
        if self.gone {
            return Ok(self.printed);
        }
        let text = match self.format {
            PrintFormat::Csv => String::new(),
            PrintFormat::Json if self.printed.rows == 0 => "[]\n".to_string(),
            PrintFormat::Json => "\n]\n".to_string(),
            PrintFormat::Table => self.table(),
        };
        self.write(|out| match out {
            Out::Csv(out) => out.flush(),
            Out::Text(out) => out.write_all(text.as_bytes()).and_then(|()| out.flush()),
        })?;
        Ok(self.printed)
    }

    fn write(&mut self, write: impl FnOnce(&mut Out<W>) -> io::Result<()>) -> Result<()> {
        match write(&mut self.out) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.gone = true,
            written => written.map_err(Error::at("write", Path::new("stdout")))?,
        }
        Ok(())
    }

    fn record(&mut self, fields: Vec<String>) -> Result<()> {
        let fields = match self.terminal {
            Some(_) => fields.iter().map(|field| terminal::escape(field)).collect(),
            None => fields,
        };
        self.write(|out| match out {
            Out::Csv(out) => out.write_record(fields).map_err(io::Error::from),
            Out::Text(_) => Ok(()),
        })
    }

    fn table(&self) -> String {
        let mut text = table::ruled(&columns(&self.columns, &self.kept), self.terminal);
        let rows = self.printed.rows;
        let unit = if rows == 1 { "row" } else { "rows" };
        text += &match self.printed.more {
            true => format!("(first {rows} {unit}; --format csv or json prints all)\n"),
            false => format!("({rows} {unit})\n"),
        };
        text
    }
}

impl<W: Write> AnswerSink for Printer<W> {
    fn head(&mut self, columns: Vec<Head>) -> Result<()> {
        self.names = unique_names(columns.iter().map(|(name, _)| name.as_str()));
        self.columns = columns;
        if self.format == PrintFormat::Csv {
            let names = self.columns.iter().map(|(name, _)| name.clone());
            self.record(names.collect())?;
        }
        Ok(())
    }

    fn row(&mut self, row: Vec<Value>) -> Result<bool> {
        for (value, (name, _)) in row.iter().zip(&self.columns) {
            if let Value::Real(x) = value
                && !x.is_finite()
            {
                return Err(Error::query(format!(
                    "query: column {}, row {}: expected a finite number, found {x}",
                    terminal::escape(name),
                    self.printed.rows + 1
                )));
            }
        }
        match self.format {
            PrintFormat::Table => {
                if self.kept.len() >= MAX_ROWS || self.bytes >= MAX_BYTES {
                    self.printed.more = true;
                    return Ok(false);
                }
                self.bytes += row.iter().map(bytes).sum::<usize>();
                self.kept.push(row);
            }
            PrintFormat::Csv => {
                let cells = row.iter().zip(&self.columns);
                let cells = cells.map(|(value, (_, shown))| cell(value, *shown));
                self.record(cells.collect())?;
            }
            PrintFormat::Json => {
                let begin = if self.printed.rows == 0 { "[\n" } else { ",\n" };
                let text = begin.to_string() + &object(&row, &self.columns, &self.names)?;
                self.write(|out| match out {
                    Out::Text(out) => out.write_all(text.as_bytes()),
                    Out::Csv(_) => Ok(()),
                })?;
            }
        }
        self.printed.rows += 1;
        Ok(!self.gone)
    }
}

/// Estimates the size of a value in memory and in a table, in bytes.
fn bytes(value: &Value) -> usize {
    32 + match value {
        Value::Text(text) => text.len(),
        Value::Blob(bytes) => bytes.len(),
        _ => 0,
    }
}

/// Renders a row as a JSON object, indented by two spaces.
fn object(row: &[Value], columns: &[Head], names: &[String]) -> Result<String> {
    let value = |value: &Value, shown: ColumnFormat| match (value, shown) {
        (Value::Null, _) => serde_json::Value::Null,
        (Value::Integer(n), ColumnFormat::Boolean) => (*n != 0).into(),
        (Value::Integer(n), _) => (*n).into(),
        (Value::Real(x), _) => {
            Number::from_f64(rounded(*x)).map_or(serde_json::Value::Null, serde_json::Value::Number)
        }
        (Value::Text(text), ColumnFormat::Number) => serde_json::from_str(text)
            .map_or_else(|_| text.clone().into(), serde_json::Value::Number),
        (other, shown) => cell(other, shown).into(),
    };
    let object: Map<String, serde_json::Value> = row
        .iter()
        .zip(columns)
        .zip(names)
        .map(|((v, (_, shown)), name)| (name.clone(), value(v, *shown)))
        .collect();
    let text = serde_json::to_string_pretty(&object)
        .map_err(|e| Error::query(format!("query: cannot be shown as JSON: {e}")))?;
    let mut indented = String::with_capacity(text.len() + 64);
    for line in text.lines() {
        indented.push_str(if indented.is_empty() { "  " } else { "\n  " });
        indented.push_str(&escape_json(line));
    }
    Ok(indented)
}

/// Makes names unique: the second `count` becomes `count_2`.
fn unique_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
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

/// Arranges rows as text columns, with numbers right-aligned.
fn columns(heads: &[Head], rows: &[Vec<Value>]) -> Vec<TextColumn> {
    let column = |(i, (name, shown)): (usize, &Head)| {
        let cells = rows.iter().map(|row| cell(&row[i], *shown));
        let number =
            |row: &Vec<Value>| matches!(row[i], Value::Integer(_) | Value::Real(_) | Value::Null);
        let numbers =
            *shown != ColumnFormat::Boolean && !rows.is_empty() && rows.iter().all(number);
        match *shown == ColumnFormat::Number || numbers {
            true => TextColumn::right(name, cells),
            false => TextColumn::left(name, cells),
        }
    };
    heads.iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::super::answer::Answer;
    use super::*;
    use crate::terminal::controls_terminal;

    fn printed(answer: &Answer, format: PrintFormat, terminal: Option<usize>) -> (String, Printed) {
        let mut out = Vec::new();
        let mut printer = Printer::new(&mut out, format, terminal);
        answer.clone().give(&mut printer).unwrap();
        let printed = printer.finish().unwrap();
        (String::from_utf8(out).unwrap(), printed)
    }

    fn answer() -> Answer {
        let text = Value::Text("a\nb\u{1b}[31m\u{9b}\u{202e}".to_string());
        Answer::plain(["x", "y"], vec![[Value::Real(36.5 - 23.92), text]])
    }

    #[test]
    fn values_are_shown_on_one_line_without_control_characters() {
        let (table, _) = printed(&answer(), PrintFormat::Table, None);
        let shown = "a\\nb\\u{1b}[31m\\u{9b}\\u{202e}";
        assert!(table.contains(&format!(" 12.58 | {shown}\n")), "{table}");
        let (csv, _) = printed(&answer(), PrintFormat::Csv, None);
        assert_eq!(csv, "x,y\n12.58,\"a\nb\u{1b}[31m\u{9b}\u{202e}\"\n");
        let (csv, _) = printed(&answer(), PrintFormat::Csv, Some(80));
        assert_eq!(csv, format!("x,y\n12.58,{shown}\n"));
        let (json, _) = printed(&answer(), PrintFormat::Json, Some(80));
        assert!(
            !json.chars().any(|c| c != '\n' && controls_terminal(c)),
            "{json}"
        );
        let read: Vec<Map<String, serde_json::Value>> = serde_json::from_str(&json).unwrap();
        assert_eq!(read[0]["y"], "a\nb\u{1b}[31m\u{9b}\u{202e}");
    }

    #[test]
    fn json_is_written_as_one_pretty_array() {
        let rows = |n| (0..n).map(|i| [Value::Integer(i)]).collect();
        for n in 0..3 {
            let (json, _) = printed(&Answer::plain(["n"], rows(n)), PrintFormat::Json, None);
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(json, serde_json::to_string_pretty(&read).unwrap() + "\n");
        }
    }

    #[test]
    fn a_table_wider_than_the_terminal_has_one_field_per_line() {
        let row = [Value::Integer(7), Value::Text("x".repeat(30))];
        let wide = Answer::plain(["number", "text"], vec![row]);
        let (table, _) = printed(&wide, PrintFormat::Table, Some(30));
        let text = "x".repeat(30);
        assert_eq!(
            table,
            format!("-[ row 1 ]-\nnumber | 7\ntext   | {text}\n(1 row)\n")
        );
        let (table, _) = printed(&wide, PrintFormat::Table, Some(43));
        assert!(table.starts_with(" number | text"), "{table}");
    }

    #[test]
    fn a_truncated_table_says_so() {
        let rows = (0..20_000).map(|i| [Value::Integer(i)]).collect();
        let long = Answer::plain(["n"], rows);
        let (table, end) = printed(&long, PrintFormat::Table, None);
        assert_eq!((end.rows, end.more), (10_000, true));
        assert!(
            table.ends_with(" 9999\n(first 10000 rows; --format csv or json prints all)\n"),
            "{}",
            &table[table.len() - 80..]
        );
        let (csv, end) = printed(&long, PrintFormat::Csv, None);
        assert_eq!((csv.lines().count(), end.rows), (20_001, 20_000));
        let text = Value::Text("x".repeat(9 << 20));
        let big = Answer::plain(["t"], vec![[text.clone()], [text.clone()], [text]]);
        assert_eq!(printed(&big, PrintFormat::Table, None).1.rows, 2);
    }

    #[test]
    fn non_finite_numbers_are_refused() {
        for x in [f64::INFINITY, f64::NEG_INFINITY] {
            for format in [PrintFormat::Table, PrintFormat::Csv, PrintFormat::Json] {
                let mut printer = Printer::new(Vec::new(), format, None);
                let given = Answer::plain(["x"], vec![[Value::Real(x)]]).give(&mut printer);
                let error = given.unwrap_err().to_string();
                assert!(error.contains("expected a finite number"), "{error}");
            }
        }
    }

    #[test]
    fn columns_with_the_same_name_are_all_in_the_json() {
        let names = ["count", "count", "count_2", "n", "count"];
        assert_eq!(
            unique_names(names.into_iter()),
            ["count", "count_2", "count_2_2", "n", "count_3"]
        );
    }
}
