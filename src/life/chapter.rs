//! Events month by month, as lines for people.

use super::descriptions::{Description, Weight};
use super::words::{amount, count, grouped};
use super::{Event, Life};
use crate::values::money::Cents;
use std::collections::BTreeMap;

/// A month, or several consecutive ones with only routine events.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The month and year, or a range of them.
    pub title: String,
    /// What happened; empty for quiet months.
    pub lines: Vec<Line>,
    /// Summary of the routine events, if these months are quiet.
    pub quiet: Option<String>,
}

/// A line of a chapter.
#[derive(Clone, Debug)]
pub struct Line {
    /// The day of the month; empty if it is the same as on the previous line.
    pub day: String,
    /// The account, loan, policy, or department concerned.
    pub topic: String,
    /// The amount in dollars, or empty.
    pub amount: String,
    /// What happened.
    pub text: String,
    /// Whether it is trouble.
    pub trouble: bool,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Formats `2025-12` in words.
fn month_name(month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    let name = number
        .parse::<usize>()
        .ok()
        .and_then(|number| MONTHS.get(number.wrapping_sub(1)));
    format!("{} {year}", name.copied().unwrap_or(number))
}

impl Life {
    /// Groups events into chapters; each month with more than routine events is its own chapter.
    pub(super) fn chapters(&self, events: &[&Event]) -> Vec<Chapter> {
        let mut months: BTreeMap<String, Vec<(&Event, Description)>> = BTreeMap::new();
        for event in events {
            let description = self.describe(event);
            if description.weight != Weight::Head {
                let month = event.day().get(..7).unwrap_or_default().to_string();
                months.entry(month).or_default().push((event, description));
            }
        }
        let mut chapters = Vec::new();
        let mut quiet = Quiet::default();
        for (month, events) in months {
            let routine = |(_, description): &(&Event, Description)| {
                matches!(description.weight, Weight::Routine(_))
            };
            if events.iter().all(routine) {
                quiet.add(month, events);
                continue;
            }
            chapters.extend(std::mem::take(&mut quiet).chapter());
            chapters.push(Chapter {
                title: month_name(&month),
                lines: lines(events),
                quiet: None,
            });
        }
        chapters.extend(quiet.chapter());
        chapters
    }
}

/// Consecutive months with only routine events.
#[derive(Default)]
struct Quiet {
    first: Option<String>,
    last: String,
    /// Count and total per topic.
    sums: BTreeMap<(String, &'static str), (i64, Cents)>,
}

impl Quiet {
    fn add(&mut self, month: String, events: Vec<(&Event, Description)>) {
        self.first.get_or_insert(month.clone());
        self.last = month;
        for (_, description) in events {
            let Weight::Routine(what) = description.weight else {
                continue;
            };
            let sum = self
                .sums
                .entry((description.topic, what))
                .or_insert((0, Cents::ZERO));
            sum.0 += 1;
            sum.1 += amount(description.amount.as_deref());
        }
    }

