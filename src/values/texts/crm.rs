//! Customer relations: notes on interactions, survey comments, campaigns.

use super::ByLabel;
use crate::random::Stream;

/// What an interaction was about, by its type.
pub const INTERACTION_TOPICS: ByLabel = ByLabel(&[
    (
        "inquiry",
        &[
            "Asked for the current savings rate",
            "Asked for the wire transfer cut-off time",
            "Wanted to know which branches open on Saturday",
            "Asked how long a mobile check deposit is on hold",
            "Asked about the daily limit at cash machines",
            "Wanted the routing details for direct deposit",
            "Asked when a pending card purchase will post",
            "Asked which documents a joint account needs",
            "Wanted to know how the monthly fee is waived",
            "Asked for last year's interest statement",
            "Asked about exchange rates for a trip abroad",
            "Wanted to know how to name a beneficiary",
            "Asked for the payoff amount of a loan",
            "Asked about safe deposit box sizes and prices",
        ],
    ),
    (
        "support",
        &[
            "Could not sign in to online banking",
            "Debit card declined at a store",
            "Needed a new one-time code for the mobile app",
            "Reported a lost debit card",
            "Mobile check deposit failed twice",
            "Could not find a recurring payment in the app",
            "Asked for help to set up account alerts",
            "PIN blocked after three attempts",
            "Statement download showed an error",
            "Wanted to dispute a duplicate card charge",
            "Needed help to add an external account",
            "Card reader at the branch entrance did not work",
            "Asked for help with a scheduled transfer",
            "New phone could not be registered in the app",
        ],
    ),
    (
        "complaint",
        &[
            "Unhappy about the wait at the branch",
            "Objected to a service fee on the last statement",
            "Complained that a callback never came",
            "Disappointed by the time a transfer took",
            "Objected to the hold on a deposited check",
            "Complained about unclear wording in a letter",
            "Unhappy that the cash machine was out of service",
            "Complained about repeated identity questions",
            "Objected to the rate change on savings",
            "Unhappy that a card arrived late",
            "Complained that the app was down on payday",
            "Upset about a payment booked a day late",
        ],
    ),
    (
        "account_update",
        &[
            "Changed the mailing address",
            "Updated the mobile number",
            "Changed the email address on file",
            "Switched to paperless statements",
            "Added a joint owner",
            "Changed the name after marriage",
            "Updated the employer on file",
            "Ordered a replacement debit card",
            "Raised the daily card limit",
            "Changed the statement cycle to month end",
            "Removed an authorized user",
            "Renewed the identity document on file",
        ],
    ),
    (
        "product_inquiry",
        &[
            "Compared certificates of deposit by term",
            "Asked about mortgage pre-approval",
            "Interested in an auto loan for a used car",
            "Asked about money market minimum balances",
            "Wanted a quote for homeowners insurance",
            "Asked about a line of credit for a small business",
            "Interested in the premium checking package",
            "Asked about refinancing options",
            "Wanted details of the education loan",
            "Asked about term life insurance",
            "Interested in a savings plan for a child",
            "Compared personal loan rates",
        ],
    ),
]);

/// How an interaction ended, by its outcome.
pub const INTERACTION_CLOSINGS: ByLabel = ByLabel(&[
    (
        "resolved",
        &[
            "Answered on first contact.",
            "Explained step by step and confirmed.",
            "Done while the customer waited.",
            "Sent the details by secure message.",
            "Customer was satisfied with the answer.",
            "Nothing further needed.",
            "Confirmed and closed.",
            "Walked through it together.",
        ],
    ),
    (
        "follow_up_needed",
        &[
            "Will call back within two business days.",
            "Waiting for a document from the customer.",
            "Branch will follow up by email.",
            "Appointment to be arranged.",
            "Back office asked to check.",
            "Customer will return with more details.",
            "Call back agreed for next week.",
            "Forms sent and reply awaited.",
        ],
    ),
    (
        "escalated",
        &[
            "Passed to the branch manager.",
            "Handed to the specialist team.",
            "Escalated at the customer's request.",
            "Raised with second-line support.",
            "Ticket opened with the product team.",
            "Team lead will take over.",
            "Forwarded to customer relations.",
            "Escalated after the second contact.",
        ],
    ),
]);

/// The note on an interaction of a type and an outcome: `Updated the mobile number. Confirmed and closed.`
pub fn interaction_note(stream: &mut Stream, interaction_type: &str, outcome: &str) -> String {
    let topic = *stream.pick(INTERACTION_TOPICS.of(interaction_type));
    let closing = *stream.pick(INTERACTION_CLOSINGS.of(outcome));
    [topic, ". ", closing].concat()
}

