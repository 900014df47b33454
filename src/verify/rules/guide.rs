//! Which rules check which sentence of the guide: its key generation rules, bullet by bullet, and its guarantees of quality.

use super::{FILES, parse};
use std::collections::BTreeMap;

/// A heading, and for each of its bullets the rules that check it. Their sentences begin with the heading.
type Heading = (
    &'static str,
    &'static [(&'static str, &'static [&'static str])],
);

const KEY_GENERATION_RULES: &[Heading] = &[
    (
        "Employee Training",
        &[
            ("2-4 training programs", &["training.per_employee"]),
            (
                "80% completed, 15% in_progress, 5% enrolled",
                &["training.status"],
            ),
            (
                "completed trainings have scores (65-100)",
                &["training.scores"],
            ),
            ("enrollment within the last 2 years", &["training.enrolled"]),
        ],
    ),
    (
        "Performance Reviews",
        &[
            (
                "active employees have 1-3 reviews (annual cadence)",
                &["reviews.per_employee", "reviews.annual"],
            ),
            ("ratings 2%, 8%, 35%, 40%, 15%", &["reviews.ratings"]),
            ("reviewers are other employees", &["reviews.reviewers"]),
            (
                "goals met 60-100%",
                &["reviews.goals", "reviews.goals_by_rating"],
            ),
        ],
    ),
    (
        "Employee Assignments",
        &[
            ("60% of customers assigned", &["assignments.customers"]),
            (
                "service representatives, loan officers, agents get assignments",
                &["assignments.roles", "assignments.shared_out"],
            ),
            ("branch coverage: 10-20", &["assignments.coverage"]),
            ("85% ongoing, 15% ended", &["assignments.ended"]),
        ],
    ),
    (
        "Accounts",
        &[
            (
                "75% have accounts, 25% have multiple",
                &["accounts.holders", "accounts.several"],
            ),
            (
                "20% have 1 link, 5% have 2 links",
                &["relationships.per_account"],
            ),
            (
                "joint_owner, beneficiary, authorized_user, linked_savings",
                &["relationships.types"],
            ),
        ],
    ),
    (
        "Transactions",
        &[
            ("10-20x accounts", &["transactions.per_account"]),
            (
                "spending 70%, income 30%",
                &[
                    "transactions.spending",
                    "transactions.types",
                    "transactions.signs",
                ],
            ),
            (
                "spending capped at 30% balance, salary 1k-8k",
                &["transactions.thirty_percent", "transactions.salaries"],
            ),
            (
                "30% manual / 70% automated, sorted",
                &["transactions.manual", "transactions.chronological"],
            ),
        ],
    ),
    (
        "Interactions",
        &[
            ("0-5 interactions", &["interactions.per_customer"]),
            ("channels", &["interactions.channels"]),
            (
                "80% handled, duration varies by channel",
                &["interactions.handled", "interactions.minutes"],
            ),
        ],
    ),
    (
        "Complaints",
        &[
            ("8% of customers", &["complaints.share"]),
            ("types", &["complaints.types"]),
            ("status", &["complaints.status"]),
        ],
    ),
    (
        "Campaigns",
        &[
            ("10-15 per generation", &["campaigns.rows"]),
            ("types", &["campaigns.types"]),
            (
                "5% respond (1-2 campaigns each)",
                &["responses.share", "responses.per_customer"],
            ),
        ],
    ),
    (
        "Satisfaction Surveys",
        &[
            ("30% of interactions", &["surveys.share"]),
            (
                "NPS 0-10 (positive), 1-5 stars (correlated)",
                &["surveys.positive", "surveys.stars", "surveys.correlated"],
            ),
            ("50% leave comments", &["surveys.comments"]),
        ],
    ),
    (
        "Loan Applications",
        &[
            ("35% of customers apply", &["applications.applicants"]),
            ("20% apply multiple times", &["applications.twice"]),
            ("types", &["applications.types"]),
            ("status", &["applications.status"]),
            ("assigned to loan officers", &["staff.officers"]),
            ("decision 1-30 days after", &["applications.decided"]),
        ],
    ),
    (
        "Loans",
        &[
            ("from approved applications", &["loans.funded"]),
            ("rates and terms by type", &["loans.rates", "loans.terms"]),
            ("status", &["loans.status"]),
            ("outstanding balance", &["loans.outstanding"]),
            ("linked to customer accounts", &["linked.loans_used"]),
        ],
    ),
    (
        "Collateral",
        &[
            (
                "80% of secured loans",
                &["collateral.secured", "collateral.share"],
            ),
            ("110-150% of loan principal", &["collateral.value"]),
            ("LTV", &["collateral.ltv"]),
            ("types", &["collateral.types"]),
        ],
    ),
    (
        "Repayment Schedules",
        &[
            ("complete amortization schedule", &["schedule.complete"]),
            ("principal and interest breakdown", &["schedule.due"]),
            (
                "95% on time, 50% missed, 100% paid",
                &[
                    "schedule.on_time",
                    "schedule.defaulted",
                    "schedule.paid_off",
                ],
            ),
            ("chronological tracking of payments", &["schedule.status"]),
        ],
    ),
    (
        "Loan Guarantors",
        &[
            ("25% of loans", &["guarantors.share"]),
            ("70% have 1, 30% have 2", &["guarantors.number"]),
            ("relationships", &["guarantors.relationships"]),
            ("50-100% of loan principal", &["guarantors.amount"]),
        ],
    ),
    (
        "Risk Assessments",
        &[
            (
                "all applications before decision",
                &["risk.every_application"],
            ),
            ("40% of active loans again", &["risk.again"]),
            ("scores 300-850", &["risk.scores", "risk.ranges"]),
            (
                "probability of default 0.01-0.95",
                &[
                    "risk.ranges",
                    "risk.probability_top",
                    "risk.probability_of_scores",
                ],
            ),
            ("grades AAA to C", &["risk.grades"]),
            ("compliance officers or risk analysts", &["staff.assessors"]),
        ],
    ),
];

