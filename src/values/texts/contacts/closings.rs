//! Outcomes of contacts, in the words of the employee.

use super::Way;
use crate::random::Stream;
use crate::values::texts::ByLabel;

/// Prefix of the note of a contact that follows up another.
pub const FOLLOW_UP: &str = "Follow-up: ";

/// Draws a closing note by outcome and channel; `awaited` is one that needs a follow-up by the bank, `changed` an update that was made.
pub fn closing(stream: &mut Stream, outcome: &str, way: Way) -> &'static str {
    let lists = match way {
        Way::Counter => &COUNTER_CLOSINGS,
        Way::Phone => &PHONE_CLOSINGS,
        Way::Written => &WRITTEN_CLOSINGS,
        Way::Alone => &ALONE_CLOSINGS,
    };
    let closings = lists.of(outcome);
    closings[stream.below(closings.len() as u64) as usize]
}

pub(super) const COUNTER_CLOSINGS: ByLabel = ByLabel(&[
    (
        "resolved",
        &[
            "Done while the customer waited.",
            "Explained step by step and confirmed.",
            "Walked through it together.",
            "Customer was satisfied with the answer.",
            "Confirmed and closed.",
            "Nothing further needed.",
        ],
    ),
    (
        "changed",
        &[
            "Done while the customer waited.",
            "Entered at the counter and confirmed.",
            "Confirmed and closed.",
        ],
    ),
    (
        "awaited",
        &[
            "Back office asked to check and come back to the customer.",
            "Branch will follow up within the week.",
            "Appointment made for next week.",
            "Branch manager to look at it and call.",
        ],
    ),
    (
        "follow_up_needed",
        &[
            "Customer will bring a missing document.",
            "Customer will return with more details.",
            "Forms given to the customer to fill in.",
        ],
    ),
    (
        "escalated",
        &[
            "Passed to the branch manager.",
            "Escalated at the customer's request.",
            "Handed to the specialist team.",
            "Forwarded to customer relations.",
        ],
    ),
]);

pub(super) const PHONE_CLOSINGS: ByLabel = ByLabel(&[
    (
        "resolved",
        &[
            "Answered on first contact.",
            "Explained step by step and confirmed.",
            "Solved during the call.",
            "Sent the details by secure message.",
            "Customer was satisfied with the answer.",
            "Nothing further needed.",
        ],
    ),
    (
        "changed",
        &[
            "Done during the call.",
            "Entered and confirmed on the line.",
            "Confirmed by secure message afterwards.",
        ],
    ),
    (
        "awaited",
        &[
            "Will call back within two business days.",
            "Call back agreed for next week.",
            "Back office asked to check and call back.",
            "Promised an answer within the week.",
        ],
    ),
    (
        "follow_up_needed",
        &[
            "Waiting for a document from the customer.",
            "Forms sent to the customer to fill in.",
            "Customer will call again with more details.",
        ],
    ),
    (
        "escalated",
        &[
            "Team lead will take over.",
            "Escalated at the customer's request.",
            "Raised with second-line support.",
            "Forwarded to customer relations.",
            "Escalated after the second contact.",
        ],
    ),
]);

pub(super) const WRITTEN_CLOSINGS: ByLabel = ByLabel(&[
    (
        "resolved",
        &[
            "Answered by secure message.",
            "Replied with the details.",
            "Sent step-by-step instructions.",
            "Done and confirmed in writing.",
            "Answered on first contact.",
            "Nothing further needed.",
        ],
    ),
    (
        "changed",
        &[
            "Done and confirmed in writing.",
            "Entered and confirmed by secure message.",
            "Done on the same day.",
        ],
    ),
    (
        "awaited",
        &[
            "Back office asked to check and reply.",
            "Will call back within two business days.",
            "First answer sent and a second one to follow.",
        ],
    ),
    (
        "follow_up_needed",
        &[
            "Forms sent to the customer to fill in.",
            "Waiting for a document from the customer.",
            "Asked the customer for more details.",
        ],
    ),
    (
        "escalated",
        &[
            "Ticket opened with the product team.",
            "Raised with second-line support.",
            "Forwarded to customer relations.",
            "Handed to the specialist team.",
        ],
    ),
]);

pub(super) const ALONE_CLOSINGS: ByLabel = ByLabel(&[
    (
        "resolved",
        &[
            "Completed by self-service.",
            "Answered by the help pages.",
            "Confirmed on screen.",
            "Solved by the assistant.",
            "Done in a few steps.",
        ],
    ),
    (
        "changed",
        &[
            "Completed by self-service.",
            "Confirmed on screen.",
            "Done in a few steps.",
        ],
    ),
    (
        "awaited",
        &[
            "Request queued for the next business day.",
            "Service team to answer within days.",
            "Call back requested on screen.",
        ],
    ),
    (
        "follow_up_needed",
        &[
            "Saved as a draft.",
            "Document upload still open.",
            "Left unfinished by the customer.",
        ],
    ),
    (
        "escalated",
        &[
            "Sent to the service team as urgent.",
            "Ticket opened automatically.",
            "Assistant handed over to the service team.",
        ],
    ),
]);
