//! verify and query on small handwritten bundles: mutations of every kind, queries of every kind; and sound bundles.

mod queries;

use dhub::bundle::{self, Bundle, Fingerprint, Format, Options};
use dhub::plan::{AmlRate, DEFAULT_AS_OF, Plan, Scale};
use dhub::query::engine::Engine;
use dhub::values::calendar::Date;
use dhub::verify::report::Verdict;
use dhub::verify::verify;
use serde_json::json;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const DEPARTMENTS: &str = "department_id,department_name,department_head_id,budget
DEPT-01,Retail Banking,EMP-000001,120000.00
DEPT-02,Lending,EMP-000001,80000.50
";
const EMPLOYEES: &str = "employee_id,employee_number,first_name,last_name,email,phone,role,department,branch_code,manager_id,hire_date,termination_date,employment_status,salary,created_at
EMP-000001,E10001,Ana,Lee,ana.lee1@bank.example,202-555-0100 x1,Branch Manager,Retail Banking,BR001,,2016-01-04,,active,200000.00,2016-01-04 09:00:00
EMP-000002,E10002,\"Bo, Jr\",Kim,bo.kim2@bank.example,202-555-0100 x2,Loan Officer,Lending,BR001,EMP-000001,2017-02-06,2020-01-31,terminated,60000.25,2017-02-06 09:00:00
";
const PROGRAMS: &str = "program_id,program_name,description,duration_hours,certification
PROG-01,Anti-Money Laundering,Know the signs,8,true
PROG-02,Branch Safety,Doors and drills,4,false
PROG-03,Credit Basics,Reading a balance sheet,16,false
";

/// Writes a bundle of these tables, as by a version that had no others, with a matching manifest.
fn bundle(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    let mut resources = Vec::new();
    let mut sums = String::new();
    for (table, text) in files {
        let (database, name) = table.split_once('.').unwrap();
        let path = format!("{database}/{name}.csv");
        fs::create_dir_all(dir.path().join(database)).unwrap();
        fs::write(dir.path().join(&path), text).unwrap();
        let Fingerprint { bytes, hash } = Fingerprint::of(text.as_bytes());
        sums += &format!("{hash}  {path}\n");
        resources.push(json!({
            "profile": "tabular-data-resource", "name": name, "database": database, "description": "", "path": path, "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", "rows": text.lines().count() - 1, "bytes": bytes, "hash": hash, "schema": {},
        }));
    }
    let manifest = json!({
        "profile": "data-package", "name": "test", "title": "", "description": "",
        "dhub": {
            "version": "0", "data_version": 0, "bundle": "0", "seed": 1, "scale": "0.05", "as_of": "2025-12-31", "aml_rate": "1", "customers": 60,
            "employees": 7, "overridden": false, "rows": 0, "bytes": 0, "files": ["SHA256SUMS"],
        },
        "resources": resources,
    });
    fs::write(dir.path().join("datapackage.json"), manifest.to_string()).unwrap();
    fs::write(dir.path().join("SHA256SUMS"), sums).unwrap();
    dir
}

fn small() -> TempDir {
    bundle(&[
        ("employees_db.departments", DEPARTMENTS),
        ("employees_db.employees", EMPLOYEES),
        ("employees_db.training_programs", PROGRAMS),
    ])
}

/// Returns the examples of a structural rule's finding; empty if it has none.
fn findings(dir: &Path, rule: &str) -> Vec<String> {
    let report = verify(Bundle::open(dir).unwrap(), 2, &()).unwrap();
    let rules = report.sections.iter().flat_map(|section| &section.rules);
    let found = rules
        .clone()
        .find(|checked| checked.rule == format!("employees_db.{rule}"))
        .expect("the rule is known");
    found.examples.clone()
}

const STRUCTURE: [&str; 7] = [
    "files",
    "form",
    "types",
    "order",
    "keys",
    "conditions",
    "references",
];

