//! `dhub seed status`

use super::{print, report};
use crate::cli::FINDINGS;
use dhub::bundle::Bundle;
use dhub::error::{Error, Result};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

pub fn run(out: &Path) -> Result<ExitCode> {
    let bundle = match Bundle::open(out) {
        Err(error @ Error::Damaged { .. }) => {
            eprintln!("dhub: {error}");
            return Ok(FINDINGS.into());
        }
        bundle => bundle?,
    };
    let findings = bundle.check()?;
    let damaged: BTreeSet<&str> = findings
        .iter()
        .map(|finding| finding.path.as_str())
        .collect();
    let state = |path: &str| {
        if damaged.contains(path) {
            "DAMAGED"
        } else {
            "ok"
        }
    };
    let manifest = bundle.manifest();
    let mut text = format!(
        "{}{}",
        report::tables(manifest, Some(&state)),
        report::origin(manifest)
    );
    if let Some(foreign) = bundle.foreign()? {
        text += &format!("{}: not part of the bundle\n", out.join(foreign).display());
    }
    print(text)?;
    for finding in &findings {
        eprintln!(
            "dhub: {}: {}",
            out.join(&finding.path).display(),
            finding.wrong
        );
    }
    if findings.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "dhub: {}: not the bundle that was written; write it anew with: {} --out {0}",
        out.display(),
        bundle.command(),
    );
    Ok(FINDINGS.into())
}
