//! `dhub db query` gives the same results from a bundle and, with --live, from the server that it was loaded into.

use super::support::bundle::Bundle;
use super::support::server::{Databases, sql};
use serde_json::Value;
use std::process::{Command, Output};

const QUERIES: &str = include_str!("../../src/export/datahub/queries.sql");

/// Where a query runs: the program's arguments and environment.
struct Place {
    name: &'static str,
    arguments: Vec<String>,
    environment: Option<(&'static str, String)>,
}

/// Returns the bundle itself, and the server in both layouts, with the bundle loaded into both.
fn places(bundle: &Bundle, databases: &Databases) -> [Place; 3] {
    bundle.load(databases, &[]).expect(0);
    bundle.load_schemas(databases, &[]).expect(0);
    let words = |words: &[&str]| words.iter().map(|word| word.to_string()).collect();
    [
        Place {
            name: "the bundle",
            arguments: words(&["--out", bundle.path().to_str().unwrap()]),
            environment: None,
        },
        Place {
            name: "--live",
            arguments: words(&["--live", "--prefix", &databases.prefix]),
            environment: None,
        },
        Place {
            name: "--live --layout schemas",
            arguments: words(&["--live", "--layout", "schemas"]),
            environment: Some(databases.to_one()),
        },
    ]
}

impl Place {
    fn ask(&self, database: &str, query: &str, format: &str) -> Output {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(["db", "query", query, "-d", database, "--format", format]);
        dhub.args(&self.arguments);
        dhub.envs(self.environment.clone());
        dhub.output().unwrap()
    }

    /// Returns the rows of a result, sorted: the values of each row in column order, with numbers by value.
    fn rows(&self, database: &str, query: &str) -> Vec<String> {
        let output = self.ask(database, query, "json");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{}: {query}: {stderr}", self.name);
        let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let value = |(name, value): (&String, &Value)| match value.as_f64() {
            Some(number) => format!("{name}={number}"),
            None => format!("{name}={value}"),
        };
        let row =
            |row: &Value| -> Vec<String> { row.as_object().unwrap().iter().map(value).collect() };
        let mut rows: Vec<String> = rows.iter().map(|r| row(r).join(" ")).collect();
        rows.sort();
        rows
    }

    /// Returns the error message of a query.
    fn error(&self, query: &str) -> String {
        let output = self.ask("employees_db", query, "csv");
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            output.status.code(),
            Some(2),
            "{}: {query}: {message}",
            self.name
        );
        assert!(output.stdout.is_empty(), "{}: {query}", self.name);
        message
    }
}

/// Database and text of each query.
fn queries() -> Vec<(&'static str, &'static str)> {
    let database = |subject: &'static str| subject.rsplit_once(" (")?.1.strip_suffix(')');
    let lines: Vec<&str> = QUERIES.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[0].ends_with("_db)"));
    pairs
        .map(|pair| (database(pair[0]).unwrap(), pair[1]))
        .collect()
}

#[test]
fn bundle_and_server_give_the_same_answers() {
    let bundle = Bundle::whole();
    let databases = Databases::one();
    let [files, live @ ..] = places(&bundle, &databases);
    let queries = queries();
    assert_eq!(queries.len(), 10);
    // Values of every type.
    let more = [
        ("employees_db", "SELECT * FROM employees"),
        ("employees_db", "SELECT * FROM training_programs;"),
        (
            "customer_db",
            "SELECT * FROM campaign_responses -- all of them",
        ),
        (
            "accounts_db",
            "SELECT 'a ''quoted'' \\ text' AS t, '' AS e, NULL AS n, COUNT(*) FROM accounts; -- that is all",
        ),
        (
            "loans_db",
            "SELECT loan_id, interest_rate FROM loans WHERE 1 = 0",
        ),
    ];
    for (database, query) in queries.iter().chain(&more) {
        let wanted = files.rows(database, query);
        assert_eq!(wanted.is_empty(), query.ends_with("1 = 0"), "{query}");
        for live in &live {
            assert_eq!(live.rows(database, query), wanted, "{}: {query}", live.name);
        }
    }
}

#[test]
fn bundle_and_server_print_the_same() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let [files, live @ ..] = places(&bundle, &databases);
    let query = "SELECT employee_id, email, manager_id, salary, created_at, 7 AS n
        FROM employees WHERE manager_id IS NULL OR employee_id < 'EMP-000004' ORDER BY employee_id";
    for format in ["table", "csv", "json"] {
        let print = |place: &Place| {
            let output = place.ask("employees_db", query, format);
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
        };
        let wanted = print(&files);
        assert!(wanted.contains("EMP-000003"), "{wanted}");
        for live in &live {
            assert_eq!(print(live), wanted, "{}", live.name);
        }
    }
}

#[test]
fn bundle_and_server_count_the_same_tables() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let list = |place: &Place| {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(["db", "tables", "--format", "csv"])
            .args(&place.arguments);
        dhub.envs(place.environment.clone());
        let output = dhub.output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let [files, live @ ..] = places(&bundle, &databases);
    // The labels of the bundle are not loaded.
    let wanted = list(&files);
    let wanted = wanted.split_once("labels,").unwrap().0;
    assert!(wanted.contains("employees_db,departments,12\n"), "{wanted}");
    for live in &live {
        assert_eq!(list(live), wanted, "{}", live.name);
    }
    bundle.load(&databases, &["--clear", "--confirm"]).expect(0);
    assert_eq!(list(&live[0]), "database,table,rows\n");
}

