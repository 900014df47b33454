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
pub mod live;
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
use report::{Report, Section};

/// Checks a bundle.
///
/// # Errors
///
/// When the check itself cannot run. What is wrong with the bundle is in the report.
pub fn verify(bundle: Bundle) -> Result<Report, String> {
    let folder = bundle.folder().display().to_string();
    let engine = Engine::open(bundle, None)?;
    let mut sections = structure::check(&engine)?;
    for (database, file) in rules::FILES {
        let rules = rules::parse(file)?;
        let checked = rules
            .iter()
            .map(|rule| rule.run(&engine))
            .collect::<Result<Vec<_>, _>>()?;
        match sections
            .iter_mut()
            .find(|section| section.database == database)
        {
            Some(section) => section.rules.extend(checked),
            None => sections.push(Section {
                database: database.to_string(),
                rules: checked,
            }),
        }
    }
    Ok(Report::new(folder, sections))
}
