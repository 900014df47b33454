//! Writes Parquet files. Row groups are encoded independently, on any thread, and appended in order.

use crate::columnar::{Columns, Facts, Layout, unencoded, unwritten};
use crate::error::Result;
use crate::tables::Table;
use arrow_array::ArrayRef;
use arrow_schema::{FieldRef, SchemaRef};
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::file::writer::SerializedFileWriter;
use std::io::{self, Write};
use std::sync::Arc;

/// Builds a row group of one table: a pure function of its rows, which are collected first and then encoded by column.
pub(crate) struct RowGroup {
    schema: SchemaRef,
    factory: ArrowRowGroupWriterFactory,
    columns: Columns,
}

/// An encoded row group.
pub(crate) struct EncodedGroup {
    columns: Vec<ArrowColumnChunk>,
}

impl RowGroup {
    /// Creates an empty row group of a table.
    pub(crate) fn new(table: &Table) -> Result<RowGroup> {
        let layout = Layout::new(table, &[])?;
        let file = SerializedFileWriter::new(io::sink(), layout.root, layout.properties);
        let file = file.map_err(unencoded)?;
        Ok(RowGroup {
            factory: ArrowRowGroupWriterFactory::new(&file, Arc::clone(&layout.schema)),
            schema: layout.schema,
            columns: Columns::new(table),
        })
    }

    /// Returns the collected rows.
    pub(crate) fn columns(&mut self) -> &mut Columns {
        &mut self.columns
    }

    /// Encodes the row group and starts the next one; returns None if it has no rows.
    pub(crate) fn finish(&mut self) -> Result<Option<EncodedGroup>> {
        if self.columns.rows() == 0 {
            return Ok(None);
        }
        let arrays = self.columns.take(false);
        let writers = self.factory.create_column_writers(0).map_err(unencoded)?;
        let columns = self.schema.fields().iter().zip(arrays).zip(writers);
        let encode = |((field, array), mut writer): ((&FieldRef, ArrayRef), ArrowColumnWriter)| {
            for leaf in compute_leaves(field, &array)? {
                writer.write(&leaf)?;
            }
            writer.close()
        };
        let columns = columns.map(encode).collect::<parquet::errors::Result<_>>();
        Ok(Some(EncodedGroup {
            columns: columns.map_err(unencoded)?,
        }))
    }
}

/// Writer of a Parquet file.
pub(crate) struct ParquetFile<W: Write + Send>(SerializedFileWriter<W>);

impl<W: Write + Send> ParquetFile<W> {
    /// Starts the file of a table with the metadata `facts`.
    pub(crate) fn new(out: W, table: &Table, facts: &Facts) -> io::Result<ParquetFile<W>> {
        let layout =
            Layout::new(table, facts).map_err(|error| io::Error::other(error.to_string()))?;
        let file = SerializedFileWriter::new(out, layout.root, layout.properties);
        file.map(ParquetFile).map_err(unwritten)
    }

    /// Appends a row group of the same table.
    pub(crate) fn append(&mut self, group: EncodedGroup) -> io::Result<()> {
        let append = || {
            let mut writer = self.0.next_row_group()?;
            for column in group.columns {
                column.append_to_row_group(&mut writer)?;
            }
            writer.close().map(drop)
        };
        append().map_err(unwritten)
    }

    /// Completes the file.
    pub(crate) fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(unwritten)
    }
}
