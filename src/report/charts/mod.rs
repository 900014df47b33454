//! The charts: each a query, a drawing, and the same as a table.

mod activity;
mod ages;
mod bars;
mod boxes;
mod loans;
mod map;
mod opinions;
mod risks;

use super::Data;
use super::chart::{Figure, missing};
use crate::error::Result;

/// Makes a figure; None where the bundle has no rows for it.
type Make = fn(&Data) -> Result<Option<Figure>>;

/// The charts in the order of the page: the name, the title, and what makes it.
const CHARTS: [(&str, &str, Make); 10] = [
    (boxes::BALANCES.id, boxes::BALANCES.title, boxes::balances),
    (boxes::INCOMES.id, boxes::INCOMES.title, boxes::incomes),
    (boxes::SALARIES.id, boxes::SALARIES.title, boxes::salaries),
    (ages::ID, ages::TITLE, ages::ages),
    (activity::ID, activity::TITLE, activity::hours),
    (loans::ID, loans::TITLE, loans::defaults),
    (opinions::ID, opinions::TITLE, opinions::scores),
    (risks::LOSSES, risks::LOSSES_TITLE, risks::losses),
    (risks::FUNNEL, risks::FUNNEL_TITLE, risks::funnel),
    (map::ID, map::TITLE, map::branches),
];

/// All charts in HTML. One whose tables the bundle does not have, or has damaged, says so in its place.
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
