//! Texts written by the compliance department; customers do not see them.

use super::ByLabel;

/// Dispositions of alerts on a transaction that led to a report.
pub const REPORTED: &[&str] = &[
    "Escalated. Covered by a suspicious activity report.",
    "Closed with a suspicious activity report.",
    "Explanation not plausible. Taken up in a suspicious activity report.",
    "Pattern confirmed on review. Taken up in a suspicious activity report.",
];

/// Dispositions of alerts on a transaction without a report, by what explains the transaction.
#[rustfmt::skip]
pub const CLEARED: ByLabel = ByLabel(&[
    ("cash_of_a_sale", &[
        "Cash from the sale of a used vehicle. Bill of sale on file. Closed.",
        "Cash from the sale of a boat and trailer. Bill of sale on file. Closed.",
        "Cash from the sale of tools and furniture. List signed by the customer. Closed.",
    ]),
    ("cash_of_savings", &[
        "Cash kept at home and now deposited. Customer asked at the branch and amount fits the income. Closed.",
        "Cash put by over the years. Customer asked at the branch and way of life fits. Closed.",
    ]),
    ("cash_of_relatives", &[
        "Cash gift of relatives. Letter of the giver on file. Closed.",
        "Cash given by a parent. Giver confirmed it by phone. Closed.",
    ]),
    ("cash_of_a_trade", &[
        "Cash earnings agree with the stated occupation and the tax return. Closed.",
        "Customer is paid in cash for own work. Receipts on file. Closed.",
    ]),
    ("cash_sales", &[
        "Cash sales agree with the sales records. Closed.",
        "Cash volume fits the line of business and the season. Closed.",
        "Deposits agree with the register reports. Closed.",
    ]),
    ("cash_of_an_invoice", &[
        "Invoice paid in cash. Receipt on file. Closed.",
        "Cash sale of used equipment of the business. Bill of sale on file. Closed.",
    ]),
    ("cash_spent", &[
        "Cash taken out to buy a used vehicle. Offer of the seller seen. Closed.",
        "Cash taken out to pay for work at the home. Estimate on file. Closed.",
        "Cash taken out for a trip. Booking seen at the branch. Closed.",
    ]),
    ("cash_of_the_old", &[
        "Customer spoken to in private and under no pressure. Purpose plausible. Closed.",
        "Branch asked the customer about callers and helpers. No sign of fraud. Closed.",
    ]),
    ("cash_for_the_register", &[
        "Change for the register. Cash journal agrees. Closed.",
        "Cash paid out for day labor. Signed receipts on file. Closed.",
    ]),
    ("own_in", &[
        "Came from the customer's own account at another bank. Statement on file. Closed.",
        "Own money moved here from another bank. Holder is the same. Closed.",
    ]),
    ("own_out", &[
        "Went to the customer's own account at another bank. Statement on file. Closed.",
        "Own money moved to another bank. Holder is the same. Closed.",
    ]),
    ("broker_in", &[
        "Proceeds of securities that the customer sold. Broker's statement on file. Closed.",
        "Paid out by the customer's own brokerage account. Closed.",
    ]),
    ("broker_out", &[
        "Invested through the customer's own brokerage account. Statement on file. Closed.",
        "Went to the customer's own brokerage account. Amount fits wealth on file. Closed.",
    ]),
    ("sale_of_a_home", &[
        "Proceeds of a home sale. Settlement statement on file. Closed.",
        "Paid out by an escrow agent after a home sale. Closing papers on file. Closed.",
    ]),
    ("large_sum_in", &[
        "Inheritance. Letter of the executor on file. Closed.",
        "Vehicle sold and paid by transfer. Bill of sale on file. Closed.",
        "Gift within the family documented by letter. Closed.",
        "Settlement of a claim against another insurer. Letter on file. Closed.",
    ]),
    ("shared_in", &[
        "Several people paid their part of a cost that the customer had paid. Names on file. Closed.",
        "Dues of a club of which the customer is treasurer. Club confirmed. Closed.",
        "Collection among relatives for a family event. Names on file. Closed.",
    ]),
    ("returned", &[
        "Deposit on a purchase that fell through came back. Contract on file. Closed.",
        "Private loan repaid. Written agreement on file. Closed.",
    ]),
    ("awake", &[
        "Account taken into use again by its holder. Identity confirmed. Closed.",
        "Holder came back from a stay abroad and uses the account again. Closed.",
    ]),
    ("money_in", &[
        "Sender and reason known from the letter on file. Closed.",
        "Sender is a relative. Reason documented by letter. Closed.",
    ]),
    ("several_out", &[
        "Several vendors of a family event paid. Invoices on file. Closed.",
        "Builders and suppliers of work at the home paid. Invoices on file. Closed.",
        "Customer sent relatives their part of a shared cost. Names on file. Closed.",
    ]),
    ("money_out", &[
        "Invoice paid. Copy on file. Closed.",
        "Down payment on a vehicle. Order on file. Closed.",
        "Tuition paid. Bill of the school on file. Closed.",
    ]),
    ("installment", &[
        "Installment was paid from cash that a relative gave. Letter on file. Closed.",
        "Installment was paid from cash earnings. Receipts on file. Closed.",
    ]),
    ("business_in", &[
        "Invoices on file agree with the amounts. Closed.",
        "Payer is a customer of the business. Invoice on file. Closed.",
    ]),
    ("business_returned", &[
        "Refund by a supplier. Credit note on file. Closed.",
        "Advance on an order that was called off came back. Contract on file. Closed.",
    ]),
    ("business_out", &[
        "Supplier and purpose named on the invoice. Closed.",
        "Order and invoice on file. Closed.",
    ]),
    ("transfers_not_reported", &[
        "Reason for the transfers not fully shown. No grounds for suspicion after interview and review. Decision not to report on file. Closed.",
        "Papers on the transfers incomplete. Nothing in the history supports a suspicion. Decision not to report on file. Closed.",
    ]),
    ("cash_not_reported", &[
        "Origin of the cash not fully shown. No grounds for suspicion after interview and review. Decision not to report on file. Closed.",
        "Papers on the cash incomplete. Nothing in the history supports a suspicion. Decision not to report on file. Closed.",
    ]),
    ("recurs", &[
        "Amount is agreed in a contract on file and comes again and again. Closed.",
        "Reviewed against the account's history. Payment recurs. Closed.",
    ]),
]);

