//! Bundles with planted defects load as far as the catalog says, and load.sh warns about them.

use super::support::bundle::{Bundle, Loaded};
use super::support::server::{Databases, sql};
use super::{assert_loaded, databases_of};
use dhub::defect::{Defect, Loads, catalogue};

const WARNING: &str = "load.sh: warning: this bundle is defective on purpose: labels/defects.csv lists its defects, some of which PostgreSQL rejects\n";

/// Returns the defects that load this far.
fn defects(loads: Loads) -> Vec<&'static Defect> {
    let all = catalogue().iter();
    all.filter(|defect| defect.loads == loads).collect()
}

fn names(defects: &[&'static Defect]) -> Vec<&'static str> {
    defects.iter().map(|defect| defect.name).collect()
}

/// Expects that a constraint has rejected the rows of a defect.
fn refused(loaded: &Loaded, defect: &Defect) {
    let said = loaded.stderr.contains(" violates ") || loaded.stderr.contains("duplicate key");
    let said = said || loaded.stderr.contains("could not create unique index");
    let about = loaded.stderr.contains(defect.table.name);
    assert!(said && about, "{}: {}", defect.name, loaded.stderr);
    assert!(loaded.stderr.starts_with(WARNING), "{}", loaded.stderr);
}

#[test]
fn defects_that_break_no_constraint_load_in_every_layout() {
    let bundle = Bundle::whole().with_defects(&names(&defects(Loads::Always)));
    let (databases, one) = (Databases::none(), Databases::one());
    let loaded = bundle.load(&databases, &[]).expect(0);
    assert_eq!(loaded.stderr, WARNING);
    assert_loaded(&bundle, &databases_of(&databases));
    assert_eq!(bundle.load_schemas(&one, &[]).expect(0).stderr, WARNING);
    bundle.load(&databases, &["--verify=deep"]).expect(0);
}

#[test]
fn defects_between_databases_load_where_no_foreign_key_crosses_them() {
    let (sound, between) = (Bundle::whole(), defects(Loads::Databases));
    let databases = Databases::none();
    let bundle = sound.with_defects(&names(&between));
    assert_eq!(bundle.load(&databases, &[]).expect(0).stderr, WARNING);
    let one = Databases::one();
    for defect in between {
        let bundle = sound.with_defects(&[defect.name]);
        refused(&bundle.load_schemas(&one, &[]).expect(1), defect);
    }
}

#[test]
fn defects_that_break_a_constraint_are_refused_and_leave_the_previous_data() {
    let (sound, never) = (Bundle::whole(), defects(Loads::Never));
    let databases = Databases::none();
    sound.load(&databases, &[]).expect(0);
    for defect in never {
        let bundle = sound.with_defects(&[defect.name]);
        let only = bundle.load(&databases, &["--only", defect.table.database]);
        refused(&only.expect(1), defect);
    }
    assert_loaded(&sound, &databases_of(&databases));
    let tables = sql(
        &databases.name("loans_db"),
        "SELECT count(*) FROM loans WHERE interest_rate > 1",
    );
    assert_eq!(tables.trim(), "0");
}
