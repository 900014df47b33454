//! Parts of a bundle: each loads its rows next to those of the others, once.

use crate::support::bundle::Bundle;
use crate::support::server::{Databases, sql};
use dhub::schema;

/// Counts foreign keys within and between the schemas of one server database.
fn foreign_keys(database: &str) -> usize {
    let count = "select count(*) from pg_constraint where contype = 'f'";
    sql(database, count).parse().unwrap()
}

/// Counts the foreign keys that a database has when it is loaded as a whole.
fn wanted_keys(database: &str) -> usize {
    let statements = schema::constraints_sql(database);
    statements.matches("FOREIGN KEY").count()
}

#[test]
fn parts_loaded_in_any_order_are_the_whole() {
    let whole = Bundle::plain();
    let parts = ["1/3", "2/3", "3/3"].map(Bundle::part);
    for order in [[0, 1, 2], [2, 0, 1]] {
        let databases = Databases::none();
        for (place, &number) in order.iter().enumerate() {
            let append = ["--append"];
            let flags: &[&str] = if order[0] == 0 && place == 0 {
                &[]
            } else {
                &append
            };
            parts[number].load(&databases, flags).expect(0);
            parts[number].load(&databases, &["--verify"]).expect(0);
            // A row may refer to one in a part that is not loaded yet.
            for database in whole.databases() {
                let wanted = if place == 2 { wanted_keys(database) } else { 0 };
                assert_eq!(foreign_keys(&databases.name(database)), wanted);
            }
        }
        whole.load(&databases, &["--verify=deep"]).expect(0);
        // The next identity value is higher than those of all parts.
        let next = "insert into compliance_db_probe select nextval(pg_get_serial_sequence('audit_trails', 'audit_id'))";
        let beyond = sql(
            &databases.name("compliance_db"),
            &format!(
                "create temp table compliance_db_probe (id bigint);\n{next};\n\
                 select id > (select max(audit_id) from audit_trails) from compliance_db_probe"
            ),
        );
        assert_eq!(beyond, "t");
    }
}

#[test]
fn compressed_parts_load_into_schemas_with_the_keys_between_them() {
    let whole = Bundle::plain();
    let databases = Databases::one();
    for part in ["2/2", "1/2"] {
        let part = Bundle::make("0.05", &["--compress", "zstd", "--part", part]);
        part.load_schemas(&databases, &["--append"]).expect(0);
    }
    whole.load_schemas(&databases, &["--verify=deep"]).expect(0);
    let (_, name) = databases.to_one();
    let once = foreign_keys(&name);
    whole.load_schemas(&databases, &[]).expect(0);
    assert_eq!(foreign_keys(&name), once);
    assert!(once > 50, "{once}");
}

#[test]
fn a_part_is_loaded_once_and_only_next_to_parts_of_its_bundle() {
    let databases = Databases::none();
    let part = |part: &str| Bundle::part(part);
    let (first, second) = (part("1/3"), part("2/3"));
    let refuse = |bundle: &Bundle, flags: &[&str], code: i32, line: &str| {
        let loaded = bundle.load(&databases, flags).expect(code);
        let line = line.replace("DB", &databases.name(""));
        assert_eq!(
            loaded.stderr.lines().next(),
            Some(&*line),
            "{}",
            loaded.stderr
        );
    };
    refuse(
        &second,
        &[],
        2,
        "load.sh: this is part 2 of 3: add it to the others with --append; only part 1 can be loaded without it",
    );
    first.load(&databases, &[]).expect(0);
    second.load(&databases, &["--append"]).expect(0);
    let state = || first.load(&databases, &["--status"]).expect(0).stdout;
    let before = state();
    assert!(before.contains("  parts 1-2 of 3\n"), "{before}");

    for again in [&first, &second] {
        let number = if std::ptr::eq(again, &first) { 1 } else { 2 };
        refuse(
            again,
            &["--append"],
            7,
            &format!(
                "load.sh: part {number} of 3 is already loaded, nothing was changed; load each part once"
            ),
        );
    }
    for other in [
        part("2/4"),
        Bundle::make("0.05", &["--part", "3/3", "--seed", "7"]),
    ] {
        let loaded = other.load(&databases, &["--append"]).expect(7);
        assert!(
            loaded
                .stderr
                .contains(": contains rows that are not from parts of this bundle: "),
            "{}",
            loaded.stderr
        );
    }
    refuse(
        &Bundle::plain(),
        &["--append"],
        2,
        "load.sh: --append is for parts, but this is a whole bundle: omit it",
    );
    refuse(
        &second,
        &["--append", "--status"],
        2,
        "load.sh: --append applies to loading: it cannot be combined with --status",
    );
    refuse(
        &second,
        &["--verify=deep"],
        2,
        "load.sh: --verify=deep compares whole bundles, but this is part 2 of 3: use the bundle from dhub seed join",
    );
    part("3/3").load(&databases, &["--verify"]).expect(6);
    assert_eq!(state(), before);

    // A part cannot be appended to a whole bundle, and part 1 starts over.
    Bundle::plain().load(&databases, &[]).expect(0);
    second.load(&databases, &["--append"]).expect(7);
    Bundle::plain()
        .load(&databases, &["--verify=deep"])
        .expect(0);
    first.load(&databases, &[]).expect(0);
    let alone = state();
    assert!(alone.contains("  parts 1 of 3\n"), "{alone}");
}

