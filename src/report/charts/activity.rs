//! Heat map of transactions: a cell for each hour of the week.

use crate::error::Result;
use crate::report::Data;
use crate::report::chart::{At, Drawing, Figure, Ink, Sheet, WIDTH};
use crate::report::html::{Align, grouped, table};

pub const ID: &str = "hours";
pub const TITLE: &str = "Transactions by day and hour";

const SQL: &str = "
SELECT CAST(strftime('%w', transaction_date) AS INTEGER), CAST(substr(transaction_date, 12, 2) AS INTEGER), count(*)
FROM accounts_db.transactions GROUP BY 1, 2";

/// The days in chart order, with SQLite's number of each.
const DAYS: [(&str, u64); 7] = [
    ("Mon", 1),
    ("Tue", 2),
    ("Wed", 3),
    ("Thu", 4),
    ("Fri", 5),
    ("Sat", 6),
    ("Sun", 0),
];
const HOURS: usize = 24;

/// Builds the chart of transactions in each hour of the week.
pub fn hours(data: &Data) -> Result<Option<Figure>> {
    let mut counts = [[0u64; HOURS]; DAYS.len()];
    for row in data.rows(SQL)? {
        let day = DAYS.iter().position(|(_, number)| *number == row.count(0));
        let hour = row.count(1) as usize;
        if let Some(count) = day.and_then(|day| counts[day].get_mut(hour)) {
            *count += row.count(2);
        }
    }
    let all: u64 = counts.iter().flatten().sum();
    if all == 0 {
        return Ok(None);
    }
    let fields = (0..DAYS.len()).flat_map(|day| (0..HOURS).map(move |hour| (day, hour)));
    let busiest = fields.max_by_key(|(day, hour)| (counts[*day][*hour], usize::MAX - day - hour));
    let (day, hour) = busiest.unwrap_or_default();
    let most = counts[day][hour];
    let heads: Vec<(&str, Align)> = std::iter::once(("hour", Align::Left))
        .chain(DAYS.iter().map(|(name, _)| (*name, Align::Right)))
        .collect();
    let rows = (0..HOURS).map(|hour| {
        let first = format!("{hour:02}:00");
        let cells = counts.iter().map(|day| grouped(day[hour]));
        std::iter::once(first).chain(cells).collect()
    });
    Ok(Some(Figure {
        id: ID,
        title: TITLE,
        caption: "Each cell is an hour of the week; the darker its color, the more transactions (logarithmic scale). \
                  Payroll, rents and installments are processed before dawn; people pay during the day."
            .to_string(),
        alt: format!(
            "A grid of seven days by 24 hours. The busiest hour is {} from {hour:02}:00, with {} of {} transactions.",
            DAYS[day].0,
            grouped(most),
            grouped(all)
        ),
        svg: draw(&counts, most),
        table: table(TITLE, &heads, &rows.collect::<Vec<Vec<String>>>()),
    }))
}

const LEFT: i32 = 48;
const CELL: i32 = 18;
const TALL: i32 = 30;

fn draw(counts: &[[u64; HOURS]; DAYS.len()], most: u64) -> Drawing {
    let bottom = TALL * DAYS.len() as i32;
    let shade = |count: u64| ((1 + count) as f64).ln() / ((1 + most) as f64).ln();
    Drawing::new(bottom + 52, |sheet: &Sheet| {
        for (day, hours) in counts.iter().enumerate() {
            let y = TALL * day as i32;
            sheet.text((0, y + TALL / 2), At::Start, Ink::Text, DAYS[day].0);
            for (hour, &count) in hours.iter().enumerate() {
                let x = LEFT + CELL * hour as i32;
                let to = (x + CELL - 1, y + TALL - 2);
                // Rounded to hundredths, so that the opacity is a short number.
                let opacity = (shade(count) * 100.0).round() / 100.0;
                sheet.rect((x, y), to, Ink::Grid, 0.35);
                if count > 0 {
                    sheet.rect((x, y), to, Ink::Data, opacity.max(0.08));
                }
            }
        }
        for hour in (0..HOURS).step_by(3) {
            let x = LEFT + CELL * hour as i32;
            sheet.small((x, bottom + 12), At::Start, Ink::Dim, &format!("{hour:02}"));
        }
        let (y, keys) = (bottom + 38, 5);
        let end = WIDTH - 8 - 5 * 9;
        sheet.small((end - keys * 22 - 6, y), At::End, Ink::Dim, "none");
        for key in 0..keys {
            let x = end - (keys - key) * 22;
            let to = (x + 20, y + 6);
            sheet.rect((x, y - 7), to, Ink::Grid, 0.35);
            if key > 0 {
                sheet.rect(
                    (x, y - 7),
                    to,
                    Ink::Data,
                    f64::from(key) / f64::from(keys - 1),
                );
            }
        }
        sheet.small((end + 4, y), At::Start, Ink::Dim, &grouped(most));
    })
}
