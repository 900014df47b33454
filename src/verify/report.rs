//! What verify found.

use super::expect::short;
use crate::bundle::{PlantedDefect, PlantedDefects};
use crate::error::Error;
use serde::Serialize;
use std::path::Path;

/// What is seen of a rule where nothing can be judged.
pub const NOT_JUDGED: &str = "not judged";

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The bundle keeps it.
    Ok,
    /// The bundle breaks it.
    Finding,
    /// The bundle has no such tables: it was made by an older version.
    NotInThisBundle,
}

/// One rule's result.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// Name of the rule.
    pub rule: String,
    /// The sentence that it checks.
    pub sentence: String,
    /// What it expects.
    pub expected: String,
    /// What this bundle shows.
    pub seen: String,
    /// How it came out.
    pub outcome: Verdict,
    /// How many rows or figures violate it.
    pub violations: u64,
    /// The first of them.
    pub examples: Vec<String>,
    /// The figures of a rule that expects figures, with their tolerance.
    pub figures: Vec<Figure>,
}

impl Checked {
    /// The result of a rule that expects none: how many violations there are, and the first of them.
    pub fn none(rule: &str, sentence: &str, violations: u64, examples: Vec<String>) -> Checked {
        let (seen, outcome) = match violations {
            0 => ("none".to_string(), Verdict::Ok),
            n => (n.to_string(), Verdict::Finding),
        };
        Checked {
            rule: rule.to_string(),
            sentence: sentence.to_string(),
            expected: "none".to_string(),
            seen,
            outcome,
            violations,
            examples,
            figures: Vec::new(),
        }
    }
}

/// A figure that a rule expects, and what the bundle shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What it is of; empty when the rule has only one.
    pub label: String,
    /// The figure with its tolerance, in words.
    pub expected: String,
    /// The least that a sound bundle of this size shows: percent of shares, else in the unit of the figure.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// What this bundle shows; None when there is nothing to judge.
    pub seen: Option<f64>,
    /// Whether that is as expected, or nothing.
    pub ok: bool,
}

impl Figure {
    /// What is expected, with its label.
    pub fn wanted(&self) -> String {
        format!("{} {}", self.label, self.expected)
            .trim_start()
            .to_string()
    }

    /// What is seen, with its label.
    pub fn labelled(&self) -> String {
        format!("{} {}", self.label, self.shown())
            .trim_start()
            .to_string()
    }

    /// What is seen.
    pub fn shown(&self) -> String {
        self.seen.map_or("no rows".to_string(), short)
    }
}

/// The results of one database, or of what crosses databases.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Name of the database, or `across`.
    pub database: String,
    /// Its rules.
    pub rules: Vec<Checked>,
}

/// The whole report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The bundle's directory.
    pub bundle: String,
    /// Whether no rule has a finding.
    pub ok: bool,
    /// One section per database, then `across`.
    pub sections: Vec<Section>,
    /// The defects that were planted on purpose, as the manifest says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub planted: Vec<PlantedFinding>,
}

/// Whether a defect that was planted was found.
#[derive(Clone, Debug, Serialize)]
pub struct PlantedFinding {
    /// The defect.
    #[serde(flatten)]
    pub planted: PlantedDefect,
    /// Whether the rule that it names has a finding.
    pub found: bool,
}

impl Report {
    /// A report over sections.
    pub fn new(bundle: String, sections: Vec<Section>) -> Report {
        let ok = sections
            .iter()
            .flat_map(|s| &s.rules)
            .all(|r| r.outcome != Verdict::Finding);
        Report {
            bundle,
            ok,
            sections,
            planted: Vec::new(),
        }
    }

    /// The same with the defects that were planted, each held against the rule that it names.
    pub(super) fn with_planted(mut self, defects: Option<&PlantedDefects>) -> Report {
        let found = |rule: &str| {
            let mut rules = self.sections.iter().flat_map(|section| &section.rules);
            rules.any(|one| one.rule == rule && one.outcome == Verdict::Finding)
        };
        let planted = defects.into_iter().flat_map(|defects| &defects.planted);
        let planted = planted.map(|planted| PlantedFinding {
            found: found(&planted.rule),
            planted: planted.clone(),
        });
        self.planted = planted.collect();
        self
    }

    /// The report on a bundle whose manifest cannot be read.
    pub fn unreadable(directory: &Path, error: &Error) -> Report {
        let sentence = "The manifest can be read.";
        let rule = Checked::none("bundle.files", sentence, 1, vec![error.to_string()]);
        let section = Section {
            database: "bundle".to_string(),
            rules: vec![rule],
        };
        Report::new(directory.display().to_string(), vec![section])
    }

    /// How many rules came out so.
    pub fn count(&self, outcome: Verdict) -> usize {
        self.sections
            .iter()
            .flat_map(|s| &s.rules)
            .filter(|r| r.outcome == outcome)
            .count()
    }
}
