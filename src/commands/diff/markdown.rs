//! Renders GitHub Markdown for pull request comments and job summaries, which are limited to 65,536 characters.

use super::page::{Page, counts, examples, keys, name, numbers, unfolded};
use super::text::{cut, side};
use crate::commands::output::plain;
use dhub::diff::{ColumnDiff, TableDiff};

/// Maximum size in bytes, and thus also in characters.
const LIMIT: usize = 65_000;
/// Reserved for the lines that say what was omitted.
const RESERVE: usize = 400;
/// Maximum size of the lines quoted from CHANGELOG.md.
const CHANGELOG: usize = 12_000;

/// Renders the page.
pub fn render(page: &Page) -> String {
    let mut text = Text(format!("### {}\n\n", page.title));
    text.push("| | old | new |\n|---|---|---|\n");
    for [word, old, new] in &page.sides {
        text.push(&format!(
            "| {} | {} | {} |\n",
            escaped(word),
            cell(old),
            cell(new)
        ));
    }
    if !page.why.is_empty() {
        text.push(&format!("\n{}\n", page.why));
    }
    changelog(page, &mut text);
    if !page.tables.is_empty() {
        text.push(
            "\n| table | before | after | added | removed | changed |\n|---|--:|--:|--:|--:|--:|\n",
        );
        let left = push_all(&page.tables, &mut text, row);
        if left > 0 {
            text.close(&format!("\n{left} more tables differ.\n"));
        }
        text.push("\n");
        let left = push_all(&page.tables, &mut text, |table| {
            details(table, unfolded(page))
        });
        if left > 0 {
            text.close(&format!(
                "\nDetails of {left} tables are omitted; `dhub diff` shows them all.\n"
            ));
        }
    }
    for note in &page.notes {
        text.push(&format!("\n{}\n", escaped(note)));
    }
    text.0
}

fn changelog(page: &Page, text: &mut Text) {
    if page.changelog.is_empty() {
        return;
    }
    text.push(&format!(
        "\n<details><summary>Changes in data version {}, according to CHANGELOG.md</summary>\n\n",
        page.data_version
    ));
    let end = text.0.len() + CHANGELOG;
    let mut lines = page.changelog.iter();
    let mut left = lines.len();
    for line in &mut lines {
        let line = format!("- {line}\n");
        if text.0.len() + line.len() > end || !text.push(&line) {
            break;
        }
        left -= 1;
    }
    if left > 0 {
        text.close(&format!("- and {left} more\n"));
    }
    text.close("\n</details>\n");
}

/// Adds the tables that fit, in order, and returns how many were omitted.
fn push_all(tables: &[&TableDiff], text: &mut Text, part: impl Fn(&TableDiff) -> String) -> usize {
    let room = tables.iter().take_while(|table| text.push(&part(table)));
    tables.len() - room.count()
}

fn row(table: &TableDiff) -> String {
    let numbers = numbers(table).join(" | ");
    format!("| {} | {numbers} |\n", escaped(&name(table)))
}

fn details(table: &TableDiff, unfolded: &str) -> String {
    let mut text = format!(
        "<details{unfolded}><summary><b>{}</b>: {}</summary>\n\n",
        escaped(&name(table)),
        counts(table)
    );
    if let Some(side) = side(table.presence) {
        text += &format!("Only in the {side} bundle.\n\n");
    }
    if !table.columns.is_empty() {
        text += "| column | changed | key | old | new |\n|---|--:|---|---|---|\n";
        table
            .columns
            .iter()
            .for_each(|column| text += &changes(column));
        text += "\n";
    }
    for keys in keys(table, |key| code(&cut(key))) {
        text += &format!("{keys}\n\n");
    }
    for note in &table.notes {
        text += &format!("{}\n\n", escaped(&plain(note)));
    }
    text + "</details>\n\n"
}

fn changes(column: &ColumnDiff) -> String {
    let name = cell(&cut(&column.column));
    if let Some(side) = side(column.presence) {
        return format!("| {name} | only in the {side} bundle | | | |\n");
    }
    let rows = examples(column, cell).map(|cells| format!("| {} |\n", cells.join(" | ")));
    rows.collect()
}

/// Escapes text for Markdown and HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '@' => escaped += "&#64;",
            '\\' | '`' | '*' | '[' | ']' | '|' | '#' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Formats text as code, whatever it contains.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match text.is_empty() {
        true => "(empty)".to_string(),
        false if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) => {
            format!("{fence} {text} {fence}")
        }
        false => format!("{fence}{text}{fence}"),
    }
}

/// Like [`code`], for a table cell, which a vertical bar would end.
fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Text that stays below the limit.
struct Text(String);

impl Text {
    /// Adds a part if it fits.
    fn push(&mut self, part: &str) -> bool {
        let room = self.0.len() + part.len() + RESERVE < LIMIT;
        if room {
            self.0 += part;
        }
        room
    }

    /// Adds a short part, for which space was reserved.
    fn close(&mut self, part: &str) {
        self.0 += part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_whatever_they_contain() {
        for (text, wanted) in [
            ("a", "`a`"),
            ("a|b", "`a\\|b`"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("", "(empty)"),
            (" a", "`  a `"),
            ("<b>@all", "`<b>@all`"),
        ] {
            assert_eq!(cell(text), wanted);
        }
        assert_eq!(
            escaped("<a> @b *c* [d](e)"),
            "&lt;a&gt; &#64;b \\*c\\* \\[d\\](e)"
        );
    }
}