#[test]
fn an_interrupted_append_is_completed() {
    let databases = Databases::none();
    let second = Bundle::part("2/2");
    Bundle::part("1/2").load(&databases, &[]).expect(0);
    second
        .load(&databases, &["--append", "--only", "accounts_db"])
        .expect(0);
    let completed = second.load(&databases, &["--append"]).expect(0).stdout;
    let line = completed
        .lines()
        .find(|line| line.starts_with("accounts_db"));
    assert!(line.unwrap().ends_with("already loaded"), "{completed}");
    Bundle::plain()
        .load(&databases, &["--verify=deep"])
        .expect(0);
}

#[test]
fn a_failed_append_leaves_the_previous_data() {
    let databases = Databases::none();
    Bundle::part("1/2").load(&databases, &[]).expect(0);
    let rows = "select count(*), max(obj_description('customers'::regclass)) from customers";
    let state = || sql(&databases.name("accounts_db"), rows);
    let before = state();
    for (line, code) in [(1, 6), (2, 1)] {
        let second = Bundle::part("2/2");
        second.edit("accounts_db/customers.csv", |csv| {
            let mut lines: Vec<&str> = csv.lines().collect();
            match line {
                // A missing row, and a duplicate key.
                1 => drop(lines.pop()),
                _ => {
                    let last = lines.len() - 1;
                    lines[last] = lines[last - 1];
                }
            }
            lines.join("\n") + "\n"
        });
        second.sign();
        let only = ["--append", "--only", "accounts_db"];
        second.load(&databases, &only).expect(code);
        assert_eq!(state(), before);
    }
}

#[test]
fn two_loads_of_a_part_at_once_load_it_once() {
    let databases = Databases::none();
    Bundle::part("1/2").load(&databases, &[]).expect(0);
    let second = Bundle::part("2/2");
    let loads = [(); 2].map(|()| second.load(&databases, &["--append"]).start());
    for load in loads {
        let code = load.wait_with_output().unwrap().status.code();
        assert!(matches!(code, Some(0 | 7)), "{code:?}");
    }
    second.load(&databases, &["--append"]).expect(7);
    Bundle::plain()
        .load(&databases, &["--verify=deep"])
        .expect(0);
}

#[test]
fn triggers_and_grants_of_others_stay_and_see_no_appended_row() {
    let databases = Databases::none();
    Bundle::part("1/2").load(&databases, &[]).expect(0);
    let accounts = databases.name("accounts_db");
    sql(
        &accounts,
        "create table seen (id text);\n\
         create function note() returns trigger language plpgsql as $$ begin insert into seen values ('row'); return new; end $$;\n\
         create trigger noted after insert on customers for each row execute function note();\n\
         grant select on customers to public",
    );
    let loaded = Bundle::part("2/2")
        .load(&databases, &["--append"])
        .expect(0);
    let said = "triggers on table customers are kept and do not fire during the load";
    assert!(loaded.stderr.contains(said), "{}", loaded.stderr);
    let state = "select (select count(*) from seen), (select tgenabled from pg_trigger where tgname = 'noted'), \
                 has_table_privilege('public', 'customers', 'select')";
    assert_eq!(sql(&accounts, state), "0|O|t");
}
