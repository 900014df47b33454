//! dhub makes a whole retail bank out of one number.
//!
//! ```text
//! flags -> Plan -> Bank -> Life of each customer -> rows of the tables -> bytes per table -> bundle on disk
//! ```
//!
//! One direction, no way back. The modules, in that order:
//!
//! - [`plan`]: seed, as-of date and scale become counts.
//! - [`random`]: the only randomness, a function of (seed, stream name, row).
//! - [`values`]: money, dates, people, places: values that write themselves as CSV and show themselves as typed cells.
//! - [`tables`]: every table declared once, with its constraints; the catalogue.
//! - [`generate`]: the rules of the guide in three storeys: facts, a room per domain, and a roof that calls them in order.
//! - [`schema`]: the SQL of each database, rendered from the catalogue.
//! - `columnar`: tables as columns, for Parquet files and Arrow streams.
//! - [`bundle`]: the files on disk.
//! - `query`: SQL over a bundle's files, in an embedded SQLite that only reads.
//! - `verify`: checks a finished bundle against its declarations and the guide.
//! - [`life`]: everything about one customer in time order, from the files or straight from the numbers.
//! - `live`: what PostgreSQL holds of a bundle, asked through psql.
//! - `defect`: known faults planted into a copy of a bundle, with the answers.
//! - `export`: a bundle in other forms, one file per form.
//! - [`diff`]: what differs between two bundles.
//! - [`threads`]: work on as many threads as the system gives.
//! - [`terminal`]: text that steers no terminal.
//! - [`error`]: why something could not be done, in one line, with a kind to match.
//!
//! A bank needs no disk. Its rows come typed, one table at a time:
//!
//! ```
//! use dhub::generate::{Bank, life};
//! use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan};
//! use dhub::tables::accounts_db::Account;
//!
//! let plan = Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, "0.1".parse()?, None, None)?;
//! assert_eq!((plan.customers, plan.employees), (120, 15));
//! let bank = Bank::new(plan);
//! let first = bank.rows::<Account>().next();
//! assert_eq!(first.map(|row| row.account_id.to_string()).as_deref(), Some("ACC-0000002-1"));
//!
//! // All rows of one customer, in all databases.
//! let rows = life(&bank, 7);
//! assert_eq!(rows.customers.len(), 1);
//! # Ok::<(), dhub::error::Error>(())
//! ```
//!
//! The feature `cli`, on by default, is the command line; `query` is `query`, `verify` and `live` with their SQLite, and lives
//! read from bundles; `parquet` is tables as Parquet and Arrow. Without default features none of them is compiled.

#![forbid(unsafe_code)]

pub mod bundle;
#[cfg(feature = "parquet")]
mod columnar;
#[cfg(feature = "query")]
pub mod defect;
pub mod diff;
pub mod error;
#[cfg(feature = "query")]
pub mod export;
pub mod generate;
pub mod life;
#[cfg(feature = "query")]
pub mod live;
pub mod plan;
#[cfg(feature = "query")]
pub mod query;
pub mod random;
pub mod schema;
pub mod tables;
pub mod terminal;
pub mod threads;
pub mod values;
#[cfg(feature = "query")]
pub mod verify;
