//! Rule files. Each rule consists of a sentence, an expected result, a query, and mutations that prove it.
//!
//! ```text
//! -- rule: accounts.types
//! -- Accounts by type.
//! -- expect: share checking 50, savings 30, money_market 15, cd 5
//! SELECT account_type, count(*) FROM accounts GROUP BY 1;
//! -- mutation
//! UPDATE accounts SET account_type = 'savings' WHERE account_type = 'checking';
//! ```
//!
//! A rule without `expect` returns no rows: each row of the result is a violation, with its key first. The other forms are those
//! of [`Expect`], and `violations of RULE-11`: the query returns the keys of rows that break that compliance rule, and
//! `rule_violations` must list exactly these while the rule is active; `{threshold}` and `{cents}` are replaced by the rule's
//! parameters. A label such as `vehicle/monthly` is a share within the group before the slash. With `each 200`, the first column
//! is the block of 200 customers, and each full block must have the shares exactly.
//!
//! Expressions shared by several rules are views in `rules/views.sql`. A mutation changes a sound bundle so that its rule has a
//! finding; other rules may have findings, too. Every rule has at least one mutation, and a test applies all of them.

use super::counts::{self, single, values};
use super::expect::{Expect, Figures, Tolerance, short};
use super::judge::{self, Judged, Size};
use super::report::{Checked, Figure, NOT_JUDGED, Verdict};
use crate::error::{Error, ErrorKind, Result};
use crate::query::answer::{Answer, words};
use crate::query::engine::Engine;

/// The files of `rules/`, each with its section of the report: a database, the ground truth for planted schemes, rules across
/// databases, or the bank's own monitoring rules, which verify evaluates a second time. A file is named after its section or
/// starts with `-- section: loans_db`.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// Views shared by rules, to be created in each engine.
pub const VIEWS: &str = include_str!("rules/views.sql");

/// Maximum number of violations shown per finding.
pub const EXAMPLES: usize = 5;

/// A parsed rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Name, unique across all files.
    pub name: String,
    /// The sentence that the rule checks.
    pub sentence: String,
    /// The expectation as written.
    pub expected: String,
    /// The parsed expectation.
    pub expect: Expect,
    /// The query.
    pub sql: String,
    /// Mutations: statements each of which makes a sound bundle violate the rule.
    pub mutations: Vec<String>,
}

/// Parses a rule file.
///
/// # Errors
///
/// Fails when a rule lacks a sentence or a query, or has an unknown kind of expectation.
pub fn parse(file: &str) -> Result<Vec<Rule>> {
    let rules = file.split("-- rule:").skip(1);
    rules
        .map(|text| {
            let (name, text) = text.split_once('\n').unwrap_or((text, ""));
            Rule::parse(name.trim(), text).map_err(|e| e.within(name.trim()))
        })
        .collect()
}

impl Rule {
    fn parse(name: &str, text: &str) -> Result<Rule> {
        let mut parts = text.split("\n-- mutation");
        let mut sentence = Vec::new();
        let mut expected = "none";
        let mut lines = parts.next().unwrap_or_default().lines().peekable();
        while let Some(line) = lines.next_if(|line| line.starts_with("--")) {
            match line.strip_prefix("-- expect:") {
                Some(text) => expected = text.trim(),
                None => sentence.push(line.trim_start_matches('-').trim()),
            }
        }
        let mut sql = lines.collect::<Vec<_>>().join("\n").trim().to_string();
        if sentence.is_empty() || sql.is_empty() {
            return Err(Error::parse("expected a sentence and a query"));
        }
        if let Some(rule) = expected.strip_prefix("violations of ") {
            sql = mismatches(rule, &sql);
            sentence.push("Its violations name these and no others.");
            expected = "none";
        }
        let expect = Expect::parse(expected)?;
        // The rest of the `mutation` line is a comment.
        let statements = |part: &str| Some(part.split_once('\n')?.1.trim().to_string());
        Ok(Rule {
            name: name.to_string(),
            sentence: sentence.join(" "),
            expected: expected.to_string(),
            expect,
            sql,
            mutations: parts.filter_map(statements).collect(),
        })
    }
}

