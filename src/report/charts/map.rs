//! Tile map of the bank: a tile for each state, at about its position on a map.
//!
//! Tiles of equal size show small states as well as large ones, and need no outlines.

use crate::error::Result;
use crate::report::Data;
use crate::report::chart::{At, Drawing, Figure, Ink, Sheet, WIDTH};
use crate::report::html::{Align, escaped, grouped, table};
use std::collections::BTreeMap;

pub const ID: &str = "map";
pub const TITLE: &str = "Branches and customers by state";

/// The states, row by row from the north; dots are empty tiles.
const TILES: [&str; 8] = [
    ".. .. .. .. .. .. .. .. .. .. .. ME",
    "AK .. .. .. .. .. .. .. .. .. VT NH",
    ".. WA ID MT ND MN IL WI MI NY RI MA",
    ".. OR NV WY SD IA IN OH PA NJ CT ..",
    ".. CA UT CO NE MO KY WV VA MD DE ..",
    ".. .. AZ NM KS AR TN NC SC DC .. ..",
    ".. .. .. .. OK LA MS AL GA .. .. ..",
    "HI .. .. .. TX .. .. .. .. FL .. ..",
];

#[derive(Default)]
struct State {
    customers: u64,
    branches: Vec<String>,
}

/// Builds the map of branches and of customers by state.
pub fn branches(data: &Data) -> Result<Option<Figure>> {
    let mut states: BTreeMap<String, State> = BTreeMap::new();
    let customers = "SELECT state, count(*) FROM customer_db.customer_profiles WHERE customer_status <> 'closed' GROUP BY 1";
    for row in data.rows(customers)? {
        states.entry(row.text(0).to_string()).or_default().customers = row.count(1);
    }
    let branches = "SELECT state, city FROM employees_db.branches ORDER BY branch_code";
    for row in data.rows(branches)? {
        let state = states.entry(row.text(0).to_string()).or_default();
        state.branches.push(row.text(1).to_string());
    }
    let branches: usize = states.values().map(|state| state.branches.len()).sum();
    if branches == 0 {
        return Ok(None);
    }
    let mut sorted: Vec<(&String, &State)> = states.iter().collect();
    sorted.sort_by_key(|(name, state)| (u64::MAX - state.customers, *name));
    let most = sorted.first().map_or(0, |(_, state)| state.customers);
    let cells = |(name, state): &(&String, &State)| {
        let cities = escaped(&state.branches.join(", "));
        vec![
            escaped(name),
            grouped(state.customers),
            state.branches.len().to_string(),
            cities,
        ]
    };
    let heads = [
        ("state", Align::Left),
        ("customers", Align::Right),
        ("branches", Align::Right),
        ("in", Align::Left),
    ];
    let first: Vec<String> = sorted
        .iter()
        .take(5)
        .map(|(name, state)| format!("{name} {}", grouped(state.customers)))
        .collect();
    Ok(Some(Figure {
        id: ID,
        title: TITLE,
        caption: format!(
            "One tile per state; the darker its color, the more customers. A dot is a branch. Most customers live near one of the {branches} branches."
        ),
        alt: format!(
            "A map of the United States in tiles. {branches} branches in {} states; the states with most customers are {}.",
            states
                .values()
                .filter(|state| !state.branches.is_empty())
                .count(),
            first.join(", ")
        ),
        table: table(TITLE, &heads, &sorted.iter().map(cells).collect::<Vec<_>>()),
        svg: draw(&states, most),
    }))
}

const TILE: i32 = WIDTH / 12;
/// Opacity of the darkest tile, on which text is still readable.
const DARKEST: f64 = 0.5;

fn draw(states: &BTreeMap<String, State>, most: u64) -> Drawing {
    Drawing::new(TILE * TILES.len() as i32, |sheet: &Sheet| {
        for (row, line) in TILES.iter().enumerate() {
            for (column, name) in line.split(' ').enumerate() {
                if name == ".." {
                    continue;
                }
                let (x, y) = (TILE * column as i32, TILE * row as i32);
                let to = (x + TILE - 2, y + TILE - 2);
                let state = states.get(name);
                let customers = state.map_or(0, |state| state.customers);
                sheet.rect((x, y), to, Ink::Grid, 0.35);
                if customers > 0 {
                    let part = (1.0 + customers as f64).ln() / (1.0 + most as f64).ln();
                    let opacity = (part * DARKEST * 100.0).round() / 100.0;
                    sheet.rect((x, y), to, Ink::Data, opacity);
                }
                sheet.small((x + TILE / 2 - 1, y + 13), At::Middle, Ink::Text, name);
                let branches = state.map_or(0, |state| state.branches.len()) as i32;
                for branch in 0..branches.min(4) {
                    let x = x + TILE / 2 - 1 + branch * 9 - (branches.min(4) - 1) * 9 / 2;
                    sheet.dot((x, y + 28), 4, Ink::Text);
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::TILES;
    use crate::values::places::CITIES;
    use std::collections::BTreeSet;

    #[test]
    fn every_state_has_one_tile() {
        let tiles = TILES.iter().flat_map(|line| line.split(' '));
        let tiles: Vec<&str> = tiles.filter(|name| *name != "..").collect();
        let states: BTreeSet<&str> = tiles.iter().copied().collect();
        assert_eq!((tiles.len(), states.len()), (51, 51));
        for city in CITIES {
            assert!(states.contains(city.state), "{}", city.state);
        }
        for line in TILES {
            assert_eq!(line.split(' ').count(), 12, "{line}");
        }
    }
}
