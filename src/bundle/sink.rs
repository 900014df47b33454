//! Output files: hash lines, optionally compress them, and write them.

use crate::bundle::digest::{Fingerprint, Tally};
use crate::bundle::packing::Packing;
use crate::error::{Error, Result};
#[cfg(feature = "parquet")]
use crate::{
    bundle::facts::Fact,
    columnar::{EncodedGroup, ParquetFile},
    tables::Table,
};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// zstd's default level; higher ones cost much more time than they save space.
const ZSTD_LEVEL: i32 = 3;
/// Fixed size in bytes of the blocks passed to the encoder, so that compressed files do not depend on the batch size.
const ZSTD_BLOCK: usize = 128 << 10;

/// Name of a stream in messages.
const STREAM: &str = "stdout";

/// An output file. Lines are appended in order, by one thread at a time.
pub(crate) struct Sink {
    path: PathBuf,
    content: Tally,
    rows: u64,
    form: Form,
}

enum Form {
    /// Only hashed.
    Nowhere,
    Plain(File),
    Zstd(Box<Zstd>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetFile<Hashed>>),
}

struct Zstd {
    block: Vec<u8>,
    encoder: zstd::Encoder<'static, Hashed>,
}

/// Result of a finished [`Sink`].
pub(crate) struct Finished {
    /// Number of lines, without the header.
    pub rows: u64,
    /// Fingerprint of the content before compression.
    pub content: Fingerprint,
    /// Fingerprint of the file as stored.
    pub stored: Fingerprint,
    /// The file, written but not yet flushed to disk.
    pub file: Option<(PathBuf, File)>,
}

impl Sink {
    /// Creates a sink that only hashes, starting with `header`.
    pub(crate) fn nowhere(packing: Packing, header: &str) -> Result<Sink> {
        match packing {
            Packing::Plain => Ok(Sink::new(Path::new(""), header, Form::Nowhere)),
            Packing::Zstd => Sink::compressed(Path::new(""), header, None),
        }
    }

    /// Creates a file that starts with `header`.
    pub(crate) fn create(packing: Packing, path: &Path, header: &str) -> Result<Sink> {
        let mut file = File::create_new(path).map_err(Error::at("create", path))?;
        match packing {
            Packing::Plain => {
                let written = file.write_all(header.as_bytes());
                written.map_err(Error::at("write", path))?;
                Ok(Sink::new(path, header, Form::Plain(file)))
            }
            Packing::Zstd => Sink::compressed(path, header, Some(file)),
        }
    }

    /// Wraps an open stream and writes `header` to it.
    pub(crate) fn stream(mut out: File, header: &[u8]) -> Result<Sink> {
        let path = Path::new(STREAM);
        out.write_all(header).map_err(Error::at("write", path))?;
        Ok(Sink::new(path, "", Form::Plain(out)))
    }

    /// Wraps an open stream in a compressor and writes `header` to it.
    pub(crate) fn compressed_stream(out: File, header: &str) -> Result<Sink> {
        Sink::compressed(Path::new(STREAM), header, Some(out))
    }

    fn compressed(path: &Path, header: &str, file: Option<File>) -> Result<Sink> {
        let hashed = Hashed {
            file,
            tally: Tally::default(),
        };
        let encoder = zstd::Encoder::new(hashed, ZSTD_LEVEL)
            .and_then(|mut encoder| encoder.include_checksum(true).map(|()| encoder))
            .map_err(Error::at("compress", path))?;
        let block = header.as_bytes().to_vec();
        Ok(Sink::new(
            path,
            header,
            Form::Zstd(Box::new(Zstd { block, encoder })),
        ))
    }

    /// Creates a Parquet file with the metadata `facts`, or one that is only hashed if `path` is None. The content fingerprint is
    /// that of the equivalent CSV.
    #[cfg(feature = "parquet")]
    pub(crate) fn parquet(path: Option<&Path>, table: &Table, facts: &[Fact]) -> Result<Sink> {
        let file = path
            .map(|path| File::create_new(path).map_err(Error::at("create", path)))
            .transpose()?;
        Sink::columns(path.unwrap_or(Path::new("")), file, table, facts)
    }

    /// Writes a Parquet file to a stream.
    #[cfg(feature = "parquet")]
    pub(crate) fn parquet_stream(out: File, table: &Table, facts: &[Fact]) -> Result<Sink> {
        Sink::columns(Path::new(STREAM), Some(out), table, facts)
    }

    #[cfg(feature = "parquet")]
    fn columns(path: &Path, file: Option<File>, table: &Table, facts: &[Fact]) -> Result<Sink> {
        let hashed = Hashed {
            file,
            tally: Tally::default(),
        };
        let file = ParquetFile::new(hashed, table, facts).map_err(Error::at("write", path))?;
        let form = Form::Parquet(Box::new(file));
        Ok(Sink::new(path, &table.header(), form))
    }

