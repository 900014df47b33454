//! SQL over a bundle: an embedded SQLite whose tables are the bundle's files, loaded when a query first reads them.
//!
//! [`engine`] answers queries and only reads. [`source`] matches the files with their declarations, [`csv`](crate::bundle::csv) and
//! [`cell`] read them strictly, [`load`] fills a table and reports whatever is not as declared. [`answer`] prints what
//! was found. [`crate::verify`] runs its rules here; [`crate::live`] answers in the same form.

mod access;
mod aggregates;
pub mod answer;
pub mod cell;
pub mod engine;
mod explain;
pub mod functions;
pub mod load;
pub mod source;

pub(crate) use explain::ENGINE;
