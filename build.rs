//! Lists the rule files of `src/verify/rules/`, so that a new one needs no entry anywhere.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// The views that rules share; everything else in the directory is a rule file.
const VIEWS: &str = "views";

fn main() -> Result<(), Box<dyn Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let directory = Path::new(&root).join("src/verify/rules");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", directory.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&directory)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str());
        let Some(name) = name.filter(|name| *name != VIEWS) else {
            continue;
        };
        // The section is the file's own name, unless its first line says otherwise.
        let text = fs::read_to_string(&path)?;
        let section = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("-- section: "));
        let section = section.unwrap_or(name).trim().to_string();
        files.push((section, name.to_string()));
    }
    // By section, in each the file of its name first.
    files.sort_by_key(|(section, name)| (section.clone(), section != name, name.clone()));
    let mut list = String::from("&[\n");
    for (section, name) in files {
        let path = directory.join(&name).with_extension("sql");
        writeln!(list, "    ({section:?}, include_str!({path:?})),")?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("rule_files.rs"), list)?;
    Ok(())
}
