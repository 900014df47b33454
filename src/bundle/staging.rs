//! Makes writing a bundle atomic: it is written to a staging directory, which is then exchanged with the target directory.
//!
//! During a run, the staging directory `.out.dhub-staging` exists next to `out`. If `out` cannot be renamed, there is a second
//! one inside it, `.dhub-staging`:
//!
//! ```text
//! lock    locked by the run; the system releases the lock when the process ends for any reason
//! new/    the new bundle; after the exchange, the previous one, about to be deleted
//! old/    the previous bundle, only where the system cannot exchange two directories atomically
//! gone/   a bundle being deleted
//! probe/  used to test whether `out` can be renamed
//! ```
//!
//! The next run cleans up after one that was killed, and restores `old` if there is no bundle in its place. If `out` cannot be
//! renamed, its files are exchanged one by one: see `children`.

use crate::bundle::files::{exists, sync_directory};
use crate::bundle::lock::{self, Lock};
use crate::bundle::own::INSIDE;
use crate::bundle::place::{self, refuse_strays, resolve};
use crate::bundle::recovery::{is_inside, recover};
use crate::bundle::replace::{Previous, Replace};
use crate::bundle::unfinished::{Reserve, Unfinished, runs};
use crate::bundle::{Progress, children};
use crate::error::{Error, Result};
use rustix::io::Errno;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The locked staging directory of a run. Dropping it before [`Staging::publish`] removes it and leaves nothing behind.
pub(crate) struct Staging {
    /// The bundle's directory as the user gave it.
    given: PathBuf,
    /// The same directory with symbolic links resolved.
    out: PathBuf,
    directory: PathBuf,
    /// Keeps the lock until the value is dropped.
    _lock: Lock,
    /// Snapshot of the bundle that was there at the start.
    previous: Previous,
    /// If this staging directory lies inside the target: the one next to the target, whose lock is held, too.
    _beside: Option<Box<Staging>>,
}

impl Staging {
    /// Checks that a bundle may be written to `out`, and creates an empty staging directory for it.
    ///
    /// # Errors
    ///
    /// Fails when `out` contains stray files or a bundle that must not be replaced, when another run is using it, or when it is
    /// not writable.
    pub(crate) fn begin(out: &Path, replace: &Replace) -> Result<Staging> {
        let given = out;
        let out = resolve(given)?;
        place::beside(&out)?; // fails for the root directory, which has no siblings
        // Recover a half-finished exchange before judging the contents.
        if !exists(&out.join(INSIDE)) {
            refuse_strays(given)?;
        }
        let mut staging = Staging::hold(&out)?;
        refuse_strays(given)?;
        let previous = replace.allow(given)?;
        if !staging.is_inside() && exists(&out) && !staging.can_move()? {
            let inside = Staging::open(out.join(INSIDE), &out, Some(staging));
            staging = inside?;
        }
        staging.previous = previous;
        staging.given = given.to_path_buf();
        let new = staging.path();
        fs::create_dir(&new).map_err(Error::at("create", &new))?;
        Ok(staging)
    }

    /// Locks a target directory, given with symbolic links resolved, and recovers what killed runs left there.
    ///
    /// # Errors
    ///
    /// As [`Staging::begin`].
    pub(crate) fn hold(out: &Path) -> Result<Staging> {
        let (beside, inside) = (place::beside(out)?, out.join(INSIDE));
        match Staging::open(beside.clone(), out, None) {
            Ok(staging) => {
                if exists(&inside) {
                    drop(Staging::open(inside, out, None)?);
                }
                Ok(staging)
            }
            // The parent directory is not writable, but the target itself may be.
            Err(error) if cannot_write(&error) && out.is_dir() => {
                if lock::is_held(&beside, out) {
                    return Err(lock::busy(out));
                }
                Staging::open(inside, out, None)
            }
            Err(error) => Err(error),
        }
    }

    fn open(directory: PathBuf, out: &Path, beside: Option<Staging>) -> Result<Staging> {
        let reserve = Reserve::new().map_err(Error::at("open files", out))?;
        let mut runs = runs(); // `abandon` must see either this run or nothing created
        let staging = Staging {
            given: out.to_path_buf(),
            out: out.to_path_buf(),
            _lock: lock::take(&directory, out)?,
            directory,
            previous: Previous::default(),
            _beside: beside.map(Box::new),
        };
        runs.push(Unfinished {
            out: out.to_path_buf(),
            staging: staging.directory.clone(),
            reserve,
        });
        drop(runs);
        recover(out, &staging.directory)?;
        Ok(staging)
    }

    /// Returns the directory to write the bundle into.
    pub(crate) fn path(&self) -> PathBuf {
        self.directory.join("new")
    }

    fn old(&self) -> PathBuf {
        self.directory.join("old")
    }

    /// Returns whether the staging directory lies inside the target.
    pub(crate) fn is_inside(&self) -> bool {
        is_inside(&self.out, &self.directory)
    }

