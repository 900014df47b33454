//! Row counts, freshness, and assertions about both.

use super::naming::{Naming, PLATFORM};
use super::proposals::{Proposals, stamp};
use crate::error::{Error, Result};
use crate::export::tables::{Stored, Tables};
use crate::tables::Stewardship;
use crate::threads;
use crate::values::calendar::{Date, Timestamp};
use rayon::prelude::*;
use serde_json::{Value, json};

/// Observations about a table's rows.
pub(super) struct Observed {
    /// Time of the newest row not later than the as-of date.
    newest: Option<Timestamp>,
    /// Number of NULLs in each column.
    nulls: Vec<u64>,
}

/// Converts a time to DataHub's milliseconds since 1970.
pub(super) fn milliseconds(time: Timestamp) -> i64 {
    (time - Date::new(1970, 1, 1).at(0, 0, 0)) * 1_000
}

/// Reads all tables.
pub(super) fn observe(tables: &Tables, as_of: Date) -> Result<Vec<Observed>> {
    let observed: Vec<Result<Observed>> = threads::on_pool(threads::available(), || {
        let all = tables.all.par_iter();
        all.map(|stored| observe_one(tables, stored, as_of))
            .collect()
    });
    // Collected in order, so that the first table's error is reported if several fail.
    observed.into_iter().collect()
}

fn observe_one(tables: &Tables, stored: &Stored, as_of: Date) -> Result<Observed> {
    let columns = stored.table.columns;
    let event = stored.table.event_time();
    let event = event.and_then(|event| columns.iter().position(|one| one.name == event.name));
    let mut nulls = vec![0; columns.len()];
    // As text: the greatest is also the latest.
    let (mut newest, last) = (Vec::new(), as_of.to_string());
    tables.records(stored, |fields| {
        for (count, field) in nulls.iter_mut().zip(fields) {
            *count += u64::from(field.is_none());
        }
        if let Some(time) = event.and_then(|place| fields[place])
            && time > newest.as_slice()
            && time.get(..10).is_some_and(|day| day <= last.as_bytes())
        {
            newest = time.to_vec();
        }
        Ok(())
    })?;
    let newest = match newest.is_empty() {
        true => None,
        false => Some(time(&newest).ok_or_else(|| {
            let shown = String::from_utf8_lossy(&newest).into_owned();
            let reason = format!("expected a date or time, found {shown:?}");
            Error::parse(reason).within(&stored.resource.path)
        })?),
    };
    Ok(Observed { newest, nulls })
}

/// Parses a date, or a date and time.
fn time(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?;
    let midnight = |date: Date| date.at(0, 0, 0);
    text.parse()
        .ok()
        .or_else(|| text.parse().ok().map(midnight))
}

/// Proposes the statistics of a table, and the assertions about it with their results on the as-of date.
pub(super) fn propose(
    naming: &Naming,
    stored: &Stored,
    stewardship: &Stewardship,
    seen: &Observed,
    as_of: Date,
    run: &str,
    out: &mut Proposals,
) {
    let urn = naming.of(stored.table);
    let (rows, now) = (stored.resource.rows, milliseconds(as_of.at(0, 0, 0)));
    let whole = json!({ "partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE" });
    let columns = stored.table.columns.iter().zip(&seen.nulls);
    let fields: Vec<Value> = columns
        .map(|(column, nulls)| json!({ "fieldPath": column.name, "nullCount": nulls }))
        .collect();
    let profile = json!({
        "timestampMillis": now,
        "partitionSpec": whole,
        "rowCount": rows,
        "columnCount": stored.table.columns.len(),
        "fieldProfiles": fields,
        "sizeInBytes": stored.resource.csv().bytes,
    });
    out.add(&urn, "datasetProfile", profile);
    if let Some(newest) = seen.newest {
        let operation = json!({
            "timestampMillis": now,
            "partitionSpec": whole,
            "operationType": "INSERT",
            "lastUpdatedTimestamp": milliseconds(newest),
        });
        out.add(&urn, "operation", operation);
    }

    let mut assert =
        |kind: &str, mut info: Value, description: String, holds: bool, result: Value| {
            let name = format!("{}.{}.{kind}", stored.table.database, stored.table.name);
            let assertion = format!("urn:li:assertion:{}", naming.id("assertion", &name));
            info["source"] = json!({ "type": "EXTERNAL", "created": stamp(now) });
            info["description"] = description.into();
            info["entityUrn"] = urn.clone().into();
            out.add(&assertion, "assertionInfo", info);
            out.add(
                &assertion,
                "dataPlatformInstance",
                json!({ "platform": PLATFORM }),
            );
            out.add(&assertion, "status", json!({ "removed": false }));
            let mut outcome = json!({ "type": if holds { "SUCCESS" } else { "FAILURE" } });
            outcome["nativeResults"] = result;
            let event = json!({
                "timestampMillis": now,
                "runId": run,
                "asserteeUrn": urn,
                "status": "COMPLETE",
                "result": outcome,
                "assertionUrn": assertion,
                "partitionSpec": whole,
            });
            out.add(&assertion, "assertionRunEvent", event);
        };
    // The rows have been counted: reading them would have failed otherwise.
    let count = json!({ "value": { "value": rows.to_string(), "type": "NUMBER" } });
    let volume = json!({
        "type": "VOLUME",
        "volumeAssertion": {
            "type": "ROW_COUNT_TOTAL",
            "entity": urn,
            "rowCountTotal": { "operator": "EQUAL_TO", "parameters": count },
        },
    });
    let text = format!(
        "{} has {rows} rows, as the bundle's manifest states.",
        stored.table.name
    );
    assert(
        "row_count",
        volume,
        text,
        true,
        json!({ "rows": rows.to_string() }),
    );
    // A table without rows cannot be stale.
    let Some(freshness) = stewardship.freshness.filter(|_| rows > 0) else {
        return;
    };
    let fresh = json!({
        "type": "FRESHNESS",
        "freshnessAssertion": {
            "type": "DATASET_CHANGE",
            "entity": urn,
            "schedule": {
                "type": "FIXED_INTERVAL",
                "fixedInterval": { "unit": "DAY", "multiple": freshness.days() },
            },
        },
    });
    let age = seen.newest.map(|newest| i64::from(as_of - newest.date()));
    let text = format!(
        "{} gets new rows {}: the newest one is at most {} days old.",
        stored.table.name,
        freshness.label(),
        freshness.days()
    );
    let holds = age.is_some_and(|days| days <= freshness.days());
    let result = match age {
        Some(days) => json!({ "days": days.to_string() }),
        None => json!({}),
    };
    assert("freshness", fresh, text, holds, result);
}
