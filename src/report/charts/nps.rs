//! Net promoter score by outcome of the interaction.

use super::bars::{self, Bar};
use crate::error::Result;
use crate::report::Data;
use crate::report::chart::Figure;
use crate::report::html::{Align, escaped, grouped, table, words};

pub const ID: &str = "nps";
pub const TITLE: &str = "Net promoter score by outcome";

const SQL: &str = "
SELECT i.outcome, count(*), sum(s.nps_score >= 9), sum(s.nps_score <= 6)
FROM customer_db.satisfaction_surveys s JOIN customer_db.interactions i ON i.interaction_id = s.interaction_id
GROUP BY 1 ORDER BY 1.0 * (sum(s.nps_score >= 9) - sum(s.nps_score <= 6)) / count(*) DESC, 1";

/// Builds the chart of the score of each outcome.
pub fn scores(data: &Data) -> Result<Option<Figure>> {
    let rows = data.rows(SQL)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let bars: Vec<Bar> = rows
        .iter()
        .map(|row| {
            let value = 100.0 * (row.number(2) - row.number(3)) / row.number(1).max(1.0);
            let shown = match value.round() {
                below if below < 0.0 => format!("\u{2212}{}", -below),
                // No plus sign before zero, and no negative zero.
                0.0 => "0".to_string(),
                above => format!("+{above}"),
            };
            Bar {
                label: format!("{} ({} surveys)", words(row.text(0)), grouped(row.count(1))),
                value,
                shown,
            }
        })
        .collect();
    let parts: Vec<String> = bars
        .iter()
        .map(|bar| format!("{}: {}", bar.label, bar.shown))
        .collect();
    let heads = [
        ("outcome", Align::Left),
        ("surveys", Align::Right),
        ("promoters", Align::Right),
        ("detractors", Align::Right),
        ("score", Align::Right),
    ];
    let cells = rows.iter().zip(&bars).map(|(row, bar)| {
        let counts = [1, 2, 3].map(|place| grouped(row.count(place)));
        let first = std::iter::once(escaped(&words(row.text(0))));
        first.chain(counts).chain([bar.shown.clone()]).collect()
    });
    Ok(Some(Figure {
        id: ID,
        title: TITLE,
        caption: "The percentage of promoters (9 or 10 of 10) minus that of detractors (6 or less) in surveys after interactions with \
                  that outcome."
            .to_string(),
        alt: format!("A bar for each outcome. {}.", parts.join("; ")),
        table: table(TITLE, &heads, &cells.collect::<Vec<Vec<String>>>()),
        svg: bars::draw(&bars, None),
    }))
}
