//! Column lineage, and references between databases.

use super::naming::{Naming, field};
use super::proposals::{Proposals, stamp};
use crate::error::Result;
use crate::export::tables::Tables;
use crate::tables::{Table, column_named};
use crate::verify::rules::{self, FILES};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Proposes the lineage of all tables.
pub(super) fn lineage(
    tables: &Tables,
    naming: &Naming,
    time: i64,
    out: &mut Proposals,
) -> Result<()> {
    let mut sentences = BTreeMap::new();
    for (_, file) in FILES {
        let parsed = rules::parse(file)?.into_iter();
        sentences.extend(parsed.map(|rule| (rule.name, rule.sentence)));
    }
    for stored in &tables.all {
        let urn = naming.of(stored.table);
        let (mut upstreams, mut columns): (Vec<(&Table, bool)>, Vec<Value>) = Default::default();
        for column in stored.table.columns {
            for derivation in column.derivations() {
                let sources = derivation
                    .from
                    .iter()
                    .filter_map(|place| column_named(place));
                let sources: Vec<_> = sources
                    .filter(|(table, _)| tables.has(table.database, table.name))
                    .collect();
                if sources.is_empty() {
                    continue;
                }
                let copied = derivation.rule.is_none();
                for (table, _) in &sources {
                    match upstreams.iter_mut().find(|(known, _)| known.is(table)) {
                        Some((_, all)) => *all &= copied,
                        None => upstreams.push((table, copied)),
                    }
                }
                let fields = sources
                    .iter()
                    .map(|(table, source)| field(&naming.of(table), source.name));
                let operation = match derivation.rule {
                    None => "COPY".to_string(),
                    Some(rule) => {
                        format!("{rule}: {}", sentences.get(rule).map_or("", String::as_str))
                    }
                };
                columns.push(json!({
                    "upstreamType": "FIELD_SET",
                    "upstreams": fields.collect::<Vec<_>>(),
                    "downstreamType": "FIELD",
                    "downstreams": [field(&urn, column.name)],
                    "transformOperation": operation,
                    "confidenceScore": 1.0,
                }));
            }
        }
        if columns.is_empty() {
            continue;
        }
        let upstream = |(table, copied): &(&Table, bool)| {
            json!({
                "auditStamp": stamp(time),
                "dataset": naming.of(table),
                "type": if *copied { "COPY" } else { "TRANSFORMED" },
            })
        };
        let upstreams: Vec<Value> = upstreams.iter().map(upstream).collect();
        let lineage = json!({ "upstreams": upstreams, "fineGrainedLineages": columns });
        out.add(&urn, "upstreamLineage", lineage);
    }
    Ok(())
}

/// Proposes the references to other databases, which no PostgreSQL foreign key shows when each database is separate.
pub(super) fn references(tables: &Tables, naming: &Naming, time: i64, out: &mut Proposals) {
    for stored in &tables.all {
        let table = stored.table;
        for column in table.columns {
            let Some(home) = tables.reference(table, column) else {
                continue;
            };
            if home.database == table.database {
                continue;
            }
            let name = format!("{}.{}.{}", table.database, table.name, column.name);
            let urn = format!(
                "urn:li:erModelRelationship:{}",
                naming.id("reference", &name)
            );
            let one = column.key || column.unique;
            let properties = json!({
                "customProperties": {},
                "name": format!("{}.{} refers to {}.{}", table.name, column.name, home.table, home.column),
                "source": naming.of(table),
                "destination": naming.dataset(home.database, home.table),
                "relationshipFieldMappings": [{ "sourceField": column.name, "destinationField": home.column }],
                "cardinality": if one { "ONE_ONE" } else { "N_ONE" },
                "created": stamp(time),
                "lastModified": stamp(time),
            });
            out.add(&urn, "erModelRelationshipProperties", properties);
            out.add(&urn, "status", json!({ "removed": false }));
        }
    }
}