/// Renders a query for keys that break a compliance rule without a recorded violation, and for recorded violations whose key does
/// not break it.
fn mismatches(rule: &str, broken: &str) -> String {
    let column =
        |column: &str| format!("(SELECT {column} FROM compliance_rules WHERE rule_id = '{rule}')");
    let broken = broken
        .trim_end_matches(';')
        .replace("{threshold}", &column("threshold_value"))
        .replace("{cents}", &column("cents(threshold_value)"));
    format!(
        "WITH broken(entity) AS MATERIALIZED (SELECT * FROM ({broken}) WHERE {}),
            named AS (SELECT entity_id FROM rule_violations WHERE rule_id = '{rule}')
        SELECT entity, 'has no violation' FROM broken WHERE entity NOT IN (SELECT entity_id FROM named)
        UNION ALL SELECT entity_id, 'breaks no rule' FROM named WHERE entity_id NOT IN (SELECT entity FROM broken)",
        column("is_active")
    )
}

impl Rule {
    /// Runs the rule on loaded tables. If the bundle lacks one of its tables, the rule is not judged.
    ///
    /// # Errors
    ///
    /// Fails when the rule itself is invalid.
    pub fn run(&self, engine: &Engine) -> Result<Checked> {
        let wrong = |e: Error| e.within(format!("rule {}", self.name));
        let tables = engine.reads(&self.sql).map_err(wrong)?;
        let Some(stored) = tables
            .iter()
            .map(|table| engine.source().find(table))
            .collect::<Option<Vec<_>>>()
        else {
            return Ok(Checked {
                seen: String::new(),
                outcome: Verdict::NotInThisBundle,
                ..self.checked(0, Vec::new())
            });
        };
        for table in stored {
            engine.prepare(table, &mut |_| {})?; // the structural rules report faults of the file
        }
        if let Some(table) = tables.iter().find(|table| engine.unreadable(table)) {
            return Ok(self.not_judged(format!("{}.{} cannot be read", table.database, table.name)));
        }
        let answer = match engine.query(&self.sql) {
            Ok(answer) => answer,
            Err(error) if error.kind() == ErrorKind::Engine => return Err(wrong(error)),
            Err(error) => return Ok(self.not_judged(error.to_string())),
        };
        if self.expect == Expect::None {
            return Ok(self.rows(&answer));
        }
        let parameters = engine.source().parameters();
        let size = Size {
            customers: parameters.customers as f64,
            employees: parameters.employees as f64,
        };
        let (judged, unlisted) = self.judge(&answer, size).map_err(wrong)?;
        let checked = self.figures(judged);
        Ok(Checked {
            violations: checked.violations + unlisted,
            ..checked
        })
    }

    /// Creates a result from the number of violations and the first of them.
    fn checked(&self, violations: u64, examples: Vec<String>) -> Checked {
        Checked {
            expected: self.expected.clone(),
            ..Checked::none(&self.name, &self.sentence, violations, examples)
        }
    }

    /// Creates the finding for a rule that the bundle's content makes impossible to judge.
    fn not_judged(&self, reason: String) -> Checked {
        Checked {
            seen: NOT_JUDGED.to_string(),
            ..self.checked(1, vec![reason])
        }
    }

    fn rows(&self, answer: &Answer) -> Checked {
        let examples = answer.rows.iter().take(EXAMPLES).map(|row| {
            let cells: Vec<String> = row.iter().map(words).collect();
            cells.join("  ")
        });
        self.checked(answer.rows.len() as u64, examples.collect())
    }

