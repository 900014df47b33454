//! What verify found, for people and for programs.

use serde::Serialize;
use std::fmt::Write;

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
    /// How many rows or figures offend.
    pub offenders: u64,
    /// The first of them.
    pub examples: Vec<String>,
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
            let rows: Vec<[&str; 4]> = section.rules.iter().map(row).collect();
            let head = ["rule", "expected", "seen", "ok"];
            let width = |i: usize| {
                rows.iter()
                    .map(|r| r[i].chars().count())
                    .chain([head[i].len()])
                    .max()
                    .unwrap_or(0)
            };
            let widths = [width(0), width(1).min(60), width(2).min(60)];
            let _ = writeln!(out, "{}", section.database);
            for cells in [head].iter().chain(&rows) {
                let mut line = String::from(" ");
                for (cell, width) in cells.iter().zip(widths) {
                    let _ = write!(line, " {:width$} ", cut(cell, width));
                }
                let _ = writeln!(out, "{line} {}", cells[3]);
            }
            out.push('\n');
        }
        for section in &self.sections {
            for rule in section
                .rules
                .iter()
                .filter(|r| r.outcome == Outcome::Finding)
            {
                let _ = writeln!(out, "finding: {}: {}", rule.rule, rule.sentence);
                let _ = writeln!(out, "  expected {}, seen {}", rule.expected, rule.seen);
                for example in &rule.examples {
                    let _ = writeln!(out, "  {example}");
                }
                let more = rule.offenders.saturating_sub(rule.examples.len() as u64);
                if more > 0 {
                    let _ = writeln!(out, "  and {more} more");
                }
            }
        }
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

fn row(rule: &Checked) -> [&str; 4] {
    let ok = match rule.outcome {
        Outcome::Ok => "ok",
        Outcome::Finding => "FINDING",
        Outcome::NotInThisBundle => "not in this bundle",
    };
    [&rule.rule, &rule.expected, &rule.seen, ok]
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_string();
    }
    text.chars()
        .take(width.saturating_sub(3))
        .chain("...".chars())
        .collect()
}
