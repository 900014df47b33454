//! What load.sh refuses, with which code and message; nothing is changed then.

use super::support::bundle::{Bundle, Tools};
use super::support::server::{Databases, PASSWORD, PASSWORD_IN_URL};
use super::{assert_loaded, databases_of, schemas_of};
use std::fs;

#[test]
fn unknown_flags() {
    let bundle = Bundle::plain();
    for (arguments, words) in [
        (
            &["--layout", "tables"][..],
            "--layout: expected databases or schemas, found 'tables'",
        ),
        (&["--layout"], "--layout: expected a value"),
        (
            &["--only", "postgres"],
            "--only: expected one of: employees_db ",
        ),
        (
            &["--prefix", "a-b"],
            "--prefix: expected a letter, then a-z, 0-9 or _; found 'a-b'",
        ),
        (&["--jobs", "0"], "--jobs: expected 1 to 99, found '0'"),
        (
            &["--wait=soon"],
            "--wait: expected seconds, 0 to 99999, found 'soon'",
        ),
        (
            &["--lock-timeout", "-1"],
            "--lock-timeout: expected seconds",
        ),
        (&["--jobs=many"], "--jobs: expected 1 to 99, found 'many'"),
        (&["--verify=bytes"], "unknown argument '--verify=bytes'"),
        (&["out"], "unknown argument 'out'; see --help"),
        (
            &["--status", "--dry-run"],
            "--status and --dry-run cannot be combined",
        ),
        (&["--clear"], "add --confirm"),
        (&["--confirm"], "--confirm requires --clear"),
        (
            &["--layout=schemas", "--prefix=a"],
            "it cannot be combined with --layout schemas",
        ),
    ] {
        let loaded = bundle.script(arguments).expect(2);
        assert!(
            loaded.stderr.contains(words),
            "{arguments:?}: {}",
            loaded.stderr
        );
        assert_eq!(loaded.stderr.lines().count(), 1, "{}", loaded.stderr);
    }
}

#[test]
fn help_names_every_flag_and_code() {
    let help = Bundle::plain().script(&["--help"]).expect(0).stdout;
    for flag in [
        "--layout",
        "--append",
        "--only",
        "--prefix",
        "--jobs",
        "--wait",
        "--lock-timeout",
        "--bundle",
        "--force",
        "--dry-run",
        "--status",
        "--verify",
        "--verify=deep",
        "--clear --confirm",
    ] {
        assert!(help.contains(&format!("\n  {flag} ")), "{flag}");
    }
    for code in 0..=7 {
        assert!(help.contains(&format!("{code} ")), "{code}");
    }
}

#[test]
fn the_script_knows_the_databases_in_their_order() {
    let script = &dhub::bundle::LOAD_SH;
    let all = format!("\nall=\"{}\"\n", dhub::tables::DATABASES.join(" "));
    assert!(script.contains(&all));
    let marker = dhub::bundle::load_sql::MARKER.replace('\n', "\\n");
    assert!(script.contains(&format!("E'\\{marker}([^ ]+)")));
    for step in [
        include_str!("../../scripts/load/lock.sql"),
        include_str!("../../scripts/load/check.sql"),
        include_str!("../../scripts/load/prepare.sql"),
        include_str!("../../scripts/load/clear.sql"),
    ] {
        assert!(step.contains(&format!("E'{marker}'")));
    }
    for step in [
        include_str!("../../scripts/load/mark.sql"),
        include_str!("../../scripts/load/beside.sql"),
    ] {
        assert!(step.contains(&marker));
    }
}

#[test]
fn a_missing_tool() {
    let plain = Bundle::plain();
    let loaded = plain
        .script(&[])
        .only_tools(&Tools::without(&["psql"]))
        .expect(2);
    assert!(
        loaded.stderr.starts_with("load.sh: psql: not found"),
        "{}",
        loaded.stderr
    );
    let zstd = Bundle::zstd();
    let loaded = zstd
        .script(&[])
        .only_tools(&Tools::without(&["zstd"]))
        .expect(2);
    assert!(
        loaded.stderr.starts_with("load.sh: zstd: not found"),
        "{}",
        loaded.stderr
    );
}

#[test]
fn any_tool_for_digests_will_do() {
    let databases = Databases::none();
    for absent in [
        &["sha256sum", "shasum"][..],
        &["openssl", "shasum"],
        &["openssl", "sha256sum"],
    ] {
        let bundle = Bundle::plain();
        let tools = Tools::without(absent);
        bundle.load(&databases, &[]).only_tools(&tools).expect(0);
        bundle
            .load(&databases, &["--verify=deep"])
            .only_tools(&tools)
            .expect(0);
        fs::write(bundle.file("employees_db/departments.csv"), "").unwrap();
        let damaged = bundle.load(&databases, &[]).only_tools(&tools).expect(4);
        let lines: Vec<&str> = damaged.stderr.lines().skip(1).collect();
        assert_eq!(lines, ["load.sh: employees_db/departments.csv: changed"]);
    }
    let none = Tools::without(&["openssl", "sha256sum", "shasum"]);
    let loaded = Bundle::plain().script(&[]).only_tools(&none).expect(2);
    assert!(
        loaded.stderr.starts_with("load.sh: shasum: not found"),
        "{}",
        loaded.stderr
    );
}

#[test]
fn no_server() {
    let bundle = Bundle::plain();
    for layout in ["databases", "schemas"] {
        let loaded = bundle
            .script(&["--layout", layout])
            .without("DATABASE_URL")
            .env("PGHOST", "/nonexistent")
            .expect(3);
        assert!(
            loaded
                .stderr
                .starts_with("load.sh: cannot connect: set PGHOST"),
            "{}",
            loaded.stderr
        );
    }
}

