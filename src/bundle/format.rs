//! Storage formats of tables. Everything specific to a format is here or in its [`Batch`] type.

use crate::bundle::digest::Fingerprint;
use crate::bundle::facts::Fact;
use crate::bundle::packing::Packing;
use crate::bundle::pipeline::{self, Batch};
#[cfg(feature = "parquet")]
use crate::bundle::row_groups::GroupChunk;
use crate::bundle::sink::Sink;
use crate::bundle::{Progress, Stage};
#[cfg(feature = "parquet")]
use crate::columnar::AsCsv;
use crate::error::Result;
use crate::generate::Work;
use crate::tables::{Chunk, Rows, Sinks, Table};
use std::fs::File;
#[cfg(feature = "parquet")]
use std::io::Seek;
use std::io::{self, Read};
use std::path::Path;

/// Storage format of a bundle's tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// CSV: UTF-8, comma-separated, LF line endings, with a header line.
    #[default]
    Csv,
    /// CSV compressed with zstd, one frame per file.
    CsvZstd,
    /// Apache Parquet with the declared types, compressed with zstd.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// All formats.
    pub const ALL: &[Format] = &[
        Format::Csv,
        Format::CsvZstd,
        #[cfg(feature = "parquet")]
        Format::Parquet,
    ];

    /// Returns the file name extension, without the leading dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::CsvZstd => "csv.zst",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }

    /// Returns the name of the content type in the manifest.
    pub const fn content(self) -> &'static str {
        match self {
            Format::Csv | Format::CsvZstd => "csv",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }

    /// Returns the format of this content, not compressed as a whole, if this build has it.
    pub fn named(content: &str) -> Option<Format> {
        let named = |format: &&Format| {
            format.content() == content && matches!(format.packing(), Packing::Plain)
        };
        Format::ALL.iter().find(named).copied()
    }

    /// Returns the media type of the content.
    pub const fn mediatype(self) -> &'static str {
        match self {
            Format::Csv | Format::CsvZstd => "text/csv",
            #[cfg(feature = "parquet")]
            Format::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// Returns whether the content is CSV, which psql can load and which can be split between lines.
    pub const fn is_csv(self) -> bool {
        match self {
            Format::Csv | Format::CsvZstd => true,
            #[cfg(feature = "parquet")]
            Format::Parquet => false,
        }
    }

    /// Returns whether a table's file differs from its CSV.
    pub(crate) const fn is_packed(self) -> bool {
        !matches!(self, Format::Csv)
    }

    /// Infers the format from a file name; plain CSV by default.
    pub(crate) fn from_path(path: &str) -> Format {
        let named = |format: &&Format| {
            let end = path.strip_suffix(format.extension());
            end.is_some_and(|rest| rest.ends_with('.'))
        };
        Format::ALL.iter().find(named).copied().unwrap_or_default()
    }

    /// Returns the name of the encoding that must be undone to get CSV; None for plain CSV.
    pub(crate) const fn method(self) -> Option<&'static str> {
        match self {
            Format::Csv | Format::CsvZstd => self.packing().method(),
            #[cfg(feature = "parquet")]
            Format::Parquet => Some("Parquet"),
        }
    }

    /// Returns the compression applied to the file as a whole; none for Parquet, which compresses internally.
    pub(crate) const fn packing(self) -> Packing {
        match self {
            Format::Csv => Packing::Plain,
            Format::CsvZstd => Packing::Zstd,
            #[cfg(feature = "parquet")]
            Format::Parquet => Packing::Plain,
        }
    }

    /// Creates the sink for a table's file at `path`, or one that only hashes if `path` is None. CSV starts with a header if
    /// `header`; Parquet embeds `facts`.
    #[cfg_attr(not(feature = "parquet"), expect(unused_variables))]
    pub(crate) fn sink(
        self,
        table: &Table,
        path: Option<&Path>,
        header: bool,
        facts: &[Fact],
    ) -> Result<Sink> {
        let header = header_of(table, header);
        match (self, path) {
            #[cfg(feature = "parquet")]
            (Format::Parquet, path) => Sink::parquet(path, table, facts),
            (_, Some(path)) => Sink::create(self.packing(), path, &header),
            (_, None) => Sink::nowhere(self.packing(), &header),
        }
    }

    /// Creates the sink for a table written to a stream.
    #[cfg_attr(not(feature = "parquet"), expect(unused_variables))]
    pub(crate) fn stream(
        self,
        table: &Table,
        out: File,
        header: bool,
        facts: &[Fact],
    ) -> Result<Sink> {
        let header = header_of(table, header);
        match self {
            Format::Csv => Sink::stream(out, header.as_bytes()),
            Format::CsvZstd => Sink::compressed_stream(out, &header),
            #[cfg(feature = "parquet")]
            Format::Parquet => Sink::parquet_stream(out, table, facts),
        }
    }

    /// Decodes a table's file to CSV. The manifest's digests are checked only for Parquet.
    #[cfg_attr(not(feature = "parquet"), expect(unused_variables))]
    pub(crate) fn decoder(
        self,
        table: &Table,
        stored: File,
        stated: &Fingerprint,
    ) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Format::Csv | Format::CsvZstd => self.packing().decoder(stored),
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let csv = as_stated(stored, stated).and_then(|stored| AsCsv::new(stored, table));
                Ok(match csv {
                    Ok(csv) => Box::new(csv),
                    // Report the error on read, as for any other damaged file.
                    Err(error) => Box::new(Unreadable(Some(error))),
                })
            }
        }
    }

    /// Generates every batch and appends it to the sinks, one per table.
    pub(crate) fn run_pipeline(
        self,
        work: &Work,
        threads: usize,
        memory: u64,
        sinks: &mut [Sink],
        progress: &dyn Progress,
    ) -> Result<()> {
        match self {
            Format::Csv | Format::CsvZstd => {
                run_pipeline_as::<Chunk>(work, threads, memory, sinks, progress)
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                run_pipeline_as::<GroupChunk>(work, threads, memory, sinks, progress)
            }
        }
    }

    /// Returns the path of a table's file within the bundle.
    pub(crate) fn file_of(self, table: &Table) -> String {
        format!("{}/{}.{}", table.database, table.name, self.extension())
    }

    /// Returns the source clause of psql's `\copy` for a file.
    pub(crate) fn copy_source(self, path: &str) -> String {
        match self.packing() {
            Packing::Plain => format!("'{path}'"),
            Packing::Zstd => format!("program 'zstd -dcq -- {path}'"),
        }
    }
}

