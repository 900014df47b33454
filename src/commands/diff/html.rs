//! Renders a self-contained HTML page: no network access, no scripts; light and dark mode, printable, readable on a phone.

use super::page::{Page, counts, examples, keys, name, numbers, unfolded};
use super::text::{cut, side};
use crate::commands::output::plain;
use dhub::diff::{ColumnDiff, TableDiff};

const STYLE: &str = "\
:root { color-scheme: light dark; --line: #8886; --soft: #8882; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1 { font-size: 1.4rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1rem; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .6rem; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
code { background: var(--soft); border-radius: .2rem; padding: 0 .2rem; overflow-wrap: anywhere; }
details { border-top: 1px solid var(--line); padding: .4rem 0; }
summary { cursor: pointer; }
@media print { details::details-content { content-visibility: visible; } }
";

/// Renders the page.
pub fn render(page: &Page) -> String {
    let title = escaped(&page.title);
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    let sides = page.sides.iter().map(|[word, old, new]| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
            escaped(word),
            code(old),
            code(new)
        )
    });
    text += &table(
        "<th></th><th scope=\"col\">old</th><th scope=\"col\">new</th>",
        sides,
    );
    if !page.why.is_empty() {
        text += &format!("<p>{}</p>\n", escaped(&page.why));
    }
    if !page.changelog.is_empty() {
        text += &format!(
            "<details><summary>Changes in data version {}, according to CHANGELOG.md</summary>\n<ul>\n",
            page.data_version
        );
        for line in &page.changelog {
            text += &format!("<li>{}</li>\n", with_code(line));
        }
        text += "</ul>\n</details>\n";
    }
    if !page.tables.is_empty() {
        let heads = ["before", "after", "added", "removed", "changed"];
        let heads = heads.map(|head| format!("<th scope=\"col\" class=\"n\">{head}</th>"));
        let head = format!("<th scope=\"col\">table</th>{}", heads.concat());
        text += &table(&head, page.tables.iter().map(|table| row(table)));
    }
    let unfolded = unfolded(page);
    page.tables
        .iter()
        .for_each(|table| text += &details(table, unfolded));
    for note in &page.notes {
        text += &format!("<p>{}</p>\n", escaped(note));
    }
    text + "</main>\n</body>\n</html>\n"
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.collect();
    format!(
        "<div class=\"wide\"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}

fn row(table: &TableDiff) -> String {
    let numbers = numbers(table).map(|n| format!("<td class=\"n\">{n}</td>"));
    let name = escaped(&name(table));
    format!(
        "<tr><th scope=\"row\">{name}</th>{}</tr>\n",
        numbers.concat()
    )
}

fn details(diff: &TableDiff, unfolded: &str) -> String {
    let mut text = format!(
        "<details{unfolded}><summary><b>{}</b>: {}</summary>\n",
        escaped(&name(diff)),
        counts(diff)
    );
    if let Some(side) = side(diff.presence) {
        text += &format!("<p>Only in the {side} bundle.</p>\n");
    }
    if !diff.columns.is_empty() {
        let head = "<th scope=\"col\">column</th><th scope=\"col\" class=\"n\">changed</th>\
            <th scope=\"col\">key</th><th scope=\"col\">old</th><th scope=\"col\">new</th>";
        text += &table(head, diff.columns.iter().map(changes));
    }
    for keys in keys(diff, |key| code(&cut(key))) {
        text += &format!("<p>{keys}</p>\n");
    }
    for note in &diff.notes {
        text += &format!("<p>{}</p>\n", escaped(&plain(note)));
    }
    text + "</details>\n"
}

fn changes(column: &ColumnDiff) -> String {
    let name = code(&cut(&column.column));
    if let Some(side) = side(column.presence) {
        return format!(
            "<tr><td>{name}</td><td colspan=\"4\">only in the {side} bundle</td></tr>\n"
        );
    }
    let rows = examples(column, code).map(|[name, changed, key, old, new]| {
        format!(
            "<tr><td>{name}</td><td class=\"n\">{changed}</td><td>{key}</td><td>{old}</td><td>{new}</td></tr>\n"
        )
    });
    rows.collect()
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    let text = text.replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

fn code(text: &str) -> String {
    match text.is_empty() {
        true => "(empty)".to_string(),
        false => format!("<code>{}</code>", escaped(text)),
    }
}

/// Converts a line of Markdown whose only markup is backticks.
fn with_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    let parts = parts.map(|(place, part)| match place % 2 {
        0 => escaped(part),
        _ => code(part),
    });
    parts.collect()
}
