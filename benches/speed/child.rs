//! Cost of a process: seconds and memory, as reported by Linux in `/proc`.

use std::fs;
use std::ops::Add;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Ticks per second in `/proc/PID/stat`, the same on every Linux.
const TICKS: f64 = 100.0;
/// Minimum duration of a batch of runs, so that ticks are fine enough.
const BATCH: f64 = 0.5;
/// The best of this many batches counts, because the machine may be shared.
const BATCHES: u32 = 4;

/// Wall-clock and CPU seconds.
#[derive(Clone, Copy, Default)]
pub struct Seconds {
    pub wall: f64,
    pub cpu: f64,
}

impl Add for Seconds {
    type Output = Seconds;
    fn add(self, other: Seconds) -> Seconds {
        Seconds {
            wall: self.wall + other.wall,
            cpu: self.cpu + other.cpu,
        }
    }
}

impl Seconds {
    pub fn best(self, other: Seconds) -> Seconds {
        Seconds {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
        }
    }
}

/// Runs a command once.
pub fn run(command: &mut Command) -> Seconds {
    let before = children();
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status();
    let wall = start.elapsed().as_secs_f64();
    check(command, status.map(|status| status.code()));
    Seconds {
        wall,
        cpu: children() - before,
    }
}

/// Measures several batches of runs and returns the best, per run. `out` is removed before each.
pub fn best(command: &mut Command, out: Option<&Path>) -> Seconds {
    let mut fresh = || {
        remove(out);
        run(command)
    };
    let first = fresh().wall;
    let runs = (BATCH / first).ceil().clamp(1.0, 20.0);
    let batch = |_| {
        let sum = (0..runs as u32).fold(Seconds::default(), |sum, _| sum + fresh());
        Seconds {
            wall: sum.wall / runs,
            cpu: sum.cpu / runs,
        }
    };
    let best = (0..BATCHES).map(batch).reduce(Seconds::best);
    best.expect("at least one batch")
}

/// Runs a command once; returns its wall-clock seconds and peak memory in MiB.
pub fn peak(command: &mut Command) -> (f64, f64) {
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    let done = loop {
        peak = high_water(&status).unwrap_or(peak);
        if let Some(done) = child.try_wait().expect("our own child") {
            break done;
        }
        sleep(Duration::from_millis(1));
    };
    let wall = start.elapsed().as_secs_f64();
    check(command, Ok(done.code()));
    (wall, peak)
}

pub fn remove(out: Option<&Path>) {
    if let Some(out) = out
        && out.exists()
    {
        let removed = match out.is_dir() {
            true => fs::remove_dir_all(out),
            false => fs::remove_file(out),
        };
        removed.expect("a place of our own");
    }
}

/// Status 1 means findings, which is a result too.
fn check(command: &Command, code: std::io::Result<Option<i32>>) {
    assert!(
        matches!(code, Ok(Some(0 | 1))),
        "{command:?} ended with {code:?}"
    );
}

/// Returns the CPU seconds of all children that have ended.
fn children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("the benchmark needs Linux's /proc");
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |place: usize| after_name.split_whitespace().nth(place);
    let cutime_and_cstime = [13, 14].map(|place| ticks(place).and_then(|n| n.parse().ok()));
    cutime_and_cstime
        .iter()
        .map(|n: &Option<f64>| n.unwrap_or(0.0))
        .sum::<f64>()
        / TICKS
}

/// Returns the peak memory of a running process in MiB.
fn high_water(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}
