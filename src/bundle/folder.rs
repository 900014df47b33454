//! A folder in the making: files are written, remembered by their fingerprints, flushed together.

use crate::bundle::digest::Fingerprint;
use crate::bundle::staging::sync_folder;
use crate::bundle::{Progress, Stage};
use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Flushing waits for the disk, not for the processor: so many at a time.
const FLUSHES: usize = 8;

/// A folder that is being filled: its files, still open, and their fingerprints.
pub(crate) struct Folder {
    root: PathBuf,
    folders: Vec<PathBuf>,
    files: Vec<(String, Fingerprint)>,
    open: Vec<(PathBuf, File)>,
}

impl Folder {
    /// The folder `root`, which must exist and be empty.
    pub(crate) fn new(root: PathBuf) -> Folder {
        Folder {
            folders: vec![root.clone()],
            root,
            files: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The place of a file; its folder is made if need be.
    pub(crate) fn place(&mut self, path: &str) -> Result<PathBuf> {
        let place = self.root.join(path);
        let parent = place.parent().unwrap_or(&self.root);
        if !self.folders.iter().any(|folder| folder == parent) {
            fs::create_dir(parent).map_err(Error::at("create", parent))?;
            self.folders.push(parent.to_path_buf());
        }
        Ok(place)
    }

    /// Takes in a file that was written elsewhere, with its fingerprint as stored.
    pub(crate) fn add(&mut self, path: &str, stored: Fingerprint, file: Option<(PathBuf, File)>) {
        self.files.push((path.to_string(), stored));
        self.open.extend(file);
    }

    /// Writes a file.
    pub(crate) fn write(&mut self, path: &str, text: &str) -> Result<()> {
        self.write_mode(path, text, 0o666)
    }

    /// Writes a file that can be run.
    pub(crate) fn write_executable(&mut self, path: &str, text: &str) -> Result<()> {
        self.write_mode(path, text, 0o777)
    }

    fn write_mode(&mut self, path: &str, text: &str, mode: u32) -> Result<()> {
        let place = self.place(path)?;
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&place)
            .map_err(Error::at("create", &place))?;
        file.write_all(text.as_bytes())
            .map_err(Error::at("write", &place))?;
        self.add(path, Fingerprint::of(text.as_bytes()), Some((place, file)));
        Ok(())
    }

    /// `SHA256SUMS` of the files so far.
    pub(crate) fn sums(&self) -> String {
        let mut lines: Vec<(&str, String)> = self
            .files
            .iter()
            .map(|(path, stored)| (path.as_str(), format!("{}  {path}\n", stored.hash)))
            .collect();
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// Flushes files and folders to the disk.
    pub(crate) fn flush(self, progress: &dyn Progress) -> Result<()> {
        progress.stage(Stage::Flush, self.open.len() as u64);
        let each = self.open.len().div_ceil(FLUSHES).max(1);
        std::thread::scope(|scope| {
            let flushes: Vec<_> = self
                .open
                .chunks(each)
                .map(|files| scope.spawn(move || flush_files(files, progress)))
                .collect();
            flushes
                .into_iter()
                .try_for_each(|flush| flush.join().expect("flushing does not panic"))
        })?;
        self.folders
            .iter()
            .rev()
            .try_for_each(|folder| sync_folder(folder))
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
