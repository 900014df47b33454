//! A row in words: one sentence per table.

mod accounts;
mod compliance;
mod contacts;
mod insurance;
mod loans;

use super::words::*;
use super::{Event, Life};

/// What is told of a row.
#[derive(Clone, Debug)]
pub struct Telling {
    /// What it is about, in a word: an account, a loan, a policy, contacts, an office of the bank.
    pub topic: String,
    /// The amount, as it stands in the row.
    pub amount: Option<String>,
    /// The sentence.
    pub text: String,
    /// What a story does with it.
    pub weight: Weight,
}

/// What a story does with a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A line of its own.
    Plain,
    /// A line of its own, marked as trouble.
    Trouble,
    /// As expected: where a month has nothing else, it is only counted, as so many of these words.
    Routine(&'static str),
    /// Goes with others of the day into one line behind these words.
    Together(&'static str),
    /// The head of the story says it.
    Head,
}
use Weight::*;

impl Life {
    /// A sentence about a row, with its amount.
    pub fn summary(&self, event: &Event) -> String {
        let told = self.telling(event);
        let text = match told.weight {
            Together(head) => format!("{head}: {}", told.text),
            _ => told.text,
        };
        match told.amount {
            Some(amount) => format!("{text}: {}", grouped(&amount)),
            None => text,
        }
    }

    /// An account of the life by its type, such as `checking 1`; one of another customer by its key.
    pub fn account(&self, key: &str) -> String {
        self.find("accounts", key)
            .map_or(key.to_string(), |account| {
                let kind = words(account.get("account_type").unwrap_or_default());
                format!("{kind} {}", ordinal(key))
            })
    }

    /// A loan of the life by its type.
    pub fn loan(&self, key: &str) -> String {
        let kind = self
            .find("loans", key)
            .and_then(|loan| loan.get("loan_type"));
        format!("{} {}", kind.unwrap_or("loan"), ordinal(key))
    }

    /// A policy of the life by its type.
    pub fn policy(&self, key: &str) -> String {
        let kind = self
            .find("policies", key)
            .and_then(|policy| policy.get("policy_type"));
        format!("{} {}", kind.unwrap_or("policy"), ordinal(key))
    }

    /// What is told of a row.
    pub fn telling(&self, event: &Event) -> Telling {
        [
            Life::accounts_told,
            Life::contacts_told,
            Life::loans_told,
            Life::insurance_told,
            Life::compliance_told,
        ]
        .into_iter()
        .find_map(|told| told(self, event))
        .unwrap_or_else(|| plain(event.table().name, event.key().to_string()))
    }
}

impl Event {
    /// The value of a column; NULL is the empty text.
    fn text(&self, column: &str) -> &str {
        self.get(column).unwrap_or_default()
    }

    /// A label in words.
    fn label(&self, column: &str) -> String {
        words(self.text(column))
    }

    /// An amount with commas between thousands.
    fn money(&self, column: &str) -> String {
        grouped(self.text(column))
    }
}

fn telling(topic: String, amount: Option<&str>, weight: Weight, text: String) -> Telling {
    Telling {
        topic,
        amount: amount.map(str::to_string),
        text,
        weight,
    }
}

fn plain(topic: &str, text: String) -> Telling {
    telling(topic.to_string(), None, Plain, text)
}
