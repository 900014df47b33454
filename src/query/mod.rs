//! SQL over a bundle: an embedded SQLite whose tables are the bundle's files, loaded when a query first reads them.
//!
//! [`engine`] answers queries and only reads. [`source`] matches the files with their declarations, [`csv`](crate::bundle::csv) and
//! [`cell`] read them strictly, [`load`] fills a table and reports whatever is not as declared. [`answer`] takes what was
//! found, [`mod@print`] prints it, [`describe`] shows what a table is made of. [`crate::verify`] runs its rules here; [`crate::live`] answers in the same form.

//!
//! ```
//! use dhub::bundle::{self, Bundle, Format, Options};
//! use dhub::plan::{DEFAULT_AS_OF, Plan};
//! use dhub::query::engine::Engine;
//! use rusqlite::types::Value;
//!
//! # let dir = tempfile::tempdir()?;
//! # let out = dir.path().to_path_buf();
//! let plan = Plan::new(42, DEFAULT_AS_OF, "0.05".parse()?, None, None)?;
//! let options = Options { out, format: Format::Csv, threads: 1, memory: 64 << 20, force: false };
//! bundle::write(plan, &options, &())?;
//!
//! let engine = Engine::open(Bundle::open(&options.out)?, Some("accounts_db"))?;
//! let answer = engine.query("SELECT count(*) AS customers FROM customers")?;
//! assert_eq!(answer.columns[0].0, "customers");
//! assert_eq!(answer.rows, [[Value::Integer(plan.customers.into())]]);
//! assert!(engine.query("DELETE FROM customers").is_err()); // queries only read
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access;
mod aggregates;
pub mod answer;
pub mod cell;
mod columns;
pub mod describe;
pub mod engine;
mod explain;
pub mod functions;
pub mod hints;
pub mod load;
mod mistake;
pub mod print;
pub mod source;

/// A text as a value of an answer.
pub fn value(text: &str) -> rusqlite::types::Value {
    rusqlite::types::Value::Text(text.to_string())
}
