//! Plants known defects in a copy of a bundle, each with its answer: a test bed for data-quality tools, and for people who learn
//! to find what is wrong.
//!
//! [`catalogue`](catalogue()) lists the defects: stories known at every bank. [`plant`] selects rows of a sound bundle by a seed,
//! writes a copy in which only these rows differ, and records in `labels/defects.csv` exactly which. Before the copy is
//! published, verify must detect each defect by the rule that it names.
//!
//! ```
//! use dhub::bundle::{self, Bundle, Format, Options};
//! use dhub::defect::{self, Choice};
//! use dhub::plan::{DEFAULT_AS_OF, Plan};
//!
//! # let dir = tempfile::tempdir()?;
//! let plan = Plan::new(42, DEFAULT_AS_OF, "0.05".parse()?, None, None)?;
//! let sound = dir.path().join("sound");
//! let options = Options { out: sound.clone(), format: Format::Csv, threads: 1, memory: 64 << 20, force: false };
//! bundle::write(plan, &options, &())?;
//!
//! let out = dir.path().join("defective");
//! let choice = Choice::named(["stale-balance"])?;
//! let planted = defect::plant(&Bundle::open(&sound)?, &choice, 7, &out, false, &())?;
//! assert_eq!(planted.defects[0].defect.rule, "transactions.last_balance");
//! assert!(out.join("labels/defects.csv").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalogue;
mod pick;

pub use catalogue::{Action, DIMENSIONS, Defect, Loads, catalogue};

use crate::bundle::csv::push;
use crate::bundle::defective::{self, Faults};
use crate::bundle::edits::{Edited, Edits};
use crate::bundle::{Bundle, Manifest, PlantedDefect, PlantedDefects, Progress};
use crate::error::{Error, ErrorKind, Result};
use crate::query::engine::Engine;
use crate::query::hints::closest;
use crate::verify::{self, rules};
use pick::{Row, Taken, edit, pick, rank};
use std::collections::BTreeMap;
use std::path::Path;

/// Header of the answer key.
pub const ANSWERS_HEADER: &str = "defect,table,keys,columns,rule,description\n";

/// Which defects to plant.
#[derive(Clone, Debug)]
pub enum Choice {
    /// This many, chosen by the seed among those for which the bundle has rows.
    Count(usize),
    /// These.
    Named(Vec<&'static Defect>),
}

impl Choice {
    /// Looks up defects by name.
    ///
    /// # Errors
    ///
    /// Fails when a name is unknown.
    pub fn named<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Choice> {
        let mut defects: Vec<&'static Defect> = Vec::new();
        for name in names {
            let name = name.as_ref();
            let defect = catalogue().iter().find(|one| one.name == name);
            let defect = defect.ok_or_else(|| {
                let hint = closest(name, catalogue().iter().map(|one| one.name));
                let hint = hint.map_or(String::new(), |meant| format!(" did you mean {meant}?"));
                Error::usage(format!(
                    "expected the name of a defect, found {name:?};{hint} dhub defect --list shows them all"
                ))
            })?;
            if !defects.iter().any(|one| one.name == name) {
                defects.push(defect);
            }
        }
        Ok(Choice::Named(defects))
    }
}

/// What was planted.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The manifest of the defective bundle.
    pub manifest: Manifest,
    /// Its defects, in the order of the catalog.
    pub defects: Vec<Hit>,
}

/// A planted defect.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The defect.
    pub defect: &'static Defect,
    /// The keys of the rows that were changed, removed, or added, in file order.
    pub keys: Vec<String>,
}

/// Plants defects in a copy of a bundle, written to `out`. Equal bundles, choices, and seeds give equal copies.
///
/// # Errors
///
/// Fails when the bundle is already defective, was modified, or has another data version; when `out` exists without `force`, or
/// is the bundle itself; or when the bundle lacks rows for a named defect or for this many. Nothing is left behind then.
pub fn plant(
    bundle: &Bundle,
    choice: &Choice,
    seed: u64,
    out: &Path,
    force: bool,
    progress: &dyn Progress,
) -> Result<Planted> {
    defective::refuse_unsound(bundle)?;
    defective::refuse_existing(bundle, out, force)?;
    let mut chosen = choose(bundle, choice, seed)?;
    let place = |defect: &Defect| {
        let mut all = catalogue().iter();
        all.position(|one| one.name == defect.name)
    };
    chosen.sort_by_key(|(defect, _)| place(defect));

    let mut edits: BTreeMap<(&'static str, &'static str), Edits> = BTreeMap::new();
    for (whom, (defect, rows)) in chosen.iter().enumerate() {
        let edits = edits
            .entry((defect.table.database, defect.table.name))
            .or_default();
        for row in rows {
            edits.add(row.key.clone(), whom, edit(defect, row));
        }
    }
    let mut hits: Vec<Hit> = chosen
        .iter()
        .map(|&(defect, _)| Hit {
            defect,
            keys: Vec::new(),
        })
        .collect();
    let answers = |edited: &BTreeMap<(&str, &str), Vec<Edited>>| {
        for (whom, key) in edited.values().flatten() {
            hits[*whom].keys.push(key.clone());
        }
        Ok((manifest_of(seed, &hits), answers(&hits)))
    };
    let inspect = |copy: &Bundle| found(copy, &chosen);
    let faults = Faults {
        edits: &edits,
        answers,
        inspect,
    };
    let manifest = defective::write(bundle, out, force, faults, progress)?;
    Ok(Planted {
        manifest,
        defects: hits,
    })
}

