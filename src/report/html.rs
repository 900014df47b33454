//! HTML rendering of texts, numbers and tables.

pub use crate::values::numbers::grouped;

use crate::terminal;
use std::fmt::Write as _;

/// Escapes a text of the bundle: markup and control characters.
pub fn escaped(text: &str) -> String {
    let text = terminal::escape(text).replace('&', "&amp;");
    let text = text.replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// Renders a name as code, with optional line breaks.
pub fn code(name: &str) -> String {
    format!(
        "<code>{}</code>",
        escaped(name).replace('_', "_<wbr>").replace('.', ".<wbr>")
    )
}

/// Formats the name of a table, column or value in words: `follow_up_needed` as `follow up needed`.
pub fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// Formats an amount with cents.
pub fn amount(value: f64) -> String {
    let cents = (value * 100.0).round().abs() as u64;
    // A real minus sign, as wide as a digit.
    let sign = if value < 0.0 && cents > 0 {
        "\u{2212}"
    } else {
        ""
    };
    format!("{sign}{}.{:02}", grouped(cents / 100), cents % 100)
}

/// Formats an abbreviated sum of money: `$1.2M`.
pub fn money(value: f64) -> String {
    for (unit, letter) in [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")] {
        // A value that rounds to a thousand of the smaller unit uses this one.
        if value.abs() >= unit * 0.9995 {
            let scaled = value / unit;
            let digits = if scaled < 9.95 { 1 } else { 0 };
            let text = format!("{scaled:.digits$}");
            let text = text.strip_suffix(".0").unwrap_or(&text);
            return format!("${text}{letter}");
        }
    }
    format!("${value:.0}")
}

/// Formats a share in percent.
pub fn percent(part: f64, whole: f64) -> String {
    match whole > 0.0 {
        true => format!("{:.1}%", 100.0 * part / whole),
        false => "none".to_string(),
    }
}

/// Alignment of a column's cells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// Renders a table that scrolls by itself if it is wider than the page. Cells are HTML; the first one of each row is its header.
pub fn table(caption: &str, heads: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let caption = escaped(caption);
    let mut text = format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\n<caption>{caption}</caption>\n<thead><tr>"
    );
    let class = |place: usize| match heads[place].1 {
        Align::Left => "",
        Align::Right => " class=\"n\"",
    };
    for (place, (head, _)) in heads.iter().enumerate() {
        let _ = write!(text, "<th scope=\"col\"{}>{head}</th>", class(place));
    }
    text += "</tr></thead>\n<tbody>\n";
    for row in rows {
        text += "<tr>";
        for (place, cell) in row.iter().enumerate() {
            let _ = match place {
                0 => write!(text, "<th scope=\"row\"{}>{cell}</th>", class(place)),
                _ => write!(text, "<td{}>{cell}</td>", class(place)),
            };
        }
        text += "</tr>\n";
    }
    text + "</tbody>\n</table></div>\n"
}

/// Renders collapsible content, which needs no script and is always printed.
pub fn details(summary: &str, content: &str) -> String {
    format!("<details><summary>{summary}</summary>\n{content}</details>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_bundle_are_escaped() {
        assert_eq!(
            escaped("<b a='1'>&\u{202e}"),
            "&lt;b a=&#39;1&#39;&gt;&amp;\\u{202e}"
        );
    }

    #[test]
    fn amounts_are_abbreviated() {
        for (value, wanted) in [
            (0.0, "$0"),
            (999.0, "$999"),
            (999.9, "$1K"),
            (1_234.0, "$1.2K"),
            (12_345_678.0, "$12M"),
            (999_950_000.0, "$1B"),
        ] {
            assert_eq!(money(value), wanted, "{value}");
        }
        assert_eq!(amount(-1_234_567.891), "\u{2212}1,234,567.89");
        assert_eq!(amount(0.1 + 0.2), "0.30");
    }
}
