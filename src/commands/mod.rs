//! One file per command: it parses arguments, calls the library, and prints a report.

mod completions;
mod db;
mod defect;
mod diff;
mod export;
mod life;
mod man;
mod output;
mod progress;
mod report;
mod report_page;
mod schema;
mod seed_all;
mod seed_check;
mod seed_clear;
mod seed_join;
mod seed_status;
mod signals;
mod verify;

use crate::cli::{self, Cli, Command, Db, Seed};
use dhub::error::Result;
use dhub::live::{Layout, Live};
use output::print;
use std::process::ExitCode;

/// Runs the requested command.
pub fn run(cli: Cli) -> Result<ExitCode> {
    output::choose(cli.color);
    match cli.command {
        Command::Seed(Seed::All(arguments)) => seed_all::run(&arguments),
        Command::Seed(Seed::Join(arguments)) => seed_join::run(&arguments),
        Command::Seed(Seed::Status(arguments)) => seed_status::run(&arguments),
        Command::Seed(Seed::Check(arguments)) => seed_check::run(&arguments),
        Command::Seed(Seed::Clear(arguments)) => seed_clear::run(&arguments),
        Command::Db(Db::Tables(arguments)) => db::tables(&arguments),
        Command::Db(Db::Query(arguments)) => db::query(&arguments),
        Command::Db(Db::Describe(arguments)) => db::describe(&arguments),
        Command::Life(arguments) => life::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Defect(arguments) => defect::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Report(arguments) => report_page::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Completions { shell } => completions::run(shell),
        Command::Man(arguments) => man::run(&arguments),
        Command::Schema { dir } => schema::run(&dir),
    }
}

/// Returns the server that the arguments and the environment specify.
fn live(server: &cli::Server) -> Result<Live> {
    let layout = match server.layout {
        cli::Layout::Databases => Layout::Databases,
        cli::Layout::Schemas => Layout::Schemas,
    };
    let prefix = server.prefix.as_deref().unwrap_or_default();
    signals::tidy_up();
    Live::new(layout, prefix)
}

/// Returns the equivalent flags of load.sh, each preceded by a space.
fn load_flags(server: &cli::Server) -> String {
    match (server.layout, &server.prefix) {
        (cli::Layout::Schemas, _) => " --layout schemas".to_string(),
        (_, Some(prefix)) => format!(" --prefix {prefix}"),
        (_, None) => String::new(),
    }
}

/// Creates the error for a format that requires a feature this program was built without.
fn without_parquet(format: &str) -> dhub::error::Error {
    dhub::error::Error::usage(format!(
        "--format {format}: this dhub was built without Parquet and Arrow; build it with: cargo install --locked --path . --features parquet"
    ))
}
