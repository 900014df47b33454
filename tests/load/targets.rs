//! Existing objects on the server that must not be touched, or that this role may not touch.

use super::support::bundle::{Bundle, Tools};
use super::support::server::{Databases, Role, psql, sql};
use super::{assert_loaded, databases_of};
use std::ffi::OsStr;

#[test]
fn tables_of_others() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let one = databases.name("one");
    databases.create("employees_db", "");
    let staff = databases.name("employees_db");
    sql(
        &staff,
        "CREATE TABLE employees (mine text); INSERT INTO employees VALUES ('kept')",
    );
    sql(
        &one,
        "CREATE SCHEMA employees_db; CREATE VIEW employees_db.departments AS SELECT 1 AS mine",
    );

    for arguments in [&[][..], &["--dry-run"]] {
        let refused = bundle.load(&databases, arguments).expect(7);
        assert!(
            refused
                .stderr
                .contains("not created by load.sh: employees;"),
            "{}",
            refused.stderr
        );
        assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
        assert_eq!(databases.existing(), ["employees_db", "one"]);
        assert_eq!(sql(&staff, "SELECT mine FROM employees"), "kept");
    }
    let refused = bundle.load_schemas(&databases, &[]).expect(7);
    assert!(
        refused
            .stderr
            .contains("schema employees_db: not created by load.sh: view departments;"),
        "{}",
        refused.stderr
    );
    assert_eq!(sql(&one, "SELECT mine FROM employees_db.departments"), "1");

    bundle.load(&databases, &["--force"]).expect(0);
    assert_loaded(&bundle, &databases_of(&databases));
}

/// load.sh checks before it starts; this table is created after that.
#[test]
fn tables_of_others_created_just_before_the_load() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let staff = databases.name("employees_db");
    databases.create("employees_db", "");
    // A psql that, when asked to run the load, first creates the table as someone else would.
    let connection: Vec<_> = psql(&staff).get_args().map(quoted).collect();
    let script = format!(
        "PATH=$REAL_PATH\nscript=$(cat)\ncase $script in *'\\set load 1'*) psql {} -c 'CREATE TABLE employees (mine text)' ;; esac\n\
         printf '%s\\n' \"$script\" | psql \"$@\"",
        connection.join(" ")
    );
    let tools = Tools::none().with("psql", &script);
    let loaded = bundle
        .load(&databases, &["--only=employees_db"])
        .env("REAL_PATH", &std::env::var("PATH").unwrap())
        .tools(&tools)
        .expect(7);
    assert!(
        loaded.stderr.contains("not created by load.sh: employees;"),
        "{}",
        loaded.stderr
    );
    assert_eq!(sql(&staff, "SELECT count(*) FROM employees"), "0");
}

/// Quotes a text for a shell.
fn quoted(text: &OsStr) -> String {
    format!("'{}'", text.to_str().unwrap())
}

#[test]
fn a_role_that_may_not_create_databases() {
    let bundle = Bundle::plain();
    let role = Role::new();
    let databases = Databases::one();
    for arguments in [&[][..], &["--dry-run"]] {
        let refused = bundle.load(&databases, arguments).role(&role).expect(5);
        assert!(
            refused.stderr.contains("use --layout schemas"),
            "{}",
            refused.stderr
        );
    }
    assert_eq!(databases.existing(), ["one"]);
    // Nor schemas, in a database without privileges.
    let refused = bundle.load_schemas(&databases, &[]).role(&role).expect(5);
    assert!(
        refused
            .stderr
            .contains("schema employees_db: this role may not"),
        "{}",
        refused.stderr
    );
    // The databases exist, but belong to another role, as do the tables.
    bundle.load(&databases, &[]).expect(0);
    bundle.load(&databases, &[]).role(&role).expect(5);
    let staff = databases.name("employees_db");
    sql(
        &staff,
        &format!("GRANT ALL ON SCHEMA public TO {}", role.name),
    );
    let refused = bundle
        .load(&databases, &["--only=employees_db"])
        .role(&role)
        .expect(5);
    assert!(
        refused.stderr.contains("tables owned by another role"),
        "{}",
        refused.stderr
    );
    sql(
        &staff,
        &format!("REVOKE ALL ON SCHEMA public FROM {}", role.name),
    );
    assert_loaded(&bundle, &databases_of(&databases));
}

#[test]
fn a_database_of_another_encoding() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    for name in ["one", "employees_db"] {
        let name = databases.name(name);
        sql(
            "",
            &format!(
                "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
            ),
        );
    }
    let refused = bundle.load(&databases, &[]).expect(5);
    assert!(
        refused
            .stderr
            .contains("expected encoding UTF8, found LATIN1"),
        "{}",
        refused.stderr
    );
    let refused = bundle.load_schemas(&databases, &[]).expect(5);
    assert!(
        refused.stderr.contains("encoding UTF8, found LATIN1"),
        "{}",
        refused.stderr
    );
    assert_eq!(databases.existing(), ["employees_db", "one"]);
}
