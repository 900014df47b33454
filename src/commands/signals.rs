//! A run that is told to end leaves nothing behind.

use dhub::{bundle, export, live};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::sync::{Once, mpsc};
use std::thread;

/// From now on Ctrl-C, a hang-up and `kill` remove what has been staged and cancel what a server does before they end
/// the process, as they would without.
/// Where no thread can be started they end it at once; the next run cleans up then.
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

/// Whether whoever started this process had it ignore a signal, as `nohup` does: then it stays ignored. Told by Linux alone.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
