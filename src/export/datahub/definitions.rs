//! Vocabulary for describing tables: structured properties, tags, the glossary, domains.

use super::proposals::{Proposals, stamp};
use super::staff::{Staff, owner_of_most};
use crate::export::tables::Tables;
use crate::tables::{Criticality, Domain, Freshness, GlossaryTerm, Pii, Retention, TermGroup};
use serde_json::{Value, json};

/// How long the rows of a table are kept.
pub(super) const RETENTION: &str = "urn:li:structuredProperty:dhub.retention";
/// Why they are kept that long.
pub(super) const RETENTION_BASIS: &str = "urn:li:structuredProperty:dhub.retention_basis";
/// How often new rows are expected.
pub(super) const FRESHNESS: &str = "urn:li:structuredProperty:dhub.freshness";
/// The unit of a column's numbers.
pub(super) const UNIT: &str = "urn:li:structuredProperty:dhub.unit";
/// On tables with personal data.
pub(super) const PERSONAL: &str = "urn:li:tag:dhub.pii";

/// Returns the URN of a class of personal data.
pub(super) fn pii(class: Pii) -> String {
    format!("{PERSONAL}.{}", class.label())
}

/// Returns the URN of a criticality grade.
pub(super) fn criticality(grade: Criticality) -> String {
    format!("urn:li:tag:dhub.criticality.{}", grade.label())
}

/// Returns the URN of a glossary term.
pub(super) fn term(term: GlossaryTerm) -> String {
    format!("urn:li:glossaryTerm:dhub.{term:?}")
}

/// Returns the URN of a domain.
pub(super) fn domain(domain: Domain) -> String {
    format!("urn:li:domain:dhub.{}", domain.id())
}

/// Renders values of structured properties.
pub(super) fn properties(values: &[(&str, &str)]) -> Value {
    let one = |(urn, value): &(&str, &str)| json!({ "propertyUrn": urn, "values": [{ "string": value }] });
    let all: Vec<Value> = values.iter().map(one).collect();
    json!({ "properties": all })
}

/// Proposes all of it.
pub(super) fn propose(tables: &Tables, staff: &Staff, time: i64, out: &mut Proposals) {
    structured_properties(out);
    tags(out);
    glossary(out);
    for one in Domain::ALL {
        let urn = domain(one);
        let info = json!({ "name": one.label(), "description": one.description(), "created": stamp(time) });
        out.add(&urn, "domainProperties", info);
        let of = tables
            .stewardships()
            .filter(|table| table.product.domain() == one);
        if let Some(owner) = owner_of_most(of) {
            out.add(&urn, "ownership", staff.ownership(owner, None));
        }
    }
}

fn structured_properties(out: &mut Proposals) {
    let retention: Vec<(&str, &str)> = Retention::ALL
        .map(|one| (one.label(), one.basis()))
        .to_vec();
    let freshness: Vec<(&str, &str)> = Freshness::ALL.map(|one| (one.label(), "")).to_vec();
    let defined = [
        (
            RETENTION,
            "Retention",
            "How long rows are kept.",
            "dataset",
            retention,
        ),
        (
            RETENTION_BASIS,
            "Basis for retention",
            "The regulation that requires the retention, or the bank's own policy.",
            "dataset",
            vec![],
        ),
        (
            FRESHNESS,
            "Freshness",
            "How often new rows are expected.",
            "dataset",
            freshness,
        ),
        (
            UNIT,
            "Unit",
            "The unit of the numbers in a column.",
            "schemaField",
            vec![],
        ),
    ];
    for (urn, name, description, entity, allowed) in defined {
        let qualified = urn.rsplit(':').next().unwrap_or_default();
        let mut definition = json!({
            "qualifiedName": qualified,
            "displayName": name,
            "description": description,
            "valueType": "urn:li:dataType:datahub.string",
            "cardinality": "SINGLE",
            "entityTypes": [format!("urn:li:entityType:datahub.{entity}")],
            "immutable": false,
        });
        if !allowed.is_empty() {
            let value = |(value, description): (&str, &str)| match description {
                "" => json!({ "value": { "string": value } }),
                _ => json!({ "value": { "string": value }, "description": description }),
            };
            definition["allowedValues"] = allowed.into_iter().map(value).collect();
        }
        out.add(urn, "propertyDefinition", definition);
        let settings = json!({
            "isHidden": false,
            "showInSearchFilters": entity == "dataset",
            "showInAssetSummary": entity == "dataset",
            "hideInAssetSummaryWhenEmpty": true,
            "showAsAssetBadge": false,
            "showInColumnsTable": entity == "schemaField",
        });
        out.add(urn, "structuredPropertySettings", settings);
    }
}

fn tags(out: &mut Proposals) {
    let mut tag = |urn: &str, name: &str, description: &str, color: &str| {
        let properties = json!({ "name": name, "description": description, "colorHex": color });
        out.add(urn, "tagProperties", properties);
    };
    tag(PERSONAL, "PII", "Contains personal data.", "#B3261E");
    for class in Pii::ALL {
        let name = format!("PII: {}", class.label().replace('_', " "));
        tag(&pii(class), &name, class.description(), "#D98324");
    }
    for (grade, color) in Criticality::ALL
        .into_iter()
        .zip(["#7B1FA2", "#1565C0", "#607D8B"])
    {
        let name = format!("Criticality: {}", grade.label());
        tag(&criticality(grade), &name, grade.description(), color);
    }
}

fn glossary(out: &mut Proposals) {
    let node = |group: TermGroup| format!("urn:li:glossaryNode:dhub.{group:?}");
    let root = "urn:li:glossaryNode:dhub";
    let definition = "The bank's terms, as used by its tables and columns.";
    out.add(
        root,
        "glossaryNodeInfo",
        json!({ "name": "Retail bank", "definition": definition }),
    );
    for &group in TermGroup::ALL {
        let info = json!({
            "name": group.label(),
            "definition": group.description(),
            "parentNode": root,
        });
        out.add(&node(group), "glossaryNodeInfo", info);
    }
    for &one in GlossaryTerm::ALL {
        let info = json!({
            "name": one.label(),
            "definition": one.definition(),
            "termSource": "INTERNAL",
            "parentNode": node(one.group()),
        });
        out.add(&term(one), "glossaryTermInfo", info);
    }
}
