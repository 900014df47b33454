//! Joins the parts of a bundle by concatenating their files without headers. Rows are not parsed.

use crate::bundle::append::{append, damaged, refuse_columns};
use crate::bundle::directory::Directory;
use crate::bundle::format::Format;
use crate::bundle::manifest::{Manifest, Resource};
use crate::bundle::read::Bundle;
use crate::bundle::replace::Replace;
use crate::bundle::sink::Sink;
use crate::bundle::staging::Staging;
use crate::bundle::write::{TableSelection, write_tables};
use crate::bundle::{MANIFEST, Progress, Stage, check, companions, place};
use crate::error::{Error, Result};
use crate::plan::{DATA_VERSION, Part};
use crate::tables::{self, Table};
use crate::threads;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Maximum number of missing parts named in a message.
const MAX_NAMED: usize = 10;

/// Joins the parts in `directories`, given in any order, into one bundle in `out` and returns its manifest.
///
/// The result is byte for byte the bundle that `write` would produce. Every file of the parts is checked against its digest. The
/// previous bundle stays in place until the new one is complete and on disk; then they are exchanged. `force` is as in
/// [`Options`](crate::bundle::Options).
///
/// # Errors
///
/// Fails when the directories are not exactly the parts of one bundle of this version, unmodified; when `out` is one of them or
/// cannot be written. `out` is then unchanged.
pub fn join(
    directories: &[PathBuf],
    out: &Path,
    force: bool,
    progress: &dyn Progress,
) -> Result<Manifest> {
    let parts = open_parts(directories, out)?;
    stage(&parts, out, force, progress).map_err(|error| place::with_given_path(out, error))
}

fn stage(parts: &[Bundle], out: &Path, force: bool, progress: &dyn Progress) -> Result<Manifest> {
    let first = &parts[0];
    let plan = check::plan(first)?;
    let format = first.format();
    let staging = Staging::begin(out, &Replace::with_whole(force))?;
    let mut directory = Directory::new(staging.path());

    let resources = parts.iter().flat_map(|part| &part.manifest().resources);
    progress.stage(Stage::Join, resources.map(|one| one.stored.bytes).sum());
    let tables = write_tables(
        &TableSelection::with_headers(format),
        &mut directory,
        |sinks| {
            let tables: Vec<&Table> = tables::files().collect();
            let join = |(mut sink, table): (Sink, &Table)| {
                for part in parts {
                    append(
                        part,
                        resource(part, table, format)?,
                        &table.header(),
                        &mut sink,
                        progress,
                    )?;
                }
                sink.finish()
            };
            let joined = || sinks.into_par_iter().zip(tables).map(join).collect();
            threads::on_pool(threads::available(), joined)
        },
    )?;
    let (manifest, companions) = companions::for_bundle(&plan, tables, format);
    directory.complete(&companions, progress)?;
    staging.publish(progress)?;
    Ok(manifest)
}

/// Opens the parts as [`open_all`] does and checks all their files except tables. `out` must not be one of them.
pub(super) fn open_parts(directories: &[PathBuf], out: &Path) -> Result<Vec<Bundle>> {
    let parts = open_all(directories)?;
    for part in &parts {
        refuse_itself(part.directory(), out)?;
        check_manifest(part)?;
    }
    Ok(parts)
}

/// Opens the parts by their manifests, sorted by number. They must belong to one bundle, each present once.
fn open_all(directories: &[PathBuf]) -> Result<Vec<Bundle>> {
    let mut parts: BTreeMap<Part, Bundle> = BTreeMap::new();
    let mut one: Option<Bundle> = None;
    for directory in directories {
        let (part, bundle) = open(directory)?;
        let one = one.get_or_insert_with(|| bundle.clone());
        same_bundle(one, &bundle)?;
        if let Some(other) = parts.insert(part, bundle) {
            return Err(Error::refused(
                directory,
                format!(
                    "is part {part}, and so is {}; name each part once",
                    other.directory().display()
                ),
            ));
        }
    }
    let Some(one) = one else {
        return Err(Error::usage("no parts to join"));
    };
    match missing(&one, &parts) {
        None => Ok(parts.into_values().collect()),
        Some(line) => Err(Error::usage(line)),
    }
}

