//! Resolves a bundle's target directory and refuses directories that dhub must not replace.

use crate::bundle::digest::Digest;
use crate::bundle::files::exists;
use crate::bundle::lock::LOCK;
use crate::bundle::own::{INSIDE, first_stray};
use crate::error::{Error, ErrorKind, Result};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Longest directory name, in bytes, that is included in the name of its staging directory; file systems allow 255 bytes, some
/// only 143.
const MAX_NAME: usize = 100;

/// Returns the staging directory next to `out`: `.out.dhub-staging`, or one with a digest in place of a long name.
pub(crate) fn beside(out: &Path) -> Result<PathBuf> {
    let Some(name) = out.file_name() else {
        return Err(Error::refused(
            out,
            "is the root directory; expected a directory that a bundle may replace",
        ));
    };
    let digest;
    let name = match name.len() {
        0..=MAX_NAME => name,
        _ => {
            digest = Digest::of(name.as_bytes()).to_string();
            OsStr::new(&digest[..32])
        }
    };
    let mut staging = OsString::from(".");
    staging.push(name);
    staging.push(".dhub-staging");
    Ok(out.with_file_name(staging))
}

/// Resolves the target path to one free of symbolic links and dots, creating its parent directory if needed.
pub(crate) fn resolve(out: &Path) -> Result<PathBuf> {
    match fs::metadata(out) {
        Ok(found) if found.is_dir() => {
            let out = fs::canonicalize(out).map_err(Error::at("find", out))?;
            if out.parent().is_some()
                && std::env::current_dir().is_ok_and(|here| here.starts_with(&out))
            {
                return Err(Error::refused(
                    &out,
                    "is the current directory, but a bundle replaces its whole directory; run from outside of it",
                ));
            }
            Ok(out)
        }
        Ok(_) => Err(Error::refused(
            out,
            "is a file; expected a directory, or nothing; choose another --out",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let Some(name) = out.file_name() else {
                return Err(Error::refused(out, "is not the name of a directory"));
            };
            if fs::symlink_metadata(out).is_ok() {
                return Err(Error::refused(
                    out,
                    "is a dangling symbolic link; expected a directory, or nothing; choose another --out",
                ));
            }
            let parent = match out.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            fs::create_dir_all(parent).map_err(Error::at("create", parent))?;
            let parent = fs::canonicalize(parent).map_err(Error::at("find", parent))?;
            Ok(parent.join(name))
        }
        Err(error) => Err(Error::at("look at", out)(error)),
    }
}

/// Rewrites an error so that it is about the path given by the user or a file in it. Users do not know the staging directories,
/// and the resolved path may differ from the one that they gave.
pub(crate) fn with_given_path(given: &Path, error: Error) -> Error {
    let inside = |rest: &Path| match rest.as_os_str().is_empty() {
        true => given.to_path_buf(),
        false => given.join(rest),
    };
    let (Some(path), Some(out)) = (error.path().map(Path::to_path_buf), canonical(given)) else {
        return error;
    };
    let reason = error.reason().to_string();
    let staging = [beside(&out).ok(), Some(out.join(INSIDE))];
    for staging in staging.iter().flatten() {
        let Ok(rest) = path.strip_prefix(staging) else {
            continue;
        };
        if let Ok(rest) = rest.strip_prefix("new") {
            return error.with_path_and_reason(inside(rest), reason);
        }
        let reason = match error.kind() {
            ErrorKind::Refused => format!("{} {reason}", path.display()),
            _ if rest.as_os_str().is_empty() || rest == Path::new(LOCK) => reason,
            _ => format!("{reason} ({})", path.display()),
        };
        return error.with_path_and_reason(given.to_path_buf(), reason);
    }
    match path.strip_prefix(&out) {
        Ok(rest) => error.with_path_and_reason(inside(rest), reason),
        Err(_) => error,
    }
}

/// Resolves symbolic links, whether or not the path exists.
fn canonical(out: &Path) -> Option<PathBuf> {
    let parent = || match out.parent() {
        Some(parent) if parent.as_os_str().is_empty() => fs::canonicalize(".").ok(),
        parent => fs::canonicalize(parent?).ok(),
    };
    let nowhere = || Some(parent()?.join(out.file_name()?));
    fs::canonicalize(out).ok().or_else(nowhere)
}

/// Returns whether a bundle could probably be written to `out`, without changing anything; used to suggest commands in messages.
pub(crate) fn accepts(out: &Path) -> bool {
    use rustix::fs::{Access, access};
    let writable = |directory: &Path| access(directory, Access::WRITE_OK | Access::EXEC_OK).is_ok();
    match fs::metadata(out) {
        Ok(found) => {
            let here = std::env::current_dir();
            let whole = fs::canonicalize(out).is_ok_and(|out| {
                out.parent().is_some() && !here.is_ok_and(|here| here.starts_with(&out))
            });
            found.is_dir() && whole && writable(out) && refuse_strays(out).is_ok()
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let nothing = out.file_name().is_some() && fs::symlink_metadata(out).is_err();
            let given = out.ancestors().skip(1).map(|directory| match directory {
                nowhere if nowhere.as_os_str().is_empty() => Path::new("."),
                directory => directory,
            });
            let existing = given
                .into_iter()
                .find(|directory| fs::symlink_metadata(directory).is_ok());
            nothing && existing.is_some_and(|directory| directory.is_dir() && writable(directory))
        }
        Err(_) => false,
    }
}

/// Resolves the path like [`resolve`], without creating or refusing anything.
pub(crate) fn find(out: &Path) -> Result<PathBuf> {
    fs::canonicalize(out)
        .or_else(|_| std::path::absolute(out))
        .map_err(Error::at("find", out))
}

/// Fails if `out` contains stray files.
pub(crate) fn refuse_strays(out: &Path) -> Result<()> {
    if !exists(out) {
        return Ok(());
    }
    match first_stray(out)? {
        None => Ok(()),
        Some(entry) => Err(Error::refused(
            out,
            format!(
                "contains {}, which is not part of a bundle; nothing was changed; move it elsewhere or choose another --out",
                entry.display()
            ),
        )),
    }
}
