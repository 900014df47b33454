//! A directory in the making.

use super::destination::{self, directory_of};
use super::unwritten;
use crate::error::{Error, Result};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What something in an earlier export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A file of an export.
    File,
    /// A directory of such files.
    Directory,
    /// Made by a program that works with the export, with everything in it.
    Made,
    /// Somebody else's.
    Foreign,
}

/// Tells what a path below an export is.
type Knows = fn(&Path) -> Known;

/// A directory in the making. Dropped before it is published it goes away.
pub(super) struct Folder {
    out: PathBuf,
    force: bool,
    knows: Knows,
    /// Holds `new`, and after the exchange what stood in its place.
    staged: TempDir,
}

impl Folder {
    /// Begins a directory that shall stand at `out`. One that is there is replaced if `force`, and if all that it holds is known.
    pub(super) fn new(out: &Path, knows: Knows, force: bool) -> Result<Folder> {
        let there = out.symlink_metadata();
        match there {
            Ok(there) if !there.is_dir() => {
                return Err(Error::refused(
                    out,
                    "is no directory, expected a new one; name another with --out",
                ));
            }
            Ok(_) if !force => {
                return Err(Error::refused(
                    out,
                    "exists, expected a new directory; replace it with --force or name another with --out",
                ));
            }
            Ok(_) => refuse_foreign(out, knows)?,
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
            knows,
            staged,
        };
        fs::create_dir(folder.path()).map_err(unwritten(out))?;
        Ok(folder)
    }

    fn path(&self) -> PathBuf {
        self.staged.path().join("new")
    }

    /// The place of a file, whose directories are made if need be.
    pub(super) fn place(&self, file: &Path) -> Result<PathBuf> {
        let place = self.path().join(file);
        if let Some(directory) = place.parent() {
            fs::create_dir_all(directory).map_err(unwritten(&self.out))?;
        }
        Ok(place)
    }

    /// Puts the whole directory in its place; the size of its files, which are on the disk.
    pub(super) fn publish(self) -> Result<u64> {
        let bytes = size(&self.path()).map_err(unwritten(&self.out))?;
        // Whoever ends the process now waits until the directory has its place.
        let _begun = destination::end(self.staged.path());
        let new = self.path();
        let exists = self.out.symlink_metadata().is_ok();
        let moved = match self.force && exists {
            true => {
                refuse_foreign(&self.out, self.knows)?;
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

/// Puts `new` in the place of `out`, and what stood there beside `new`, from where it goes away.
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

/// The size of all files below a directory.
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

/// Fails if a directory holds anything that is foreign.
fn refuse_foreign(out: &Path, knows: Knows) -> Result<()> {
    let Some(foreign) = foreign(out, Path::new(""), knows)? else {
        return Ok(());
    };
    let reason = format!(
        "holds {}, which is no part of an export; nothing was changed; move it away or name another with --out",
        foreign.display()
    );
    Err(Error::refused(out, reason))
}

/// The first foreign thing in a directory below `out`.
fn foreign(out: &Path, below: &Path, knows: Knows) -> Result<Option<PathBuf>> {
    let directory = out.join(below);
    let listed = fs::read_dir(&directory).map_err(Error::at("list", &directory))?;
    let entries = listed.map(|entry| entry.and_then(|one| Ok((one.file_name(), one.file_type()?))));
    let mut entries = entries
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(Error::at("list", &directory))?;
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in entries {
        let path = below.join(name);
        let strange = match knows(&path) {
            Known::Directory if kind.is_dir() => foreign(out, &path, knows)?,
            Known::File if kind.is_file() => None,
            Known::Made if !kind.is_symlink() => None,
            _ => Some(out.join(path)),
        };
        if strange.is_some() {
            return Ok(strange);
        }
    }
    Ok(None)
}
