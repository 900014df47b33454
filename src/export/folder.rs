//! Writes directories to a temporary place and moves them to their target when complete.

use super::destination::{self, directory_of};
use super::unwritten;
use crate::error::{Error, Result};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Classification of an entry in an existing export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A file that an export writes.
    File,
    /// A directory of such files.
    Directory,
    /// Created, along with everything inside, by a program that uses the export.
    Artifact,
    /// Not part of an export.
    Foreign,
}

/// Classifies a path relative to an export.
type Classify = fn(&Path) -> EntryKind;

/// A temporary directory, removed if it is dropped before being published.
pub(super) struct Folder {
    out: PathBuf,
    force: bool,
    classify: Classify,
    /// Contains `new`, and after the exchange the previous directory.
    staged: TempDir,
}

impl Folder {
    /// Creates a directory to be published at `out`. An existing one is replaced if `force` is set and it contains nothing
    /// foreign.
    pub(super) fn new(out: &Path, classify: Classify, force: bool) -> Result<Folder> {
        let there = out.symlink_metadata();
        match there {
            Ok(there) if !there.is_dir() => {
                return Err(Error::refused(
                    out,
                    "is not a directory, expected a new one; name another with --out",
                ));
            }
            Ok(_) if !force => {
                return Err(Error::refused(
                    out,
                    "exists, expected a new directory; replace it with --force or name another with --out",
                ));
            }
            Ok(_) => refuse_foreign(out, classify)?,
            Err(_) => {}
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(destination::PREFIX);
        let staged = destination::begin(|| {
            let staged = builder.tempdir_in(directory_of(out)?);
            let staged = staged.map_err(unwritten(out))?;
            let path = staged.path().to_path_buf();
            Ok((staged, path))
        })?;
        let folder = Folder {
            out: out.to_path_buf(),
            force,
            classify,
            staged,
        };
        fs::create_dir(folder.path()).map_err(unwritten(out))?;
        Ok(folder)
    }

    fn path(&self) -> PathBuf {
        self.staged.path().join("new")
    }

    /// Returns the path of a file, creating its parent directories.
    pub(super) fn place(&self, file: &Path) -> Result<PathBuf> {
        let place = self.path().join(file);
        if let Some(directory) = place.parent() {
            fs::create_dir_all(directory).map_err(unwritten(&self.out))?;
        }
        Ok(place)
    }

    /// Publishes the complete directory, flushed to disk, and returns the size of its files.
    pub(super) fn publish(self) -> Result<u64> {
        let bytes = size(&self.path()).map_err(unwritten(&self.out))?;
        // A process that is about to exit waits until the directory is in place.
        let _begun = destination::end(self.staged.path());
        let new = self.path();
        let exists = self.out.symlink_metadata().is_ok();
        let moved = match self.force && exists {
            true => {
                refuse_foreign(&self.out, self.classify)?;
                exchange(&new, &self.out)
            }
            false => renameat_with(CWD, &new, CWD, &self.out, RenameFlags::NOREPLACE)
                .or_else(|error| match error {
                    rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS if !exists => {
                        renameat_with(CWD, &new, CWD, &self.out, RenameFlags::empty())
                    }
                    error => Err(error),
                })
                .map_err(Into::into),
        };
        moved.map_err(unwritten(&self.out))?;
        Ok(bytes)
    }
}

/// Moves `new` to `out`, and the previous directory next to where `new` was, from where it is removed.
fn exchange(new: &Path, out: &Path) -> std::io::Result<()> {
    if renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).is_ok() {
        return Ok(());
    }
    let old = new.with_file_name("old");
    fs::rename(out, &old)?;
    fs::rename(new, out).inspect_err(|_| {
        let _ = fs::rename(&old, out);
    })
}

/// Returns the total size of the files below a directory.
fn size(directory: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        bytes += match entry.file_type()?.is_dir() {
            true => size(&entry.path())?,
            false => entry.metadata()?.len(),
        };
    }
    Ok(bytes)
}

/// Fails if a directory contains anything foreign.
fn refuse_foreign(out: &Path, classify: Classify) -> Result<()> {
    let Some(foreign) = foreign(out, Path::new(""), classify)? else {
        return Ok(());
    };
    let reason = format!(
        "contains {}, which is not part of an export; nothing was changed; move it elsewhere or name another with --out",
        foreign.display()
    );
    Err(Error::refused(out, reason))
}

/// Returns the first foreign entry in the directory `below`, relative to `out`.
fn foreign(out: &Path, below: &Path, classify: Classify) -> Result<Option<PathBuf>> {
    let directory = out.join(below);
    let listed = fs::read_dir(&directory).map_err(Error::at("list", &directory))?;
    let entries = listed.map(|entry| entry.and_then(|one| Ok((one.file_name(), one.file_type()?))));
    let mut entries = entries
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(Error::at("list", &directory))?;
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in entries {
        let path = below.join(name);
        let strange = match classify(&path) {
            EntryKind::Directory if kind.is_dir() => foreign(out, &path, classify)?,
            EntryKind::File if kind.is_file() => None,
            EntryKind::Artifact if !kind.is_symlink() => None,
            _ => Some(out.join(path)),
        };
        if strange.is_some() {
            return Ok(strange);
        }
    }
    Ok(None)
}
