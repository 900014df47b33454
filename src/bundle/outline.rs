//! The subset of the manifest that every version of dhub writes.

use crate::bundle::digest::Digest;
use crate::bundle::manifest::{all_inside, parse};
use crate::error::Result;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Manifest properties common to all versions of dhub.
pub(crate) struct Outline {
    /// The bundle's files by relative path; for tables with the digest in the manifest.
    pub(crate) files: BTreeMap<PathBuf, Option<Digest>>,
    /// The part as stated in the manifest, if this is not a whole bundle.
    pub(crate) part: Option<String>,
    /// Names of the included tables or databases, if not all tables are included.
    pub(crate) only: Vec<String>,
}

impl Outline {
    /// Reads the manifest of the bundle in `directory`, written by any version of dhub.
    ///
    /// # Errors
    ///
    /// As [`Manifest::read`](super::Manifest::read).
    pub(crate) fn read(directory: &Path) -> Result<Outline> {
        #[derive(Deserialize)]
        struct Package {
            dhub: Others,
            resources: Vec<File>,
        }
        #[derive(Deserialize)]
        struct Others {
            files: Vec<String>,
            part: Option<String>,
            #[serde(default)]
            only: Vec<String>,
        }
        #[derive(Deserialize)]
        struct File {
            path: String,
            hash: Option<Digest>,
        }
        let package: Package = parse(directory)?;
        let tables = package.resources.into_iter();
        let tables = tables.map(|file| (file.path, file.hash));
        let others = package.dhub.files.into_iter().map(|path| (path, None));
        let files: Vec<(String, Option<Digest>)> = others.chain(tables).collect();
        all_inside(directory, files.iter().map(|(path, _)| path.as_str()))?;
        let files = files.into_iter();
        Ok(Outline {
            files: files
                .map(|(path, hash)| (PathBuf::from(path), hash))
                .collect(),
            part: package.dhub.part,
            only: package.dhub.only,
        })
    }
}
