//! Finds, recovers, and deletes staging directories left behind by killed runs.

use crate::bundle::children::{self, INSTALLING};
use crate::bundle::files::exists;
use crate::bundle::lock::{self, LOCK};
use crate::bundle::own::INSIDE;
use crate::bundle::place;
use crate::error::{Error, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// All entries that a run creates in its staging directory.
const OURS: [&str; 6] = [LOCK, "new", "old", "gone", "probe", INSTALLING];

/// A staging directory found at a bundle's target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Path of the staging directory.
    pub path: PathBuf,
    /// Whether a run is active in it; if not, that run was killed.
    pub running: bool,
}

/// Finds the staging directories of the bundle directory `out`, whether active or left behind by killed runs. The next run with
/// this target deletes the latter.
///
/// # Errors
///
/// Fails when the path is not valid.
pub fn leftovers(out: &Path) -> Result<Vec<Leftover>> {
    let out = place::find(out)?;
    let leftover = |path: PathBuf| {
        let running = lock::is_held(&path, &out);
        exists(&path).then_some(Leftover { path, running })
    };
    // The root directory has no siblings, and therefore no staging directory.
    let both = [place::beside(&out).ok(), Some(out.join(INSIDE))];
    Ok(both.into_iter().flatten().filter_map(leftover).collect())
}

/// Recovers from a killed run: restores or completes what it left in the staging directory of `out`.
///
/// # Errors
///
/// Fails when the staging directory contains foreign files, or when something cannot be moved or removed.
pub(crate) fn recover(out: &Path, staging: &Path) -> Result<()> {
    for entry in fs::read_dir(staging).map_err(Error::at("list", staging))? {
        let entry = entry.map_err(Error::at("list", staging))?;
        if !OURS.iter().any(|ours| entry.file_name() == *ours) {
            return Err(Error::refused(
                &entry.path(),
                "unexpected file; expected only leftovers of a previous run; move it elsewhere",
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

/// Returns whether the staging directory is the one inside the target.
pub(crate) fn is_inside(out: &Path, staging: &Path) -> bool {
    staging.parent() == Some(out)
}

/// Recovers and deletes the staging directory, as far as possible. The next run handles what remains.
pub(crate) fn tidy(out: &Path, staging: &Path) {
    if recover(out, staging).is_ok() {
        let _ = fs::remove_file(staging.join(LOCK));
        let _ = fs::remove_dir(staging);
    }
}
