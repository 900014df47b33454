//! What is said of the rows.

use crate::{Place, aspects, dataset, list};
use dhub::tables::CATALOGUE;
use std::fs;

#[test]
fn owners_are_employees_in_service_and_personal_data_are_tagged() {
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

#[test]
fn assertions_say_what_the_files_hold() {
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
