//! Collections notes about delinquent borrowers.

use super::Way;
use crate::random::Stream;
use crate::values::texts::ByLabel;

/// Returns the topic of a call or an email, by the days that the loan is past due.
pub fn topic(way: Way, days: i32) -> &'static str {
    let called = matches!(way, Way::Phone | Way::Counter);
    match (called, days) {
        (true, ..=30) => "Collections called about a loan payment past due",
        (true, 31..=60) => "Collections called about a loan more than 30 days past due",
        (true, 61..=90) => "Collections called about a loan more than 60 days past due",
        (true, _) => "Collections called about a loan more than 90 days past due",
        (false, ..=30) => "Collections wrote about a loan payment past due",
        (false, 31..=60) => "Collections wrote about a loan more than 30 days past due",
        (false, 61..=90) => "Collections wrote about a loan more than 60 days past due",
        (false, _) => "Collections wrote about a loan more than 90 days past due",
    }
}

/// Draws the closing note.
pub fn closing(stream: &mut Stream, outcome: &str, way: Way) -> &'static str {
    let lists = match way {
        Way::Phone | Way::Counter => &CALL_CLOSINGS,
        Way::Written | Way::Alone => &MAIL_CLOSINGS,
    };
    let closings = lists.of(outcome);
    closings[stream.below(closings.len() as u64) as usize]
}

pub(super) const CALL_CLOSINGS: ByLabel = ByLabel(&[
    (
        "resolved",
        &[
            "Borrower named a day to pay.",
            "Borrower agreed to bring the loan current.",
            "Explained the late fee and the ways to pay.",
            "Borrower expects money within the month and will pay then.",
        ],
    ),
    (
        "follow_up_needed",
        &[
            "No answer; voice message left.",
            "Borrower could not talk then and will call.",
            "Line busy at three tries.",
        ],
    ),
    (
        "escalated",
        &[
            "No agreement; handed to the workout team.",
            "Hardship; handed to the workout team for a plan.",
            "Borrower disputes what is due; passed to the team lead.",
        ],
    ),
]);

pub(super) const MAIL_CLOSINGS: ByLabel = ByLabel(&[
    (
        "resolved",
        &[
            "Borrower replied and named a day to pay.",
            "Borrower agreed in writing to bring the loan current.",
            "Sent the amount past due and the ways to pay.",
        ],
    ),
    (
        "follow_up_needed",
        &[
            "No reply.",
            "Borrower asked for more time without naming a day.",
            "Reminder read, not answered.",
        ],
    ),
    (
        "escalated",
        &[
            "No agreement; handed to the workout team.",
            "Hardship letter received; handed to the workout team.",
            "Borrower disputes what is due; passed to the team lead.",
        ],
    ),
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::assert_discreet;

    #[test]
    fn lists_are_clean_and_do_not_mention_controls() {
        for closings in [CALL_CLOSINGS, MAIL_CLOSINGS] {
            for (label, list) in closings.0 {
                assert_list(label, *list, 3);
                assert_discreet(*list);
            }
        }
    }
}
