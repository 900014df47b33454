//! Cost of each format: size, seconds, memory.

use crate::child::{self, Seconds};
use crate::shares::Pass;
use crate::{MB, dhub, seed};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Formats that `seed all` writes directly.
const STORED: &[(&str, &[&str])] = &[
    ("CSV", &[]),
    ("CSV, `--compress zstd`", &["--compress", "zstd"]),
    #[cfg(feature = "parquet")]
    ("Parquet", &["--format", "parquet"]),
];

/// Formats that `export` converts a CSV bundle to.
const EXPORTED: &[&str] = &[
    "sqlite",
    "sql",
    "duckdb-sql",
    "dbt",
    "datahub",
    #[cfg(feature = "parquet")]
    "parquet",
];

/// Formats of one table on stdout.
const STREAMED: &[&str] = &[
    "csv",
    #[cfg(feature = "parquet")]
    "arrow-stream",
];

/// Prints the table; MB per core-second are those of the CSV.
pub fn print(passes: &[(&str, Pass)], disk: &Path) {
    println!(
        "| scale | format | stored MB | wall s | CPU s | MB per core-s | peak MiB |\n|---:|---|---:|---:|---:|---:|---:|"
    );
    let (out, bundle) = (disk.join("form"), disk.join("bundle"));
    for (scale, pass) in passes {
        let line = |form: &str, mut command: Command, whole: bool| {
            child::remove(Some(&out));
            let (_, peak) = child::peak(&mut command);
            let size = size(&out);
            let Seconds { wall, cpu } = child::best(&mut command, Some(&out));
            child::remove(Some(&out));
            let stored = match size {
                0 => String::new(),
                1..100_000 => format!("{:.2}", size as f64 / MB),
                size => format!("{:.1}", size as f64 / MB),
            };
            let speed = match whole {
                true => format!("{:.0}", pass.bytes as f64 / MB / cpu),
                false => String::new(),
            };
            println!(
                "| {scale} | {form} | {stored} | {wall:.2} | {cpu:.2} | {speed} | {peak:.0} |"
            );
        };
        for &(form, flags) in STORED {
            let mut command = seed(scale, "1", &out);
            command.args(flags);
            line(form, command, true);
        }
        child::remove(Some(&bundle));
        child::run(&mut seed(scale, "2", &bundle));
        for &format in EXPORTED {
            let mut command = dhub(&["export", "--quiet", "--format", format, "--out"]);
            command.arg(&out).arg(&bundle);
            line(&format!("`export --format {format}`"), command, true);
        }
        let mut command = dhub(&["report", "--quiet", "--out"]);
        command.arg(&out).arg(&bundle);
        line("`report`", command, true);
        child::remove(Some(&bundle));
        for &format in STREAMED {
            let table = "accounts_db.transactions";
            let mut command = dhub(&["seed", "all", "--scale", scale, "--threads", "1"]);
            command.args(["--only", table, "--stdout", "--format", format]);
            line(&format!("transactions to stdout, {format}"), command, false);
        }
    }
}

/// Returns the size of a file, or of the files in a directory.
fn size(path: &Path) -> u64 {
    let Ok(found) = path.symlink_metadata() else {
        return 0;
    };
    if !found.is_dir() {
        return found.len();
    }
    let entries = fs::read_dir(path).expect("a directory just written");
    entries.flatten().map(|entry| size(&entry.path())).sum()
}
