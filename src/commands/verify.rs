//! `dhub verify`

use super::print;
use super::progress::Bars;
use crate::cli::{FINDINGS, Format, Verify};
use dhub::bundle::Bundle;
use dhub::error::{Error, Result};
use dhub::verify::report::Report;
use std::process::ExitCode;
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
    let held = match arguments.live {
        true => super::live(&arguments.server)?.holds(&arguments.dir)?,
        false => true,
    };
    Ok(if report.ok && held {
        ExitCode::SUCCESS
    } else {
        FINDINGS.into()
    })
}

fn json(report: &Report) -> String {
    serde_json::to_string_pretty(report).expect("a report is plain data") + "\n"
}
