//! Sentences about contacts, surveys, complaints, and campaigns.

use super::{Description, Weight::*, description, plain};
use crate::life::words::*;
use crate::life::{Event, Life};

impl Life {
    pub(super) fn describe_contact(&self, event: &Event) -> Option<Description> {
        Some(match event.table().name {
            "interactions" => {
                let weight = match event.text("outcome") {
                    "escalated" => Trouble,
                    _ => Plain,
                };
                let outcome = match event.text("outcome") {
                    "resolved" => "",
                    "escalated" => " Escalated.",
                    _ => " Needs follow-up.",
                };
                description(
                    "contact".into(),
                    None,
                    weight,
                    format!(
                        "By {}: {}{outcome}",
                        event.label("channel"),
                        event.text("notes")
                    ),
                )
            }
            "satisfaction_surveys" => plain(
                "survey",
                format!(
                    "Likelihood to recommend {} of 10, {}{}",
                    event.text("nps_score"),
                    count(
                        event
                            .text("satisfaction_rating")
                            .parse()
                            .unwrap_or_default(),
                        "star"
                    ),
                    event
                        .get("comments")
                        .map_or(String::new(), |said| format!(": \"{said}\""))
                ),
            ),
            "complaints" => {
                let end = match event.get("resolved_date") {
                    Some(end) => match days(event.time(), end) {
                        0 => format!("{} the same day", event.label("status")),
                        days => format!(
                            "{} after {}",
                            event.label("status"),
                            count(days.into(), "day")
                        ),
                    },
                    None => event.label("status"),
                };
                description(
                    "complaint".into(),
                    None,
                    Trouble,
                    format!(
                        "{} ({} priority, {end})",
                        event.text("description"),
                        event.label("priority")
                    ),
                )
            }
            "campaign_responses" => plain(
                "campaign",
                format!(
                    "{}: {}{}",
                    self.name(event.text("campaign_id")),
                    event.label("response_type"),
                    if event.is("converted") {
                        ", converted"
                    } else {
                        ""
                    }
                ),
            ),
            _ => return None,
        })
    }
}
