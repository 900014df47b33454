//! SQL over a bundle: an embedded SQLite whose tables are the bundle's files, loaded when a query first reads them.
//!
//! [`engine`] answers queries and only reads. [`source`] matches the files with their declarations, [`csv`](crate::bundle::csv) and
//! [`cell`] read them strictly, [`load`] fills a table and reports whatever is not as declared. [`answer`] takes what was
//! found, [`print`] prints it, [`describe`] shows what a table is made of. [`crate::verify`] runs its rules here; [`crate::live`] answers in the same form.

mod access;
mod aggregates;
pub mod answer;
pub mod cell;
pub mod describe;
pub mod engine;
mod explain;
pub mod functions;
pub mod hints;
pub mod load;
pub mod print;
pub mod source;

/// A text as a value of an answer.
pub fn value(text: &str) -> rusqlite::types::Value {
    rusqlite::types::Value::Text(text.to_string())
}
