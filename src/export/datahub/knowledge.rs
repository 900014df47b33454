//! What people use the tables for: data products, queries, documents.

use super::definitions;
use super::naming::{Layout, Naming};
use super::proposals::{Proposals, stamp};
use super::staff::{Staff, owner_of_most};
use crate::error::{Error, Result};
use crate::export::tables::{Stored, Tables};
use crate::tables::{DATABASES_IN_WORDS, Product};
use regex::Regex;
use serde_json::{Value, json};

/// The page with the rule behind every figure.
const PAGE: &str = include_str!("../../../docs/data-model.md");

/// Sample queries about each part of the bank: a line with subject and database, followed by the query.
const QUERIES: &str = include_str!("queries.sql");

/// Proposes the data products.
pub(super) fn products(tables: &Tables, naming: &Naming, staff: &Staff, out: &mut Proposals) {
    for product in Product::ALL {
        let part = |one: &&Stored| one.table.stewardship.is_some_and(|s| s.product == product);
        let assets: Vec<Value> = tables
            .all
            .iter()
            .filter(part)
            .map(|one| json!({ "destinationUrn": naming.of(one.table), "outputPort": false }))
            .collect();
        if assets.is_empty() {
            continue;
        }
        let urn = format!("urn:li:dataProduct:{}", naming.id("product", product.id()));
        let properties = json!({
            "customProperties": {},
            "name": product.label(),
            "description": product.description(),
            "assets": assets,
        });
        out.add(&urn, "dataProductProperties", properties);
        let domain = definitions::domain(product.domain());
        out.add(&urn, "domains", json!({ "domains": [domain] }));
        let of = tables
            .stewardships()
            .filter(|table| table.product == product);
        if let Some(owner) = owner_of_most(of) {
            out.add(&urn, "ownership", staff.ownership(owner, None));
        }
    }
}

/// Proposes the queries, each with the tables that it reads.
pub(super) fn queries(
    tables: &Tables,
    naming: &Naming,
    time: i64,
    out: &mut Proposals,
) -> Result<()> {
    let from = pattern(r"\b(FROM|JOIN) (\w+)")?;
    let lines: Vec<&str> = QUERIES.lines().collect();
    for pair in lines.windows(2) {
        let title = pair[0]
            .strip_prefix("-- ")
            .and_then(|line| line.strip_suffix(')'));
        let Some((name, database)) = title.and_then(|line| line.rsplit_once(" (")) else {
            continue;
        };
        let names: Vec<&str> = from
            .captures_iter(pair[1])
            .filter_map(|found| Some(found.get(2)?.as_str()))
            .collect();
        if names.iter().any(|name| !tables.has(database, name)) {
            continue;
        }
        let statement = match naming.layout() {
            Layout::Databases => pair[1].to_string(),
            Layout::Schemas => from
                .replace_all(pair[1], format!("$1 {database}.$2"))
                .into_owned(),
        };
        let urn = format!("urn:li:query:{}", naming.id("query", name));
        let properties = json!({
            "customProperties": {},
            "statement": { "value": statement, "language": "SQL" },
            "source": "MANUAL",
            "name": name,
            "description": format!("{name}, in {}.", naming.database(database)),
            "created": stamp(time),
            "lastModified": stamp(time),
        });
        out.add(&urn, "queryProperties", properties);
        let subject = |name: &&str| json!({ "entity": naming.dataset(database, name) });
        let subjects: Vec<Value> = names.iter().map(subject).collect();
        out.add(&urn, "querySubjects", json!({ "subjects": subjects }));
    }
    Ok(())
}

/// Proposes the documents: what the bank is, the rules behind the figures of each database, and what holds across them.
pub(super) fn documents(
    tables: &Tables,
    naming: &Naming,
    time: i64,
    out: &mut Proposals,
) -> Result<()> {
    let all: Vec<String> = tables.all.iter().map(|one| naming.of(one.table)).collect();
    let mut document = |id: &str, title: &str, text: &str, assets: &[String]| {
        let urn = format!("urn:li:document:{}", naming.id("document", id));
        let related: Vec<Value> = assets.iter().map(|urn| json!({ "asset": urn })).collect();
        let info = json!({
            "customProperties": {},
            "title": title,
            "source": { "sourceType": "NATIVE" },
            "status": { "state": "PUBLISHED" },
            "contents": { "text": text },
            "created": stamp(time),
            "lastModified": stamp(time),
            "relatedAssets": related,
        });
        out.add(&urn, "documentInfo", info);
        out.add(
            &urn,
            "documentSettings",
            json!({ "showInGlobalContext": true }),
        );
        out.add(&urn, "status", json!({ "removed": false }));
    };
    document("about", "About the bank", &about(tables), &all);
    for database in tables.databases() {
        let urns: Vec<String> = tables
            .of(database)
            .map(|one| naming.of(one.table))
            .collect();
        let title = format!("The rules behind {database}");
        document(database, &title, &section(database)?, &urns);
    }
    for title in ["Nobody real", "Money moves once"] {
        document(title, title, &section(title)?, &[]);
    }
    Ok(())
}

/// Describes the bank in the exported bundle.
fn about(tables: &Tables) -> String {
    let origin = &tables.bundle.manifest().dhub;
    let defective = match &origin.defects {
        Some(defects) => format!(
            "It is defective on purpose: it has {}.\n\n",
            defects.words()
        ),
        None => String::new(),
    };
    format!(
        "A whole retail bank in {DATABASES_IN_WORDS} databases: {} customers, {} employees, {} rows, as of {}. Nobody in it is real.\n\n\
         {defective}It was generated by dhub {} (data version {}), bundle `{}`. The same command generates the same bytes again:\n\n\
         ```bash\n{}\n```\n\n\
         Customers and employees have the same number in all databases. Money that one database mentions also appears in the statements in \
         `accounts_db.transactions`: the lineage shows the columns.\n",
        origin.customers,
        origin.employees,
        origin.rows,
        origin.as_of,
        origin.version,
        origin.data_version,
        origin.bundle,
        tables.command(),
    )
}

/// Returns a section of the page without links and without column tables, which the catalog already has.
fn section(title: &str) -> Result<String> {
    let headed = |section: &&str| {
        let heading = section.lines().next().unwrap_or_default();
        heading
            .split_once(". ")
            .is_some_and(|(_, name)| name == title)
    };
    let found = PAGE.split("\n## ").find(headed);
    let text =
        found.ok_or_else(|| Error::parse(format!("docs/data-model.md: no section {title}")))?;
    let mut lines = Vec::new();
    let mut of_columns = false;
    for line in text.lines().skip(1) {
        of_columns = line.starts_with('|') && (of_columns || line.starts_with("| column |"));
        if !of_columns {
            lines.push(line.strip_prefix('#').unwrap_or(line));
        }
    }
    let text = pattern(r"\[([^\]]+)\]\([^)]*\)")?
        .replace_all(&lines.join("\n"), "$1")
        .into_owned();
    Ok(format!(
        "{}\n",
        pattern(r"\n{3,}")?.replace_all(text.trim(), "\n\n")
    ))
}

fn pattern(text: &str) -> Result<Regex> {
    Regex::new(text).map_err(|error| Error::parse(error.to_string()))
}
