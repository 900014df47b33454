//! Texts written by the compliance department; customers do not see them.

use super::ByLabel;

/// Dispositions of alerts on a transaction that led to a report.
pub const REPORTED: &[&str] = &[
    "Escalated. Covered by a suspicious activity report.",
    "Closed with a suspicious activity report.",
    "Explanation not plausible. Taken up in a suspicious activity report.",
    "Pattern confirmed on review. Taken up in a suspicious activity report.",
];

/// Dispositions of alerts on a transaction without a report: for any customer, for a person, for a business.
#[rustfmt::skip]
pub const CLEARED: ByLabel = ByLabel(&[
    ("any", &[
        "Source of funds documented. No further action.", "Customer explained the transaction and the papers agree.",
        "One-off event with plausible purpose. Closed after review.", "Reviewed against the account's history and closed.",
        "No pattern found on review. Closed.",
    ]),
    ("person", &[
        "Bill of sale for a vehicle on file. Closed.", "Settlement statement of a home sale on file. Closed.",
        "Gift within the family documented by letter. Closed.", "Amounts agree with stated income. Closed.",
        "Payments among relatives and friends. No further action.",
    ]),
    ("business", &[
        "Activity fits the stated business. Closed.", "Invoices on file agree with the amounts. Closed.",
        "Takings agree with the sales records. Closed.", "Supplier and customer named on the invoices. No further action.",
    ]),
]);

/// Results of a check, by whether it was flagged and by the disposition of the alert.
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
    ("false_positive_business", &[
        "Trade name similar but registration differs - false positive",
        "Part of the trade name matches - false positive",
        "Listed entity is in another line of business - false positive",
        "Address and registration differ - false positive",
    ]),
    ("exposed", &[
        "Confirmed: politically exposed person. Enhanced due diligence applies",
        "Confirmed: family member of a politically exposed person. Enhanced due diligence applies",
        "Confirmed: close associate of a politically exposed person. Enhanced due diligence applies",
    ]),
    ("open", &["Possible match under review", "Name match awaiting documents"]),
    ("alert_cleared", &[
        "Reviewed and consistent with profile",
        "Documented source of funds",
        "Purpose confirmed by customer",
        "Plausible on review of the account",
    ]),
    ("alert_open", &["Awaiting analyst review", "In the queue of the monitoring team"]),
    ("alert_investigating", &["Documents requested", "Under analyst review", "Customer asked for the purpose"]),
    ("alert_reported", &["Escalated to a report", "Confirmed and reported"]),
]);

/// Beginning of a report's narrative, by observed pattern. `{rows}`, `{amount}`, `{from}`, and `{to}` are filled in by
/// [`super::fill`].
#[rustfmt::skip]
pub const OPENINGS: ByLabel = ByLabel(&[
    ("structuring", &[
        "Between {from} and {to} the customer made {rows} that total {amount} dollars. Several stayed just below the limit of a currency transaction report.",
        "{rows} for {amount} dollars in all were made from {from} to {to}. Amounts and intervals point to an effort to avoid a currency transaction report.",
        "The account received {amount} dollars in {rows} from {from} to {to}. The amounts cluster below 10000 dollars.",
    ]),
    ("rapid_movement", &[
        "From {from} to {to} the account received {rows} for {amount} dollars. Of one of them at least seven tenths left within three days.",
        "Between {from} and {to} {amount} dollars came in by {rows}. At least seven tenths of a credit were passed on within three days.",
        "{amount} dollars came by {rows} from {from} to {to} and the account served as a passage: a credit was gone within three days but for a rest.",
    ]),
    ("fan_in", &[
        "Between {from} and {to} the account received {rows} that total {amount} dollars from several senders within days.",
        "Several senders paid {amount} dollars in {rows} into the account from {from} to {to}.",
        "From {from} to {to} {rows} for {amount} dollars came in. At least four senders paid within a week.",
    ]),
    ("fan_out", &[
        "Between {from} and {to} the account sent {rows} that total {amount} dollars to several recipients within days.",
        "From {from} to {to} {amount} dollars were spread over several recipients in {rows}.",
        "Several recipients were paid {amount} dollars in {rows} from {from} to {to}.",
    ]),
    ("round_trip", &[
        "Between {from} and {to} the account sent {rows} for {amount} dollars and at least one recipient returned nearly all it got within two weeks.",
        "{amount} dollars left in {rows} from {from} to {to}. A recipient soon sent back at least nine tenths of its payment.",
        "From {from} to {to} money went out in {rows} for {amount} dollars and came back from the same account.",
    ]),
    ("dormant_account", &[
        "A dormant account was revived. From {from} to {to} it received {rows} of {amount} dollars in all.",
        "After the dormant account fee had been charged the account received {amount} dollars in {rows} between {from} and {to}.",
        "The account had been dormant until {rows} for {amount} dollars came in from {from} to {to}.",
    ]),
    ("loan_served_with_cash", &[
        "From {from} to {to} the customer made {rows} for {amount} dollars. In the five days before a loan installment they came to three times its amount or more.",
        "{rows} for {amount} dollars in all were made from {from} to {to} on an account that pays a loan. Within five days they came to a multiple of the installment.",
        "An account that pays a loan received {amount} dollars in {rows} between {from} and {to}. Within five days that was several times the installment.",
    ]),
]);

