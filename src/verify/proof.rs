//! Each rule proven: a sound bundle is damaged in one way, and exactly the rule that this way is written for finds it.
//!
//! ```text
//! -- rule: accounts.types
//! UPDATE accounts SET account_type = 'savings' WHERE account_type = 'checking' AND customer_id % 3 = 0;
//! ```
//!
//! The tables are damaged behind the files, so that nothing but the rules is asked. Digests, forms, keys and references are not:
//! an edited file offends some of them anyhow, and rows of people who are no customers leave the customers' shares as they are.
//! They have their own tests in `tests/verify.rs`.

use super::report::Outcome;
use super::rules::{self, FILES, Rule};
use crate::bundle::{self, Bundle, Options};
use crate::plan::{DEFAULT_AS_OF, Plan, Scale};
use crate::query::engine::Engine;
use crate::tables::{FILES as TABLES, FOLDERS};
use std::collections::BTreeSet;
use std::path::Path;

/// A way to damage a bundle.
struct Damage<'a> {
    rule: &'a str,
    sql: String,
}

fn parse(file: &str) -> Vec<Damage<'_>> {
    let parts = rules::parts(file).into_iter();
    parts.map(|(rule, sql)| Damage { rule, sql }).collect()
}

/// Whether a text holds a word.
fn names(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .any(|one| one == word)
}

fn finds(rule: &Rule, engine: &Engine) -> bool {
    let checked = rule.run(engine).unwrap();
    checked.outcome != Outcome::Ok
}

/// The rules of all files with the tables that they read, and an engine over a sound bundle that holds every table.
struct Bench {
    engine: Engine,
    rules: Vec<(Rule, BTreeSet<&'static str>)>,
}

impl Bench {
    fn new(first: &str) -> Bench {
        let dir = tempfile::tempdir().unwrap();
        seed(dir.path());
        let first = FOLDERS.contains(&first).then_some(first);
        let engine = Engine::open(Bundle::open(dir.path()).unwrap(), first).unwrap();
        for database in FOLDERS {
            engine.write(&format!("PRAGMA {database}.journal_mode = MEMORY"));
        }
        for stored in &engine.source().tables {
            engine
                .prepare(stored, &mut |fault| panic!("{}", fault.message))
                .unwrap();
        }
        let all = FILES
            .iter()
            .flat_map(|(_, file)| rules::parse(file).unwrap());
        let reading = |rule: Rule| {
            let tables = engine.reads(&rule.sql).unwrap();
            (rule, tables.iter().map(|table| table.name).collect())
        };
        let rules = all.map(reading).collect();
        Bench { engine, rules }
    }

    /// The rules that find something after this damage, which is then undone.
    fn found(&self, damage: &str) -> BTreeSet<&str> {
        let touched = TABLES.iter().map(|table| table.name);
        let touched: BTreeSet<&str> = touched.filter(|name| names(damage, name)).collect();
        self.engine.write("BEGIN");
        self.engine.write(damage);
        let concerned = self
            .rules
            .iter()
            .filter(|(_, reads)| !reads.is_disjoint(&touched));
        let found = concerned
            .filter(|(rule, _)| finds(rule, &self.engine))
            .map(|(rule, _)| rule.name.as_str())
            .collect();
        self.engine.write("ROLLBACK");
        found
    }
}

/// Writes a sound bundle of scale 1.
fn seed(dir: &Path) {
    let plan = Plan::new(42, DEFAULT_AS_OF, Scale::ONE, None, None).unwrap();
    let options = Options {
        out: dir.to_path_buf(),
        compress: false,
        threads: 1,
        memory: 16 << 20,
    };
    bundle::write(plan, &options, &()).unwrap();
}

/// Proves the rules of one file; all of them have a damage.
fn prove(file: &str, damages: &str) {
    let (section, _) = FILES.iter().find(|(_, rules)| *rules == file).unwrap();
    let bench = Bench::new(section);
    let sound: Vec<_> = bench
        .rules
        .iter()
        .filter(|(rule, _)| finds(rule, &bench.engine))
        .map(|(rule, _)| &rule.name)
        .collect();
    assert!(sound.is_empty(), "the sound bundle has findings: {sound:?}");
    let damages = parse(damages);
    let rules = rules::parse(file).unwrap();
    let wanted: Vec<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
    let given: Vec<&str> = damages.iter().map(|damage| damage.rule).collect();
    let mut wrong = Vec::new();
    for damage in damages {
        let found = bench.found(&damage.sql);
        if found != BTreeSet::from([damage.rule]) {
            wrong.push(format!(
                "{}: expected only this rule to find its damage, found by {found:?}",
                damage.rule
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        wanted, given,
        "each rule has one damage, in the order of the rules"
    );
}

macro_rules! proofs {
    ($($name:ident)*) => {
        #[test]
        fn every_file_of_rules_is_proven() {
            let files = FILES.map(|(_, file)| file);
            let proven = [$(include_str!(concat!("rules/", stringify!($name), ".sql"))),*];
            assert!(files == proven, "each file of rules has a proof, in their order");
        }
        $(
            #[test]
            fn $name() {
                prove(
                    include_str!(concat!("rules/", stringify!($name), ".sql")),
                    include_str!(concat!("damage/", stringify!($name), ".sql")),
                );
            }
        )*
    };
}

proofs! {
    employees_db accounts_db customer_db loans_db schedules insurance_db claims compliance_db audit labels across money staff
    monitoring
}
