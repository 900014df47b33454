//! Writes a bundle from start to finish.

use crate::bundle::digest::Fingerprint;
use crate::bundle::directory::Directory;
use crate::bundle::facts::Fact;
use crate::bundle::format::Format;
use crate::bundle::manifest::{Manifest, Resource};
use crate::bundle::origin::Origin;
use crate::bundle::replace::Replace;
use crate::bundle::sink::{Finished, Sink};
use crate::bundle::staging::Staging;
use crate::bundle::{Options, Progress, companions, only, place};
use crate::error::Result;
use crate::generate::{Bank, Work};
use crate::plan::{Part, Plan};
use crate::tables::{self, Table};
use crate::threads;
use rayon::prelude::*;

/// Writes the bundle of a plan to `options.out` and returns its manifest.
///
/// The output depends only on the plan and on `options.format`. The previous bundle stays in place until the new one is complete
/// and on disk; then they are exchanged.
///
/// # Errors
///
/// Fails when `out` contains stray files or a bundle that must not be replaced, or when it cannot be written. `out` is then
/// unchanged.
pub fn write(plan: Plan, options: &Options, progress: &dyn Progress) -> Result<Manifest> {
    write_work(plan, None, None, options, progress)
}

/// Writes one part of the bundle of a plan to `options.out` and returns its manifest. All parts together can be
/// [joined](crate::bundle::join()).
///
/// The rows of all parts, concatenated in order, are those of the bundle. The first part also has the rows of the bank itself and
/// its staff; each part has the rows of its customers. Each part is self-contained: its files have headers, and its load.sh loads
/// its rows next to those of the others.
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
    write_work(plan, Some(part), None, options, progress)
}

/// Writes only some tables of the bundle of a plan, or of a part of it, to `options.out` and returns its manifest.
///
/// The files are identical to those of the full bundle. Tables that are not needed are not generated.
///
/// # Errors
///
/// As [`write()`].
pub fn write_some(
    plan: Plan,
    part: Option<Part>,
    tables: &[&'static Table],
    options: &Options,
    progress: &dyn Progress,
) -> Result<Manifest> {
    write_work(plan, part, Some(tables), options, progress)
}

fn write_work(
    plan: Plan,
    part: Option<Part>,
    only: Option<&[&'static Table]>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Manifest> {
    stage(plan, part, only, options, progress)
        .map_err(|error| place::with_given_path(&options.out, error))
}

fn stage(
    plan: Plan,
    part: Option<Part>,
    only: Option<&[&'static Table]>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Manifest> {
    let names = only.map(only::names).unwrap_or_default();
    let replace = Replace {
        part,
        only: names.clone(),
        force: options.force,
    };
    let staging = Staging::begin(&options.out, &replace)?;
    let mut directory = Directory::new(staging.path());

    let bank = Bank::new(plan);
    let mut work = Work::part(&bank, part.unwrap_or(Part::WHOLE));
    if let Some(tables) = only {
        work = work.only(tables);
    }
    let tables = threads::on_pool(options.threads, || {
        let facts = Origin::of(&plan, part).facts();
        let selection = TableSelection {
            format: options.format,
            only,
            headers: true,
            part,
            facts: &facts,
        };
        write_tables(&selection, &mut directory, |sinks| {
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
        _ if only.is_some() => {
            companions::for_some_tables(&plan, part, tables, names, options.format)
        }
        None => companions::for_bundle(&plan, tables, options.format),
        Some(part) => companions::for_part(&plan, part, tables, options.format),
    };
    directory.complete(&companions, progress)?;
    staging.publish(progress)?;
    Ok(manifest)
}

/// Generates the tables of a plan and returns only their fingerprints: rows and CSV of each table, in the order of
/// [`tables::files`].
///
/// `threads` and `memory` are as in [`Options`].
///
/// # Errors
///
/// Fails when a table cannot be compressed.
pub fn dry_run(
    plan: Plan,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Vec<(u64, Fingerprint)>> {
    let made = remake(plan, None, Format::Csv, threads, memory, progress)?;
    Ok(made.into_iter().map(|one| (one.rows, one.stored)).collect())
}

/// Generates the tables of a plan and returns only their manifest entries.
pub(crate) fn remake(
    plan: Plan,
    only: Option<&[&'static Table]>,
    format: Format,
    threads: usize,
    memory: u64,
    progress: &dyn Progress,
) -> Result<Vec<Resource>> {
    let bank = Bank::new(plan);
    let facts = Origin::of(&plan, None).facts();
    let mut work = Work::whole(&bank);
    if let Some(tables) = only {
        work = work.only(tables);
    }
    let sink = |table: &Table| format.sink(table, None, true, &facts);
    let sinks = tables::files().map(sink).collect::<Result<_>>()?;
    let done = threads::on_pool(threads, || {
        run_pipeline(format, &work, threads, memory, sinks, progress)
    })?;
    let resource = |(table, done): (&Table, Finished)| {
        Resource::new(table, None, format, done.rows, done.content, done.stored)
    };
    let made = tables::files().zip(done);
    let made = made.filter(|(table, _)| is_selected(only, table));
    Ok(made.map(resource).collect())
}

/// Generates every batch and feeds it to the sinks, one per table.
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

/// Selects the tables to write, and how to write them.
pub(crate) struct TableSelection<'a> {
    pub(crate) format: Format,
    /// The tables to write, if not all.
    pub(crate) only: Option<&'a [&'static Table]>,
    /// Whether CSV files start with a header.
    pub(crate) headers: bool,
    /// The part to write, if not all rows.
    pub(crate) part: Option<Part>,
    /// Metadata to embed in formats that support it.
    pub(crate) facts: &'a [Fact],
}

impl TableSelection<'_> {
    /// Selects all tables, without adding headers because the copied lines include them.
    pub(crate) fn lines(format: Format) -> TableSelection<'static> {
        TableSelection {
            format,
            only: None,
            headers: false,
            part: None,
            facts: &[],
        }
    }

    /// Selects all tables, adding headers because the copied lines do not include them.
    pub(crate) fn with_headers(format: Format) -> TableSelection<'static> {
        TableSelection {
            headers: true,
            ..TableSelection::lines(format)
        }
    }
}

fn is_selected(only: Option<&[&'static Table]>, table: &Table) -> bool {
    only.is_none_or(|only| only.iter().any(|one| one.is(table)))
}

/// Writes the file of each selected table. `fill` receives one sink per table and must finish them all.
pub(crate) fn write_tables(
    selection: &TableSelection,
    directory: &mut Directory,
    fill: impl FnOnce(Vec<Sink>) -> Result<Vec<Finished>>,
) -> Result<Vec<Resource>> {
    let mut sinks = Vec::new();
    for table in tables::files() {
        let format = selection.format;
        sinks.push(match is_selected(selection.only, table) {
            true => {
                let path = directory.place(&format.file_of(table))?;
                format.sink(table, Some(&path), selection.headers, selection.facts)?
            }
            false => Sink::nowhere(Format::Csv.packing(), "")?,
        });
    }
    let mut resources = Vec::new();
    for (table, done) in tables::files().zip(fill(sinks)?) {
        if !is_selected(selection.only, table) {
            continue;
        }
        directory.add(done.file);
        let resource = Resource::new(
            table,
            selection.part,
            selection.format,
            done.rows,
            done.content,
            done.stored,
        );
        resources.push(resource);
    }
    Ok(resources)
}
