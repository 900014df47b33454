//! Compliance: the rules, and what those who watch them write. Nothing of this is for customers' eyes.

use super::ByLabel;
use crate::tables::compliance_db::{RuleType, Severity};
use crate::values::money::Cents;

/// A rule of the catalogue.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it watches.
    pub rule_type: RuleType,
    /// What breaks it.
    pub description: &'static str,
    /// The figure that tunes it, if there is one: dollars, days, months or a ratio, to two decimals.
    pub threshold: Option<Cents>,
    /// How grave a violation is.
    pub severity: Severity,
    /// How a violation is written off.
    pub resolutions: &'static [&'static str],
}

/// How an alert on a transaction is closed without a report.
const CLEARED: &[&str] = &[
    "Reviewed with supporting documents and closed as consistent with the customer's profile.",
    "Source of funds documented. No further action.",
    "Customer explained the transaction and the papers agree.",
    "Activity fits the stated business. Closed.",
    "One-off event with plausible purpose. Closed after review.",
    "Reviewed against twelve months of history and closed.",
    "Relationship manager confirmed the purpose. Closed.",
    "No pattern found on review. Closed.",
];

/// The rules `RULE-01` to `RULE-20`.
#[rustfmt::skip]
pub const RULES: [Rule; 20] = [
    rule("Structuring of cash deposits", RuleType::Transaction, "A cash deposit from the threshold to 10000 dollars with two or more such deposits on the account in the 14 days before.", Some(Cents::dollars(8_000)), Severity::Critical, CLEARED),
    rule("Rapid movement of funds", RuleType::Transaction, "A credit at or above the threshold of which debits of the next 72 hours take away at least 70 percent.", Some(Cents::dollars(10_000)), Severity::High, CLEARED),
    rule("Withdrawal out of profile", RuleType::Transaction, "A withdrawal at or above the threshold and above 25 times the median amount of the account's other transactions.", Some(Cents::dollars(3_500)), Severity::Low, CLEARED),
    rule("Large cash of a retail customer", RuleType::Transaction, "A cash deposit or withdrawal at or above the threshold on an account of a retail customer.", Some(Cents::dollars(5_000)), Severity::Medium, CLEARED),
    rule("Fan-in of transfers", RuleType::Transaction, "The credit with which four or more counterparties and the threshold are reached within 7 days.", Some(Cents::dollars(6_000)), Severity::High, CLEARED),
    rule("Fan-out of transfers", RuleType::Transaction, "The debit with which four or more counterparties and the threshold are reached within 7 days.", Some(Cents::dollars(6_000)), Severity::High, CLEARED),
    rule("Round trip of funds", RuleType::Transaction, "A credit from a counterparty that returns at least 90 percent of a debit at or above the threshold to it in the 14 days before.", Some(Cents::dollars(5_000)), Severity::Medium, CLEARED),
    rule("Dormant account revived", RuleType::Transaction, "After 365 days or more without a transaction the one that reaches the threshold in absolute amounts within 10 days.", Some(Cents::dollars(5_000)), Severity::High, CLEARED),
    rule("Loan served with cash", RuleType::Transaction, "A loan installment with cash deposits of at least three times its amount and at least the threshold in the 5 days before.", Some(Cents::dollars(3_000)), Severity::Medium, CLEARED),
    rule("Repeated round amounts", RuleType::Transaction, "The third or later amount that is a multiple of the threshold within 7 days.", Some(Cents::dollars(1_000)), Severity::Low, CLEARED),
    rule("Customer review overdue", RuleType::Kyc, "The next review of a customer was not done by its date.", None, Severity::Medium, &[
        "Review completed late. Record renewed.", "Periodic review done and filed.", "Customer record refreshed.",
    ]),
    rule("Identity document expired", RuleType::Kyc, "The identity document of a customer expired before the next review.", None, Severity::Medium, &[
        "New identity document received and verified.", "Valid document on file again.", "Customer renewed the document at the branch.",
    ]),
    rule("Identified after account opening", RuleType::Kyc, "A customer was first verified after the first account was opened.", None, Severity::High, &[
        "Identity verified after the fact and exception recorded.", "Verification completed. Branch reminded of the procedure.", "Late verification documented and approved.",
    ]),
    rule("High-risk review stale", RuleType::Kyc, "The latest record of a high-risk customer is older than the threshold in months.", Some(Cents::dollars(12)), Severity::Medium, &[
        "Enhanced review completed.", "High-risk review done with new documents.", "Annual enhanced due diligence filed.",
    ]),
    rule("Currency transaction report late", RuleType::Reporting, "A currency transaction report was submitted later than the threshold in days after its day.", Some(Cents::dollars(15)), Severity::Medium, &[
        "Report submitted late with explanation.", "Filed after the due day. Calendar corrected.", "Late submission recorded for the regulator.",
    ]),
    rule("Suspicious activity report late", RuleType::Reporting, "A suspicious activity report was filed later than the threshold in days after its report date.", Some(Cents::dollars(30)), Severity::Critical, &[
        "Report filed late with approval of the compliance officer.", "Filed after the period. Cause recorded.", "Late filing explained in the narrative.",
    ]),
    rule("Collateral without insurance", RuleType::Lending, "A secured loan older than the threshold in days without a policy in force that covers the collateral.", Some(Cents::dollars(45)), Severity::Medium, &[
        "Proof of insurance received.", "Borrower bought the required policy.", "Coverage raised to the required amount.",
    ]),
    rule("Loan-to-value above limit", RuleType::Lending, "The loan-to-value ratio of the collateral is above the threshold.", Some(Cents(90)), Severity::Low, &[
        "Exception approved by the credit committee.", "Accepted with mortgage insurance.", "New appraisal brought the ratio below the limit.",
    ]),
    rule("Compulsory training overdue", RuleType::Training, "An enrollment in the compulsory training was not completed within the threshold in days.", Some(Cents::dollars(90)), Severity::Low, &[
        "Training completed late.", "Course finished after a reminder.", "Employee completed the course and test.",
    ]),
    rule("Regulatory report late", RuleType::Reporting, "A periodic report was submitted after its due day: call report 30 days after the quarter and liquidity 20 and board 45; stress test 31 July and HMDA 1 March after the year; OFAC 30 September.", None, Severity::Medium, &[
        "Report submitted late with explanation.", "Submitted after the due day. Calendar corrected.", "Extension agreed with the regulator afterwards.",
    ]),
];