/// Opens one part.
fn open(directory: &Path) -> Result<(Part, Bundle)> {
    let bundle = match Bundle::whole_or_part(directory) {
        Err(error) if error.is_missing() => Err(Error::refused(
            directory,
            format!(
                "no part of a bundle here, expected the directory of a part with {MANIFEST}; check the path"
            ),
        )),
        bundle => bundle,
    }?;
    let origin = &bundle.manifest().dhub;
    if origin.data_version != DATA_VERSION {
        return Err(Error::refused(
            directory,
            format!(
                "expected data version {DATA_VERSION}, found {}; join it with the version of dhub that wrote it",
                origin.data_version
            ),
        ));
    }
    refuse_columns(
        &bundle,
        "read the files of all parts as one table, or write the parts as CSV",
    )?;
    if !origin.only.is_empty() {
        return Err(Error::refused(
            directory,
            format!(
                "contains only {}, expected every table of a part; write it without --only",
                origin.only.join(", ")
            ),
        ));
    }
    match origin.part {
        Some(part) => Ok((part, bundle)),
        None => Err(Error::refused(
            directory,
            "is a whole bundle, expected a part written by dhub seed all --part K/N; omit it",
        )),
    }
}

/// Fails if two parts are not of the same bundle.
fn same_bundle(one: &Bundle, other: &Bundle) -> Result<()> {
    let made_of = |bundle: &Bundle| {
        let origin = &bundle.manifest().dhub;
        let scale = match origin.overridden {
            true => "explicit counts".to_string(),
            false => format!("scale {}", origin.scale),
        };
        [
            format!("seed {}", origin.seed),
            scale,
            format!("as of {}", origin.as_of),
            format!("aml rate {}", origin.aml_rate),
            format!("{} months", origin.months),
            format!("{} customers", origin.customers),
            format!("{} employees", origin.employees),
            format!("{} parts", origin.part.map_or(0, Part::of)),
            String::from(bundle.format().packing().method().unwrap_or("plain")),
        ]
    };
    let (wanted, found) = (made_of(one), made_of(other));
    let differ = || wanted.iter().zip(&found).filter(|(a, b)| a != b);
    if differ().next().is_none() {
        return Ok(());
    }
    let wanted: Vec<&str> = differ().map(|(wanted, _)| wanted.as_str()).collect();
    let found: Vec<&str> = differ().map(|(_, found)| found.as_str()).collect();
    Err(Error::refused(
        other.directory(),
        format!(
            "is a part of a different bundle than {}: expected {}, found {}; join parts that differ only in --part",
            one.directory().display(),
            wanted.join(", "),
            found.join(", ")
        ),
    ))
}

/// Describes which parts are missing and how to generate the first of them.
fn missing(one: &Bundle, parts: &BTreeMap<Part, Bundle>) -> Option<String> {
    let of = one.manifest().dhub.part?.of();
    let absent = || {
        let all = (1..=of).filter_map(|number| Part::new(number, of));
        all.filter(|part| !parts.contains_key(part))
    };
    let first = absent().next()?;
    let mut names: Vec<String> = absent()
        .take(MAX_NAMED)
        .map(|part| part.to_string())
        .collect();
    let count = of as usize - parts.len();
    if count > names.len() {
        names.push(format!("{} more", count - names.len()));
    }
    Some(format!(
        "part{} {} missing: expected all {of} parts, found {}; make {} with: {} --out DIR",
        if count == 1 { "" } else { "s" },
        names.join(", "),
        parts.len(),
        if count == 1 { "it" } else { "the first" },
        command(one, first),
    ))
}

/// Returns the command that generates another part of the bundle of `one`.
fn command(one: &Bundle, part: Part) -> String {
    let mut manifest = one.manifest().clone();
    manifest.dhub.part = Some(part);
    manifest.command(one.format())
}

/// Fails if the output directory is one of the parts.
fn refuse_itself(part: &Path, out: &Path) -> Result<()> {
    match (fs::canonicalize(part), fs::canonicalize(out)) {
        (Ok(a), Ok(b)) if a == b => Err(Error::refused(
            out,
            "is one of the parts to join; choose another --out",
        )),
        _ => Ok(()),
    }
}

/// Fails if any file but the tables, which are checked while they are copied, has been modified.
fn check_manifest(part: &Bundle) -> Result<()> {
    let is_table = |path: &str| part.manifest().resources.iter().any(|one| one.path == path);
    if let Some(finding) = part.check_files(|path| !is_table(path)).first() {
        return Err(damaged(part, &finding.path, &finding.wrong));
    }
    match part.manifest().contradictions().first() {
        None => Ok(()),
        Some(wrong) => Err(damaged(part, MANIFEST, wrong)),
    }
}

/// Returns a part's manifest entry for a table.
fn resource<'a>(part: &'a Bundle, table: &Table, format: Format) -> Result<&'a Resource> {
    let path = format.file_of(table);
    let resource = part.manifest().resource(table.database, table.name);
    resource
        .filter(|resource| resource.path == path)
        .ok_or_else(|| damaged(part, &path, "expected in the manifest, found no such table"))
}
