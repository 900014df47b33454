//! `SHA256SUMS`: the digests of the files as stored, as `sha256sum` reads and writes them.

use crate::bundle::SUMS;
use crate::bundle::digest::Digest;
use crate::bundle::files::read_capped;
use crate::bundle::manifest::is_inside;
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// The list of a bundle is about 5 KB.
const MOST: u64 = 4 << 20;

/// What a list of digests says.
pub(crate) struct Sums {
    /// The digest of each path.
    pub(crate) digests: BTreeMap<String, Digest>,
    /// What is not as it must be in the list itself.
    pub(crate) wrong: Vec<String>,
}

impl Sums {
    /// Reads the list of the bundle in a directory.
    ///
    /// # Errors
    ///
    /// When it cannot be read; what is wrong in it is no error.
    pub(crate) fn read(directory: &Path) -> Result<Sums> {
        let path = directory.join(SUMS);
        let bytes = read_capped(&path, MOST).map_err(Error::at("read", &path))?;
        let text = String::from_utf8_lossy(&bytes);
        let mut sums = Sums {
            digests: BTreeMap::new(),
            wrong: Vec::new(),
        };
        if text.contains("\r\n") {
            let line = "expected the line end LF, found CRLF (a Windows line end)";
            sums.wrong.push(line.to_string());
        }
        for (number, line) in text.lines().enumerate() {
            let sum = line.split_once("  ").and_then(|(digest, path)| {
                is_inside(path).then_some((path, Digest::parse(digest)?))
            });
            let wrong = match sum {
                Some((path, digest)) => match sums.digests.insert(path.to_string(), digest) {
                    None => continue,
                    Some(_) => format!("lists {path} again"),
                },
                None => {
                    "expected a sha256 digest, two spaces and a path inside the bundle".to_string()
                }
            };
            sums.wrong.push(format!("line {}: {wrong}", number + 1));
        }
        Ok(sums)
    }
}
