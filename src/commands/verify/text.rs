//! Results of `dhub verify` as text: a line per database and the findings, or every rule.

use crate::commands::output::{BAD, GOOD, paint, plain, width};
use crate::commands::report::{self, TextColumn};
use dhub::bundle::ANSWERS;
use dhub::verify::report::{Checked, Figure, NOT_JUDGED, PlantedFinding, Report, Section, Verdict};
use std::collections::BTreeMap;

/// Renders a line per database, the findings, and the totals.
pub fn short(report: &Report) -> String {
    let databases = report.sections.iter().map(|one| one.database.clone());
    let rules = report
        .sections
        .iter()
        .map(|one| one.rules.len().to_string());
    let states = report.sections.iter().map(state);
    let table = report::fit(&[
        TextColumn::left("database", databases),
        TextColumn::right("rules", rules),
        report::states("result", states),
    ]);
    let findings = findings(report);
    let gap = if findings.is_empty() { "" } else { "\n" };
    format!("{table}{gap}{findings}{}{}", planted(report), sum(report))
}

/// Renders every rule with its description, expectation, and result, followed by the findings and the totals.
pub fn everything(report: &Report) -> String {
    let mut text = String::new();
    for section in &report.sections {
        text += &format!("{}\n", plain(&section.database));
        for rule in &section.rules {
            text += &full(rule);
        }
        text.push('\n');
    }
    text + &findings(report) + &planted(report) + &sum(report)
}

/// Says how many planted defects were found, and which were not.
fn planted(report: &Report) -> String {
    let all = report.planted.len();
    if all == 0 {
        return String::new();
    }
    let missed = report.planted.iter().filter(|one| !one.found);
    let missed: Vec<String> = missed
        .map(|PlantedFinding { planted, .. }| {
            let (defect, rule) = (plain(&planted.defect), plain(&planted.rule));
            format!(
                "  {}: {defect}: expected a finding of {rule}\n",
                paint(BAD, "not found")
            )
        })
        .collect();
    format!(
        "planted defects: {all}, of which {} were found by their rules; {ANSWERS} is the answer key\n{}",
        all - missed.len(),
        missed.concat()
    )
}

/// Lists the rules that the bundle breaks, then those that could not be checked, grouped by reason.
pub fn findings(report: &Report) -> String {
    let found = report.sections.iter().flat_map(|section| &section.rules);
    let found = found.filter(|rule| rule.outcome == Verdict::Finding);
    let (not_judged, broken): (Vec<&Checked>, Vec<&Checked>) =
        found.partition(|rule| rule.seen == NOT_JUDGED);
    let mut text = String::new();
    for rule in broken {
        text += &format!(
            "{}: {}: {}\n",
            paint(BAD, "finding"),
            rule.rule,
            rule.sentence
        );
        text += &format!(
            "  expected {}, seen {}\n",
            plain(&rule.expected),
            plain(&rule.seen)
        );
        // The only figure of a rule is what was seen.
        if rule.figures.len() == 1 {
            continue;
        }
        for example in &rule.examples {
            text += &format!("  {}\n", plain(example));
        }
        let more = rule.violations.saturating_sub(rule.examples.len() as u64);
        if more > 0 {
            text += &format!("  and {more} more\n");
        }
    }
    let mut reasons: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for rule in not_judged {
        let reason = plain(&rule.examples.join("; "));
        reasons.entry(reason).or_default().push(&rule.rule);
    }
    for (reason, rules) in reasons {
        let (label, first) = (paint(BAD, "not judged"), rules[0]);
        text += &match rules.len() - 1 {
            0 => format!("{label}: {first}: {reason}\n"),
            more => format!("{label}: {first} and {more} more: {reason}\n"),
        };
    }
    text
}

/// Returns `ok`, or how many rules have findings.
fn state(section: &Section) -> String {
    let of = |outcome| {
        section
            .rules
            .iter()
            .filter(|rule| rule.outcome == outcome)
            .count()
    };
    match (of(Verdict::Finding), of(Verdict::NotInThisBundle)) {
        (0, 0) => "ok".to_string(),
        (0, absent) if absent == section.rules.len() => "not in this bundle".to_string(),
        (0, _) => "ok".to_string(),
        (1, _) => "1 rule with findings".to_string(),
        (found, _) => format!("{found} rules with findings"),
    }
}

fn sum(report: &Report) -> String {
    let of = |outcome| report.count(outcome);
    let (ok, found, absent) = (
        of(Verdict::Ok),
        of(Verdict::Finding),
        of(Verdict::NotInThisBundle),
    );
    let absent_words = match absent {
        0 => String::new(),
        absent => format!(", {absent} not in this bundle"),
    };
    let found_words = format!("{found} with findings");
    let found_words = if found > 0 {
        paint(BAD, &found_words)
    } else {
        found_words
    };
    format!(
        "{}: {} rules, {ok} ok, {found_words}{absent_words}\n",
        plain(&report.bundle),
        ok + found + absent
    )
}

/// Renders a rule: name and result, description, and figures.
fn full(rule: &Checked) -> String {
    let outcome = match rule.outcome {
        Verdict::Ok => paint(GOOD, "ok"),
        Verdict::Finding => paint(BAD, "FINDING"),
        Verdict::NotInThisBundle => "not in this bundle".to_string(),
    };
    let mut text = format!("  {}  {outcome}\n", rule.rule);
    text += &wrap(&rule.sentence, 4);
    if rule.figures.is_empty() {
        let line = format!(
            "expected {}, seen {}",
            plain(&rule.expected),
            plain(&rule.seen)
        );
        return text + &wrap(&line, 4);
    }
    let figures = |cell: fn(&Figure) -> String| rule.figures.iter().map(cell);
    let state = |figure: &Figure| if figure.ok { "ok" } else { "FINDING" }.to_string();
    let table = report::fit_in(
        &[
            TextColumn::left("expected", figures(Figure::wanted)),
            TextColumn::right("seen", figures(Figure::shown)),
            report::states("ok", figures(state)),
        ],
        4,
    );
    text + &table
}

/// Wraps text to the terminal's width, or to 100 columns, with an indent.
fn wrap(words: &str, indent: usize) -> String {
    let width = width()
        .map_or(100, |width| width.min(100))
        .saturating_sub(indent);
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    let indented = |line: String| format!("{:indent$}{line}\n", "");
    lines.into_iter().map(indented).collect()
}
