//! Results of verify: the summary, the findings, and every rule with its expected and actual results.

use super::html::{Align, code, details, escaped, grouped, table};
use crate::verify::report::{Checked, Report, Section, Verdict};

/// Longer lists of figures are collapsed.
const SHOWN_FIGURES: usize = 12;

/// Renders the section.
pub fn render(report: &Report) -> String {
    let (ok, found) = (report.count(Verdict::Ok), report.count(Verdict::Finding));
    let mut text = match found {
        0 => format!("<p><strong class=\"good\">All {ok} rules hold.</strong>"),
        found => format!(
            "<p><strong class=\"bad\">{found} of {} rules have findings.</strong>",
            ok + found
        ),
    };
    text += " Each rule is a query over the bundle's own files: structure, references, and expected figures, \
             with tolerances for chance at this size. <code>dhub verify --all</code> prints them.</p>\n";
    let planted = report.planted.len();
    if planted > 0 {
        let seen = report.planted.iter().filter(|one| one.found).count();
        text += &format!(
            "<p>{planted} defects were planted on purpose; their rules find {seen} of them.</p>\n"
        );
    }
    let heads = [
        ("database", Align::Left),
        ("rules", Align::Right),
        ("hold", Align::Right),
        ("findings", Align::Right),
    ];
    let of = |section: &Section, outcome| {
        section
            .rules
            .iter()
            .filter(|rule| rule.outcome == outcome)
            .count()
    };
    let sums = report.sections.iter().map(|section| {
        let counts = [
            section.rules.len(),
            of(section, Verdict::Ok),
            of(section, Verdict::Finding),
        ];
        let counts = counts.map(|count| grouped(count as u64));
        std::iter::once(escaped(&section.database))
            .chain(counts)
            .collect()
    });
    text += &table(
        "Rules by database",
        &heads,
        &sums.collect::<Vec<Vec<String>>>(),
    );
    for section in &report.sections {
        let findings = of(section, Verdict::Finding);
        let state = match findings {
            0 => String::new(),
            1 => ", <span class=\"bad\">1 finding</span>".to_string(),
            several => format!(", <span class=\"bad\">{several} findings</span>"),
        };
        let name = escaped(&section.database);
        let summary = format!(
            "<strong>{name}</strong>: {} rules{state}",
            section.rules.len()
        );
        let mut rules: Vec<&Checked> = section.rules.iter().collect();
        // Findings first; the rest in the order of verify.
        rules.sort_by_key(|rule| rule.outcome != Verdict::Finding);
        let heads = [
            ("rule", Align::Left),
            ("says", Align::Left),
            ("expected", Align::Left),
            ("seen", Align::Left),
        ];
        let rows: Vec<Vec<String>> = rules.iter().map(|rule| row(rule)).collect();
        text += &details(
            &summary,
            &table(&format!("Rules of {}", section.database), &heads, &rows),
        );
    }
    text
}

fn row(rule: &Checked) -> Vec<String> {
    let state = match rule.outcome {
        Verdict::Ok => "",
        Verdict::Finding => "<br><span class=\"bad\">finding</span>",
        Verdict::NotInThisBundle => "<br><span class=\"dim\">not in this bundle</span>",
    };
    let first = format!("{}{state}", code(&rule.rule));
    let sentence = escaped(&rule.sentence);
    let examples: Vec<String> = rule
        .examples
        .iter()
        .map(|example| escaped(example))
        .collect();
    let examples = match rule.outcome == Verdict::Finding && !examples.is_empty() {
        true => format!("<br>{}", examples.join("<br>")),
        false => String::new(),
    };
    if rule.figures.is_empty() {
        let seen = format!("{}{examples}", escaped(&rule.seen));
        return vec![first, sentence, escaped(&rule.expected), seen];
    }
    let lines = |lines: Vec<String>| match lines.len() {
        0..=SHOWN_FIGURES => lines.join("<br>"),
        count => details(&format!("{count} figures"), &lines.join("<br>")),
    };
    let wanted = rule.figures.iter().map(|figure| escaped(&figure.wanted()));
    let seen = rule.figures.iter().map(|figure| escaped(&figure.labeled()));
    vec![
        first,
        sentence,
        lines(wanted.collect()),
        lines(seen.collect()) + &examples,
    ]
}
