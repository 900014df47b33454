//! What customers complain about.

use super::ByLabel;

/// What a complaint says, by its type.
pub const COMPLAINTS: ByLabel = ByLabel(&[
    (
        "service",
        &[
            "Waited over forty minutes at the branch without being served.",
            "Three calls and nobody called me back.",
            "The agent ended the call before my question was answered.",
            "My address change was not carried out although I handed in the form.",
            "Appointment was cancelled without notice.",
            "Was given the wrong opening hours and came for nothing.",
            "Staff could not find my request from last week.",
            "Online chat closed in the middle of the conversation.",
            "Had to bring the same document twice.",
            "Drive-through lane was closed on a Friday afternoon.",
            "Letter arrived with another customer's name on the envelope.",
            "Two agents gave me opposite information.",
            "Nobody at the branch could help with my transfer.",
            "My email was not answered for ten days.",
        ],
    ),
    (
        "fee",
        &[
            "Charged a monthly fee although my balance was above the minimum.",
            "Paper statement fee charged after I had switched to online statements.",
            "Was not told about the wire fee before sending.",
            "Charged twice for the same cash machine withdrawal.",
            "Foreign transaction fee on a purchase made at home.",
            "Stop payment fee charged although the check had cleared.",
            "Fee for a replacement card that never arrived.",
            "The fee waiver I was promised was not applied.",
            "Service fee went up without notice.",
            "Charged for a cashier's check that I cancelled.",
            "Early withdrawal penalty is higher than in the contract.",
            "Late fee although the payment was made on the due day.",
        ],
    ),
    (
        "product",
        &[
            "The savings rate is lower than advertised.",
            "Rewards from my card have not been credited.",
            "Mobile app crashes whenever I open the statement page.",
            "Credit limit was lowered without explanation.",
            "The certificate renewed although I asked to close it.",
            "Loan offer does not match the terms we discussed.",
            "Budget tool counts my transfers as spending.",
            "Contactless payment does not work with my new card.",
            "Interest was credited a month late.",
            "Scheduled transfers were dropped after the update.",
            "The joint account does not show up in the app.",
            "Insurance package was added without my wish.",
        ],
    ),
    (
        "fraud",
        &[
            "Card charge from a shop I have never visited.",
            "Somebody used my card number online.",
            "Received a text that pretended to be from the bank.",
            "Two withdrawals that I did not make.",
            "A check was cashed with a forged signature.",
            "A caller asked for my one-time code in the name of the bank.",
            "Small test charges appeared on my card overnight.",
            "A subscription was opened with my card without my consent.",
            "My online password was changed and not by me.",
            "Card was copied at a fuel pump.",
            "A stolen check from my mailbox was deposited elsewhere.",
            "Payment to an unknown company from my account.",
        ],
    ),
    (
        "other",
        &[
            "The branch entrance is hard to use with a wheelchair.",
            "Too much advertising mail although I opted out.",
            "Parking lot lights have been out for weeks.",
            "Website text is too small to read on my phone.",
            "The lobby was very cold.",
            "Statements still go to my former address.",
            "The queue ticket machine was broken again.",
            "Please offer forms in Spanish at my branch.",
            "Survey calls at dinner time are unwelcome.",
            "The cash machine screen cannot be read in sunlight.",
            "Noise from the construction at the branch.",
            "The coin counter has been out of order since spring.",
        ],
    ),
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::texts::tests::{assert_by_label, assert_discreet};

    #[test]
    fn the_list_is_clean_and_as_long_as_promised() {
        assert_by_label(
            "complaints",
            &COMPLAINTS,
            &["service", "fee", "product", "fraud", "other"],
            12,
        );
        assert_discreet(COMPLAINTS.0.iter().flat_map(|(_, list)| *list));
    }
}
