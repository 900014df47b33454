//! The unfinished runs of this process, and how they are given up when it must end.

use crate::bundle::recovery::tidy;
use std::mem;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A run that has staged something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unfinished {
    /// Where its bundle shall stand.
    pub(crate) out: PathBuf,
    /// Its staging directory.
    pub(crate) staging: PathBuf,
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
    let runs = runs();
    for run in runs.iter() {
        // The run is still at work: what it makes while its files are removed takes another round.
        for _ in 0..100 {
            tidy(&run.out, &run.staging);
            if !run.staging.exists() {
                break;
            }
        }
    }
    mem::forget(runs); // whoever asks for them now waits until the program ends
}
