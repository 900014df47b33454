//! Deletes a bundle and nothing else.

use crate::bundle::files::exists;
use crate::bundle::manifest::MANIFEST;
use crate::bundle::own::{Own, first_stray};
use crate::bundle::place;
use crate::bundle::recovery::{Leftover, leftovers};
use crate::bundle::staging::Staging;
use crate::error::{Error, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Result of [`clear`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Number of files deleted.
    pub files: usize,
    /// The first stray file left behind, if any.
    pub left: Option<PathBuf>,
    /// Whether the empty directory itself could not be removed: a mount point, or a read-only parent.
    pub stays: bool,
    /// Staging directories of killed runs that were deleted.
    pub leftovers: Vec<PathBuf>,
    /// Failures after the bundle had left its place, with the location of what remains.
    pub warnings: Vec<String>,
}

/// Deletes exactly the files of the bundle in a directory, and the directories that this empties. A missing directory is not an
/// error.
///
/// The bundle is first renamed out of its place as a whole, then deleted. If there are stray files or the directory cannot be
/// renamed, files are deleted one by one, the manifest last, so that an interrupted call can be repeated.
///
/// # Errors
///
/// Fails when the directory is not empty but holds no bundle, when another run is using it, or when a file cannot be deleted.
pub fn clear(directory: &Path) -> Result<Cleared> {
    clear_place(directory).map_err(|error| place::with_given_path(directory, error))
}

fn clear_place(directory: &Path) -> Result<Cleared> {
    let mut cleared = Cleared::default();
    let place = place::find(directory)?;
    let before = leftovers(directory)?;
    if !exists(&place) && before.is_empty() {
        return Ok(cleared);
    }
    let staging = Staging::hold(&place)?;
    let own = match Own::of(directory) {
        Err(error)
            if error.is_missing() && (!directory.exists() || first_stray(directory)?.is_none()) =>
        {
            None
        }
        own => Some(own?),
    };
    match own {
        None => {}
        Some(own) => {
            cleared.files = own
                .files
                .iter()
                .filter(|file| exists(&directory.join(file)))
                .count();
            let alone = first_stray(directory)?.is_none() && !directory.is_symlink();
            let gone = if alone { staging.take_out()? } else { None };
            match gone {
                Some(gone) => {
                    if let Err(error) = fs::remove_dir_all(&gone) {
                        cleared.warnings.push(format!(
                            "{}: moved aside, but not deleted: {}; delete it manually",
                            directory.display(),
                            Error::at("remove", &gone)(error)
                        ));
                    }
                }
                None => {
                    cleared.files = one_by_one(directory, &own)?;
                    cleared.left = first_stray(directory)?;
                }
            }
        }
    }
    drop(staging); // the staging directory may lie inside `directory`
    if cleared.files > 0 && cleared.left.is_none() && exists(directory) {
        cleared.stays = fs::remove_dir(directory).is_err();
    }
    let gone = before.into_iter().filter(|left| !exists(&left.path));
    cleared.leftovers = gone.map(|Leftover { path, .. }| path).collect();
    Ok(cleared)
}

/// Deletes the files of a bundle in place and returns their number.
fn one_by_one(directory: &Path, own: &Own) -> Result<usize> {
    let manifest = Path::new(MANIFEST);
    // Files behind a symbolic link are outside the bundle.
    let linked = |file: &&PathBuf| {
        let mut inside = file.ancestors().skip(1);
        inside.any(|inside| !inside.as_os_str().is_empty() && directory.join(inside).is_symlink())
    };
    let remove = |file: &Path| {
        let path = directory.join(file);
        match fs::remove_file(&path) {
            Ok(()) => Ok(1),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(Error::at("remove", &path)(error)),
        }
    };
    let mut files = 0;
    let tables = own.files.iter().filter(|file| *file != manifest);
    for file in tables.filter(|file| !linked(file)) {
        files += remove(file)?;
    }
    // Deepest first; `remove_dir` keeps directories that still contain something.
    for inside in own.directories.iter().rev() {
        let _ = fs::remove_dir(directory.join(inside));
    }
    Ok(files + remove(manifest)?)
}