/// Chooses the rows of each defect to plant.
fn choose(bundle: &Bundle, choice: &Choice, seed: u64) -> Result<Vec<(&'static Defect, Vec<Row>)>> {
    let engine = Engine::several(bundle, 1)?.remove(0);
    engine.execute(rules::VIEWS)?;
    let mut taken = Taken::default();
    let mut pick = |defect: &'static Defect| -> Result<Option<(&'static Defect, Vec<Row>)>> {
        prepare(&engine, defect)?;
        let rows = pick(&engine, defect, seed, &mut taken)?;
        Ok((!rows.is_empty()).then_some((defect, rows)))
    };
    let mut chosen = Vec::new();
    match choice {
        Choice::Named(defects) => {
            let mut without = Vec::new();
            for &defect in defects {
                match pick(defect)? {
                    Some(one) => chosen.push(one),
                    None => without.push(defect.name),
                }
            }
            if !without.is_empty() {
                let reason = format!(
                    "has no rows for {}; use a larger bundle or choose another defect",
                    without.join(", ")
                );
                return Err(Error::with_path(
                    ErrorKind::Usage,
                    bundle.directory(),
                    reason,
                ));
            }
        }
        Choice::Count(wanted) => {
            let mut defects: Vec<&'static Defect> = catalogue().iter().collect();
            defects.sort_by_key(|one| (rank(seed, &format!("defects/{}", one.name)), one.name));
            let mut without = Vec::new();
            for defect in defects {
                if chosen.len() < *wanted {
                    match pick(defect)? {
                        Some(one) => chosen.push(one),
                        None => without.push(defect.name),
                    }
                }
            }
            if chosen.len() < *wanted {
                without.sort_unstable();
                let without = match without.is_empty() {
                    true => String::new(),
                    false => format!(" (none for {})", without.join(", ")),
                };
                let reason = format!(
                    "has rows for {} of {} defects{without}, expected {wanted}; use a larger bundle or a smaller --count",
                    chosen.len(),
                    catalogue().len()
                );
                return Err(Error::with_path(
                    ErrorKind::Usage,
                    bundle.directory(),
                    reason,
                ));
            }
        }
    }
    Ok(chosen)
}

/// Loads and indexes the tables that a defect's query reads.
fn prepare(engine: &Engine, defect: &Defect) -> Result<()> {
    for table in engine.reads(defect.sql)? {
        let mut fault = None;
        if let Some(stored) = engine.source().find(table) {
            engine.prepare(stored, &mut |found| {
                fault.get_or_insert(found.message);
            })?;
        }
        if let Some(wrong) = fault {
            let reason = format!("{wrong}, expected a sound bundle; see dhub verify");
            let directory = engine.source().bundle.directory();
            return Err(Error::damaged(directory, reason));
        }
    }
    Ok(())
}

/// Fails unless verify detects each defect by its rule.
fn found(copy: &Bundle, chosen: &[(&'static Defect, Vec<Row>)]) -> Result<()> {
    let rules: Vec<&str> = chosen.iter().map(|(defect, _)| defect.rule).collect();
    let broken = verify::breaks(copy, &rules)?;
    match chosen.iter().zip(broken).find(|(_, broken)| !broken) {
        None => Ok(()),
        Some(((defect, _), _)) => Err(Error::usage(format!(
            "{}: the rule {} would not detect it in these rows; nothing was written; choose another --seed",
            defect.name, defect.rule
        ))),
    }
}

/// Builds the manifest entry.
fn manifest_of(seed: u64, hits: &[Hit]) -> PlantedDefects {
    let planted = hits.iter().map(|Hit { defect, .. }| PlantedDefect {
        defect: defect.name.to_string(),
        table: table(defect),
        rule: defect.rule.to_string(),
    });
    PlantedDefects {
        seed,
        planted: planted.collect(),
    }
}

/// Renders the answer key, one line per defect. Keys and columns are separated by semicolons; no columns are named if a whole row
/// is missing or extra.
fn answers(hits: &[Hit]) -> String {
    let mut csv = ANSWERS_HEADER.as_bytes().to_vec();
    for Hit { defect, keys } in hits {
        let columns: Vec<&str> = match &defect.action {
            Action::Change(columns) => columns.iter().map(|column| column.name).collect(),
            _ => Vec::new(),
        };
        let fields = [
            defect.name,
            &table(defect),
            &keys.join(";"),
            &columns.join(";"),
            defect.rule,
            defect.description,
        ];
        for (place, field) in fields.into_iter().enumerate() {
            if place > 0 {
                csv.push(b',');
            }
            if !field.is_empty() {
                push(field.as_bytes(), &mut csv);
            }
        }
        csv.push(b'\n');
    }
    String::from_utf8_lossy(&csv).into_owned()
}

fn table(defect: &Defect) -> String {
    format!("{}.{}", defect.table.database, defect.table.name)
}
