//! A directory under construction: files are written first, then flushed together.

use crate::bundle::companions::Companion;
use crate::bundle::files::sync_directory;
use crate::bundle::{Progress, Stage};
use crate::error::{Error, Result};
use crate::threads;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Number of threads that flush. Flushing waits for the disk, not the CPU, so this does not depend on the number of cores.
const FLUSHES: usize = 8;

/// A directory being filled. Keeps its files open until they are flushed.
pub(crate) struct Directory {
    root: PathBuf,
    directories: Vec<PathBuf>,
    open: Vec<(PathBuf, File)>,
}

impl Directory {
    /// Starts filling `root`, which must exist and be empty.
    pub(crate) fn new(root: PathBuf) -> Directory {
        Directory {
            directories: vec![root.clone()],
            root,
            open: Vec::new(),
        }
    }

    /// Returns the path of a file, creating its parent directory if needed.
    pub(crate) fn place(&mut self, path: &str) -> Result<PathBuf> {
        let place = self.root.join(path);
        let parent = place.parent().unwrap_or(&self.root);
        if !self.directories.iter().any(|directory| directory == parent) {
            fs::create_dir(parent).map_err(Error::at("create", parent))?;
            self.directories.push(parent.to_path_buf());
        }
        Ok(place)
    }

    /// Registers a file that was written elsewhere, so that it is flushed with the others.
    pub(crate) fn add(&mut self, file: Option<(PathBuf, File)>) {
        self.open.extend(file);
    }

    /// Writes the companion files and flushes everything to disk.
    pub(crate) fn complete(
        mut self,
        companions: &[Companion],
        progress: &dyn Progress,
    ) -> Result<()> {
        companions
            .iter()
            .try_for_each(|companion| self.write(companion))?;
        self.flush(progress)
    }

    /// Writes a companion file.
    fn write(&mut self, companion: &Companion) -> Result<()> {
        let place = self.place(&companion.path)?;
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .mode(if companion.executable { 0o777 } else { 0o666 })
            .open(&place)
            .map_err(Error::at("create", &place))?;
        file.write_all(companion.text.as_bytes())
            .map_err(Error::at("write", &place))?;
        self.add(Some((place, file)));
        Ok(())
    }

    /// Flushes all files and directories to disk.
    fn flush(self, progress: &dyn Progress) -> Result<()> {
        progress.stage(Stage::Flush, self.open.len() as u64);
        let each = self.open.len().div_ceil(FLUSHES).max(1);
        let flushes = self.open.chunks(each).collect();
        threads::beside(flushes, |files| flush_files(files, progress))
            .into_iter()
            .collect::<Result<()>>()?;
        self.directories
            .iter()
            .rev()
            .try_for_each(|directory| sync_directory(directory))
    }
}

fn flush_files(files: &[(PathBuf, File)], progress: &dyn Progress) -> Result<()> {
    files.iter().try_for_each(|(path, file): &(PathBuf, File)| {
        file.sync_all()
            .map_err(Error::at("flush", Path::new(path)))?;
        progress.advance(1);
        Ok(())
    })
}
