//! Files and folders, whatever they hold.

use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Opens a file to read it. A pipe or a device is none: reading it might never end.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let kind = fs::metadata(path)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::other("expected a file, found a pipe or device"));
    }
    File::open(path)
}

/// Whether anything stands there, be it a link to nowhere.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Flushes a folder's list of names to the disk.
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(Error::at("flush", path))
}