#[test]
fn a_sound_bundle_has_no_structural_finding() {
    let dir = small();
    for rule in STRUCTURE {
        assert!(
            findings(dir.path(), rule).is_empty(),
            "{rule}: {:?}",
            findings(dir.path(), rule)
        );
    }
}

#[test]
fn a_mutation_is_found_at_its_place() {
    let file = "employees_db/employees.csv";
    let departments = "employees_db/departments.csv";
    type Mutation = fn(&str) -> String;
    let cases: [(&str, &str, &str, Mutation); 13] = [
        (
            file,
            "form",
            "employees.csv:2: expected the line end LF",
            |t| t.replace('\n', "\r\n").replacen("\r\n", "\n", 1),
        ),
        (
            file,
            "form",
            "employees.csv:3: the file ends inside this line",
            |t| t.trim_end().to_string(),
        ),
        (
            file,
            "form",
            "employees.csv:3: expected 15 fields, found 14",
            |t| t.replace("E10002,", ""),
        ),
        (
            file,
            "form",
            "employees.csv:1: header, field 3: expected first_name",
            |t| t.replacen("first_name", "forename", 1),
        ),
        (
            file,
            "form",
            "employees.csv:2, column last_name: the field is quoted without need",
            |t| t.replace("Lee,", "\"Lee\","),
        ),
        (
            file,
            "types",
            "employees.csv:2, column salary: expected numeric(15,2)",
            |t| t.replace("200000.00", "200000"),
        ),
        (
            file,
            "types",
            "employees.csv:2, column hire_date: expected a date",
            |t| t.replace("BR001,,2016-01-04", "BR001,,2016-02-30"),
        ),
        (
            file,
            "types",
            "employees.csv:3, column role: expected one of",
            |t| t.replace("Loan Officer", "Loan Shark"),
        ),
        (
            file,
            "types",
            "employees.csv:2, column branch_code: expected a value, found NULL",
            |t| t.replacen("BR001", "", 1),
        ),
        (
            file,
            "order",
            "employees.csv:3, column employee_id: expected a key after EMP-000001",
            |t| t.replace("EMP-000002,E", "EMP-000000,E"),
        ),
        (file, "keys", "employees.csv:3, column email", |t| {
            t.replace("bo.kim2@", "ana.lee1@")
        }),
        (
            departments,
            "conditions",
            "departments.csv:2, key DEPT-01: expected budget > 0",
            |t| t.replace("120000.00", "0.00"),
        ),
        (
            departments,
            "references",
            "departments.csv:3, column department_head_id: EMP-000009 is not in employees_db.employees",
            |t| t.replace("Lending,EMP-000001", "Lending,EMP-000009"),
        ),
    ];
    for (path, rule, wanted, mutation) in cases {
        let dir = small();
        let path = dir.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        let mutated = mutation(&text);
        assert_ne!(text, mutated, "{wanted}: nothing was changed");
        fs::write(&path, mutated).unwrap();
        let found = findings(dir.path(), rule);
        assert!(
            found.iter().any(|example| example.contains(wanted)),
            "{wanted}: {found:?}"
        );
        assert!(
            !findings(dir.path(), "files").is_empty(),
            "{wanted}: the digest is still right"
        );
    }
}

