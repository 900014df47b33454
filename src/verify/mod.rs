//! A bundle that proves itself: its files alone are checked against the declarations and against every rule of the guide.
//!
//! Nothing here knows how the data was made. [`structure`] holds a bundle against the declarations in [`crate::tables`],
//! [`rules`] runs the SQL files of `rules/` in the embedded [`engine`], and [`expect`] says how far chance may carry a figure.

mod aggregates;
pub mod answer;
pub mod cell;
pub mod engine;
pub mod expect;
pub mod functions;
pub mod load;
#[cfg(test)]
mod proof;
pub mod reader;
pub mod report;
pub mod rules;
pub mod source;
pub mod structure;

use crate::bundle::Bundle;
use engine::Engine;
use report::{Checked, Report, Section};
use rules::Rule;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The most engines that share the rules: each loads the tables it reads, so more of them cost more than they save.
const ENGINES: usize = 4;

/// Checks a bundle with up to `threads` engines at once; the report is the same for any number.
///
/// # Errors
///
/// When the check itself cannot run. What is wrong with the bundle is in the report.
pub fn verify(bundle: Bundle, threads: usize) -> Result<Report, String> {
    let folder = bundle.folder().display().to_string();
    let mut queue = Vec::new();
    for (database, file) in rules::FILES {
        queue.extend(rules::parse(file)?.into_iter().map(|rule| (database, rule)));
    }
    let next = AtomicUsize::new(0);
    let (mut sections, mut checked) = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.clamp(1, ENGINES))
            .map(|_| scope.spawn(|| run(&Engine::open(bundle.clone(), None)?, &queue, &next)))
            .collect();
        let engine = Engine::open(bundle.clone(), None)?;
        let sections = structure::check(&engine)?;
        let mut checked = run(&engine, &queue, &next)?;
        for helper in helpers {
            let more = helper.join().map_err(|_| "a check of a rule stopped")?;
            checked.extend(more?);
        }
        Ok::<_, String>((sections, checked))
    })?;
    checked.sort_by_key(|(place, _)| *place);
    for (place, checked) in checked {
        let database = queue[place].0;
        match sections.iter_mut().find(|s| s.database == database) {
            Some(section) => section.rules.push(checked),
            None => sections.push(Section {
                database: database.to_string(),
                rules: vec![checked],
            }),
        }
    }
    Ok(Report::new(folder, sections))
}

/// Runs the rules of the queue that no other engine has taken, and gives each result with its place.
fn run(
    engine: &Engine,
    queue: &[(&str, Rule)],
    next: &AtomicUsize,
) -> Result<Vec<(usize, Checked)>, String> {
    let mut checked = Vec::new();
    loop {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let Some((_, rule)) = queue.get(place) else {
            return Ok(checked);
        };
        checked.push((place, rule.run(engine)?));
    }
}
