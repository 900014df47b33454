//! --status, --verify, --dry-run, --clear.

use super::support::bundle::Bundle;
use super::support::server::{Databases, sql};
use super::{assert_loaded, databases_of, schemas_of};

#[test]
fn status_reports_what_is_loaded() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let empty = bundle.load(&databases, &["--status"]).expect(0);
    let loaded = bundle.load(&databases, &[]).expect(0);
    assert_eq!(loaded.stderr, "");
    let full = bundle.load(&databases, &["--status"]).expect(0);
    for table in bundle.tables() {
        let name = (table.database, table.name);
        assert_eq!(last_words(&empty.stdout, name), "missing");
        assert_eq!(last_words(&full.stdout, name), "ok");
    }
    assert_eq!(databases.existing(), {
        let mut names = bundle.databases();
        names.sort_unstable();
        names
    });
}

/// Returns the last column of a table's line.
fn last_words<'a>(report: &'a str, table: (&str, &str)) -> &'a str {
    let line = report.lines().find(|line| {
        let mut words = line.split_whitespace();
        (words.next(), words.next()) == (Some(table.0), Some(table.1))
    });
    let line = line.unwrap_or_else(|| panic!("no line of {table:?} in {report}"));
    line.rsplit_once("  ").unwrap().1
}

#[test]
fn verify_sees_a_missing_row_and_deep_a_changed_one() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    bundle.load_schemas(&databases, &[]).expect(0);
    let changed = ("employees_db", "employees");
    let missing = ("employees_db", "employee_assignments");
    let change = |name: &str, schema: &str| {
        sql(
            name,
            &format!(
                "UPDATE {schema}.employees SET phone = 'none' WHERE employee_id = 'EMP-000003'"
            ),
        )
    };
    let remove = |name: &str, schema: &str| {
        sql(
            name,
            &format!(
                "DELETE FROM {schema}.employee_assignments
                WHERE assignment_id = (SELECT max(assignment_id) FROM {schema}.employee_assignments)"
            ),
        )
    };
    let staff = databases.name("employees_db");
    let one = databases.name("one");

    change(&staff, "public");
    change(&one, "employees_db");
    for load in [Bundle::load, Bundle::load_schemas] {
        load(&bundle, &databases, &["--verify"]).expect(0);
        let deep = load(&bundle, &databases, &["--verify=deep"]).expect(6);
        assert_eq!(last_words(&deep.stdout, changed), "differs");
        assert_eq!(last_words(&deep.stdout, missing), "ok");
    }
    remove(&staff, "public");
    remove(&one, "employees_db");
    for load in [Bundle::load, Bundle::load_schemas] {
        let counts = load(&bundle, &databases, &["--verify"]).expect(6);
        assert_eq!(last_words(&counts.stdout, missing), "differs");
        assert_eq!(last_words(&counts.stdout, changed), "ok");
        assert!(counts.stderr.contains("run load.sh"), "{}", counts.stderr);
    }
}

#[test]
fn verify_sees_the_load_of_another_bundle_and_of_none() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &["--verify"]).expect(6);
    let other = Bundle::plain();
    for database in other.databases() {
        other.edit(&format!("{database}/load.sql"), |sql| {
            sql.replace(&id(sql), "feedf00d")
        });
    }
    other.sign();
    other.load(&databases, &[]).expect(0);
    let verified = bundle.load(&databases, &["--verify"]).expect(6);
    assert_eq!(
        last_words(&verified.stdout, ("employees_db", "employees")),
        "bundle feedf00d"
    );
    // The rows are still the same.
    bundle.load(&databases, &["--verify=deep"]).expect(0);
}

fn id(load_sql: &str) -> String {
    let line = load_sql
        .lines()
        .find_map(|line| line.strip_prefix("-- bundle "));
    line.unwrap().to_string()
}

#[test]
fn rows_in_another_order_are_the_same_rows() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &[]).expect(0);
    sql(
        &databases.name("employees_db"),
        "CREATE INDEX backwards ON employees (employee_id DESC); CLUSTER employees USING backwards",
    );
    bundle.load(&databases, &["--verify=deep"]).expect(0);
}

#[test]
fn a_dry_run_changes_nothing() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let dry = bundle.load(&databases, &["--dry-run"]).expect(0);
    assert!(
        dry.stdout
            .contains(&format!("would create {}employees_db", databases.prefix))
    );
    assert_eq!(databases.existing(), ["one"]);
    bundle.load_schemas(&databases, &["--dry-run"]).expect(0);
    let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%\\_db'";
    assert_eq!(sql(&databases.name("one"), schemas), "0");
}

#[test]
fn clear_drops_exactly_our_tables() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    bundle.load_schemas(&databases, &[]).expect(0);
    let staff = databases.name("employees_db");
    let one = databases.name("one");
    sql(&staff, "CREATE TABLE notes (note text)");
    sql(&one, "CREATE TABLE employees_db.notes (note text)");

    let refused = bundle.load(&databases, &["--clear"]).expect(2);
    assert!(refused.stderr.contains("--confirm"), "{}", refused.stderr);
    bundle.load_schemas(&databases, &["--clear"]).expect(2);
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));

    // A table that someone else created in place of one of ours stays, too.
    sql(
        &staff,
        "DROP TABLE performance_reviews; CREATE TABLE performance_reviews (mine text)",
    );
    bundle.load(&databases, &["--clear", "--confirm"]).expect(0);
    let tables = "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
        WHERE relkind = 'r' AND relnamespace::regnamespace::text ~ '^public$|_db$'";
    assert_eq!(sql(&staff, tables), "notes performance_reviews");
    assert_loaded(&bundle, &schemas_of(&databases));

    bundle
        .load_schemas(&databases, &["--clear", "--confirm"])
        .expect(0);
    assert_eq!(sql(&one, tables), "notes");
    let again = bundle
        .load_schemas(&databases, &["--clear", "--confirm"])
        .expect(0);
    assert!(again.stdout.contains("nothing loaded"), "{}", again.stdout);
}
