//! Customer relationship management: survey comments and campaigns.

use super::contacts::Way;
use crate::random::Stream;

/// Survey comments, from one star to five, each with the contact channels that it fits.
#[rustfmt::skip]
const SURVEY_COMMENTS: [&[(&str, &[Way])]; 5] = [
    &[
        ("Nobody could help me.", SOMEBODY),
        ("I was passed from desk to desk.", COUNTER),
        ("Waited almost an hour for nothing.", SPOKEN),
        ("My problem is still not solved.", ANY),
        ("The worst service I have had at a bank.", ANY),
        ("I am thinking about moving my accounts.", ANY),
        ("Rude on the phone and no callback.", PHONE),
        ("Had to explain everything three times.", SOMEBODY),
        ("The app lost my request.", ALONE),
        ("Very disappointed after all these years.", ANY),
        ("Got two different answers to one question.", SOMEBODY),
        ("I would not come back if I had the choice.", ANY),
        ("The screen froze and I had to start over.", ALONE),
        ("The help pages answered nothing.", ALONE),
    ],
    &[
        ("Took far too long.", ANY),
        ("Only solved after I complained.", SOMEBODY),
        ("The first answer I got was wrong.", SOMEBODY),
        ("Friendly but not much use.", SOMEBODY),
        ("Hard to reach anybody.", PHONE),
        ("I expected more for the fees I pay.", ANY),
        ("Too many forms for a small change.", ANY),
        ("The hold music was longer than the call.", PHONE),
        ("Had to come back a second time.", COUNTER),
        ("Online form kept failing.", ALONE),
        ("Not what I was promised.", ANY),
        ("The answer came a week late.", WRITTEN),
        ("Took me four attempts.", ALONE),
    ],
    &[
        ("It was fine.", ANY),
        ("Average experience.", ANY),
        ("Solved in the end but slowly.", ANY),
        ("Some things good and some not.", ANY),
        ("The agent was kind but the system was slow.", SOMEBODY),
        ("About what I expected.", ANY),
        ("Okay for a simple question.", ANY),
        ("Could be quicker at lunch time.", COUNTER),
        ("Neither good nor bad.", ANY),
        ("Got my answer after a transfer.", PHONE),
        ("Clear enough.", ANY),
        ("No complaints but nothing special.", ANY),
        ("It works once you find the right page.", ALONE),
    ],
    &[
        ("Quick and polite.", SOMEBODY),
        ("Good service overall.", ANY),
        ("Helpful and patient agent.", SOMEBODY),
        ("Almost everything done in one call.", PHONE),
        ("Clear explanation.", ANY),
        ("Short wait and a good answer.", SPOKEN),
        ("The app made it easy.", ALONE),
        ("Happy with the help I got.", SOMEBODY),
        ("Professional and friendly.", SOMEBODY),
        ("Good advice.", SOMEBODY),
        ("Would have been perfect with less paperwork.", SOMEBODY),
        ("Better than my last visit.", COUNTER),
        ("Works well on my phone.", ALONE),
        ("Saved me a trip to the branch.", ALONE),
    ],
    &[
        ("Excellent service from start to finish.", ANY),
        ("Solved in five minutes.", ANY),
        ("The agent went out of her way to help.", SOMEBODY),
        ("Best bank I have been with.", ANY),
        ("Everything explained so well.", SOMEBODY),
        ("Fast and friendly and correct.", SOMEBODY),
        ("I always recommend you to friends.", ANY),
        ("Thank you for taking the time.", SOMEBODY),
        ("Could not have been easier.", ANY),
        ("He knew exactly what to do.", SOMEBODY),
        ("Wonderful team at my branch.", COUNTER),
        ("Made my day.", ANY),
        ("Took two minutes from my couch.", ALONE),
        ("The best banking app I have used.", ALONE),
    ],
];

/// Any channel.
const ANY: &[Way] = &[Way::Counter, Way::Phone, Way::Written, Way::Alone];
/// Handled by an employee.
const SOMEBODY: &[Way] = &[Way::Counter, Way::Phone, Way::Written];
/// By voice.
const SPOKEN: &[Way] = &[Way::Counter, Way::Phone];
/// A single channel.
const COUNTER: &[Way] = &[Way::Counter];
const PHONE: &[Way] = &[Way::Phone];
const WRITTEN: &[Way] = &[Way::Written];
const ALONE: &[Way] = &[Way::Alone];

/// Draws a comment for a rating of `mood` + 1 stars on a contact through this channel.
pub fn comment(stream: &mut Stream, mood: usize, way: Way) -> &'static str {
    let fits = |comment: &&(&'static str, &[Way])| comment.1.contains(&way);
    let comments = SURVEY_COMMENTS[mood].iter();
    let chosen = stream.below(comments.clone().filter(fits).count() as u64) as usize;
    comments
        .filter(fits)
        .nth(chosen)
        .map_or("", |comment| comment.0)
}

/// What a campaign may sell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sells {
    /// An account.
    Account,
    /// A loan.
    Loan,
    /// An insurance policy.
    Policy,
}

/// Names of campaigns and what they sell, if anything.
pub type CampaignNames = &'static [(&'static str, Option<Sells>)];

