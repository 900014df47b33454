//! `dhub verify`: a bundle held against its declarations and the guide.

use crate::verify::verify;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `dhub verify` is asked.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bundle's folder.
    pub dir: PathBuf,
    /// As JSON instead of tables.
    pub json: bool,
    /// Arguments for the bundle's own load.sh, when PostgreSQL is to be compared with the bundle byte by byte as well.
    pub live: Option<Vec<String>>,
}

/// Checks a bundle, prints the report and tells whether it has no finding.
///
/// # Errors
///
/// When there is no bundle, the check cannot run or the report cannot be written.
pub fn run(options: &Options, out: &mut dyn Write) -> Result<bool, String> {
    let report = verify(&options.dir)?;
    let text = if options.json {
        serde_json::to_string_pretty(&report).map_err(|e| e.to_string())? + "\n"
    } else {
        report.table()
    };
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|e| format!("stdout: {e}"))?;
    let live = match &options.live {
        Some(arguments) => live(&options.dir, arguments)?,
        None => true,
    };
    Ok(report.ok && live)
}

/// Runs `load.sh --verify=deep` of the bundle; its report goes to stderr, its exit codes 4 and 6 are findings.
fn live(dir: &Path, arguments: &[String]) -> Result<bool, String> {
    let script = dir.join("load.sh");
    let place = script.display();
    let mut child = Command::new("bash")
        .arg(&script)
        .arg("--verify=deep")
        .args(arguments)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .map_err(|e| format!("{place}: cannot run bash: {e}"))?;
    if let Some(mut stdout) = child.stdout.take() {
        std::io::copy(&mut stdout, &mut std::io::stderr()).map_err(|e| format!("{place}: {e}"))?;
    }
    let status = child.wait().map_err(|e| format!("{place}: {e}"))?;
    match status.code() {
        Some(0) => Ok(true),
        Some(4 | 6) => Ok(false),
        _ => Err(format!(
            "{place}: --verify=deep could not compare PostgreSQL with the bundle ({status}); its own message is above"
        )),
    }
}
