//! `dhub life`

use super::output::{self, BAD, paint, plain, print};
use crate::cli::{self, LifeFormat};
use anstyle::Style;
use dhub::bundle::Bundle;
use dhub::error::Result;
use dhub::generate::Bank;
use dhub::life::Life;
use dhub::life::story::{Line, Story};
use dhub::plan::{DEFAULT_AML_RATE, DEFAULT_AS_OF, DEFAULT_MONTHS, DEFAULT_SEED, Plan, Scale};
use std::process::ExitCode;

/// Style of headings.
const HEAD: Style = Style::new().bold();
/// Style of routine and future events.
const FAINT: Style = Style::new().dimmed();
/// Minimum width to which text is wrapped.
const NARROWEST: usize = 20;

pub fn run(arguments: &cli::Life) -> Result<ExitCode> {
    let numbers = &arguments.numbers;
    let life = if numbers.given() {
        let plan = Plan::new(
            numbers.seed.unwrap_or(DEFAULT_SEED),
            numbers.as_of.unwrap_or(DEFAULT_AS_OF),
            numbers.scale.unwrap_or(Scale::ONE),
            numbers.employees,
            numbers.customers,
        )?;
        let plan = plan
            .with_aml_rate(numbers.aml_rate.unwrap_or(DEFAULT_AML_RATE))
            .with_months(numbers.months.unwrap_or(DEFAULT_MONTHS));
        Life::from_bank(&Bank::new(plan), arguments.customer)?
    } else {
        Life::from_bundle(
            &Bundle::open(arguments.place.directory())?,
            arguments.customer,
        )?
    };
    print(match arguments.format {
        LifeFormat::Text => text(&life.story(), output::width()),
        LifeFormat::Csv => life.csv(),
        LifeFormat::Json => life.json(),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Renders a story, wrapped to `width` characters if given.
fn text(story: &Story, width: Option<usize>) -> String {
    let mut text = paint(HEAD, &plain(&story.title)) + "\n";
    for line in &story.person {
        text += &wrapped("", line, width, None);
    }
    for (name, lines) in &story.holdings {
        text += &format!("\n{}\n", paint(HEAD, name));
        for line in lines {
            text += &wrapped("  ", line, width, None);
        }
    }
    let lines = || story.chapters.iter().flat_map(|chapter| &chapter.lines);
    let widest = |cell: fn(&Line) -> &String| {
        let widths = lines().map(|line| plain(cell(line)).chars().count());
        widths.max().unwrap_or(0)
    };
    let (topic, amount) = (widest(|line| &line.topic), widest(|line| &line.amount));
    for chapter in &story.chapters {
        text += &format!("\n{}\n", paint(HEAD, &plain(&chapter.title)));
        for line in &chapter.lines {
            let before = format!(
                "  {:>2}  {:topic$}  {:>amount$}  ",
                line.day,
                plain(&line.topic),
                plain(&line.amount)
            );
            text += &wrapped(&before, &line.text, width, line.trouble.then_some(BAD));
        }
        if let Some(quiet) = &chapter.quiet {
            text += &wrapped("      ", quiet, width, Some(FAINT));
        }
    }
    if !story.later.is_empty() {
        text += &format!("\n{}\n", paint(HEAD, "Later"));
        for line in &story.later {
            text += &wrapped("      ", line, width, Some(FAINT));
        }
    }
    text
}

/// Renders text after a prefix, wrapped between words.
fn wrapped(before: &str, text: &str, width: Option<usize>, style: Option<Style>) -> String {
    let indent = before.chars().count();
    let room = width.map_or(usize::MAX, |width| {
        width.saturating_sub(indent).max(NARROWEST)
    });
    let mut lines = vec![String::new()];
    for word in plain(text).split_inclusive(' ') {
        let line = lines.last_mut().expect("there is a line");
        if !line.is_empty() && line.chars().count() + word.trim_end().chars().count() > room {
            lines.push(word.to_string());
        } else {
            line.push_str(word);
        }
    }
    let shown = |(place, line): (usize, &String)| {
        let before = if place == 0 {
            before
        } else {
            &" ".repeat(indent)
        };
        let line = line.trim_end();
        let line = style.map_or(line.to_string(), |style| paint(style, line));
        format!("{before}{line}").trim_end().to_string() + "\n"
    };
    lines.iter().enumerate().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_wrap_between_words_within_their_column() {
        let shown = wrapped("  1  ", "one two three four five six", Some(25), None);
        assert_eq!(shown, "  1  one two three four\n     five six\n");
        assert_eq!(wrapped("", "a\u{1b}[31m b", None, None), "a\\u{1b}[31m b\n");
        assert_eq!(wrapped("- ", "x", Some(1), None), "- x\n");
    }
}
