//! What `db tables`, `db describe` and `db query` print, and how they end.

use crate::command::Home;
use crate::refusals::refused;
use dhub::tables::{CATALOGUE, FILES};
use serde_json::Value;
use std::fs;

#[test]
fn tables_are_listed_and_queries_are_answered() {
    let home = Home::with_bundle();
    let listed = home.dhub("db tables --format csv").run();
    let listed = String::from_utf8(listed.stdout).unwrap();
    for table in FILES {
        let csv = home.read(&format!("out/{}/{}.csv", table.database, table.name));
        let line = format!(
            "{},{},{}\n",
            table.database,
            table.name,
            csv.lines().count() - 1
        );
        let populated = csv.lines().count() > 1;
        assert_eq!(listed.contains(&line), populated, "{line}");
    }
    let one = home.dhub("db tables -d loans_db --format csv").run();
    let lines = String::from_utf8(one.stdout).unwrap().lines().count();
    let loans = CATALOGUE.iter().filter(|t| t.database == "loans_db");
    assert_eq!(lines, 1 + loans.count());

    // The file is counted, whatever the manifest states.
    let file = "out/employees_db/departments.csv";
    let whole = home.read(file);
    home.write(file, &format!("{whole}DEPT-13,Treasury,EMP-000001,1.00\n"));
    home.dhub("db tables -d employees_db --format csv")
        .stdout_has("employees_db,departments,13\n")
        .run();
    fs::remove_file(home.path(file)).unwrap();
    home.dhub("db tables")
        .stdout("")
        .stderr("dhub: out/employees_db/departments.csv: cannot read: it does not exist\n")
        .status(2)
        .run();
    home.write(file, &whole);

    let across = "SELECT count(*) AS n FROM loans_db.loans JOIN accounts_db.accounts ON account_id = linked_account_id";
    let answer = home
        .run_of(crate::command::DHUB)
        .args(&["db", "query", across, "--format", "json"])
        .run();
    let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
    let linked = home.read("out/loans_db/loans.csv");
    let linked = linked.lines().filter(|line| line.contains(",ACC-")).count();
    assert!(linked > 0);
    assert_eq!(answer[0]["n"], linked);

    home.run_of(crate::command::DHUB)
        .args(&["db", "query", "DELETE FROM loans", "-d", "loans_db"])
        .stdout("")
        .stderr_has("dhub: query")
        .stderr_has("refused")
        .status(2)
        .run();
}

#[test]
fn invalid_server_flags_are_refused() {
    let home = Home::with_bundle();
    for (arguments, line) in [
        (
            "db tables --live --prefix 1x",
            "--prefix: expected a letter, then a-z, 0-9 or _, at most 40 characters, found 1x",
        ),
        (
            "seed status --live --layout schemas --prefix x",
            "--prefix: applies to database names, it cannot be combined with --layout schemas",
        ),
        (
            "verify --live --layout tables",
            "--layout: expected databases, schemas, found tables",
        ),
        (
            "seed clear --confirm --layout schemas",
            "expected --live; see --help",
        ),
        (
            "seed clear --live",
            "seed clear --live drops the tables that load.sh loaded; add --confirm to do it",
        ),
    ] {
        refused(&home, arguments, line);
    }
}

#[test]
fn a_query_error_names_its_place_and_a_remedy() {
    let home = Home::with_bundle();
    for (sql, line) in [
        (
            "SELECT count(*) FROM acounts",
            "query:1:22: no such table: acounts; did you mean accounts?\n",
        ),
        (
            "SELECT \"nosuch\" FROM accounts",
            "query:1:8: no such column: \"nosuch\" - ",
        ),
        (
            "\\dt",
            "query:1:1: unrecognized token: \"\\\"; dhub db tables lists all tables\n",
        ),
        (
            "SELECT balanc FROM accounts_db.accounts",
            "query:1:8: no such column: balanc; did you mean balance?\n",
        ),
        (
            "SELECT 9e999",
            "query: column 9e999, row 1: expected a finite number, found inf\n",
        ),
        ("-- a comment\nSELECT (1", "query:2:10: incomplete input\n"),
        (
            "SELECT balance::int FROM accounts",
            "query:1:15: unrecognized token: \":\"; bundles are queried in SQLite's SQL dialect, PostgreSQL with --live in its own\n",
        ),
        (
            "CREATE TABLE x(y)",
            "query: refused, it would change the schema; queries are read-only\n",
        ),
        (
            "DROP TABLE accounts",
            "query: refused, it would change the schema; queries are read-only\n",
        ),
        (
            "REINDEX",
            "query: refused, it returns no rows; queries are read-only\n",
        ),
    ] {
        home.run_of(crate::command::DHUB)
            .args(&["db", "query", sql])
            .stdout("")
            .stderr_has(&format!("dhub: {line}"))
            .status(2)
            .run();
    }
    home.run_of(crate::command::DHUB)
        .args(&[
            "db",
            "query",
            "SELECT name, type FROM pragma_table_info('loans')",
            "-d",
            "loans_db",
        ])
        .stdout_has("interest_rate")
        .run();
}

#[test]
fn a_query_is_read_from_a_file_or_stdin_and_times_out() {
    let home = Home::with_bundle();
    home.write("q.sql", "\u{feff}SELECT 6 * 7 AS answer;\n");
    home.dhub("db query -f q.sql --format csv")
        .stdout("answer\n42\n")
        .run();
    home.dhub("db query -f nowhere.sql")
        .stderr("dhub: nowhere.sql: cannot read: it does not exist\n")
        .status(2)
        .run();
    home.dhub("db query -")
        .stderr("dhub: query: expected a statement, found none\n")
        .status(2)
        .run();
    let endless =
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t";
    home.run_of(crate::command::DHUB)
        .args(&["db", "query", endless, "--timeout", "0.2"])
        .stdout("")
        .stderr("dhub: query: stopped after 0.2 s, the time limit; raise it with --timeout\n")
        .status(2)
        .run();
}

#[test]
fn a_table_is_described() {
    let home = Home::new();
    home.dhub("db describe loans_db.loans --format csv")
        .stdout_has("column,type,null,key,comment\nloan_id,text,no,primary key,")
        .run();
    home.dhub("db describe acounts")
        .stderr("dhub: acounts: no such table; did you mean accounts?\n")
        .status(2)
        .run();
}
