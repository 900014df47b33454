//! Loss ratios, and the funnel from alerts to reports.

use super::bars::{self, Bar};
use crate::error::Result;
use crate::report::Data;
use crate::report::chart::{At, Drawing, Figure, Ink, Sheet, WIDTH};
use crate::report::html::{Align, escaped, grouped, money, percent, table, words};

pub const LOSSES: &str = "losses";
pub const LOSSES_TITLE: &str = "Loss ratio by line of insurance";

const LOSSES_SQL: &str = "
WITH premiums AS (
    SELECT policy_id, sum(amount) AS value FROM insurance_db.premium_payments
    WHERE payment_status IN ('completed', 'late', 'refunded') GROUP BY policy_id),
losses AS (
    SELECT policy_id, count(*) AS claims,
           sum(CASE WHEN status IN ('approved', 'settled') THEN approved_amount ELSE reserve_amount END) AS value
    FROM insurance_db.claims GROUP BY policy_id)
SELECT p.policy_type, coalesce(sum(l.value), 0.0), coalesce(sum(m.value), 0.0), coalesce(sum(l.claims), 0)
FROM insurance_db.policies p
LEFT JOIN premiums m ON m.policy_id = p.policy_id
LEFT JOIN losses l ON l.policy_id = p.policy_id
GROUP BY 1 HAVING coalesce(sum(m.value), 0) > 0
ORDER BY coalesce(sum(l.value), 0) / sum(m.value) DESC, 1";

/// Builds the chart of loss ratios.
pub fn losses(data: &Data) -> Result<Option<Figure>> {
    let rows = data.rows(LOSSES_SQL)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let bars: Vec<Bar> = rows
        .iter()
        .map(|row| Bar {
            label: words(row.text(0)),
            value: row.number(1) / row.number(2),
            shown: format!("{:.0}%", 100.0 * row.number(1) / row.number(2)),
        })
        .collect();
    let parts: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {}", bar.label, bar.shown))
        .collect();
    let heads = [
        ("line", Align::Left),
        ("claims", Align::Right),
        ("losses", Align::Right),
        ("premiums", Align::Right),
        ("ratio", Align::Right),
    ];
    let cells = rows.iter().zip(&bars).map(|(row, bar)| {
        let amounts = [1, 2].map(|place| money(row.number(place)));
        let first = [escaped(&bar.label), grouped(row.count(3))];
        first
            .into_iter()
            .chain(amounts)
            .chain([bar.shown.clone()])
            .collect()
    });
    Ok(Some(Figure {
        id: LOSSES,
        title: LOSSES_TITLE,
        caption: "Claims approved, or reserved if still open, per dollar of premium received; all years, before the insurer's \
                  expenses. Beyond the line, premiums do not cover the claims."
            .to_string(),
        alt: format!("A bar for each line: {}.", parts.join(", ")),
        table: table(LOSSES_TITLE, &heads, &cells.collect::<Vec<Vec<String>>>()),
        svg: bars::draw(&bars, Some((1.0, "100% of premium"))),
    }))
}

pub const FUNNEL: &str = "alerts";
pub const FUNNEL_TITLE: &str = "From alerts to reports";

const FUNNEL_SQL: &str = "
WITH taken AS (SELECT * FROM compliance_db.suspicious_activity_reports WHERE sar_id IN (SELECT sar_id FROM compliance_db.aml_checks))
SELECT (SELECT count(*) FROM accounts_db.transactions),
       sum(check_type = 'transaction_monitoring'),
       sum(check_type = 'transaction_monitoring' AND reviewed_by IS NOT NULL),
       sum(check_type = 'transaction_monitoring' AND sar_id IS NOT NULL),
       (SELECT count(*) FROM taken),
       (SELECT count(*) FROM taken WHERE filed_date IS NOT NULL)
FROM compliance_db.aml_checks";

/// The steps drawn, after the transactions.
const STEPS: [&str; 5] = [
    "alerts of transaction monitoring",
    "reviewed by an analyst",
    "included in a report",
    "suspicious activity reports",
    "filed with the authority",
];

/// Builds the funnel from alerts to reports.
pub fn funnel(data: &Data) -> Result<Option<Figure>> {
    let rows = data.rows(FUNNEL_SQL)?;
    let Some(row) = rows.first().filter(|row| row.count(1) > 0) else {
        return Ok(None);
    };
    let steps: Vec<(&str, u64)> = (1..)
        .zip(STEPS)
        .map(|(place, name)| (name, row.count(place)))
        .collect();
    let alerts = steps[0].1;
    let parts: Vec<String> = steps
        .iter()
        .map(|(name, count)| format!("{} {name}", grouped(*count)))
        .collect();
    let cells = |(name, count): &(&str, u64)| {
        let share = percent(*count as f64, alerts as f64);
        vec![name.to_string(), grouped(*count), share]
    };
    let heads = [
        ("step", Align::Left),
        ("number", Align::Right),
        ("of the alerts", Align::Right),
    ];
    Ok(Some(Figure {
        id: FUNNEL,
        title: FUNNEL_TITLE,
        caption: format!(
            "{} transactions were monitored. A report includes all alerts of its account and period, so there are fewer reports than \
             reported alerts.",
            grouped(row.count(0))
        ),
        alt: format!("A funnel: {}.", parts.join(", ")),
        svg: draw(&steps),
        table: table(
            FUNNEL_TITLE,
            &heads,
            &steps.iter().map(cells).collect::<Vec<_>>(),
        ),
    }))
}

const STEP: i32 = 48;
const THICK: i32 = 22;

fn draw(steps: &[(&str, u64)]) -> Drawing {
    let most = steps
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(1)
        .max(1);
    Drawing::new(STEP * steps.len() as i32, |sheet: &Sheet| {
        for (place, (name, count)) in steps.iter().enumerate() {
            let y = STEP * place as i32;
            let half = (*count as f64 / most as f64 * f64::from(WIDTH / 2)).round() as i32;
            let center = WIDTH / 2;
            sheet.text(
                (center, y + 10),
                At::Middle,
                Ink::Text,
                &format!("{} {name}", grouped(*count)),
            );
            let half = if *count > 0 { half.max(1) } else { 0 };
            sheet.rect(
                (center - half, y + 21),
                (center + half, y + 21 + THICK),
                Ink::Data,
                1.0,
            );
        }
    })
}
