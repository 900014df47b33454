//! Cleanup when a signal ends the process.

use dhub::{bundle, export, live};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::sync::{Once, mpsc};
use std::thread;

/// From now on, Ctrl-C, a hangup, and `kill` remove staged files and cancel statements on the server before they end the process.
/// If no thread can be started, they end it immediately, and the next run cleans up.
pub fn tidy_up() {
    static ONCE: Once = Once::new();
    ONCE.call_once(watch);
}

fn watch() {
    let (ready, is_ready) = mpsc::channel();
    let watch = move || {
        let wanted = [SIGHUP, SIGINT, SIGTERM].into_iter();
        let signals = Signals::new(wanted.filter(|&signal| !is_ignored(signal)));
        let _ = ready.send(());
        if let Ok(mut signals) = signals
            && let Some(signal) = signals.forever().next()
        {
            bundle::abandon();
            export::abandon();
            live::abandon();
            let _ = emulate_default_handler(signal);
        }
    };
    if thread::Builder::new()
        .name("signals".to_string())
        .spawn(watch)
        .is_ok()
    {
        let _ = is_ready.recv();
    }
}

/// Returns whether the parent process had this signal ignored, as `nohup` does; it then stays ignored. Known only on Linux.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
