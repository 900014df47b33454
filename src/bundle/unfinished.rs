//! The unfinished runs of this process, and how they are given up when it must end.

use crate::bundle::recovery::tidy;
use std::fs::File;
use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A run that has staged something.
#[derive(Debug)]
pub(crate) struct Unfinished {
    /// Where its bundle shall stand.
    pub(crate) out: PathBuf,
    /// Its staging directory.
    pub(crate) staging: PathBuf,
    /// What its clean-up takes.
    pub(crate) reserve: Reserve,
}

impl Unfinished {
    /// Puts right and removes the staging directory as far as that can be.
    pub(crate) fn tidy(&mut self) {
        self.reserve.0.clear();
        tidy(&self.out, &self.staging);
    }
}

/// Open files that stand for those that a clean-up opens: a run that is refused its files begins only what it can take back.
#[derive(Debug)]
pub(crate) struct Reserve(Vec<File>);

impl Reserve {
    /// One for each level of directories below a staging directory, and the list of it.
    const FILES: usize = 3;

    /// # Errors
    ///
    /// When so many files cannot be opened.
    pub(crate) fn new() -> io::Result<Reserve> {
        let files = (0..Reserve::FILES).map(|_| File::open("/"));
        Ok(Reserve(files.collect::<io::Result<_>>()?))
    }
}

/// Held while something changes that [`abandon`] must not find half done.
pub(crate) type Runs = MutexGuard<'static, Vec<Unfinished>>;

static RUNS: Mutex<Vec<Unfinished>> = Mutex::new(Vec::new());

/// The unfinished runs. Whoever holds them is not interrupted; after [`abandon`] this never returns.
pub(crate) fn runs() -> Runs {
    RUNS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what the unfinished runs of this process have staged, and stops them for good: for a program that is about to
/// end, for example at a signal. A bundle that is just taking its place takes it first.
pub fn abandon() {
    let mut runs = runs();
    for run in runs.iter_mut() {
        // The run is still at work: what it makes while its files are removed takes another round.
        for _ in 0..100 {
            run.tidy();
            if !run.staging.exists() {
                break;
            }
        }
    }
    mem::forget(runs); // whoever asks for them now waits until the program ends
}
