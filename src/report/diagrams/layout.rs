//! Arranges the boxes of a diagram in columns, so that referring tables are to the right of those they refer to.

use crate::tables::{Reference, Table};

/// Space between columns, for the lines.
pub const BETWEEN: i32 = 76;
/// Space between boxes of a column.
const GAP: i32 = 26;
/// Height of a lane for a line that passes through a column.
const LANE: i32 = 8;
/// Outer margin.
pub const MARGIN: i32 = 30;
/// Maximum number of columns made of tables without references.
const COLUMNS: usize = 3;

/// An item in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    /// A table, by index.
    Box(usize),
    /// A lane for a reference, by index.
    Lane(usize),
}

/// Positions of all items.
pub struct Layout {
    /// Column of each table.
    pub column: Vec<usize>,
    /// Upper left corner of each table.
    pub corner: Vec<(i32, i32)>,
    /// Left edge and width of each column.
    pub columns: Vec<(i32, i32)>,
    /// Where references pass through columns: reference, column and height, in column order.
    pub lanes: Vec<(usize, usize, i32)>,
    /// Total size.
    pub size: (i32, i32),
}

impl Layout {
    /// Arranges tables of these widths and heights in columns.
    pub fn new(tables: &[&Table], references: &[Reference], sizes: &[(i32, i32)]) -> Layout {
        let place = |home: &dyn Fn(&Table) -> bool| tables.iter().position(|table| home(table));
        let edges: Vec<(usize, usize)> = references
            .iter()
            .filter_map(|one| {
                Some((
                    place(&|table| table.is(one.from))?,
                    place(&|table| table.is(one.to))?,
                ))
            })
            .collect();
        let column = columns(tables.len(), &edges, sizes);
        let count = column.iter().max().map_or(0, |last| last + 1);
        let mut items: Vec<Vec<Item>> = vec![Vec::new(); count];
        for (table, &at) in column.iter().enumerate() {
            items[at].push(Item::Box(table));
        }
        for (reference, &(from, to)) in edges.iter().enumerate() {
            let (low, high) = (column[from].min(column[to]), column[from].max(column[to]));
            for lanes in &mut items[(low + 1).min(high)..high] {
                lanes.push(Item::Lane(reference));
            }
        }
        order(&mut items, &edges);

        let height_of = |item: &Item| match *item {
            Item::Box(table) => sizes[table].1,
            Item::Lane(_) => LANE,
        };
        let heights: Vec<i32> = items
            .iter()
            .map(|column| column.iter().map(|item| height_of(item) + GAP).sum::<i32>() - GAP)
            .collect();
        let tallest = heights.iter().copied().max().unwrap_or(0);
        let mut layout = Layout {
            corner: vec![(0, 0); tables.len()],
            columns: Vec::new(),
            lanes: Vec::new(),
            size: (0, tallest + 2 * 8),
            column,
        };
        let mut x = MARGIN;
        for (at, column) in items.iter().enumerate() {
            let widths = column.iter().map(|item| match *item {
                Item::Box(table) => sizes[table].0,
                Item::Lane(_) => 0,
            });
            let width = widths.max().unwrap_or(0);
            let mut y = 8 + (tallest - heights[at]) / 2;
            for item in column {
                match *item {
                    Item::Box(table) => layout.corner[table] = (x, y),
                    Item::Lane(reference) => layout.lanes.push((reference, at, y + LANE / 2)),
                }
                y += height_of(item) + GAP;
            }
            layout.columns.push((x, width));
            x += width + BETWEEN;
        }
        layout.size.0 = x - BETWEEN + MARGIN;
        layout
    }
}

/// Returns the column of each table: behind all tables that it refers to, if those precede it in the catalog.
fn columns(tables: usize, edges: &[(usize, usize)], sizes: &[(i32, i32)]) -> Vec<usize> {
    let mut column = vec![0; tables];
    // References to later tables, such as from a department to its head, are ignored here.
    let forward = |edge: &&(usize, usize)| edge.1 < edge.0;
    for table in 0..tables {
        let behind = edges.iter().filter(forward).filter(|edge| edge.0 == table);
        column[table] = behind.map(|edge| column[edge.1] + 1).max().unwrap_or(0);
    }
    // Tables that refer to nothing are placed close to those that refer to them.
    for table in 0..tables {
        if !edges.iter().any(|edge| edge.0 == table) {
            let referring = edges.iter().filter(|edge| edge.1 == table);
            let nearest = referring.map(|edge| column[edge.0]).min();
            column[table] = nearest.map_or(0, |nearest: usize| nearest.saturating_sub(1));
        }
    }
    // Isolated tables go where there is most space.
    let alone = |table: usize| !edges.iter().any(|edge| edge.0 == table || edge.1 == table);
    let used = (0..tables)
        .filter(|&table| !alone(table))
        .map(|table| column[table] + 1)
        .max();
    let mut heights = vec![0; used.unwrap_or(1).max(COLUMNS.min(tables))];
    for table in (0..tables).filter(|&table| !alone(table)) {
        heights[column[table]] += sizes[table].1 + GAP;
    }
    for table in (0..tables).filter(|&table| alone(table)) {
        let shortest = (0..heights.len())
            .min_by_key(|&at| heights[at])
            .unwrap_or(0);
        column[table] = shortest;
        heights[shortest] += sizes[table].1 + GAP;
    }
    column
}

/// Orders each column by the positions of related items in the previous one, so that few lines cross.
fn order(items: &mut [Vec<Item>], edges: &[(usize, usize)]) {
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let before = &before[at - 1];
        let place = |item: Item| before.iter().position(|one| *one == item);
        // In thousandths of a position: the mean of all related items there.
        let middle = |item: &Item| {
            let met: Vec<usize> = edges
                .iter()
                .enumerate()
                .filter(|(reference, (from, to))| match *item {
                    Item::Box(table) => *from == table || *to == table,
                    Item::Lane(lane) => *reference == lane,
                })
                .flat_map(|(reference, &(from, to))| {
                    [Item::Box(from), Item::Box(to), Item::Lane(reference)]
                })
                .filter_map(place)
                .collect();
            match met.len() {
                0 => usize::MAX,
                count => met.iter().sum::<usize>() * 1000 / count,
            }
        };
        rest[0].sort_by_key(middle);
    }
}
