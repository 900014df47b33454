//! Progress bars on stderr, one per stage, only on a terminal.

use crate::message::print_message;
use dhub::bundle::{Progress, Stage};
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::{Mutex, PoisonError};

/// The bar of the current stage; it is removed at the end.
pub struct Bars(Mutex<ProgressBar>);

impl Bars {
    pub fn new() -> Bars {
        Bars(Mutex::new(ProgressBar::hidden()))
    }

    fn bar(&self) -> ProgressBar {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Progress for Bars {
    fn stage(&self, stage: Stage, steps: u64) {
        let name = match stage {
            Stage::Rows => "writing rows",
            Stage::Join => "joining parts",
            Stage::Flush => "flushing files",
            Stage::Load => "loading tables",
            Stage::Rules => "checking rules",
        };
        let style = ProgressStyle::with_template("{msg:14} {wide_bar} {percent:>3}% {eta:>4}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        self.bar().finish_and_clear();
        let bar = ProgressBar::new(steps).with_style(style).with_message(name);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = bar;
    }

    fn advance(&self, steps: u64) {
        self.bar().inc(steps);
    }

    fn warning(&self, line: &str) {
        self.bar().suspend(|| Quiet.warning(line));
    }
}

/// Shows no bars (`--quiet`), only warnings.
pub struct Quiet;

impl Progress for Quiet {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}

    fn warning(&self, line: &str) {
        print_message(format!("warning: {line}"));
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.bar().finish_and_clear();
    }
}
