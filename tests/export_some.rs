//! Exports of a partial bundle: its tables, with the references between them; left-out references are named.

mod command;

use command::Home;
use dhub::tables::{CATALOGUE, Table};
use rusqlite::Connection;

#[test]
fn a_partial_bundle_exports_the_same_rows_as_the_whole() {
    let home = Home::new();
    let only = "loans_db,accounts_db.accounts";
    home.dhub("seed all -q -s 0.1 --out bank").run();
    home.dhub(&format!("seed all -q -s 0.1 --only {only} --out some"))
        .run();
    for format in ["sqlite", "sql", "dbt", "datahub"] {
        home.dhub(&format!("export some --format {format}"))
            .stdout_has(": 7 tables, ")
            .stdout_has("left out, because the tables are not in it: the references ")
            .stdout_has("loans_db.loans.customer_id to accounts_db.customers")
            .run();
    }
    // Formats without references leave none out.
    for format in ["duckdb-sql", "parquet"] {
        let export = format!("export some --format {format}");
        let done = home.dhub(&export).stdout_has(": 7 tables, ").run();
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(!said.contains("left out"), "{said}");
    }
    home.dhub(&format!(
        "export bank -q --format sqlite --only {only} --out named.sqlite"
    ))
    .run();
    let both = Connection::open(home.path("some.sqlite")).unwrap();
    let other = home.path("named.sqlite");
    both.execute("ATTACH ? AS other", [other.to_str().unwrap()])
        .unwrap();
    let is_there = |table: &&&Table| table.database == "loans_db" || table.name == "accounts";
    for name in CATALOGUE.iter().filter(is_there).map(|table| table.name) {
        let sql = format!(
            "SELECT (SELECT count(*) FROM main.{name}) = (SELECT count(*) FROM other.{name})
                 AND NOT EXISTS (SELECT * FROM main.{name} EXCEPT SELECT * FROM other.{name}),
                 (SELECT count(*) FROM main.{name}) > 0"
        );
        let same: (bool, bool) = both
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(same, (true, true), "{name}");
    }
    let left_out = "loans_db.loans.customer_id to accounts_db.customers";
    let sql = "SELECT value FROM dhub_bundle WHERE name = 'references_left_out'";
    let told: String = both.query_row(sql, [], |row| row.get(0)).unwrap();
    assert!(told.lines().any(|line| line == left_out), "{told}");
    let script = home.read("some.sql");
    assert!(script.contains(&format!("\n-- Left out: the reference {left_out}.\n")));
}

#[test]
fn a_table_missing_from_a_partial_bundle_is_reported_in_one_line() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --only loans_db --out some")
        .run();
    home.dhub("export some --format sql --only accounts_db --out no.sql")
        .stderr_has("dhub: some: contains only loans_db, not accounts_db.customers; ")
        .status(2)
        .run();
    assert!(!home.path("no.sql").exists());
}