    /// Returns whether the system can rename `out`. Asks it to rename `out` onto a non-empty directory: this always fails, but
    /// the error tells whether the rename itself would have been possible.
    fn can_move(&self) -> Result<bool> {
        let probe = self.directory.join("probe");
        fs::create_dir(&probe).map_err(Error::at("create", &probe))?;
        let file = probe.join("file");
        File::create_new(&file).map_err(Error::at("create", &file))?;
        let answer = match fs::rename(&self.out, &probe) {
            // The file system replaced a non-empty directory; undo that.
            Ok(()) => {
                fs::rename(&probe, &self.out).map_err(Error::at("put back", &self.out))?;
                return Ok(true);
            }
            Err(error) => Errno::from_io_error(&error),
        };
        fs::remove_dir_all(&probe).map_err(Error::at("remove", &probe))?;
        Ok(!answer.is_some_and(stays))
    }

    /// Moves the staged bundle, which must have been flushed to disk, into place and deletes the previous one. Failures after the
    /// new bundle is in place are reported as warnings.
    ///
    /// # Errors
    ///
    /// Fails when the bundle cannot be moved into place; the previous state is then unchanged.
    pub(crate) fn publish(self, progress: &dyn Progress) -> Result<()> {
        let uninterrupted = runs();
        if self.is_inside() {
            refuse_strays(&self.out)?;
            self.previous.refuse_changed(&self.out, &self.out)?;
            children::exchange(&self.out, &self.directory)?;
        } else if !exists(&self.out) {
            let new = self.path();
            fs::rename(&new, &self.out).map_err(Error::at("put the new bundle", &self.out))?;
        } else if let Err((error, put_back)) = self.exchange() {
            drop(uninterrupted);
            if !put_back {
                std::mem::forget(self); // dropping it would delete the user's files
            }
            return Err(error);
        }
        drop(uninterrupted);

        let out = self.given.display();
        if let Err(error) = sync_directory(self.out.parent().unwrap_or(Path::new("/"))) {
            progress.warning(&format!(
                "{out}: the new bundle is in place, but a power failure may undo that: {error}"
            ));
        }
        if let Err(error) = recover(&self.out, &self.directory) {
            progress.warning(&format!(
                "{out}: the new bundle is in place, but the previous one cannot be deleted: {error}; delete {} manually",
                self.directory.display()
            ));
        }
        Ok(())
    }

    /// Exchanges `new` and `out`, which both exist. The error says whether the previous state was restored.
    fn exchange(&self) -> std::result::Result<(), (Error, bool)> {
        let (new, out) = (self.path(), &self.out);
        let unchanged = |at: &Path| {
            refuse_strays(at)?;
            self.previous.refuse_changed(at, out)
        };
        match exchange(&new, out) {
            Ok(()) => {
                // The previous bundle may have been edited during the run.
                if let Err(refusal) = unchanged(&new) {
                    if let Err(error) = exchange(&new, out) {
                        return Err((
                            Error::at("put back in its place", &new)(error.into()),
                            false,
                        ));
                    }
                    let refusal = unchanged(out).and(Err(refusal));
                    return refusal.map_err(|refusal| (refusal, true));
                }
                Ok(())
            }
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => unchanged(out)
                .and_then(|()| self.rename_twice())
                .map_err(|error| (error, true)),
            Err(error) => Err((
                Error::at("exchange with the new bundle", out)(error.into()),
                true,
            )),
        }
    }

    /// Exchanges in two renames. A crash between them leaves `old`, which [`recover`] restores.
    fn rename_twice(&self) -> Result<()> {
        let (new, old, out) = (self.path(), self.old(), &self.out);
        fs::rename(out, &old).map_err(Error::at("move the previous bundle", out))?;
        fs::rename(&new, out).map_err(|error| {
            let _ = fs::rename(&old, out);
            Error::at("put the new bundle", out)(error)
        })
    }

    /// Atomically renames the bundle in `out` into the staging directory, if it can be renamed and there are no stray files. The
    /// caller deletes the returned directory.
    pub(crate) fn take_out(&self) -> Result<Option<PathBuf>> {
        let gone = self.directory.join("gone");
        if self.is_inside() {
            return Ok(None);
        }
        let _uninterrupted = runs();
        match fs::rename(&self.out, &gone) {
            Ok(()) => {}
            Err(error) if Errno::from_io_error(&error).is_some_and(stays) => return Ok(None),
            Err(error) => return Err(Error::at("move", &self.out)(error)),
        }
        if refuse_strays(&gone).is_ok() {
            return Ok(Some(gone));
        }
        fs::rename(&gone, &self.out).map_err(Error::at("put back in its place", &gone))?;
        Ok(None)
    }
}

impl Drop for Staging {
    /// Cleans up as far as possible; the next run handles the rest.
    fn drop(&mut self) {
        let mut runs = runs();
        runs.retain_mut(|run| {
            let ours = run.staging == self.directory;
            if ours {
                run.tidy();
            }
            !ours
        });
    }
}

/// Returns whether an error means that a directory cannot be renamed: a mount point, a directory of an overlay's lower layer, or
/// one with a read-only parent.
fn stays(answer: Errno) -> bool {
    [
        Errno::BUSY,
        Errno::XDEV,
        Errno::ACCESS,
        Errno::PERM,
        Errno::ROFS,
    ]
    .contains(&answer)
}

/// Returns whether an error means lack of write permission.
fn cannot_write(error: &Error) -> bool {
    let kind = error.io().map(|error| error.kind());
    matches!(
        kind,
        Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
    )
}

/// Exchanges two directories atomically.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> rustix::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)
}

/// This system has no such call.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

#[cfg(test)]
mod tests;
