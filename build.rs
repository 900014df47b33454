//! Lists the rule files in `src/verify/rules/` and the defect files in `src/defect/catalogue/`, so that a new one needs no entry
//! anywhere.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The views that rules share; everything else in their directory is a rule file.
const VIEWS: &str = "views";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut rules = Vec::new();
    for (name, path) in files("src/verify/rules")? {
        if name == VIEWS {
            continue;
        }
        // The section is the file's own name, unless its first line says otherwise.
        let text = fs::read_to_string(&path)?;
        let section = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("-- section: "));
        let section = section.unwrap_or(&name).trim().to_string();
        rules.push((section, name, path));
    }
    // By section, starting with the file named after it.
    rules.sort_by_key(|(section, name, _)| (section.clone(), section != name, name.clone()));
    let rules = rules.into_iter().map(|(section, _, path)| (section, path));
    list("rule_files.rs", rules)?;
    list("defect_files.rs", files("src/defect/catalogue")?)
}

/// Returns the files of a directory with their names, without extension, in alphabetical order.
fn files(directory: &str) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    let directory = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(directory);
    println!("cargo::rerun-if-changed={}", directory.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&directory)? {
        let path = entry?.path();
        if let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) {
            files.push((name.to_string(), path));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a slice of labels and file contents, to be included in the source.
fn list(
    name: &str,
    files: impl IntoIterator<Item = (String, PathBuf)>,
) -> Result<(), Box<dyn Error>> {
    let mut list = String::from("&[\n");
    for (label, path) in files {
        writeln!(list, "    ({label:?}, include_str!({path:?})),")?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join(name), list)?;
    Ok(())
}