#[test]
fn passwords_and_urls_are_never_shown() {
    let bundle = Bundle::plain();
    // A psql that shows its arguments and the password that it got.
    let tools = Tools::none().with(
        "psql",
        "printf '%s [%s]\\n' \"$*\" \"$PGPASSWORD\" >&2; exit 2",
    );
    for url in [
        format!("postgresql://someone:{PASSWORD_IN_URL}@/bank?host=/nonexistent"),
        format!("postgres://someone@/bank?password={PASSWORD_IN_URL}&host=/nonexistent"),
        format!("postgresql:///bank?host=/nonexistent&password={PASSWORD_IN_URL}"),
    ] {
        let load = || {
            bundle
                .script(&["--layout=schemas"])
                .env("DATABASE_URL", &url)
        };
        let seen = load().tools(&tools).expect(3).stderr;
        let (arguments, password) = seen.lines().nth(1).unwrap().split_once(" [").unwrap();
        assert_eq!(password.strip_suffix(']'), Some(PASSWORD), "{seen}");
        assert!(
            !arguments.contains("s3cret") && !arguments.contains("password="),
            "{seen}"
        );
        assert!(!arguments.contains("//"), "{seen}");

        let real = load().expect(3);
        assert!(
            !real.stderr.contains("s3cret") && !real.stderr.contains("://"),
            "{}",
            real.stderr
        );
    }
    for url in [
        "postgresql://someone:s3cret@[::1/bank",
        "mysql://someone:s3cret@host/bank",
        "postgresql://someone:s3cret/1@host/bank",
        "postgresql://someone:@s3cret@host/bank",
        "s3cret",
    ] {
        let loaded = bundle.script(&[]).env("DATABASE_URL", url).run();
        assert!(matches!(loaded.code, Some(2 | 3)), "{loaded:?}");
        assert!(
            !loaded.stderr.contains("s3cret") && !loaded.stderr.contains("//someone"),
            "{}",
            loaded.stderr
        );
    }
}

#[test]
fn a_changed_file() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    let whole = Bundle::plain();
    bundle.edit("employees_db/employees.csv", |csv| {
        csv.replacen("BR0", "BR1", 1)
    });
    for arguments in [&[][..], &["--dry-run"], &["--verify"]] {
        let loaded = bundle.load(&databases, arguments).expect(4);
        assert!(
            loaded
                .stderr
                .contains("employees_db/employees.csv: changed"),
            "{}",
            loaded.stderr
        );
        assert_eq!(loaded.stderr.lines().count(), 2, "{}", loaded.stderr);
    }
    bundle.load_schemas(&databases, &[]).expect(4);
    assert_loaded(&whole, &databases_of(&databases));
    fs::remove_file(bundle.file("employees_db/employees.csv")).unwrap();
    let loaded = bundle.load(&databases, &[]).expect(4);
    assert!(
        loaded
            .stderr
            .contains("employees_db/employees.csv: missing"),
        "{}",
        loaded.stderr
    );
    fs::remove_file(bundle.file("SHA256SUMS")).unwrap();
    bundle.load(&databases, &[]).expect(4);
}

#[test]
fn a_compressed_file_that_is_cut_off() {
    let bundle = Bundle::zstd();
    let databases = Databases::one();
    let whole = Bundle::zstd();
    whole.load(&databases, &[]).expect(0);
    whole.load_schemas(&databases, &[]).expect(0);
    let file = bundle.file("employees_db/employees.csv.zst");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    bundle.load(&databases, &[]).expect(4);
    // Even if the digests match the damaged file.
    bundle.sign();
    bundle.load(&databases, &["--only=employees_db"]).expect(1);
    bundle.load_schemas(&databases, &[]).expect(1);
    assert_loaded(&whole, &databases_of(&databases));
    assert_loaded(&whole, &schemas_of(&databases));
}

#[test]
fn a_failed_load_leaves_the_previous_data() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    bundle.load_schemas(&databases, &[]).expect(0);
    let bad = Bundle::plain();
    // A department whose head does not exist: found only by the foreign key, after all rows are loaded.
    bad.edit("employees_db/departments.csv", |csv| {
        csv.replacen("EMP-0", "EMP-9", 1)
    });
    bad.sign();
    let loaded = bad.load(&databases, &[]).expect(1);
    assert!(
        loaded
            .stderr
            .contains("departments_department_head_id_fkey"),
        "{}",
        loaded.stderr
    );
    let line = loaded
        .stdout
        .lines()
        .find(|line| line.starts_with("employees_db"));
    assert!(line.unwrap().ends_with("failed"), "{}", loaded.stdout);
    bad.load_schemas(&databases, &[]).expect(1);
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
}

#[test]
fn a_missing_row() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle.load(&databases, &[]).expect(0);
    bundle.load_schemas(&databases, &[]).expect(0);
    let short = Bundle::plain();
    short.edit("employees_db/employee_assignments.csv", |csv| {
        let end = csv.trim_end().rfind('\n').unwrap();
        csv[..=end].to_string()
    });
    short.sign();
    let loaded = short.load(&databases, &[]).expect(6);
    assert!(
        loaded
            .stderr
            .contains("employee_assignments: row count differs"),
        "{}",
        loaded.stderr
    );
    short.load_schemas(&databases, &[]).expect(6);
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
}

#[test]
fn a_database_that_is_not_in_the_bundle() {
    let bundle = Bundle::plain();
    fs::remove_dir_all(bundle.file("employees_db")).unwrap();
    let refused = bundle.script(&["--only=employees_db"]).expect(4);
    assert!(
        refused.stderr.contains("employees_db/load.sql: missing"),
        "{}",
        refused.stderr
    );
}
