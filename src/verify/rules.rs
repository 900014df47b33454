//! Rule files: SQL with a few lines of comment that say what the answer must be.
//!
//! ```text
//! -- rule: accounts.types
//! -- guide: Accounts: half are checking, three in ten savings, then money market and certificates.
//! -- expect: share checking 50, savings 30, money_market 15, cd 5
//! SELECT account_type, count(*) FROM accounts GROUP BY 1;
//! ```
//!
//! The forms of `expect` are those of [`Expect`]. Labels such as `vehicle/monthly` are shares within what stands before the slash.
//! What several parts of a file say stands once, in front of them, as `-- piece: name`; there `{name}` stands for it.
//! With `each 200` the query says first which block of 200 customers it counts, and each full one must show the shares exactly.

use super::counts::{self, single, values};
use super::expect::{Expect, Figures, Tolerance};
use super::judge::{self, Judged, Size};
use super::report::{Checked, Figure, NOT_JUDGED, Outcome};
use crate::query::ENGINE;
use crate::query::answer::{Answer, words};
use crate::query::engine::Engine;

#[cfg(test)]
mod guide;

/// The rule files, each under the section of the report that its rules stand in: a database; the answers to what is planted; what
/// crosses databases; the bank's own compliance rules, run a second time.
pub const FILES: [(&str, &str); 14] = [
    ("employees_db", include_str!("rules/employees_db.sql")),
    ("accounts_db", include_str!("rules/accounts_db.sql")),
    ("customer_db", include_str!("rules/customer_db.sql")),
    ("loans_db", include_str!("rules/loans_db.sql")),
    ("loans_db", include_str!("rules/schedules.sql")),
    ("insurance_db", include_str!("rules/insurance_db.sql")),
    ("insurance_db", include_str!("rules/claims.sql")),
    ("compliance_db", include_str!("rules/compliance_db.sql")),
    ("compliance_db", include_str!("rules/audit.sql")),
    ("labels", include_str!("rules/labels.sql")),
    ("across", include_str!("rules/across.sql")),
    ("across", include_str!("rules/money.sql")),
    ("across", include_str!("rules/staff.sql")),
    ("monitoring", include_str!("rules/monitoring.sql")),
];

/// How many offenders a finding shows.
pub const EXAMPLES: usize = 5;

/// A rule of a file.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, unique over all files.
    pub name: String,
    /// The sentence it checks.
    pub sentence: String,
    /// What it expects, as written.
    pub expected: String,
    /// What it expects.
    pub expect: Expect,
    /// Its query.
    pub sql: String,
}

/// The parts of a file, each behind `-- rule:`: the name of the rule and the text, its pieces written out.
pub fn parts(file: &str) -> Vec<(&str, String)> {
    let mut parts = file.split("-- rule:");
    let front = parts.next().unwrap_or_default();
    let pieces: Vec<(&str, &str)> = front.split("-- piece:").skip(1).map(headed).collect();
    let written_out = |part| {
        let (name, text) = headed(part);
        let text = pieces.iter().fold(text.to_string(), |text, (piece, is)| {
            text.replace(&format!("{{{piece}}}"), is)
        });
        (name, text)
    };
    parts.map(written_out).collect()
}

/// The name on the first line of a part, and what follows.
fn headed(part: &str) -> (&str, &str) {
    let (name, text) = part.split_once('\n').unwrap_or((part, ""));
    (name.trim(), text.trim_end())
}

/// Reads a rule file.
///
/// # Errors
///
/// When a rule lacks a line or has an expectation of no known form.
pub fn parse(file: &str) -> Result<Vec<Rule>, String> {
    let mut rules = Vec::new();
    for (name, text) in parts(file) {
        let name = name.to_string();
        let (mut sentence, mut expected, mut sql) = (String::new(), None, String::new());
        for line in text.lines() {
            if let Some(text) = line.strip_prefix("-- guide:") {
                sentence = text.trim().to_string();
            } else if let Some(text) = line.strip_prefix("-- expect:") {
                expected = Some(text.trim().to_string());
            } else if expected.is_none() && line.starts_with("--") {
                sentence = format!("{sentence} {}", line.trim_start_matches('-').trim());
            } else if !line.starts_with("--") {
                sql += line;
                sql.push('\n');
            }
        }
        let expected = expected.ok_or_else(|| format!("{name}: expected a line -- expect:"))?;
        let expect = Expect::parse(&expected).map_err(|e| format!("{name}: {e}"))?;
        if sentence.is_empty() || sql.trim().is_empty() {
            return Err(format!(
                "{name}: expected a sentence behind -- guide: and a query"
            ));
        }
        rules.push(Rule {
            name,
            sentence,
            expected,
            expect,
            sql: sql.trim().to_string(),
        });
    }
    Ok(rules)
}

