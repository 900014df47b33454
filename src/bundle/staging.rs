//! A bundle appears whole or not at all: it is made beside its place and exchanged with what stands there.
//!
//! Beside `out` stands, while a run lasts, the folder `.out.dhub-staging`:
//!
//! ```text
//! lock    held by the run; the system lets go of it when the process ends, however it ends
//! new/    the bundle in the making; after the exchange the former one, on its way out
//! old/    the former bundle, only where the system cannot exchange two folders in one step
//! ```
//!
//! The next run cleans up after one that was killed, and puts back `old` if its place is empty.

use crate::bundle::files::{exists, sync_folder};
use crate::bundle::place::{folder_of, refuse_foreign, resolve};
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The staging folder of a run. Dropped before [`Staging::publish`], it leaves nothing behind.
pub(crate) struct Staging {
    /// Where the bundle shall stand, free of links.
    out: PathBuf,
    folder: PathBuf,
    /// Held for as long as the value lives.
    _lock: File,
}

impl Staging {
    /// Makes sure that a bundle may take the place `out`, and opens an empty staging folder for it.
    ///
    /// # Errors
    ///
    /// When `out` holds anything that is not a bundle's, when another run is at work on it, when its place cannot be written.
    pub(crate) fn begin(out: &Path) -> Result<Staging> {
        let given = out;
        let out = resolve(given)?;
        let folder = folder_of(&out)?;
        refuse_foreign(given)?;
        let lock = lock(&folder, &out)?;
        let staging = Staging {
            out,
            folder,
            _lock: lock,
        };
        staging.recover()?;
        let new = staging.path();
        fs::create_dir(&new).map_err(Error::at("create", &new))?;
        Ok(staging)
    }

    /// The folder to write the bundle into.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join("new")
    }

    fn old(&self) -> PathBuf {
        self.folder.join("old")
    }

    /// Puts the staged bundle, which must be flushed to the disk, in its place and removes the former one.
    ///
    /// # Errors
    ///
    /// When the place cannot be taken; then everything stands as before.
    pub(crate) fn publish(self) -> Result<()> {
        let (new, out) = (self.path(), &self.out);
        let flush = |path: &Path| sync_folder(path.parent().unwrap_or(Path::new("/")));
        if !exists(out) {
            fs::rename(&new, out).map_err(Error::at("put the new bundle", out))?;
            return flush(out);
        }
        match exchange(&new, out) {
            Ok(()) => {
                // Something of somebody else's may have come into the folder while the run was at work.
                if let Err(refusal) = refuse_foreign(&new) {
                    if let Err(error) = exchange(&new, out) {
                        let error = Error::at("put back in its place", &new)(error.into());
                        std::mem::forget(self); // dropping it would remove what is not ours
                        return Err(error);
                    }
                    return refuse_foreign(out).and(Err(refusal));
                }
            }
            Err(
                rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP,
            ) => {
                refuse_foreign(out)?;
                self.rename_twice()?;
            }
            Err(error) => return Err(Error::at("exchange with the new bundle", out)(error.into())),
        }
        flush(out)
    }

    /// The exchange in two steps. A run that dies between them leaves `old`, which [`Staging::recover`] puts back.
    fn rename_twice(&self) -> Result<()> {
        let (new, old, out) = (self.path(), self.old(), &self.out);
        fs::rename(out, &old).map_err(Error::at("move the former bundle", out))?;
        fs::rename(&new, out).map_err(|error| {
            let _ = fs::rename(&old, out);
            Error::at("put the new bundle", out)(error)
        })
    }

    /// Puts right what a killed run may have left in the staging folder.
    fn recover(&self) -> Result<()> {
        let listing = fs::read_dir(&self.folder).map_err(Error::at("list", &self.folder))?;
        for entry in listing {
            let entry = entry.map_err(Error::at("list", &self.folder))?;
            if !["lock", "new", "old"]
                .map(OsString::from)
                .contains(&entry.file_name())
            {
                return Err(Error::refused(
                    &entry.path(),
                    "is in the way and not ours; expected only what a former run left; move it away",
                ));
            }
        }
        let (old, out) = (self.old(), &self.out);
        if exists(&old) && !exists(out) {
            fs::rename(&old, out).map_err(Error::at("put back the former bundle", out))?;
        }
        for left in [self.path(), old] {
            if exists(&left) {
                fs::remove_dir_all(&left).map_err(Error::at("remove", &left))?;
            }
        }
        Ok(())
    }
}

