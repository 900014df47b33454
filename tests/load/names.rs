//! Names already taken by other objects, roles with their own settings, servers with another encoding.

use super::support::bundle::Bundle;
use super::support::server::{Databases, Role, Throwaway, sql};
use super::{assert_loaded, databases_of, schemas_of};

/// Conflicting objects: how they are created, and what messages call them.
const TAKEN: [(&str, &str); 9] = [
    ("CREATE VIEW accounts AS SELECT 1 AS mine", "view accounts"),
    (
        "CREATE MATERIALIZED VIEW accounts AS SELECT 1 AS mine",
        "materialized view accounts",
    ),
    ("CREATE SEQUENCE accounts", "sequence accounts"),
    ("CREATE TYPE accounts AS (mine text)", "type accounts"),
    ("CREATE TYPE accounts AS ENUM ('mine')", "type accounts"),
    ("CREATE DOMAIN accounts AS text", "domain accounts"),
    (
        "CREATE TABLE mine (accounts text); CREATE INDEX accounts ON mine (accounts)",
        "index accounts",
    ),
    (
        "CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
         CREATE FOREIGN TABLE accounts (mine text) SERVER nowhere",
        "foreign table accounts",
    ),
    (
        "CREATE TABLE accounts_pkey (mine text)",
        "not created by load.sh: accounts_pkey",
    ),
];

#[test]
fn names_that_are_taken_are_found_before_anything_is_touched() {
    let bundle = Bundle::plain();
    for (made, called) in TAKEN {
        let databases = Databases::one();
        databases.create("accounts_db", "");
        let (own, one) = (databases.name("accounts_db"), databases.name("one"));
        sql(&own, made);
        sql(
            &one,
            &format!("CREATE SCHEMA accounts_db; SET search_path = accounts_db; {made}"),
        );
        for load in [
            bundle.load(&databases, &[]),
            bundle.load_schemas(&databases, &[]),
        ] {
            let refused = load.expect(7);
            assert!(
                refused.stderr.contains(called) && refused.stderr.contains("nothing was changed"),
                "{}",
                refused.stderr
            );
            assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
        }
        assert_eq!(databases.existing(), ["accounts_db", "one"]);
        bundle
            .load(&databases, &["--force", "--only=accounts_db"])
            .expect(0);
        bundle
            .load_schemas(&databases, &["--force", "--only=accounts_db"])
            .expect(0);
        bundle
            .load(&databases, &["--verify=deep", "--only=accounts_db"])
            .expect(0);
        bundle
            .load_schemas(&databases, &["--verify=deep", "--only=accounts_db"])
            .expect(0);
    }
}

/// Settings of a role that would end each kind of session, or make it read-only.
#[test]
fn settings_of_the_role_do_not_matter() {
    let bundle = Bundle::plain();
    let role = Role::new();
    let databases = Databases::one();
    sql("", &format!("ALTER ROLE {} CREATEDB", role.name));
    sql(
        "",
        &format!(
            "GRANT CREATE ON DATABASE {} TO {}",
            databases.name("one"),
            role.name
        ),
    );
    for setting in [
        "default_transaction_read_only = on",
        "default_transaction_isolation = serializable",
        "statement_timeout = 100",
        "lock_timeout = 100",
        "idle_in_transaction_session_timeout = 100",
        "row_security = on",
        "search_path = nowhere",
        "datestyle = 'German, DMY'",
        "client_min_messages = debug1",
    ] {
        sql("", &format!("ALTER ROLE {} SET {setting}", role.name));
    }
    for _ in 0..2 {
        bundle.load(&databases, &[]).role(&role).expect(0);
        bundle.load_schemas(&databases, &[]).role(&role).expect(0);
    }
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
    for way in [Bundle::load, Bundle::load_schemas] {
        way(&bundle, &databases, &["--verify=deep"])
            .role(&role)
            .expect(0);
        way(&bundle, &databases, &["--status"])
            .role(&role)
            .expect(0);
        way(&bundle, &databases, &["--clear", "--confirm"])
            .role(&role)
            .expect(0);
    }
}

#[test]
fn a_server_of_another_encoding_gets_databases_in_utf8() {
    let bundle = Bundle::plain();
    for encoding in ["LATIN1", "SQL_ASCII"] {
        let server = Throwaway::start(encoding);
        let loaded = server.lead(bundle.script(&[])).expect(0);
        assert_eq!(loaded.stderr, "");
        server.lead(bundle.script(&["--verify=deep"])).expect(0);
        let refused = server.lead(bundle.script(&["--layout=schemas"])).expect(5);
        assert!(
            refused.stderr.contains(&format!("expected a database with encoding UTF8, found {encoding}; make one: CREATE DATABASE")),
            "{}",
            refused.stderr
        );
    }
}
