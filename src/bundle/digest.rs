//! SHA-256 digests of files.

use crate::bundle::files::open;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::io::{self, Read};
use std::path::Path;

/// A SHA-256 digest. Displays as hexadecimal; the manifest stores it as `sha256:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Hashes a byte string.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// Parses 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Digest> {
        let mut digest = [0; 32];
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        for (i, byte) in digest.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Digest(digest))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("sha256:{self}"))
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.strip_prefix("sha256:")
            .and_then(Digest::parse)
            .ok_or_else(|| serde::de::Error::custom("expected sha256: and 64 hexadecimal digits"))
    }
}

/// The length and digest of a byte string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 digest.
    pub hash: Digest,
}

impl Fingerprint {
    /// Fingerprints a byte string.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint {
            bytes: bytes.len() as u64,
            hash: Digest::of(bytes),
        }
    }

    /// Fingerprints a file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Fingerprint> {
        Fingerprint::of_input(&mut open(path)?)
    }

    /// Fingerprints the rest of a reader.
    pub(crate) fn of_input(input: &mut impl Read) -> io::Result<Fingerprint> {
        let mut tally = Tally::default();
        let mut buffer = vec![0; 1 << 18];
        loop {
            match input.read(&mut buffer)? {
                0 => return Ok(tally.finish()),
                n => tally.add(&buffer[..n]),
            }
        }
    }
}

/// Incremental fingerprint.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    sha: Sha256,
    bytes: u64,
}

impl Tally {
    /// Adds bytes to the fingerprint.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.sha.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// Returns the fingerprint of all bytes added.
    pub(crate) fn finish(self) -> Fingerprint {
        Fingerprint {
            bytes: self.bytes,
            hash: Digest(self.sha.finalize().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_match_fips_180() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(Digest::parse(abc), Some(Digest::of(b"abc")));
        let mut tally = Tally::default();
        tally.add(b"a");
        tally.add(b"bc");
        assert_eq!(tally.finish(), Fingerprint::of(b"abc"));
        for text in ["", "abc", &abc[1..], &abc.replace('b', "g")] {
            assert_eq!(Digest::parse(text), None);
        }
    }
}