impl Drop for Staging {
    /// Best effort: what cannot be removed now, the next run removes.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.path());
        if exists(&self.out) {
            let _ = fs::remove_dir_all(self.old());
        }
        let _ = fs::remove_file(self.folder.join("lock"));
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Cleans up after a killed run, if there was one, as the next run would.
pub(crate) fn clean(out: &Path) -> Result<()> {
    let place = fs::canonicalize(out).or_else(|_| std::path::absolute(out));
    let out = place.map_err(Error::at("find", out))?;
    let folder = folder_of(&out)?;
    if !exists(&folder) {
        return Ok(());
    }
    let lock = lock(&folder, &out)?;
    Staging {
        out,
        folder,
        _lock: lock,
    }
    .recover()
}

/// Makes the staging folder if need be and takes its lock.
fn lock(folder: &Path, out: &Path) -> Result<File> {
    let path = folder.join("lock");
    loop {
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let found = fs::symlink_metadata(folder);
                if found.is_ok_and(|found| !found.is_dir()) {
                    return Err(Error::refused(
                        folder,
                        "is in the way and not a folder; move it away",
                    ));
                }
            }
            Err(error) => return Err(Error::at("create", folder)(error)),
        }
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let file = match file {
            Err(error) if error.kind() == ErrorKind::NotFound => continue, // another run has just ended
            file => file.map_err(Error::at("create", &path))?,
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::refused(
                    out,
                    "another run is writing this bundle; wait until it has ended",
                ));
            }
            Err(TryLockError::Error(error)) => return Err(Error::at("lock", &path)(error)),
        }
        // The run that held the lock before may have removed the file with its folder: then this one locks nothing.
        let ours = file.metadata().map_err(Error::at("look at", &path))?;
        if fs::metadata(&path)
            .is_ok_and(|found| (found.dev(), found.ino()) == (ours.dev(), ours.ino()))
        {
            return Ok(file);
        }
    }
}

/// Swaps two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> rustix::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)
}

/// No such call on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> rustix::io::Result<()> {
    Err(rustix::io::Errno::NOSYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(folder: &Path, text: &str) {
        fs::create_dir_all(folder).unwrap();
        let manifest = serde_json::json!({ "dhub": { "files": ["datapackage.json", "a.txt"] }, "resources": [] });
        fs::write(folder.join("datapackage.json"), manifest.to_string()).unwrap();
        fs::write(folder.join("a.txt"), text).unwrap();
    }

    fn text(folder: &Path) -> String {
        fs::read_to_string(folder.join("a.txt")).unwrap()
    }

    fn names(folder: &Path) -> Vec<OsString> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_new_takes_the_place_of_nothing_of_an_empty_folder_and_of_the_old() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        for round in 0..4 {
            if round == 1 {
                fs::remove_dir_all(&out).unwrap();
                fs::create_dir(&out).unwrap();
            }
            let staging = Staging::begin(&out).unwrap();
            bundle(&staging.path(), &round.to_string());
            staging.publish().unwrap();
            assert_eq!(text(&out), round.to_string());
            assert_eq!(names(home.path()), ["out"]);
        }
    }

    #[test]
    fn a_dropped_run_changes_nothing() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        bundle(&out, "former");
        let staging = Staging::begin(&out).unwrap();
        bundle(&staging.path(), "new");
        drop(staging);
        assert_eq!(text(&out), "former");
        assert_eq!(names(home.path()), ["out"]);
    }

    #[test]
    fn two_runs_do_not_meet() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        let first = Staging::begin(&out).unwrap();
        let refusal = Staging::begin(&out).err().unwrap().to_string();
        assert!(refusal.contains("another run is writing"), "{refusal}");
        bundle(&first.path(), "first");
        first.publish().unwrap();
        assert_eq!(text(&out), "first");
        drop(Staging::begin(&out).unwrap());
    }

    #[test]
    fn two_renames_do_the_same_and_are_recovered_between() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        bundle(&out, "former");
        let staging = Staging::begin(&out).unwrap();
        bundle(&staging.path(), "new");
        staging.rename_twice().unwrap();
        drop(staging);
        assert_eq!(text(&out), "new");
        assert_eq!(names(home.path()), ["out"]);

        let left = home.path().join(".out.dhub-staging");
        fs::create_dir(&left).unwrap();
        fs::rename(&out, left.join("old")).unwrap();
        bundle(&left.join("new"), "newer");
        clean(&out).unwrap();
        assert_eq!(text(&out), "new");
        assert_eq!(names(home.path()), ["out"]);
    }

    #[test]
    fn what_a_killed_run_left_is_cleaned_but_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        let left = home.path().join(".out.dhub-staging");
        bundle(&left.join("new/employees_db"), "half");
        drop(Staging::begin(&out).unwrap());
        assert!(names(home.path()).is_empty());

        fs::create_dir(&left).unwrap();
        fs::write(left.join("mine.txt"), "mine").unwrap();
        assert!(Staging::begin(&out).is_err());
        assert!(left.join("mine.txt").exists());
    }

    #[test]
    fn what_comes_into_the_folder_during_a_run_survives() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        bundle(&out, "former");
        let staging = Staging::begin(&out).unwrap();
        bundle(&staging.path(), "new");
        fs::write(out.join("notes.txt"), "mine").unwrap();
        let refusal = staging.publish().unwrap_err().to_string();
        assert!(refusal.contains("holds notes.txt"), "{refusal}");
        assert_eq!(text(&out), "former");
        assert!(out.join("notes.txt").exists());
    }
}
