//! `SHA256SUMS`: digests of the files as stored, in the format of `sha256sum`.

use crate::bundle::SUMS;
use crate::bundle::digest::Digest;
use crate::bundle::files::read_capped;
use crate::bundle::manifest::is_inside;
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// Maximum size of a list in bytes. A bundle's has about 5 KB.
const MAX_BYTES: u64 = 4 << 20;

/// A parsed list of digests.
pub(crate) struct Sums {
    /// Digests by path.
    pub(crate) digests: BTreeMap<String, Digest>,
    /// Errors in the list itself.
    pub(crate) wrong: Vec<String>,
}

impl Sums {
    /// Reads the list of digests of a bundle.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be read. Errors in its content are returned in `wrong` instead.
    pub(crate) fn read(directory: &Path) -> Result<Sums> {
        let path = directory.join(SUMS);
        let bytes = read_capped(&path, MAX_BYTES).map_err(Error::at("read", &path))?;
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
