//! Sentences about applications, loans, and installments.

use super::{Description, Weight::*, description, plain};
use crate::life::words::*;
use crate::life::{Event, Life};

impl Life {
    pub(super) fn describe_loan(&self, event: &Event) -> Option<Description> {
        Some(match event.table().name {
            "loan_applications" => {
                let outcome = match (event.text("status"), event.get("decision_date")) {
                    ("approved", Some(day)) => {
                        format!("approved on {day} for {}", event.money("approved_amount"))
                    }
                    ("rejected", Some(day)) => format!(
                        "rejected on {day}: {}",
                        event.text("rejection_reason").trim_end_matches('.')
                    ),
                    (_, Some(day)) => format!("{} (decided on {day})", event.label("status")),
                    (_, None) => event.label("status"),
                };
                let weight = if event.text("status") == "rejected" {
                    Trouble
                } else {
                    Plain
                };
                description(
                    format!("{} {}", event.text("loan_type"), ordinal(event.key())),
                    event.get("requested_amount"),
                    weight,
                    format!("Applies for a loan, {outcome}"),
                )
            }
            "loans" => description(
                self.loan(event.key()),
                event.get("principal_amount"),
                Plain,
                format!(
                    "Loan disbursed: {} over {} months, until {}",
                    percent(event.text("interest_rate")),
                    event.text("term_months"),
                    event.text("maturity_date")
                ),
            ),
            "collateral" => description(
                self.loan(event.text("loan_id")),
                event.get("appraised_value"),
                Plain,
                format!("Collateral appraised: {}", event.text("description")),
            ),
            "repayment_schedule" => self.installment(event),
            "loan_guarantors" => description(
                self.loan(event.text("loan_id")),
                None,
                Together("Guaranteed by"),
                format!(
                    "{} ({}) for {}",
                    event.text("guarantor_name"),
                    event.label("relationship"),
                    event.money("guarantee_amount")
                ),
            ),
            "risk_assessments" => plain(
                &match event.get("loan_id") {
                    Some(loan) => self.loan(loan),
                    None => self
                        .find("loan_applications", event.text("application_id"))
                        .map_or("loan".into(), |one| {
                            format!(
                                "{} {}",
                                one.get("loan_type").unwrap_or_default(),
                                ordinal(one.key())
                            )
                        }),
                },
                format!(
                    "Credit score {} ({}), probability of default {}",
                    event.text("risk_score"),
                    event.text("credit_grade"),
                    percent(event.text("pd_probability"))
                ),
            ),
            _ => return None,
        })
    }

    fn installment(&self, event: &Event) -> Description {
        let loan = self.find("loans", event.text("loan_id"));
        let of = then(" of ", loan.and_then(|loan| loan.get("term_months")));
        let due = event.text("due_date");
        let (weight, how) = match event.text("payment_status") {
            "paid" => (Routine("installment"), String::new()),
            "late" => {
                let late = days(due, event.time());
                (Trouble, format!(", {} late", count(i64::from(late), "day")))
            }
            "missed" => (Trouble, ", missed".to_string()),
            _ => (Plain, ", due".to_string()),
        };
        let (weight, end) = match loan.filter(|loan| self.ends(loan, event)) {
            Some(loan) if loan.text("loan_status") == "defaulted" => {
                (Trouble, outcome(loan).replacen(", ", "; loan ", 1))
            }
            Some(loan) => (Plain, format!("; loan paid off{}", outcome(loan))),
            None => (weight, String::new()),
        };
        Description {
            topic: self.loan(event.text("loan_id")),
            amount: event.get("total_amount").map(str::to_string),
            text: format!(
                "Installment {}{of}{how}{end}",
                event.text("installment_number")
            ),
            weight,
        }
    }

    /// Returns whether the end of a loan is described with this installment: the last one of a paid-off loan, or the last one due before a loan is
    /// charged off.
    fn ends(&self, loan: &Event, installment: &Event) -> bool {
        let charged_off = loan.get("charged_off_date");
        match loan.text("loan_status") {
            "paid_off" => installment.get("installment_number") == loan.get("term_months"),
            "defaulted" => {
                let due = |one: &Event| charged_off.is_some_and(|day| one.text("due_date") <= day);
                let mut all = self.of_table("repayment_schedule");
                let later = |one: &Event| {
                    one.get("loan_id") == Some(loan.key())
                        && one.text("due_date") > installment.text("due_date")
                };
                due(installment) && !all.any(|one| later(one) && due(one))
            }
            _ => false,
        }
    }
}

/// Describes what ended a loan, to follow its status; empty while it runs as agreed.
pub fn outcome(loan: &Event) -> String {
    match (loan.text("loan_status"), loan.get("charged_off_date")) {
        ("defaulted", Some(day)) => format!(", charged off on {day}"),
        ("restructured", _) => ", with a longer term".to_string(),
        ("paid_off", _) => {
            let source = match loan.get("payoff_source") {
                Some("schedule") => " with the last installment",
                Some("sale") => " early with the sale of the house",
                Some("trade_in") => " early with a trade-in",
                Some("refinancing") => " early through refinancing",
                Some("own_funds") => " early with own funds",
                _ => "",
            };
            format!("{source}{}", then(" on ", loan.get("closed_date")))
        }
        _ => String::new(),
    }
}
