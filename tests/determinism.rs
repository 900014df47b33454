//! The same plan gives the same bytes, whatever the process, threads, memory and environment.

#[path = "command/mod.rs"]
mod command;

use command::{DHUB, Home, assert_same, files};
use dhub::bundle::{self, Bundle, Digest, Fingerprint, Format, Options};
use dhub::plan::{DEFAULT_AS_OF, DEFAULT_SEED, Plan, Scale};
use dhub::tables;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// Large enough for several rounds of batches.
const PLAN: &str = "seed all -q -s 1.0";

fn plan() -> Plan {
    Plan::new(DEFAULT_SEED, DEFAULT_AS_OF, Scale::ONE, None, None).unwrap()
}

/// Writes the bundle with additional flags to `out`, and compares it with the one written without.
fn assert_no_effect(flags: &[&[&str]]) {
    let home = Home::new();
    home.dhub(PLAN).run();
    let wanted = files(&home.path("out"));
    for flags in flags {
        home.dhub(PLAN).args(flags).run();
        assert_same(&wanted, &files(&home.path("out")), &format!("{flags:?}"));
    }
}

#[test]
fn another_process_writes_the_same_bytes() {
    assert_no_effect(&[&[], &[]]);
}

#[test]
fn the_number_of_threads_has_no_effect() {
    assert_no_effect(&[
        &["--threads", "1"],
        &["--threads", "2"],
        &["--threads", "5"],
    ]);
}

#[test]
fn the_memory_limit_has_no_effect() {
    assert_no_effect(&[
        &["--memory", "1M"],
        &["--memory", "20M"],
        &["--memory", "64GiB", "--threads", "3"],
    ]);
}

#[test]
fn the_environment_has_no_effect() {
    let home = Home::new();
    home.dhub(PLAN).run();
    let wanted = files(&home.path("out"));
    let directory = home.path("some where/é");
    fs::create_dir_all(&directory).unwrap();
    for (name, value) in [
        ("TZ", "Pacific/Kiritimati"),
        ("TZ", "America/New_York"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("LC_ALL", "C"),
        ("RAYON_NUM_THREADS", "3"),
        ("HOME", "/nonexistent"),
        ("SOURCE_DATE_EPOCH", "1"),
    ] {
        home.dhub(PLAN)
            .env(name, value)
            .current_dir(&directory)
            .run();
        assert_same(
            &wanted,
            &files(&directory.join("out")),
            &format!("{name}={value}"),
        );
    }
}

#[test]
fn compressed_tables_hold_the_plain_ones() {
    let home = Home::new();
    home.dhub(PLAN).args(&["--out", "plain"]).run();
    home.dhub(PLAN)
        .args(&["--out", "zstd", "--compress", "zstd"])
        .run();
    home.dhub(PLAN)
        .args(&[
            "--out",
            "again",
            "--compress",
            "zstd",
            "--threads",
            "5",
            "--memory",
            "1M",
        ])
        .run();
    assert_same(
        &files(&home.path("zstd")),
        &files(&home.path("again")),
        "compressed twice",
    );

    let open = |name: &str| Bundle::open(&home.path(name)).unwrap();
    let (plain, zstd) = (open("plain"), open("zstd"));
    assert_eq!(plain.manifest().dhub, zstd.manifest().dhub);
    assert!(plain.check().is_empty() && zstd.check().is_empty());
    for (a, b) in plain
        .manifest()
        .resources
        .iter()
        .zip(&zstd.manifest().resources)
    {
        let stored = fs::read(home.path("plain").join(&a.path)).unwrap();
        let mut unpacked = Vec::new();
        zstd.csv(b).unwrap().read_to_end(&mut unpacked).unwrap();
        assert!(stored == unpacked, "{}", a.name);
        assert_eq!((a.rows, a.csv()), (b.rows, b.csv()), "{}", a.name);
        assert_eq!(*a.csv(), Fingerprint::of(&stored), "{}", a.name);
        assert_eq!(
            b.stored,
            Fingerprint::of_file(&home.path("zstd").join(&b.path)).unwrap()
        );
    }
}

#[test]
fn a_dry_run_has_the_digests_of_the_bundle() {
    let home = Home::new();
    let options = Options {
        out: home.path("out"),
        format: Format::Csv,
        threads: 2,
        memory: 1 << 30,
        force: false,
    };
    let manifest = bundle::write(plan(), &options, &()).unwrap();
    let made = bundle::dry_run(plan(), 3, 1, &()).unwrap();
    assert_eq!(made.len(), tables::files().count());
    for ((rows, csv), resource) in made.iter().zip(&manifest.resources) {
        assert_eq!(
            (*rows, csv),
            (resource.rows, resource.csv()),
            "{}",
            resource.name
        );
    }
    let sums = fs::read(home.path("out/SHA256SUMS")).unwrap();
    home.dhub(PLAN).run();
    assert_eq!(
        Digest::of(&sums),
        Digest::of(home.read("out/SHA256SUMS").as_bytes())
    );
}

#[test]
fn the_other_build_writes_the_same_bytes() {
    // The test is built with debug assertions; `make` builds this one first, with the same features.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut arguments = vec!["build", "--release", "--quiet"];
    if cfg!(feature = "parquet") {
        arguments.extend(["--features", "parquet"]);
    }
    let build = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        build.status.success(),
        "{}",
        String::from_utf8_lossy(&build.stderr)
    );
    let debug = Path::new(DHUB);
    let release = debug
        .parent()
        .and_then(Path::parent)
        .unwrap()
        .join("release/dhub");
    let home = Home::new();
    home.dhub(PLAN).run();
    let arguments: Vec<&str> = PLAN.split(' ').collect();
    home.run_of(release.to_str().unwrap())
        .args(&arguments)
        .args(&["--out", "release"])
        .run();
    assert_same(
        &files(&home.path("out")),
        &files(&home.path("release")),
        "release build",
    );
}
