//! A data pack for DataHub: what its catalog shows about the bank, as metadata change proposals.
//!
//! `datahub datapack load` reads `index.json` and then the files that it lists, in order. It caches files by name, so
//! their names contain a digest of the content.

mod datasets;
mod definitions;
mod knowledge;
mod naming;
mod proposals;
mod quality;
mod recipe;
mod relations;
mod staff;

pub use naming::{ENVIRONMENTS, Layout, Naming};

use super::folder::{EntryKind, Folder};
use super::tables::Tables;
use super::unwritten;
use crate::error::{Error, Result};
use crate::values::calendar::Date;
use proposals::Proposals;
use serde_json::json;
use sha2::{Digest, Sha256};
use staff::Staff;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// File that the loader reads first.
const INDEX: &str = "index.json";
/// Recipe for ingesting the loaded tables.
const RECIPE: &str = "recipe.yml";
/// The files of proposals, without the digest of their content.
const FILES: [&str; 3] = ["1-definitions", "2-tables", "3-uses"];
/// Number of digest digits in a file name.
const DIGITS: usize = 12;

/// Classifies a path in a pack.
pub(super) fn classify(path: &Path) -> EntryKind {
    let digested = |stem: &str| {
        let parted = stem.rsplit_once('-');
        parted.is_some_and(|(name, digest)| {
            let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            FILES.contains(&name) && digest.len() == DIGITS && digest.chars().all(hexadecimal)
        })
    };
    let name = path.to_str().unwrap_or_default();
    let stem = name.strip_suffix(".json");
    match name == INDEX || name == RECIPE || stem.is_some_and(digested) {
        true => EntryKind::File,
        false => EntryKind::Foreign,
    }
}

/// Writes the pack.
pub(super) fn write(tables: &Tables, naming: &Naming, folder: &Folder) -> Result<()> {
    if let Some(strange) = tables
        .all
        .iter()
        .find(|one| one.table.stewardship.is_none())
    {
        let table = strange.table;
        return Err(Error::usage(format!(
            "--only: {}.{} is never loaded into PostgreSQL, expected tables of a database; leave it out",
            table.database, table.name
        )));
    }
    let origin = &tables.bundle.manifest().dhub;
    let as_of: Date = origin.as_of.parse()?;
    let time = quality::milliseconds(as_of.at(0, 0, 0));
    let observed = quality::observe(tables, as_of)?;
    let roles: Vec<&str> = tables.stewardships().map(|one| one.steward).collect();
    let staff = Staff::read(tables, &roles)?;

    let [mut definitions, mut described, mut used]: [Proposals; 3] = Default::default();
    staff.propose(&mut definitions);
    definitions::propose(tables, &staff, time, &mut definitions);

    datasets::containers(tables, naming, &mut described);
    for (stored, seen) in tables.all.iter().zip(&observed) {
        let Some(stewardship) = &stored.table.stewardship else {
            continue;
        };
        datasets::dataset(
            tables,
            naming,
            &staff,
            stored,
            stewardship,
            time,
            &mut described,
        );
        quality::propose(
            naming,
            stored,
            stewardship,
            seen,
            as_of,
            &origin.bundle,
            &mut used,
        );
    }
    relations::lineage(tables, naming, time, &mut described)?;
    relations::references(tables, naming, time, &mut described);

    knowledge::products(tables, naming, &staff, &mut used);
    knowledge::queries(tables, naming, time, &mut used)?;
    knowledge::documents(tables, naming, time, &mut used)?;

    let mut files = Vec::new();
    let mut all = Sha256::new();
    for (name, proposals) in FILES.into_iter().zip([definitions, described, used]) {
        let json = proposals.json();
        let hash = Sha256::digest(json.as_bytes());
        all.update(hash);
        let name = format!("{name}-{}.json", &hexadecimal(&hash)[..DIGITS]);
        put(folder, &name, &json)?;
        // The following files refer to it.
        files.push(json!({ "path": name, "wait_for_completion": name.starts_with(FILES[0]) }));
    }
    let version = hexadecimal(&all.finalize());
    let index = json!({ "version": &version[..DIGITS], "files": files });
    let index = serde_json::to_string_pretty(&index).unwrap_or_default() + "\n";
    put(folder, INDEX, &index)?;
    put(folder, RECIPE, &recipe::render(tables, naming))
}

/// Writes a file to the disk.
fn put(folder: &Folder, name: &str, text: &str) -> Result<()> {
    let path = folder.place(Path::new(name))?;
    let mut file = File::create_new(&path).map_err(unwritten(&path))?;
    file.write_all(text.as_bytes()).map_err(unwritten(&path))?;
    file.sync_all().map_err(unwritten(&path))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
