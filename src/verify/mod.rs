//! Verifies a bundle from its files alone, against the declarations and every rule of the guide.
//!
//! This module does not know how the data was generated. [`structure`] checks a bundle against the declarations in
//! [`crate::tables`], [`rules`] runs the SQL files of `rules/` in the embedded [`Engine`], and [`judge`] decides how far figures
//! may deviate by chance.

pub mod counts;
pub mod expect;
pub mod judge;
#[cfg(test)]
mod lineage;
#[cfg(test)]
mod proof;
pub mod report;
pub mod rules;
mod single;
pub mod structure;

use crate::bundle::{Bundle, Progress, Stage};
use crate::error::{Error, Result};
use crate::query::engine::Engine;
use crate::tables::DIRECTORIES;
use crate::threads;
use report::{Report, Section};
pub use single::breaks;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Maximum number of engines; each has its own page caches.
const ENGINES: usize = 8;

/// Verifies a bundle with up to `threads` engines in parallel. The report does not depend on their number.
///
/// First loads each database and checks it against its declarations, then checks references and rules.
///
/// # Errors
///
/// Fails when verification itself cannot run. Faults of the bundle are findings in the report.
pub fn verify(bundle: Bundle, threads: usize, progress: &dyn Progress) -> Result<Report> {
    Ok(verify_and_keep(&bundle, threads, progress)?.0)
}

/// Like [`verify`], and keeps an engine that has every table loaded and indexed, for more questions. A table whose file cannot
/// be read is empty in it, and [`unreadable`](Engine::unreadable).
pub(crate) fn verify_and_keep(
    bundle: &Bundle,
    threads: usize,
    progress: &dyn Progress,
) -> Result<(Report, Engine)> {
    let directory = bundle.directory().display().to_string();
    let mut rules = Vec::new();
    for (section, file) in rules::FILES {
        rules.extend(rules::parse(file)?.into_iter().map(|rule| (*section, rule)));
    }
    let digests = structure::digests(bundle);
    let mut engines = Engine::several(bundle, threads.clamp(1, ENGINES))?;
    for engine in &engines {
        engine.execute(rules::VIEWS)?;
    }

    // Start with the largest database, so that the run does not end waiting for it.
    let mut order: Vec<usize> = (0..DIRECTORIES.len()).collect();
    order.sort_by_key(|&i| {
        let tables = engines[0].source().tables_of(DIRECTORIES[i]);
        Reverse(
            tables
                .map(|stored| stored.rows)
                .fold(0, u64::saturating_add),
        )
    });
    progress.stage(Stage::Load, order.len() as u64);
    let loaded = each(&mut engines, &order, progress, |engine, &i| {
        Ok((i, structure::load(engine, DIRECTORIES[i], &digests)?))
    });
    let mut loaded = loaded?;
    loaded.sort_by_key(|(i, _)| *i);
    progress.stage(Stage::Rules, (DIRECTORIES.len() + rules.len()) as u64);
    let references = each(&mut engines, &DIRECTORIES, progress, |engine, database| {
        structure::references(engine, database)
    })?;
    let checked = each(&mut engines, &rules, progress, |engine, (_, rule)| {
        rule.run(engine)
    })?;

    let mut sections = vec![structure::files(digests)];
    for (((_, found), references), database) in loaded.into_iter().zip(references).zip(DIRECTORIES)
    {
        sections.push(structure::section(&engines[0], database, found, references));
    }
    for ((name, _), checked) in rules.iter().zip(checked) {
        match sections.iter_mut().find(|one| one.database == *name) {
            Some(section) => section.rules.push(checked),
            None => sections.push(Section {
                database: name.to_string(),
                rules: vec![checked],
            }),
        }
    }
    let planted = bundle.manifest().dhub.defects.as_ref();
    let report = Report::new(directory, sections).with_planted(planted);
    Ok((report, engines.remove(0)))
}

/// Runs tasks on whichever engine is free and returns the results in the order of the tasks.
fn each<T: Sync, R: Send>(
    engines: &mut [Engine],
    tasks: &[T],
    progress: &dyn Progress,
    work: impl Fn(&Engine, &T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let run = |engine: &mut Engine| {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = tasks.get(place) else {
                return Ok::<_, Error>(done);
            };
            done.push((place, work(engine, task)?));
            progress.advance(1);
        }
    };
    let mut done = Vec::with_capacity(tasks.len());
    for worker in threads::beside(engines.iter_mut().collect(), run) {
        done.extend(worker?);
    }
    done.sort_by_key(|(place, _)| *place);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}
