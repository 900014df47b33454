//! File compression.

use std::io::{self, BufReader, Read};

/// Compression of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// None.
    Plain,
    /// One zstd frame.
    Zstd,
}

impl Packing {
    /// Returns the name of the compression method, which is also the name of the decompression program; None for plain files.
    pub(crate) const fn method(self) -> Option<&'static str> {
        match self {
            Packing::Plain => None,
            Packing::Zstd => Some("zstd"),
        }
    }

    /// Returns the extra file name extension, which is also the manifest's name of the compression.
    pub(crate) const fn extension(self) -> Option<&'static str> {
        match self {
            Packing::Plain => None,
            Packing::Zstd => Some("zst"),
        }
    }

    /// Returns a reader of the decompressed content.
    pub(crate) fn decoder<'a>(
        self,
        stored: impl Read + Send + 'a,
    ) -> io::Result<Box<dyn Read + Send + 'a>> {
        Ok(match self {
            Packing::Plain => Box::new(BufReader::with_capacity(1 << 16, stored)),
            Packing::Zstd => Box::new(zstd::Decoder::new(stored)?),
        })
    }
}
