//! Runs work on several threads, or on fewer if the system refuses to start more: in the worst case on the current one only.
//!
//! A limit on processes or memory makes a run slower but never changes its output.

use rayon::ThreadPoolBuilder;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism, scope};

/// Returns how many threads can run in parallel; 1 if unknown.
pub fn available() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// Runs `work` on a rayon pool of up to `threads` threads.
pub(crate) fn on_pool<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
    let mut wanted = threads;
    while wanted > 0 {
        match ThreadPoolBuilder::new().num_threads(wanted).build() {
            Ok(pool) => return pool.install(work),
            Err(_) => wanted /= 2,
        }
    }
    let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    match alone.build() {
        Ok(pool) => pool.install(work),
        // The current thread already belongs to a pool.
        Err(_) => work(),
    }
}

/// Runs all tasks concurrently, the first on the current thread. If a thread cannot be started, its task runs on the current
/// thread afterward. Results are in the order of the tasks.
///
/// # Panics
///
/// Panics if a task does.
pub(crate) fn beside<T: Send, R: Send>(tasks: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let tasks: Vec<Mutex<Option<T>>> = tasks.into_iter().map(|t| Mutex::new(Some(t))).collect();
    let take = |slot: &Mutex<Option<T>>| slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    let done: Vec<Mutex<Option<R>>> = tasks.iter().map(|_| Mutex::new(None)).collect();
    let run = |at: usize| {
        if let Some(task) = take(&tasks[at]) {
            let result = work(task);
            *done[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }
    };
    scope(|scope| {
        let started: Vec<_> = (1..tasks.len())
            .map(|at| Builder::new().spawn_scoped(scope, move || run(at)))
            .collect();
        // The current thread runs the tasks whose threads did not start.
        let alone = (1..).zip(&started).filter(|(_, one)| one.is_err());
        let alone: Vec<usize> = alone.map(|(at, _)| at).collect();
        (0..tasks.len().min(1)).chain(alone).for_each(run);
        for thread in started.into_iter().flatten() {
            thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
    });
    let result = |slot: Mutex<Option<R>>| slot.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.into_iter().filter_map(result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::prelude::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn results_are_in_the_order_of_the_tasks() {
        let squares = beside((0..50).collect(), |n: u64| n * n);
        assert_eq!(squares, (0..50).map(|n| n * n).collect::<Vec<u64>>());
        assert_eq!(beside(Vec::new(), |n: u64| n), Vec::<u64>::new());
        let sum = || (0..1000_u64).into_par_iter().sum::<u64>();
        for threads in [1, 2, 5] {
            assert_eq!(on_pool(threads, || on_pool(threads, sum)), 499_500);
        }
    }

    #[test]
    fn a_panic_in_a_task_reaches_the_caller() {
        for broken in [0, 3] {
            let run = || beside((0..4).collect(), |n: i32| assert_ne!(n, broken));
            assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
        }
    }
}