/// Returns the header line of a table, or nothing.
fn header_of(table: &Table, wanted: bool) -> String {
    match wanted {
        true => table.header(),
        false => String::new(),
    }
}

/// Rewinds a file after verifying its digest. CSV can be verified while it is streamed; columns are read from the end of the
/// file, so they must be verified first.
#[cfg(feature = "parquet")]
fn as_stated(mut file: File, stated: &Fingerprint) -> io::Result<File> {
    let found = Fingerprint::of_input(&mut file)?;
    if found != *stated {
        let reason = format!("expected sha256 {}, found {}", stated.hash, found.hash);
        return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    }
    file.rewind()?;
    Ok(file)
}

/// Reader that returns the error that occurred when the file was opened.
#[cfg(feature = "parquet")]
struct Unreadable(Option<io::Error>);

#[cfg(feature = "parquet")]
impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Generates every batch in the form `B`.
pub(crate) fn run_pipeline_as<B: Batch>(
    work: &Work,
    threads: usize,
    memory: u64,
    sinks: &mut [Sink],
    progress: &dyn Progress,
) -> Result<()> {
    let (all, slots) = (work.batches(), pipeline::slots::<B>(threads, memory));
    let encode = |batch: u32, rows: &mut Rows, into: &mut Sinks<B>| {
        for one in batch * B::OF..all.min((batch + 1) * B::OF) {
            work.encode(one, rows, into);
        }
        into.tables.iter_mut().for_each(B::finish);
    };
    let batches = all.div_ceil(B::OF);
    progress.stage(Stage::Rows, batches.into());
    pipeline::run_pipeline::<B>(0..batches, slots, encode, sinks, progress)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::files;
    use std::collections::BTreeSet;

    #[test]
    fn the_file_name_determines_the_format() {
        for &format in Format::ALL {
            for table in files() {
                assert_eq!(Format::from_path(&format.file_of(table)), format);
            }
        }
        assert_eq!(Format::from_path("a/parquet"), Format::Csv);
    }

    #[test]
    fn every_format_has_its_own_extension() {
        let extensions: BTreeSet<&str> = Format::ALL.iter().map(|one| one.extension()).collect();
        assert_eq!(extensions.len(), Format::ALL.len());
    }
}
