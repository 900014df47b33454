//! Errors of the library; each displays as one clear line.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Result of a library call.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that a user can act on.
///
/// Its `Display` is one clear line: the path, what was expected, what was found, and what to do. Programs match on its
/// [`kind`](Error::kind), never on the message.
/// ```
/// use dhub::bundle::Bundle;
/// use dhub::error::ErrorKind;
/// use std::path::Path;
///
/// let error = Bundle::open(Path::new("no/such/bundle")).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Missing);
/// assert_eq!(error.path(), Some(Path::new("no/such/bundle")));
/// ```
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    /// The file or directory involved.
    path: Option<PathBuf>,
    /// Follows the path in the message; the whole message if there is no path.
    reason: String,
    source: Option<io::Error>,
}

/// Category of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The system refused an operation on a file or directory; see [`Error::io`].
    Io,
    /// A file or directory that dhub did not create is in the way.
    Refused,
    /// There is no bundle.
    Missing,
    /// A bundle's file is corrupt or contradicts the manifest.
    Damaged,
    /// An argument is out of range, or arguments contradict each other.
    Usage,
    /// Text does not have the expected form.
    Parse,
    /// A query is invalid, refers to something that does not exist, or would write.
    Query,
    /// The embedded query engine failed, which says nothing about the data.
    Engine,
    /// PostgreSQL or its client failed.
    Server,
    /// A time limit passed, or the user interrupted the operation.
    Interrupted,
    /// Out of memory, threads, or open files.
    Resources,
}

impl Error {
    /// Creates an error that concerns no path; see also [`Error::with_path`].
    pub fn new(kind: ErrorKind, line: impl Into<String>) -> Error {
        Error::made(kind, None, line.into(), None)
    }

    /// Creates an error about a file or directory.
    pub fn with_path(kind: ErrorKind, path: &Path, reason: impl Into<String>) -> Error {
        Error::made(kind, Some(path.to_path_buf()), reason.into(), None)
    }

    fn made(
        kind: ErrorKind,
        path: Option<PathBuf>,
        reason: String,
        source: Option<io::Error>,
    ) -> Error {
        Error(Box::new(Inner {
            kind,
            path,
            reason,
            source,
        }))
    }

    /// Returns a function for `map_err` that reports a failure to do `action`, such as `write`, on `path`.
    pub fn at(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        move |source| {
            let reason = format!("cannot {action}: {}", words(action, &source));
            Error::made(
                ErrorKind::Io,
                Some(path.to_path_buf()),
                reason,
                Some(source),
            )
        }
    }

    /// Creates a refusal to modify `path`.
    pub fn refused(path: &Path, reason: impl Into<String>) -> Error {
        Error::with_path(ErrorKind::Refused, path, reason)
    }

    /// Creates an error about a damaged file of a bundle.
    pub fn damaged(path: &Path, reason: impl Into<String>) -> Error {
        Error::with_path(ErrorKind::Damaged, path, reason)
    }

    /// Creates the error for a missing bundle; `free` if one could be written there.
    pub(crate) fn missing(path: &Path, free: bool) -> Error {
        let mut reason = "no bundle here, expected a directory with datapackage.json".to_string();
        if free {
            reason += &format!("; write one with: dhub seed all --out {}", path.display());
        }
        Error::with_path(ErrorKind::Missing, path, reason)
    }

    /// Creates an error about an invalid argument.
    pub fn usage(line: impl Into<String>) -> Error {
        Error::new(ErrorKind::Usage, line)
    }

    /// Creates an error about text that does not have the expected form.
    pub fn parse(line: impl Into<String>) -> Error {
        Error::new(ErrorKind::Parse, line)
    }

    /// Creates an error about text that is not what was expected.
    pub(crate) fn expected(expected: &str, found: &str) -> Error {
        let shown: String = found.chars().take(60).collect();
        Error::parse(format!("expected {expected}, found {shown:?}"))
    }

    /// Creates an error about a query that cannot be answered.
    pub fn query(line: impl Into<String>) -> Error {
        Error::new(ErrorKind::Query, line)
    }

    /// Creates an error for a failure of the embedded query engine.
    pub fn engine(line: impl Into<String>) -> Error {
        Error::new(ErrorKind::Engine, line)
    }

    /// Creates an error for a failure of PostgreSQL or its client.
    pub fn server(line: impl Into<String>) -> Error {
        Error::new(ErrorKind::Server, line)
    }

    /// Prefixes the message with its context, such as the flag that the text was passed to.
    pub fn within(mut self, place: impl fmt::Display) -> Error {
        self.0.reason = format!("{place}: {self}");
        self.0.path = None;
        self
    }

    /// Replaces the path and the reason.
    pub(crate) fn with_path_and_reason(mut self, path: PathBuf, reason: String) -> Error {
        self.0.path = Some(path);
        self.0.reason = reason;
        self
    }

    /// Returns the category.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns whether there is no bundle.
    pub fn is_missing(&self) -> bool {
        self.kind() == ErrorKind::Missing
    }

    /// Returns whether a bundle's file is damaged.
    pub fn is_damaged(&self) -> bool {
        self.kind() == ErrorKind::Damaged
    }

    /// Returns the file or directory involved, if any.
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// Returns the system's error; always present for [`ErrorKind::Io`].
    pub fn io(&self) -> Option<&io::Error> {
        self.0.source.as_ref()
    }

    /// Returns the message without the path.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.0.path {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str(&self.0.reason)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.io().map(|source| source as _)
    }
}

/// Explains in our wording why the system refused `action`, with a remedy if there is an obvious one.
pub(crate) fn words(action: &str, source: &io::Error) -> String {
    let known = match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "no space left; free some or choose another directory"
        }
        io::ErrorKind::FileTooLarge => {
            "the file would exceed a size limit; raise it or choose another directory"
        }
        io::ErrorKind::PermissionDenied
            if ["read", "list", "look at", "find"].contains(&action) =>
        {
            "permission denied; check the file's permissions"
        }
        io::ErrorKind::PermissionDenied => {
            "permission denied; choose a directory that you can write to"
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "the file system is read-only; choose another directory"
        }
        io::ErrorKind::NotFound => "it does not exist",
        io::ErrorKind::NotADirectory => "a part of the path is not a directory",
        io::ErrorKind::AlreadyExists => "something with that name already exists",
        _ => {
            let words = source.to_string().to_lowercase();
            return words
                .split(" (os error ")
                .next()
                .unwrap_or_default()
                .to_string();
        }
    };
    known.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error as _;

    #[test]
    fn errors_have_a_kind_and_a_one_line_message() {
        let path = Path::new("out/a.csv");
        let denied = || io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        for (error, kind, line) in [
            (
                Error::at("write", path)(denied()),
                ErrorKind::Io,
                "out/a.csv: cannot write: the file system is read-only; choose another directory",
            ),
            (
                Error::damaged(path, "expected 3 rows, found 2"),
                ErrorKind::Damaged,
                "out/a.csv: expected 3 rows, found 2",
            ),
            (
                Error::parse("expected a date").within("--as-of"),
                ErrorKind::Parse,
                "--as-of: expected a date",
            ),
            (
                Error::refused(path, "not ours").within("part 2"),
                ErrorKind::Refused,
                "part 2: out/a.csv: not ours",
            ),
        ] {
            assert_eq!((error.kind(), error.to_string().as_str()), (kind, line));
            assert_eq!(error.source().is_some(), kind == ErrorKind::Io);
        }
    }
}
