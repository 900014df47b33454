//! `dhub seed status --live` and `dhub seed clear --live`, and a server that `DATABASE_URL` names.

use super::support::bundle::Bundle;
use super::support::server::{self, Databases, sql};
use super::{assert_loaded, databases_of, schemas_of};
use dhub::schema::tables_of;
use std::process::Command;

/// Prepares a run of dhub next to a bundle.
fn dhub(bundle: &Bundle, words: &str) -> Command {
    let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
    dhub.args(words.split(' ')).arg("--out").arg(bundle.path());
    dhub
}

/// Returns what a run printed, to stdout and stderr; fails if it does not end with this code.
fn expect(mut dhub: Command, code: i32) -> (String, String) {
    let output = dhub.output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap());
    assert_eq!(output.status.code(), Some(code), "{stdout}{stderr}");
    (stdout, stderr)
}

/// The flags and the environment for accessing the loaded databases, and the schemas.
fn ways(databases: &Databases) -> [(String, Option<(&'static str, String)>); 2] {
    let prefix = format!("--live --prefix {}", databases.prefix);
    let schemas = "--live --layout schemas".to_string();
    [(prefix, None), (schemas, Some(databases.to_one()))]
}

/// Returns the columns file, live_rows and live of a table's line.
fn line(report: &str, table: &str) -> Vec<String> {
    let words =
        |line: &str| -> Vec<String> { line.split_whitespace().map(str::to_string).collect() };
    let line = report.lines().map(words).find(|words| words[1] == table);
    line.unwrap_or_else(|| panic!("no line of {table} in {report}"))[4..].to_vec()
}

#[test]
fn status_counts_what_the_server_holds_beside_the_files() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let tables = bundle.tables().len();
    for (flags, environment) in ways(&databases) {
        let status = || {
            let mut dhub = dhub(&bundle, &format!("seed status {flags}"));
            dhub.envs(environment.clone());
            dhub
        };
        let (stdout, stderr) = expect(status(), 1);
        assert_eq!(line(&stdout, "departments"), ["ok", "-", "missing"]);
        let missing = format!("dhub: PostgreSQL: {tables} tables differ from ");
        assert!(stderr.starts_with(&missing), "{stderr}");
        let load = if environment.is_some() {
            Bundle::load_schemas
        } else {
            Bundle::load
        };
        load(&bundle, &databases, &[]).expect(0);
        let (stdout, stderr) = expect(status(), 0);
        assert_eq!(stderr, "");
        assert_eq!(line(&stdout, "departments"), ["ok", "12", "ok"]);
        assert_eq!(line(&stdout, "aml_schemes"), ["ok"]);
        // The labels are not a table of a database.
        assert_eq!(stdout.matches("  ok\n").count(), tables + 1, "{stdout}");
    }

    let staff = databases.name("employees_db");
    sql(
        &staff,
        "DELETE FROM employee_assignments WHERE assignment_id = (SELECT max(assignment_id) FROM employee_assignments);
         COMMENT ON TABLE performance_reviews IS 'mine';
         COMMENT ON TABLE employee_training IS E'Training.\\nLoaded by dhub, bundle feedf00d.'",
    );
    let flags = format!("seed status --live --prefix {}", databases.prefix);
    let (stdout, stderr) = expect(dhub(&bundle, &flags), 1);
    assert_eq!(line(&stdout, "employee_assignments")[2..], ["differs"]);
    assert_eq!(
        line(&stdout, "performance_reviews")[2..],
        ["not", "by", "load.sh"]
    );
    assert_eq!(
        line(&stdout, "employee_training")[2..],
        ["bundle", "feedf00d"]
    );
    assert!(
        stderr.starts_with("dhub: PostgreSQL: 3 tables differ from "),
        "{stderr}"
    );
    let flags = format!("/load.sh --prefix {}\n", databases.prefix);
    assert!(stderr.ends_with(&flags), "{stderr}");
}

#[test]
fn clear_drops_exactly_what_load_sh_loaded() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    bundle.load_schemas(&databases, &[]).expect(0);
    let staff = databases.name("employees_db");
    sql(&staff, "CREATE TABLE notes (note text)");
    sql(
        &staff,
        "DROP TABLE performance_reviews; CREATE TABLE performance_reviews (mine text)",
    );
    let [(flags, _), (schemas, to_one)] = ways(&databases);
    let clear = |flags: &str| dhub(&bundle, &format!("seed clear {flags}"));

    let (_, stderr) = expect(clear(&flags), 2);
    assert!(stderr.contains("add --confirm"), "{stderr}");
    assert_eq!(sql(&staff, "SELECT count(*) FROM departments"), "12");

    let (stdout, _) = expect(clear(&format!("--confirm {flags}")), 0);
    // The replaced one stays.
    let [staff_tables, accounts_tables] =
        ["employees_db", "accounts_db"].map(|database| tables_of(database).count());
    let dropped = format!(
        "employees_db: dropped {} tables\naccounts_db: dropped {accounts_tables} tables\n",
        staff_tables - 1
    );
    assert!(stdout.starts_with(&dropped), "{stdout}");
    assert!(stdout.ends_with(" was kept\n"), "{stdout}");
    let tables = "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
        WHERE relkind = 'r' AND relnamespace::regnamespace::text ~ '^public$|_db$'";
    assert_eq!(sql(&staff, tables), "notes performance_reviews");
    assert_loaded(&bundle, &schemas_of(&databases));
    expect(dhub(&bundle, "seed status"), 0);

    let mut in_schemas = clear(&format!("--confirm {schemas}"));
    in_schemas.envs(to_one);
    expect(in_schemas, 0);
    assert_eq!(sql(&databases.name("one"), tables), "");
    let (stdout, _) = expect(clear(&format!("--confirm {flags}")), 0);
    assert!(
        stdout.starts_with("employees_db: nothing loaded\n"),
        "{stdout}"
    );
    // Without databases there is nothing to drop; no bundle is needed.
    let mut nowhere = Command::new(env!("CARGO_BIN_EXE_dhub"));
    nowhere.args(["seed", "clear", "--confirm", "--live", "--prefix", "none_"]);
    let (stdout, _) = expect(nowhere, 0);
    let nothing = stdout.matches(": nothing loaded\n").count();
    assert_eq!(nothing, dhub::tables::DATABASES.len(), "{stdout}");
}

