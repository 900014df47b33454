//! The text of a suspicious activity report: who the customer is, what was seen, what moved the other way, who is at the other
//! end, and what the bank makes of it. All of it follows from rows.

use super::catalogue::MonitoringRule;
use crate::generate::customer::Customer;
use crate::generate::ledger::is_cash;
use crate::random::Stream;
use crate::tables::accounts_db::{Transaction, TransactionCategory, TransactionType};
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::texts::compliance::{
    COUNTERPARTIES, EARLIER, NONE_EARLIER, OPENINGS, PASSAGES, SUBJECTS, VERDICTS,
};
use crate::values::texts::fill;

/// How the money that a report is about moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From or to someone's account.
    Transfer,
    /// From or to a broker.
    Investment,
    /// In cash.
    Cash,
}

const KINDS: [Kind; 3] = [Kind::Transfer, Kind::Investment, Kind::Cash];

impl Kind {
    /// How a row moved money, unless it is a wage, a bill, a purchase, or one of the bank's own entries.
    pub fn of(row: &Transaction) -> Option<Kind> {
        use TransactionType::{Deposit, Withdrawal};
        if !matches!(row.transaction_type, Deposit | Withdrawal) {
            return None;
        }
        match row.category {
            _ if is_cash(row) => Some(Kind::Cash),
            TransactionCategory::Investment => Some(Kind::Investment),
            TransactionCategory::Transfer if row.counterparty_account.is_some() => {
                Some(Kind::Transfer)
            }
            _ => None,
        }
    }

    const fn words(self, comes: bool) -> (&'static str, &'static str) {
        match (self, comes) {
            (Kind::Transfer, _) => ("transfer", "transfers"),
            (Kind::Investment, true) => ("transfer from a broker", "transfers from a broker"),
            (Kind::Investment, false) => ("transfer to a broker", "transfers to a broker"),
            (Kind::Cash, true) => ("cash deposit", "cash deposits"),
            (Kind::Cash, false) => ("cash withdrawal", "cash withdrawals"),
        }
    }
}

/// Rows in one direction: the number of each kind, the total amount, and the first and last days.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    counts: [u64; 3],
    comes: bool,
    /// Total amount.
    pub amount: Cents,
    days: Option<(Date, Date)>,
}

impl Flow {
    /// The rows that go in the given direction and are of one of the kinds.
    pub fn of<'a>(
        rows: impl Iterator<Item = &'a Transaction>,
        comes: bool,
        kinds: &[Kind],
    ) -> Flow {
        let mut flow = Flow {
            counts: [0; 3],
            comes,
            amount: Cents::ZERO,
            days: None,
        };
        for row in rows.filter(|row| (row.transaction_amount > Cents::ZERO) == comes) {
            let Some(kind) = Kind::of(row).filter(|kind| kinds.contains(kind)) else {
                continue;
            };
            flow.counts[kind as usize] += 1;
            flow.amount += row.transaction_amount.abs();
            let day = row.transaction_date.date();
            let (first, last) = flow.days.unwrap_or((day, day));
            flow.days = Some((first.min(day), last.max(day)));
        }
        flow
    }

    fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// `1 transfer`, `3 transfers, 1 transfer to a broker and 2 cash withdrawals`
    fn rows(&self) -> String {
        let kinds = KINDS.into_iter().zip(self.counts);
        let parts: Vec<String> = kinds
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| {
                let (one, several) = kind.words(self.comes);
                format!("{count} {}", if count == 1 { one } else { several })
            })
            .collect();
        match parts.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => [&others.join(", "), " and ", last].concat(),
            None => String::new(),
        }
    }

    /// Fills in a template with the flow's details.
    fn fill(&self, template: &str) -> String {
        let Some((from, to)) = self.days else {
            return String::new();
        };
        let one = self.count() == 1;
        let template = &match from == to {
            true => on_one_day(template),
            false => template.to_string(),
        };
        let (rows, amount) = (self.rows(), dollars(self.amount));
        let (from, to) = (from.to_string(), to.to_string());
        let values = [
            ("rows", rows.as_str()),
            ("amount", &amount),
            ("from", &from),
            ("to", &to),
            ("were", if one { "was" } else { "were" }),
            ("total", if one { "totals" } else { "total" }),
        ];
        fill(template, &values)
    }
}

