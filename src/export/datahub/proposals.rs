//! Metadata change proposals, as DataHub's file source reads them.

use serde_json::{Value, json};

/// The author of all metadata written here.
pub(super) const ACTOR: &str = "urn:li:corpuser:datahub";

/// A list of metadata change proposals.
#[derive(Default)]
pub(super) struct Proposals {
    lines: Vec<String>,
}

impl Proposals {
    /// Proposes an aspect of an entity.
    pub(super) fn add(&mut self, urn: &str, aspect: &str, value: Value) {
        let entity = urn.split(':').nth(2).unwrap_or_default();
        let proposal = json!({
            "entityType": entity,
            "entityUrn": urn,
            "changeType": "UPSERT",
            "aspectName": aspect,
            "aspect": { "json": value },
        });
        self.lines.push(proposal.to_string());
    }

    /// Renders the list as JSON, one proposal per line.
    pub(super) fn json(&self) -> String {
        format!("[\n{}\n]\n", self.lines.join(",\n"))
    }
}

/// Renders an audit stamp of the as-of date.
pub(super) fn stamp(time: i64) -> Value {
    json!({ "time": time, "actor": ACTOR })
}

/// Renders tags, given by URN.
pub(super) fn tags(urns: &[String]) -> Value {
    let tags: Vec<Value> = urns.iter().map(|urn| json!({ "tag": urn })).collect();
    json!({ "tags": tags })
}

/// Renders glossary terms, given by URN.
pub(super) fn terms(urns: &[String], time: i64) -> Value {
    let terms: Vec<Value> = urns.iter().map(|urn| json!({ "urn": urn })).collect();
    json!({ "terms": terms, "auditStamp": stamp(time) })
}
