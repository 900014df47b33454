//! Reasons why customers contact the bank, and outcomes: texts that fit the customer.

mod closings;
pub mod collections;

pub use closings::{FOLLOW_UP, closing};

use super::ByLabel;
use crate::random::Stream;
use Effort::{Brief, Long};

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
    /// No account yet, and an application for one under way.
    NoAccount,
    /// Nothing but a power of attorney for somebody who has an account.
    Attorney,
    /// Nothing but a safe deposit box.
    DepositBox,
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

/// Channels on which a text comes up, one bit each.
#[derive(Clone, Copy, Debug)]
pub struct Ways(u8);

impl Ways {
    const fn of(ways: &[Way]) -> Ways {
        let (mut bits, mut i) = (0, 0);
        while i < ways.len() {
            bits |= 1 << ways[i] as u8;
            i += 1;
        }
        Ways(bits)
    }

    /// Returns whether a channel is among them.
    pub const fn has(self, way: Way) -> bool {
        self.0 >> way as u8 & 1 == 1
    }
}

/// How long an answer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Whoever is asked knows it or does it right away.
    Brief,
    /// Somebody may have to look into it and come back.
    Long,
}

/// A text, its requirement, the channels on which it comes up and what an answer takes.
#[derive(Debug)]
pub struct Topic(pub &'static str, pub Needs, pub Ways, pub Effort);

const ANY: Ways = Ways::of(&[Way::Counter, Way::Phone, Way::Written, Way::Alone]);
/// An employee answers.
const SOMEBODY: Ways = Ways::of(&[Way::Counter, Way::Phone, Way::Written]);
/// Not in person.
const AFAR: Ways = Ways::of(&[Way::Phone, Way::Written, Way::Alone]);
/// In person.
const COUNTER: Ways = Ways::of(&[Way::Counter]);

/// Draws one of the topics that make sense, if any; what is not `settled` at once needed more than a word.
pub fn fitting(
    stream: &mut Stream,
    topics: &'static [Topic],
    having: Having,
    way: Way,
    settled: bool,
) -> Option<&'static str> {
    // Tested without branching: which topics fit is practically random.
    let fits = |topic: &&Topic| {
        having.has(topic.1) & topic.2.has(way) & (settled | (topic.3 == Effort::Long))
    };
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

/// Draws the topic of a contact other than a complaint, which is `settled` at once or not. Every customer has one for every type.
pub fn topic(
    stream: &mut Stream,
    interaction_type: &str,
    having: Having,
    way: Way,
    settled: bool,
) -> &'static str {
    fitting(stream, of(TOPICS, interaction_type), having, way, settled)
        .unwrap_or("Asked about the state of an application for an account")
}

