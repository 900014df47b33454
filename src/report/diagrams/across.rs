//! The diagram of references between databases: those that the others refer to are in the middle.

use super::line::Line;
use super::{Title, figure, tables_of, titled_box};
use crate::report::html::escaped;
use crate::tables::{DATABASES, Reference, Table};
use std::fmt::Write as _;

const WIDTH: i32 = 1100;
const CARD: i32 = 260;
const HEAD: i32 = 34;
const ROW: i32 = 22;
const GAP: i32 = 44;
const MARGIN: i32 = 8;

/// A database with its tables and position.
struct Card {
    database: &'static str,
    tables: Vec<&'static Table>,
    /// 0 on the left, 1 in the middle, 2 on the right.
    column: usize,
    x: i32,
    y: i32,
}

impl Card {
    fn height(&self) -> i32 {
        HEAD + ROW * self.tables.len() as i32 + 8
    }

    /// Returns the vertical middle of a table's line.
    fn row(&self, wanted: impl Fn(&Table) -> bool) -> Option<i32> {
        let place = self.tables.iter().position(|table| wanted(table))?;
        Some(self.y + HEAD + ROW * place as i32 + ROW / 2)
    }
}

/// Draws the databases and the references between them.
pub fn render(tables: &[&'static Table], crossing: &[Reference]) -> String {
    let mut cards: Vec<Card> = Vec::new();
    let mut outer = 0;
    for database in DATABASES {
        let own = tables_of(database, tables);
        if own.is_empty() {
            continue;
        }
        let column = match crossing.iter().any(|one| one.to.database == database) {
            true => 1,
            false => {
                outer += 1;
                if outer % 2 == 1 { 0 } else { 2 }
            }
        };
        cards.push(Card {
            database,
            tables: own,
            column,
            x: 0,
            y: 0,
        });
    }
    let height = place(&mut cards);
    let hubs: Vec<&str> = cards
        .iter()
        .filter(|card| card.column == 1)
        .map(|card| card.database)
        .collect();
    let class = |database: &str| match hubs.iter().position(|hub| *hub == database) {
        Some(0) => "line blue",
        Some(1) => "line orange",
        _ => "line",
    };

    let mut drawn: Vec<(&str, &str)> = Vec::new();
    let mut svg = String::new();
    for one in crossing {
        // Several columns of a table that refer to the same table share one line.
        let names = (one.from.name, one.to.name);
        if !drawn.contains(&names) {
            drawn.push(names);
            svg +=
                &line(one, &cards, class(one.to.database)).map_or(String::new(), |line| line.svg());
        }
    }
    cards.iter().for_each(|card| svg += &boxed(card));
    let between = |from: &str, to: &str| {
        let count = crossing
            .iter()
            .filter(|one| (one.from.database, one.to.database) == (from, to))
            .count();
        (count > 0).then(|| format!("{from} to {to}: {count}"))
    };
    let pairs = DATABASES
        .iter()
        .flat_map(|from| DATABASES.iter().map(move |to| (from, to)));
    let parts: Vec<String> = pairs.filter_map(|(from, to)| between(from, to)).collect();
    figure(
        "erd-across",
        "Across databases",
        &format!(
            "The databases with their tables. References between them: {}.",
            parts.join("; ")
        ),
        "A line connects a table with the one in another database whose key it holds. No database server enforces these references; dhub verify checks them.",
        (WIDTH, height),
        &svg,
    )
}

/// Arranges the cards in three columns and returns the total height.
fn place(cards: &mut [Card]) -> i32 {
    let heights = [0, 1, 2].map(|column| {
        let own = cards.iter().filter(|card| card.column == column);
        own.map(|card| card.height() + GAP).sum::<i32>() - GAP
    });
    let tallest = heights.iter().copied().max().unwrap_or(0);
    for column in 0..heights.len() {
        let mut y = MARGIN + (tallest - heights[column]) / 2;
        for card in cards.iter_mut().filter(|card| card.column == column) {
            card.x = [MARGIN, (WIDTH - CARD) / 2, WIDTH - CARD - MARGIN][column];
            card.y = y;
            y += card.height() + GAP;
        }
    }
    tallest + 2 * MARGIN
}

fn line(one: &Reference, cards: &[Card], class: &'static str) -> Option<Line> {
    let card = |database: &str| cards.iter().find(|card| card.database == database);
    let (from, to) = (card(one.from.database)?, card(one.to.database)?);
    let (begin, end) = (
        from.row(|table| table.is(one.from))?,
        to.row(|table| table.is(one.to))?,
    );
    let (leaves_right, from_right) = (to.column >= from.column, to.column <= from.column);
    let edge = |card: &Card, right: bool| if right { card.x + CARD } else { card.x };
    Some(Line {
        points: vec![
            (edge(from, leaves_right), begin),
            (edge(to, from_right), end),
        ],
        leaves_right,
        from_right,
        many: one.many(),
        optional: false,
        class,
    })
}

fn boxed(card: &Card) -> String {
    let (x, y, height) = (card.x, card.y, card.height());
    let title = Title {
        left: 14,
        base: 19,
        rule: HEAD - 6,
    };
    let mut svg = titled_box(card.database, (x, y), (CARD, height), &title);
    for (place, table) in card.tables.iter().enumerate() {
        let base = y + HEAD + ROW * place as i32 + 15;
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{base}\">{}</text>",
            x + 14,
            escaped(table.name)
        );
    }
    svg
}
