//! The tables as datasets, in the databases and schemas that hold them.

use super::definitions::{self, properties};
use super::naming::{Naming, PLATFORM, field};
use super::proposals::{Proposals, stamp, tags, terms};
use super::staff::Staff;
use crate::export::tables::{Stored, Tables};
use crate::schema::column_comment;
use crate::tables::{Column, Stewardship, Table};
use crate::values::SqlType;
use serde_json::{Value, json};

/// Proposes the databases and schemas.
pub(super) fn containers(tables: &Tables, naming: &Naming, out: &mut Proposals) {
    let mut made = Vec::new();
    for name in tables.databases() {
        let database = naming.database(name);
        let urn = naming.database_container(&database);
        if !made.contains(&urn) {
            container(naming, &urn, &database, "Database", None, out);
            out.add(&urn, "browsePathsV2", path(naming, &[]));
            made.push(urn.clone());
        }
        let schema = naming.schema(name);
        let inner = naming.schema_container(&database, schema);
        container(naming, &inner, schema, "Schema", Some(&database), out);
        out.add(&inner, "container", json!({ "container": urn }));
        out.add(&inner, "browsePathsV2", path(naming, &[&urn]));
        let of = tables.of(name).filter_map(|one| one.table.stewardship);
        if let Some(stewardship) = of.into_iter().next() {
            let domain = definitions::domain(stewardship.product.domain());
            out.add(&inner, "domains", json!({ "domains": [domain] }));
        }
    }
}

fn container(
    naming: &Naming,
    urn: &str,
    name: &str,
    kind: &str,
    database: Option<&str>,
    out: &mut Proposals,
) {
    let custom = match database {
        Some(database) => naming.container_properties(database, Some(name)),
        None => naming.container_properties(name, None),
    };
    let info = json!({ "customProperties": custom, "name": name, "env": naming.environment() });
    out.add(urn, "containerProperties", info);
    out.add(urn, "status", json!({ "removed": false }));
    out.add(urn, "dataPlatformInstance", platform(naming));
    out.add(urn, "subTypes", json!({ "typeNames": [kind] }));
}

fn platform(naming: &Naming) -> Value {
    match naming.instance_urn() {
        Some(instance) => json!({ "platform": PLATFORM, "instance": instance }),
        None => json!({ "platform": PLATFORM }),
    }
}

fn path(naming: &Naming, containers: &[&str]) -> Value {
    let instance = naming.instance_urn();
    let urns = instance
        .as_deref()
        .into_iter()
        .chain(containers.iter().copied());
    let path: Vec<Value> = urns.map(|urn| json!({ "id": urn, "urn": urn })).collect();
    json!({ "path": path })
}

/// Proposes a table: what ingestion from PostgreSQL says about it, plus what ingestion leaves alone.
pub(super) fn dataset(
    tables: &Tables,
    naming: &Naming,
    staff: &Staff,
    stored: &Stored,
    stewardship: &Stewardship,
    time: i64,
    out: &mut Proposals,
) {
    let table = stored.table;
    let urn = naming.of(table);
    let (database, schema) = (
        naming.database(table.database),
        naming.schema(table.database),
    );
    let container = naming.schema_container(&database, schema);
    let info =
        json!({ "customProperties": {}, "name": table.name, "description": table.doc, "tags": [] });
    out.add(&urn, "datasetProperties", info);
    out.add(
        &urn,
        "schemaMetadata",
        schema_metadata(tables, naming, table),
    );
    out.add(&urn, "status", json!({ "removed": false }));
    out.add(&urn, "subTypes", json!({ "typeNames": ["Table"] }));
    out.add(&urn, "container", json!({ "container": container }));
    let outer = naming.database_container(&database);
    out.add(&urn, "browsePathsV2", path(naming, &[&outer, &container]));
    if naming.instance().is_some() {
        out.add(&urn, "dataPlatformInstance", platform(naming));
    }

    let description = json!({
        "created": stamp(time),
        "lastModified": stamp(time),
        "description": description(table, stewardship),
    });
    out.add(&urn, "editableDatasetProperties", description);
    out.add(&urn, "editableSchemaMetadata", columns(table, time));
    let domain = definitions::domain(stewardship.product.domain());
    out.add(&urn, "domains", json!({ "domains": [domain] }));
    let ownership = staff.ownership(stewardship.owner, Some(stewardship.steward));
    out.add(&urn, "ownership", ownership);
    let mut tagged = vec![definitions::criticality(stewardship.criticality)];
    if table.columns.iter().any(|column| column.pii.is_some()) {
        tagged.push(definitions::PERSONAL.to_string());
    }
    out.add(&urn, "globalTags", tags(&tagged));
    let term = definitions::term(stewardship.term);
    out.add(&urn, "glossaryTerms", terms(&[term], time));
    let mut values = vec![
        (definitions::RETENTION, stewardship.retention.label()),
        (definitions::RETENTION_BASIS, stewardship.retention.basis()),
    ];
    let freshness = stewardship.freshness.map(|one| one.label());
    values.extend(freshness.map(|label| (definitions::FRESHNESS, label)));
    out.add(&urn, "structuredProperties", properties(&values));
    for column in table.columns {
        if let Some(unit) = column.unit {
            let values = properties(&[(definitions::UNIT, unit.label())]);
            out.add(&field(&urn, column.name), "structuredProperties", values);
        }
    }
}