#[test]
fn a_missing_or_binary_file_is_a_finding() {
    let dir = small();
    let path = dir.path().join("employees_db/employees.csv");
    fs::write(&path, [0xFF_u8, 0, b'"', b'\n', 0xFE]).unwrap();
    assert!(!findings(dir.path(), "form").is_empty());
    fs::remove_file(&path).unwrap();
    let found = findings(dir.path(), "files");
    assert!(found[0].contains("employees.csv: missing"), "{found:?}");
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads() {
    let dir = small();
    let file = dir.path().join("employees_db/employees.csv");
    fs::write(&file, EMPLOYEES.replacen("E10001,", "E10009,", 1)).unwrap();
    let report = |threads| {
        let report = verify(Bundle::open(dir.path()).unwrap(), threads, &()).unwrap();
        assert!(!report.ok);
        serde_json::to_string(&report).unwrap()
    };
    let alone = report(1);
    for threads in [2, 4, 64] {
        assert_eq!(report(threads), alone, "{threads} threads");
    }
}

/// Returns the findings of verify in a bundle of this plan, with examples.
fn broken(plan: Plan) -> Vec<String> {
    let dir = TempDir::new().unwrap();
    let options = Options {
        out: dir.path().join("out"),
        format: Format::Csv,
        threads: 2,
        memory: 64 << 20,
        force: false,
    };
    bundle::write(plan, &options, &()).unwrap();
    let report = verify(Bundle::open(&options.out).unwrap(), 2, &()).unwrap();
    let rules = report.sections.iter().flat_map(|section| &section.rules);
    rules
        .filter(|rule| rule.outcome != Verdict::Ok)
        .map(|rule| format!("{}: {:?}", rule.rule, rule.examples))
        .collect()
}

#[test]
fn bundles_of_many_seeds_and_dates_satisfy_every_rule() {
    let day = |month, day| Date::new(2025, month, day);
    let plan = |seed, customers, as_of, rate: &str| {
        let plan = Plan::new(seed, as_of, Scale::ONE, None, Some(customers)).unwrap();
        plan.with_aml_rate(rate.parse::<AmlRate>().unwrap())
    };
    // Many schemes; 92 days that contain two quarter ends; claims that are decided before earlier ones.
    let mut plans = vec![
        plan(1, 400, DEFAULT_AS_OF, "5"),
        plan(2, 400, DEFAULT_AS_OF, "5"),
        plan(3, 400, day(3, 31), "5"),
        plan(4, 400, day(6, 30), "1"),
        plan(104, 709, DEFAULT_AS_OF, "1"),
        plan(42, 2_160, DEFAULT_AS_OF, "1"),
    ];
    // Two days after the due days of the call report, the liquidity report and the report to the board.
    for as_of in [day(11, 1), day(10, 22), day(11, 16)] {
        plans.extend((1..=10).map(|seed| plan(seed, 1, as_of, "1")));
    }
    for plan in plans {
        let (seed, customers, as_of) = (plan.seed, plan.customers, plan.as_of);
        let found = broken(plan);
        assert!(
            found.is_empty(),
            "seed {seed}, {customers} customers, {as_of}: {}",
            found.join("\n")
        );
    }
}

#[test]
fn rules_over_absent_tables_are_not_passed() {
    let dir = small();
    let report = verify(Bundle::open(dir.path()).unwrap(), 2, &()).unwrap();
    let absent = report
        .sections
        .iter()
        .flat_map(|s| &s.rules)
        .filter(|r| r.outcome == Verdict::NotInThisBundle);
    assert!(absent.count() > 0);
    let loans = report
        .sections
        .iter()
        .find(|s| s.database == "loans_db")
        .unwrap();
    assert!(
        loans
            .rules
            .iter()
            .all(|rule| rule.outcome == Verdict::NotInThisBundle)
    );
}

#[test]
fn every_declared_condition_is_understood() {
    use dhub::verify::structure::{conditions, uniques};
    let dir = small();
    let engine = Engine::open(Bundle::open(dir.path()).unwrap(), None).unwrap();
    let mut errors = String::new();
    for table in dhub::tables::CATALOGUE {
        for (condition, sql) in conditions(table).into_iter().chain(uniques(table)) {
            if let Err(error) = engine.reads(&sql) {
                errors += &format!("{}: {condition}: {error}\n", table.name);
            }
        }
        let declared =
            table.columns.iter().filter(|c| c.check.is_some()).count() + table.constraints.len();
        let unique = table.columns.iter().filter(|c| c.key || c.unique).count();
        let checked = conditions(table).len() + uniques(table).len();
        assert_eq!(
            checked,
            declared + unique,
            "{}: a constraint is not checked",
            table.name
        );
    }
    assert!(errors.is_empty(), "{errors}");
}
