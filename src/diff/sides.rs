//! The two sides of a comparison, as people name them: directories, or what git has at a revision.

use crate::bundle::{Bundle, Committed, is_revision};
use crate::error::{Error, Result};
use std::ffi::OsStr;
use std::path::Path;

/// Where a bundle is when nobody says it.
const DEFAULT: &str = "out";

/// What names one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side<'a> {
    /// A directory.
    Directory(&'a Path),
    /// A revision, and a directory in it; without one that of the other side.
    Committed(&'a str, Option<&'a str>),
}

/// Opens the old and the new bundle. Either is a directory or `REV:PATH`, a directory of the git repository as it is at a revision;
/// of two sides one may be `REV` alone, which is the place of the other one at that revision. Without a new side, the old
/// one is compared with what is in the working tree.
///
/// What exists as a directory is one. `REV:` is the top of the repository, `:PATH` what is staged. A path is one from the top of the
/// repository or, if there is no bundle, from the current directory.
///
/// # Errors
///
/// When one of them cannot be opened.
pub fn open(old: &OsStr, new: Option<&OsStr>) -> Result<(Bundle, Bundle)> {
    let here = Path::new(".");
    let Some(new) = new else {
        return match Side::parse(old, here) {
            Side::Directory(directory) if directory.is_dir() => Err(Error::refused(
                directory,
                format!(
                    "is a directory, expected a revision or a second bundle; compare it with what is committed: dhub diff HEAD {}",
                    directory.display()
                ),
            )),
            Side::Directory(directory) => {
                Bundle::open(directory)?;
                Err(Error::usage("expected two bundles, found one"))
            }
            Side::Committed(revision, Some(path)) => {
                let place = Committed::find(here, revision, path)?;
                let new = Bundle::open(&place.checked_out()?)?;
                Ok((Bundle::committed(place)?, new))
            }
            Side::Committed(revision, None) => {
                let directory = Path::new(DEFAULT);
                let new = Bundle::open(directory)?;
                let old = Committed::of_directory(directory, revision)?;
                Ok((Bundle::committed(old)?, new))
            }
        };
    };
    // A revision alone is one of the repository that the other side is in.
    let beside = |other: &'_ OsStr| match Path::new(other).is_dir() {
        true => Path::new(other).to_path_buf(),
        false => here.to_path_buf(),
    };
    let (old_beside, new_beside) = (beside(new), beside(old));
    let (old, new) = (Side::parse(old, &old_beside), Side::parse(new, &new_beside));
    Ok((old.open(new)?, new.open(old)?))
}

impl<'a> Side<'a> {
    /// What an argument names; a revision alone is looked for in the repository that `repository` is in.
    fn parse(argument: &'a OsStr, repository: &Path) -> Side<'a> {
        let path = Path::new(argument);
        let (Some(text), false) = (argument.to_str(), path.exists()) else {
            return Side::Directory(path);
        };
        match text.split_once(':') {
            Some((revision, path)) => Side::Committed(revision, Some(path)),
            None if !text.is_empty() && is_revision(repository, text) => {
                Side::Committed(text, None)
            }
            None => Side::Directory(path),
        }
    }

    /// Opens this side beside the other one.
    fn open(self, other: Side) -> Result<Bundle> {
        let here = Path::new(".");
        let place = match (self, other) {
            (Side::Directory(directory), _) => return Bundle::open(directory),
            (Side::Committed(revision, Some(path)), _)
            | (Side::Committed(revision, None), Side::Committed(_, Some(path))) => {
                Committed::find(here, revision, path)?
            }
            (Side::Committed(revision, None), Side::Directory(directory)) => {
                Committed::of_directory(directory, revision)?
            }
            (Side::Committed(revision, None), Side::Committed(_, None)) => {
                Committed::find(here, revision, DEFAULT)?
            }
        };
        Bundle::committed(place)
    }
}
