//! Why the library could not do what it was asked: each error shows itself as one clear line.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A result of the library.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that a user can act upon. Its `Display` names the place, what was found and what to do.
#[derive(Debug)]
pub enum Error {
    /// The system refused an operation on a file or folder.
    Io {
        /// What was tried, such as `write`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Something is in the way that is not ours to change.
    Refused {
        /// Where.
        path: PathBuf,
        /// What is there, what was expected, what to do.
        reason: String,
    },
    /// There is no bundle.
    Missing {
        /// Where one was looked for.
        path: PathBuf,
    },
    /// A file of a bundle is not what it must be.
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What was expected and found.
        reason: String,
    },
    /// An argument is out of its range.
    Usage(String),
}

impl Error {
    /// For `map_err`: the failure to do `action` on `path`.
    pub fn at(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::Io {
            action,
            path: path.to_path_buf(),
            source,
        }
    }

    /// A refusal to touch `path`.
    pub fn refused(path: &Path, reason: impl Into<String>) -> Error {
        Error::Refused {
            path: path.to_path_buf(),
            reason: reason.into(),
        }
    }

    /// A file of a bundle that is not what it must be.
    pub fn damaged(path: &Path, reason: impl Into<String>) -> Error {
        Error::Damaged {
            path: path.to_path_buf(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io {
                action,
                path,
                source,
            } => write!(
                f,
                "{}: cannot {action}: {}",
                path.display(),
                words(action, source)
            ),
            Error::Refused { path, reason } | Error::Damaged { path, reason } => {
                write!(f, "{}: {reason}", path.display())
            }
            Error::Missing { path } => write!(
                f,
                "{}: no bundle here, expected a folder with datapackage.json; write one with: dhub seed all --out {0}",
                path.display()
            ),
            Error::Usage(line) => f.write_str(line),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// The system's reason not to do `action`, in our manner, with what to do where that is clear.
pub(crate) fn words(action: &str, source: &io::Error) -> String {
    let known = match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "no space left; free some or choose another folder"
        }
        ErrorKind::FileTooLarge => {
            "the file would pass a size limit; raise it or choose another folder"
        }
        ErrorKind::PermissionDenied if ["read", "list", "look at", "find"].contains(&action) => {
            "permission denied; let yourself read it"
        }
        ErrorKind::PermissionDenied => "permission denied; choose a folder that you may write",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only; choose another folder",
        ErrorKind::NotFound => "it does not exist",
        ErrorKind::NotADirectory => "a part of the path is not a folder",
        _ => return source.to_string().to_lowercase(),
    };
    known.to_string()
}
