//! `dhub export --format sql`: the script creates the bundle's bank, all or nothing, each time it is run.

use super::support::bundle::Bundle;
use super::support::server::{Databases, psql, sql};
use super::{assert_loaded, schemas_of, structure};
use dhub::tables::DATABASES;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Writes the script of a bundle.
fn export(bundle: &Bundle) -> PathBuf {
    let script = bundle.path().with_extension("sql");
    let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
    dhub.args(["export", "--quiet", "--format", "sql", "--force", "--out"]);
    dhub.arg(&script).arg(bundle.path());
    assert!(dhub.status().unwrap().success());
    script
}

/// Runs a script as Docker's entrypoint does.
fn run(database: &str, script: &PathBuf) -> Output {
    let mut psql = psql(database);
    psql.args(["-v", "ON_ERROR_STOP=1", "--no-password", "-f"])
        .arg(script);
    psql.output().unwrap()
}

#[track_caller]
fn succeeded(output: &Output) {
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_script_creates_the_rows_and_structure_of_a_load_each_time_it_is_run() {
    for bundle in [Bundle::plain(), Bundle::zstd()] {
        let (loaded, exported) = (Databases::one(), Databases::one());
        bundle.load_schemas(&loaded, &[]).expect(0);
        let script = export(&bundle);
        for _ in 0..2 {
            succeeded(&run(&exported.name("one"), &script));
            assert_loaded(&bundle, &schemas_of(&exported));
        }
        for database in DATABASES {
            let [wanted, found] =
                [&loaded, &exported].map(|one| structure(&one.name("one"), database));
            assert_eq!(found, wanted, "{database}");
        }
    }
}

#[test]
fn load_sh_recognizes_the_tables_of_a_script() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    succeeded(&run(&databases.name("one"), &export(&bundle)));
    bundle.load_schemas(&databases, &[]).expect(0);
    assert_loaded(&bundle, &schemas_of(&databases));
}

#[test]
fn a_script_touches_no_table_of_others_and_rolls_back() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let one = databases.name("one");
    let script = export(&bundle);
    sql(
        &one,
        "CREATE SCHEMA loans_db; CREATE TABLE loans_db.loans (mine text); INSERT INTO loans_db.loans VALUES ('kept')",
    );
    let refused = run(&one, &script);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        said.contains("loans_db.loans was not created by dhub"),
        "{said}"
    );
    assert_eq!(sql(&one, "SELECT mine FROM loans_db.loans"), "kept");
    assert_eq!(
        sql(
            &one,
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'employees_db'"
        ),
        "0"
    );

    sql(&one, "DROP TABLE loans_db.loans");
    succeeded(&run(&one, &script));
    // An object that depends on a table of the bundle keeps it unchanged.
    sql(
        &one,
        "CREATE VIEW loans_db.mine AS SELECT loan_id FROM loans_db.loans",
    );
    assert!(!run(&one, &script).status.success());
    assert_loaded(&bundle, &schemas_of(&databases));
}
