//! A life told to people: who it is, what there is, and what happened, month by month.

use super::telling::{Telling, Weight, capital, count, grouped, percent, words};
use super::{Event, Life};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use std::collections::BTreeMap;

/// A story: a head, then months.
#[derive(Clone, Debug)]
pub struct Story {
    /// The name and number.
    pub title: String,
    /// Who it is, in lines.
    pub person: Vec<String>,
    /// Accounts, loans and policies: a name for each group, and a line for each of them.
    pub holdings: Vec<(&'static str, Vec<String>)>,
    /// What happened.
    pub chapters: Vec<Chapter>,
    /// What is still to come, in lines.
    pub later: Vec<String>,
}

/// A month, or several in which nothing but the expected happened.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The month and year, or two.
    pub title: String,
    /// What happened; none in quiet months.
    pub lines: Vec<Line>,
    /// What a quiet time held, if it is one.
    pub quiet: Option<String>,
}

/// A line of a chapter.
#[derive(Clone, Debug)]
pub struct Line {
    /// The day of the month, empty where it is that of the line before.
    pub day: String,
    /// The account, loan, policy or office that it is about.
    pub topic: String,
    /// The amount in dollars, or nothing.
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

/// `2025-12` in words.
fn month_name(month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    let name = number
        .parse::<usize>()
        .ok()
        .and_then(|number| MONTHS.get(number.wrapping_sub(1)));
    format!("{} {year}", name.copied().unwrap_or(number))
}

impl Life {
    /// The life as a story.
    pub fn story(&self) -> Story {
        let as_of = self.as_of().to_string();
        let (past, later): (Vec<&Event>, Vec<&Event>) = self
            .events()
            .iter()
            .partition(|event| event.day() <= as_of.as_str());
        Story {
            title: self.title(),
            person: self.person(),
            holdings: self.holdings(),
            chapters: self.chapters(&past),
            later: self.later(&later),
        }
    }

    fn title(&self) -> String {
        let person = self.of_table("customers").next();
        let name = person.map_or(String::new(), |person| {
            ["first_name", "last_name"]
                .map(|part| person.get(part).unwrap_or_default())
                .join(" ")
        });
        format!("{name}, {}", self.customer())
    }

    fn person(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let person = self.of_table("customers").next();
        if let Some(born) = person.and_then(|person| person.get("date_of_birth")) {
            let age = born.parse::<Date>().map_or(String::new(), |date| {
                format!("{} years old", self.as_of().years_since(date))
            });
            lines.push(format!("{age} on {}, born {born}", self.as_of()));
        }
        if let Some(profile) = self.of_table("customer_profiles").next() {
            let get = |column: &str| profile.get(column).unwrap_or_default();
            lines.push(format!(
                "{}, {}, {} {}",
                get("address"),
                get("city"),
                get("state"),
                get("postal_code")
            ));
            lines.push(format!("{}, {}", get("phone"), get("email")));
            let closed = self
                .of_table("accounts")
                .filter_map(|one| one.get("closed_date"))
                .max();
            let ended = match (get("customer_status"), closed) {
                ("closed", Some(day)) => format!("closed, last account on {day}"),
                (status, _) => words(status),
            };
            lines.push(format!(
                "{} customer since {}; {ended}; identity {}, risk {}",
                capital(&words(get("customer_segment"))),
                get("onboarding_date"),
                words(get("kyc_status")),
                words(get("risk_rating")),
            ));
        }
        lines
    }

    fn holdings(&self) -> Vec<(&'static str, Vec<String>)> {
        let account = |one: &Event| {
            let get = |column: &str| one.get(column).unwrap_or_default();
            let end = one
                .get("closed_date")
                .map_or(String::new(), |day| format!(" to {day}"));
            (
                self.account(one.key()),
                grouped(get("balance")),
                format!(
                    "{}, from {}{end}, branch {}",
                    words(get("account_status")),
                    get("opened_date"),
                    get("branch_code")
                ),
            )
        };
        let loan = |one: &Event| {
            let get = |column: &str| one.get(column).unwrap_or_default();
            (
                self.loan(one.key()),
                grouped(get("outstanding_balance")),
                format!(
                    "{}, of {} at {} over {} months from {}",
                    words(get("loan_status")),
                    grouped(get("principal_amount")),
                    percent(get("interest_rate")),
                    get("term_months"),
                    get("disbursement_date")
                ),
            )
        };
        let policy = |one: &Event| {
            let get = |column: &str| one.get(column).unwrap_or_default();
            let end = one
                .get("end_date")
                .map_or(String::new(), |day| format!(" to {day}"));
            (
                self.policy(one.key()),
                grouped(get("coverage_amount")),
                format!(
                    "{}, {} {}, from {}{end}",
                    words(get("policy_status")),
                    grouped(get("premium_amount")),
                    words(get("premium_frequency")),
                    get("start_date")
                ),
            )
        };
        type Held<'a> = &'a dyn Fn(&Event) -> (String, String, String);
        let groups: [(&str, &str, Held); 3] = [
            ("Accounts", "accounts", &account),
            ("Loans", "loans", &loan),
            ("Policies", "policies", &policy),
        ];
        let mut holdings = Vec::new();
        for (name, table, held) in groups {
            let mut rows: Vec<&Event> = self.of_table(table).collect();
            rows.sort_by_key(|row| row.key().to_string());
            let cells: Vec<_> = rows.into_iter().map(held).collect();
            let wide = |at: fn(&(String, String, String)) -> &String| {
                cells
                    .iter()
                    .map(|one| at(one).chars().count())
                    .max()
                    .unwrap_or(0)
            };
            let (first, second) = (wide(|one| &one.0), wide(|one| &one.1));
            let lines: Vec<String> = cells
                .iter()
                .map(|(name, amount, text)| format!("{name:first$}  {amount:>second$}  {text}"))
                .collect();
            if !lines.is_empty() {
                holdings.push((name, lines));
            }
        }
        holdings
    }

