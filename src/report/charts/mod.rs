//! The charts: each consists of a query, a drawing, and a table of the same data.

mod activity;
mod ages;
mod bars;
mod boxes;
mod loans;
mod map;
mod nps;
mod risks;

use super::Data;
use super::chart::{Figure, missing};
use crate::error::Result;

/// Builds a figure; None if the bundle has no rows for it.
type Make = fn(&Data) -> Result<Option<Figure>>;

/// The charts in page order: anchor, title, and builder.
const CHARTS: [(&str, &str, Make); 10] = [
    (boxes::BALANCES.id, boxes::BALANCES.title, boxes::balances),
    (boxes::INCOMES.id, boxes::INCOMES.title, boxes::incomes),
    (boxes::SALARIES.id, boxes::SALARIES.title, boxes::salaries),
    (ages::ID, ages::TITLE, ages::ages),
    (activity::ID, activity::TITLE, activity::hours),
    (loans::ID, loans::TITLE, loans::defaults),
    (nps::ID, nps::TITLE, nps::scores),
    (risks::LOSSES, risks::LOSSES_TITLE, risks::losses),
    (risks::FUNNEL, risks::FUNNEL_TITLE, risks::funnel),
    (map::ID, map::TITLE, map::branches),
];

/// Renders all charts as HTML, with a placeholder for each whose tables are missing or damaged.
pub fn render(data: &Data) -> String {
    let charts = CHARTS.iter().map(|(id, title, make)| match make(data) {
        Ok(Some(figure)) => figure.html(),
        Ok(None) => missing(id, title, "The bundle has no rows for it."),
        Err(error) => missing(id, title, &format!("It cannot be drawn: {error}")),
    });
    format!(
        "<div class=\"figures\">\n{}</div>\n",
        charts.collect::<String>()
    )
}
