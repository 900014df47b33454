//! What `make` promises: it names missing tools before it starts, and finds the program wherever cargo puts it.

use crate::command::Home;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Creates a home with the Makefile and its script, and a program that only prints its arguments, so that it builds quickly.
fn small_project() -> Home {
    let home = Home::new();
    for file in ["Makefile", "scripts/need.sh", "scripts/test-postgres.sh"] {
        let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
        home.write(file, &text);
        let runs = fs::Permissions::from_mode(0o755);
        fs::set_permissions(home.path(file), runs).unwrap();
    }
    home.write(
        "Cargo.toml",
        "[package]\nname = \"dhub\"\nversion = \"0.0.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\n[features]\nparquet = []\n",
    );
    home.write(
        "src/main.rs",
        "fn main() { println!(\"dhub {}\", std::env::args().skip(1).collect::<Vec<_>>().join(\" \")) }",
    );
    home
}

#[test]
fn make_runs_the_program_wherever_cargo_puts_it() {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    for (name, value, place) in [
        ("NOTHING", "", "target/release"),
        ("CARGO_TARGET_DIR", "a", "a/release"),
        ("CARGO_BUILD_TARGET_DIR", "b c", "b c/release"),
        (
            "CARGO_BUILD_TARGET",
            host,
            &format!("target/{host}/release"),
        ),
        ("CONFIG", "d", "d/release"),
    ] {
        let home = small_project();
        if name == "CONFIG" {
            home.write(".cargo/config.toml", "[build]\ntarget-dir = \"d\"\n");
        }
        let run = home.run_of("env").args(&[
            "-u",
            "CARGO_TARGET_DIR",
            "-u",
            "CARGO_BUILD_TARGET_DIR",
            &format!("{name}={value}"),
            "make",
            "status",
            "OUT=my bank",
        ]);
        run.stdout_has("dhub seed status --out my bank\n")
            .stderr_has("Finished")
            .run();
        assert!(home.path(place).join("dhub").is_file(), "{place}");
    }
}

#[test]
fn make_diff_without_two_bundles_asks_for_them() {
    let home = small_project();
    for bundles in ["A=", "A=out", "B=out"] {
        home.run_of("make")
            .args(&["diff", bundles])
            .stdout("")
            .stderr_has("make diff: expected two bundles, such as: make diff A=old B=new\n")
            .status(2)
            .run();
    }
    assert!(!home.path("target").exists(), "built before it asked");
    home.run_of("make")
        .args(&["diff", "A=x", "B=y z"])
        .stdout_has("dhub diff x y z\n")
        .stderr_has("Finished")
        .run();
}

/// Creates a directory with links to the basic tools and nothing else, for PATH.
fn bare_path(home: &Home) -> String {
    fs::create_dir(home.path("bin")).unwrap();
    for tool in [
        "sh", "dirname", "sed", "mktemp", "rm", "bash", "sort", "head", "uname", "env",
    ] {
        let found = Command::new("sh")
            .args(["-c", &format!("command -v {tool}")])
            .output()
            .unwrap();
        let found = String::from_utf8(found.stdout).unwrap();
        symlink(found.trim(), home.path("bin").join(tool)).unwrap();
    }
    home.path("bin").to_str().unwrap().to_string()
}

fn program(home: &Home, name: &str, script: &str) {
    let path = format!("bin/{name}");
    home.write(&path, &format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(home.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn all_missing_tools_are_named_at_once_with_their_packages() {
    let home = small_project();
    let path = format!("PATH={}", bare_path(&home));
    let needs = |what: &[&str]| {
        let arguments = [&["-i", path.as_str(), "scripts/need.sh"], what].concat();
        home.run_of("env").args(&arguments).stdout("")
    };
    let rust = "install Rust 1.85 or newer: https://rustup.rs, or: rustup update";
    needs(&["build", "test"])
        .stderr_has(&format!("missing: cargo; {rust}\nmissing: rustc; {rust}\n"))
        .stderr_has("missing: a C compiler (cc) that makes programs; install it with: ")
        .stderr_has("missing: ps; install it with: ")
        .stderr_has("missing: zstd; install it with: ")
        .stderr_has("missing: shellcheck; install it with: ")
        .stderr_has("missing: psql; install it with: ")
        .status(1)
        .run();

    program(&home, "cargo", "echo 'cargo 1.84.1 (abc 2025-01-01)'");
    program(
        &home,
        "rustc",
        "echo 'rustc 1.100.0-nightly (abc 2027-01-01)'",
    );
    program(&home, "cc", "exit 1");
    program(&home, "apt-get", "exit 1");
    needs(&["build"])
        .stderr(&format!(
            "too old: cargo 1.84.1; {rust}\nmissing: a C compiler (cc) that makes programs; install it with: apt-get install gcc libc6-dev\n"
        ))
        .status(1)
        .run();

    program(&home, "cargo", "echo 'cargo 2.0.0'");
    program(&home, "cc", "exit 0");
    needs(&["build"]).run();
    needs(&["biuld"])
        .stderr("need.sh: expected build, dist, test, check or clients, found biuld\n")
        .status(2)
        .run();
}

#[test]
fn make_builds_nothing_if_a_tool_is_missing() {
    let home = small_project();
    for target in ["bundle", "test", "check", "install"] {
        home.run_of("make")
            .args(&[target, "CARGO=no-such-cargo"])
            .stdout("")
            .stderr_has("missing: no-such-cargo; install Rust 1.85 or newer")
            .status(2)
            .run();
    }
    assert!(!home.path("target").exists());
}

#[test]
fn make_help_lists_every_target() {
    let makefile = fs::read_to_string(Path::new(ROOT).join("Makefile")).unwrap();
    let targets = makefile
        .lines()
        .find_map(|line| line.strip_prefix(".PHONY: "))
        .unwrap();
    let help = Command::new("make")
        .args(["-C", ROOT, "help"])
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for target in targets.split(' ') {
        assert!(help.contains(&format!("\n  {target} ")), "{target}\n{help}");
    }
}
