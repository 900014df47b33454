//! Sentences about compliance checks and records.

use super::{Description, Weight::*, description, plain};
use crate::life::words::*;
use crate::life::{Event, Life};

impl Life {
    pub(super) fn describe_compliance(&self, event: &Event) -> Option<Description> {
        Some(match event.table().name {
            "kyc_records" => plain(
                "kyc",
                format!(
                    "Identity check with {}{}: {}, risk {}, next by {}",
                    event.label("document_type"),
                    event
                        .get("expiry_date")
                        .map_or(String::new(), |day| format!(", valid to {day}")),
                    event.label("kyc_status"),
                    event.label("risk_rating"),
                    event.text("next_review_date")
                ),
            ),
            "aml_checks" => {
                let (kind, result) = (event.label("check_type"), event.text("screening_result"));
                match (event.get("transaction_id"), event.is("aml_flag")) {
                    (Some(transaction), _) => {
                        let about = self.find("transactions", transaction).map_or(
                            transaction.to_string(),
                            |one| {
                                format!(
                                    "{} of {} on {}",
                                    one.get("description").unwrap_or_default(),
                                    grouped(one.get("transaction_amount").unwrap_or_default()),
                                    one.day()
                                )
                            },
                        );
                        description(
                            "aml".into(),
                            None,
                            Trouble,
                            format!("Alert about {about}: {result}"),
                        )
                    }
                    (None, false) => {
                        description("aml".into(), None, Together("Screened, no match"), kind)
                    }
                    (None, true) => description(
                        "aml".into(),
                        None,
                        Trouble,
                        format!("Screened, {kind}: {result}"),
                    ),
                }
            }
            "suspicious_activity_reports" => description(
                "aml".into(),
                event.get("amount_involved"),
                Trouble,
                format!(
                    "Suspicious activity report, {} on {}, {}{}: {}",
                    event.label("activity_type"),
                    self.account(event.text("account_id")),
                    event.label("sar_status"),
                    then(" on ", event.get("filed_date")),
                    event.text("description")
                ),
            ),
            "regulatory_reports" => {
                let status = match (event.get("submission_date"), event.text("status")) {
                    (Some(day), "submitted") => format!("submitted on {day}"),
                    (Some(day), status) => format!("submitted on {day}, {}", words(status)),
                    (None, status) => words(status),
                };
                let what = "Currency transaction report on this day's cash";
                plain("aml", format!("{what}, {status}"))
            }
            "rule_violations" => {
                let about = match self.find("transactions", event.text("entity_id")) {
                    Some(one) => format!(
                        " ({}, {})",
                        one.get("description").unwrap_or_default(),
                        one.day()
                    ),
                    None => format!(" ({})", event.text("entity_id")),
                };
                description(
                    "rules".into(),
                    None,
                    Trouble,
                    format!(
                        "Breaks \"{}\"{about}: {}{}",
                        self.name(event.text("rule_id")),
                        event.label("status"),
                        then(" on ", event.get("resolved_date"))
                    ),
                )
            }
            "audit_trails" => description(
                "audit".into(),
                None,
                Together("On record"),
                event.label("action") + &self.changed(event),
            ),
            _ => return None,
        })
    }

    /// Describes which part of a profile changed, or why an account was frozen or released, to follow the action of an audit row;
    /// empty for other actions.
    fn changed(&self, event: &Event) -> String {
        let new = event.get("new_value").unwrap_or_default();
        match (event.get("action"), serde_json::from_str(new)) {
            (Some("profile_changed"), Ok(serde_json::Value::Object(new))) => {
                let columns: Vec<&str> = new.keys().map(String::as_str).collect();
                format!(" ({})", columns.join(", "))
            }
            (Some("account_frozen" | "account_released"), Ok(serde_json::Value::Object(new))) => {
                then(": ", new.get("reason").and_then(|reason| reason.as_str()))
            }
            _ => String::new(),
        }
    }
}