/// The threshold of rule number `rule`, from 1, in hundredths of its unit: cents, or hundredths of a day or month.
///
/// # Panics
///
/// When the rule has none, which is a mistake of the caller.
pub const fn threshold(rule: usize) -> i64 {
    match RULES[rule - 1].threshold {
        Some(Cents(hundredths)) => hundredths,
        None => panic!("the rule has no threshold"),
    }
}

const fn rule(
    name: &'static str,
    rule_type: RuleType,
    description: &'static str,
    threshold: Option<Cents>,
    severity: Severity,
    resolutions: &'static [&'static str],
) -> Rule {
    Rule {
        name,
        rule_type,
        description,
        threshold,
        severity,
        resolutions,
    }
}

/// How an alert on a transaction is closed when it led to a report.
pub const REPORTED: &[&str] = &[
    "Escalated and reported. See the report of the customer.",
    "Closed with a suspicious activity report.",
    "Explanation not plausible. Report filed.",
    "Pattern confirmed on review and reported.",
];

/// The results of a screening, by whether it was flagged.
#[rustfmt::skip]
pub const SCREENINGS: ByLabel = ByLabel(&[
    ("clear", &["No match", "No match on any list", "No hit above the threshold"]),
    ("false_positive", &[
        "Name similar but date of birth differs - false positive",
        "Partial name match cleared - false positive",
        "Different nationality - false positive",
        "Listed person is deceased - false positive",
        "Match on family name only - false positive",
        "Address and document differ - false positive",
    ]),
    ("open", &["Possible match under review", "Name match awaiting documents"]),
    ("alert_cleared", &[
        "Reviewed and consistent with profile",
        "Documented source of funds",
        "Purpose confirmed by customer",
        "Consistent with stated business",
    ]),
    ("alert_open", &["Awaiting analyst review", "Documents requested", "Under analyst review"]),
    ("alert_reported", &["Escalated to a report", "Confirmed and reported"]),
]);