    /// Appends lines along with the row group built from them.
    #[cfg(feature = "parquet")]
    pub(crate) fn append_group(
        &mut self,
        lines: &[u8],
        rows: u64,
        group: Option<EncodedGroup>,
    ) -> Result<()> {
        self.rows += rows;
        self.content.add(lines);
        match (&mut self.form, group) {
            (Form::Parquet(file), Some(group)) => file.append(group),
            _ => Ok(()),
        }
        .map_err(Error::at("write", &self.path))
    }

    fn new(path: &Path, header: &str, form: Form) -> Sink {
        let mut content = Tally::default();
        content.add(header.as_bytes());
        Sink {
            path: path.to_path_buf(),
            content,
            rows: 0,
            form,
        }
    }

    /// Appends lines that contain `rows` rows.
    pub(crate) fn append(&mut self, lines: &[u8], rows: u64) -> Result<()> {
        self.rows += rows;
        self.content.add(lines);
        match &mut self.form {
            Form::Nowhere => Ok(()),
            Form::Plain(file) => file.write_all(lines),
            Form::Zstd(zstd) => zstd.push(lines),
            // Parquet rows are written by `append_group`.
            #[cfg(feature = "parquet")]
            Form::Parquet(_) => Ok(()),
        }
        .map_err(Error::at("write", &self.path))
    }

    /// Completes the file.
    pub(crate) fn finish(self) -> Result<Finished> {
        let content = self.content.finish();
        let (stored, file) = match self.form {
            Form::Nowhere => (content, None),
            Form::Plain(file) => (content, Some((self.path, file))),
            Form::Zstd(zstd) => {
                let hashed = zstd.finish().map_err(Error::at("write", &self.path))?;
                let file = hashed.file.map(|file| (self.path, file));
                (hashed.tally.finish(), file)
            }
            #[cfg(feature = "parquet")]
            Form::Parquet(file) => {
                let hashed = file.finish().map_err(Error::at("write", &self.path))?;
                let file = hashed.file.map(|file| (self.path, file));
                (hashed.tally.finish(), file)
            }
        };
        Ok(Finished {
            rows: self.rows,
            content,
            stored,
            file,
        })
    }
}

impl Zstd {
    fn push(&mut self, mut lines: &[u8]) -> io::Result<()> {
        while !lines.is_empty() {
            let (now, later) = lines.split_at(lines.len().min(ZSTD_BLOCK - self.block.len()));
            self.block.extend_from_slice(now);
            if self.block.len() == ZSTD_BLOCK {
                self.encoder.write_all(&self.block)?;
                self.block.clear();
            }
            lines = later;
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<Hashed> {
        self.encoder.write_all(&self.block)?;
        self.encoder.finish()
    }
}

/// Writer that computes a digest and optionally stores the bytes.
struct Hashed {
    file: Option<File>,
    tally: Tally,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = match &mut self.file {
            Some(file) => file.write(bytes)?,
            None => bytes.len(),
        };
        self.tally.add(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    /// Appends the same bytes in runs of a given size.
    fn fill(mut sink: Sink, bytes: &[u8], run: usize) -> Finished {
        for run in bytes.chunks(run) {
            sink.append(run, 1).unwrap();
        }
        sink.append(b"", 0).unwrap();
        sink.finish().unwrap()
    }

    #[test]
    fn a_file_does_not_depend_on_the_size_of_writes() {
        let directory = tempfile::tempdir().unwrap();
        let lines: Vec<u8> = (0..100_000_u64)
            .flat_map(|i| format!("{i},{}\n", i * i).into_bytes())
            .collect();
        let whole = [b"a,b\n".as_slice(), &lines].concat();
        let mut zipped = Vec::new();
        for (i, run) in [100, 4096, ZSTD_BLOCK, 1_000_000, lines.len()]
            .into_iter()
            .enumerate()
        {
            let plain = directory.path().join(format!("{i}.csv"));
            let finished = fill(
                Sink::create(Packing::Plain, &plain, "a,b\n").unwrap(),
                &lines,
                run,
            );
            assert!(std::fs::read(&plain).unwrap() == whole);
            assert_eq!(finished.stored, Fingerprint::of(&whole));

            let hashed = fill(Sink::nowhere(Packing::Plain, "a,b\n").unwrap(), &lines, run);
            assert_eq!(hashed.content, finished.content);

            let zstd = directory.path().join(format!("{i}.csv.zst"));
            let finished = fill(
                Sink::create(Packing::Zstd, &zstd, "a,b\n").unwrap(),
                &lines,
                run,
            );
            let stored = std::fs::read(&zstd).unwrap();
            assert_eq!(finished.content, hashed.content);
            assert_eq!(finished.stored, Fingerprint::of(&stored));
            let kept = fill(Sink::nowhere(Packing::Zstd, "a,b\n").unwrap(), &lines, run);
            assert_eq!(
                (kept.content, kept.stored),
                (finished.content, finished.stored)
            );
            let mut unzipped = Vec::new();
            zstd::Decoder::new(&stored[..])
                .unwrap()
                .single_frame()
                .read_to_end(&mut unzipped)
                .unwrap();
            assert!(unzipped == whole);
            zipped.push(stored);
        }
        assert!(zipped.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
