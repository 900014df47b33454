//! Bundles in a git repository at a given revision, read as git blobs through `git cat-file`.

use crate::bundle::format::Format;
use crate::bundle::manifest::{MANIFEST, MAX_BYTES};
use crate::error::{Error, ErrorKind, Result};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// Location of a committed bundle.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The directory to run git in.
    repository: PathBuf,
    /// The tree and the bundle's directory in it, in git's syntax: `4b825dc:data/bank/`.
    name: String,
    /// The bundle's directory, relative to the top of the repository.
    directory: String,
    /// Display name for messages: `HEAD~1:bank`.
    shown: PathBuf,
}

/// Returns whether `name` is a revision of the repository that contains `directory`; false if git cannot be run.
pub fn is_revision(directory: &Path, name: &str) -> bool {
    tree(directory, name).is_ok_and(|tree| tree.is_some())
}

impl Committed {
    /// Finds the bundle in `path` at a revision of the repository that contains `directory`. `path` is relative to the top of the
    /// repository or, if no bundle is committed there, to `directory`. An empty revision means the index.
    ///
    /// # Errors
    ///
    /// Fails when the repository, revision, or bundle does not exist.
    pub fn find(directory: &Path, revision: &str, path: &str) -> Result<Committed> {
        let shown = PathBuf::from(format!("{revision}:{path}"));
        let prefix = prefix(directory, &shown)?;
        let refused = |reason: &str| Error::with_path(ErrorKind::Missing, &shown, reason);
        let tree = match revision {
            "" => String::new(),
            name => tree(directory, name)?.ok_or_else(|| {
                refused("no such revision in this repository, expected a branch, tag or commit; fetch it, or check the name")
            })?,
        };
        let from_top = Some(path).filter(|path| !is_relative(path));
        let from_top = from_top.and_then(|path| normal("", path));
        let places = [from_top, normal(&prefix, path)];
        for place in places.into_iter().flatten() {
            let name = match place.as_str() {
                "" => format!("{tree}:"),
                place => format!("{tree}:{place}/"),
            };
            let manifest = format!("{name}{MANIFEST}");
            if git(directory, &["cat-file", "-e", &manifest])?
                .status
                .success()
            {
                return Ok(Committed {
                    repository: directory.to_path_buf(),
                    name,
                    directory: place,
                    shown,
                });
            }
        }
        Err(refused(&format!(
            "no bundle here, expected a committed directory with {MANIFEST}"
        )))
    }

    /// Finds a directory's bundle as it is at a revision.
    ///
    /// # Errors
    ///
    /// As [`Committed::find`].
    pub fn of_directory(directory: &Path, revision: &str) -> Result<Committed> {
        let mut found = Committed::find(directory, revision, "./")?;
        found.shown = PathBuf::from(format!("{revision}:{}", found.directory));
        Ok(found)
    }

    /// Returns the corresponding directory in the working tree.
    ///
    /// # Errors
    ///
    /// When the repository has no working tree.
    pub fn checked_out(&self) -> Result<PathBuf> {
        let top = git(&self.repository, &["rev-parse", "--show-cdup"])?;
        let top = output_line(top, &self.shown)?;
        let path = match self.repository == Path::new(".") {
            true => Path::new(&top).join(&self.directory),
            false => self.repository.join(top).join(&self.directory),
        };
        Ok(match path.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => path,
        })
    }

    /// Returns the display name for messages.
    pub(crate) fn path(&self) -> &Path {
        &self.shown
    }

    /// Reads the manifest.
    pub(crate) fn manifest(&self) -> Result<Vec<u8>> {
        let path = self.shown.join(MANIFEST);
        let mut bytes = Vec::new();
        let file = self.file(MANIFEST);
        let read = file.and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
        read.map_err(Error::at("read", &path))?;
        if bytes.len() as u64 > MAX_BYTES {
            let reason = format!("expected a manifest of at most {MAX_BYTES} bytes, found more");
            return Err(Error::damaged(&path, reason));
        }
        Ok(bytes)
    }

    /// Opens a table stored as CSV and decompresses it.
    pub(crate) fn lines(&self, path: &str, format: Format) -> io::Result<Box<dyn Read + Send>> {
        format.packing().decoder(self.file(path)?)
    }

    /// Copies a file to a temporary file, because columnar formats are read from the end.
    pub(crate) fn temporary_copy(&self, path: &str) -> io::Result<File> {
        let mut copy = tempfile::tempfile()?;
        io::copy(&mut self.file(path)?, &mut copy)?;
        copy.rewind()?;
        Ok(copy)
    }

    /// Opens one of the bundle's files.
    fn file(&self, path: &str) -> io::Result<Blob> {
        let name = format!("{}{path}", self.name);
        let mut child = command(&self.repository)
            .args(["cat-file", "blob", &name])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take();
        let output = output.ok_or_else(|| io::Error::other("git has no output"))?;
        Ok(Blob { child, output })
    }
}