impl Rule {
    /// Runs the rule over tables that are loaded. A rule over tables that the bundle does not hold is not judged.
    ///
    /// # Errors
    ///
    /// When the rule itself is wrong.
    pub fn run(&self, engine: &Engine) -> Result<Checked, String> {
        let wrong = |e: String| format!("rule {}: {e}", self.name);
        let tables = engine.reads(&self.sql).map_err(wrong)?;
        let Some(stored) = tables
            .iter()
            .map(|table| engine.source().find(table))
            .collect::<Option<Vec<_>>>()
        else {
            return Ok(self.checked(String::new(), Outcome::NotInThisBundle, 0, Vec::new()));
        };
        for table in stored {
            engine.prepare(table, &mut |_| {})?; // what is wrong with the file is named by the structural rules
        }
        if let Some(table) = tables.iter().find(|table| engine.unreadable(table)) {
            return Ok(self.not_judged(format!("{}.{} cannot be read", table.database, table.name)));
        }
        let answer = match engine.query(&self.sql) {
            Ok(answer) => answer,
            Err(error) if error.starts_with(ENGINE) => return Err(wrong(error)),
            Err(error) => return Ok(self.not_judged(error)),
        };
        if self.expect == Expect::None {
            return Ok(self.offenders(&answer));
        }
        let world = engine.source().world();
        let size = Size {
            customers: world.customers as f64,
            employees: world.employees as f64,
        };
        let (judged, unlisted) = self.judge(&answer, size).map_err(wrong)?;
        let checked = self.figures(judged);
        Ok(Checked {
            offenders: checked.offenders + unlisted,
            ..checked
        })
    }

    /// What the bundle holds is no ground to judge the rule on: that is a finding.
    fn not_judged(&self, reason: String) -> Checked {
        self.checked(NOT_JUDGED.to_string(), Outcome::Finding, 1, vec![reason])
    }

    fn checked(
        &self,
        seen: String,
        outcome: Outcome,
        offenders: u64,
        examples: Vec<String>,
    ) -> Checked {
        Checked {
            rule: self.name.clone(),
            sentence: self.sentence.clone(),
            expected: self.expected.clone(),
            seen,
            outcome,
            offenders,
            examples,
            figures: Vec::new(),
        }
    }

    fn offenders(&self, answer: &Answer) -> Checked {
        let examples = answer.rows.iter().take(EXAMPLES).map(|row| {
            let cells: Vec<String> = row.iter().map(words).collect();
            cells.join("  ")
        });
        let count = answer.rows.len() as u64;
        let (seen, outcome) = match count {
            0 => ("none".to_string(), Outcome::Ok),
            n => (format!("{n}"), Outcome::Finding),
        };
        self.checked(seen, outcome, count, examples.collect())
    }

    fn figures(&self, judged: Vec<Judged>) -> Checked {
        let figures: Vec<Figure> = judged
            .into_iter()
            .map(|judged| Figure {
                expected: self.expect.words(&judged),
                low: judged.low,
                high: judged.high,
                seen: Some(judged.seen).filter(|seen| !seen.is_nan()),
                ok: judged.ok(),
                label: judged.label,
            })
            .collect();
        let seen: Vec<String> = figures.iter().map(Figure::labelled).collect();
        let bad: Vec<&Figure> = figures.iter().filter(|figure| !figure.ok).collect();
        let example =
            |figure: &&Figure| format!("expected {}, found {}", figure.wanted(), figure.shown());
        let outcome = if bad.is_empty() {
            Outcome::Ok
        } else {
            Outcome::Finding
        };
        let (count, examples) = (bad.len() as u64, bad.iter().take(EXAMPLES).map(example));
        let checked = self.checked(seen.join(", "), outcome, count, examples.collect());
        Checked { figures, ..checked }
    }

    /// The figures, and how many more than those are off.
    fn judge(&self, answer: &Answer, size: Size) -> Result<(Vec<Judged>, u64), String> {
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

/// Judges shares, where they are dealt in blocks of customers those of each full block as well: the first that are off, and how
/// many more there are.
fn shares(
    figures: &Figures,
    tolerance: Tolerance,
    answer: &Answer,
    size: Size,
) -> Result<(Vec<Judged>, u64), String> {
    let blocks = |customers: f64| (customers / judge::BLOCK).ceil();
    let Some(each) = tolerance.each else {
        let counts = counts::by_label(answer, figures)?;
        let blocks = blocks(size.customers);
        return Ok((judge::shares(figures, tolerance, &counts, blocks), 0));
    };
    let dealt = counts::by_block(answer, figures)?;
    let counts = counts::of_all(&dealt, figures, each, size.customers);
    let cut_off = size.customers % each;
    let mut judged = judge::shares(figures, tolerance, &counts, blocks(cut_off));
    let mut uneven = judge::uneven(figures, each, &dealt, size.customers);
    judged.extend(uneven.by_ref().take(EXAMPLES));
    Ok((judged, uneven.count() as u64))
}
