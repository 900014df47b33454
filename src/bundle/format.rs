//! How the tables of a bundle are stored: all that differs between formats is here and in the [`Batch`] of each.

use crate::bundle::Progress;
use crate::bundle::packing::Packing;
use crate::bundle::pipeline::{Batch, run_pipeline};
use crate::bundle::sink::Sink;
use crate::error::Result;
use crate::generate::Work;
use crate::tables::{Chunk, Table};
use std::io::{self, Read};

/// How the tables of a bundle are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// CSV: UTF-8, comma, LF, a header line.
    #[default]
    Csv,
    /// CSV, each file one zstd frame.
    CsvZstd,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Format::Csv, Format::CsvZstd];

    /// What the name of a table's file ends with, after the table's name and a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::CsvZstd => "csv.zst",
        }
    }

    /// What the manifest calls the content of a file.
    pub const fn content(self) -> &'static str {
        match self {
            Format::Csv | Format::CsvZstd => "csv",
        }
    }

    /// The media type of the content of a file.
    pub const fn mediatype(self) -> &'static str {
        match self {
            Format::Csv | Format::CsvZstd => "text/csv",
        }
    }

    pub(crate) const fn packing(self) -> Packing {
        match self {
            Format::Csv => Packing::Plain,
            Format::CsvZstd => Packing::Zstd,
        }
    }

    /// What the file of a table begins with.
    pub(crate) fn header(self, table: &Table) -> String {
        match self {
            Format::Csv | Format::CsvZstd => table.header(),
        }
    }

    /// The content of a file as CSV, whatever it is stored as.
    pub(crate) fn decoder<'a>(
        self,
        stored: impl Read + Send + 'a,
    ) -> io::Result<Box<dyn Read + Send + 'a>> {
        match self {
            Format::Csv | Format::CsvZstd => self.packing().decoder(stored),
        }
    }

    /// Makes every batch of the work and appends it to the sinks, one per table.
    pub(crate) fn run_pipeline(
        self,
        work: &Work,
        slots: u32,
        sinks: &mut [Sink],
        progress: &dyn Progress,
    ) -> Result<()> {
        match self {
            Format::Csv | Format::CsvZstd => pour_as::<Chunk>(work, slots, sinks, progress),
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

/// Makes every batch in the form `B`.
fn pour_as<B: Batch>(
    work: &Work,
    slots: u32,
    sinks: &mut [Sink],
    progress: &dyn Progress,
) -> Result<()> {
    let encode = |batch, rows: &mut _, into: &mut _| work.encode(batch, rows, into);
    run_pipeline::<B>(0..work.batches(), slots, encode, sinks, progress)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::files;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_has_an_extension_that_tells_its_packing() {
        let extensions: BTreeSet<&str> = Format::ALL.map(Format::extension).into();
        assert_eq!(extensions.len(), Format::ALL.len());
        for format in Format::ALL {
            for table in files() {
                assert_eq!(Packing::of_path(&format.file_of(table)), format.packing());
            }
        }
    }
}
