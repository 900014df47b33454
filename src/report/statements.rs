//! Three sample account statements: of a household, a business, and a reported account.

use super::html::{Align, amount, escaped, table, words};
use super::{Cells, Data};
use crate::error::Result;

/// Number of days of a statement.
const DAYS: u32 = 31;
/// Maximum number of lines shown.
const LINES: usize = 40;

/// A kind of statement, with a query for its account and last day.
struct Kind {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    sql: &'static str,
}

/// Selects a checking account of a type of customer with rows of some categories in the last month, sorted by `order` first.
macro_rules! checking {
    ($customer:literal, $categories:literal, $order:literal) => {
        concat!(
            "
SELECT a.account_id, as_of()
FROM accounts_db.transactions t
JOIN accounts_db.accounts a ON a.account_id = t.account_id
JOIN customer_db.customer_profiles p ON p.customer_id = a.customer_id
WHERE a.account_type = 'checking' AND a.account_status = 'active' AND p.customer_type = '",
            $customer,
            "'
  AND t.transaction_date >= date(as_of(), '-30 days')
GROUP BY a.account_id HAVING sum(t.category IN (",
            $categories,
            ")) > 0
ORDER BY ",
            $order,
            "abs(count(*) - 30), a.account_id LIMIT 1"
        )
    };
}

/// The statements shown: for each kind, the first account with enough lines, but not too many.
const KINDS: [Kind; 3] = [
    Kind {
        id: "statement-household",
        title: "A household",
        about: "Wages come in; rent, groceries and installments go out.",
        sql: checking!(
            "individual",
            "'salary'",
            "max(t.category = 'groceries') DESC, "
        ),
    },
    Kind {
        id: "statement-business",
        title: "A business",
        about: "Customers pay invoices; the business pays wages and suppliers.",
        sql: checking!("business", "'payroll', 'supplier'", ""),
    },
    Kind {
        id: "statement-reported",
        title: "A reported account",
        about: "A scheme runs through it; the marked lines raised alerts, which led to a suspicious activity report.",
        sql: "
SELECT s.account_id, s.activity_to
FROM compliance_db.suspicious_activity_reports s
JOIN accounts_db.transactions t ON t.account_id = s.account_id
WHERE substr(t.transaction_date, 1, 10) BETWEEN date(s.activity_to, '-30 days') AND s.activity_to
GROUP BY s.sar_id ORDER BY abs(count(*) - 30), s.sar_id LIMIT 1",
    },
];

/// Renders the statements, with a note for each kind that the bundle has no account of.
pub fn render(data: &Data) -> String {
    let statements = KINDS.iter().map(|kind| {
        let content = match statement(kind, data) {
            Ok(Some(statement)) => statement,
            Ok(None) => "<p class=\"none\">The bundle has no such account.</p>\n".to_string(),
            Err(error) => format!("<p class=\"none\">Cannot be shown: {}</p>\n", escaped(&error.to_string())),
        };
        format!(
            "<section class=\"statement\" id=\"{}\">\n<h3>{}</h3>\n<p>{}</p>\n{content}</section>\n",
            kind.id, kind.title, kind.about
        )
    });
    statements.collect()
}

/// Renders a text as an SQL literal.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn statement(kind: &Kind, data: &Data) -> Result<Option<String>> {
    let found = data.rows(kind.sql)?;
    let Some(found) = found.first() else {
        return Ok(None);
    };
    let (account, last) = (literal(found.text(0)), literal(found.text(1)));
    let head = data.rows(&format!(
        "SELECT p.full_name, p.city, p.state, p.customer_segment, a.account_type, a.account_number, coalesce(p.occupation, ''),
                date({last}, '-{} days'), {last}
         FROM accounts_db.accounts a JOIN customer_db.customer_profiles p ON p.customer_id = a.customer_id
         WHERE a.account_id = {account}",
        DAYS - 1
    ))?;
    let lines = data.rows(&format!(
        "SELECT substr(t.transaction_date, 1, 10), t.description, t.channel, t.category, t.transaction_amount, t.balance_after,
                EXISTS (SELECT 1 FROM compliance_db.aml_checks c WHERE c.transaction_id = t.transaction_id) AS alert
         FROM accounts_db.transactions t
         WHERE t.account_id = {account} AND substr(t.transaction_date, 1, 10) BETWEEN date({last}, '-{} days') AND {last}
         ORDER BY t.transaction_date, t.transaction_id",
        DAYS - 1
    ))?;
    let (Some(head), Some(first), Some(end)) = (head.first(), lines.first(), lines.last()) else {
        return Ok(None);
    };
    let who = [
        head.text(0),
        head.text(6),
        &format!("{}, {}", head.text(1), head.text(2)),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .map(escaped)
    .collect::<Vec<_>>();
    let sum = |of: fn(f64) -> bool| -> f64 {
        let amounts = lines.iter().map(|line| line.number(4));
        amounts.filter(|amount| of(*amount)).sum()
    };
    let mut text = format!(
        "<dl class=\"facts\">\n<div><dt>holder</dt><dd>{}</dd></div>\n",
        who.join("; ")
    );
    for (name, value) in [
        (
            "account",
            format!(
                "{} {} ({})",
                words(head.text(4)),
                head.text(5),
                words(head.text(3))
            ),
        ),
        ("period", format!("{} to {}", head.text(7), head.text(8))),
        ("opening balance", amount(first.number(5) - first.number(4))),
        ("paid in", amount(sum(|amount| amount > 0.0))),
        ("paid out", amount(sum(|amount| amount < 0.0))),
        ("closing balance", amount(end.number(5))),
    ] {
        text += &format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", escaped(&value));
    }
    text += "</dl>\n";
    let heads = [
        ("date", Align::Left),
        ("description", Align::Left),
        ("category", Align::Left),
        ("channel", Align::Left),
        ("amount", Align::Right),
        ("balance", Align::Right),
    ];
    let rows: Vec<Vec<String>> = lines.iter().take(LINES).map(row).collect();
    text += &table(
        &format!("Statement of account {}", head.text(5)),
        &heads,
        &rows,
    );
    if lines.len() > LINES {
        text += &format!(
            "<p class=\"dim\">and {} lines more</p>\n",
            lines.len() - LINES
        );
    }
    Ok(Some(text))
}

fn row(line: &Cells) -> Vec<String> {
    let alert = match line.count(6) {
        0 => "",
        _ => " <strong class=\"mark\">alert</strong>",
    };
    vec![
        format!("<span class=\"date\">{}</span>", escaped(line.text(0))),
        format!("{}{alert}", escaped(line.text(1))),
        escaped(&words(line.text(3))),
        escaped(&words(line.text(2))),
        amount(line.number(4)),
        amount(line.number(5)),
    ]
}
