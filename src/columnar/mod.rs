//! Tables as columns: Apache Parquet files, and streams of Apache Arrow.
//!
//! - [`Layout`]: the columns of a declared table with their types, and how each is encoded.
//! - [`Columns`]: typed rows, gathered column by column.
//! - [`RowGroup`] and [`ParquetFile`]: row groups are encoded alone, on any thread, and appended in order.
//! - [`Stream`]: the record batches of an Arrow stream.
//! - [`AsCsv`]: a Parquet file as the CSV that it was made beside.

mod arrays;
mod columns;
mod layout;
mod read;
mod stream;
mod write;

pub(crate) use columns::Columns;
pub(crate) use layout::{Facts, Layout};
pub(crate) use read::AsCsv;
pub(crate) use stream::{END, Stream};
pub(crate) use write::{EncodedGroup, ParquetFile, RowGroup};

use crate::error::{Error, ErrorKind};
use std::io;

/// What the encoders refuse is a bug of ours, told like any failure: rows fit their declaration.
pub(crate) fn unencoded(error: impl std::fmt::Display) -> Error {
    Error::new(
        ErrorKind::Engine,
        format!("cannot encode the columns: {error}"),
    )
}

/// The failure to write a file that stands in an error of the encoder.
pub(crate) fn unwritten(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other.to_string()),
    }
}
