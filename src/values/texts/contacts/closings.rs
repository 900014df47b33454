//! Outcomes of contacts, in the words of the employee.

use super::Way;
use crate::random::Stream;
use crate::values::texts::ByLabel;

/// Draws a closing note by outcome and channel.
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
        "follow_up_needed",
        &[
            "Waiting for a document from the customer.",
            "Appointment to be arranged.",
            "Customer will return with more details.",
            "Back office asked to check.",
            "Branch will follow up by email.",
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
        "follow_up_needed",
        &[
            "Will call back within two business days.",
            "Call back agreed for next week.",
            "Waiting for a document from the customer.",
            "Back office asked to check.",
            "Forms sent and reply awaited.",
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
        "follow_up_needed",
        &[
            "Forms sent and reply awaited.",
            "Waiting for a document from the customer.",
            "Back office asked to check.",
            "Asked the customer for more details.",
            "Will call back within two business days.",
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
        "follow_up_needed",
        &[
            "Request queued for the next business day.",
            "Saved as a draft.",
            "Document upload still open.",
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
