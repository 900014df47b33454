//! One table of a bank written to a stream, such as a pipe, without a bundle.

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

/// The form of a table in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamFormat {
    /// The bytes of its file in a bundle of this format.
    File(Format),
    /// Record batches of Apache Arrow, as its readers of streams take them; decimals of 128 bits, texts, dates, timestamps.
    #[cfg(feature = "parquet")]
    Arrow,
}

/// Writes one table of a plan, or of a part of it, to a file that is open for writing, such as a pipe. Of `options` only threads
/// and memory count. What only other tables need is not made.
///
/// # Errors
///
/// When the file takes no more.
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
                format::pour_as::<ArrowChunk>(&work, threads, memory, &mut sinks, progress)
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

/// Record batches of one table, of the customers of so many batches: 1,000.
#[cfg(feature = "parquet")]
#[derive(Default)]
struct ArrowChunk {
    /// Made when the table is known and has rows.
    stream: Option<Result<Stream>>,
    rows: u64,
}

#[cfg(feature = "parquet")]
impl ArrowChunk {
    /// Does something with the stream, unless that failed before.
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
