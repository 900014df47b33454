//! Queries of every kind on a small bundle.

use crate::small;
use dhub::bundle::Bundle;
use dhub::query::engine::Engine;
use dhub::query::print::{PrintFormat, Printer};
use serde_json::json;
use std::path::Path;

fn ask(
    dir: &Path,
    database: Option<&str>,
    sql: &str,
    format: PrintFormat,
) -> Result<String, String> {
    let mut out = Vec::new();
    let mut printer = Printer::new(&mut out, format, None);
    Engine::open(Bundle::open(dir).unwrap(), database)
        .and_then(|engine| engine.answer(sql, &mut printer))
        .and_then(|()| printer.finish())
        .map_err(|error| error.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn queries_are_answered_in_three_forms() {
    let dir = small();
    let sql = "SELECT certification, count(*) AS n, round(avg(duration_hours), 2) AS hours FROM training_programs GROUP BY certification ORDER BY 1";
    assert_eq!(
        ask(dir.path(), Some("employees_db"), sql, PrintFormat::Csv).unwrap(),
        "certification,n,hours\nfalse,2,10\ntrue,1,8\n"
    );
    let json: serde_json::Value =
        serde_json::from_str(&ask(dir.path(), None, sql, PrintFormat::Json).unwrap()).unwrap();
    assert_eq!(
        json[1],
        json!({"certification": true, "n": 1, "hours": 8.0})
    );
    for sql in [
        "SELECT count(*) FROM employees",
        "SELECT count(*) FROM employees_db.employees",
    ] {
        assert_eq!(
            ask(dir.path(), None, sql, PrintFormat::Csv).unwrap(),
            "count\n2\n"
        );
    }
    let table = ask(
        dir.path(),
        None,
        "SELECT department_id, budget FROM employees_db.departments",
        PrintFormat::Table,
    )
    .unwrap();
    assert_eq!(
        table,
        " department_id |    budget\n---------------+-----------\n DEPT-01       | 120000.00\n DEPT-02       |  80000.50\n(2 rows)\n"
    );
}

#[test]
fn wrong_queries_show_their_place_and_writing_is_refused() {
    let dir = small();
    let error = |sql| ask(dir.path(), None, sql, PrintFormat::Csv).unwrap_err();
    assert_eq!(
        error("SELECT salary,\n  wages FROM employees"),
        "query:2:3: no such column: wages\n    wages FROM employees\n    ^"
    );
    for sql in [
        "DELETE FROM employees",
        "UPDATE employees SET salary = 1",
        "INSERT INTO departments SELECT * FROM departments",
        "DROP TABLE employees",
        "CREATE TABLE x(y)",
        "ATTACH '/tmp/x' AS y",
        "PRAGMA writable_schema = 1",
        "BEGIN",
        "WITH x AS (SELECT 1) DELETE FROM employees",
    ] {
        assert!(error(sql).contains("refused"), "{sql}: {}", error(sql));
    }
    assert!(error("SELECT 1; SELECT 2").contains("one statement"));
    assert!(error(" -- nothing").contains("expected a statement"));
    assert!(error("SELECT * FROM employee_training").contains("not in this bundle"));
}