#[test]
fn a_wrong_query_shows_its_own_place() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    for place in places(&bundle, &databases) {
        let message = place.error("SELECT salary,\n  wages FROM employees");
        let lines: Vec<&str> = message.lines().collect();
        let (shown, mark) = (lines[lines.len() - 2], lines[lines.len() - 1]);
        assert!(lines[0].contains("wages"), "{}: {message}", place.name);
        // The second line of the query, and a marker under the word.
        assert_eq!(
            mark.find('^'),
            shown.find("wages"),
            "{}: {message}",
            place.name
        );
        assert!(mark.contains('^'), "{}: {message}", place.name);
        for place_in_query in ["query:2:3:", "LINE 2:"] {
            let live = place.name != "the bundle";
            let wanted = place_in_query.starts_with("LINE") == live;
            assert_eq!(
                message.contains(place_in_query),
                wanted,
                "{}: {message}",
                place.name
            );
        }
        assert!(!message.contains("dhub.query"), "{}: {message}", place.name);
        let message = place.error("SELECT count(*) FROM employees WHERE");
        assert!(
            message.contains("incomplete input") || message.contains("end of input"),
            "{}: {message}",
            place.name
        );
    }
}

#[test]
fn a_query_that_writes_is_refused() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    for place in places(&bundle, &databases) {
        for query in [
            "DELETE FROM employee_training",
            "UPDATE employees SET salary = 1",
            "INSERT INTO departments SELECT * FROM departments",
            "WITH gone AS (DELETE FROM employee_training RETURNING *) SELECT * FROM gone",
            "DROP TABLE employee_training",
            "CREATE TABLE extra (n integer)",
            "TRUNCATE employee_training",
            "SET default_transaction_read_only = off",
            "COMMIT",
        ] {
            let message = place.error(query);
            let refused = message.contains("read-only") || message.contains("syntax error");
            assert!(refused, "{}: {query}: {message}", place.name);
        }
        for query in [
            "SELECT 1; SELECT 2",
            "COMMIT; DELETE FROM employee_training",
            "SELECT 1; SET transaction_read_only = off; DELETE FROM employee_training",
            "SELECT 1) x; COMMIT; DELETE FROM employee_training; SELECT (1",
            "'; COMMIT; DELETE FROM employee_training; --",
            "\\! echo shell",
        ] {
            place.error(query);
        }
    }
    for (database, schema) in [("employees_db", "public"), ("one", "employees_db")] {
        let left = format!("SELECT count(*) FROM {schema}.employee_training");
        let rows = bundle.csv(
            bundle
                .tables()
                .iter()
                .find(|t| t.name == "employee_training")
                .unwrap(),
        );
        let rows = rows.iter().filter(|&&byte| byte == b'\n').count() - 1;
        assert_eq!(sql(&databases.name(database), &left), rows.to_string());
    }
}

#[test]
fn an_interrupted_query_stops_on_the_server_too() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let asleep = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%FETCH%' AND state = 'active'
         AND datname LIKE '{}%'",
        databases.prefix
    );
    let [_, place, ..] = places(&bundle, &databases);
    for signal in [Signal::INT, Signal::TERM] {
        let mut dhub = super::support::heeding_signals();
        dhub.args(["db", "query", "SELECT pg_sleep(600)", "-d", "employees_db"]);
        dhub.args(&place.arguments).envs(place.environment.clone());
        let mut dhub = dhub.stdin(std::process::Stdio::null()).spawn().unwrap();
        super::support::server::wait_for("the query runs", || sql("", &asleep) == "1");
        kill_process(Pid::from_child(&dhub), signal).unwrap();
        assert_eq!(dhub.wait().unwrap().signal(), Some(signal.as_raw()));
        super::support::server::wait_for("the server stops", || sql("", &asleep) == "0");
    }
}

#[test]
fn a_long_answer_comes_whole_and_a_slow_query_stops() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let [_, live @ ..] = places(&bundle, &databases);
    for place in live {
        for rows in [0, 1, 999, 1000, 1001, 25_000] {
            let numbers = format!("SELECT n FROM generate_series(1, {rows}) AS n");
            let output = place.ask("employees_db", &numbers, "csv");
            let text = String::from_utf8(output.stdout).unwrap();
            let last = text.lines().last().map(str::to_string);
            let wanted = if rows == 0 {
                "n".to_string()
            } else {
                rows.to_string()
            };
            assert_eq!(text.lines().count(), rows + 1, "{}", place.name);
            assert_eq!(last, Some(wanted), "{}", place.name);
        }
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(["db", "query", "SELECT pg_sleep(600)", "-d", "employees_db"]);
        dhub.args(["--timeout", "1"]).args(&place.arguments);
        dhub.envs(place.environment.clone());
        let output = dhub.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let wanted = "dhub: query: stopped after 1 s, the time limit; raise it with --timeout\n";
        assert_eq!((stderr.as_str(), output.status.code()), (wanted, Some(2)));
        let asleep = format!(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%FETCH%' AND state = 'active'
             AND datname LIKE '{}%'",
            databases.prefix
        );
        super::support::server::wait_for("the server stops", || sql("", &asleep) == "0");
    }
}
