//! A directory in the making.

use super::destination::{self, directory_of};
use super::unwritten;
use crate::error::{Error, Result};
use crate::tables::FILES;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory in the making, with a directory per database. Dropped before it is published it goes away.
pub(super) struct Folder {
    out: PathBuf,
    force: bool,
    extension: &'static str,
    /// Holds `new`, and after the exchange what stood in its place.
    staged: TempDir,
}

impl Folder {
    /// Begins a directory of files of this extension that shall stand at `out`. One that is there is replaced if `force`, and if
    /// it holds nothing but such files.
    pub(super) fn new(out: &Path, extension: &'static str, force: bool) -> Result<Folder> {
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
            Ok(_) => refuse_foreign(out, extension)?,
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
            extension,
            staged,
        };
        fs::create_dir(folder.path()).map_err(unwritten(out))?;
        Ok(folder)
    }

    fn path(&self) -> PathBuf {
        self.staged.path().join("new")
    }

    /// The place of a file of a database, whose directory is made if need be.
    pub(super) fn place(&self, database: &str, file: &str) -> Result<PathBuf> {
        let directory = self.path().join(database);
        if !directory.is_dir() {
            fs::create_dir(&directory).map_err(unwritten(&self.out))?;
        }
        Ok(directory.join(file))
    }

    /// Puts the whole directory in its place; the size of its files, which are on the disk.
    pub(super) fn publish(self) -> Result<u64> {
        let mut bytes = 0;
        for file in files(&self.path()).map_err(unwritten(&self.out))? {
            bytes += file.metadata().map_err(unwritten(&self.out))?.len();
        }
        // Whoever ends the process now waits until the directory has its place.
        let _begun = destination::end(self.staged.path());
        let new = self.path();
        let exists = self.out.symlink_metadata().is_ok();
        let moved = match self.force && exists {
            true => {
                refuse_foreign(&self.out, self.extension)?;
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

/// The files in the directories of a directory.
fn files(root: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for directory in fs::read_dir(root)? {
        for file in fs::read_dir(directory?.path())? {
            files.push(file?.path());
        }
    }
    Ok(files)
}

/// Fails if a directory holds anything but files of tables.
fn refuse_foreign(out: &Path, extension: &str) -> Result<()> {
    let list = |directory: &Path| -> Result<Vec<PathBuf>> {
        let listed = fs::read_dir(directory).map_err(Error::at("list", directory))?;
        let paths = listed.map(|entry| entry.map(|entry| entry.path()));
        let mut paths = paths
            .collect::<std::io::Result<Vec<_>>>()
            .map_err(Error::at("list", directory))?;
        paths.sort();
        Ok(paths)
    };
    let of_table = |path: &Path| {
        FILES
            .iter()
            .any(|table| path.ends_with(format!("{}/{}.{extension}", table.database, table.name)))
    };
    for directory in list(out)? {
        let name = directory.file_name().unwrap_or_default();
        let known = FILES.iter().any(|table| name == table.database)
            && !directory.is_symlink()
            && directory.is_dir();
        let strange = match known {
            false => Some(directory),
            true => list(&directory)?
                .into_iter()
                .find(|path| !of_table(path) || path.is_dir()),
        };
        if let Some(strange) = strange {
            let reason = format!(
                "holds {}, which is no part of an export; nothing was changed; move it away or name another with --out",
                strange.display()
            );
            return Err(Error::refused(out, reason));
        }
    }
    Ok(())
}
