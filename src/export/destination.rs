//! Writes exports to a temporary file next to the target and moves them into place when complete.

use super::unwritten;
use crate::bundle::Bundle;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::TempPath;

/// Temporary files of this process.
static STAGED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes the temporary files of this process, which is about to exit, and prevents new ones.
pub fn abandon() {
    let staged = staged();
    for path in &*staged {
        let _ = std::fs::remove_file(path);
        let _ = std::fs::remove_dir_all(path);
    }
    std::mem::forget(staged);
}

/// File name prefix of temporary files.
pub(super) const PREFIX: &str = ".dhub-export-";

/// Creates a temporary file or directory and registers it for [`abandon`].
pub(super) fn begin<T>(make: impl FnOnce() -> Result<(T, PathBuf)>) -> Result<T> {
    let mut begun = staged();
    let (made, path) = make()?;
    begun.push(path);
    Ok(made)
}

/// Unregisters a temporary path. Nothing is removed while the returned guard is held.
pub(super) fn end(place: &Path) -> MutexGuard<'static, Vec<PathBuf>> {
    let mut begun = staged();
    begun.retain(|path| path != place);
    begun
}

fn staged() -> MutexGuard<'static, Vec<PathBuf>> {
    STAGED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary file, removed if it is dropped before being published.
pub(crate) struct Destination {
    out: PathBuf,
    force: bool,
    staged: TempPath,
}

impl Destination {
    /// Creates a temporary file to be published at `out`.
    pub(crate) fn new(out: &Path, force: bool) -> Result<Destination> {
        let there = out.symlink_metadata();
        if there.as_ref().is_ok_and(|there| !there.is_file()) {
            return Err(Error::refused(
                out,
                "is not a regular file, expected a new file; name another with --out",
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

    /// Returns the path of the temporary file.
    pub(super) fn path(&self) -> &Path {
        &self.staged
    }

    /// Writes text to the file, publishes it, and returns its size.
    pub(crate) fn text(self, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<u64> {
        let file = File::create(&self.staged).map_err(unwritten(&self.out))?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        write(&mut out)?;
        out.flush().map_err(unwritten(&self.out))?;
        self.publish()
    }

    /// Publishes the complete file and returns its size.
    pub(super) fn publish(self) -> Result<u64> {
        let file = File::open(&self.staged).map_err(unwritten(&self.out))?;
        file.sync_all().map_err(unwritten(&self.out))?;
        let bytes = file.metadata().map_err(unwritten(&self.out))?.len();
        // A process that is about to exit waits until the file is in place.
        let _begun = end(&self.staged);
        let moved = match self.force {
            true => self.staged.persist(&self.out),
            false => self.staged.persist_noclobber(&self.out),
        };
        moved.map_err(|error| unwritten(&self.out)(error.error))?;
        Ok(bytes)
    }
}

/// Refuses an `out` inside the bundle, where it would be a stray file or replace one of the bundle's own.
pub(crate) fn outside(bundle: &Bundle, out: &Path) -> Result<()> {
    let (Ok(bundle), Ok(directory)) = (
        bundle.directory().canonicalize(),
        directory_of(out)?.canonicalize(),
    ) else {
        // Reading the bundle or writing the file reports the error.
        return Ok(());
    };
    if directory.starts_with(bundle) {
        let reason = "is inside the bundle, expected a place outside of it; name one with --out";
        return Err(Error::refused(out, reason));
    }
    Ok(())
}

/// Returns the parent directory of a new file or directory.
pub(super) fn directory_of(out: &Path) -> Result<&Path> {
    let directory = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !directory.is_dir() {
        let reason = "is not a directory, expected the one to write to; create it first";
        return Err(Error::refused(directory, reason));
    }
    Ok(directory)
}

/// Returns the default permissions of new files, which the umask restricts.
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::Permissions::from_mode(0o666)
}
