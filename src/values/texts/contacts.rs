//! Reasons why customers contact the bank, and outcomes: texts that fit the customer.

mod closings;
pub mod collections;

pub use closings::{FOLLOW_UP, closing};

use super::ByLabel;
use crate::random::Stream;

/// What a customer must have or be for a text to make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Any account.
    Account,
    /// A checking account, and thus a debit card.
    Checking,
    /// A savings or money market account.
    Savings,
    /// A certificate of deposit.
    Certificate,
    /// A loan.
    Loan,
    /// An insurance policy.
    Policy,
    /// An account; the customer is a person.
    Person,
    /// An account; the customer is a business.
    Business,
    /// No account yet.
    NoAccount,
    /// A loan with an installment that was recently late.
    LateFee,
}

/// What a customer has and is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Having {
    has: u16,
}

impl Having {
    /// Adds one thing.
    #[must_use]
    pub const fn and(self, thing: Needs, has: bool) -> Having {
        Having {
            has: self.has | (has as u16) << thing as u16,
        }
    }

    /// Returns whether the customer has it.
    pub const fn has(self, thing: Needs) -> bool {
        self.has >> thing as u16 & 1 == 1
    }
}

/// Channel of a contact, as far as texts depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In person at a branch.
    Counter,
    /// By phone.
    Phone,
    /// In writing, answered by an employee.
    Written,
    /// Self-service.
    Alone,
}

/// A text and its requirement.
#[derive(Debug)]
pub struct Topic(pub &'static str, pub Needs, pub &'static [Way]);

const ANY: &[Way] = &[Way::Counter, Way::Phone, Way::Written, Way::Alone];
/// An employee answers.
const SOMEBODY: &[Way] = &[Way::Counter, Way::Phone, Way::Written];
/// Not in person.
const AFAR: &[Way] = &[Way::Phone, Way::Written, Way::Alone];

/// Draws one of the topics that make sense, if any.
pub fn fitting(
    stream: &mut Stream,
    topics: &'static [Topic],
    having: Having,
    way: Way,
) -> Option<&'static str> {
    let fits = |topic: &&Topic| having.has(topic.1) && topic.2.contains(&way);
    let count = topics.iter().filter(fits).count() as u64;
    if count == 0 {
        return None;
    }
    let chosen = stream.below(count) as usize;
    topics.iter().filter(fits).nth(chosen).map(|topic| topic.0)
}

/// Returns the topics of a label.
fn of(lists: &'static [(&'static str, &'static [Topic])], label: &str) -> &'static [Topic] {
    lists
        .iter()
        .find(|(own, _)| *own == label)
        .map_or(&[], |(_, topics)| topics)
}

/// Draws the topic of a contact other than a complaint. Every customer has one for every type.
pub fn topic(
    stream: &mut Stream,
    interaction_type: &str,
    having: Having,
    way: Way,
) -> &'static str {
    fitting(stream, of(TOPICS, interaction_type), having, way)
        .unwrap_or("Asked which documents are needed to open an account")
}

