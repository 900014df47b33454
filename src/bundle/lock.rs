//! Allows one run at a time per bundle directory, with a lock that the system releases when the process ends for any reason.

use crate::bundle::digest::Digest;
use crate::error::{Error, Result};
use rustix::io::Errno;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Name of the lock file in a staging directory.
pub(crate) const LOCK: &str = "lock";

/// A lock, held until dropped.
pub(crate) struct Lock {
    _file: File,
    /// Lock file to delete on drop, if it is not in the staging directory.
    elsewhere: Option<PathBuf>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(path) = &self.elsewhere {
            let _ = fs::remove_file(path);
        }
    }
}

/// Result of trying to lock a file.
enum Tried {
    Locked,
    /// Another process holds the lock.
    Held,
    /// The file system does not support locks.
    Unsupported,
}

/// Creates the staging directory of `out` if needed and locks it.
///
/// # Errors
///
/// Fails when another run holds the lock, or when the directory or lock file cannot be created.
pub(crate) fn take(staging: &Path, out: &Path) -> Result<Lock> {
    let path = staging.join(LOCK);
    loop {
        match fs::create_dir(staging) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let found = fs::symlink_metadata(staging);
                if found.is_ok_and(|found| !found.is_dir()) {
                    return Err(Error::refused(
                        staging,
                        "is not a directory; move it elsewhere",
                    ));
                }
            }
            Err(error) => return Err(Error::at("create", staging)(error)),
        }
        let file = match open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue, // another run has just finished
            Err(error) => {
                let _ = fs::remove_dir(staging); // only removes the directory just created; another run's is not empty
                return Err(Error::at("create", &path)(error));
            }
            Ok(file) => file,
        };
        match try_lock(&file).map_err(Error::at("lock", &path))? {
            Tried::Held => return Err(busy(out)),
            Tried::Unsupported => return take_elsewhere(file, out),
            // The previous holder may have deleted the file, in which case this lock protects nothing.
            Tried::Locked if is_at(&file, &path) => {
                return Ok(Lock {
                    _file: file,
                    elsewhere: None,
                });
            }
            Tried::Locked => {}
        }
    }
}

/// Returns whether a run is active in the staging directory of `out`. Creates nothing.
pub(crate) fn is_held(staging: &Path, out: &Path) -> bool {
    let held = |path: &Path| {
        let file = File::open(path).ok();
        file.is_some_and(|file| matches!(try_lock(&file), Ok(Tried::Held)))
    };
    held(&staging.join(LOCK)) || held(&elsewhere(out))
}

/// Builds the error for a directory that another run is using.
pub(crate) fn busy(out: &Path) -> Error {
    Error::refused(
        out,
        "another run is writing this bundle; wait until it has finished",
    )
}

/// Takes a lock file in the temporary directory, for file systems without locks. It excludes other runs on this machine only. If
/// locks are not supported there either, the run proceeds without one.
fn take_elsewhere(file: File, out: &Path) -> Result<Lock> {
    let path = elsewhere(out);
    loop {
        let Ok(there) = open(&path) else {
            return Ok(Lock {
                _file: file,
                elsewhere: None,
            });
        };
        match try_lock(&there) {
            Ok(Tried::Held) => return Err(busy(out)),
            Ok(Tried::Locked) if !is_at(&there, &path) => {}
            Ok(Tried::Locked) => {
                return Ok(Lock {
                    _file: there,
                    elsewhere: Some(path),
                });
            }
            _ => {
                let _ = fs::remove_file(&path);
                return Ok(Lock {
                    _file: file,
                    elsewhere: None,
                });
            }
        }
    }
}

/// Returns the path of the substitute lock file.
fn elsewhere(out: &Path) -> PathBuf {
    let digest = Digest::of(out.as_os_str().as_bytes()).to_string();
    std::env::temp_dir().join(format!("dhub-{}.lock", &digest[..32]))
}

/// Opens a lock file, creating it if needed; read-only if it belongs to another user.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    let made = options.write(true).create(true).truncate(false).open(path);
    match made {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            File::open(path).map_err(|_| error)
        }
        made => made,
    }
}

fn try_lock(file: &File) -> io::Result<Tried> {
    match file.try_lock() {
        Ok(()) => Ok(Tried::Locked),
        Err(TryLockError::WouldBlock) => Ok(Tried::Held),
        Err(TryLockError::Error(error)) => match Errno::from_io_error(&error) {
            // Errors of file systems without lock support, or without a lock server.
            Some(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL | Errno::BADF) => {
                Ok(Tried::Unsupported)
            }
            _ if error.kind() == ErrorKind::Unsupported => Ok(Tried::Unsupported),
            _ => Err(error),
        },
    }
}

/// Returns whether an open file is still the one at a path.
fn is_at(file: &File, path: &Path) -> bool {
    let same = |a: &fs::Metadata, b: &fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    let both = (file.metadata(), fs::metadata(path));
    matches!(&both, (Ok(a), Ok(b)) if same(a, b))
}