/// Results of screening a transaction, by the kind of its explanation.
#[rustfmt::skip]
pub const EXPLAINED: ByLabel = ByLabel(&[
    ("source", &["Documented source of funds", "Origin of the money shown", "Source of funds plausible and on file"]),
    ("purpose", &["Purpose confirmed by customer", "Purpose shown by papers", "Payee and purpose plausible"]),
    ("own", &["Own account confirmed", "Same holder on both sides"]),
    ("business", &["Consistent with the stated business", "Consistent with the books"]),
    ("holder", &["Holder identified anew", "Holder spoken to"]),
    ("decided", &["Decision not to report on file", "Reviewed and not reported"]),
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
    ("alert_open", &["Awaiting analyst review", "In the queue of the monitoring team"]),
    ("alert_investigating", &["Documents requested", "Under analyst review", "Customer asked for the purpose"]),
    ("alert_reported", &["Escalated to a report", "Confirmed and reported"]),
]);

/// First sentence of a report's narrative: who the customer is. `{name}`, `{who}`, `{income}`, and `{since}` are filled in by [`super::fill`].
pub const SUBJECTS: ByLabel = ByLabel(&[
    (
        "person",
        &[
            "{name} ({who}, stated income {income} dollars a year) has been a customer since {since}.",
        ],
    ),
    (
        "business",
        &[
            "{name} ({who}, stated revenue {income} dollars a year) has been a customer since {since}.",
        ],
    ),
]);

/// Earlier reports on the customer; `{earlier}` lists their dates.
pub const EARLIER: &str = "Reported before on {earlier}.";
/// The same if there are none.
pub const NONE_EARLIER: &str = "No earlier report.";

