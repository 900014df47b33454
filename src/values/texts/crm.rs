//! Customer relations: survey comments and campaigns.

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

/// Names of campaigns with what they sell, if they sell anything.
pub type CampaignNames = &'static [(&'static str, Option<Sells>)];

/// Campaigns for everybody, or for private customers, by their type.
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
        ("Bundle Your Cover", Some(Sells::Policy)),
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

/// The names of campaigns of a type.
pub fn campaigns(campaign_type: &str) -> CampaignNames {
    CAMPAIGN_NAMES
        .iter()
        .find(|(own, _)| *own == campaign_type)
        .map_or(&[], |(_, names)| names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::assert_discreet;

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        for (star, comments) in SURVEY_COMMENTS.into_iter().enumerate() {
            assert_list(&format!("comments of {} stars", star + 1), comments, 12);
        }
        assert_list("survey comments", SURVEY_COMMENTS.into_iter().flatten(), 60);
        let own = [BUSINESS_CAMPAIGNS, PRIVATE_CAMPAIGNS];
        let all = CAMPAIGN_NAMES.iter().map(|(_, names)| *names).chain(own);
        let names: Vec<_> = all.flatten().map(|(name, _)| name).collect();
        assert_list("campaigns", names.iter().copied(), 38);
        assert_discreet(names);
        assert_discreet(SURVEY_COMMENTS.into_iter().flatten());
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