    fn chapters(&self, events: &[&Event]) -> Vec<Chapter> {
        let mut months: BTreeMap<String, Vec<(&Event, Telling)>> = BTreeMap::new();
        for event in events {
            let telling = self.telling(event);
            if telling.weight != Weight::Head {
                let month = event.day().get(..7).unwrap_or_default().to_string();
                months.entry(month).or_default().push((event, telling));
            }
        }
        let mut chapters = Vec::new();
        let mut quiet = Quiet::default();
        for (month, told) in months {
            let routine =
                |(_, telling): &(&Event, Telling)| matches!(telling.weight, Weight::Routine(_));
            if told.iter().all(routine) {
                quiet.add(month, told);
                continue;
            }
            chapters.extend(std::mem::take(&mut quiet).chapter());
            chapters.push(Chapter {
                title: month_name(&month),
                lines: lines(told),
                quiet: None,
            });
        }
        chapters.extend(quiet.chapter());
        chapters
    }

    /// Installments that are due after the last day, a line per loan.
    fn later(&self, events: &[&Event]) -> Vec<String> {
        let mut topics: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
        for event in events {
            topics
                .entry(self.telling(event).topic)
                .or_default()
                .push(event);
        }
        let line = |(topic, events): (String, Vec<&Event>)| {
            let sum: Cents = events
                .iter()
                .map(|one| amount(one.get("total_amount")))
                .sum();
            let last = events.last().map_or("", |one| one.day());
            let number = count(events.len() as i64, "installment");
            format!(
                "{topic}: {number} until {last}, {} in all",
                grouped(&sum.to_string())
            )
        };
        topics.into_iter().map(line).collect()
    }
}

/// An amount of a row; nothing for one that is none.
fn amount(text: Option<&str>) -> Cents {
    text.and_then(|text| text.parse().ok())
        .unwrap_or(Cents::ZERO)
}

/// Months in a row that hold nothing but what was expected.
#[derive(Default)]
struct Quiet {
    first: Option<String>,
    last: String,
    /// How many there were of a topic, and their sum.
    sums: BTreeMap<(String, &'static str), (i64, Cents)>,
}

impl Quiet {
    fn add(&mut self, month: String, told: Vec<(&Event, Telling)>) {
        self.first.get_or_insert(month.clone());
        self.last = month;
        for (_, telling) in told {
            let Weight::Routine(what) = telling.weight else {
                continue;
            };
            let sum = self
                .sums
                .entry((telling.topic, what))
                .or_insert((0, Cents::ZERO));
            sum.0 += 1;
            sum.1 += amount(telling.amount.as_deref());
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

/// Where a row stands among those of its day: what begins comes first, what only knows its day after what knows the second,
/// the record of it all last.
fn rank(event: &Event) -> u8 {
    match event.table().name {
        "customers" => 0,
        "accounts" | "policies" | "loans" => 1,
        "audit_trails" => 4,
        _ if event.time() == event.day() => 3,
        _ => 2,
    }
}

/// A line for each event of a month, one for those that go together.
fn lines(mut told: Vec<(&Event, Telling)>) -> Vec<Line> {
    told.sort_by_key(|(event, _)| (event.day(), rank(event)));
    let mut lines: Vec<(Line, Vec<(String, i64)>)> = Vec::new();
    let mut places: BTreeMap<(String, String, &str), usize> = BTreeMap::new();
    let mut sums: BTreeMap<(String, String, &str), (usize, i64, Cents)> = BTreeMap::new();
    for (event, telling) in told {
        let day = event
            .day()
            .get(8..)
            .unwrap_or_default()
            .trim_start_matches('0')
            .to_string();
        let line = Line {
            day: day.clone(),
            topic: telling.topic.clone(),
            amount: telling.amount.as_deref().map_or(String::new(), grouped),
            text: telling.text.clone(),
            trouble: telling.weight == Weight::Trouble,
        };
        let head = match telling.weight {
            Weight::Together(head) => head,
            Weight::Routine(what) => {
                // Several on a day, such as the rest of a loan that is paid off early, are one line with their sum.
                let sums = sums.entry((day, telling.topic, what));
                let sum = sums.or_insert((lines.len(), 0, Cents::ZERO));
                sum.1 += 1;
                sum.2 += amount(telling.amount.as_deref());
                if sum.1 == 1 {
                    lines.push((line, Vec::new()));
                } else {
                    let line = &mut lines[sum.0].0;
                    line.amount = grouped(&sum.2.to_string());
                    line.text =
                        format!("{} at once, the last: {}", count(sum.1, what), telling.text);
                }
                continue;
            }
            _ => {
                lines.push((line, Vec::new()));
                continue;
            }
        };
        let place = *places
            .entry((day, telling.topic, head))
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
        match parts.iter_mut().find(|(text, _)| *text == telling.text) {
            Some((_, times)) => *times += 1,
            None => parts.push((telling.text, 1)),
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
