//! The part of a manifest that is the same in every version of the program.

use crate::bundle::digest::Digest;
use crate::bundle::manifest::{all_inside, parse};
use crate::error::Result;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What every version of the program writes into a manifest.
pub(crate) struct Outline {
    /// The bundle's files, relative to it; those of tables with the digest that the manifest states.
    pub(crate) files: BTreeMap<PathBuf, Option<Digest>>,
    /// Which part of a bundle it is, as it says, if it is not a whole one.
    pub(crate) part: Option<String>,
    /// The only tables or databases that it has, if it does not have every table.
    pub(crate) only: Vec<String>,
}

impl Outline {
    /// Reads the manifest of the bundle in `directory`, whatever version of the program wrote it.
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
