//! Tracks child processes, so that they end together with this process, even on a signal.

use rustix::process::{Pid, Signal, kill_process};
use std::io;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Running child processes, each with the signal that stops it.
static RUNNING: Mutex<Vec<(Pid, Signal)>> = Mutex::new(Vec::new());

/// Locks the list of child processes. After [`abandon`], this call never returns.
fn running() -> MutexGuard<'static, Vec<(Pid, Signal)>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops all child processes, before a signal ends this process: a busy server would not notice that its client is gone.
/// Afterwards no child can be started or waited for.
pub fn abandon() {
    let running = running();
    for &(pid, signal) in running.iter() {
        let _ = kill_process(pid, signal);
    }
    std::mem::forget(running);
}

/// Starts a child process that [`abandon`] stops with `signal`.
pub(super) fn start(command: &mut Command, signal: Signal) -> io::Result<Child> {
    let mut running = running();
    let child = command.spawn()?;
    running.extend(pid(&child).map(|pid| (pid, signal)));
    Ok(child)
}

/// Removes a child from the list. Call this before waiting for it: afterwards its process id may be reused.
pub(super) fn forget(child: &Child) {
    let pid = pid(child);
    running().retain(|&(running, _)| Some(running) != pid);
}

/// Returns the id of a child process.
pub(super) fn pid(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}
