//! What in a directory is a bundle's own, and what is not.

use crate::bundle::outline::Outline;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The staging directory inside of a place that cannot be moved as a whole.
pub(crate) const INSIDE: &str = ".dhub-staging";

/// The files and directories of a bundle, relative to it.
#[derive(Default)]
pub(crate) struct Own {
    pub(crate) files: BTreeSet<PathBuf>,
    pub(crate) directories: BTreeSet<PathBuf>,
}

impl Own {
    pub(crate) fn of(directory: &Path) -> Result<Own> {
        let files: BTreeSet<PathBuf> = Outline::read(directory)?.files.into_keys().collect();
        let directories = files
            .iter()
            .flat_map(|file| file.ancestors().skip(1))
            .filter(|directory| !directory.as_os_str().is_empty())
            .map(Path::to_path_buf)
            .collect();
        Ok(Own { files, directories })
    }
}

/// The first entry of a directory, by name, that belongs to no bundle: none in an empty directory, none in a bundle; in a directory
/// without a manifest every entry is foreign. The staging directory is ours.
pub(crate) fn foreign(directory: &Path) -> Result<Option<PathBuf>> {
    let strays = strays(directory)?.into_iter();
    Ok(strays.into_iter().find(|path| path != Path::new(INSIDE)))
}

/// Every entry of a directory, by name, that belongs to no bundle; what is in a directory that does not is not named.
pub(crate) fn strays(directory: &Path) -> Result<Vec<PathBuf>> {
    let own = match Own::of(directory) {
        Err(error) if error.is_missing() => Own::default(),
        own => own?,
    };
    let mut strays = Vec::new();
    find_strays(directory, Path::new(""), &own, &mut strays)?;
    Ok(strays)
}

fn find_strays(root: &Path, inside: &Path, own: &Own, strays: &mut Vec<PathBuf>) -> Result<()> {
    let directory = root.join(inside);
    let listing = fs::read_dir(&directory).map_err(Error::at("list", &directory))?;
    let mut entries = Vec::new();
    for entry in listing {
        let entry = entry.map_err(Error::at("list", &directory))?;
        let kind = entry
            .file_type()
            .map_err(Error::at("look at", &entry.path()))?;
        entries.push((inside.join(entry.file_name()), kind.is_dir()));
    }
    entries.sort();
    for (path, is_directory) in entries {
        if is_directory && own.directories.contains(&path) {
            find_strays(root, &path, own, strays)?;
        } else if is_directory || !own.files.contains(&path) {
            strays.push(path);
        }
    }
    Ok(())
}
