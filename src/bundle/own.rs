//! What in a folder is a bundle's own, and what is not.

use crate::bundle::manifest::Manifest;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files and folders of a bundle, relative to it.
#[derive(Default)]
pub(crate) struct Own {
    pub(crate) files: BTreeSet<PathBuf>,
    pub(crate) folders: BTreeSet<PathBuf>,
}

impl Own {
    pub(crate) fn of(folder: &Path) -> Result<Own> {
        let files = Manifest::files_of(folder)?;
        let folders = files
            .iter()
            .flat_map(|file| file.ancestors().skip(1))
            .filter(|folder| !folder.as_os_str().is_empty())
            .map(Path::to_path_buf)
            .collect();
        Ok(Own { files, folders })
    }
}

/// The first entry of a folder, by name, that belongs to no bundle: none in an empty folder, none in a bundle; in a folder
/// without a manifest every entry is foreign.
pub(crate) fn foreign(folder: &Path) -> Result<Option<PathBuf>> {
    let own = match Own::of(folder) {
        Err(error) if error.is_missing() => Own::default(),
        own => own?,
    };
    first_foreign(folder, Path::new(""), &own)
}

fn first_foreign(root: &Path, inside: &Path, own: &Own) -> Result<Option<PathBuf>> {
    let folder = root.join(inside);
    let listing = fs::read_dir(&folder).map_err(Error::at("list", &folder))?;
    let mut entries = Vec::new();
    for entry in listing {
        let entry = entry.map_err(Error::at("list", &folder))?;
        let kind = entry
            .file_type()
            .map_err(Error::at("look at", &entry.path()))?;
        entries.push((inside.join(entry.file_name()), kind.is_dir()));
    }
    entries.sort();
    for (path, is_folder) in entries {
        if is_folder && own.folders.contains(&path) {
            if let Some(foreign) = first_foreign(root, &path, own)? {
                return Ok(Some(foreign));
            }
        } else if is_folder || !own.files.contains(&path) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
