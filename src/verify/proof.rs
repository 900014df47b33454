//! Tests that a sound bundle satisfies each rule, and that each rule detects all of its mutations.
//!
//! Mutations change loaded tables, not files, so only the rules are tested here. Digests, format, keys, and references have their
//! own tests in `tests/verify/`.

use super::report::{NOT_JUDGED, Verdict};
use super::rules::{self, FILES, Rule};
use crate::bundle::{self, Bundle, Format, Options};
use crate::plan::{DEFAULT_AS_OF, Plan, Scale};
use crate::query::engine::Engine;
use crate::tables::DIRECTORIES;
use std::collections::BTreeSet;
use std::path::Path;
use std::thread::available_parallelism;

/// Writes a sound bundle of a scale.
pub(super) fn seed(dir: &Path, scale: Scale) {
    let plan = Plan::new(42, DEFAULT_AS_OF, scale, None, None).unwrap();
    let options = Options {
        out: dir.to_path_buf(),
        format: Format::Csv,
        threads: 1,
        memory: 16 << 20,
        force: false,
    };
    bundle::write(plan, &options, &()).unwrap();
}

/// Opens an engine with all tables loaded, in a mode that allows rollback.
pub(super) fn engine(bundle: &Bundle) -> Engine {
    let engine = Engine::open(bundle.clone(), None).unwrap();
    let undo = |database| format!("PRAGMA {database}.journal_mode = MEMORY;");
    engine.execute(&DIRECTORIES.map(undo).concat()).unwrap();
    engine.execute(rules::VIEWS).unwrap();
    for stored in &engine.source().tables {
        let sound = &mut |fault: crate::query::load::TableFault| panic!("{}", fault.message);
        engine.prepare(stored, sound).unwrap();
    }
    engine
}

/// Returns whether a rule has a finding; fails if it could not be judged.
pub(super) fn finds(rule: &Rule, engine: &Engine) -> bool {
    let checked = rule.run(engine).unwrap();
    assert_ne!(checked.seen, NOT_JUDGED, "{}", rule.name);
    checked.outcome == Verdict::Finding
}

/// Lists the failures of a rule.
fn faults(rule: &Rule, engine: &Engine) -> Vec<String> {
    let mut faults = Vec::new();
    if finds(rule, engine) {
        faults.push(format!("{}: a sound bundle breaks it", rule.name));
    }
    if rule.mutations.is_empty() {
        faults.push(format!("{}: has no mutation", rule.name));
    }
    for mutation in &rule.mutations {
        let run = |sql: &str| {
            let name = &rule.name;
            let outcome = engine.execute(sql);
            outcome.unwrap_or_else(|e| panic!("{name}: {e}: {sql}"))
        };
        run("BEGIN");
        run(mutation);
        if !finds(rule, engine) {
            faults.push(format!("{}: does not find: {mutation}", rule.name));
        }
        run("ROLLBACK");
    }
    faults
}

#[test]
fn every_rule_finds_its_mutations() {
    let dir = tempfile::tempdir().unwrap();
    seed(dir.path(), Scale::ONE);
    let bundle = Bundle::open(dir.path()).unwrap();
    let files = FILES.iter();
    let rules: Vec<Rule> = files
        .flat_map(|(_, file)| rules::parse(file).unwrap())
        .collect();
    let names: BTreeSet<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names.len(), rules.len(), "two rules have one name");
    let threads = available_parallelism().map_or(1, usize::from);
    let mut engines: Vec<Engine> = (0..threads).map(|_| engine(&bundle)).collect();
    let found = super::each(&mut engines, &rules, &(), |engine, rule| {
        Ok(faults(rule, engine))
    });
    let found = found.unwrap().concat();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
