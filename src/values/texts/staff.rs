//! Human resources: training programs and review comments.

/// A training program.
#[derive(Debug)]
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub description: &'static str,
    /// Duration in hours.
    pub hours: u16,
    /// Whether it ends with a certificate.
    pub certifies: bool,
}

const fn program(
    name: &'static str,
    description: &'static str,
    hours: u16,
    certifies: bool,
) -> Program {
    Program {
        name,
        description,
        hours,
        certifies,
    }
}

/// The programs `PROG-01` to `PROG-18`. The first is mandatory for everyone; five of them certify.
#[rustfmt::skip]
pub const PROGRAMS: [Program; 18] = [
    program("Anti-Money Laundering Essentials", "Yearly compulsory course on customer due diligence and the duty to report.", 6, true),
    program("New Employee Orientation", "The bank and its products and the first ninety days.", 8, false),
    program("Customer Service Excellence", "Listening and solving problems on the phone and at the counter.", 12, false),
    program("Information Security Awareness", "Passwords and phishing and the safe handling of customer data.", 4, false),
    program("Consumer Lending Fundamentals", "From application to closing: income and credit and collateral.", 24, true),
    program("Mortgage Underwriting Practice", "Appraisals and ratios and documentation of home loans.", 32, true),
    program("Insurance Products and Licensing", "Preparation for the state examination in property and life lines and for its renewal.", 40, true),
    program("Credit Risk Analysis", "Scores and default probabilities and the reading of statements.", 30, true),
    program("Fair Lending and Equal Opportunity", "What the law asks of everyone who talks about credit.", 5, false),
    program("Privacy and Data Protection", "What may be kept and shown and passed on.", 4, false),
    program("Branch Operations and Cash Handling", "Opening and closing and balancing a drawer.", 16, false),
    program("Fraud Recognition at the Counter", "Forged checks and stolen cards and impostor calls.", 6, false),
    program("Complaint Handling", "From first contact to a written answer within the time allowed.", 8, false),
    program("Leadership for Managers", "Goals and feedback and difficult conversations.", 20, false),
    program("Digital Banking Tools", "Helping customers with the app and online banking.", 6, false),
    program("Spreadsheet Skills for Bankers", "Tables and charts and checks that catch mistakes.", 10, false),
    program("Workplace Safety and Robbery Response", "What to do and what not to do.", 3, false),
    program("Inclusive Workplace", "Working well together in mixed teams.", 4, false),
];

/// What branch names add to the city, except for the head office: one for each of seventeen.
#[rustfmt::skip]
pub const BRANCH_NAMES: [&str; 17] = [
    "Downtown Branch", "Market Square Branch", "Riverside Branch", "Civic Center Branch", "Union Station Branch",
    "Old Town Branch", "Courthouse Square Branch", "Lakeview Branch", "Midtown Branch", "Garden District Branch",
    "University Branch", "Northgate Branch", "Westfield Branch", "Park Avenue Branch", "Mill Creek Branch",
    "Financial District Branch", "Harbor Point Branch",
];

/// Review comments, from rating 1 to rating 5.
pub const REVIEW_COMMENTS: [&[&str]; 5] = [
    &[
        "Results well below target. An improvement plan is in place.",
        "Deadlines missed repeatedly despite support.",
        "Customer feedback was poor throughout the year.",
        "Basic procedures still need constant supervision.",
        "Attendance and reliability must improve at once.",
        "Errors in the paperwork caused extra work for the team.",
        "Goals were not met and were not discussed in time.",
        "A second review is set for the next quarter.",
    ],
    &[
        "Some goals met but not consistently.",
        "Needs closer follow-up with customers.",
        "Product knowledge is behind the team's.",
        "Started slowly and improved toward the end of the year.",
        "Should ask for help earlier.",
        "Accuracy has to improve before more duties are added.",
        "Works hard but loses sight of priorities.",
        "Coaching agreed for the coming half year.",
    ],
    &[
        "Solid year. Goals met.",
        "Reliable member of the team.",
        "Meets expectations in all areas.",
        "Good with routine work and ready to learn more.",
        "Dependable and pleasant to work with.",
        "Targets reached with normal supervision.",
        "Handled a full workload without delays.",
        "Steady performance and good attendance.",
    ],
    &[
        "Often goes beyond what the role asks for.",
        "Strong results and very good feedback from customers.",
        "Takes initiative and helps new colleagues.",
        "Exceeded most of the goals set last year.",
        "Trusted with difficult cases.",
        "Excellent preparation and follow-through.",
        "Improved a process that the whole team now uses.",
        "Ready for more responsibility.",
    ],
    &[
        "Outstanding year in every respect.",
        "Exceeded all goals and lifted the whole team.",
        "A model for the branch.",
        "Customers ask for this colleague by name.",
        "Exceptional judgment in demanding situations.",
        "Recommended for promotion.",
        "Led an important project to an early finish.",
        "The best results of the department.",
    ],
];

/// Returns whether a review comment fits someone who does or does not meet customers, or who runs the bank.
pub fn fits(comment: &str, meets_customers: bool, runs_the_bank: bool) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| comment.contains(word));
    let of_customers = says(&["ustomer", "branch", "paperwork"]);
    let of_those_led = says(&[
        "promotion",
        "responsibility",
        "supervision",
        "colleague",
        "duties",
        "Attendance",
        "attendance",
        "help earlier",
        "the team",
        "department",
        "role asks",
        "routine",
    ]);
    (meets_customers || !of_customers) && !(runs_the_bank && of_those_led)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        assert_list("branches", &BRANCH_NAMES, 17);
        assert_list("programmes", PROGRAMS.iter().map(|p| &p.name), 18);
        assert_list("descriptions", PROGRAMS.iter().map(|p| &p.description), 18);
        for (rating, comments) in REVIEW_COMMENTS.into_iter().enumerate() {
            assert_list(&format!("comments of rating {}", rating + 1), comments, 8);
        }
        assert_list("review comments", REVIEW_COMMENTS.into_iter().flatten(), 40);
    }

    #[test]
    fn there_is_a_fitting_comment_for_each_of_three_years() {
        for comments in REVIEW_COMMENTS {
            for (meets_customers, runs_the_bank) in [(true, false), (false, false), (false, true)] {
                let fitting = comments
                    .iter()
                    .filter(|comment| fits(comment, meets_customers, runs_the_bank));
                assert!(fitting.count() >= 3, "{comments:?}");
            }
        }
    }

    #[test]
    fn about_three_in_ten_programmes_certify() {
        assert_eq!(
            PROGRAMS.iter().filter(|program| program.certifies).count(),
            5
        );
        assert!(
            PROGRAMS
                .iter()
                .all(|program| (1..=80).contains(&program.hours))
        );
        assert!(PROGRAMS[0].name.starts_with("Anti-Money Laundering"));
    }
}
