//! Arrow IPC streams, as read by `pyarrow.ipc.open_stream` and Spark.

use crate::columnar::layout::schema;
use crate::columnar::{Columns, Facts, unencoded};
use crate::error::Result;
use crate::tables::{Listed, Table};
use arrow_array::RecordBatch;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::SchemaRef;
use std::sync::Arc;

/// End-of-stream marker.
pub(crate) const END: &[u8] = &[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

/// Maximum number of rows in a record batch.
const MAX_ROWS: usize = 16_384;

/// Builds record batches of one table: a pure function of its rows.
pub(crate) struct Stream {
    schema: SchemaRef,
    writer: StreamWriter<Vec<u8>>,
    columns: Columns,
}

impl Stream {
    /// Returns the first bytes of a table's stream: its schema message.
    pub(crate) fn header(table: &Table, facts: &Facts) -> Result<Vec<u8>> {
        let writer = StreamWriter::try_new(Vec::new(), &schema(table, true, facts));
        Ok(writer.map_err(unencoded)?.get_ref().clone())
    }

    /// Creates an empty builder for a table.
    pub(crate) fn new(table: &Table) -> Result<Stream> {
        let schema = Arc::new(schema(table, true, &[]));
        let mut writer = StreamWriter::try_new(Vec::new(), &schema).map_err(unencoded)?;
        writer.get_mut().clear();
        Ok(Stream {
            schema,
            writer,
            columns: Columns::new(table),
        })
    }

    /// Adds rows.
    pub(crate) fn take<R: Listed>(&mut self, rows: &[R]) -> Result<()> {
        for rows in rows.chunks(MAX_ROWS) {
            if self.columns.rows() + rows.len() > MAX_ROWS {
                self.finish()?;
            }
            self.columns.extend(rows);
        }
        Ok(())
    }

    /// Completes the current record batch.
    pub(crate) fn finish(&mut self) -> Result<()> {
        if self.columns.rows() == 0 {
            return Ok(());
        }
        let arrays = self.columns.take(true);
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays);
        self.writer
            .write(&batch.map_err(unencoded)?)
            .map_err(unencoded)
    }

    /// Returns the bytes of the completed record batches.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.writer.get_ref()
    }

    /// Removes all rows and record batches.
    pub(crate) fn clear(&mut self) {
        self.writer.get_mut().clear();
        self.columns.clear();
    }
}
