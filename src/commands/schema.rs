//! `dhub schema --dir DIR`

use dhub::error::{Error, Result};
use std::path::Path;
use std::process::ExitCode;

pub fn run(dir: &Path) -> Result<ExitCode> {
    for name in dhub::schema::write_all(dir).map_err(Error::at("write", dir))? {
        super::print(format!("{}\n", dir.join(name).display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
