//! Writes one table of a bank to a stream such as a pipe, without a bundle.

#[cfg(feature = "parquet")]
use crate::bundle::format;
use crate::bundle::format::Format;
use crate::bundle::origin::Origin;
#[cfg(feature = "parquet")]
use crate::bundle::pipeline::Batch;
use crate::bundle::sink::Sink;
use crate::bundle::{Options, Progress};
#[cfg(feature = "parquet")]
use crate::columnar::{END, Stream};
use crate::error::Result;
use crate::generate::{Bank, Work};
use crate::plan::{Part, Plan};
use crate::tables::{self, Table};
#[cfg(feature = "parquet")]
use crate::tables::{Listed, TableSink};
use crate::threads;
use std::fs::File;

/// Format of a table written to a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamFormat {
    /// The same bytes as the table's file in a bundle of this format.
    File(Format),
    /// Apache Arrow IPC stream of record batches, with 128-bit decimals, strings, dates, and timestamps.
    #[cfg(feature = "parquet")]
    Arrow,
}

/// Writes one table of a plan, or of a part of it, to an open file such as a pipe. Of `options`, only `threads` and `memory` are
/// used. Tables that this one does not need are not generated.
///
/// # Errors
///
/// Fails when the file cannot be written.
pub fn stream(
    plan: Plan,
    part: Option<Part>,
    table: &'static Table,
    form: StreamFormat,
    out: File,
    options: &Options,
    progress: &dyn Progress,
) -> Result<()> {
    let bank = Bank::new(plan);
    let work = Work::part(&bank, part.unwrap_or(Part::WHOLE)).only(&[table]);
    let facts = Origin::of(&plan, part).facts();
    let mut out = Some(out);
    let mut sinks = Vec::new();
    for other in tables::files() {
        let wanted = other.is(table);
        sinks.push(match (form, out.take_if(|_| wanted)) {
            (_, None) => Sink::nowhere(Format::Csv.packing(), "")?,
            (StreamFormat::File(format), Some(out)) => format.stream(table, out, true, &facts)?,
            #[cfg(feature = "parquet")]
            (StreamFormat::Arrow, Some(out)) => Sink::stream(out, &Stream::header(table, &facts)?)?,
        });
    }
    threads::on_pool(options.threads, || {
        let (threads, memory) = (options.threads, options.memory);
        match form {
            StreamFormat::File(format) => {
                format.run_pipeline(&work, threads, memory, &mut sinks, progress)
            }
            #[cfg(feature = "parquet")]
            StreamFormat::Arrow => {
                format::run_pipeline_as::<ArrowChunk>(&work, threads, memory, &mut sinks, progress)
            }
        }
    })?;
    let end: &[u8] = match form {
        StreamFormat::File(_) => &[],
        #[cfg(feature = "parquet")]
        StreamFormat::Arrow => END,
    };
    for (other, mut sink) in tables::files().zip(sinks) {
        if other.is(table) {
            sink.append(end, 0)?;
        }
        sink.finish()?;
    }
    Ok(())
}

/// Record batches of one table, for the customers of [`Batch::OF`] batches: 1,000 customers.
#[cfg(feature = "parquet")]
#[derive(Default)]
struct ArrowChunk {
    /// Created with the first rows, when the table is known.
    stream: Option<Result<Stream>>,
    rows: u64,
}

#[cfg(feature = "parquet")]
impl ArrowChunk {
    /// Applies `work` to the stream, unless an earlier step failed.
    fn with(&mut self, work: impl FnOnce(&mut Stream) -> Result<()>) {
        if let Some(Ok(stream)) = &mut self.stream
            && let Err(error) = work(stream)
        {
            self.stream = Some(Err(error));
        }
    }
}

#[cfg(feature = "parquet")]
impl TableSink for ArrowChunk {
    fn take<R: Listed>(&mut self, rows: &[R]) {
        if rows.is_empty() {
            return;
        }
        self.stream.get_or_insert_with(|| Stream::new(R::TABLE));
        self.with(|stream| stream.take(rows));
        self.rows += rows.len() as u64;
    }

    fn clear(&mut self) {
        self.rows = 0;
        match &mut self.stream {
            Some(Ok(stream)) => stream.clear(),
            _ => self.stream = None,
        }
    }
}

#[cfg(feature = "parquet")]
impl Batch for ArrowChunk {
    const BYTES: u64 = 32 << 20;
    const OF: u32 = 10;

    fn finish(&mut self) {
        self.with(Stream::finish);
    }

    fn append_to(&self, sink: &mut Sink) -> Result<()> {
        match &self.stream {
            None => Ok(()),
            Some(Ok(stream)) => sink.append(stream.bytes(), self.rows),
            Some(Err(error)) => Err(crate::columnar::unencoded(error)),
        }
    }
}