/// Campaigns for all customers, or for individuals, by type.
#[rustfmt::skip]
const CAMPAIGN_NAMES: &[(&str, CampaignNames)] = &[
    ("email", &[
        ("Spring Savings Boost", Some(Sells::Account)),
        ("Paperless Statements Made Easy", None),
        ("New Account Welcome Offer", Some(Sells::Account)),
        ("Rate Watch for Savers", Some(Sells::Account)),
        ("Loan Rate Match", Some(Sells::Loan)),
        ("Tax Season Checklist", None),
        ("Second Account Bonus", Some(Sells::Account)),
        ("Cover Check", Some(Sells::Policy)),
    ]),
    ("digital", &[
        ("Round-Up Savings Launch", Some(Sells::Account)),
        ("Open an Account in Five Minutes", Some(Sells::Account)),
        ("Tap to Pay Challenge", None),
        ("Goal Saver Preview", Some(Sells::Account)),
        ("Borrow Better Week", Some(Sells::Loan)),
        ("Card Controls Tour", None),
        ("Refer a Friend Online", Some(Sells::Account)),
        ("Quote in One Minute", Some(Sells::Policy)),
    ]),
    ("cross_sell", &[
        ("Savings for Checking Customers", Some(Sells::Account)),
        ("Bundle Your Coverage", Some(Sells::Policy)),
        ("Loans for Savers", Some(Sells::Loan)),
        ("Money Market Step Up", Some(Sells::Account)),
        ("Home and Auto Together", Some(Sells::Policy)),
        ("Certificates and More", Some(Sells::Account)),
    ]),
    ("direct_mail", &[
        ("Neighborhood Branch Welcome", Some(Sells::Account)),
        ("Lending Week Letter", Some(Sells::Loan)),
        ("Holiday Savings Letter", Some(Sells::Account)),
        ("Family Cover Letter", Some(Sells::Policy)),
        ("Welcome Home Package", Some(Sells::Account)),
        ("Saver's Anniversary", Some(Sells::Account)),
    ]),
];

/// Campaigns for businesses.
pub const BUSINESS_CAMPAIGNS: CampaignNames = &[
    ("Business Banking Starter", Some(Sells::Account)),
    ("Small Business Week", Some(Sells::Loan)),
    ("Second Account for Payroll", Some(Sells::Account)),
    ("Equipment Financing Days", Some(Sells::Loan)),
    ("Card Terminal Upgrade", None),
];

/// Campaigns for private banking.
pub const PRIVATE_CAMPAIGNS: CampaignNames = &[
    ("Private Banking Invitation", Some(Sells::Account)),
    ("Wealth Outlook Evening", None),
    ("Family Estate Conversations", None),
    ("Reserve Account by Invitation", Some(Sells::Account)),
    ("Private Mortgage Desk", Some(Sells::Loan)),
];

/// Returns the names of campaigns of a type.
pub fn campaigns(campaign_type: &str) -> CampaignNames {
    CAMPAIGN_NAMES
        .iter()
        .find(|(own, _)| *own == campaign_type)
        .map_or(&[], |(_, names)| names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::assert_discreet;

    #[test]
    fn lists_are_clean_and_long_enough() {
        for (star, comments) in SURVEY_COMMENTS.into_iter().enumerate() {
            let texts = comments.iter().map(|(text, _)| text);
            assert_list(&format!("comments of {} stars", star + 1), texts, 12);
        }
        let comments: Vec<_> = SURVEY_COMMENTS
            .into_iter()
            .flatten()
            .map(|(text, _)| text)
            .collect();
        assert_list("survey comments", comments.iter().copied(), 60);
        let own = [BUSINESS_CAMPAIGNS, PRIVATE_CAMPAIGNS];
        let all = CAMPAIGN_NAMES.iter().map(|(_, names)| *names).chain(own);
        let names: Vec<_> = all.flatten().map(|(name, _)| name).collect();
        assert_list("campaigns", names.iter().copied(), 38);
        assert_discreet(names);
        assert_discreet(comments);
    }

    #[test]
    fn there_are_comments_for_every_rating_and_channel() {
        let mut stream = Random::new(1).stream(key!("test/comments"), 0);
        for (mood, comments) in SURVEY_COMMENTS.into_iter().enumerate() {
            for way in ANY {
                let fitting = comments.iter().filter(|one| one.1.contains(way));
                assert!(fitting.count() >= 4, "{mood} {way:?}");
                for _ in 0..50 {
                    let comment = comment(&mut stream, mood, *way);
                    assert!(!comment.is_empty());
                    let people = comment.contains("agent") || comment.contains("branch.");
                    assert!(
                        !people || *way != Way::Alone || comment.starts_with("Saved"),
                        "{comment}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_list_of_campaigns_sells_something() {
        for campaign_type in ["email", "digital", "cross_sell", "direct_mail"] {
            let accounts = campaigns(campaign_type).iter();
            assert!(
                accounts
                    .filter(|(_, sells)| *sells == Some(Sells::Account))
                    .count()
                    >= 3
            );
        }
        for names in [BUSINESS_CAMPAIGNS, PRIVATE_CAMPAIGNS] {
            assert!(names.iter().any(|(_, sells)| sells.is_some()));
        }
    }
}