/// Topics by contact type. Changes of address, phone, and email are only in [`CHANGES`].
#[rustfmt::skip]
const TOPICS: &[(&str, &[Topic])] = &[
    ("inquiry", &[
        Topic("Asked for the wire transfer cut-off time", Needs::Account, ANY, Brief),
        Topic("Wanted to know which branches open on Saturday", Needs::Account, AFAR, Brief),
        Topic("Asked how long a mobile check deposit is on hold", Needs::Checking, ANY, Brief),
        Topic("Asked about the daily limit at ATMs", Needs::Checking, ANY, Brief),
        Topic("Wanted the routing details for direct deposit", Needs::Checking, ANY, Brief),
        Topic("Asked when a pending card purchase will post", Needs::Checking, ANY, Brief),
        Topic("Wanted to know how the monthly fee is waived", Needs::Checking, ANY, Brief),
        Topic("Asked for the current savings rate", Needs::Savings, ANY, Brief),
        Topic("Asked for last year's interest statement", Needs::Savings, ANY, Long),
        Topic("Asked when the certificate matures and what happens then", Needs::Certificate, ANY, Long),
        Topic("Asked which documents a joint account needs", Needs::Person, ANY, Brief),
        Topic("Asked about exchange rates for a trip abroad", Needs::Person, ANY, Brief),
        Topic("Wanted to know how to name a beneficiary", Needs::Person, ANY, Long),
        Topic("Asked about safe deposit box sizes and prices", Needs::Person, SOMEBODY, Long),
        Topic("Asked for the payoff amount of a loan", Needs::Loan, ANY, Long),
        Topic("Asked how an extra payment shortens the loan", Needs::Loan, ANY, Long),
        Topic("Asked what the deductible of the policy is", Needs::Policy, ANY, Brief),
        Topic("Asked how to file a claim", Needs::Policy, ANY, Brief),
        Topic("Asked for merchant settlement times", Needs::Business, ANY, Brief),
        Topic("Asked how to add an authorized signer", Needs::Business, ANY, Long),
        Topic("Asked about the cut-off for the payroll file", Needs::Business, ANY, Brief),
        Topic("Asked which documents are needed to open an account", Needs::NoAccount, ANY, Brief),
        Topic("Asked how long it takes to open an account", Needs::NoAccount, ANY, Brief),
        Topic("Asked for the minimum deposit of a new checking account", Needs::NoAccount, ANY, Brief),
        Topic("Asked whether an account can be opened online", Needs::NoAccount, ANY, Brief),
        Topic("Asked for a certified copy of an account statement", Needs::Account, ANY, Long),
        Topic("Asked how the interest of the last quarter was computed", Needs::Savings, ANY, Long),
        Topic("Asked about a card purchase under an unfamiliar name", Needs::Checking, ANY, Long),
        Topic("Asked for a confirmation of what the policy covers", Needs::Policy, ANY, Long),
        Topic("Asked how the premium of the policy is computed", Needs::Policy, ANY, Long),
        Topic("Asked what happens to the policy after a move", Needs::Policy, ANY, Long),
        Topic("Asked for a breakdown of the merchant account's fees", Needs::Business, ANY, Long),
        Topic("Asked about the state of an application for an account", Needs::NoAccount, ANY, Long),
        Topic("Asked whether an account can be opened with a foreign passport", Needs::NoAccount, ANY, Long),
        Topic("Asked what a power of attorney for a parent's account allows", Needs::Attorney, ANY, Brief),
        Topic("Asked for statements of the account under the power of attorney", Needs::Attorney, ANY, Long),
        Topic("Asked how long the power of attorney for an account is valid", Needs::Attorney, ANY, Brief),
        Topic("Asked for a breakdown of the fees of the safe deposit box", Needs::DepositBox, ANY, Long),
        Topic("Asked when the safe deposit box can be opened", Needs::DepositBox, ANY, Brief),
        Topic("Asked who else may be given access to the safe deposit box", Needs::DepositBox, ANY, Long),
    ]),
    ("support", &[
        Topic("Could not sign in to online banking", Needs::Account, ANY, Long),
        Topic("Needed a new one-time code for the mobile app", Needs::Account, ANY, Brief),
        Topic("Asked for help to set up account alerts", Needs::Account, ANY, Brief),
        Topic("Statement download showed an error", Needs::Account, ANY, Long),
        Topic("Needed help to add an external account", Needs::Account, ANY, Long),
        Topic("New phone could not be registered in the app", Needs::Person, ANY, Long),
        Topic("Debit card declined at a store", Needs::Checking, ANY, Long),
        Topic("Reported a lost debit card", Needs::Checking, ANY, Brief),
        Topic("Mobile check deposit failed twice", Needs::Checking, ANY, Long),
        Topic("Could not find a recurring payment in the app", Needs::Checking, ANY, Long),
        Topic("PIN blocked after three attempts", Needs::Checking, ANY, Brief),
        Topic("Wanted to dispute a duplicate card charge", Needs::Checking, ANY, Long),
        Topic("Asked for help with a scheduled transfer", Needs::Savings, ANY, Long),
        Topic("Card reader at the branch entrance did not work", Needs::Checking, COUNTER, Long),
        Topic("Automatic loan payment had to be set up again", Needs::Loan, ANY, Long),
        Topic("Could not open the policy documents online", Needs::Policy, AFAR, Long),
        Topic("Payroll file was rejected for its format", Needs::Business, ANY, Long),
        Topic("Card terminal did not settle overnight", Needs::Business, ANY, Long),
        Topic("Online application for an account would not load", Needs::NoAccount, AFAR, Long),
        Topic("Needed help with the form to open an account", Needs::NoAccount, ANY, Long),
        Topic("Could not upload an identity document to open an account", Needs::NoAccount, ANY, Long),
        Topic("Asked for a proof of insurance for the policy", Needs::Policy, ANY, Brief),
        Topic("Policy documents did not arrive by mail", Needs::Policy, ANY, Long),
        Topic("Could not pay the premium of the policy online", Needs::Policy, ANY, Long),
        Topic("Signature under a power of attorney for an account was not recognized", Needs::Attorney, ANY, Long),
        Topic("Could not see the account of the person represented", Needs::Attorney, AFAR, Long),
        Topic("Needed a certified copy of the power of attorney for an account", Needs::Attorney, ANY, Long),
        Topic("Lost one of the two keys of the safe deposit box", Needs::DepositBox, ANY, Long),
        Topic("Invoice for the safe deposit box did not arrive", Needs::DepositBox, ANY, Long),
    ]),
    ("account_update", &[
        Topic("Switched to paperless statements", Needs::Account, ANY, Brief),
        Topic("Changed the statement cycle to month end", Needs::Account, ANY, Brief),
        Topic("Opted out of marketing calls", Needs::Account, ANY, Brief),
        Topic("Set up balance alerts", Needs::Account, ANY, Brief),
        Topic("Asked to have the name on the account corrected", Needs::Account, ANY, Long),
        Topic("Switched tax forms to online delivery", Needs::Savings, ANY, Brief),
        Topic("Changed the renewal instructions of a certificate", Needs::Certificate, ANY, Long),
        Topic("Raised the daily card limit", Needs::Checking, ANY, Brief),
        Topic("Ordered a replacement debit card", Needs::Checking, ANY, Brief),
        Topic("Set a travel notice on the card", Needs::Person, ANY, Brief),
        Topic("Moved the payment day of the loan reminder", Needs::Loan, ANY, Brief),
        Topic("Changed how the policy's letters are delivered", Needs::Policy, ANY, Brief),
        Topic("Changed the contact for settlement reports", Needs::Business, ANY, Long),
        Topic("Corrected the application to open an account", Needs::NoAccount, ANY, Long),
        Topic("Added a document to the application for an account", Needs::NoAccount, ANY, Long),
        Topic("Changed the appointment to open an account", Needs::NoAccount, ANY, Brief),
        Topic("Changed the payment day of the policy", Needs::Policy, ANY, Brief),
        Topic("Corrected the spelling of a name on the policy", Needs::Policy, ANY, Long),
        Topic("Renewed the power of attorney for an account", Needs::Attorney, ANY, Long),
        Topic("Added a specimen signature for the account of the person represented", Needs::Attorney, ANY, Long),
        Topic("Renewed the safe deposit box for a year", Needs::DepositBox, ANY, Brief),
        Topic("Named a deputy for the safe deposit box", Needs::DepositBox, ANY, Long),
    ]),
    ("product_inquiry", &[
        Topic("Compared certificates of deposit by term", Needs::Account, ANY, Brief),
        Topic("Asked about money market minimum balances", Needs::Account, ANY, Brief),
        Topic("Asked about mortgage pre-approval", Needs::Person, ANY, Long),
        Topic("Interested in an auto loan for a used car", Needs::Person, ANY, Long),
        Topic("Wanted a quote for homeowners insurance", Needs::Person, ANY, Long),
        Topic("Interested in the premium checking package", Needs::Person, ANY, Long),
        Topic("Wanted details of the education loan", Needs::Person, ANY, Long),
        Topic("Asked about term life insurance", Needs::Person, ANY, Long),
        Topic("Interested in a savings plan for a child", Needs::Person, ANY, Long),
        Topic("Compared personal loan rates", Needs::Person, ANY, Long),
        Topic("Asked about refinancing options", Needs::Loan, ANY, Long),
        Topic("Asked about a line of credit for a small business", Needs::Business, ANY, Long),
        Topic("Interested in equipment financing", Needs::Business, ANY, Long),
        Topic("Asked for the price of a second card terminal", Needs::Business, ANY, Brief),
        Topic("Compared checking accounts before opening one", Needs::NoAccount, ANY, Brief),
        Topic("Asked about opening a savings account", Needs::NoAccount, ANY, Long),
        Topic("Asked who can sign before opening an account", Needs::NoAccount, ANY, Brief),
        Topic("Asked about a welcome bonus for opening an account", Needs::NoAccount, ANY, Brief),
        Topic("Asked what a higher deductible saves on the policy", Needs::Policy, ANY, Brief),
        Topic("Wanted a quote for another policy", Needs::Policy, ANY, Long),
        Topic("Asked about opening an account for a person under guardianship", Needs::Attorney, ANY, Long),
        Topic("Asked which account suits the person represented", Needs::Attorney, ANY, Long),
        Topic("Asked about a larger safe deposit box", Needs::DepositBox, ANY, Long),
        Topic("Asked whether an account makes the safe deposit box cheaper", Needs::DepositBox, ANY, Brief),
        Topic("Asked whether an account can be opened after an unpaid overdraft elsewhere", Needs::NoAccount, ANY, Long),
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
        let [attorney, renter, insured] = [Needs::Attorney, Needs::DepositBox, Needs::Policy]
            .map(|only| Having::default().and(only, true));
        for having in [nobody, business, saver, attorney, renter, insured] {
            for (way, settled) in WAYS.into_iter().flat_map(|way| [(way, false), (way, true)]) {
                for (label, topics) in TOPICS {
                    assert!(
                        fitting(&mut stream, topics, having, way, settled).is_some(),
                        "{label} {way:?} {settled}"
                    );
                }
            }
        }
    }

    #[test]
    fn customers_without_accounts_only_talk_about_their_errand() {
        for (errand, words) in [
            (Needs::NoAccount, "account"),
            (Needs::Attorney, "account"),
            (Needs::DepositBox, "safe deposit box"),
        ] {
            for topic in all().filter(|topic| topic.1 == errand) {
                assert!(topic.0.contains(words), "{}", topic.0);
            }
        }
    }
}