/// Narrative about money that moved in the opposite direction: `{other_rows}` and `{other_amount}`.
#[rustfmt::skip]
pub const PASSAGES: ByLabel = ByLabel(&[
    ("out", &[
        "In the same days {other_rows} took {other_amount} dollars out of the account.",
        "Outgoing: {other_rows} for {other_amount} dollars.",
        "The other way went {other_rows} for {other_amount} dollars.",
    ]),
    ("in", &[
        "In the same days {other_rows} brought {other_amount} dollars into the account.",
        "Incoming: {other_rows} for {other_amount} dollars.",
        "The other way came {other_rows} for {other_amount} dollars.",
    ]),
]);

/// The bank's conclusion.
#[rustfmt::skip]
pub const VERDICTS: &[&str] = &[
    "The bank sees no apparent economic or lawful purpose.",
    "The activity has no documented reason.",
    "The activity departs from what the bank knows of the customer.",
    "No lawful purpose is apparent from the records of the account.",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;
    use crate::values::texts::fill;
    use crate::values::texts::tests::assert_by_label;

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        assert_list("reported", REPORTED, 4);
        assert_list("verdicts", VERDICTS, 4);
        assert_by_label("cleared", &CLEARED, &["any", "person", "business"], 4);
        let screenings = [
            "clear",
            "false_positive",
            "false_positive_business",
            "exposed",
            "open",
            "alert_cleared",
            "alert_open",
            "alert_investigating",
            "alert_reported",
        ];
        assert_by_label("screenings", &SCREENINGS, &screenings, 2);
        let patterns = [
            "structuring",
            "rapid_movement",
            "fan_in",
            "fan_out",
            "round_trip",
            "dormant_account",
            "loan_served_with_cash",
        ];
        assert_by_label("openings", &OPENINGS, &patterns, 3);
        assert_by_label("passages", &PASSAGES, &["out", "in"], 3);
    }

    #[test]
    fn narratives_name_what_they_report() {
        let say = |texts: &ByLabel, values: &[(&str, &str)]| {
            for template in texts.0.iter().flat_map(|(_, list)| *list) {
                let text = fill(template, values);
                for (name, value) in values {
                    assert!(text.contains(value), "{template:?} does not say {name}");
                }
            }
        };
        let opening = [
            ("rows", "4 cash deposits"),
            ("amount", "9400.00"),
            ("from", "2025-10-01"),
            ("to", "2025-10-12"),
        ];
        say(&OPENINGS, &opening);
        let passage = [("other_rows", "3 transfers"), ("other_amount", "8100.00")];
        say(&PASSAGES, &passage);
    }
}
