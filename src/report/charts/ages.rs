//! Age pyramid of customers: bars to the left and right of the ages.

use crate::error::Result;
use crate::report::Data;
use crate::report::chart::{At, Drawing, Figure, Ink, Sheet, WIDTH};
use crate::report::html::{Align, grouped, percent, table};

pub const ID: &str = "ages";
pub const TITLE: &str = "Ages of customers";

/// Lower bound of the last, open-ended band.
const OLDEST: u64 = 90;
const BAND: u64 = 5;

const SQL: &str = "
WITH people AS (
    SELECT (CAST(replace(as_of(), '-', '') AS INTEGER) - CAST(replace(c.date_of_birth, '-', '') AS INTEGER)) / 10000 AS age,
           p.customer_segment = 'retail' AS retail
    FROM accounts_db.customers c JOIN customer_db.customer_profiles p ON p.customer_id = c.customer_id
    WHERE p.customer_type = 'individual' AND p.customer_status <> 'closed')
SELECT min(age, 90) / 5 * 5, sum(retail), sum(NOT retail) FROM people WHERE age >= 0 GROUP BY 1 ORDER BY 1";

/// Number of customers of a band in each group.
#[derive(Clone, Copy)]
struct Band {
    from: u64,
    sides: [u64; 2],
}

impl Band {
    fn words(self) -> String {
        match self.from {
            OLDEST.. => format!("{OLDEST}+"),
            from => format!("{from}\u{2013}{}", from + BAND - 1),
        }
    }
}

/// Builds the chart of individuals' ages, comparing retail customers with wealthier ones.
pub fn ages(data: &Data) -> Result<Option<Figure>> {
    let rows = data.rows(SQL)?;
    let found: Vec<Band> = rows
        .iter()
        .map(|row| Band {
            from: row.count(0),
            sides: [row.count(1), row.count(2)],
        })
        .collect();
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return Ok(None);
    };
    let bands = (first.from..=last.from).step_by(BAND as usize).map(|from| {
        let band = found.iter().find(|band| band.from == from);
        band.copied().unwrap_or(Band {
            from,
            sides: [0, 0],
        })
    });
    let bands: Vec<Band> = bands.collect();
    let all = [0, 1].map(|side| bands.iter().map(|band| band.sides[side]).sum::<u64>());
    let share = |band: &Band, side: usize| percent(band.sides[side] as f64, all[side] as f64);
    let largest = |side: usize| {
        let most = bands
            .iter()
            .max_by_key(|band| (band.sides[side], band.from));
        most.map_or(String::new(), |band| {
            format!("{} ({})", band.words(), share(band, side))
        })
    };
    let cells = |band: &Band| {
        let [retail, others] = band.sides.map(grouped);
        vec![band.words(), retail, share(band, 0), others, share(band, 1)]
    };
    let heads = [
        ("age", Align::Left),
        ("retail", Align::Right),
        ("share", Align::Right),
        ("premium and private", Align::Right),
        ("share", Align::Right),
    ];
    Ok(Some(Figure {
        id: ID,
        title: TITLE,
        caption: "Current individual customers in five-year age bands; each bar is a percentage of its own side. \
                  The data does not record sex, so the sides are segments."
            .to_string(),
        alt: format!(
            "An age pyramid. The largest band of {} retail customers is {}, of {} premium and private banking customers {}.",
            grouped(all[0]),
            largest(0),
            grouped(all[1]),
            largest(1)
        ),
        svg: draw(&bands, all),
        table: table(TITLE, &heads, &bands.iter().rev().map(cells).collect::<Vec<_>>()),
    }))
}

const STEP: i32 = 22;
const TOP: i32 = 30;
/// Half the width of the age labels in the middle.
const MIDDLE: i32 = 32;
/// Width of the value labels.
const ENDS: i32 = 60;

fn draw(bands: &[Band], all: [u64; 2]) -> Drawing {
    let share = |band: &Band, side: usize| match all[side] {
        0 => 0.0,
        all => band.sides[side] as f64 / all as f64,
    };
    let shares = bands
        .iter()
        .flat_map(|band| [share(band, 0), share(band, 1)]);
    let most = shares.fold(f64::MIN_POSITIVE, f64::max);
    let center = WIDTH / 2;
    let length = |share: f64| (share / most * f64::from(center - MIDDLE - ENDS)).round() as i32;
    Drawing::new(TOP + STEP * bands.len() as i32 + 4, |sheet: &Sheet| {
        sheet.text((center - MIDDLE, 12), At::End, Ink::Text, "retail");
        sheet.text(
            (center + MIDDLE, 12),
            At::Start,
            Ink::Text,
            "premium and private",
        );
        for (place, band) in bands.iter().rev().enumerate() {
            let y = TOP + STEP * place as i32;
            let middle = y + STEP / 2 - 1;
            sheet.small((center, middle), At::Middle, Ink::Text, &band.words());
            let (left, right) = (length(share(band, 0)), length(share(band, 1)));
            let (near, far) = (center - MIDDLE, center + MIDDLE);
            sheet.rect((near - left, y), (near, y + STEP - 4), Ink::Data, 1.0);
            sheet.rect((far, y), (far + right, y + STEP - 4), Ink::Other, 1.0);
            let shown = |side| percent(band.sides[side] as f64, all[side] as f64);
            sheet.small((near - left - 4, middle), At::End, Ink::Dim, &shown(0));
            sheet.small((far + right + 4, middle), At::Start, Ink::Dim, &shown(1));
        }
    })
}
