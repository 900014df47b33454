//! Columnar formats: Apache Parquet files and Apache Arrow streams.
//!
//! - [`Layout`]: column types and encodings of a declared table.
//! - [`Columns`]: collects typed rows as columns.
//! - [`RowGroup`] and [`ParquetFile`]: row groups are encoded independently, on any thread, and appended in order.
//! - [`Stream`]: record batches of an Arrow stream.
//! - [`AsCsv`]: reads a Parquet file as the equivalent CSV.

mod arrays;
mod columns;
mod layout;
mod read;
mod stream;
mod values;
mod write;

pub(crate) use columns::Columns;
pub(crate) use layout::{Facts, Layout};
pub(crate) use read::AsCsv;
pub(crate) use stream::{END, Stream};
pub(crate) use write::{EncodedGroup, ParquetFile, RowGroup};

use crate::error::{Error, ErrorKind};
use std::io;

/// Converts an encoder error. Rows always fit their declaration, so this is a bug in dhub, reported like any failure.
pub(crate) fn unencoded(error: impl std::fmt::Display) -> Error {
    Error::new(
        ErrorKind::Engine,
        format!("cannot encode the columns: {error}"),
    )
}

/// Extracts the I/O error from an encoder error.
pub(crate) fn unwritten(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other.to_string()),
    }
}