/// Rewords a template that gives a date range for activity on a single day.
fn on_one_day(template: &str) -> String {
    let spans = [
        ("Between {from} and {to}", "On {from}"),
        ("between {from} and {to}", "on {from}"),
        ("From {from} to {to}", "On {from}"),
        ("from {from} to {to}", "on {from}"),
    ];
    spans
        .iter()
        .fold(template.to_string(), |text, (span, day)| {
            text.replace(span, day)
        })
}

/// What a report is about.
pub struct Findings<'a> {
    /// The customer being reported.
    pub customer: &'a Customer,
    /// Name of the person or company, as in the profile.
    pub name: &'a str,
    /// Rule that was broken.
    pub rule: MonitoringRule,
    /// Rows of the activity.
    pub seen: Flow,
    /// What moved the other way.
    pub other: Flow,
    /// Number of accounts at the other end of transfers, and how many of them belong to customers.
    pub counterparties: (usize, usize),
    /// Days on which earlier reports on the customer were filed.
    pub earlier: &'a [Date],
}

/// Whether a rule is about outgoing money.
pub const fn is_outward(rule: MonitoringRule) -> bool {
    matches!(rule, MonitoringRule::FanOut | MonitoringRule::RoundTrip)
}

/// Whether a rule is about cash.
pub const fn is_about_cash(rule: MonitoringRule) -> bool {
    matches!(
        rule,
        MonitoringRule::Structuring | MonitoringRule::ServedWithCash
    )
}

/// What the text calls a rule.
const fn label(rule: MonitoringRule) -> &'static str {
    match rule {
        MonitoringRule::Structuring => "structuring",
        MonitoringRule::RapidMovement => "rapid_movement",
        MonitoringRule::DormantRevived => "dormant_account",
        MonitoringRule::ServedWithCash => "loan_served_with_cash",
        MonitoringRule::FanIn => "fan_in",
        MonitoringRule::FanOut => "fan_out",
        _ => "round_trip",
    }
}

/// Text of a report.
pub fn narrative(stream: &mut Stream, findings: &Findings) -> Text {
    let rule = findings.rule;
    let mut sentences = vec![subject(findings)];
    let opening: &&str = stream.pick(OPENINGS.of(label(rule)));
    sentences.push(findings.seen.fill(opening));
    let passages = PASSAGES.of(if is_outward(rule) { "in" } else { "out" });
    let passage: &&str = stream.pick(passages);
    if findings.other.count() > 0 {
        sentences.push(findings.other.fill(passage));
    }
    if let (all @ 1.., known) = findings.counterparties {
        let (all, known) = (all.to_string(), known.to_string());
        let values = [("all", all.as_str()), ("known", &known)];
        sentences.push(fill(COUNTERPARTIES, &values));
    }
    let earlier: Vec<String> = findings.earlier.iter().map(Date::to_string).collect();
    sentences.push(match earlier.is_empty() {
        true => NONE_EARLIER.to_string(),
        false => fill(EARLIER, &[("earlier", &earlier.join(" and "))]),
    });
    let verdict: &&str = stream.pick(VERDICTS);
    sentences.push((*verdict).to_string());
    sentences.join(" ").into()
}

/// Who the customer is, according to the profile.
fn subject(findings: &Findings) -> String {
    let Findings { customer, name, .. } = findings;
    let (kind, who, income) = match &customer.business {
        Some(business) => ("business", business.industry.label, business.revenue),
        None => (
            "person",
            customer.person.work.title(),
            customer.person.income,
        ),
    };
    let since = customer.joined().to_string();
    let values = [
        ("name", *name),
        ("who", who),
        ("income", &dollars(income)),
        ("since", &since),
    ];
    fill(SUBJECTS.of(kind)[0], &values)
}

/// `9400.00`
fn dollars(amount: Cents) -> String {
    format!("{}.{:02}", amount.0 / 100, amount.0 % 100)
}