/// Narratives of reports by activity type. `{amount}`, `{count}`, `{from}` and `{to}` are filled by [`super::fill`].
#[rustfmt::skip]
pub const NARRATIVES: ByLabel = ByLabel(&[
    ("structuring", &[
        "Between {from} and {to} the customer made {count} cash deposits that total {amount} dollars. Each stayed just below the reporting limit and no business purpose is known.",
        "{count} cash deposits below the reporting limit were made from {from} to {to} for {amount} dollars in all. The customer gave no plausible explanation.",
        "The account received {amount} dollars in {count} cash deposits from {from} to {to}. Amounts and intervals point to an effort to avoid a currency transaction report.",
        "Repeated cash deposits ({count} from {from} to {to}; {amount} dollars in all) do not agree with the stated occupation and income.",
    ]),
    ("rapid_movement", &[
        "{amount} dollars moved through the account in {count} transactions between {from} and {to}. Most of the money left within three days of its arrival.",
        "From {from} to {to} incoming funds were passed on almost at once. {count} transactions and {amount} dollars are involved. The account kept no balance of note.",
        "The account served as a passage for {amount} dollars from {from} to {to}. {count} transactions were reviewed and no economic purpose was found.",
    ]),
    ("unusual_pattern", &[
        "Between {from} and {to} the account had {count} transactions that total {amount} dollars with counterparties unknown from its history.",
        "The activity from {from} to {to} ({count} transactions; {amount} dollars) departs from the customer's profile and has no documented reason.",
        "{count} transfers with several unrelated counterparties from {from} to {to} total {amount} dollars. The customer could not explain the relations.",
        "Funds of {amount} dollars went out and came back in {count} transactions from {from} to {to} without an evident purpose.",
    ]),
    ("dormant_reactivation", &[
        "After more than a year without activity the account had {count} transactions from {from} to {to} for {amount} dollars.",
        "A dormant account was revived on {from}. Until {to} it saw {count} transactions of {amount} dollars in all. The source of the funds is not documented.",
        "The account rested for over a year and then moved {amount} dollars in {count} transactions between {from} and {to}.",
    ]),
    ("fraud", &[
        "From {from} to {to} {count} transactions for {amount} dollars point to the use of stolen or false payment details.",
        "The customer's papers for {count} transactions from {from} to {to} proved to be false. {amount} dollars are involved.",
        "Loan installments were covered by {count} cash payments of unknown origin from {from} to {to} for {amount} dollars in all.",
    ]),
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::fill;
    use crate::values::texts::tests::assert_by_label;

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        assert_list("rules", RULES.iter().map(|rule| &rule.name), 20);
        assert_list(
            "descriptions",
            RULES.iter().map(|rule| &rule.description),
            20,
        );
        for rule in &RULES {
            assert_list(rule.name, rule.resolutions, 3);
        }
        assert_list("reported", REPORTED, 4);
        let screenings = [
            "clear",
            "false_positive",
            "open",
            "alert_cleared",
            "alert_open",
            "alert_reported",
        ];
        assert_by_label("screenings", &SCREENINGS, &screenings, 2);
        let activities = [
            "structuring",
            "rapid_movement",
            "unusual_pattern",
            "dormant_reactivation",
            "fraud",
        ];
        assert_by_label("narratives", &NARRATIVES, &activities, 3);
    }

    #[test]
    fn severities_are_shared_out_as_the_catalogue_says() {
        let count = |severity| {
            RULES
                .iter()
                .filter(|rule| rule.severity == severity)
                .count()
        };
        assert_eq!(
            [
                Severity::Critical,
                Severity::High,
                Severity::Medium,
                Severity::Low
            ]
            .map(count),
            [2, 5, 9, 4]
        );
    }

    #[test]
    fn narratives_name_what_they_report() {
        let values = [
            ("amount", "9400.00"),
            ("count", "4"),
            ("from", "2025-10-01"),
            ("to", "2025-10-12"),
        ];
        for template in NARRATIVES.0.iter().flat_map(|(_, list)| *list) {
            let text = fill(template, &values);
            for (name, value) in values {
                assert!(text.contains(value), "{template:?} does not say {name}");
            }
        }
    }
}
