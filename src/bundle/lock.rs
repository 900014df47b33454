//! One run at a time for each place: a lock that the system lets go of when the process ends, however it ends.

use crate::bundle::digest::Digest;
use crate::error::{Error, Result};
use rustix::io::Errno;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The file in a staging directory that is locked.
pub(crate) const LOCK: &str = "lock";

/// A lock that is held for as long as the value lives.
pub(crate) struct Lock {
    _file: File,
    /// The file to remove at the end, where it does not stand in the staging directory.
    elsewhere: Option<PathBuf>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(path) = &self.elsewhere {
            let _ = fs::remove_file(path);
        }
    }
}

/// What came of trying to lock a file.
enum Tried {
    Locked,
    /// Another process holds the lock.
    Held,
    /// The file system has no locks.
    Unsupported,
}

/// Makes the staging directory `staging` of the place `out` if need be, and takes its lock.
///
/// # Errors
///
/// When another run holds it, when the directory or the lock cannot be made.
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
                        "is in the way and not a directory; move it away",
                    ));
                }
            }
            Err(error) => return Err(Error::at("create", staging)(error)),
        }
        let file = match open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue, // another run has just ended
            Err(error) => {
                let _ = fs::remove_dir(staging); // the one just made; another run's is not empty
                return Err(Error::at("create", &path)(error));
            }
            Ok(file) => file,
        };
        match try_lock(&file).map_err(Error::at("lock", &path))? {
            Tried::Held => return Err(busy(out)),
            Tried::Unsupported => return take_elsewhere(file, out),
            // The run that held the lock before may have removed the file: then this one locks nothing.
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

/// Whether a run is at work in the staging directory `staging` of the place `out`. Nothing is made.
pub(crate) fn is_held(staging: &Path, out: &Path) -> bool {
    let held = |path: &Path| {
        let file = File::open(path).ok();
        file.is_some_and(|file| matches!(try_lock(&file), Ok(Tried::Held)))
    };
    held(&staging.join(LOCK)) || held(&elsewhere(out))
}

/// The refusal to work where another run does.
pub(crate) fn busy(out: &Path) -> Error {
    Error::refused(
        out,
        "another run is writing this bundle; wait until it has ended",
    )
}

/// The lock of a place whose file system has none: a file among the temporary ones, which keeps out the other runs of this
/// machine. Where there are no locks either, the run goes on without.
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

/// The lock file of a place whose file system has no locks.
fn elsewhere(out: &Path) -> PathBuf {
    let digest = Digest::of(out.as_os_str().as_bytes()).to_string();
    std::env::temp_dir().join(format!("dhub-{}.lock", &digest[..32]))
}

/// Opens a file to lock it, made if need be; to read it, where another user made it.
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
            // What systems answer whose file system has no locks, or no server for them.
            Some(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL | Errno::BADF) => {
                Ok(Tried::Unsupported)
            }
            _ if error.kind() == ErrorKind::Unsupported => Ok(Tried::Unsupported),
            _ => Err(error),
        },
    }
}

/// Whether an open file is the one at a path.
fn is_at(file: &File, path: &Path) -> bool {
    let same = |a: &fs::Metadata, b: &fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    let both = (file.metadata(), fs::metadata(path));
    matches!(&both, (Ok(a), Ok(b)) if same(a, b))
}
