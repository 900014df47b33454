//! Writes one manifest over all parts of a bundle, which stay where they are. Tables are not read.

use crate::bundle::digest::Digest;
use crate::bundle::format::Format;
use crate::bundle::join::open_parts;
use crate::bundle::manifest::{Manifest, PARTS, Resource};
use crate::bundle::origin::Origin;
use crate::bundle::read::Bundle;
use crate::bundle::sums::Sums;
use crate::bundle::{MANIFEST, SUMS, append, files, place, table_schema};
use crate::error::{Error, Result};
use crate::plan::Part;
use crate::tables;
use serde::Serialize;
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

/// Writes into `out` one manifest over the parts in `directories`, given in any order, and a list of digests of all their files.
/// Paths are relative to `out`; parts may lie inside it or elsewhere.
///
/// Parts are validated by their manifests, the digests of all files but tables, the sizes of the table files, and their number of
/// customers. Returns the combined origin, with the rows and bytes of all parts.
///
/// # Errors
///
/// Fails when the directories are not exactly the parts of one bundle of this version; when `out` already holds a manifest,
/// unless `force` is set and it is a joined manifest. `out` is then unchanged.
pub fn join_manifests(directories: &[PathBuf], out: &Path, force: bool) -> Result<Origin> {
    let parts = open_parts(directories, out)?;
    for part in &parts {
        check_sizes(part)?;
        check_shares(part)?;
    }
    refuse_other(out, force)?;
    let place = place::resolve(out)?;
    let homes = parts
        .iter()
        .map(|part| from(&place, part.directory()))
        .collect::<Result<Vec<String>>>()?;
    let origin = origin(&parts);
    let manifest = render(&parts, &homes, &origin);
    let mut sums = vec![(MANIFEST.to_string(), Digest::of(manifest.as_bytes()))];
    for (part, home) in parts.iter().zip(&homes) {
        let listed = Sums::read(part.directory())?.digests.into_iter();
        sums.extend(listed.map(|(path, digest)| (format!("{home}/{path}"), digest)));
    }
    sums.sort_by(|a, b| a.0.cmp(&b.0));
    let sums: String = sums
        .into_iter()
        .map(|(path, digest)| format!("{digest}  {path}\n"))
        .collect();
    fs::create_dir_all(&place).map_err(Error::at("create", out))?;
    // Write the manifest last, so that it never exists without the digests.
    put(&place, SUMS, &sums)?;
    put(&place, MANIFEST, &manifest)?;
    files::sync_directory(&place)?;
    Ok(origin)
}

/// Fails if a table's file is missing or its size differs from the part's manifest.
fn check_sizes(part: &Bundle) -> Result<()> {
    for resource in &part.manifest().resources {
        let wrong = match fs::metadata(part.directory().join(&resource.path)) {
            Err(_) => "missing".to_string(),
            Ok(found) if found.len() == resource.stored.bytes => continue,
            Ok(found) => format!(
                "expected {} bytes, found {}",
                resource.stored.bytes,
                found.len()
            ),
        };
        return Err(append::damaged(part, &resource.path, &wrong));
    }
    Ok(())
}

/// Fails unless a part has its share of the customers, and all or none of the staff, as its number requires.
fn check_shares(part: &Bundle) -> Result<()> {
    let origin = &part.manifest().dhub;
    let number = origin.part.unwrap_or(Part::WHOLE);
    let customers = number.of_count(origin.customers).len() as u64;
    let staff = match number.is_first() {
        true => u64::from(origin.employees),
        false => 0,
    };
    for (database, table, wanted) in [
        ("accounts_db", "customers", customers),
        ("customer_db", "customer_profiles", customers),
        ("employees_db", "employees", staff),
    ] {
        let resource = part.manifest().resource(database, table);
        let found = resource.map_or(0, |resource| resource.rows);
        if found != wanted {
            let wrong = format!("{table}: expected {wanted} rows in part {number}, found {found}");
            return Err(append::damaged(part, MANIFEST, &wrong));
        }
    }
    Ok(())
}

/// Fails if `out` already holds a manifest, other than a joined one that may be replaced.
fn refuse_other(out: &Path, force: bool) -> Result<()> {
    let path = out.join(MANIFEST);
    let Some(name) = [MANIFEST, SUMS]
        .into_iter()
        .find(|name| files::exists(&out.join(name)))
    else {
        return Ok(());
    };
    let of_parts = fs::read(&path)
        .ok()
        .and_then(|text| serde_json::from_slice::<Value>(&text).ok())
        .is_some_and(|manifest| manifest["dhub"][PARTS].is_array());
    let advice = match (of_parts, force) {
        (true, true) => return Ok(()),
        (true, false) => "choose another --out, or replace it with --force",
        (false, _) => "it is not a manifest of parts; choose another --out",
    };
    Err(Error::refused(
        out,
        format!("contains {name}; nothing was changed; {advice}"),
    ))
}