/// Comments on a survey, from one star to five.
pub const SURVEY_COMMENTS: [&[&str]; 5] = [
    &[
        "Nobody could help me.",
        "I was passed from desk to desk.",
        "Waited almost an hour for nothing.",
        "My problem is still not solved.",
        "The worst service I have had at a bank.",
        "I am thinking about moving my accounts.",
        "Rude on the phone and no callback.",
        "Had to explain everything three times.",
        "The app lost my request.",
        "Very disappointed after all these years.",
        "Got two different answers to one question.",
        "I would not come back if I had the choice.",
    ],
    &[
        "Took far too long.",
        "Only solved after I complained.",
        "The first answer I got was wrong.",
        "Friendly but not much use.",
        "Hard to reach anybody.",
        "I expected more for the fees I pay.",
        "Too many forms for a small change.",
        "The hold music was longer than the call.",
        "Had to come back a second time.",
        "Online form kept failing.",
        "Not what I was promised.",
        "The answer came a week late.",
    ],
    &[
        "It was fine.",
        "Average experience.",
        "Solved in the end but slowly.",
        "Some things good and some not.",
        "The agent was kind but the system was slow.",
        "About what I expected.",
        "Okay for a simple question.",
        "Could be quicker at lunch time.",
        "Neither good nor bad.",
        "Got my answer after a transfer.",
        "Clear enough.",
        "No complaints but nothing special.",
    ],
    &[
        "Quick and polite.",
        "Good service overall.",
        "Helpful and patient agent.",
        "Almost everything done in one call.",
        "Clear explanation of the fees.",
        "Short wait and a good answer.",
        "The app made it easy.",
        "Happy with the help I got.",
        "Professional and friendly.",
        "Good advice on savings.",
        "Would have been perfect with less paperwork.",
        "Better than my last visit.",
    ],
    &[
        "Excellent service from start to finish.",
        "Solved in five minutes.",
        "The agent went out of her way to help.",
        "Best bank I have been with.",
        "Everything explained so well.",
        "Fast and friendly and correct.",
        "I always recommend you to friends.",
        "Thank you for taking the time.",
        "Could not have been easier.",
        "He knew exactly what to do.",
        "Wonderful team at my branch.",
        "Made my day.",
    ],
];

/// Names of campaigns, by their type.
pub const CAMPAIGN_NAMES: ByLabel = ByLabel(&[
    (
        "email",
        &[
            "Spring Savings Boost",
            "Paperless Statements Made Easy",
            "Summer Travel Card Tips",
            "Back to School Budgeting",
            "Your Year in Savings",
            "Rate Watch Monthly",
            "Home Buyer Newsletter",
            "Tax Season Checklist",
        ],
    ),
    (
        "digital",
        &[
            "Tap to Pay Challenge",
            "Mobile Check Deposit Month",
            "Round-Up Savings Launch",
            "App Alerts in One Minute",
            "Digital Wallet Welcome",
            "Goal Tracker Preview",
            "Refer a Friend Online",
            "Card Controls Tour",
        ],
    ),
    (
        "cross_sell",
        &[
            "Bundle Home and Auto Cover",
            "Savings for Checking Customers",
            "Upgrade to Premium Checking",
            "Auto Loan Rate Match",
            "Certificates for Savers",
            "Home Equity Conversations",
            "Life Cover for New Parents",
            "Business Banking Starter",
        ],
    ),
    (
        "direct_mail",
        &[
            "Neighborhood Branch Reopening",
            "Mortgage Rate Letter",
            "Private Banking Invitation",
            "Retirement Planning Evening",
            "Holiday Certificate Offer",
            "Small Business Week Letter",
            "Welcome Home Package",
            "Auto Refinance Postcard",
        ],
    ),
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::{assert_by_label, assert_discreet};

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        let types = [
            "inquiry",
            "support",
            "complaint",
            "account_update",
            "product_inquiry",
        ];
        assert_by_label("topics", &INTERACTION_TOPICS, &types, 12);
        assert_by_label(
            "closings",
            &INTERACTION_CLOSINGS,
            &["resolved", "follow_up_needed", "escalated"],
            8,
        );
        assert_by_label(
            "campaigns",
            &CAMPAIGN_NAMES,
            &["email", "digital", "cross_sell", "direct_mail"],
            8,
        );
        for (star, comments) in SURVEY_COMMENTS.into_iter().enumerate() {
            assert_list(&format!("comments of {} stars", star + 1), comments, 12);
        }
        assert_list("survey comments", SURVEY_COMMENTS.into_iter().flatten(), 60);
    }

    #[test]
    fn customers_read_nothing_of_controls() {
        for texts in [&INTERACTION_TOPICS, &INTERACTION_CLOSINGS, &CAMPAIGN_NAMES] {
            assert_discreet(texts.0.iter().flat_map(|(_, list)| *list));
        }
        assert_discreet(SURVEY_COMMENTS.into_iter().flatten());
    }

    #[test]
    fn a_note_tells_topic_and_outcome() {
        let mut stream = Random::new(1).stream(key!("test/note"), 0);
        for (kind, topics) in INTERACTION_TOPICS.0 {
            for (outcome, closings) in INTERACTION_CLOSINGS.0 {
                let note = interaction_note(&mut stream, kind, outcome);
                let (topic, closing) = note.split_once(". ").unwrap();
                assert!(
                    topics.contains(&topic) && closings.contains(&closing),
                    "{note}"
                );
            }
        }
    }
}
