//! `dhub man`

use super::print;
use crate::cli::{Cli, Man};
use clap::CommandFactory;
use dhub::error::{Error, Result};
use std::fs;
use std::process::ExitCode;

pub fn run(arguments: &Man) -> Result<ExitCode> {
    let mut command = Cli::command();
    // Resolves the names of nested commands, such as `dhub-seed-all`.
    command.build();
    if let Some(directory) = &arguments.dir {
        fs::create_dir_all(directory).map_err(Error::at("create", directory))?;
        clap_mangen::generate_to(command, directory).map_err(Error::at("write into", directory))?;
        print(format!("written to {}\n", directory.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    for name in &arguments.command {
        let known = command.find_subcommand(name).cloned();
        command = known.ok_or_else(|| {
            Error::usage(format!(
                "{}: no such command; see --help",
                arguments.command.join(" ")
            ))
        })?;
    }
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command);
    man.render(&mut page)
        .map_err(Error::at("write", "stdout".as_ref()))?;
    print(page)?;
    Ok(ExitCode::SUCCESS)
}
