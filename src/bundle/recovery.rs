//! Staging directories that a run has left, however it ended: put right, removed, or only seen.

use crate::bundle::children::{self, INSTALLING};
use crate::bundle::files::exists;
use crate::bundle::lock::{self, LOCK};
use crate::bundle::own::INSIDE;
use crate::bundle::place;
use crate::error::{Error, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Everything that a run makes in its staging directory.
const OURS: [&str; 6] = [LOCK, "new", "old", "gone", "probe", INSTALLING];

/// A staging directory that stands at the place of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// The staging directory.
    pub path: PathBuf,
    /// Whether a run is at work in it; if not, one was killed.
    pub running: bool,
}

/// The staging directories at the place of the bundle `out`: of a run that is at work, or of those that were killed. The next
/// run at this place removes the latter.
///
/// # Errors
///
/// When the place cannot be.
pub fn leftovers(out: &Path) -> Result<Vec<Leftover>> {
    let out = place::find(out)?;
    let leftover = |path: PathBuf| {
        let running = lock::is_held(&path, &out);
        exists(&path).then_some(Leftover { path, running })
    };
    // The root has no place beside it, and so no run there.
    let both = [place::beside(&out).ok(), Some(out.join(INSIDE))];
    Ok(both.into_iter().flatten().filter_map(leftover).collect())
}

/// Puts right what a killed run may have left in the staging directory of the place `out`.
///
/// # Errors
///
/// When something else stands there, or something cannot be moved or removed.
pub(crate) fn recover(out: &Path, staging: &Path) -> Result<()> {
    for entry in fs::read_dir(staging).map_err(Error::at("list", staging))? {
        let entry = entry.map_err(Error::at("list", staging))?;
        if !OURS.iter().any(|ours| entry.file_name() == *ours) {
            return Err(Error::refused(
                &entry.path(),
                "unexpected file; expected only what a previous run left; move it elsewhere",
            ));
        }
    }
    let remove = |name: &str| {
        let left = staging.join(name);
        match exists(&left) {
            true => fs::remove_dir_all(&left).map_err(Error::at("remove", &left)),
            false => Ok(()),
        }
    };
    ["gone", "probe"].into_iter().try_for_each(remove)?;
    if is_inside(out, staging) {
        return children::recover(out, staging);
    }
    let old = staging.join("old");
    if exists(&old) && !exists(out) {
        fs::rename(&old, out).map_err(Error::at("put back the previous bundle", out))?;
    }
    ["new", "old"].into_iter().try_for_each(remove)
}

/// Whether a staging directory is the one inside of the place.
pub(crate) fn is_inside(out: &Path, staging: &Path) -> bool {
    staging.parent() == Some(out)
}

/// Puts right and removes the staging directory as far as that can be: what is left the next run sees to.
pub(crate) fn tidy(out: &Path, staging: &Path) {
    if recover(out, staging).is_ok() {
        let _ = fs::remove_file(staging.join(LOCK));
        let _ = fs::remove_dir(staging);
    }
}
