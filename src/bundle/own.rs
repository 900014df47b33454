//! Tells a bundle's own files from stray files.

use crate::bundle::outline::Outline;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Name of the staging directory inside a bundle directory that cannot be renamed.
pub(crate) const INSIDE: &str = ".dhub-staging";

/// The files and directories of a bundle, as relative paths.
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

/// Returns the first stray entry of a directory, by name: None for an empty directory or an intact bundle. In a directory without
/// a manifest every entry is a stray. The staging directory is not a stray.
pub(crate) fn first_stray(directory: &Path) -> Result<Option<PathBuf>> {
    let strays = strays(directory)?.into_iter();
    Ok(strays.into_iter().find(|path| path != Path::new(INSIDE)))
}

/// Returns all stray entries of a directory, by name, without descending into stray directories.
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
