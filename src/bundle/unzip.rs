//! Limits decompression to the size stated in the manifest, since a small file can decompress to any number of bytes (a zip
//! bomb).

use crate::bundle::manifest::Resource;
use std::io::{self, ErrorKind, Read};

/// Reader of the CSV in a compressed file.
pub(crate) struct Unzip<R: Read> {
    input: R,
    /// Size according to the manifest, in bytes.
    stated: u64,
    /// Bytes still to come.
    left: u64,
}

impl<R: Read> Unzip<R> {
    /// Wraps the decoder of a table.
    pub(crate) fn new(input: R, resource: &Resource) -> Unzip<R> {
        let stated = resource.csv().bytes;
        Unzip {
            input,
            stated,
            left: stated,
        }
    }
}

impl<R: Read> Read for Unzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        let left = self.left.checked_sub(n as u64);
        self.left = left.ok_or_else(|| {
            let stated = self.stated;
            let reason =
                format!("expected {stated} bytes of CSV according to the manifest, found more");
            io::Error::new(ErrorKind::InvalidData, reason)
        })?;
        Ok(n)
    }
}

/// Describes why a compressed file could not be read: damage found by the decoder of `method`, or an error of our own readers.
pub(crate) fn wrong(method: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::InvalidData => error.to_string(),
        _ => format!("expected {method}, found damaged data ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::digest::Fingerprint;
    use crate::bundle::format::Format;
    use crate::tables;

    #[test]
    fn no_more_is_decompressed_than_the_manifest_states() {
        let csv = vec![b'x'; 1 << 20];
        let bomb = zstd::encode_all(&csv[..], 3).unwrap();
        let table = tables::files().next().unwrap();
        for (stated, fits) in [(1 << 20, true), ((1 << 20) - 1, false), (0, false)] {
            let mut said = Fingerprint::of(&csv);
            said.bytes = stated;
            let stored = Fingerprint::of(&bomb);
            let resource = Resource::new(table, None, Format::CsvZstd, 1, said, stored);
            let mut read = Vec::new();
            let mut input = Unzip::new(zstd::Decoder::new(&bomb[..]).unwrap(), &resource);
            let end = input.read_to_end(&mut read);
            assert_eq!(end.is_ok(), fits, "{stated}");
            assert!(read.len() as u64 <= stated);
            if let Err(error) = end {
                let line =
                    format!("expected {stated} bytes of CSV according to the manifest, found more");
                assert_eq!(wrong("zstd", &error), line);
            }
        }
        let resource = {
            let (said, stored) = (Fingerprint::of(&csv), Fingerprint::of(&bomb));
            Resource::new(table, None, Format::CsvZstd, 1, said, stored)
        };
        let mut cut = Unzip::new(
            zstd::Decoder::new(&bomb[..bomb.len() - 1]).unwrap(),
            &resource,
        );
        let error = cut.read_to_end(&mut Vec::new()).unwrap_err();
        assert!(wrong("zstd", &error).starts_with("expected zstd, found damaged data ("));
    }
}
