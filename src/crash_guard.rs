//! Handles failures that would otherwise kill the process: reports one line and exits with status 2.

use crate::cli::FAILURE;
use signal_hook::consts::{SIGABRT, SIGXFSZ};
use signal_hook::flag;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Once};

/// Runs the program.
///
/// Exceeding the file size limit makes the write fail instead of killing the process. When an allocation fails, the standard
/// library prints a line and aborts; that exits with status 2 instead of a signal. So does a panic, which is a bug.
pub fn run(program: impl FnOnce() -> ExitCode) -> ExitCode {
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let always = Arc::new(AtomicBool::new(true));
    let _ = flag::register_conditional_shutdown(SIGABRT, FAILURE.into(), always);
    set_hook(Box::new(|panic| {
        static FIRST: Once = Once::new();
        FIRST.call_once(|| {
            let payload = panic.payload();
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let text = text.or(payload.downcast_ref::<&str>().copied());
            let what = text.unwrap_or("no message").escape_debug();
            let place = panic.location().map(ToString::to_string);
            let place = place.unwrap_or_default();
            let line = format!("dhub: internal error at {place}: {what}; please report it\n");
            // If stderr cannot be written either, the line is lost.
            let _ = std::io::stderr().write_all(line.as_bytes());
        });
    }));
    catch_unwind(AssertUnwindSafe(program)).unwrap_or(FAILURE.into())
}
