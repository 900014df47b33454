//! Metadata about the rows.

use crate::{Place, aspects, dataset, list};
use dhub::tables::CATALOGUE;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fs;

#[test]
fn owners_are_employees_in_service_and_personal_data_is_tagged() {
    let place = Place::new(&[]);
    let pack = place.pack(&[]);
    let employees = fs::read_to_string(place.path("bank/employees_db/employees.csv")).unwrap();
    let mut users = 0;
    for (urn, info) in aspects(&pack, "corpUserInfo") {
        let email = info["email"].as_str().unwrap();
        assert_eq!(urn, format!("urn:li:corpuser:{email}"));
        let row = employees.lines().find(|line| line.contains(email)).unwrap();
        assert!(row.contains(",active,"), "{row}");
        for name in ["title", "departmentName", "firstName", "lastName"] {
            assert!(row.contains(info[name].as_str().unwrap()), "{row}: {name}");
        }
        users += 1;
    }
    assert!(users >= 10, "only {users} employees");
    for table in CATALOGUE {
        let columns = &pack[&(dataset(table), "editableSchemaMetadata".to_string())]["editableSchemaFieldInfo"];
        for column in table.columns {
            let told = list(columns)
                .iter()
                .find(|one| one["fieldPath"] == column.name);
            let tag = told
                .map(|one| one["globalTags"]["tags"][0]["tag"].clone())
                .unwrap_or_default();
            let wanted = column
                .pii
                .map(|class| format!("urn:li:tag:dhub.pii.{}", class.label()));
            assert_eq!(
                tag.as_str(),
                wanted.as_deref(),
                "{}.{}",
                table.name,
                column.name
            );
        }
    }
}

