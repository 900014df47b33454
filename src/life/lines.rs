//! A life for programs: one line per row as CSV, or one object per row as JSON.

use super::{Event, Life};
use crate::bundle::csv;
use crate::values::SqlType;
use serde_json::Value;

/// Columns of the CSV, and member names of the JSON.
const COLUMNS: [&str; 6] = ["time", "database", "table", "key", "summary", "row"];

impl Life {
    /// Renders one line per row: time, database, table (without the database), key, a sentence about the row, and the row as
    /// JSON.
    pub fn csv(&self) -> String {
        let mut text = COLUMNS.join(",").into_bytes();
        text.push(b'\n');
        for event in &self.events {
            let (table, summary, row) = (event.table(), self.summary(event), event.json());
            let cells = [
                event.time(),
                table.database,
                table.name,
                event.key(),
                &summary,
                &row,
            ];
            for (at, cell) in cells.into_iter().enumerate() {
                if at > 0 {
                    text.push(b',');
                }
                csv::push(cell.as_bytes(), &mut text);
            }
            text.push(b'\n');
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Renders an array of objects, one per line; `row` is an object.
    pub fn json(&self) -> String {
        let object = |event: &Event| {
            let (table, summary) = (event.table(), self.summary(event));
            let cells = [
                event.time(),
                table.database,
                table.name,
                event.key(),
                &summary,
            ];
            let cells = cells.map(|cell| Value::from(cell).to_string());
            let cells = cells.into_iter().chain([event.json()]);
            let pairs: Vec<String> = (COLUMNS.iter().zip(cells))
                .map(|(name, cell)| format!("\"{name}\":{cell}"))
                .collect();
            format!("{{{}}}", pairs.join(","))
        };
        let objects: Vec<String> = self.events.iter().map(object).collect();
        format!("[\n{}\n]\n", objects.join(",\n"))
    }
}

impl Event {
    /// Renders the row as a JSON object, with its columns in order. Numbers keep all decimal places.
    pub fn json(&self) -> String {
        let columns = self.table().columns.iter().zip(&self.fields);
        let pairs = columns.map(|(column, field)| {
            let value = match (field.as_deref(), column.sql) {
                (None, _) => "null".to_string(),
                (Some(text), SqlType::Text | SqlType::Date | SqlType::Timestamp) => {
                    Value::from(text).to_string()
                }
                (Some(literal), _) => literal.to_string(),
            };
            format!("\"{}\":{value}", column.name)
        });
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    }
}
