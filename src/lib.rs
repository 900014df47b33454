//! dhub generates a whole retail bank from one number: databases of coherent demo data, written as plain files.
//!
//! ```text
//! flags -> Plan -> Bank -> Life of each customer -> rows of the tables -> bytes per table -> bundle on disk
//! ```
//!
//! Data flows in one direction, and every value is a pure function of the plan and its row. To see the whole, follow `dhub seed
//! all`: `commands/seed_all.rs` (flags), `bundle/write.rs` (files), `bundle/pipeline.rs` (threads), `generate/work.rs` (batches),
//! `generate/life.rs` (one customer), `generate/loans_db/` (one database), `tables/loans_db.rs` (its declaration).
//!
//! What is generated:
//!
//! - [`plan`]: seed, as-of date, and scale determine the counts.
//! - [`random`]: the only source of randomness, a function of (seed, stream name, row).
//! - [`values`]: money, dates, people, places: values that write themselves as CSV and as typed cells.
//! - [`tables`]: every table, declared once with its constraints; the catalog.
//! - [`generate`]: the rules of the guide, in three layers: shared facts, one module per database, and the order of calls.
//!
//! How it is written:
//!
//! - [`schema`]: the SQL of each database, rendered from the catalog.
//! - `columnar`: Parquet files and Arrow streams.
//! - [`bundle`]: the files on disk.
//!
//! What can be done with it:
//!
//! - `query`: read-only SQL on a bundle's files, in an embedded SQLite.
//! - `verify`: checks a bundle against its declarations and the guide, from its files alone.
//! - [`life`]: everything about one customer in chronological order, from a bundle or generated directly.
//! - [`diff`]: the differences between two bundles.
//! - `defect`: plants known defects in a copy of a bundle.
//! - `export`: converts a bundle to other formats.
//! - `report`: describes a bundle in one HTML page.
//! - `live`: what PostgreSQL has loaded of a bundle, queried through psql.
//!
//! Used everywhere:
//!
//! - [`error`]: one clear line per failure, with a kind to match on.
//! - [`threads`]: runs work on as many threads as the system allows.
//! - [`terminal`]: text that cannot control a terminal.
//!
//! A bank needs no disk. Its rows are typed and come one table at a time:
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
//! assert_eq!(first.map(|row| row.account_id.to_string()).as_deref(), Some("ACC-0000001-1"));
//!
//! // All rows of one customer, in all databases.
//! let rows = life(&bank, 7);
//! assert_eq!(rows.customers.len(), 1);
//! # Ok::<(), dhub::error::Error>(())
//! ```
//!
//! Features: `cli` (default) is the command line; `query` is `query`, `verify`, `live`, `defect`, `export`, and reading lives from
//! bundles, all of which need SQLite; `parquet` is Parquet and Arrow. Without default features, none of them is compiled.

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
#[cfg(feature = "query")]
pub mod report;
pub mod schema;
pub mod tables;
pub mod terminal;
pub mod threads;
pub mod values;
#[cfg(feature = "query")]
pub mod verify;
