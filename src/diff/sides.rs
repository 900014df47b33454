//! Resolves the two sides of a comparison: directories, or git revisions.

use crate::bundle::{Bundle, Committed, is_revision};
use crate::error::{Error, Result};
use std::ffi::OsStr;
use std::path::Path;

/// Default bundle directory.
const DEFAULT: &str = "out";

/// A side as specified by the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side<'a> {
    /// A directory.
    Directory(&'a Path),
    /// A revision and a directory in it; without a directory, that of the other side.
    Committed(&'a str, Option<&'a str>),
}

/// Opens the old and the new bundle. Each is a directory or `REV:PATH`, a directory in the git repository at a revision. One of
/// them may be just `REV`, meaning the other side's directory at that revision. Without `new`, `old` is compared with the working
/// tree.
///
/// An existing directory takes precedence. `REV:` is the top of the repository; `:PATH` is in the index. Paths are relative to
/// the top of the repository or, if there is no bundle, to the current directory.
///
/// # Errors
///
/// Fails when a side cannot be opened.
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
                Bundle::open_some(directory)?;
                Err(Error::usage("expected two bundles, found one"))
            }
            Side::Committed(revision, Some(path)) => {
                let place = Committed::find(here, revision, path)?;
                let new = Bundle::open_some(&place.checked_out()?)?;
                Ok((Bundle::committed(place)?, new))
            }
            Side::Committed(revision, None) => {
                let directory = Path::new(DEFAULT);
                let new = Bundle::open_some(directory)?;
                let old = Committed::of_directory(directory, revision)?;
                Ok((Bundle::committed(old)?, new))
            }
        };
    };
    // A bare revision belongs to the repository that contains the other side.
    let beside = |other: &'_ OsStr| match Path::new(other).is_dir() {
        true => Path::new(other).to_path_buf(),
        false => here.to_path_buf(),
    };
    let (old_beside, new_beside) = (beside(new), beside(old));
    let (old, new) = (Side::parse(old, &old_beside), Side::parse(new, &new_beside));
    Ok((old.open(new)?, new.open(old)?))
}

impl<'a> Side<'a> {
    /// Parses an argument; a bare revision is looked up in the repository that contains `repository`.
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

    /// Opens this side, given the other one.
    fn open(self, other: Side) -> Result<Bundle> {
        let here = Path::new(".");
        let place = match (self, other) {
            (Side::Directory(directory), _) => return Bundle::open_some(directory),
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