/// Returns the records of a table of the bundle, by column name.
fn records(place: &Place, table: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(place.path(&format!("bank/{table}.csv"))).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn every_table_is_described_as_declared() {
    let place = Place::new(&[]);
    let pack = place.pack(&[]);
    let employees = records(&place, "employees_db/employees");
    let departments = records(&place, "employees_db/departments");
    let active = |one: &&HashMap<String, String>| one["employment_status"] == "active";
    for table in CATALOGUE {
        let declared = table.stewardship.unwrap();
        let urn = dataset(table);
        let aspect = |name: &str| &pack[&(urn.clone(), name.to_string())];

        // The department, and the two employees who have had the role longest, or the department head.
        let of_role = employees.iter().filter(active);
        let of_role = of_role.filter(|one| one["role"] == declared.steward);
        let mut stewards: Vec<&str> = of_role.take(2).map(|one| one["email"].as_str()).collect();
        if stewards.is_empty() {
            let home = departments
                .iter()
                .find(|one| one["department_name"] == declared.owner)
                .unwrap();
            let head = employees.iter().filter(active);
            let mut head = head.filter(|one| one["employee_id"] == home["department_head_id"]);
            stewards.extend(head.next().map(|one| one["email"].as_str()));
        }
        let group = declared.owner.to_lowercase().replace(' ', "_");
        let mut wanted = vec![(
            format!("urn:li:corpGroup:dhub.{group}"),
            "BUSINESS_OWNER".to_string(),
        )];
        wanted.extend(stewards.into_iter().map(|email| {
            (
                format!("urn:li:corpuser:{email}"),
                "DATA_STEWARD".to_string(),
            )
        }));
        let owners = list(&aspect("ownership")["owners"]).iter();
        let owners = owners.map(|one| (text(&one["owner"]), text(&one["type"])));
        assert_eq!(owners.collect::<Vec<_>>(), wanted, "{urn}");

        let domain = format!("urn:li:domain:dhub.{}", declared.product.domain().id());
        assert_eq!(aspect("domains")["domains"], json!([domain]), "{urn}");
        let term = format!("urn:li:glossaryTerm:dhub.{:?}", declared.term);
        let terms = &aspect("glossaryTerms")["terms"];
        assert_eq!(list(terms).len(), 1, "{urn}");
        assert_eq!(terms[0]["urn"], term, "{urn}");
        let mut tags = vec![format!(
            "urn:li:tag:dhub.criticality.{}",
            declared.criticality.label()
        )];
        if table.columns.iter().any(|column| column.pii.is_some()) {
            tags.push("urn:li:tag:dhub.pii".to_string());
        }
        let told = list(&aspect("globalTags")["tags"]).iter();
        assert_eq!(told.map(|one| text(&one["tag"])).collect::<Vec<_>>(), tags);
        let mut properties = BTreeMap::from([
            ("retention", declared.retention.label()),
            ("retention_basis", declared.retention.basis()),
        ]);
        properties.extend(declared.freshness.map(|one| ("freshness", one.label())));
        let told = list(&aspect("structuredProperties")["properties"]).iter();
        let told: BTreeMap<&str, &str> = told
            .map(|one| {
                let name = one["propertyUrn"].as_str().unwrap();
                let value = one["values"][0]["string"].as_str().unwrap();
                (name.rsplit('.').next().unwrap(), value)
            })
            .collect();
        assert_eq!(told, properties, "{urn}");

        for column in table.columns {
            let fields = &aspect("editableSchemaMetadata")["editableSchemaFieldInfo"];
            let mut fields = list(fields).iter();
            let told = fields.find(|one| one["fieldPath"] == column.name);
            let told = told.map(|one| &one["glossaryTerms"]["terms"][0]["urn"]);
            let told = told.and_then(Value::as_str);
            let term = column
                .term
                .map(|one| format!("urn:li:glossaryTerm:dhub.{one:?}"));
            assert_eq!(told, term.as_deref(), "{urn}: {}", column.name);
            let field = format!("urn:li:schemaField:({urn},{})", column.name);
            let told = pack.get(&(field, "structuredProperties".to_string()));
            let told = told.map(|one| text(&one["properties"][0]["values"][0]["string"]));
            let unit = column.unit.map(|unit| unit.label().to_string());
            assert_eq!(told, unit, "{urn}: {}", column.name);
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_string()
}

#[test]
fn assertions_match_the_files() {
    let place = Place::new(&[]);
    let pack = place.pack(&[]);
    let (mut counts, mut fresh) = (0, 0);
    for (urn, info) in aspects(&pack, "assertionInfo") {
        let run = &pack[&(urn.to_string(), "assertionRunEvent".to_string())];
        let table = CATALOGUE
            .iter()
            .find(|table| info["entityUrn"] == dataset(table).as_str())
            .unwrap();
        let columns = place.columns(table);
        let result = &run["result"];
        match info["type"].as_str().unwrap() {
            "VOLUME" => {
                let rows = columns[table.key().name].len().to_string();
                let value =
                    &info["volumeAssertion"]["rowCountTotal"]["parameters"]["value"]["value"];
                assert_eq!(value, &rows);
                assert_eq!(result["type"], "SUCCESS");
                let profile = &pack[&(dataset(table), "datasetProfile".to_string())];
                assert_eq!(profile["rowCount"].to_string(), rows);
                for field in list(&profile["fieldProfiles"]) {
                    let set = columns[field["fieldPath"].as_str().unwrap()].len() as u64;
                    assert_eq!(
                        field["nullCount"].as_u64().unwrap() + set,
                        profile["rowCount"].as_u64().unwrap()
                    );
                }
                counts += 1;
            }
            kind => {
                assert_eq!(kind, "FRESHNESS");
                let days = &columns[table.event_time().unwrap().name];
                let newest = days
                    .iter()
                    .map(|day| &day[..10])
                    .filter(|day| *day <= "2025-12-31")
                    .max()
                    .unwrap();
                let age = day_number("2025-12-31") - day_number(newest);
                let most = info["freshnessAssertion"]["schedule"]["fixedInterval"]["multiple"]
                    .as_i64()
                    .unwrap();
                assert_eq!(result["nativeResults"]["days"], age.to_string());
                assert_eq!(
                    result["type"] == "SUCCESS",
                    age <= most,
                    "{}: {age} of {most} days",
                    table.name
                );
                fresh += 1;
            }
        }
    }
    assert_eq!(counts, CATALOGUE.len());
    assert!(fresh >= 20, "only {fresh} tables with a freshness");
}

fn day_number(text: &str) -> i64 {
    text.parse::<dhub::values::calendar::Date>()
        .unwrap()
        .0
        .into()
}
