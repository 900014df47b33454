//! Tracks the active runs of this process, to clean up after them when it is interrupted.

use crate::bundle::recovery::tidy;
use std::fs::File;
use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A run with a staging directory.
#[derive(Debug)]
pub(crate) struct Unfinished {
    /// The bundle's target directory.
    pub(crate) out: PathBuf,
    /// Its staging directory.
    pub(crate) staging: PathBuf,
    /// File descriptors reserved for the cleanup.
    pub(crate) reserve: Reserve,
}

impl Unfinished {
    /// Recovers and deletes the staging directory, as far as possible.
    pub(crate) fn tidy(&mut self) {
        self.reserve.0.clear();
        tidy(&self.out, &self.staging);
    }
}

/// Open files that reserve the descriptors needed for cleanup, so that a run that hits the limit on open files can still clean
/// up.
#[derive(Debug)]
pub(crate) struct Reserve(Vec<File>);

impl Reserve {
    /// One per directory level below a staging directory, plus one for listing it.
    const FILES: usize = 3;

    /// # Errors
    ///
    /// Fails when the process cannot open that many files.
    pub(crate) fn new() -> io::Result<Reserve> {
        let files = (0..Reserve::FILES).map(|_| File::open("/"));
        Ok(Reserve(files.collect::<io::Result<_>>()?))
    }
}

/// Guard that keeps [`abandon`] from interrupting a critical section.
pub(crate) type Runs = MutexGuard<'static, Vec<Unfinished>>;

static RUNS: Mutex<Vec<Unfinished>> = Mutex::new(Vec::new());

/// Locks the list of active runs. While it is locked, runs are not interrupted; after [`abandon`], this call never returns.
pub(crate) fn runs() -> Runs {
    RUNS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Deletes what the active runs of this process have staged, and stops them for good. Call this right before the program exits,
/// for example on a signal. A bundle that is just being moved into place is completed first.
pub fn abandon() {
    let mut runs = runs();
    for run in runs.iter_mut() {
        // The run is still active and may create files while they are deleted, so try again.
        for _ in 0..100 {
            run.tidy();
            if !run.staging.exists() {
                break;
            }
        }
    }
    mem::forget(runs); // blocks all further runs until the process exits
}
