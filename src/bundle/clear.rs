//! Removing a bundle, and nothing else.

use crate::bundle::manifest::MANIFEST;
use crate::bundle::own::{Own, foreign};
use crate::bundle::staging;
use crate::error::{Error, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What [`clear`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleared {
    /// How many files it removed.
    pub files: usize,
    /// The first thing that is not the bundle's and was left, if any.
    pub left: Option<PathBuf>,
}

/// Removes exactly the files of the bundle in a folder, and the folders that are empty then. Nothing there is fine.
///
/// The manifest goes last, so that an interrupted removal can be repeated.
///
/// # Errors
///
/// When the folder holds something but no bundle, or a file cannot be removed.
pub fn clear(folder: &Path) -> Result<Cleared> {
    staging::clean(folder)?;
    let nothing = Cleared {
        files: 0,
        left: None,
    };
    let own = match Own::of(folder) {
        Err(error) if error.is_missing() && (!folder.exists() || foreign(folder)?.is_none()) => {
            return Ok(nothing);
        }
        own => own?,
    };
    let mut files = 0;
    let manifest = Path::new(MANIFEST);
    // What lies behind a link is not in the bundle.
    let linked = |file: &&PathBuf| {
        let mut inside = file.ancestors().skip(1);
        inside.any(|inside| !inside.as_os_str().is_empty() && folder.join(inside).is_symlink())
    };
    let but_manifest = own
        .files
        .iter()
        .filter(|file| *file != manifest && !linked(file));
    for file in but_manifest.map(PathBuf::as_path).chain([manifest]) {
        let path = folder.join(file);
        match fs::remove_file(&path) {
            Ok(()) => files += 1,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Error::at("remove", &path)(error)),
        }
    }
    // From the deepest upwards; a folder that holds anything else stays.
    for inside in own.folders.iter().rev() {
        let _ = fs::remove_dir(folder.join(inside));
    }
    let left = foreign(folder)?;
    if left.is_none() {
        fs::remove_dir(folder).map_err(Error::at("remove", folder))?;
    }
    Ok(Cleared { files, left })
}
