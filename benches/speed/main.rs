//! `make bench`: how fast dhub is on this machine, as Markdown for BENCHMARKS.md, without a date.
//!
//! Whole processes are measured from outside, the best of several batches; `--dry_run SCALE THREADS` is how the benchmark
//! calls itself to make and hash a bank without keeping it. The scales are `SCALES` or the arguments.

mod child;
mod forms;
mod leaves;
mod shares;

use child::Seconds;
use dhub::bundle;
use dhub::generate::Bank;
use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan, Scale};
use shares::Pass;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCALES: [&str; 3] = ["1", "10", "100"];
const THREADS: [&str; 2] = ["1", "2"];
const MEMORY: u64 = 256 << 20;
const QUERY: &str = "SELECT transaction_type, COUNT(*) FROM transactions GROUP BY transaction_type";
/// The scale at which our output is about as large as that of the TPC-H generator at scale factor 1.
const BESIDE: &str = "100";
const MB: f64 = 1e6;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [mode, scale, threads] = &arguments[..]
        && mode == "--dry_run"
    {
        let threads = threads.parse().expect("a number of threads");
        bundle::dry_run(plan(scale), threads, MEMORY, &()).expect("threads to run on");
        return;
    }
    let mut scales: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if scales.is_empty() {
        scales.extend(SCALES);
    }
    let disk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed");
    fs::create_dir_all(&disk).expect("a directory of our own");

    println!("Measured on {}.\n", machine());
    let passes: Vec<(&str, Pass)> = scales
        .iter()
        .map(|&scale| {
            (
                scale,
                shares::pass(&Bank::new(plan(scale)), &disk.join("pass")),
            )
        })
        .collect();
    whole(&passes, &disk);
    println!("\nWhere the time goes, on one thread, to disk:\n");
    shares::print(&passes);
    println!("\nFormats, on one thread, exports on all, to disk:\n");
    forms::print(&passes, &disk);
    println!("\n`dhub verify`, and `dhub db query` with a GROUP BY over all transactions:\n");
    questions(&scales, &disk);
    println!("\nThe leaves:\n");
    leaves::print(&Bank::new(plan("1")));
    beside(&disk);
    child::remove(Some(&disk));
}

fn plan(scale: &str) -> Plan {
    let scale = scale.parse::<Scale>().expect("a scale");
    Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, scale, None, None).expect("a scale that fits")
}

/// Describes processor, cores and system.
fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("an unnamed processor", |name| {
            name.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{name}, {cores} cores, {} {}",
        env::consts::OS,
        env::consts::ARCH
    )
}

fn dhub(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dhub"));
    command.args(arguments);
    command
}

fn seed(scale: &str, threads: &str, out: &Path) -> Command {
    let mut command = dhub(&["seed", "all", "--quiet", "--scale", scale]);
    command.args(["--threads", threads, "--out"]).arg(out);
    command
}

fn dry_run(scale: &str, threads: &str) -> Command {
    let mut command = Command::new(env::current_exe().expect("the path of this program"));
    command.args(["--dry_run", scale, threads]);
    command
}

/// Prints the table of whole processes.
fn whole(passes: &[(&str, Pass)], disk: &Path) {
    println!(
        "| scale | rows | MB | threads | to | wall s | CPU s | MB per core-s | rows per core-s | peak MiB |\n\
         |---:|---:|---:|---:|---|---:|---:|---:|---:|---:|"
    );
    let memory = Path::new("/dev/shm");
    for (scale, pass) in passes {
        for threads in THREADS {
            let line = |to: &str, mut command: Command, out: Option<PathBuf>| {
                let out = out.as_deref();
                child::remove(out);
                let (_, peak) = child::peak(&mut command);
                let Seconds { wall, cpu } = child::best(&mut command, out);
                child::remove(out);
                println!(
                    "| {scale} | {} | {:.1} | {threads} | {to} | {wall:.3} | {cpu:.3} | {:.0} | {} | {peak:.0} |",
                    grouped(pass.rows),
                    pass.bytes as f64 / MB,
                    pass.bytes as f64 / MB / cpu,
                    grouped((pass.rows as f64 / cpu) as u64),
                );
            };
            line("nowhere", dry_run(scale, threads), None);
            if memory.is_dir() {
                let out = memory.join(format!("dhub-speed-{}", std::process::id()));
                line("memory", seed(scale, threads, &out), Some(out));
            }
            let out = disk.join("bundle");
            line("disk", seed(scale, threads, &out), Some(out));
        }
    }
}

fn questions(scales: &[&str], disk: &Path) {
    println!("| scale | verify s | peak MiB | query s | peak MiB |\n|---:|---:|---:|---:|---:|");
    let out = disk.join("questions");
    for scale in scales {
        child::run(&mut seed(scale, "2", &out));
        let (verify, verify_peak) = child::peak(dhub(&["verify"]).arg(&out));
        let mut query = dhub(&["db", "query", QUERY, "-d", "accounts_db", "--out"]);
        let (query, query_peak) = child::peak(query.arg(&out));
        println!("| {scale} | {verify:.2} | {verify_peak:.0} | {query:.2} | {query_peak:.0} |");
        child::remove(Some(&out));
    }
}

/// Alternates between the TPC-H generator, if it is installed, and ours.
fn beside(disk: &Path) {
    let Some(path) = env::var_os("PATH") else {
        return;
    };
    let Some(program) = env::split_paths(&path)
        .map(|directory| directory.join("tpchgen-cli"))
        .find(|program| program.is_file())
    else {
        return;
    };
    let mut theirs = Command::new(program);
    let out = disk.join("tpch");
    theirs.args([
        "csv",
        "-s",
        "1",
        "--num-threads",
        "1",
        "--quiet",
        "--output-dir",
    ]);
    theirs.arg(&out);
    child::run(&mut theirs);
    let size = |file: fs::DirEntry| file.metadata().map_or(0, |data| data.len());
    let files = fs::read_dir(&out).expect("a directory just written");
    let their_bytes: u64 = files.flatten().map(size).sum();
    child::remove(Some(&out));
    theirs.arg("--stdout");
    let mut ours = dry_run(BESIDE, "1");
    let pass = bundle::dry_run(plan(BESIDE), 2, MEMORY, &()).expect("threads to run on");
    let our_bytes: u64 = pass.iter().map(|(_, csv)| csv.bytes).sum();

    let mut best: Option<(f64, f64)> = None;
    for _ in 0..4 {
        let (a, b) = (child::run(&mut ours).cpu, child::run(&mut theirs).cpu);
        best = Some(best.map_or((a, b), |(x, y)| (x.min(a), y.min(b))));
    }
    let (ours, theirs) = best.expect("at least one round");
    let (ours, theirs) = (
        our_bytes as f64 / MB / ours,
        their_bytes as f64 / MB / theirs,
    );
    println!(
        "\nIn turn with tpchgen-cli (CSV of TPC-H, scale factor 1, one thread, to /dev/null): it makes {theirs:.0} MB per \
         core-second, dhub at scale {BESIDE}, hashing included, {ours:.0}: {:.1} times as many.",
        ours / theirs
    );
}

/// Formats a number with commas.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
