//! Runs individual rules by name.

use super::rules::{self, Rule};
use super::structure::{self, Digests, Findings, Found};
use crate::bundle::Bundle;
use crate::error::{Error, Result};
use crate::query::engine::Engine;
use crate::tables::DATABASES;
use std::collections::BTreeMap;

/// Returns, for each of these rules, whether the bundle violates it. Digests are not checked.
///
/// # Errors
///
/// Fails when a rule is unknown, or when verification itself cannot run.
pub fn breaks(bundle: &Bundle, names: &[&str]) -> Result<Vec<bool>> {
    let engine = Engine::several(bundle, 1)?.remove(0);
    engine.execute(rules::VIEWS)?;
    // Structure first: faults of a file are reported only while it is loaded.
    let structural = |name: &str| {
        let (database, rule) = name.split_once('.')?;
        let database = DATABASES.into_iter().find(|one| *one == database)?;
        Some((database, structure::place(rule)?))
    };
    let mut loaded: BTreeMap<&str, (Found, Option<Findings>)> = BTreeMap::new();
    for (database, place) in names.iter().filter_map(|name| structural(name)) {
        if !loaded.contains_key(database) {
            let found = structure::load(&engine, database, &Digests::default())?;
            loaded.insert(database, (found, None));
        }
        if let Some((_, references @ None)) = loaded.get_mut(database)
            && structure::is_references(place)
        {
            structure::load_referenced(&engine, database)?;
            *references = Some(structure::references(&engine, database)?);
        }
    }
    let mut all: Vec<Rule> = Vec::new();
    for (_, file) in rules::FILES {
        all.extend(rules::parse(file)?);
    }
    let broken = |name: &&str| match structural(name) {
        Some((database, place)) => {
            Ok(loaded
                .get(database)
                .is_some_and(|(found, references)| match references {
                    Some(references) if structure::is_references(place) => references.any(),
                    _ => found.breaks(place),
                }))
        }
        None => {
            let rule = all.iter().find(|rule| rule.name == **name);
            let rule = rule.ok_or_else(|| Error::usage(format!("{name}: no such rule")))?;
            Ok(rule.run(&engine)?.violations > 0)
        }
    };
    names.iter().map(broken).collect()
}