#[test]
fn a_table_that_others_depend_on_keeps_its_database_whole() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &[]).expect(0);
    sql(
        &databases.name("employees_db"),
        "CREATE VIEW heads AS SELECT department_head_id FROM departments",
    );
    let clear = format!("seed clear --confirm --live --prefix {}", databases.prefix);
    let (_, stderr) = expect(dhub(&bundle, &clear), 2);
    assert!(stderr.starts_with("dhub: employees_db: psql: "), "{stderr}");
    assert!(stderr.contains("view heads depends on"), "{stderr}");
    assert_loaded(&bundle, &databases_of(&databases));
}

#[test]
fn a_server_named_by_a_url_is_asked() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &[]).expect(0);
    let by_url = |words: &str, url: &str| {
        let mut dhub = dhub(
            &bundle,
            &format!("{words} --live --prefix {}", databases.prefix),
        );
        server::NAMES.iter().for_each(|name| {
            dhub.env_remove(name);
        });
        dhub.env("DATABASE_URL", url);
        dhub
    };
    let url = server::url();
    expect(by_url("seed status", &url), 0);
    let count = by_url(
        "db query select/**/count(*)from/**/departments -d employees_db --format csv",
        &url,
    );
    assert_eq!(expect(count, 0).0, "count\n12\n");
    expect(by_url("seed clear --confirm", &url), 0);
    expect(by_url("seed status", &url), 1);

    for (url, wanted) in [
        (
            "mysql://me:secret@db",
            "dhub: DATABASE_URL: expected postgresql://... (its value is not shown)\n",
        ),
        (
            "postgresql://me:secret@localhost:1/one",
            "dhub: employees_db: cannot connect: connection to server at ",
        ),
        (
            "postgresql://me:secret@localhost:x/one",
            "dhub: employees_db: cannot connect: invalid integer value ",
        ),
    ] {
        let (stdout, stderr) = expect(by_url("seed status", url), 2);
        assert!(stdout.is_empty() && stderr.starts_with(wanted), "{stderr}");
        assert!(!stderr.contains("secret"), "{stderr}");
    }
}

#[test]
fn verify_compares_every_row_and_never_runs_a_script_of_the_bundle() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    bundle.load_schemas(&databases, &[]).expect(0);
    let run = |words: String, environment: &Option<(&'static str, String)>| {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(words.split(' ')).current_dir(bundle.path());
        dhub.envs(environment.clone());
        dhub
    };
    for (flags, environment) in ways(&databases) {
        let verify = || run(format!("verify . {flags}"), &environment);
        let (_, stderr) = expect(verify(), 0);
        let rows = stderr.lines().filter(|line| line.ends_with("  ok"));
        assert_eq!(rows.count(), bundle.tables().len(), "{stderr}");
        let (name, schema) = match environment {
            Some(_) => (databases.name("one"), "employees_db"),
            None => (databases.name("employees_db"), "public"),
        };
        sql(
            &name,
            &format!(
                "UPDATE {schema}.employees SET phone = 'none' WHERE employee_id = 'EMP-000003'"
            ),
        );
        let (_, stderr) = expect(verify(), 1);
        assert!(stderr.contains("differs"), "{stderr}");
    }

    bundle.edit("load.sh", |script| {
        script.replacen('\n', "\ntouch pwned; exit 0\n", 1)
    });
    for (flags, environment) in ways(&databases) {
        let (stdout, _) = expect(run(format!("verify . {flags}"), &environment), 1);
        assert!(stdout.contains("load.sh"), "{stdout}");
        expect(run(format!("seed status --out . {flags}"), &environment), 1);
        expect(
            run(
                format!("seed clear --confirm --out . {flags}"),
                &environment,
            ),
            0,
        );
    }
    assert!(!bundle.path().join("pwned").exists());
}

#[test]
fn an_unreachable_server_is_a_failure() {
    let bundle = Bundle::plain();
    let mut verify = Command::new(env!("CARGO_BIN_EXE_dhub"));
    verify.args(["verify", "--live"]).arg(bundle.path());
    verify
        .env("PGHOST", "/nonexistent")
        .env_remove("DATABASE_URL");
    let (_, stderr) = expect(verify, 2);
    assert!(
        stderr.contains(": cannot compare PostgreSQL with the bundle: "),
        "{stderr}"
    );
}