/// Topics by contact type. Changes of address, phone, and email are only in [`CHANGES`].
#[rustfmt::skip]
const TOPICS: &[(&str, &[Topic])] = &[
    ("inquiry", &[
        Topic("Asked for the wire transfer cut-off time", Needs::Account, ANY),
        Topic("Wanted to know which branches open on Saturday", Needs::Account, AFAR),
        Topic("Asked how long a mobile check deposit is on hold", Needs::Checking, ANY),
        Topic("Asked about the daily limit at cash machines", Needs::Checking, ANY),
        Topic("Wanted the routing details for direct deposit", Needs::Checking, ANY),
        Topic("Asked when a pending card purchase will post", Needs::Checking, ANY),
        Topic("Wanted to know how the monthly fee is waived", Needs::Checking, ANY),
        Topic("Asked for the current savings rate", Needs::Savings, ANY),
        Topic("Asked for last year's interest statement", Needs::Savings, ANY),
        Topic("Asked when the certificate matures and what happens then", Needs::Certificate, ANY),
        Topic("Asked which documents a joint account needs", Needs::Person, ANY),
        Topic("Asked about exchange rates for a trip abroad", Needs::Person, ANY),
        Topic("Wanted to know how to name a beneficiary", Needs::Person, ANY),
        Topic("Asked about safe deposit box sizes and prices", Needs::Person, SOMEBODY),
        Topic("Asked for the payoff amount of a loan", Needs::Loan, ANY),
        Topic("Asked how an extra payment shortens the loan", Needs::Loan, ANY),
        Topic("Asked what the deductible of the policy is", Needs::Policy, ANY),
        Topic("Asked how to file a claim", Needs::Policy, ANY),
        Topic("Asked for merchant settlement times", Needs::Business, ANY),
        Topic("Asked how to add an authorized signer", Needs::Business, ANY),
        Topic("Asked about the cut-off for the payroll file", Needs::Business, ANY),
        Topic("Asked which documents are needed to open an account", Needs::NoAccount, ANY),
        Topic("Asked how long it takes to open an account", Needs::NoAccount, ANY),
        Topic("Asked for the minimum deposit of a new checking account", Needs::NoAccount, ANY),
        Topic("Asked whether an account can be opened online", Needs::NoAccount, ANY),
    ]),
    ("support", &[
        Topic("Could not sign in to online banking", Needs::Account, ANY),
        Topic("Needed a new one-time code for the mobile app", Needs::Account, ANY),
        Topic("Asked for help to set up account alerts", Needs::Account, ANY),
        Topic("Statement download showed an error", Needs::Account, ANY),
        Topic("Needed help to add an external account", Needs::Account, ANY),
        Topic("New phone could not be registered in the app", Needs::Person, ANY),
        Topic("Debit card declined at a store", Needs::Checking, ANY),
        Topic("Reported a lost debit card", Needs::Checking, ANY),
        Topic("Mobile check deposit failed twice", Needs::Checking, ANY),
        Topic("Could not find a recurring payment in the app", Needs::Checking, ANY),
        Topic("PIN blocked after three attempts", Needs::Checking, ANY),
        Topic("Wanted to dispute a duplicate card charge", Needs::Checking, ANY),
        Topic("Asked for help with a scheduled transfer", Needs::Savings, ANY),
        Topic("Card reader at the branch entrance did not work", Needs::Checking, &[Way::Counter]),
        Topic("Automatic loan payment had to be set up again", Needs::Loan, ANY),
        Topic("Could not open the policy documents online", Needs::Policy, AFAR),
        Topic("Payroll file was rejected for its format", Needs::Business, ANY),
        Topic("Card terminal did not settle overnight", Needs::Business, ANY),
        Topic("Online application for an account would not load", Needs::NoAccount, AFAR),
        Topic("Needed help with the form to open an account", Needs::NoAccount, ANY),
        Topic("Could not upload an identity document to open an account", Needs::NoAccount, ANY),
    ]),
    ("account_update", &[
        Topic("Switched to paperless statements", Needs::Account, ANY),
        Topic("Changed the statement cycle to month end", Needs::Account, ANY),
        Topic("Opted out of marketing calls", Needs::Account, ANY),
        Topic("Set up balance alerts", Needs::Account, ANY),
        Topic("Switched tax forms to online delivery", Needs::Savings, ANY),
        Topic("Changed the renewal instructions of a certificate", Needs::Certificate, ANY),
        Topic("Raised the daily card limit", Needs::Checking, ANY),
        Topic("Ordered a replacement debit card", Needs::Checking, ANY),
        Topic("Set a travel notice on the card", Needs::Person, ANY),
        Topic("Moved the payment day of the loan reminder", Needs::Loan, ANY),
        Topic("Changed how the policy's letters are delivered", Needs::Policy, ANY),
        Topic("Changed the contact for settlement reports", Needs::Business, ANY),
        Topic("Corrected the application to open an account", Needs::NoAccount, ANY),
        Topic("Added a document to the application for an account", Needs::NoAccount, ANY),
        Topic("Changed the appointment to open an account", Needs::NoAccount, ANY),
    ]),
    ("product_inquiry", &[
        Topic("Compared certificates of deposit by term", Needs::Account, ANY),
        Topic("Asked about money market minimum balances", Needs::Account, ANY),
        Topic("Asked about mortgage pre-approval", Needs::Person, ANY),
        Topic("Interested in an auto loan for a used car", Needs::Person, ANY),
        Topic("Wanted a quote for homeowners insurance", Needs::Person, ANY),
        Topic("Interested in the premium checking package", Needs::Person, ANY),
        Topic("Wanted details of the education loan", Needs::Person, ANY),
        Topic("Asked about term life insurance", Needs::Person, ANY),
        Topic("Interested in a savings plan for a child", Needs::Person, ANY),
        Topic("Compared personal loan rates", Needs::Person, ANY),
        Topic("Asked about refinancing options", Needs::Loan, ANY),
        Topic("Asked about a line of credit for a small business", Needs::Business, ANY),
        Topic("Interested in equipment financing", Needs::Business, ANY),
        Topic("Asked for the price of a second card terminal", Needs::Business, ANY),
        Topic("Compared checking accounts before opening one", Needs::NoAccount, ANY),
        Topic("Asked about opening a savings account", Needs::NoAccount, ANY),
        Topic("Asked who can sign before opening an account", Needs::NoAccount, ANY),
        Topic("Asked about a welcome bonus for opening an account", Needs::NoAccount, ANY),
    ]),
];

