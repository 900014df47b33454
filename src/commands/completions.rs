//! `dhub completions SHELL`

use crate::cli::Cli;
use clap::CommandFactory;
use clap_complete::Shell;
use dhub::error::Result;
use std::process::ExitCode;

pub fn run(shell: Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dhub", &mut script);
    super::print(script)?;
    Ok(ExitCode::SUCCESS)
}
