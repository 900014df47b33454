//! Box plots of amounts by group: quartiles, median, and whiskers at the 10th and 90th percentiles.

use crate::error::Result;
use crate::report::chart::{At, Drawing, Figure, Ink, Sheet, WIDTH};
use crate::report::html::{Align, escaped, grouped, money, table, words};
use crate::report::{Cells, Data};

/// Definition of a box plot.
pub struct Spread {
    /// Anchor on the page.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// What the groups are.
    group: &'static str,
    /// What each amount is.
    amount: &'static str,
    /// Whose amounts they are.
    whose: &'static str,
    /// Query for group and amount of each.
    sql: &'static str,
}

/// Customers' account balances.
pub const BALANCES: Spread = Spread {
    id: "balances",
    title: "Balances by segment",
    group: "segment",
    amount: "the sum of the balances of a customer's open accounts",
    whose: "customers",
    sql: "SELECT p.customer_segment AS label, sum(a.balance) AS value
          FROM customer_db.customer_profiles p JOIN accounts_db.accounts a ON a.customer_id = p.customer_id
          WHERE a.account_status <> 'closed' GROUP BY p.customer_id, p.customer_segment",
};

/// Customers' incomes.
pub const INCOMES: Spread = Spread {
    id: "incomes",
    title: "Incomes by segment",
    group: "segment",
    amount: "a customer's annual income, or a company's revenue, as stated in the profile",
    whose: "customers",
    sql:
        "SELECT customer_segment AS label, annual_income AS value FROM customer_db.customer_profiles
          WHERE customer_status <> 'closed'",
};

/// Employees' salaries.
pub const SALARIES: Spread = Spread {
    id: "salaries",
    title: "Salaries by department",
    group: "department",
    amount: "the annual salary of a current employee",
    whose: "employees",
    sql: "SELECT department AS label, salary AS value FROM employees_db.employees
          WHERE employment_status <> 'terminated'",
};

/// Builds the figure of [`BALANCES`].
pub fn balances(data: &Data) -> Result<Option<Figure>> {
    figure(&BALANCES, data)
}

/// Builds the figure of [`INCOMES`].
pub fn incomes(data: &Data) -> Result<Option<Figure>> {
    figure(&INCOMES, data)
}

/// Builds the figure of [`SALARIES`].
pub fn salaries(data: &Data) -> Result<Option<Figure>> {
    figure(&SALARIES, data)
}

/// A group, its size, and its 10th, 25th, 50th, 75th and 90th percentiles.
struct Row {
    label: String,
    count: u64,
    at: [f64; 5],
}

impl Row {
    fn of(cells: &Cells) -> Row {
        Row {
            label: words(cells.text(0)),
            count: cells.count(1),
            at: [2, 3, 4, 5, 6].map(|place| cells.number(place)),
        }
    }
}

fn figure(spread: &Spread, data: &Data) -> Result<Option<Figure>> {
    let at = [10, 25, 50, 75, 90].map(|percent| {
        format!("max(CASE WHEN place = 1 + (total - 1) * {percent} / 100 THEN value END)")
    });
    let sql = format!(
        "WITH amounts AS ({}),
         ranked AS (SELECT label, value, row_number() OVER (PARTITION BY label ORDER BY value) AS place,
                           count(*) OVER (PARTITION BY label) AS total FROM amounts WHERE value IS NOT NULL)
         SELECT label, total, {} FROM ranked GROUP BY label, total ORDER BY 5, label",
        spread.sql,
        at.join(", ")
    );
    let rows: Vec<Row> = data.rows(&sql)?.iter().map(Row::of).collect();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(None);
    };
    let Spread {
        group,
        amount,
        whose,
        ..
    } = spread;
    let heads = [
        (*group, Align::Left),
        (*whose, Align::Right),
        ("10%", Align::Right),
        ("25%", Align::Right),
        ("median", Align::Right),
        ("75%", Align::Right),
        ("90%", Align::Right),
    ];
    let cells = |row: &Row| {
        let amounts = row.at.iter().map(|value| money(*value));
        let first = [escaped(&row.label), grouped(row.count)];
        first.into_iter().chain(amounts).collect()
    };
    Ok(Some(Figure {
        id: spread.id,
        title: spread.title,
        caption: format!(
            "Each value is {amount}. The box spans the middle half of the {whose}, the line in it is the median, and the whiskers \
             reach from the 10th to the 90th percentile; the scale is logarithmic."
        ),
        alt: match rows.len() {
            1 => format!(
                "One {group}: {}, median {}.",
                first.label,
                money(first.at[2])
            ),
            several => format!(
                "A box for each of {several} {group}s. The lowest median is {} ({}), the highest {} ({}).",
                money(first.at[2]),
                first.label,
                money(last.at[2]),
                last.label
            ),
        },
        svg: draw(&rows),
        table: table(
            &format!("{}, in dollars", spread.title),
            &heads,
            &rows.iter().map(cells).collect::<Vec<_>>(),
        ),
    }))
}

const STEP: i32 = 44;
const TOP: i32 = 4;
/// Margin for labels at the ends of the scale.
const MARGIN: i32 = 22;

/// Returns the grid lines of the scale: 1, 2 and 5 times each power of ten, or only the powers if that would be too many.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let powers = || (0..=12).map(|power| 10f64.powi(power));
    let some = |steps: &'static [f64]| -> Vec<f64> {
        let all = powers().flat_map(|power| steps.iter().map(move |step| step * power));
        all.filter(|tick| (low..=high).contains(tick)).collect()
    };
    let fine = some(&[1.0, 2.0, 5.0]);
    match fine.len() {
        0..=6 => fine,
        _ => some(&[1.0]),
    }
}

fn draw(rows: &[Row]) -> Drawing {
    let amounts = || {
        rows.iter()
            .flat_map(|row| row.at)
            .map(|value| value.max(1.0))
    };
    let (low, high) = (
        amounts().fold(f64::INFINITY, f64::min),
        amounts().fold(1.0, f64::max),
    );
    let (low, high) = (low * 0.8, (high * 1.25).max(low * 10.0));
    let width = f64::from(WIDTH - 2 * MARGIN);
    let x = |value: f64| {
        let part = (value.max(low) / low).ln() / (high / low).ln();
        MARGIN + (part * width).round() as i32
    };
    let bottom = TOP + STEP * rows.len() as i32;
    Drawing::new(bottom + 26, |sheet: &Sheet| {
        for tick in ticks(low, high) {
            sheet.line((x(tick), TOP), (x(tick), bottom), Ink::Grid, 1);
            sheet.small((x(tick), bottom + 14), At::Middle, Ink::Dim, &money(tick));
        }
        for (place, row) in rows.iter().enumerate() {
            let y = TOP + STEP * place as i32;
            let [tenth, quarter, median, three, most] = row.at.map(x);
            let middle = y + 30;
            sheet.line((tenth, middle), (most, middle), Ink::Data, 2);
            sheet.rect(
                (quarter, y + 22),
                (three.max(quarter + 2), y + 38),
                Ink::Data,
                1.0,
            );
            sheet.line((median, y + 20), (median, y + 40), Ink::Text, 3);
            sheet.text((0, y + 10), At::Start, Ink::Text, &row.label);
            let shown = format!("median {}", money(row.at[2]));
            sheet.small((WIDTH, y + 10), At::End, Ink::Dim, &shown);
        }
    })
}