/// Describes a table in words.
fn description(table: &Table, stewardship: &Stewardship) -> String {
    let mut text = format!(
        "{}\n\n**{}**: {}\n\nKept: {} ({}).",
        table.doc,
        stewardship.term.label(),
        stewardship.term.definition(),
        stewardship.retention.label(),
        stewardship.retention.basis()
    );
    if let Some(column) = table.event_time() {
        text += &format!(" A row happens at `{}`.", column.name);
    }
    text
}

/// Renders the meaning of each column: personal data and glossary term.
fn columns(table: &Table, time: i64) -> Value {
    let meant = |column: &Column| {
        let mut info = json!({ "fieldPath": column.name });
        if let Some(class) = column.pii {
            info["globalTags"] = tags(&[definitions::pii(class)]);
        }
        if let Some(term) = column.term {
            info["glossaryTerms"] = terms(&[definitions::term(term)], time);
        }
        (column.pii.is_some() || column.term.is_some()).then_some(info)
    };
    let all: Vec<Value> = table.columns.iter().filter_map(meant).collect();
    json!({ "created": stamp(time), "lastModified": stamp(time), "editableSchemaFieldInfo": all })
}

fn schema_metadata(tables: &Tables, naming: &Naming, table: &Table) -> Value {
    let urn = naming.of(table);
    let column = |column: &Column| {
        let (kind, native) = types(column.sql);
        json!({
            "fieldPath": column.name,
            "nullable": column.nullable,
            "description": column_comment(table, column),
            "type": { "type": { format!("com.linkedin.schema.{kind}"): {} } },
            "nativeDataType": native,
            "recursive": false,
            "isPartOfKey": column.key,
        })
    };
    let fields: Vec<Value> = table.columns.iter().map(column).collect();
    let reference = |column: &Column| {
        let home = tables.reference(table, column)?;
        let foreign = naming.dataset(home.database, home.table);
        Some(json!({
            "name": format!("{}_{}_fkey", table.name, column.name),
            "foreignFields": [field(&foreign, home.column)],
            "sourceFields": [field(&urn, column.name)],
            "foreignDataset": foreign,
        }))
    };
    let references: Vec<Value> = table.columns.iter().filter_map(reference).collect();
    let nobody = json!({ "time": 0, "actor": "urn:li:corpuser:unknown" });
    let mut schema = json!({
        "schemaName": naming.table(table.database, table.name),
        "platform": PLATFORM,
        "version": 0,
        "created": nobody,
        "lastModified": nobody,
        "hash": "",
        "platformSchema": { "com.linkedin.schema.MySqlDDL": { "tableSchema": "" } },
        "fields": fields,
        "primaryKeys": [table.key().name],
    });
    if !references.is_empty() {
        schema["foreignKeys"] = references.into();
    }
    schema
}

/// Returns a column's type in DataHub, and the PostgreSQL type as ingestion shows it.
fn types(sql: SqlType) -> (&'static str, String) {
    match sql {
        SqlType::Text => ("StringType", "TEXT".to_string()),
        SqlType::Boolean => ("BooleanType", "BOOLEAN".to_string()),
        SqlType::SmallInt => ("NumberType", "SMALLINT".to_string()),
        SqlType::Integer => ("NumberType", "INTEGER".to_string()),
        SqlType::BigInt | SqlType::Identity => ("NumberType", "BIGINT".to_string()),
        SqlType::Numeric(precision, scale) => {
            ("NumberType", format!("NUMERIC({precision}, {scale})"))
        }
        SqlType::Date => ("DateType", "DATE".to_string()),
        SqlType::Timestamp => ("TimeType", "TIMESTAMP WITHOUT TIME ZONE".to_string()),
    }
}
