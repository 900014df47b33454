//! SQL over a bundle: an embedded SQLite that loads the bundle's files as tables when a query first reads them.
//!
//! [`engine`] runs read-only queries. [`source`] matches files with declarations, [`csv`](crate::bundle::csv) and [`cell`] parse
//! them strictly, and [`load`] fills tables and reports deviations from the declarations. [`answer`] holds results, [`mod@print`]
//! prints them, and [`describe`] describes tables. [`crate::verify`] runs its rules on this engine; [`crate::live`] returns
//! results in the same form.

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
pub mod print;
pub mod source;
mod sqlite_error;

/// Wraps a text as a result value.
pub fn value(text: &str) -> rusqlite::types::Value {
    rusqlite::types::Value::Text(text.to_string())
}
