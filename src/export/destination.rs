//! Where an export is written: beside its place, until it is whole.

use super::unwritten;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::TempPath;

/// The files in the making.
static STAGED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes the files that this process is making, for a program that is about to end; no other is begun.
pub fn abandon() {
    let staged = staged();
    for path in &*staged {
        let _ = std::fs::remove_file(path);
        let _ = std::fs::remove_dir_all(path);
    }
    std::mem::forget(staged);
}

/// What the name of whatever is in the making begins with.
pub(super) const PREFIX: &str = ".dhub-export-";

/// Makes what is told with its place, which [`abandon`] removes.
pub(super) fn begin<T>(make: impl FnOnce() -> Result<(T, PathBuf)>) -> Result<T> {
    let mut begun = staged();
    let (made, path) = make()?;
    begun.push(path);
    Ok(made)
}

/// What stands at a place is no longer in the making. Nothing is abandoned while the answer is held.
pub(super) fn end(place: &Path) -> MutexGuard<'static, Vec<PathBuf>> {
    let mut begun = staged();
    begun.retain(|path| path != place);
    begun
}

fn staged() -> MutexGuard<'static, Vec<PathBuf>> {
    STAGED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file in the making. Dropped before it is published it goes away.
pub(super) struct Destination {
    out: PathBuf,
    force: bool,
    staged: TempPath,
}

impl Destination {
    /// Begins a file that shall stand at `out`.
    pub(super) fn new(out: &Path, force: bool) -> Result<Destination> {
        let there = out.symlink_metadata();
        if there.as_ref().is_ok_and(|there| !there.is_file()) {
            return Err(Error::refused(
                out,
                "is no regular file, expected a new file; name another with --out",
            ));
        }
        if there.is_ok() && !force {
            return Err(Error::refused(
                out,
                "exists, expected a new file; replace it with --force or name another with --out",
            ));
        }
        let directory = directory_of(out)?;
        let mut builder = tempfile::Builder::new();
        let permissions = permissions();
        let builder = builder.prefix(PREFIX).permissions(permissions);
        let staged = begin(|| {
            let staged = builder.tempfile_in(directory).map_err(unwritten(out))?;
            let path = staged.path().to_path_buf();
            Ok((staged, path))
        })?;
        Ok(Destination {
            out: out.to_path_buf(),
            force,
            staged: staged.into_temp_path(),
        })
    }

    /// The file as it is being written.
    pub(super) fn path(&self) -> &Path {
        &self.staged
    }

    /// Writes text to the file and puts it in its place; its size.
    pub(super) fn text(self, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<u64> {
        let file = File::create(&self.staged).map_err(unwritten(&self.out))?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        write(&mut out)?;
        out.flush().map_err(unwritten(&self.out))?;
        self.publish()
    }

    /// Puts the whole file in its place; its size.
    pub(super) fn publish(self) -> Result<u64> {
        let file = File::open(&self.staged).map_err(unwritten(&self.out))?;
        file.sync_all().map_err(unwritten(&self.out))?;
        let bytes = file.metadata().map_err(unwritten(&self.out))?.len();
        // Whoever ends the process now waits until the file has its place.
        let _begun = end(&self.staged);
        let moved = match self.force {
            true => self.staged.persist(&self.out),
            false => self.staged.persist_noclobber(&self.out),
        };
        moved.map_err(|error| unwritten(&self.out)(error.error))?;
        Ok(bytes)
    }
}

/// The directory that a new file or directory shall stand in.
pub(super) fn directory_of(out: &Path) -> Result<&Path> {
    let directory = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !directory.is_dir() {
        let reason = "is no directory, expected the one to write into; make it first";
        return Err(Error::refused(directory, reason));
    }
    Ok(directory)
}

/// What any new file may be, which the user's mask narrows.
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::Permissions::from_mode(0o666)
}
