//! Writes a defective bundle: a copy of a sound one with some rows edited.

use crate::bundle::append::{append, damaged, refuse_columns};
use crate::bundle::companions;
use crate::bundle::digest::Tally;
use crate::bundle::directory::Directory;
use crate::bundle::edits::{Edited, Edits};
use crate::bundle::files::exists;
use crate::bundle::manifest::{Manifest, Resource};
use crate::bundle::planted::PlantedDefects;
use crate::bundle::read::Bundle;
use crate::bundle::replace::Replace;
use crate::bundle::sink::Sink;
use crate::bundle::staging::Staging;
use crate::bundle::write::{TableSelection, write_tables};
use crate::bundle::{MANIFEST, Progress, Stage, check, place};
use crate::error::{Error, Result};
use crate::plan::DATA_VERSION;
use crate::tables::{self, Table};
use crate::threads;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// The defects to plant and how to document them.
pub(crate) struct Faults<'a, A, I> {
    /// Edits of each table, by its path in [`tables::files`].
    pub(crate) edits: &'a BTreeMap<(&'static str, &'static str), Edits>,
    /// Receives the rows edited in each table and returns the manifest entry for the defects and the answer key.
    pub(crate) answers: A,
    /// Inspects the finished copy before it is published.
    pub(crate) inspect: I,
}

/// Refuses `out` if it exists and must not be replaced, or if it is the source bundle.
pub(crate) fn refuse_existing(source: &Bundle, out: &Path, force: bool) -> Result<()> {
    if exists(out) && !force {
        return Err(Error::refused(
            out,
            "exists, expected a new directory; replace it with --force or name another with --out",
        ));
    }
    match (fs::canonicalize(source.directory()), fs::canonicalize(out)) {
        (Ok(a), Ok(b)) if a == b => Err(Error::refused(
            out,
            "is the bundle itself, expected another directory for the copy; choose another --out",
        )),
        _ => Ok(()),
    }
}

/// Refuses a source bundle whose manifest says that it is defective or of another version.
pub(crate) fn refuse_unsound(source: &Bundle) -> Result<()> {
    let origin = &source.manifest().dhub;
    if let Some(defects) = &origin.defects {
        return Err(Error::refused(
            source.directory(),
            format!(
                "is already defective, with {}, expected a sound bundle; use the original, or write one with: {} --out DIR",
                defects.words(),
                source.command()
            ),
        ));
    }
    if origin.data_version != DATA_VERSION {
        return Err(Error::refused(
            source.directory(),
            format!(
                "expected data version {DATA_VERSION}, found {}; write it again with: {} --force --out {}",
                origin.data_version,
                source.command(),
                source.directory().display()
            ),
        ));
    }
    refuse_columns(source, "write the bundle without --format parquet")?;
    let is_table = |path: &str| {
        tables::files()
            .any(|table| path.starts_with(&format!("{}/{}.csv", table.database, table.name)))
    };
    let findings = source.check_files(|path| !is_table(path));
    let contradictions = source.manifest().contradictions();
    let wrong = findings.first().map(|one| (one.path.as_str(), &one.wrong));
    match wrong.or(contradictions.first().map(|wrong| (MANIFEST, wrong))) {
        None => Ok(()),
        Some((path, wrong)) => Err(damaged(source, path, wrong)),
    }
}

/// Writes a copy of a bundle with defects to `out` and returns its manifest.
///
/// # Errors
///
/// Fails when a file of the source bundle is damaged, or when `out` cannot be written; `out` is then unchanged.
pub(crate) fn write<A, I>(
    source: &Bundle,
    out: &Path,
    force: bool,
    faults: Faults<A, I>,
    progress: &dyn Progress,
) -> Result<Manifest>
where
    A: FnOnce(&BTreeMap<(&str, &str), Vec<Edited>>) -> Result<(PlantedDefects, String)>,
    I: FnOnce(&Bundle) -> Result<()>,
{
    refuse_unsound(source)?;
    refuse_existing(source, out, force)?;
    stage(source, out, force, faults, progress).map_err(|error| place::with_given_path(out, error))
}

fn stage<A, I>(
    source: &Bundle,
    out: &Path,
    force: bool,
    faults: Faults<A, I>,
    progress: &dyn Progress,
) -> Result<Manifest>
where
    A: FnOnce(&BTreeMap<(&str, &str), Vec<Edited>>) -> Result<(PlantedDefects, String)>,
    I: FnOnce(&Bundle) -> Result<()>,
{
    let plan = check::plan(source)?;
    let format = source.format();
    let staging = Staging::begin(out, &Replace::with_whole(force))?;
    let mut directory = Directory::new(staging.path());
    let resources = source.manifest().resources.iter();
    progress.stage(Stage::Join, resources.map(|one| one.stored.bytes).sum());
    let mut edited = BTreeMap::new();
    let tables = write_tables(&TableSelection::lines(format), &mut directory, |sinks| {
        let tables: Vec<&'static Table> = tables::files().collect();
        let copy = |(mut sink, table): (Sink, &'static Table)| {
            let (database, name) = (table.database, table.name);
            let resource = source.manifest().resource(database, name);
            let resource = resource.ok_or_else(|| damaged(source, MANIFEST, name))?;
            let rows = match faults.edits.get(&(database, name)) {
                None => append(source, resource, "", &mut sink, progress).map(|()| Vec::new())?,
                Some(edits) => edit(source, resource, table, edits, &mut sink, progress)?,
            };
            Ok(((database, name), rows, sink.finish()?))
        };
        let copies: Vec<Result<_>> = threads::on_pool(threads::available(), || {
            sinks.into_par_iter().zip(tables).map(copy).collect()
        });
        let mut finished = Vec::with_capacity(copies.len());
        for copy in copies {
            let (table, rows, done) = copy?;
            edited.insert(table, rows);
            finished.push(done);
        }
        Ok(finished)
    })?;
    let (defects, answers) = (faults.answers)(&edited)?;
    let (manifest, companions) = companions::for_defective(&plan, tables, format, defects, answers);
    directory.complete(&companions, progress)?;
    (faults.inspect)(&Bundle::open(&staging.path())?)?;
    staging.publish(progress)?;
    Ok(manifest)
}

/// Copies a table's file, applying edits.
fn edit(
    source: &Bundle,
    resource: &Resource,
    table: &Table,
    edits: &Edits,
    sink: &mut Sink,
    progress: &dyn Progress,
) -> Result<Vec<Edited>> {
    let path = source.directory().join(&resource.path);
    let mut csv = Hashed {
        input: source.csv(resource)?,
        tally: Tally::default(),
    };
    let input = BufReader::with_capacity(1 << 18, &mut csv);
    let edited = edits.apply(table, input, &path, sink)?;
    let found = csv.tally.finish();
    if found != *resource.csv() {
        let wrong = format!(
            "expected CSV with sha256 {}, found {}",
            resource.csv().hash,
            found.hash
        );
        return Err(damaged(source, &resource.path, &wrong));
    }
    progress.advance(resource.stored.bytes);
    Ok(edited)
}

/// Reader that computes a digest as it reads.
struct Hashed<R> {
    input: R,
    tally: Tally,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.tally.add(&buffer[..n]);
        Ok(n)
    }
}
