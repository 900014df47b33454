//! Sentences about policies, premiums, and claims.

use super::{Telling, Weight::*, telling};
use crate::life::words::*;
use crate::life::{Event, Life};

impl Life {
    pub(super) fn insurance_told(&self, event: &Event) -> Option<Telling> {
        Some(match event.table().name {
            "policies" => telling(
                self.policy(event.key()),
                None,
                Plain,
                format!(
                    "Cover of {} begins, premium {} {}{}",
                    event.money("coverage_amount"),
                    event.money("premium_amount"),
                    event.label("premium_frequency"),
                    then(", until ", event.get("end_date"))
                ),
            ),
            "coverage" => {
                let deductible = match event.text("deductible") {
                    "0.00" => String::new(),
                    _ => format!(" above {}", event.money("deductible")),
                };
                telling(
                    self.policy(event.text("policy_id")),
                    None,
                    Together("Covers"),
                    format!(
                        "{} to {}{deductible}",
                        event.label("coverage_type"),
                        event.money("coverage_limit")
                    ),
                )
            }
            "beneficiaries" => telling(
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
                        format!("settled on {day} with {}", grouped(amount))
                    }
                    (Some(amount), None) => format!("approved for {}", grouped(amount)),
                    _ => event.label("status"),
                };
                telling(
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
                telling(
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
                    "claim_filed" => Head, // told by the claim itself
                    _ => Plain,
                };
                let (kind, said) = (event.label("event_type"), event.text("description"));
                telling(
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