/// Streaming reader of a git blob.
struct Blob {
    child: Child,
    output: ChildStdout,
}

impl Read for Blob {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.output.read(buffer)?;
        // Treat end of output as end of file only if git exited successfully.
        if n == 0 && !buffer.is_empty() && !self.child.wait()?.success() {
            let mut words = String::new();
            if let Some(stderr) = &mut self.child.stderr {
                stderr.take(1 << 12).read_to_string(&mut words)?;
            }
            return Err(io::Error::other(format!("git: {}", line(&words))));
        }
        Ok(n)
    }
}

impl Drop for Blob {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Prepares a git command that never prompts and takes no optional locks.
fn command(directory: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(directory);
    git.env("GIT_OPTIONAL_LOCKS", "0");
    git.env("GIT_TERMINAL_PROMPT", "0");
    git.env("LC_ALL", "C");
    git.stdin(Stdio::null()).stderr(Stdio::piped());
    git
}

fn git(directory: &Path, arguments: &[&str]) -> Result<Output> {
    let output = command(directory).args(arguments).output();
    output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::usage(
            "git: not found on the PATH; install it, or name the directories of two bundles",
        ),
        _ => Error::at("run", Path::new("git"))(error),
    })
}

/// Returns git's output as one line, or git's error message as an error about `shown`.
fn output_line(output: Output, shown: &Path) -> Result<String> {
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout)
            .trim_end_matches('\n')
            .to_string()),
        false => {
            let words = String::from_utf8_lossy(&output.stderr);
            let reason = format!("git: {}", line(&words));
            Err(Error::with_path(ErrorKind::Usage, shown, reason))
        }
    }
}

/// Returns the first line of git's error output without its `fatal:` prefix.
fn line(words: &str) -> &str {
    let line = words.lines().next().unwrap_or("it failed");
    line.strip_prefix("fatal: ").unwrap_or(line)
}

/// Returns the directory's path relative to the top of its repository; outside a repository, an error about `shown`.
fn prefix(directory: &Path, shown: &Path) -> Result<String> {
    let prefix = git(directory, &["rev-parse", "--show-prefix"])?;
    output_line(prefix, shown)
}

/// Resolves a revision to its tree; None if there is no such revision.
fn tree(directory: &Path, revision: &str) -> Result<Option<String>> {
    let name = format!("{revision}^{{tree}}");
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &name,
    ];
    let output = git(directory, &arguments)?;
    let tree = String::from_utf8_lossy(&output.stdout).trim().to_string();
    Ok(output
        .status
        .success()
        .then_some(tree)
        .filter(|tree| !tree.is_empty()))
}

/// Returns whether a path starts with `.` or `..`, and so is explicitly relative to the current directory.
fn is_relative(path: &str) -> bool {
    let first = Path::new(path).components().next();
    matches!(first, Some(Component::CurDir | Component::ParentDir))
}

/// Resolves a path relative to `prefix` into one from the top of the repository; None if it leaves the repository.
fn normal(prefix: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in prefix.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_current_directory() {
        for (prefix, path, wanted) in [
            ("", "bank", Some("bank")),
            ("", "data/bank/", Some("data/bank")),
            ("data/", "bank", Some("data/bank")),
            ("data/", "./bank", Some("data/bank")),
            ("data/now/", "../bank", Some("data/bank")),
            ("data/", "../../bank", None),
            ("", "", Some("")),
            ("", "./", Some("")),
        ] {
            assert_eq!(normal(prefix, path).as_deref(), wanted, "{prefix} {path}");
        }
        assert!(is_relative("./bank") && is_relative("..") && !is_relative("bank"));
    }
}
