//! `dhub verify`

use super::print;
use super::progress::Bars;
use crate::cli::{FINDINGS, Format, Verify};
use dhub::bundle::Bundle;
use dhub::error::{Error, Result};
use dhub::verify::report::Report;
use std::process::{Command, ExitCode, Stdio};
use std::thread::available_parallelism;

pub fn run(arguments: &Verify) -> Result<ExitCode> {
    let bundle = match Bundle::open(&arguments.dir) {
        Err(error) if error.is_damaged() => {
            eprintln!("dhub: {error}");
            if arguments.format == Format::Json {
                let report = Report::unreadable(&arguments.dir, &error);
                print(json(&report))?;
            }
            return Ok(FINDINGS.into());
        }
        bundle => bundle?,
    };
    let threads = available_parallelism().map_or(1, usize::from);
    let bars = Bars::new();
    let report = dhub::verify::verify(bundle, threads, &bars).map_err(Error::usage)?;
    drop(bars);
    let text = match arguments.format {
        Format::Json => json(&report),
        Format::Text => report.table(),
    };
    print(text)?;
    let held = !arguments.live || live(arguments)?;
    Ok(if report.ok && held {
        ExitCode::SUCCESS
    } else {
        FINDINGS.into()
    })
}

fn json(report: &Report) -> String {
    serde_json::to_string_pretty(report).expect("a report is plain data") + "\n"
}

/// Whether PostgreSQL holds this very bundle, by its own `load.sh --verify=deep`, whose report goes to stderr.
fn live(arguments: &Verify) -> Result<bool> {
    let script = arguments.dir.join("load.sh");
    let mut command = Command::new("bash");
    command.arg(&script).arg("--verify=deep");
    super::live(&arguments.server)?;
    command.args(super::load_flags(&arguments.server).split_whitespace());
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Error::at("run", &script))?;
    if let Some(mut stdout) = child.stdout.take() {
        std::io::copy(&mut stdout, &mut std::io::stderr())
            .map_err(Error::at("read the output of", &script))?;
    }
    let status = child.wait().map_err(Error::at("run", &script))?;
    match status.code() {
        Some(0) => Ok(true),
        Some(4 | 6) => Ok(false),
        _ => Err(Error::usage(format!(
            "{}: --verify=deep could not compare PostgreSQL with the bundle ({status}); its own message is above",
            script.display()
        ))),
    }
}