    fn figures(&self, judged: Vec<Judged>) -> Checked {
        let figures: Vec<Figure> = judged
            .into_iter()
            .map(|judged| Figure {
                expected: in_words(&self.expect, &judged),
                low: judged.low,
                high: judged.high,
                seen: Some(judged.seen).filter(|seen| !seen.is_nan()),
                ok: judged.ok(),
                label: judged.label,
            })
            .collect();
        let seen: Vec<String> = figures.iter().map(Figure::labeled).collect();
        let bad: Vec<&Figure> = figures.iter().filter(|figure| !figure.ok).collect();
        let example =
            |figure: &&Figure| format!("expected {}, found {}", figure.wanted(), figure.shown());
        let examples = bad.iter().take(EXAMPLES).map(example).collect();
        let checked = self.checked(bad.len() as u64, examples);
        Checked {
            seen: seen.join(", "),
            figures,
            ..checked
        }
    }

    /// Returns judged figures, and the number of further deviations not among them.
    fn judge(&self, answer: &Answer, size: Size) -> Result<(Vec<Judged>, u64)> {
        let judged = match &self.expect {
            Expect::None => Vec::new(),
            Expect::Share(figures, tolerance) => {
                return shares(figures, *tolerance, answer, size);
            }
            Expect::Mean(figures, slack) => {
                let values = values(answer)?;
                let none = Vec::new();
                let judge = |(label, figure): &(String, f64)| {
                    judge::mean(label, *figure, *slack, values.get(label).unwrap_or(&none))
                };
                figures.iter().map(judge).collect()
            }
            Expect::Median(figures, slack) => {
                let mut values = values(answer)?;
                let judge = |(label, figure): &(String, f64)| {
                    judge::median(
                        label,
                        *figure,
                        *slack,
                        values.entry(label.clone()).or_default(),
                    )
                };
                figures.iter().map(judge).collect()
            }
            Expect::Rows(figure, unit, slack) => {
                vec![judge::rows(*figure, *unit, *slack, size, single(answer)?)]
            }
            Expect::Between(low, high) => vec![Judged {
                label: String::new(),
                figure: f64::NAN,
                low: *low,
                high: *high,
                seen: single(answer)?,
            }],
        };
        Ok((judged, 0))
    }
}

/// Formats an expected figure with its tolerance.
fn in_words(expect: &Expect, judged: &Judged) -> String {
    let [figure, low, high] = [judged.figure, judged.low, judged.high].map(short);
    match expect {
        Expect::None => "none".to_string(),
        Expect::Share(..) if low == high => format!("{figure}%"),
        Expect::Share(..) => format!("{figure}% ({low} to {high})"),
        Expect::Mean(..) => format!("mean {figure} ({low} to {high})"),
        Expect::Median(..) => format!("{low} to {high}% below {figure}"),
        Expect::Rows(..) => format!("{figure} ({low} to {high})"),
        Expect::Between(..) if low == high => low,
        Expect::Between(..) => format!("{low} to {high}"),
    }
}

/// Judges shares, including those of each full block if they are dealt in blocks. Returns the first deviations and the number of
/// further ones.
fn shares(
    figures: &Figures,
    tolerance: Tolerance,
    answer: &Answer,
    size: Size,
) -> Result<(Vec<Judged>, u64)> {
    let blocks = |customers: f64| (customers / judge::BLOCK).ceil();
    let Some(each) = tolerance.each else {
        let counts = counts::by_label(answer, figures)?;
        let blocks = blocks(size.customers);
        return Ok((judge::shares(figures, tolerance, &counts, blocks), 0));
    };
    let dealt = counts::by_block(answer, figures)?;
    let counts = counts::totals(&dealt, figures, each, size.customers);
    let cut_off = size.customers % each;
    let mut judged = judge::shares(figures, tolerance, &counts, blocks(cut_off));
    let mut inexact_blocks = judge::inexact_blocks(figures, each, &dealt, size.customers);
    judged.extend(inexact_blocks.by_ref().take(EXAMPLES));
    Ok((judged, inexact_blocks.count() as u64))
}
