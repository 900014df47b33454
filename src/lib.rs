//! dhub makes a whole retail bank out of one number.
//!
//! ```text
//! flags -> Plan -> Bank -> Life of each customer -> rows of the tables -> bytes per table -> bundle on disk
//! ```
//!
//! One direction, no way back. The rooms, in that order:
//!
//! - [`plan`]: seed, as-of date and scale become counts.
//! - [`random`]: the only randomness, a function of (seed, stream name, row).
//! - [`values`]: money, dates, people, places: leaves that write themselves.
//! - [`tables`]: every table declared once; the catalogue.
//! - [`generate`]: the rules of the guide in three storeys: facts, a room per domain, and a roof that calls them in order.
//! - [`schema`]: the SQL of each database, rendered from the catalogue.
//! - [`bundle`]: the files on disk.
//! - [`query`]: SQL over a bundle's files, in an embedded SQLite that only reads.
//! - [`verify`]: a finished bundle held against its declarations and the guide.
//! - [`live`]: what PostgreSQL holds of a bundle, asked through psql.
//! - [`diff`]: what differs between two bundles.
//! - [`threads`]: work on as many threads as the system gives.
//! - [`error`]: why something could not be done, in one line.

#![forbid(unsafe_code)]

pub mod bundle;
pub mod diff;
pub mod error;
pub mod generate;
pub mod live;
pub mod plan;
pub mod query;
pub mod random;
pub mod schema;
pub mod tables;
pub mod threads;
pub mod values;
pub mod verify;
