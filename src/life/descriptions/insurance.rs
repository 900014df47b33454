//! Sentences about policies, premiums, and claims.

use super::{Description, Weight::*, description};
use crate::life::words::*;
use crate::life::{Event, Life};

impl Life {
    pub(super) fn describe_insurance(&self, event: &Event) -> Option<Description> {
        Some(match event.table().name {
            "policies" => description(
                self.policy(event.key()),
                None,
                Plain,
                format!(
                    "Coverage of {} begins, premium {} {}{}",
                    event.money("coverage_amount"),
                    event.money("premium_amount"),
                    event.label("premium_frequency"),
                    then(", until ", event.get("end_date"))
                ),
            ),
            "coverage" => {
                let deductible = match event.text("deductible") {
                    "0.00" => String::new(),
                    _ => format!(", deductible {}", event.money("deductible")),
                };
                description(
                    self.policy(event.text("policy_id")),
                    None,
                    Together("Covers"),
                    format!(
                        "{} up to {}{deductible}",
                        event.label("coverage_type"),
                        event.money("coverage_limit")
                    ),
                )
            }
            "beneficiaries" => description(
                self.policy(event.text("policy_id")),
                None,
                Together("In favor of"),
                format!(
                    "{} ({}) {}%",
                    event.text("beneficiary_name"),
                    event.label("relationship"),
                    event.text("percentage")
                ),
            ),
            "claims" => {
                let outcome = match (event.get("approved_amount"), event.get("settlement_date")) {
                    (Some(amount), Some(day)) => {
                        format!("settled on {day} for {}", grouped(amount))
                    }
                    (Some(amount), None) => format!("approved for {}", grouped(amount)),
                    _ => event.label("status"),
                };
                description(
                    self.policy(event.text("policy_id")),
                    event.get("claim_amount"),
                    Plain,
                    format!(
                        "Claim for {}: {}, {outcome}",
                        event.label("claim_type"),
                        event.text("description").trim_end_matches('.')
                    ),
                )
            }
            "premium_payments" => {
                let (weight, how) = match event.text("payment_status") {
                    "completed" => (Routine("premium"), String::new()),
                    "pending" => (Plain, ", pending".to_string()),
                    other => (Trouble, format!(", {}", words(other))),
                };
                description(
                    self.policy(event.text("policy_id")),
                    event.get("amount"),
                    weight,
                    match event.text("payment_method") {
                        "online" => format!("Premium online{how}"),
                        method => format!("Premium by {}{how}", words(method)),
                    },
                )
            }
            "policy_events" => {
                let weight = match event.text("event_type") {
                    "payment_missed" | "grace_notice" | "lapsed" | "cancelled" => Trouble,
                    "claim_filed" => Head, // covered by the claim itself
                    _ => Plain,
                };
                let (kind, said) = (event.label("event_type"), event.text("description"));
                description(
                    self.policy(event.text("policy_id")),
                    None,
                    weight,
                    format!("{}: {said}", capital(&kind)),
                )
            }
            _ => return None,
        })
    }
}
