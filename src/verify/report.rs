//! The report of `verify`.

use super::expect::short;
use crate::bundle::{PlantedDefect, PlantedDefects};
use crate::error::Error;
use serde::Serialize;
use std::path::Path;

/// Shown in place of a figure if there is nothing to judge.
pub const NOT_JUDGED: &str = "not judged";

/// Verdict on a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The bundle satisfies the rule.
    Ok,
    /// The bundle violates the rule.
    Finding,
    /// The bundle was written by an older version and lacks these tables.
    NotInThisBundle,
}

/// Result of a rule.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// Name of the rule.
    pub rule: String,
    /// The sentence that the rule checks.
    pub sentence: String,
    /// Expected result.
    pub expected: String,
    /// Actual result.
    pub seen: String,
    /// The verdict.
    pub outcome: Verdict,
    /// Number of rows or figures that violate the rule.
    pub violations: u64,
    /// Some of the violations, in order.
    pub examples: Vec<String>,
    /// Figures with their bounds, for rules that expect figures.
    pub figures: Vec<Figure>,
}

impl Checked {
    /// Creates the result of a rule that expects no violations.
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

/// An expected figure and its actual value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Label; empty if the rule has only one figure.
    pub label: String,
    /// Expected value with tolerance, as text.
    pub expected: String,
    /// Lower bound for a sound bundle of this size; in percent for shares, otherwise in the unit of the figure.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Actual value; None if there is nothing to judge.
    pub seen: Option<f64>,
    /// Whether the actual value is within bounds, or there is nothing to judge.
    pub ok: bool,
}

impl Figure {
    /// Formats the expectation with its label.
    pub fn wanted(&self) -> String {
        format!("{} {}", self.label, self.expected)
            .trim_start()
            .to_string()
    }

    /// Formats the actual value with its label.
    pub fn labeled(&self) -> String {
        format!("{} {}", self.label, self.shown())
            .trim_start()
            .to_string()
    }

    /// Formats the actual value.
    pub fn shown(&self) -> String {
        self.seen.map_or("no rows".to_string(), short)
    }
}

/// Results of one database, or of rules across databases.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Name of the database, or `across`.
    pub database: String,
    /// Results of its rules.
    pub rules: Vec<Checked>,
}

/// The complete report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Directory of the bundle.
    pub bundle: String,
    /// Whether there are no findings.
    pub ok: bool,
    /// One section per database, then `across`.
    pub sections: Vec<Section>,
    /// Defects planted on purpose, according to the manifest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub planted: Vec<PlantedFinding>,
}

/// Whether a planted defect was detected.
#[derive(Clone, Debug, Serialize)]
pub struct PlantedFinding {
    /// The defect.
    #[serde(flatten)]
    pub planted: PlantedDefect,
    /// Whether the rule that should detect it has a finding.
    pub found: bool,
}

impl Report {
    /// Assembles a report from sections.
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

    /// Adds the planted defects, each with whether its rule detected it.
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

    /// Creates the report on a bundle whose manifest cannot be read.
    pub fn unreadable(directory: &Path, error: &Error) -> Report {
        let sentence = "The manifest can be read.";
        let rule = Checked::none("bundle.files", sentence, 1, vec![error.to_string()]);
        let section = Section {
            database: "bundle".to_string(),
            rules: vec![rule],
        };
        Report::new(directory.display().to_string(), vec![section])
    }

    /// Counts the rules with a given verdict.
    pub fn count(&self, outcome: Verdict) -> usize {
        self.sections
            .iter()
            .flat_map(|s| &s.rules)
            .filter(|r| r.outcome == outcome)
            .count()
    }
}
