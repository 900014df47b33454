//! Describes a row in words: one sentence per table.

mod accounts;
mod compliance;
mod contacts;
mod insurance;
mod loans;

pub use loans::outcome;

use super::words::*;
use super::{Event, Life};

/// Description of a row.
#[derive(Clone, Debug)]
pub struct Description {
    /// The subject: an account, a loan, a policy, contacts, or a department of the bank.
    pub topic: String,
    /// The amount as stored in the row.
    pub amount: Option<String>,
    /// The sentence.
    pub text: String,
    /// How a story treats it.
    pub weight: Weight,
}

/// How a story treats a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// On its own line.
    Plain,
    /// On its own line, marked as trouble.
    Trouble,
    /// Routine: in a month without other events, it is only counted, under this label.
    Routine(&'static str),
    /// Combined with others of the same day into one line with this label.
    Together(&'static str),
    /// Covered by the introduction.
    Head,
}
use Weight::*;

impl Life {
    /// Describes a row in a sentence, with its amount.
    pub fn summary(&self, event: &Event) -> String {
        let description = self.describe(event);
        let text = match description.weight {
            Together(head) => format!("{head}: {}", description.text),
            _ => description.text,
        };
        match description.amount {
            Some(amount) => format!("{text}: {}", grouped(&amount)),
            None => text,
        }
    }

    /// Names an account of the life by its type, such as `checking 1`, and one of another customer by its key.
    pub fn account(&self, key: &str) -> String {
        self.find("accounts", key)
            .map_or(key.to_string(), |account| {
                let kind = words(account.get("account_type").unwrap_or_default());
                format!("{kind} {}", ordinal(key))
            })
    }

    /// Names a loan of the life by its type.
    pub fn loan(&self, key: &str) -> String {
        let kind = self
            .find("loans", key)
            .and_then(|loan| loan.get("loan_type"));
        format!("{} {}", kind.unwrap_or("loan"), ordinal(key))
    }

    /// Names a policy of the life by its type.
    pub fn policy(&self, key: &str) -> String {
        let kind = self
            .find("policies", key)
            .and_then(|policy| policy.get("policy_type"));
        format!("{} {}", kind.unwrap_or("policy"), ordinal(key))
    }

    /// Describes a row.
    pub fn describe(&self, event: &Event) -> Description {
        [
            Life::describe_account,
            Life::describe_contact,
            Life::describe_loan,
            Life::describe_insurance,
            Life::describe_compliance,
        ]
        .into_iter()
        .find_map(|describe| describe(self, event))
        .unwrap_or_else(|| event.describe_by_labels())
    }
}

impl Event {
    /// Describes a row of a table without its own sentence, by its term and its labels.
    fn describe_by_labels(&self) -> Description {
        let table = self.table();
        let what = match table.stewardship {
            Some(stewardship) => stewardship.term.label().to_string(),
            None => capital(&words(table.name)),
        };
        let columns = table.columns.iter();
        let labels: Vec<String> = columns
            .filter(|column| !column.labels.is_empty() && self.get(column.name).is_some())
            .map(|column| self.label(column.name))
            .collect();
        let text = match labels.is_empty() {
            true => format!("{what} {}", self.key()),
            false => format!("{what} {}: {}", self.key(), labels.join(", ")),
        };
        plain(&what.to_lowercase(), text)
    }

    /// Returns the value of a column; empty for NULL.
    fn text(&self, column: &str) -> &str {
        self.get(column).unwrap_or_default()
    }

    /// Returns a label in words.
    fn label(&self, column: &str) -> String {
        words(self.text(column))
    }

    /// Returns an amount with thousands separators.
    fn money(&self, column: &str) -> String {
        grouped(self.text(column))
    }
}

fn description(topic: String, amount: Option<&str>, weight: Weight, text: String) -> Description {
    Description {
        topic,
        amount: amount.map(str::to_string),
        text,
        weight,
    }
}

fn plain(topic: &str, text: String) -> Description {
    description(topic.to_string(), None, Plain, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::employees_db::Branch;
    use crate::tables::{FILES, Row};

    #[test]
    fn a_row_of_a_table_without_a_sentence_is_described_by_its_term_and_labels() {
        let table = FILES.iter().position(|one| one.is(Branch::TABLE)).unwrap();
        let columns = FILES[table].columns.iter();
        let event = Event {
            time: "2025-01-02".to_string(),
            table,
            fields: columns
                .map(|column| match column.labels {
                    _ if column.key => Some("BR001".to_string()),
                    [first, ..] => Some(first.to_string()),
                    [] => None,
                })
                .collect(),
        };
        let description = event.describe_by_labels();
        assert_eq!(description.topic, "branch");
        assert!(
            description.text.starts_with("Branch BR001"),
            "{}",
            description.text
        );
        let labels = FILES[table]
            .columns
            .iter()
            .filter(|one| !one.labels.is_empty());
        for column in labels {
            assert!(
                description.text.contains(&words(column.labels[0])),
                "{}",
                description.text
            );
        }
    }
}