/// What was observed, by pattern. `{rows}` with its verbs `{were}` and `{total}`, `{amount}`, `{from}`, and `{to}` are filled in by [`super::fill`].
#[rustfmt::skip]
pub const OPENINGS: ByLabel = ByLabel(&[
    ("structuring", &[
        "Between {from} and {to} the customer made {rows} that {total} {amount} dollars. Several stayed just below the limit of a currency transaction report.",
        "{rows} for {amount} dollars in all {were} made from {from} to {to}. Amounts and intervals point to an effort to avoid a currency transaction report.",
        "The account received {amount} dollars in {rows} from {from} to {to}. The amounts cluster below 10000 dollars.",
    ]),
    ("rapid_movement", &[
        "From {from} to {to} the account received {rows} for {amount} dollars. At least seven tenths of a credit left within three days.",
        "Between {from} and {to} {amount} dollars came in by {rows}. At least seven tenths of a credit were passed on within three days.",
        "{amount} dollars came by {rows} from {from} to {to} and the account served as a passage: a credit was gone within three days but for a rest.",
    ]),
    ("fan_in", &[
        "Between {from} and {to} the account received {rows} that {total} {amount} dollars from several senders within days.",
        "Several senders paid {amount} dollars in {rows} into the account from {from} to {to}.",
        "From {from} to {to} {rows} for {amount} dollars came in. At least four senders paid within a week.",
    ]),
    ("fan_out", &[
        "Between {from} and {to} the account sent {rows} that {total} {amount} dollars to several recipients within days.",
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
        "From {from} to {to} the customer made {rows} for {amount} dollars. In the five days before a loan installment the cash came to three times its amount or more.",
        "{rows} for {amount} dollars in all {were} made from {from} to {to} on an account that pays a loan. Within five days the cash came to a multiple of the installment.",
        "An account that pays a loan received {amount} dollars in {rows} between {from} and {to}. Within five days the cash came to several times the installment.",
    ]),
]);

/// Money that moved in the opposite direction: `{rows}`, `{amount}`, `{from}`, and `{to}`.
#[rustfmt::skip]
pub const PASSAGES: ByLabel = ByLabel(&[
    ("out", &[
        "From {from} to {to} {rows} took {amount} dollars out of the account.",
        "Outgoing from {from} to {to}: {rows} for {amount} dollars.",
        "The other way {amount} dollars went by {rows} from {from} to {to}.",
    ]),
    ("in", &[
        "From {from} to {to} {rows} brought {amount} dollars into the account.",
        "Incoming from {from} to {to}: {rows} for {amount} dollars.",
        "The other way {amount} dollars came by {rows} from {from} to {to}.",
    ]),
]);

/// The accounts at the other end: `{known}` of `{all}` belong to customers.
pub const COUNTERPARTIES: &str =
    "Accounts at the other end: {all}. Customers of this bank among them: {known}.";

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
    fn lists_are_clean_and_long_enough() {
        assert_list("reported", REPORTED, 4);
        assert_list("verdicts", VERDICTS, 4);
        let grounds: Vec<&str> = CLEARED.0.iter().map(|(ground, _)| *ground).collect();
        assert_by_label("cleared", &CLEARED, &grounds, 2);
        let kinds = ["source", "purpose", "own", "business", "holder", "decided"];
        assert_by_label("explained", &EXPLAINED, &kinds, 2);
        let screenings = [
            "clear",
            "false_positive",
            "false_positive_business",
            "exposed",
            "open",
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
        let verbs = [("total", "total"), ("were", "were")];
        for template in OPENINGS.0.iter().flat_map(|(_, list)| *list) {
            let values: Vec<_> = opening.iter().chain(&verbs).copied().collect();
            let text = fill(template, &values);
            for (name, value) in opening {
                assert!(text.contains(value), "{template:?} does not say {name}");
            }
        }
        say(&PASSAGES, &opening);
        let subject = [
            ("name", "Ada Example"),
            ("who", "Bookkeeper"),
            ("income", "41000.00"),
            ("since", "2021-03-02"),
        ];
        say(&SUBJECTS, &subject);
    }
}
