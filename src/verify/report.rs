//! What verify found, for people and for programs.

use super::expect::short;
use crate::error::Error;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What is seen of a rule where nothing can be judged.
pub const NOT_JUDGED: &str = "not judged";

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
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
    pub outcome: Outcome,
    /// How many rows or figures violate it.
    pub violations: u64,
    /// The first of them.
    pub examples: Vec<String>,
    /// The figures of a rule that expects figures, with their tolerance.
    pub figures: Vec<Figure>,
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
    /// The bundle's folder.
    pub bundle: String,
    /// Whether no rule has a finding.
    pub ok: bool,
    /// One section per database, then `across`.
    pub sections: Vec<Section>,
}

impl Report {
    /// A report over sections.
    pub fn new(bundle: String, sections: Vec<Section>) -> Report {
        let ok = sections
            .iter()
            .flat_map(|s| &s.rules)
            .all(|r| r.outcome != Outcome::Finding);
        Report {
            bundle,
            ok,
            sections,
        }
    }

    /// The report on a bundle whose manifest cannot be read.
    pub fn unreadable(folder: &Path, error: &Error) -> Report {
        let rule = Checked {
            rule: "bundle.files".to_string(),
            sentence: "The manifest can be read.".to_string(),
            expected: "none".to_string(),
            seen: "1".to_string(),
            outcome: Outcome::Finding,
            violations: 1,
            examples: vec![error.to_string()],
            figures: Vec::new(),
        };
        let section = Section {
            database: "bundle".to_string(),
            rules: vec![rule],
        };
        Report::new(folder.display().to_string(), vec![section])
    }

    /// How many rules came out so.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.sections
            .iter()
            .flat_map(|s| &s.rules)
            .filter(|r| r.outcome == outcome)
            .count()
    }

    /// The report as a table per database, the findings below.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for section in &self.sections {
            let head = ["rule", "expected", "seen", "ok"].map(String::from);
            let rows: Vec<[String; 4]> = std::iter::once(head)
                .chain(section.rules.iter().flat_map(rows))
                .collect();
            let width = |i: usize| rows.iter().map(|row| row[i].chars().count()).max();
            let widths = [0, 1, 2].map(|i| width(i).unwrap_or(0));
            let _ = writeln!(out, "{}", section.database);
            for row in &rows {
                let mut line = String::from(" ");
                for (cell, width) in row.iter().zip(widths) {
                    let _ = write!(line, " {cell:width$} ");
                }
                let _ = writeln!(out, "{line} {}", row[3]);
            }
            out.push('\n');
        }
        self.findings(&mut out);
        let (ok, bad, absent) = (
            self.count(Outcome::Ok),
            self.count(Outcome::Finding),
            self.count(Outcome::NotInThisBundle),
        );
        let _ = write!(
            out,
            "{}: {} rules, {ok} ok, {bad} with findings",
            self.bundle,
            ok + bad + absent
        );
        if absent > 0 {
            let _ = write!(out, ", {absent} not in this bundle");
        }
        out.push('\n');
        out
    }
}

impl Report {
    /// The rules that the bundle breaks, then those that it gives no ground to judge, by their reason.
    fn findings(&self, out: &mut String) {
        let found = self.sections.iter().flat_map(|section| &section.rules);
        let found = found.filter(|rule| rule.outcome == Outcome::Finding);
        let (not_judged, broken): (Vec<&Checked>, Vec<&Checked>) =
            found.partition(|rule| rule.seen == NOT_JUDGED);
        for rule in broken {
            let _ = writeln!(out, "finding: {}: {}", rule.rule, rule.sentence);
            let _ = writeln!(out, "  expected {}, seen {}", rule.expected, rule.seen);
            for example in &rule.examples {
                let _ = writeln!(out, "  {example}");
            }
            let more = rule.violations.saturating_sub(rule.examples.len() as u64);
            if more > 0 {
                let _ = writeln!(out, "  and {more} more");
            }
        }
        let mut reasons: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for rule in not_judged {
            let reason = rule.examples.join("; ");
            reasons.entry(reason).or_default().push(&rule.rule);
        }
        for (reason, rules) in reasons {
            let (count, first) = (rules.len(), rules[0]);
            let _ = match count {
                1 => writeln!(out, "not judged: {first}: {reason}"),
                _ => writeln!(out, "not judged: {first} and {} more: {reason}", count - 1),
            };
        }
    }
}

/// The lines of a rule: one, or one for each of its figures.
fn rows(rule: &Checked) -> Vec<[String; 4]> {
    let ok = match rule.outcome {
        Outcome::Ok => "ok",
        Outcome::Finding => "FINDING",
        Outcome::NotInThisBundle => "not in this bundle",
    };
    if rule.figures.is_empty() {
        let [name, expected, seen] = [&rule.rule, &rule.expected, &rule.seen].map(String::clone);
        return vec![[name, expected, seen, ok.to_string()]];
    }
    let row = |(i, figure): (usize, &Figure)| {
        let name = if i == 0 {
            rule.rule.clone()
        } else {
            String::new()
        };
        let ok = if figure.ok { "ok" } else { "FINDING" };
        [name, figure.wanted(), figure.shown(), ok.to_string()]
    };
    rule.figures.iter().enumerate().map(row).collect()
}