/// The guarantees; the sentence of a rule begins with each.
const GUARANTEES: [&str; 9] = [
    "Realistic distributions & weighted random selections",
    "Valid foreign keys across all databases",
    "Date/time consistency",
    "Appropriate value ranges",
    "No duplicates on unique constraints",
    "Proper hierarchies",
    "Chronological ordering",
    "Realistic financial calculations",
    // Stands in for "automatic retry on constraint violations with generator reset".
    "Unique values without retry",
];

/// The sentences of all rules by their names.
fn sentences() -> BTreeMap<String, String> {
    let rules = FILES.iter().flat_map(|(_, file)| parse(file).unwrap());
    rules.map(|rule| (rule.name, rule.sentence)).collect()
}

#[test]
fn every_key_generation_rule_is_checked_under_its_name() {
    let sentences = sentences();
    let mut wrong = Vec::new();
    for (heading, bullets) in KEY_GENERATION_RULES {
        for (bullet, rules) in *bullets {
            assert!(!rules.is_empty(), "{heading}, {bullet}: no rule");
            for rule in *rules {
                match sentences.get(*rule) {
                    Some(sentence) if sentence.starts_with(&format!("{heading}: ")) => {}
                    Some(sentence) => {
                        wrong.push(format!("{heading}, {bullet}: {rule} says {sentence:?}"))
                    }
                    None => wrong.push(format!("{heading}, {bullet}: there is no rule {rule}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_guarantee_is_checked_under_its_name() {
    let sentences = sentences();
    for guarantee in GUARANTEES {
        assert!(
            sentences
                .values()
                .any(|sentence| sentence.starts_with(guarantee)),
            "no rule is about {guarantee:?}"
        );
    }
}
