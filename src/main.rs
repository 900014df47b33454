//! The command line: arguments, the library, a printed report.

#![forbid(unsafe_code)]

mod cli;
mod commands;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match cli::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    commands::run(cli).unwrap_or_else(|error| {
        commands::complain(error);
        cli::FAILURE.into()
    })
}