    fn chapter(self) -> Option<Chapter> {
        let first = self.first?;
        let title = match first == self.last {
            true => month_name(&first),
            false => format!("{} to {}", month_name(&first), month_name(&self.last)),
        };
        let parts = self.sums.iter().map(|((topic, what), (number, sum))| {
            format!(
                "{topic}: {} paid, {}",
                count(*number, what),
                grouped(&sum.to_string())
            )
        });
        let quiet = parts.collect::<Vec<_>>().join("; ");
        Some(Chapter {
            title,
            lines: Vec::new(),
            quiet: Some(quiet),
        })
    }
}

/// Ranks a row among those of its day: what opens comes first, rows with a date only come after those with a time, and audit
/// records come last.
fn rank(event: &Event) -> u8 {
    match event.table().name {
        "customers" => 0,
        "accounts" | "policies" | "loans" => 1,
        "audit_trails" => 4,
        _ if event.time() == event.day() => 3,
        _ => 2,
    }
}

/// Renders a line for each event of a month; events that belong together share one.
fn lines(mut events: Vec<(&Event, Description)>) -> Vec<Line> {
    events.sort_by_key(|(event, _)| (event.day(), rank(event)));
    let mut lines: Vec<(Line, Vec<(String, i64)>)> = Vec::new();
    let mut places: BTreeMap<(String, String, &str), usize> = BTreeMap::new();
    let mut sums: BTreeMap<(String, String, &str), (usize, i64, Cents)> = BTreeMap::new();
    for (event, description) in events {
        let day = event
            .day()
            .get(8..)
            .unwrap_or_default()
            .trim_start_matches('0')
            .to_string();
        let line = Line {
            day: day.clone(),
            topic: description.topic.clone(),
            amount: description.amount.as_deref().map_or(String::new(), grouped),
            text: description.text.clone(),
            trouble: description.weight == Weight::Trouble,
        };
        let head = match description.weight {
            Weight::Together(head) => head,
            Weight::Routine(what) => {
                // Several events on one day, such as the remaining installments of a loan paid off early, become one line with
                // their total.
                let sums = sums.entry((day, description.topic, what));
                let sum = sums.or_insert((lines.len(), 0, Cents::ZERO));
                sum.1 += 1;
                sum.2 += amount(description.amount.as_deref());
                if sum.1 == 1 {
                    lines.push((line, Vec::new()));
                } else {
                    let line = &mut lines[sum.0].0;
                    line.amount = grouped(&sum.2.to_string());
                    line.text = format!(
                        "{} at once, the last: {}",
                        count(sum.1, what),
                        description.text
                    );
                }
                continue;
            }
            _ => {
                lines.push((line, Vec::new()));
                continue;
            }
        };
        let place = *places
            .entry((day, description.topic, head))
            .or_insert(lines.len());
        if place == lines.len() {
            lines.push((
                Line {
                    text: head.to_string(),
                    ..line
                },
                Vec::new(),
            ));
        }
        let parts = &mut lines[place].1;
        match parts.iter_mut().find(|(text, _)| *text == description.text) {
            Some((_, times)) => *times += 1,
            None => parts.push((description.text, 1)),
        }
    }
    let mut before = String::new();
    let finished = lines.into_iter().map(|(mut line, parts)| {
        if !parts.is_empty() {
            let parts = parts.into_iter().map(|(text, times)| match times {
                1 => text,
                times => format!("{text} ({times} times)"),
            });
            line.text += &format!(": {}", parts.collect::<Vec<_>>().join(", "));
        }
        let same = line.day == before;
        before.clone_from(&line.day);
        if same {
            line.day.clear();
        }
        line
    });
    finished.collect()
}

#[cfg(test)]
mod tests {
    use crate::life::{Event, Life};
    use crate::tables::FILES;
    use crate::values::calendar::Date;
    use std::collections::BTreeMap;

    /// Creates a row with some of its columns; the others are NULL.
    fn event(table: &str, time: &str, values: &[(&str, &str)]) -> Event {
        let place = FILES.iter().position(|one| one.name == table).unwrap();
        let value = |name: &str| {
            let found = values.iter().find(|(column, _)| *column == name);
            found.map(|(_, value)| value.to_string())
        };
        let columns = FILES[place].columns.iter();
        Event {
            time: time.to_string(),
            table: place,
            fields: columns.map(|column| value(column.name)).collect(),
        }
    }

    fn installment(number: u32, day: &str) -> Event {
        let key = format!("1{number:03}");
        let number = number.to_string();
        event(
            "repayment_schedule",
            day,
            &[
                ("schedule_id", &key),
                ("loan_id", "LOAN-0000001-1"),
                ("installment_number", &number),
                ("due_date", day),
                ("total_amount", "1000.50"),
                ("payment_date", day),
                ("payment_status", "paid"),
            ],
        )
    }

    #[test]
    fn quiet_months_form_one_chapter_and_simultaneous_payments_one_line() {
        let loan = [
            ("loan_id", "LOAN-0000001-1"),
            ("loan_type", "auto"),
            ("principal_amount", "9000.00"),
            ("term_months", "5"),
        ];
        let mut events = vec![event("loans", "2025-01-15", &loan)];
        for (number, day) in [
            (1, "2025-02-15"),
            (2, "2025-03-15"),
            (3, "2025-04-15"),
            (4, "2025-04-15"),
            (5, "2025-04-15"),
        ] {
            events.push(installment(number, day));
        }
        let late = [("complaint_id", "CMP-0000001-1"), ("description", "Slow.")];
        events.push(event("complaints", "2025-04-20 10:00:00", &late));
        let as_of: Date = "2025-12-31".parse().unwrap();
        let story = Life::new(1, as_of, events, BTreeMap::new()).story();
        let titles: Vec<&str> = story
            .chapters
            .iter()
            .map(|one| one.title.as_str())
            .collect();
        assert_eq!(
            titles,
            ["January 2025", "February 2025 to March 2025", "April 2025"]
        );
        assert_eq!(
            story.chapters[1].quiet.as_deref(),
            Some("auto 1: 2 installments paid, 2,001.00")
        );
        let april = &story.chapters[2].lines;
        let text = "3 installments at once, the last: Installment 5 of 5";
        assert_eq!(
            (april[0].text.as_str(), april[0].amount.as_str()),
            (text, "3,001.50")
        );
        assert_eq!((april[0].day.as_str(), april[1].day.as_str()), ("15", "20"));
        assert!(april[1].trouble && !april[0].trouble);
    }
}
