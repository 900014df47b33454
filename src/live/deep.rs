//! Every row on the server against the bundle, by the load.sh that is built into this program: a script that lies in a
//! bundle is data, it is never run.

use super::{Layout, Live};
use crate::bundle::LOAD_SH;
use crate::error::{Error, Result};
use std::io::Write;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Stdio};

impl Live {
    /// Whether the server holds every row of the bundle in a directory and no other. The report of each table goes to
    /// stderr.
    ///
    /// # Errors
    ///
    /// When bash cannot be run or the comparison does not come to its end; its own message is on stderr then.
    pub fn holds(&self, bundle: &Path) -> Result<bool> {
        let failed = |why: String| {
            Error::server(format!(
                "{}: cannot compare PostgreSQL with the bundle: {why}",
                bundle.display()
            ))
        };
        let stderr = std::io::stderr().as_fd().try_clone_to_owned();
        let stderr = stderr.map_err(|e| failed(e.to_string()))?;
        let mut bash = Command::new("bash");
        bash.args(["-s", "--", "--verify=deep", "--bundle"])
            .arg(std::path::absolute(bundle).map_err(|e| failed(e.to_string()))?);
        match self.layout {
            Layout::Schemas => bash.args(["--layout", "schemas"]),
            Layout::Databases if self.prefix.is_empty() => &mut bash,
            Layout::Databases => bash.args(["--prefix", &self.prefix]),
        };
        bash.stdin(Stdio::piped()).stdout(stderr);
        let mut child = bash
            .spawn()
            .map_err(|e| failed(format!("bash: {e}; install bash")))?;
        // The script's last line starts it: one that arrives in part does nothing, and would end with 0.
        let script = child
            .stdin
            .take()
            .map_or(Ok(()), |mut stdin| stdin.write_all(LOAD_SH.as_bytes()));
        let status = child.wait().map_err(|e| failed(e.to_string()))?;
        match (script, status.code()) {
            (Ok(()), Some(0)) => Ok(true),
            (Ok(()), Some(4 | 6)) => Ok(false),
            (Err(error), Some(0)) => Err(failed(format!("bash: {error}"))),
            _ => Err(failed(format!("{status}; the reason is above"))),
        }
    }
}
