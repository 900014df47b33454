//! Compression of a bundle's files.

use std::io::{self, BufReader, Read};

/// What stands between the content of a file and its bytes on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// Nothing.
    Plain,
    /// One zstd frame.
    Zstd,
}

impl Packing {
    /// The name of the method, and of the program that unpacks; None for plain files.
    pub(crate) const fn method(self) -> Option<&'static str> {
        match self {
            Packing::Plain => None,
            Packing::Zstd => Some("zstd"),
        }
    }

    /// What it adds to the name of a file, which is also the manifest's word for it.
    pub(crate) const fn extension(self) -> Option<&'static str> {
        match self {
            Packing::Plain => None,
            Packing::Zstd => Some("zst"),
        }
    }

    /// Unpacks a file.
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
