//! The programs that work for this process and end with it, also where a signal ends it.

use rustix::process::{Pid, Signal, kill_process};
use std::io;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Those that run, each with the signal that makes it stop.
static RUNNING: Mutex<Vec<(Pid, Signal)>> = Mutex::new(Vec::new());

/// Those that run. After [`abandon`] this never returns.
fn running() -> MutexGuard<'static, Vec<(Pid, Signal)>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has every program stop, before a signal ends the process: a server that is at work does not notice that nobody waits any
/// more. None starts or is waited for afterwards.
pub fn abandon() {
    let running = running();
    for &(pid, signal) in running.iter() {
        let _ = kill_process(pid, signal);
    }
    std::mem::forget(running);
}

/// Starts a program that [`abandon`] stops by `signal`.
pub(super) fn start(command: &mut Command, signal: Signal) -> io::Result<Child> {
    let mut running = running();
    let child = command.spawn()?;
    running.extend(pid(&child).map(|pid| (pid, signal)));
    Ok(child)
}

/// From now on [`abandon`] lets it be: once it has been waited for its number may be another process's.
pub(super) fn forget(child: &Child) {
    let pid = pid(child);
    running().retain(|&(running, _)| Some(running) != pid);
}

/// The number of a process.
pub(super) fn pid(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}
