//! File system helpers.

use crate::error::{Error, Result};
use rustix::io::Errno;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// Opens a regular file for reading. Pipes and devices are refused, because reading them may never end.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let kind = fs::metadata(path)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::other("expected a file, found a pipe or device"));
    }
    // When too many files are open, wait for other threads to close some: a low limit then slows the run down instead of failing
    // it.
    let mut tries = 0;
    loop {
        match File::open(path) {
            Err(error) if tries < TRIES && is_scarce(&error) => sleep(Duration::from_millis(2)),
            opened => return opened,
        }
        tries += 1;
    }
}

/// Maximum number of attempts to open a file.
const TRIES: u32 = 1000;

/// Returns whether an error means that too many files are open.
fn is_scarce(error: &io::Error) -> bool {
    matches!(
        Errno::from_io_error(error),
        Some(Errno::MFILE | Errno::NFILE)
    )
}

/// Reads a file of at most `most` bytes.
///
/// # Errors
///
/// Fails when the file cannot be read or is larger than the limit; at most one byte beyond the limit is read.
pub(crate) fn read_capped(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let reason = format!("expected at most {most} bytes, found more");
        return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    }
    Ok(bytes)
}

/// Returns whether a path exists, without following symbolic links: a dangling link counts as existing.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Flushes a directory's entries to disk.
pub(crate) fn sync_directory(path: &Path) -> Result<()> {
    File::open(path)
        .and_then(|directory| directory.sync_all())
        .map_err(Error::at("flush", path))
}
