//! A bundle appears whole or not at all: it is made in a staging directory and exchanged with what stands in its place.
//!
//! While a run lasts, the staging directory `.out.dhub-staging` stands beside `out`; where `out` cannot be moved, there is a
//! second one in it, `.dhub-staging`:
//!
//! ```text
//! lock    held by the run; the system lets go of it when the process ends, however it ends
//! new/    the bundle in the making; after the exchange the previous one, on its way out
//! old/    the previous bundle, only where the system cannot exchange two directories in one step
//! gone/   a bundle that is being removed
//! probe/  tells whether `out` can be moved
//! ```
//!
//! The next run cleans up after one that was killed, and puts back `old` if its place is empty. Where `out` cannot be moved, its
//! files are exchanged one by one: see `children`.

use crate::bundle::files::{exists, sync_directory};
use crate::bundle::lock::{self, Lock};
use crate::bundle::own::INSIDE;
use crate::bundle::place::{self, refuse_foreign, resolve};
use crate::bundle::recovery::{is_inside, recover};
use crate::bundle::replace::{Previous, Replace};
use crate::bundle::unfinished::{Reserve, Unfinished, runs};
use crate::bundle::{Progress, children};
use crate::error::{Error, Result};
use rustix::io::Errno;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The staging directory of a run, locked. Dropped before [`Staging::publish`], it leaves nothing behind.
pub(crate) struct Staging {
    /// Where the bundle shall stand, as the user has named it.
    given: PathBuf,
    /// The same place, free of links.
    out: PathBuf,
    directory: PathBuf,
    /// Held for as long as the value lives.
    _lock: Lock,
    /// What stood there at the beginning.
    previous: Previous,
    /// That beside the place, whose lock is held too, where this one is inside.
    _beside: Option<Box<Staging>>,
}

impl Staging {
    /// Makes sure that a bundle may take the place `out`, and opens an empty staging directory for it.
    ///
    /// # Errors
    ///
    /// When `out` holds anything that is not a bundle's, or a bundle that may not be replaced; when another run is at work on it;
    /// when its place cannot be written.
    pub(crate) fn begin(out: &Path, replace: &Replace) -> Result<Staging> {
        let given = out;
        let out = resolve(given)?;
        place::beside(&out)?; // the root has no place beside it
        // What a killed run left there half exchanged is put right before it is judged.
        if !exists(&out.join(INSIDE)) {
            refuse_foreign(given)?;
        }
        let mut staging = Staging::hold(&out)?;
        refuse_foreign(given)?;
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

    /// Takes the lock of a place, free of links, and puts right what killed runs have left there.
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
            // Its parent is not ours to write, but the place itself may be.
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
        let mut runs = runs(); // whoever interrupts finds it there, or nothing made
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

    /// The directory to write the bundle into.
    pub(crate) fn path(&self) -> PathBuf {
        self.directory.join("new")
    }

    fn old(&self) -> PathBuf {
        self.directory.join("old")
    }

    /// Whether the staging directory is inside of the place.
    pub(crate) fn is_inside(&self) -> bool {
        is_inside(&self.out, &self.directory)
    }

    /// Whether the system would move `out` away from its place. It is asked to put it where a directory with a file in it
    /// stands, which it does not do, and says why not.
    fn can_move(&self) -> Result<bool> {
        let probe = self.directory.join("probe");
        fs::create_dir(&probe).map_err(Error::at("create", &probe))?;
        let file = probe.join("file");
        File::create_new(&file).map_err(Error::at("create", &file))?;
        let answer = match fs::rename(&self.out, &probe) {
            // A file system that does not keep its promises.
            Ok(()) => {
                fs::rename(&probe, &self.out).map_err(Error::at("put back", &self.out))?;
                return Ok(true);
            }
            Err(error) => Errno::from_io_error(&error),
        };
        fs::remove_dir_all(&probe).map_err(Error::at("remove", &probe))?;
        Ok(!answer.is_some_and(stays))
    }

    /// Puts the staged bundle, which must be flushed to the disk, in its place and removes the previous one. What fails once
    /// it stands there is a warning.
    ///
    /// # Errors
    ///
    /// When the place cannot be taken; then everything stands as before.
    pub(crate) fn publish(self, progress: &dyn Progress) -> Result<()> {
        let uninterrupted = runs();
        if self.is_inside() {
            refuse_foreign(&self.out)?;
            self.previous.refuse_changed(&self.out, &self.out)?;
            children::exchange(&self.out, &self.directory)?;
        } else if !exists(&self.out) {
            let new = self.path();
            fs::rename(&new, &self.out).map_err(Error::at("put the new bundle", &self.out))?;
        } else if let Err((error, put_back)) = self.exchange() {
            drop(uninterrupted);
            if !put_back {
                std::mem::forget(self); // dropping it would remove what is not ours
            }
            return Err(error);
        }
        drop(uninterrupted);

        let out = self.given.display();
        if let Err(error) = sync_directory(self.out.parent().unwrap_or(Path::new("/"))) {
            progress.warning(&format!(
                "{out}: the new bundle is in its place, but if the power fails now it may not be: {error}"
            ));
        }
        if let Err(error) = recover(&self.out, &self.directory) {
            progress.warning(&format!(
                "{out}: the new bundle is in its place, but the previous one is not gone: {error}; remove {} by hand",
                self.directory.display()
            ));
        }
        Ok(())
    }

    /// Exchanges `new` and `out`, both of which are there. Says with the error whether everything stands as before.
    fn exchange(&self) -> std::result::Result<(), (Error, bool)> {
        let (new, out) = (self.path(), &self.out);
        let unchanged = |at: &Path| {
            refuse_foreign(at)?;
            self.previous.refuse_changed(at, out)
        };
        match exchange(&new, out) {
            Ok(()) => {
                // Something may have come into it or been edited while the run was at work.
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

    /// The exchange in two steps. A run that dies between them leaves `old`, which [`recover`] puts back.
    fn rename_twice(&self) -> Result<()> {
        let (new, old, out) = (self.path(), self.old(), &self.out);
        fs::rename(out, &old).map_err(Error::at("move the previous bundle", out))?;
        fs::rename(&new, out).map_err(|error| {
            let _ = fs::rename(&old, out);
            Error::at("put the new bundle", out)(error)
        })
    }

    /// Takes the bundle in `out` out of its place, in one step, if it can be moved and nothing but the bundle is there. The
    /// caller removes what it is given.
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
        if refuse_foreign(&gone).is_ok() {
            return Ok(Some(gone));
        }
        fs::rename(&gone, &self.out).map_err(Error::at("put back in its place", &gone))?;
        Ok(None)
    }
}

impl Drop for Staging {
    /// Best effort: what cannot be removed now, the next run removes.
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

/// Whether this is the answer to moving a directory that stays where it is: a mount point, one that a layer below has too, one
/// whose parent is not ours to write.
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

/// Whether a failure is that of writing where that is not allowed.
fn cannot_write(error: &Error) -> bool {
    let kind = error.io().map(|error| error.kind());
    matches!(
        kind,
        Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
    )
}

/// Swaps two directories in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> rustix::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)
}

/// No such call on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

#[cfg(test)]
mod tests;
