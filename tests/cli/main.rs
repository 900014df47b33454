//! The command line: what it prints, what it refuses, and that a refusal changes nothing.

#[path = "../command/mod.rs"]
mod command;

mod bundle;
mod db;
mod findings;
mod help;
mod make;
mod output;
mod refusals;
mod status;
mod verify;

use command::Home;
use dhub::plan::DATA_VERSION;
use std::process::{Command, Stdio};

#[test]
fn a_closed_pipe_causes_no_panic() {
    let home = Home::with_bundle();
    for arguments in ["seed status", "completions bash", "--help"] {
        let mut child = Command::new(command::DHUB)
            .args(arguments.split(' '))
            .current_dir(home.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments}");
        assert_eq!(output.status.code(), Some(0), "{arguments}");
    }
}

#[test]
fn version_help_and_completions_are_printed() {
    let home = Home::new();
    home.dhub("--version")
        .stdout(&format!("dhub 0.1.0 (data version {DATA_VERSION})\n"))
        .run();
    home.dhub("seed all --help")
        .stdout_has("[default: 1.0]")
        .stdout_has("[default: 2025-12-31]")
        .run();
    for shell in ["bash", "zsh", "fish"] {
        home.dhub(&format!("completions {shell}"))
            .stdout_has("as-of")
            .run();
    }
    home.dhub("seed")
        .status(2)
        .stderr_has("Usage: dhub seed [OPTIONS] <COMMAND>")
        .run();
    home.dhub("schema --dir sql")
        .stdout_has("sql/employees_db.sql\n")
        .run();
    assert!(home.read("sql/employees_db.sql").contains("CREATE TABLE"));
}