/// Contacts that change a profile, by field.
pub const CHANGES: ByLabel = ByLabel(&[
    ("address", &["Changed the mailing address"]),
    ("phone", &["Updated the phone number"]),
    ("email", &["Changed the email address on file"]),
]);

/// Contacts about an account that was frozen.
pub const FROZEN: &[&str] = &[
    "Asked why the account is frozen and what releases it",
    "Payment was refused because the account is frozen",
    "Could not withdraw because the account is frozen",
    "Transfer was refused because the account is frozen",
];

#[cfg(test)]
mod tests {
    use super::closings::*;
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::assert_discreet;

    const WAYS: [Way; 4] = [Way::Counter, Way::Phone, Way::Written, Way::Alone];

    fn all() -> impl Iterator<Item = &'static Topic> {
        TOPICS.iter().flat_map(|(_, topics)| *topics)
    }

    #[test]
    fn lists_are_clean_and_do_not_mention_controls() {
        let texts: Vec<_> = all().map(|topic| &topic.0).collect();
        assert_list("topics", texts.iter().copied(), 75);
        assert_discreet(texts);
        assert_list("freezes", FROZEN, 4);
        assert_discreet(FROZEN);
        for closings in [
            COUNTER_CLOSINGS,
            PHONE_CLOSINGS,
            WRITTEN_CLOSINGS,
            ALONE_CLOSINGS,
        ] {
            let labels: Vec<_> = closings.0.iter().map(|(label, _)| *label).collect();
            assert_eq!(
                labels,
                [
                    "resolved",
                    "changed",
                    "awaited",
                    "follow_up_needed",
                    "escalated"
                ]
            );
            for (label, list) in closings.0 {
                assert_list(label, *list, 3);
                assert_discreet(*list);
            }
        }
    }

    #[test]
    fn there_are_texts_for_every_customer_and_channel() {
        let mut stream = Random::new(1).stream(key!("test/topics"), 0);
        let nobody = Having::default().and(Needs::NoAccount, true);
        let business = Having::default()
            .and(Needs::Account, true)
            .and(Needs::Business, true);
        let saver = Having::default()
            .and(Needs::Account, true)
            .and(Needs::Person, true)
            .and(Needs::Savings, true);
        for having in [nobody, business, saver] {
            for way in WAYS {
                for (label, topics) in TOPICS {
                    assert!(
                        fitting(&mut stream, topics, having, way).is_some(),
                        "{label} {way:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn customers_without_accounts_only_talk_about_opening_one() {
        for topic in all().filter(|topic| topic.1 == Needs::NoAccount) {
            let text = topic.0.to_lowercase();
            assert!(text.contains("account"), "{text}");
        }
    }
}
