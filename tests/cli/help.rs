//! The exact text of `-h`, `--help` and short reports. After an intended change: `INSTA_UPDATE=always cargo test --test cli help`,
//! then read the difference of tests/cli/snapshots.

use crate::command::{self, DHUB, Home};
use std::process::Command;

/// Returns the stdout of a successful run, which has lines of at most 100 characters.
fn stdout(arguments: &[String], last: &str) -> String {
    let output = Command::new(DHUB)
        .args(arguments)
        .arg(last)
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?} {last}");
    String::from_utf8(output.stdout).unwrap()
}

/// All commands, including groups, and dhub itself.
fn all() -> Vec<Vec<String>> {
    let mut all = command::commands();
    let groups: Vec<Vec<String>> = all
        .iter()
        .map(|words| words[..words.len() - 1].to_vec())
        .collect();
    all.extend(groups);
    all.sort();
    all.dedup();
    all
}

#[test]
fn help_matches_its_snapshots() {
    for command in all() {
        let name = match command.join("-") {
            none if none.is_empty() => "dhub".to_string(),
            name => name,
        };
        insta::assert_snapshot!(format!("{name}-short"), stdout(&command, "-h"));
        insta::assert_snapshot!(format!("{name}-long"), stdout(&command, "--help"));
    }
}

#[test]
fn short_help_is_short() {
    for command in all() {
        let (short, long) = (stdout(&command, "-h"), stdout(&command, "--help"));
        let lines = short.lines().count();
        assert!(lines <= 40, "{command:?} -h: {lines} lines");
        assert!(short.len() < long.len(), "{command:?}");
        assert!(!short.contains("Examples:"), "{command:?}");
    }
}

#[test]
fn every_example_in_help_runs_as_shown() {
    for command in command::commands() {
        let home = Home::new();
        for out in ["out", "bank"] {
            home.dhub(&format!("seed all -q -s 0.05 --out {out}")).run();
        }
        // For those that use git.
        let commit = "git init -q && git add bank && git -c user.name=a -c user.email=a@example.com commit -qm Bank";
        home.run_of("bash").args(&["-c", commit]).run();
        for example in command::examples(&command) {
            // Examples with a server have their own test: tests/load/examples.rs.
            let built = cfg!(feature = "parquet") || !example.contains("parquet");
            if built && !example.contains(" --live") {
                home.run_of("bash")
                    .args(&["-euo", "pipefail", "-c", &example])
                    .with_dhub_in_path()
                    .stderr("")
                    .run();
            }
        }
    }
}

#[test]
fn reports_match_their_snapshots() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --part 1/2 --out part1")
        .run();
    home.dhub("seed all -q -s 0.05 --part 2/2 --out part2")
        .run();
    home.dhub("seed all -q -s 0.05 --as-of 2025-12-30 --out other")
        .run();
    for (name, arguments, status) in [
        ("seed-all", "seed all -s 0.05", 0),
        (
            "seed-all-part",
            "seed all -s 0.05 --part 1/2 --out part1",
            0,
        ),
        ("seed-join", "seed join part1 part2 --out joined", 0),
        ("seed-status", "seed status", 0),
        ("seed-check", "seed check", 0),
        ("diff-same", "diff out joined", 0),
        ("db-tables", "db tables -d loans_db", 0),
        ("seed-clear", "seed clear --confirm", 0),
        ("seed-clear-nothing", "seed clear --confirm", 0),
    ] {
        let output = home.dhub(arguments).status(status).run();
        let text = String::from_utf8(output.stdout).unwrap();
        insta::assert_snapshot!(format!("report-{name}"), text);
    }
}
