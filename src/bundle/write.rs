//! Writing a bundle, start to finish.

use crate::bundle::digest::Fingerprint;
use crate::bundle::directory::Directory;
use crate::bundle::facts::Fact;
use crate::bundle::format::Format;
use crate::bundle::manifest::{Manifest, Origin, Resource};
use crate::bundle::replace::Replace;
use crate::bundle::sink::{Finished, Sink};
use crate::bundle::staging::Staging;
use crate::bundle::{Options, Progress, companions, place};
use crate::error::Result;
use crate::generate::{Bank, Work};
use crate::plan::{Part, Plan};
use crate::tables::{self, Table};
use crate::threads;
use rayon::prelude::*;

/// Writes the bundle of a plan to `options.out` and returns its manifest.
///
/// The bytes depend on the plan and on `options.format` alone. The previous bundle stands until the new one is complete
/// and on the disk; then they change places.
///
/// # Errors
///
/// When `out` holds anything that is no part of a bundle, or a bundle that may not be replaced; when it cannot be written. Then
/// everything stands as before.
pub fn write(plan: Plan, options: &Options, progress: &dyn Progress) -> Result<Manifest> {
    write_work(plan, None, options, progress)
}

/// Writes one part of the bundle of a plan to `options.out` and returns its manifest; all its parts can be
/// [joined](crate::bundle::join()).
///
/// The files of the parts, in their order, one after the other are those of the bundle before compression: the first
/// part's have the header, and the rows of the bank itself and its staff; each part's have the rows of its customers.
///
/// # Errors
///
/// As [`write()`].
pub fn write_part(
    plan: Plan,
    part: Part,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Manifest> {
    write_work(plan, Some(part), options, progress)
}

fn write_work(
    plan: Plan,
    part: Option<Part>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Manifest> {
    stage(plan, part, options, progress).map_err(|error| place::told(&options.out, error))
}

fn stage(
    plan: Plan,
    part: Option<Part>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Manifest> {
    let replace = Replace {
        part,
        force: options.force,
    };
    let staging = Staging::begin(&options.out, &replace)?;
    let mut directory = Directory::new(staging.path());

    let bank = Bank::new(plan);
    let work = Work::part(&bank, part.unwrap_or(Part::WHOLE));
    let headers = part.is_none_or(Part::is_first);
    let tables = threads::on_pool(options.threads, || {
        let facts = Origin::of(&plan, part).facts();
        write_tables(options.format, headers, &facts, &mut directory, |sinks| {
            run_pipeline(
                options.format,
                &work,
                options.threads,
                options.memory,
                sinks,
                progress,
            )
        })
    })?;
    let (manifest, companions) = match part {
        None => companions::of_bundle(&plan, tables, options.format),
        Some(part) => companions::of_part(&plan, part, tables),
    };
    companions
        .iter()
        .try_for_each(|text| directory.write(text))?;
    directory.flush(progress)?;
    staging.publish(progress)?;
    Ok(manifest)
}

/// Makes the tables of a plan and keeps only their fingerprints: rows and CSV of each table, in the order of [`tables::files`].
///
/// `threads` and `memory` as in [`Options`].
///
/// # Errors
///
/// When a table cannot be compressed.
pub fn dry_run(
    plan: Plan,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Vec<(u64, Fingerprint)>> {
    let made = remake(plan, Format::Csv, threads, memory, progress)?;
    Ok(made.into_iter().map(|one| (one.rows, one.stored)).collect())
}

/// Makes the tables of a plan and keeps only what the manifest would say of them.
pub(crate) fn remake(
    plan: Plan,
    format: Format,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Vec<Resource>> {
    let bank = Bank::new(plan);
    let facts = Origin::of(&plan, None).facts();
    let sink = |table: &Table| format.sink(table, None, true, &facts);
    let sinks = tables::files().map(sink).collect::<Result<_>>()?;
    let done = threads::on_pool(threads, || {
        run_pipeline(
            format,
            &Work::whole(&bank),
            threads,
            memory,
            sinks,
            progress,
        )
    })?;
    let resource = |(table, done): (&Table, Finished)| {
        Resource::new(table, format, done.rows, done.content, done.stored)
    };
    Ok(tables::files().zip(done).map(resource).collect())
}

/// Makes every batch and gives it to the sinks, one per table.
fn run_pipeline(
    format: Format,
    work: &Work,
    threads: usize,
    memory: u64,
    mut sinks: Vec<Sink>,
    progress: &dyn Progress,
) -> Result<Vec<Finished>> {
    format.run_pipeline(work, threads, memory, &mut sinks, progress)?;
    sinks.into_par_iter().map(Sink::finish).collect()
}

/// Writes the file of each table, filled by `fill`, which is given a sink per table and must finish them all.
pub(crate) fn write_tables(
    format: Format,
    headers: bool,
    facts: &[Fact],
    directory: &mut Directory,
    fill: impl FnOnce(Vec<Sink>) -> Result<Vec<Finished>>,
) -> Result<Vec<Resource>> {
    let mut sinks = Vec::new();
    for table in tables::files() {
        let path = directory.place(&format.file_of(table))?;
        sinks.push(format.sink(table, Some(&path), headers, facts)?);
    }
    let mut resources = Vec::new();
    for (table, done) in tables::files().zip(fill(sinks)?) {
        directory.add(done.file);
        let resource = Resource::new(table, format, done.rows, done.content, done.stored);
        resources.push(resource);
    }
    Ok(resources)
}
