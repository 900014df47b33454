//! The results of a load.

use super::support::bundle::Bundle;
use super::support::server::{self, Databases, Role, psql, sql, wait_for};
use super::{assert_loaded, databases_of, schemas_of, structure};
use dhub::schema;
use dhub::values::SqlType;

fn loads_twice_into_databases(bundle: &Bundle) {
    let databases = Databases::none();
    for _ in 0..2 {
        let loaded = bundle.load(&databases, &[]).expect(0);
        assert_eq!(loaded.stderr, "");
        for database in bundle.databases() {
            let line = loaded
                .stdout
                .lines()
                .find(|line| line.starts_with(database));
            assert!(line.unwrap().ends_with("  loaded"), "{}", loaded.stdout);
        }
        assert_loaded(bundle, &databases_of(&databases));
        bundle.load(&databases, &["--verify"]).expect(0);
        bundle.load(&databases, &["--verify=deep"]).expect(0);
    }
}

#[test]
fn plain_files_load_into_databases_twice() {
    loads_twice_into_databases(&Bundle::plain());
}

#[test]
fn compressed_files_load_into_databases_twice() {
    loads_twice_into_databases(&Bundle::zstd());
}

/// The role may only create schemas in its database: no superuser, no CREATEDB.
fn loads_twice_into_schemas(bundle: &Bundle) {
    let role = Role::new();
    let databases = Databases::one();
    let one = databases.name("one");
    sql(
        "",
        &format!("GRANT CREATE ON DATABASE {one} TO {}", role.name),
    );
    for _ in 0..2 {
        let load = |arguments| bundle.load_schemas(&databases, arguments).role(&role);
        let loaded = load(&[]).expect(0);
        assert_eq!(loaded.stderr, "");
        assert_loaded(bundle, &schemas_of(&databases));
        load(&["--verify"]).expect(0);
        load(&["--verify=deep"]).expect(0);
    }
}

#[test]
fn plain_files_load_into_schemas_twice() {
    loads_twice_into_schemas(&Bundle::plain());
}

#[test]
fn compressed_files_load_into_schemas_twice() {
    loads_twice_into_schemas(&Bundle::zstd());
}

#[test]
fn a_load_creates_what_schema_sql_creates() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load_schemas(&databases, &[]).expect(0);
    bundle.load(&databases, &[]).expect(0);
    let mut keys = 0;
    for database in bundle.databases() {
        let by_hand = format!("hand_{database}");
        databases.create(&by_hand, "");
        let by_hand = databases.name(&by_hand);
        let script = std::fs::read_to_string(bundle.file(&format!("{database}/schema.sql")));
        sql(&by_hand, &script.unwrap());
        let wanted = structure(&by_hand, "public");
        for part in ["PRIMARY KEY", "FOREIGN KEY", "CREATE INDEX"] {
            assert!(wanted.iter().any(|line| line.contains(part)), "{part}");
        }
        assert_eq!(structure(&databases.name(database), "public"), wanted);
        // Within one database, references to other schemas are foreign keys, too.
        let (between, inside): (Vec<String>, Vec<String>) =
            structure(&databases.name("one"), database)
                .into_iter()
                .partition(|line| line.contains("FOREIGN KEY") && line.contains("_db."));
        assert_eq!(inside, wanted);
        let references = schema::tables_of(database).flat_map(|table| {
            let columns = table.columns.iter();
            columns.filter_map(move |column| Some((table, column, column.reference(table)?)))
        });
        let declared: Vec<String> = references
            .filter(|(_, _, home)| home.database != database)
            .map(|(table, column, home)| {
                let (table, column) = (table.name, column.name);
                format!(
                    "{table}|{table}_{column}_fkey|FOREIGN KEY ({column}) REFERENCES {}.{}({})",
                    home.database, home.table, home.column
                )
            })
            .collect();
        assert_eq!(between.len(), declared.len());
        assert!(declared.iter().all(|key| between.contains(key)));
        keys += between.len();
    }
    assert_eq!(keys, references_between_databases_on_the_page());
}

/// Counts the columns that refer to a table of another database, as marked in `docs/data-model.md`.
fn references_between_databases_on_the_page() -> usize {
    let known = |database| schema::tables_of(database).next().is_some();
    let mut home = "";
    let mut references = 0;
    for line in include_str!("../../docs/data-model.md").lines() {
        if let Some(table) = line.strip_prefix("### ") {
            home = table.split('.').next().unwrap();
        } else if let Some((_, target)) = line.split_once("-> `") {
            let database = target.split('.').next().unwrap();
            let between = database != home && known(database) && known(home);
            references += usize::from(between);
        }
    }
    references
}

