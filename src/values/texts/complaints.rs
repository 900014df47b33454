//! Complaints, as worded by the bank and by the customer.

use super::contacts::{Having, Needs};
use crate::random::Stream;
use crate::values::statement;

/// The subject of a complaint: the contact note, the complaint in the customer's words, and the requested resolution.
#[derive(Debug)]
pub struct Subject(pub &'static str, pub &'static str, pub Needs);

/// Draws the subject of a complaint of a type. There is one for everyone with an account; without one, only for complaints about
/// service.
pub fn subject(stream: &mut Stream, complaint_type: &str, having: Having) -> &'static Subject {
    let own = SUBJECTS.iter().find(|(own, _)| *own == complaint_type);
    let subjects = own.map_or(SUBJECTS[0].1, |(_, subjects)| *subjects);
    let fits = |subject: &&Subject| having.has(subject.2);
    let count = subjects.iter().filter(fits).count() as u64;
    let chosen = stream.below(count.max(1)) as usize;
    subjects
        .iter()
        .filter(fits)
        .nth(chosen)
        .unwrap_or(&subjects[0])
}

/// How much is at stake in a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Comfort: nobody loses money or time over it.
    Light,
    /// Money, time or trust.
    Usual,
    /// Other customers' secrets, contracts, and what the law gives a date for.
    Heavy,
}

/// Subjects that weigh heavily, by how their notes begin.
const HEAVY: [&str; 6] = [
    "Complained about a letter in another customer's name",
    "Complained about the terms of the loan",
    "Complained about the payoff letter",
    "Complained about scheduled transfers that were lost",
    "Complained about what the policy leaves out",
    "Objected to the renewal of a certificate",
];

/// How much is at stake in a complaint of a type.
pub fn weight(complaint_type: &str, subject: &Subject) -> Weight {
    match complaint_type {
        "fraud" => Weight::Heavy,
        "other" => Weight::Light,
        _ if HEAVY.contains(&subject.0) => Weight::Heavy,
        _ => Weight::Usual,
    }
}

/// What a disputed fee was charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargedFor {
    /// A service that an employee charges for, rarely.
    Service,
    /// A wire.
    Wire,
    /// A purchase abroad.
    Abroad,
    /// Cash from another bank's ATM.
    Machine,
    /// A late installment.
    LateInstallment,
}

/// A fee that a customer disputes.
#[derive(Debug)]
pub struct DisputedFee {
    /// Start of the note of a contact about it.
    noted: &'static str,
    /// Its description on the statement.
    pub fee: &'static str,
    /// Cents, if it is always the same.
    pub cents: i64,
    /// What it was charged for.
    pub charged_for: ChargedFor,
}

/// Fees that are refunded when the complaint is resolved: those charged by hand always, the others to some customers out of
/// goodwill.
#[rustfmt::skip]
const DISPUTED: [DisputedFee; 10] = {
    use ChargedFor::{Abroad, LateInstallment, Machine, Service, Wire};
    const fn of(noted: &'static str, fee: &'static str, cents: i64, charged_for: ChargedFor) -> DisputedFee {
        DisputedFee { noted, fee, cents, charged_for }
    }
    [
        of("Objected to the monthly service fee", "Account maintenance fee", 12_00, Service),
        of("Objected to a fee that should be waived", "Account maintenance fee", 12_00, Service),
        of("Objected to the fee for a paper statement", "Paper statement fee", 3_00, Service),
        of("Objected to the fee for a cashier's check", "Cashier's check fee", 10_00, Service),
        of("Objected to a stop payment fee", "Stop payment fee", 30_00, Service),
        of("Objected to the fee for a replacement card", "Replacement card fee", 7_50, Service),
        of("Complained about the price of a wire", statement::OUTGOING_WIRE.0, statement::OUTGOING_WIRE.1, Wire),
        of("Objected to a foreign transaction fee", statement::FOREIGN_FEE, 0, Abroad),
        of("Objected to a fee at an ATM", statement::OUT_OF_NETWORK.0, statement::OUT_OF_NETWORK.1, Machine),
        of("Objected to a late fee on the loan", statement::LATE_PAYMENT_FEE, 0, LateInstallment),
    ]
};

/// Returns the fee on the statement that a complaint disputes, if the bank may refund it.
pub fn disputed_fee(subject: &Subject) -> Option<&'static DisputedFee> {
    DISPUTED.iter().find(|one| one.noted == subject.0)
}

