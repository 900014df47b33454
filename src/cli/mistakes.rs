//! The arguments of this process, and mistakes in them as one line in our manner.

use super::{Cli, FAILURE};
use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::process::ExitCode;

/// The arguments of this process; help, version and mistakes are printed, and the exit code comes back.
pub fn parse() -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(|error| {
        if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        {
            eprintln!("dhub: {}", line(&error));
        } else {
            let _ = error.print(); // a reader that has gone away is no mistake
        }
        u8::try_from(error.exit_code()).unwrap_or(FAILURE).into()
    })
}

/// A mistake in the arguments as one line in our manner.
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
            let reason = std::error::Error::source(error)
                .map(ToString::to_string)
                .unwrap_or_default();
            match reason.split_once(" is not in ") {
                Some((_, range)) => format!("{flag}: expected a number of {range}, found {value}"),
                None => format!("{flag}: {reason}, found {value}"),
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("{flag}: expected a value; see --help")
        }
        ErrorKind::InvalidValue => {
            format!(
                "{flag}: expected {}, found {value}",
                context(ContextKind::ValidValue)
            )
        }
        ErrorKind::UnknownArgument => match context(ContextKind::SuggestedArg) {
            none if none.is_empty() => format!("unknown argument {flag}; see --help"),
            meant => format!("unknown argument {flag}; did you mean {meant}? see --help"),
        },
        ErrorKind::InvalidSubcommand => {
            format!(
                "unknown command {}; see --help",
                context(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("expected {argument}; see --help"),
        ErrorKind::ArgumentConflict => {
            format!("{flag}: given twice or with a flag that excludes it; see --help")
        }
        _ => {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            format!("{}; see --help", first.trim_start_matches("error: "))
        }
    }
}
