//! How the tables of a bundle are stored: all that differs between formats is here and in the [`Batch`] of each.

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

/// How the tables of a bundle are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// CSV: UTF-8, comma, LF, a header line.
    #[default]
    Csv,
    /// CSV, each file one zstd frame.
    CsvZstd,
    /// Apache Parquet with the types of the declarations, compressed with zstd.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// Every format.
    pub const ALL: &[Format] = &[
        Format::Csv,
        Format::CsvZstd,
        #[cfg(feature = "parquet")]
        Format::Parquet,
    ];

    /// What the name of a table's file ends with, after the table's name and a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::CsvZstd => "csv.zst",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }

    /// What the manifest calls the content of a file.
    pub const fn content(self) -> &'static str {
        match self {
            Format::Csv | Format::CsvZstd => "csv",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }

    /// The media type of the content of a file.
    pub const fn mediatype(self) -> &'static str {
        match self {
            Format::Csv | Format::CsvZstd => "text/csv",
            #[cfg(feature = "parquet")]
            Format::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// Whether a file's content is lines, which psql loads and which can be cut anywhere between them.
    pub const fn is_csv(self) -> bool {
        match self {
            Format::Csv | Format::CsvZstd => true,
            #[cfg(feature = "parquet")]
            Format::Parquet => false,
        }
    }

    /// Whether the file of a table is something else than its CSV.
    pub(crate) const fn is_packed(self) -> bool {
        !matches!(self, Format::Csv)
    }

    /// The format of the file of this name; plain CSV if its name does not say otherwise.
    pub(crate) fn of_path(path: &str) -> Format {
        let named = |format: &&Format| {
            let end = path.strip_suffix(format.extension());
            end.is_some_and(|rest| rest.ends_with('.'))
        };
        Format::ALL.iter().find(named).copied().unwrap_or_default()
    }

    /// What a file must be before it is CSV; None where it is that.
    pub(crate) const fn method(self) -> Option<&'static str> {
        match self {
            Format::Csv | Format::CsvZstd => self.packing().method(),
            #[cfg(feature = "parquet")]
            Format::Parquet => Some("Parquet"),
        }
    }

    /// What stands between the lines and their file; nothing where there are no lines.
    pub(crate) const fn packing(self) -> Packing {
        match self {
            Format::Csv => Packing::Plain,
            Format::CsvZstd => Packing::Zstd,
            #[cfg(feature = "parquet")]
            Format::Parquet => Packing::Plain,
        }
    }

    /// The file of a table at `path`, or its digests alone. Lines begin with a header if `header`; Parquet says `facts` of itself.
    #[cfg_attr(not(feature = "parquet"), expect(unused_variables))]
    pub(crate) fn sink(
        self,
        table: &Table,
        path: Option<&Path>,
        header: bool,
        facts: &[Fact],
    ) -> Result<Sink> {
        let header = match header {
            true => table.header(),
            false => String::new(),
        };
        match (self, path) {
            #[cfg(feature = "parquet")]
            (Format::Parquet, path) => Sink::parquet(path, table, facts),
            (_, Some(path)) => Sink::create(self.packing(), path, &header),
            (_, None) => Sink::nowhere(self.packing(), &header),
        }
    }

    /// The file of a table, written to a stream.
    #[cfg_attr(not(feature = "parquet"), expect(unused_variables))]
    pub(crate) fn stream(
        self,
        table: &Table,
        out: File,
        header: bool,
        facts: &[Fact],
    ) -> Result<Sink> {
        let header = match header {
            true => table.header(),
            false => String::new(),
        };
        match self {
            Format::Csv => Sink::stream(out, header.as_bytes()),
            Format::CsvZstd => Sink::compressed_stream(out, &header),
            #[cfg(feature = "parquet")]
            Format::Parquet => Sink::parquet_stream(out, table, facts),
        }
    }

    /// The content of the file of a table as CSV, whatever it is stored as; what the manifest states is asked of Parquet alone.
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
                    // Told where it is read, as of every other damaged file.
                    Err(error) => Box::new(Unreadable(Some(error))),
                })
            }
        }
    }

    /// Makes every batch of the work and appends it to the sinks, one per table.
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
                pour_as::<Chunk>(work, threads, memory, sinks, progress)
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => pour_as::<GroupChunk>(work, threads, memory, sinks, progress),
        }
    }

    /// The path of a table's file in the bundle.
    pub(crate) fn file_of(self, table: &Table) -> String {
        format!("{}/{}.{}", table.database, table.name, self.extension())
    }

    /// Where psql's `\copy` reads the CSV of a file from.
    pub(crate) fn copy_source(self, path: &str) -> String {
        match self.packing() {
            Packing::Plain => format!("'{path}'"),
            Packing::Zstd => format!("program 'zstd -dcq -- {path}'"),
        }
    }
}

/// The file from its beginning, held against its digest: unlike lines, of which one may be wrong, its columns are read from their
/// end or not at all.
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

/// A file that turned out to be unreadable when it was opened.
#[cfg(feature = "parquet")]
struct Unreadable(Option<io::Error>);

#[cfg(feature = "parquet")]
impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Makes every batch in the form `B`.
pub(crate) fn pour_as<B: Batch>(
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
    fn a_file_is_of_the_format_that_its_name_says() {
        for &format in Format::ALL {
            for table in files() {
                assert_eq!(Format::of_path(&format.file_of(table)), format);
            }
        }
        assert_eq!(Format::of_path("a/parquet"), Format::Csv);
    }

    #[test]
    fn every_format_has_an_extension_of_its_own() {
        let extensions: BTreeSet<&str> = Format::ALL.iter().map(|one| one.extension()).collect();
        assert_eq!(extensions.len(), Format::ALL.len());
    }
}
