//! Parses the arguments of this process and reports invalid ones as one line in our format.

use super::{Cli, FAILURE};
use crate::message::print_message;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, CommandFactory, FromArgMatches};
use dhub::query::hints::closest;
use std::ffi::OsString;
use std::io::ErrorKind::BrokenPipe;
use std::process::ExitCode;

/// Parses the arguments of this process. Prints help, version, or an error and returns the exit code in those cases.
pub fn parse() -> Result<Cli, ExitCode> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let command = Cli::command().color(color(&arguments));
    let parsed = command.try_get_matches_from(arguments);
    let parsed = parsed.and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        {
            print_message(line(&error));
        } else {
            match error.print() {
                Err(error) if error.kind() != BrokenPipe => {
                    print_message(format!("stdout: cannot write: {error}"));
                    return FAILURE.into();
                }
                _ => {} // a reader that has gone away is no mistake
            }
        }
        u8::try_from(error.exit_code()).unwrap_or(FAILURE).into()
    })
}

/// Returns the value of --color, which help needs before the arguments are parsed.
fn color(arguments: &[OsString]) -> ColorChoice {
    let mut values = arguments.iter().enumerate().filter_map(|(place, one)| {
        let one = one.to_str()?;
        match one.strip_prefix("--color=") {
            None if one == "--color" => arguments.get(place + 1)?.to_str(),
            value => value,
        }
    });
    match values.next_back() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Formats an argument error as one line.
fn line(error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let flag = argument.split(' ').next().unwrap_or_default();
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string);
            format!("{flag}: {}, found {value}", reason.unwrap_or_default())
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("{flag}: expected a value; see --help")
        }
        ErrorKind::InvalidValue => {
            let meant = match context(ContextKind::SuggestedValue) {
                none if none.is_empty() => none,
                meant => format!("; did you mean {meant}?"),
            };
            let known = context(ContextKind::ValidValue);
            format!("{flag}: expected {known}, found {value}{meant}")
        }
        ErrorKind::UnknownArgument => match context(ContextKind::SuggestedArg) {
            none if none.is_empty() => format!("unknown argument {flag}; see --help"),
            meant => format!("unknown argument {flag}; did you mean {meant}? see --help"),
        },
        ErrorKind::InvalidSubcommand => {
            let unknown = context(ContextKind::InvalidSubcommand);
            let near = Some(context(ContextKind::SuggestedSubcommand));
            let near = near.filter(|near| !near.is_empty());
            let meant = elsewhere(&unknown, near.is_none()).or(near);
            let meant = meant.map_or(String::new(), |meant| format!(" did you mean {meant}?"));
            format!("unknown command {unknown};{meant} see --help")
        }
        ErrorKind::MissingRequiredArgument => format!("expected {argument}; see --help"),
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            prior if prior == argument => format!("{flag}: given twice; see --help"),
            prior if [prior.as_str(), &argument].contains(&"[DIR]") => {
                let flag = [prior, argument].concat().replace("[DIR]", "");
                let flag = flag.split(' ').next().unwrap_or_default();
                format!(
                    "{flag}: the directory is given twice, with and without {flag}; give it once"
                )
            }
            prior => {
                let prior: Vec<&str> = prior
                    .split(", ")
                    .map(|one| one.split(' ').next().unwrap_or_default())
                    .collect();
                let prior = prior.join(", ");
                format!("{flag}: cannot be used with {prior}; see --help")
            }
        },
        _ => {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            format!("{}; see --help", first.trim_start_matches("error: "))
        }
    }
}

/// Finds a command with this name at another level, or with a similar name if `similar`: `seed status` for `status`.
fn elsewhere(unknown: &str, similar: bool) -> Option<String> {
    let root = Cli::command();
    let nested: Vec<(&str, &str)> = root
        .get_subcommands()
        .flat_map(|group| {
            let commands = group.get_subcommands();
            commands.map(|command| (group.get_name(), command.get_name()))
        })
        .collect();
    let meant = match similar {
        true => closest(unknown, nested.iter().map(|(_, name)| *name))?,
        false => unknown,
    };
    let (group, name) = nested.iter().find(|(_, name)| *name == meant)?;
    Some(format!("{group} {name}"))
}
