//! Relations between entities.

use crate::{Place, aspects, column, dataset, list};
use dhub::tables::CATALOGUE;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

#[test]
fn every_edge_connects_two_columns_of_the_data() {
    let place = Place::new(&[]);
    let pack = place.pack(&[]);
    let data: HashMap<String, HashSet<String>> = CATALOGUE
        .iter()
        .flat_map(|table| {
            let full = move |(name, values): (String, Vec<String>)| {
                (
                    format!("{}.{}.{name}", table.database, table.name),
                    values.into_iter().collect(),
                )
            };
            place.columns(table).into_iter().map(full)
        })
        .collect();
    let within = |from: &str, to: &[String]| {
        let lost = data[from]
            .iter()
            .find(|value| !to.iter().any(|to| data[to].contains(*value)));
        assert!(lost.is_none(), "{from}: {lost:?} is not in {to:?}");
    };

    let mut references = BTreeSet::new();
    for (urn, schema) in aspects(&pack, "schemaMetadata") {
        for key in list(&schema["foreignKeys"]) {
            let [from, to] = ["sourceFields", "foreignFields"].map(|name| column(&key[name][0]));
            assert!(
                key["foreignFields"][0]
                    .as_str()
                    .unwrap()
                    .contains(key["foreignDataset"].as_str().unwrap())
            );
            assert!(
                urn.contains(
                    &from
                        .rsplit_once('.')
                        .unwrap()
                        .0
                        .replacen('.', ".public.", 1)
                ),
                "{urn}: {from}"
            );
            within(&from, std::slice::from_ref(&to));
            assert!(references.insert((from, to)));
        }
    }
    let declared = CATALOGUE.iter().flat_map(|table| {
        let of = move |column: &dhub::tables::Column| {
            let home = column.reference(table)?;
            let from = format!("{}.{}.{}", table.database, table.name, column.name);
            Some((
                from,
                format!("{}.{}.{}", home.database, home.table, home.column),
            ))
        };
        table.columns.iter().filter_map(of)
    });
    assert_eq!(references, declared.collect());
    assert!(
        references.len() >= 58,
        "only {} references",
        references.len()
    );

    // References between databases, which have no foreign keys, once more.
    let across = references
        .iter()
        .filter(|(from, to)| from.split('.').next() != to.split('.').next());
    let related = aspects(&pack, "erModelRelationshipProperties").map(|(_, one)| {
        let field = |end: &str, field: &str| {
            let fields = &one["relationshipFieldMappings"][0];
            let urn = format!(
                "urn:li:schemaField:({},{})",
                one[end].as_str().unwrap(),
                fields[field].as_str().unwrap()
            );
            column(&urn.into())
        };
        (
            field("source", "sourceField"),
            field("destination", "destinationField"),
        )
    });
    assert_eq!(related.collect::<BTreeSet<_>>(), across.cloned().collect());

    let mut edges = BTreeSet::new();
    for (_, lineage) in aspects(&pack, "upstreamLineage") {
        let upstreams: Vec<&str> = list(&lineage["upstreams"])
            .iter()
            .filter_map(|one| one["dataset"].as_str())
            .collect();
        let mut used = HashSet::new();
        for one in list(&lineage["fineGrainedLineages"]) {
            let to = column(&one["downstreams"][0]);
            let from: Vec<String> = list(&one["upstreams"]).iter().map(column).collect();
            for urn in list(&one["upstreams"]) {
                let table = upstreams
                    .iter()
                    .find(|table| urn.as_str().unwrap().contains(**table));
                used.insert(*table.unwrap_or_else(|| panic!("{urn}: its table is no upstream")));
            }
            if one["transformOperation"] == "COPY" {
                within(&to, &from);
            }
            edges.extend(from.into_iter().map(|from| (from, to.clone())));
        }
        assert_eq!(
            used.len(),
            upstreams.len(),
            "{upstreams:?}: without columns"
        );
    }
    let declared = CATALOGUE.iter().flat_map(|table| {
        let of = move |column: &'static dhub::tables::Column| {
            let to = format!("{}.{}.{}", table.database, table.name, column.name);
            let from = column.derivations().flat_map(|one| one.from);
            from.map(move |from| (from.to_string(), to.clone()))
        };
        table.columns.iter().flat_map(of)
    });
    assert_eq!(edges, declared.collect());
}

#[test]
fn everything_that_the_pack_names_is_in_it() {
    let place = Place::new(&[]);
    let pack = place.pack(&[]);
    let known: HashSet<&str> = pack.keys().map(|(urn, _)| urn.as_str()).collect();
    // Entities that exist in every DataHub.
    let own = ["dataPlatform", "ownershipType", "dataType", "entityType"];
    fn urns<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::String(text) if text.starts_with("urn:li:") => found.push(text),
            Value::Array(all) => all.iter().for_each(|one| urns(one, found)),
            Value::Object(all) => all.values().for_each(|one| urns(one, found)),
            _ => {}
        }
    }
    for ((urn, aspect), value) in &pack {
        let mut found = Vec::new();
        urns(value, &mut found);
        for other in found {
            let kind = other.split(':').nth(2).unwrap();
            let user = ["urn:li:corpuser:datahub", "urn:li:corpuser:unknown"].contains(&other);
            let field = kind == "schemaField" && !column(&other.into()).is_empty();
            assert!(
                own.contains(&kind) || user || field || known.contains(other),
                "{urn}, {aspect}: {other}"
            );
        }
    }
    // Each table has everything that people look for.
    for table in CATALOGUE {
        let urn = dataset(table);
        for aspect in [
            "datasetProperties",
            "editableDatasetProperties",
            "schemaMetadata",
            "editableSchemaMetadata",
            "container",
            "domains",
            "ownership",
            "globalTags",
            "glossaryTerms",
            "structuredProperties",
            "datasetProfile",
        ] {
            assert!(
                pack.contains_key(&(urn.clone(), aspect.to_string())),
                "{urn}: no {aspect}"
            );
        }
        let products = aspects(&pack, "dataProductProperties");
        let holding = products.filter(|(_, one)| {
            list(&one["assets"])
                .iter()
                .any(|one| one["destinationUrn"] == urn.as_str())
        });
        assert_eq!(holding.count(), 1, "data products of {urn}");
        let owners = &pack[&(urn.clone(), "ownership".to_string())]["owners"];
        assert!(
            list(owners).iter().any(|one| one["type"] == "DATA_STEWARD"),
            "{urn}: no steward"
        );
    }
    for (aspect, least) in [
        ("domainProperties", 6),
        ("glossaryTermInfo", 60),
        ("queryProperties", 10),
        ("documentInfo", 9),
    ] {
        let found = aspects(&pack, aspect).count();
        assert!(found >= least, "{aspect}: {found}");
    }
}
