//! Compliance: what those who watch the rules write. Nothing of this is for customers' eyes.

use super::ByLabel;

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
