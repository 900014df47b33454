//! Default rate by credit grade at the time of the application.

use crate::error::Result;
use crate::report::Data;
use crate::report::chart::{At, Drawing, Figure, Ink, Sheet, WIDTH};
use crate::report::html::{Align, escaped, grouped, percent, table};
use crate::tables::{CATALOGUE, Table};

pub const ID: &str = "defaults";
pub const TITLE: &str = "Defaults by credit grade";

const SQL: &str = "
SELECT r.credit_grade, count(*), sum(l.default_status)
FROM loans_db.loans l JOIN loans_db.risk_assessments r ON r.application_id = l.application_id AND r.loan_id IS NULL
GROUP BY 1";

struct Grade {
    name: &'static str,
    loans: u64,
    defaults: u64,
}

/// Builds the chart of defaults by grade, best grade first.
pub fn defaults(data: &Data) -> Result<Option<Figure>> {
    let rows = data.rows(SQL)?;
    let assessments =
        |table: &&&Table| (table.database, table.name) == ("loans_db", "risk_assessments");
    let column = CATALOGUE
        .iter()
        .find(assessments)
        .and_then(|table| table.column("credit_grade"));
    let grades: Vec<Grade> = column
        .map_or(&[][..], |column| column.labels)
        .iter()
        .map(|&name| {
            let row = rows.iter().find(|row| row.text(0) == name);
            let [loans, defaults] = [1, 2].map(|place| row.map_or(0, |row| row.count(place)));
            Grade {
                name,
                loans,
                defaults,
            }
        })
        .collect();
    let [loans, failed] = [|grade: &Grade| grade.loans, |grade: &Grade| grade.defaults]
        .map(|count| grades.iter().map(count).sum::<u64>());
    if loans == 0 {
        return Ok(None);
    }
    let cells = |grade: &Grade| {
        let rate = percent(grade.defaults as f64, grade.loans as f64);
        vec![
            escaped(grade.name),
            grouped(grade.loans),
            grouped(grade.defaults),
            rate,
        ]
    };
    let heads = [
        ("grade", Align::Left),
        ("loans", Align::Right),
        ("defaults", Align::Right),
        ("rate", Align::Right),
    ];
    Ok(Some(Figure {
        id: ID,
        title: TITLE,
        caption: "Percentage of the loans granted to applicants of each grade that are in default today, best grade first. The number of loans \
                  is below each grade: few are granted to the lowest."
            .to_string(),
        alt: format!(
            "A column for each of {} grades. {} of {} loans are in default, {} of those of the grades BB and below.",
            grades.len(),
            grouped(failed),
            grouped(loans),
            grouped(grades.iter().skip(4).map(|grade| grade.defaults).sum())
        ),
        svg: draw(&grades),
        table: table(TITLE, &heads, &grades.iter().map(cells).collect::<Vec<_>>()),
    }))
}

const TOP: i32 = 24;
const BOTTOM: i32 = 224;

fn draw(grades: &[Grade]) -> Drawing {
    let rate = |grade: &Grade| grade.defaults as f64 / grade.loans.max(1) as f64;
    let most = grades.iter().map(rate).fold(f64::MIN_POSITIVE, f64::max);
    let step = WIDTH / grades.len().max(1) as i32;
    Drawing::new(BOTTOM + 46, |sheet: &Sheet| {
        sheet.line((0, BOTTOM), (WIDTH, BOTTOM), Ink::Dim, 1);
        for (place, grade) in grades.iter().enumerate() {
            let (left, right) = (step * place as i32 + 6, step * (place as i32 + 1) - 6);
            let middle = (left + right) / 2;
            let height = (rate(grade) / most * f64::from(BOTTOM - TOP)).round() as i32;
            sheet.rect((left, BOTTOM - height), (right, BOTTOM), Ink::Data, 1.0);
            if grade.loans > 0 {
                let shown = percent(grade.defaults as f64, grade.loans as f64);
                sheet.small(
                    (middle, BOTTOM - height - 10),
                    At::Middle,
                    Ink::Text,
                    &shown,
                );
            }
            sheet.text((middle, BOTTOM + 14), At::Middle, Ink::Text, grade.name);
            sheet.small(
                (middle, BOTTOM + 34),
                At::Middle,
                Ink::Dim,
                &grouped(grade.loans),
            );
        }
    })
}
