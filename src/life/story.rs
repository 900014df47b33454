//! Renders a life as a story: who the customer is, what the customer holds, and what happened, month by month.

pub use super::chapter::{Chapter, Line};
use super::descriptions::outcome;
use super::words::{amount, capital, count, grouped, percent, words};
use super::{Event, Life};
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::order::natural;
use std::collections::BTreeMap;

/// A story: an introduction followed by chapters.
#[derive(Clone, Debug)]
pub struct Story {
    /// Name and number.
    pub title: String,
    /// Lines that describe the customer.
    pub person: Vec<String>,
    /// Accounts, loans, and policies: the name of each group, and a line for each member.
    pub holdings: Vec<(&'static str, Vec<String>)>,
    /// What happened.
    pub chapters: Vec<Chapter>,
    /// Lines about what is still to come.
    pub later: Vec<String>,
}

impl Life {
    /// Renders the life as a story.
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
        let profile = self.of_table("customer_profiles").next();
        let full_name = profile.and_then(|profile| profile.get("full_name"));
        let name = full_name.map_or_else(|| self.own_name(), str::to_string);
        format!("{name}, {}", self.customer())
    }

    /// Returns the person's name; for a business, that of its principal owner.
    fn own_name(&self) -> String {
        let person = self.of_table("customers").next();
        person.map_or(String::new(), |person| {
            ["first_name", "last_name"]
                .map(|part| person.get(part).unwrap_or_default())
                .join(" ")
        })
    }

    /// Describes income and household; None if the bundle does not record them.
    fn living(&self, profile: &Event) -> Option<String> {
        let income = grouped(profile.get("annual_income")?);
        if profile.get("customer_type")? == "business" {
            return Some(format!("Revenue {income} a year"));
        }
        let employer = profile.get("employer");
        let employer = match employer {
            Some("Self-employed") => ", self-employed".into(),
            Some(name) => format!(" at {name}"),
            None => String::new(),
        };
        let household = profile.get("household_id");
        let household = household.map_or(String::new(), |id| format!("; household {id}"));
        let occupation = profile.get("occupation").unwrap_or("Occupation unknown");
        Some(format!(
            "{occupation}{employer}, {income} a year{household}"
        ))
    }

    fn person(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let person = self.of_table("customers").next();
        if let Some(born) = person.and_then(|person| person.get("date_of_birth")) {
            let age = born.parse::<Date>().map_or(String::new(), |date| {
                format!("{} years old", self.as_of().years_since(date))
            });
            let profile = self.of_table("customer_profiles").next();
            let kind = profile.and_then(|profile| profile.get("customer_type"));
            let owner = match kind {
                Some("business") => format!("Principal owner {}, ", self.own_name()),
                _ => String::new(),
            };
            lines.push(format!("{owner}{age} on {}, born {born}", self.as_of()));
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
            lines.extend(self.living(profile));
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
                    "{}{}, of {} at {} over {} months from {}",
                    words(get("loan_status")),
                    outcome(one),
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
            rows.sort_by(|a, b| natural(a.key().as_bytes(), b.key().as_bytes()));
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

    /// Summarizes the installments due after the as-of date, one line per loan.
    fn later(&self, events: &[&Event]) -> Vec<String> {
        let mut topics: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
        for event in events {
            topics
                .entry(self.describe(event).topic)
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
