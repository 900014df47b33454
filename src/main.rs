//! The command line: parses arguments, calls the library, and prints reports.

#![forbid(unsafe_code)]

mod cli;
mod commands;
mod crash_guard;
mod message;

use std::process::ExitCode;

fn main() -> ExitCode {
    crash_guard::run(run)
}

fn run() -> ExitCode {
    let cli = match cli::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    commands::run(cli).unwrap_or_else(|error| {
        message::print_message(error);
        cli::FAILURE.into()
    })
}