/// Subjects by type of complaint.
#[rustfmt::skip]
const SUBJECTS: &[(&str, &[Subject])] = &[
    ("service", &[
        Subject("Unhappy about the wait at the branch", "Waited over forty minutes at the branch without being served.", Needs::Account),
        Subject("Complained that a callback never came", "Three calls and nobody called me back.", Needs::Account),
        Subject("Complained about a call that was cut off", "The agent ended the call before my question was answered.", Needs::Account),
        Subject("Upset about an appointment that was canceled", "Appointment was canceled without notice.", Needs::Account),
        Subject("Complained about wrong opening hours", "Was given the wrong opening hours and came for nothing.", Needs::Account),
        Subject("Upset that a request from last week was not found", "Staff could not find my request from last week.", Needs::Account),
        Subject("Complained that the online chat broke off", "Online chat closed in the middle of the conversation.", Needs::Account),
        Subject("Complained about documents that were asked for twice", "Had to bring the same document twice.", Needs::Account),
        Subject("Unhappy about the closed drive-through lane", "Drive-through lane was closed on a Friday afternoon.", Needs::Account),
        Subject("Complained about a letter in another customer's name", "Letter arrived with another customer's name on the envelope.", Needs::Account),
        Subject("Complained about two different answers", "Two agents gave me opposite information.", Needs::Account),
        Subject("Disappointed by the help with a transfer", "Nobody at the branch could help with my transfer.", Needs::Account),
        Subject("Complained about an email without an answer", "My email was not answered for ten days.", Needs::Account),
        Subject("Unhappy that opening an account takes so long", "Opening an account has taken three weeks so far.", Needs::NoAccount),
        Subject("Complained that nobody called back about opening an account", "Nobody called me back about opening an account.", Needs::NoAccount),
    ]),
    ("fee", &[
        Subject("Objected to the monthly service fee", "Charged a monthly fee although my balance was above the minimum.", Needs::Account),
        Subject("Objected to the fee for a paper statement", "Paper statement fee charged after I had switched to online statements.", Needs::Account),
        Subject("Complained about the price of a wire", "Was not told about the wire fee before sending.", Needs::Checking),
        Subject("Objected to a fee that should be waived", "The fee waiver I was promised was not applied.", Needs::Account),
        Subject("Objected to the raised service fee", "Service fee went up without notice.", Needs::Account),
        Subject("Objected to the fee for a cashier's check", "Charged for a cashier's check that I canceled.", Needs::Account),
        Subject("Objected to a fee at an ATM", "Charged for an ATM that a sign said was free.", Needs::Checking),
        Subject("Objected to a foreign transaction fee", "Nobody told me that a purchase abroad costs extra.", Needs::Checking),
        Subject("Objected to a stop payment fee", "Stop payment fee charged although the check had cleared.", Needs::Checking),
        Subject("Objected to the fee for a replacement card", "Fee for a replacement card that never arrived.", Needs::Checking),
        Subject("Complained about the penalty for early withdrawal", "Early withdrawal penalty is higher than in the contract.", Needs::Certificate),
        Subject("Objected to a late fee on the loan", "Late fee although I had called to say that I would pay later.", Needs::LateFee),
    ]),
    ("product", &[
        Subject("Objected to the rate on savings", "The savings rate is lower than advertised.", Needs::Savings),
        Subject("Complained that interest came late", "Interest was credited a month late.", Needs::Savings),
        Subject("Objected to the renewal of a certificate", "The certificate renewed although I asked to close it.", Needs::Certificate),
        Subject("Complained that the app crashes", "Mobile app crashes whenever I open the statement page.", Needs::Account),
        Subject("Complained about the budget tool", "Budget tool counts my transfers as spending.", Needs::Person),
        Subject("Complained about scheduled transfers that were lost", "Scheduled transfers were dropped after the update.", Needs::Account),
        Subject("Complained about missing card rewards", "Rewards from my card have not been credited.", Needs::Checking),
        Subject("Unhappy that the new card does not work", "Contactless payment does not work with my new card.", Needs::Checking),
        Subject("Complained about the terms of the loan", "Loan contract does not match the terms we discussed.", Needs::Loan),
        Subject("Complained about the payoff letter", "Payoff letter shows a wrong amount.", Needs::Loan),
        Subject("Complained about what the policy leaves out", "The policy does not cover what the brochure says.", Needs::Policy),
        Subject("Complained about the settlement report", "Settlement report cannot be imported into our books.", Needs::Business),
    ]),
    ("fraud", &[
        Subject("Reported a charge from an unknown shop", "Card charge from a shop I have never visited.", Needs::Checking),
        Subject("Reported online purchases by somebody else", "Somebody used my card number online.", Needs::Checking),
        Subject("Reported withdrawals that the customer did not make", "Two withdrawals that I did not make.", Needs::Checking),
        Subject("Reported a forged check", "A check was cashed with a forged signature.", Needs::Checking),
        Subject("Reported small test charges", "Small test charges appeared on my card overnight.", Needs::Checking),
        Subject("Reported an unwanted subscription", "A subscription was opened with my card without my consent.", Needs::Checking),
        Subject("Reported that the card was copied", "Card was copied at a fuel pump.", Needs::Checking),
        Subject("Reported a text that pretended to be from the bank", "Received a text that pretended to be from the bank.", Needs::Account),
        Subject("Reported a call that asked for a one-time code", "A caller asked for my one-time code in the name of the bank.", Needs::Account),
        Subject("Reported a changed password", "My online password was changed and not by me.", Needs::Account),
        Subject("Reported a stolen check", "A stolen check from my mailbox was deposited elsewhere.", Needs::Checking),
        Subject("Reported a payment to an unknown company", "Payment to an unknown company from my account.", Needs::Account),
    ]),
    ("other", &[
        Subject("Complained about the entrance of the branch", "The branch entrance is hard to use with a wheelchair.", Needs::Account),
        Subject("Complained about too much advertising mail", "Too much advertising mail although I opted out.", Needs::Account),
        Subject("Complained about the dark parking lot", "Parking lot lights have been out for weeks.", Needs::Account),
        Subject("Complained that website text is hard to read", "Website text is too small to read on my phone.", Needs::Account),
        Subject("Complained about the cold lobby", "The lobby was very cold.", Needs::Account),
        Subject("Complained about the take-a-number machine", "The take-a-number machine was broken again.", Needs::Account),
        Subject("Asked why there are no forms in Spanish", "Please offer forms in Spanish at my branch.", Needs::Account),
        Subject("Complained about survey calls", "Survey calls at dinner time are unwelcome.", Needs::Account),
        Subject("Complained about the ATM's screen", "The ATM screen cannot be read in sunlight.", Needs::Account),
        Subject("Complained about noise at the branch", "Noise from the construction at the branch.", Needs::Account),
        Subject("Complained about the coin counter", "The coin counter has been out of order since spring.", Needs::Account),
        Subject("Unhappy about the locked ATM lobby", "The ATM lobby was locked at night.", Needs::Checking),
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::assert_discreet;

    #[test]
    fn heavy_subjects_are_on_the_lists() {
        let all = || SUBJECTS.iter().flat_map(|(_, subjects)| *subjects);
        for heavy in HEAVY {
            assert!(all().any(|one| one.0 == heavy), "{heavy}");
        }
    }

    #[test]
    fn lists_are_clean_and_long_enough() {
        let all = SUBJECTS.iter().flat_map(|(_, subjects)| *subjects);
        let texts: Vec<_> = all.flat_map(|one| [&one.0, &one.1]).collect();
        assert_list("subjects", texts.iter().copied(), 120);
        assert_discreet(texts);
        let labels: Vec<_> = SUBJECTS.iter().map(|(label, _)| *label).collect();
        assert_eq!(labels, ["service", "fee", "product", "fraud", "other"]);
        assert!(SUBJECTS.iter().all(|(_, subjects)| subjects.len() >= 12));
    }

    #[test]
    fn every_disputed_fee_has_a_complaint() {
        let subjects = SUBJECTS.iter().flat_map(|(_, subjects)| *subjects);
        let disputed = subjects.filter(|one| disputed_fee(one).is_some());
        assert_eq!(disputed.count(), DISPUTED.len());
    }

    #[test]
    fn nobody_complains_about_what_they_do_not_have() {
        let mut stream = Random::new(1).stream(key!("test/subjects"), 0);
        let account = Having::default().and(Needs::Account, true);
        for having in [
            account.and(Needs::Business, true),
            account.and(Needs::Person, true),
        ] {
            for (label, _) in SUBJECTS {
                for _ in 0..50 {
                    let subject = subject(&mut stream, label, having);
                    assert!(having.has(subject.2), "{label}: {subject:?}");
                }
            }
        }
        let nobody = Having::default().and(Needs::NoAccount, true);
        assert_eq!(subject(&mut stream, "service", nobody).2, Needs::NoAccount);
    }
}
