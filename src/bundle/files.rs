//! Files and directories, whatever they hold.

use crate::error::{Error, Result};
use rustix::io::Errno;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// Opens a file to read it. A pipe or a device is none: reading it might never end.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let kind = fs::metadata(path)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::other("expected a file, found a pipe or device"));
    }
    // Another thread closes one soon: a limit on open files makes the work slower, it damages no file.
    let mut tries = 0;
    loop {
        match File::open(path) {
            Err(error) if tries < TRIES && is_scarce(&error) => sleep(Duration::from_millis(2)),
            opened => return opened,
        }
        tries += 1;
    }
}

/// How often a file is opened where too many are open.
const TRIES: u32 = 1000;

/// Whether too many files are open.
fn is_scarce(error: &io::Error) -> bool {
    matches!(
        Errno::from_io_error(error),
        Some(Errno::MFILE | Errno::NFILE)
    )
}

/// Reads a whole file of at most `most` bytes.
///
/// # Errors
///
/// When it cannot be read, or is longer: then no more than that is read.
pub(crate) fn read_capped(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let reason = format!("expected at most {most} bytes, found more");
        return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    }
    Ok(bytes)
}

/// Whether anything stands there, be it a link to nowhere.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Flushes a directory's list of names to the disk.
pub(crate) fn sync_directory(path: &Path) -> Result<()> {
    File::open(path)
        .and_then(|directory| directory.sync_all())
        .map_err(Error::at("flush", path))
}