/// Returns the combined origin of all parts, with the sum of their rows and bytes.
fn origin(parts: &[Bundle]) -> Origin {
    let sum = |number: fn(&Origin) -> u64| {
        let numbers = parts.iter().map(|part| number(&part.manifest().dhub));
        numbers.sum()
    };
    let first = &parts[0].manifest().dhub;
    let headers: usize = tables::files().map(|table| table.header().len()).sum();
    Origin {
        bundle: first.parts_id(),
        rows: sum(|origin| origin.rows),
        bytes: sum(|origin| origin.bytes).saturating_sub((headers * (parts.len() - 1)) as u64),
        files: vec![MANIFEST.to_string(), SUMS.to_string()],
        part: None,
        ..first.clone()
    }
}

/// A part's entry in the joined manifest.
#[derive(Serialize)]
struct Listed<'a> {
    part: Option<Part>,
    path: &'a str,
    bundle: &'a str,
    rows: u64,
    bytes: u64,
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("a manifest is plain data")
}

/// Renders the joined manifest: that of a whole bundle, except that each table has several files.
fn render(parts: &[Bundle], homes: &[String], origin: &Origin) -> String {
    let listed = parts.iter().zip(homes).map(|(part, home)| {
        let own = &part.manifest().dhub;
        json(&Listed {
            part: own.part,
            path: home,
            bundle: &own.bundle,
            rows: own.rows,
            bytes: own.bytes,
        })
    });
    let mut whole = json(parts[0].manifest());
    whole["description"] = json(&format!(
        "{} It refers to the files of all {} parts in place.",
        Manifest::ABOUT,
        parts.len()
    ));
    whole["dhub"] = json(origin);
    whole["dhub"][PARTS] = listed.collect();
    let resources = parts[0].manifest().resources.iter().map(|first| {
        let of_table = || {
            let found = parts.iter().zip(homes).filter_map(|(part, home)| {
                let resource = part.manifest().resource(&first.database, &first.name)?;
                Some((resource, home))
            });
            found.collect::<Vec<(&Resource, &String)>>()
        };
        let mut resource = json(first);
        let paths = of_table().into_iter();
        resource["path"] = paths
            .map(|(one, home)| json(&format!("{home}/{}", one.path)))
            .collect();
        let sum = |number: fn(&Resource) -> u64| -> u64 {
            of_table().iter().map(|(one, _)| number(one)).sum()
        };
        let declared = tables::files()
            .find(|table| (table.database, table.name) == (&*first.database, &*first.name));
        resource["rows"] = json(&sum(|one| one.rows));
        // Count the header once, as readers of multi-file resources do.
        let headers = declared.map_or(0, |table| table.header().len() * (parts.len() - 1));
        resource["bytes"] = json(&(sum(|one| one.stored.bytes).saturating_sub(headers as u64)));
        // There is no digest of several files.
        if let Some(resource) = resource.as_object_mut() {
            resource.shift_remove("hash");
            resource.shift_remove("uncompressed");
            if first.stored_as() != Some(Format::Csv) {
                resource.shift_remove("bytes");
            }
        }
        if let Some(table) = declared {
            resource["schema"] = table_schema::render(table, None);
        }
        resource
    });
    whole["resources"] = resources.collect();
    let text = serde_json::to_string_pretty(&whole).expect("a manifest is plain data");
    text + "\n"
}

/// Returns the relative path from one directory, free of symbolic links, to another, with `/` as separator.
fn from(place: &Path, to: &Path) -> Result<String> {
    let to = fs::canonicalize(to).map_err(Error::at("find", to))?;
    let names = |path: &Path| -> Vec<String> {
        let names = path.components().filter_map(|one| match one {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
        names.collect()
    };
    if to.to_str().is_none() {
        return Err(Error::refused(
            &to,
            "has a name that is not UTF-8, which a manifest cannot contain; rename it",
        ));
    }
    let (place, to) = (names(place), names(&to));
    let common = place.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_string(), place.len() - common);
    let steps: Vec<String> = up.chain(to[common..].iter().cloned()).collect();
    Ok(steps.join("/"))
}

/// Writes a file atomically.
fn put(place: &Path, name: &str, text: &str) -> Result<()> {
    let new = place.join(format!(".{name}.dhub-new"));
    let path = place.join(name);
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&new);
        Error::at("write", &path)(error)
    })
}
