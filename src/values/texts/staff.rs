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
    program("Anti-Money Laundering Essentials", "Annual mandatory course on customer due diligence and the duty to report.", 6, true),
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

/// Suffixes of branch names after the city, one for each branch except the head office.
#[rustfmt::skip]
pub const BRANCH_NAMES: [&str; 17] = [
    "Downtown Branch", "Market Square Branch", "Riverside Branch", "Civic Center Branch", "Union Station Branch",
    "Old Town Branch", "Courthouse Square Branch", "Lakeview Branch", "Midtown Branch", "Garden District Branch",
    "University Branch", "Northgate Branch", "Westfield Branch", "Park Avenue Branch", "Mill Creek Branch",
    "Financial District Branch", "Harbor Point Branch",
];

/// A comment of a performance review.
#[derive(Debug)]
pub struct ReviewComment {
    /// What it says.
    pub text: &'static str,
    /// Whether it mentions customers or work for them.
    of_customers: bool,
    /// Whether it describes someone who is part of a team and has a supervisor.
    of_team: bool,
}

const fn comment(text: &'static str, of_customers: bool, of_team: bool) -> ReviewComment {
    ReviewComment {
        text,
        of_customers,
        of_team,
    }
}

const fn anyone(text: &'static str) -> ReviewComment {
    comment(text, false, false)
}

const fn of_customers(text: &'static str) -> ReviewComment {
    comment(text, true, false)
}

const fn of_team(text: &'static str) -> ReviewComment {
    comment(text, false, true)
}

const fn of_both(text: &'static str) -> ReviewComment {
    comment(text, true, true)
}

/// Review comments, from rating 1 to rating 5.
pub const REVIEW_COMMENTS: [&[ReviewComment]; 5] = [
    &[
        anyone("Results well below target. An improvement plan is in place."),
        anyone("Deadlines missed repeatedly despite support."),
        of_customers("Customer feedback was poor throughout the year."),
        of_team("Basic procedures still need constant supervision."),
        of_team("Attendance and reliability must improve at once."),
        of_both("Errors in the paperwork caused extra work for the team."),
        anyone("Goals were not met and were not discussed in time."),
        anyone("A second review is set for the next quarter."),
    ],
    &[
        anyone("Some goals met but not consistently."),
        of_customers("Needs closer follow-up with customers."),
        of_team("Product knowledge is behind the team's."),
        anyone("Started slowly and improved toward the end of the year."),
        of_team("Should ask for help earlier."),
        of_team("Accuracy has to improve before more duties are added."),
        anyone("Works hard but loses sight of priorities."),
        anyone("Coaching agreed for the coming half year."),
    ],
    &[
        anyone("Solid year. Goals met."),
        of_team("Reliable member of the team."),
        anyone("Meets expectations in all areas."),
        of_team("Good with routine work and ready to learn more."),
        anyone("Dependable and pleasant to work with."),
        of_team("Targets reached with normal supervision."),
        anyone("Handled a full workload without delays."),
        of_team("Steady performance and good attendance."),
    ],
    &[
        of_team("Often goes beyond what the role asks for."),
        of_customers("Strong results and very good feedback from customers."),
        of_team("Takes initiative and helps new colleagues."),
        anyone("Exceeded most of the goals set last year."),
        anyone("Trusted with difficult cases."),
        anyone("Excellent preparation and follow-through."),
        anyone("Improved a process that the whole team now uses."),
        of_team("Ready for more responsibility."),
    ],
    &[
        anyone("Outstanding year in every respect."),
        anyone("Exceeded all goals and lifted the whole team."),
        of_customers("A model for the branch."),
        of_both("Customers ask for this colleague by name."),
        anyone("Exceptional judgment in demanding situations."),
        of_team("Recommended for promotion."),
        anyone("Led an important project to an early finish."),
        of_team("The best results of the department."),
    ],
];

impl ReviewComment {
    /// Returns whether it fits an employee who does or doesn't meet customers, or who runs the bank.
    pub fn fits(&self, meets_customers: bool, runs_the_bank: bool) -> bool {
        (meets_customers || !self.of_customers) && !(runs_the_bank && self.of_team)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;

    #[test]
    fn lists_are_clean_and_long_enough() {
        assert_list("branches", &BRANCH_NAMES, 17);
        assert_list("programs", PROGRAMS.iter().map(|p| &p.name), 18);
        assert_list("descriptions", PROGRAMS.iter().map(|p| &p.description), 18);
        for (rating, comments) in REVIEW_COMMENTS.into_iter().enumerate() {
            let texts = comments.iter().map(|comment| &comment.text);
            assert_list(&format!("comments of rating {}", rating + 1), texts, 8);
        }
        let all = REVIEW_COMMENTS.into_iter().flatten();
        assert_list("review comments", all.map(|comment| &comment.text), 40);
    }

    #[test]
    fn there_is_a_fitting_comment_for_each_of_three_years() {
        for comments in REVIEW_COMMENTS {
            for (meets_customers, runs_the_bank) in [(true, false), (false, false), (false, true)] {
                let fitting = comments
                    .iter()
                    .filter(|comment| comment.fits(meets_customers, runs_the_bank));
                assert!(fitting.count() >= 3, "{comments:?}");
            }
        }
    }

    #[test]
    fn about_three_in_ten_programs_certify() {
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
