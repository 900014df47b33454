//! `dhub seed clear --confirm`

use super::print;
use dhub::bundle;
use dhub::error::{Error, Result};
use std::path::Path;
use std::process::ExitCode;

pub fn run(confirm: bool, out: &Path) -> Result<ExitCode> {
    let place = out.display();
    if !confirm {
        return Err(Error::Usage(format!(
            "seed clear removes the bundle in {place}; add --confirm to do it"
        )));
    }
    let cleared = bundle::clear(out)?;
    print(match (cleared.files, cleared.left) {
        (0, _) => format!("{place}: no bundle, nothing to remove\n"),
        (files, None) => format!("{place}: removed {files} files and the folder\n"),
        (files, Some(left)) => format!(
            "{place}: removed {files} files; {} is not the bundle's and stays\n",
            left.display()
        ),
    })?;
    Ok(ExitCode::SUCCESS)
}
