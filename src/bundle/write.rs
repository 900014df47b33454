//! Writing a bundle, start to finish.

use crate::bundle::digest::Fingerprint;
use crate::bundle::directory::Directory;
use crate::bundle::manifest::{Manifest, Resource};
use crate::bundle::replace::Replace;
use crate::bundle::sink::{Finished, Sink};
use crate::bundle::staging::Staging;
use crate::bundle::{Options, Progress, Stage, companions, pipeline};
use crate::error::Result;
use crate::generate::{Bank, Work};
use crate::plan::{Part, Plan};
use crate::tables::{self, Table};
use crate::threads;
use rayon::prelude::*;

/// Writes the bundle of a plan to `options.out` and returns its manifest.
///
/// The bytes depend on the plan and on `options.compress` alone. The previous bundle stands until the new one is complete
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
        write_tables(options.compress, headers, &mut directory, |sinks| {
            pour(&work, options.threads, options.memory, sinks, progress)
        })
    })?;
    let (manifest, companions) = match part {
        None => companions::of_bundle(&plan, tables, options.compress),
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
pub fn rehearse(
    plan: Plan,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Vec<(u64, Fingerprint)>> {
    let made = remake(plan, false, threads, memory, progress)?;
    Ok(made.into_iter().map(|one| (one.rows, one.stored)).collect())
}

/// Makes the tables of a plan and keeps only what the manifest would say of them.
pub(crate) fn remake(
    plan: Plan,
    compress: bool,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Vec<Resource>> {
    let bank = Bank::new(plan);
    let sink = |table: &Table| match compress {
        false => Ok(Sink::nowhere(&table.header())),
        true => Sink::zstd_nowhere(&table.header()),
    };
    let sinks = tables::files().map(sink).collect::<Result<_>>()?;
    let done = threads::on_pool(threads, || {
        pour(&Work::whole(&bank), threads, memory, sinks, progress)
    })?;
    let resource = |(table, done): (&Table, Finished)| {
        let path = file_of(table, compress);
        Resource::new(table, path, done.rows, done.csv, done.stored, compress)
    };
    Ok(tables::files().zip(done).map(resource).collect())
}

/// Makes every batch and gives it to the sinks, one per table.
fn pour(
    work: &Work,
    threads: usize,
    memory: u64,
    mut sinks: Vec<Sink>,
    progress: &dyn Progress,
) -> Result<Vec<Finished>> {
    let batches = work.batches();
    let slots = pipeline::slots(threads, memory);
    progress.stage(Stage::Rows, batches.into());
    let encode = |batch, rows: &mut _, into: &mut _| work.encode(batch, rows, into);
    pipeline::pour(0..batches, slots, encode, &mut sinks, progress)?;
    sinks.into_par_iter().map(Sink::finish).collect()
}

/// Writes the file of each table, filled by `fill`, which is given a sink per table and must finish them all.
pub(crate) fn write_tables(
    compress: bool,
    headers: bool,
    directory: &mut Directory,
    fill: impl FnOnce(Vec<Sink>) -> Result<Vec<Finished>>,
) -> Result<Vec<Resource>> {
    let sink = if compress { Sink::zstd } else { Sink::plain };
    let mut paths = Vec::new();
    let mut sinks = Vec::new();
    for table in tables::files() {
        let path = file_of(table, compress);
        let header = if headers {
            table.header()
        } else {
            String::new()
        };
        sinks.push(sink(&directory.place(&path)?, &header)?);
        paths.push(path);
    }
    let mut resources = Vec::with_capacity(paths.len());
    for ((table, path), done) in tables::files().zip(paths).zip(fill(sinks)?) {
        directory.add(done.file);
        resources.push(Resource::new(
            table,
            path,
            done.rows,
            done.csv,
            done.stored,
            compress,
        ));
    }
    Ok(resources)
}

/// The path of a table's file in the bundle.
pub(crate) fn file_of(table: &Table, compress: bool) -> String {
    let suffix = if compress { ".zst" } else { "" };
    format!("{}/{}.csv{suffix}", table.database, table.name)
}