#[test]
fn rows_added_after_a_load_get_free_numbers() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &[]).expect(0);
    let mut seen = 0;
    for table in bundle.tables() {
        let key = table.key();
        if key.sql != SqlType::Identity {
            continue;
        }
        let (name, key) = (table.name, key.name);
        let free = sql(
            &databases.name(table.database),
            &format!(
                "SELECT nextval(pg_get_serial_sequence('{name}', '{key}')) = coalesce(max({key}), 0) + 1 FROM {name}"
            ),
        );
        assert_eq!(free, "t", "{name}.{key}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn a_letter_beyond_ascii_survives_a_client_set_to_latin1() {
    let bundle = Bundle::plain();
    bundle.edit("employees_db/employees.csv", |csv| {
        csv.replacen("@", "\u{f1}\u{17e}@", 1)
    });
    bundle.sign();
    let databases = Databases::one();
    let latin1 = |load: super::support::bundle::Load| load.env("PGCLIENTENCODING", "LATIN1");
    latin1(bundle.load(&databases, &[])).expect(0);
    assert_loaded(&bundle, &databases_of(&databases));
    latin1(bundle.load(&databases, &["--verify=deep"])).expect(0);
    latin1(bundle.load_schemas(&databases, &[])).expect(0);
    assert_loaded(&bundle, &schemas_of(&databases));
}

/// Settings of the session that would end a load, or change how values are read or written.
#[test]
fn settings_of_the_session_do_not_matter() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let one = databases.name("one");
    bundle.load_schemas(&databases, &[]).expect(0);
    for setting in [
        "statement_timeout = 500",
        "lock_timeout = 500",
        "datestyle = 'German, DMY'",
        "default_transaction_read_only = on",
        "default_transaction_isolation = serializable",
        "search_path = nowhere",
    ] {
        sql("", &format!("ALTER DATABASE {one} SET {setting}"));
    }
    // Another session reads for longer than the timeouts, and the load waits.
    let reading = "BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_sleep(1.5) FROM employees_db.departments LIMIT 1; COMMIT";
    let mut reader = psql(&one).args(["-c", reading]).spawn().unwrap();
    let locked = "SELECT count(*) > 0 FROM pg_locks WHERE relation = to_regclass('employees_db.departments')";
    wait_for("the reader", || sql(&one, locked) == "t");
    bundle.load_schemas(&databases, &[]).expect(0);
    assert!(reader.wait().unwrap().success());
    bundle
        .load_schemas(&databases, &["--verify=deep"])
        .expect(0);
}

#[test]
fn only_loads_the_databases_that_are_named() {
    let bundle = Bundle::plain();
    for named in bundle.databases() {
        let databases = Databases::one();
        bundle.load(&databases, &["--only", named]).expect(0);
        assert_eq!(databases.existing(), [named, "one"]);
        bundle
            .load_schemas(&databases, &[&format!("--only={named}")])
            .expect(0);
        let schemas = "SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\\_db'";
        assert_eq!(sql(&databases.name("one"), schemas), named);
    }
}

#[test]
fn two_loads_at_once_both_succeed() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let loads = [
        bundle.load(&databases, &["--jobs", "1"]).start(),
        bundle.load(&databases, &["--jobs=6"]).start(),
        bundle.load_schemas(&databases, &[]).start(),
        bundle.load_schemas(&databases, &[]).start(),
    ];
    for load in loads {
        let output = load.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{stderr}");
    }
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
}

#[test]
fn the_tables_of_a_load_are_analyzed_and_marked() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &[]).expect(0);
    for database in bundle.databases() {
        let tables = schema::tables_of(database).count().to_string();
        let marked = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND reltuples >= 0
            AND obj_description(oid, 'pg_class') ~ '^[A-Z].*\\.\nLoaded by dhub, bundle [0-9a-f]+\\.$'";
        assert_eq!(sql(&databases.name(database), marked), tables, "{database}");
    }
}

#[test]
fn a_server_named_by_a_url_is_loaded() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let mut load = bundle.load(&databases, &[]);
    for name in server::NAMES {
        load = load.without(name);
    }
    load.env("DATABASE_URL", &server::url()).expect(0);
    assert_loaded(&bundle, &databases_of(&databases));
}
