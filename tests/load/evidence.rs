//! Status 0 only if each database has reported its commit and each file was compared with its digest.

use super::support::bundle::{Bundle, Tools};
use super::support::server::{Databases, sql};
use super::{assert_loaded, databases_of, schemas_of};
use std::fs;
use std::process::{Command, Stdio};

/// Tools that load.sh used to need, or might: without them, a load is complete or fails.
const TOOLS: [&str; 16] = [
    "awk", "wc", "sort", "mkdir", "comm", "tr", "cut", "sed", "grep", "xargs", "mktemp", "dirname",
    "cat", "rm", "sleep", "getconf",
];

#[test]
fn a_load_needs_only_the_tools_that_it_checks_for() {
    let bundle = Bundle::plain();
    let damaged = Bundle::plain();
    damaged.edit("accounts_db/accounts.csv", |csv| {
        csv.replacen(",savings,", ",checking,", 1)
    });
    let databases = Databases::one();
    let tools = Tools::without(&TOOLS);
    bundle.load(&databases, &[]).only_tools(&tools).expect(0);
    bundle
        .load_schemas(&databases, &[])
        .only_tools(&tools)
        .expect(0);
    let loaded = damaged.load(&databases, &[]).only_tools(&tools).expect(4);
    assert!(
        loaded
            .stderr
            .ends_with("load.sh: accounts_db/accounts.csv: changed\n"),
        "{}",
        loaded.stderr
    );
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
    let refused = bundle
        .load(&databases, &["--verify=deep"])
        .only_tools(&tools)
        .expect(2);
    assert!(
        refused.stderr.starts_with("load.sh: sort: not found"),
        "{}",
        refused.stderr
    );
}

#[test]
fn no_directory_for_temporary_files_is_needed() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    bundle
        .load(&databases, &[])
        .env("TMPDIR", "/nonexistent")
        .expect(0);
    bundle
        .load_schemas(&databases, &[])
        .env("TMPDIR", "/dev/null")
        .expect(0);
    assert_loaded(&bundle, &databases_of(&databases));
    assert_loaded(&bundle, &schemas_of(&databases));
}

/// A psql that exits successfully without having done its work.
#[test]
fn a_psql_that_reports_no_commit_is_a_failure() {
    let bundle = Bundle::plain();
    let databases = Databases::one();
    let real = std::env::var("PATH").unwrap();
    for script in [
        // It reads everything and does nothing.
        "cat >/dev/null",
        // It reports a connection and nothing else.
        "cat >/dev/null; echo @connected",
        // It omits the end of every load.
        "PATH=$REAL_PATH; script=$(cat); case $script in *'\\set load 1'*) script=${script%%COMMIT;*} ;; esac; printf '%s\\n' \"$script\" | psql \"$@\"",
        // It loses the output.
        "PATH=$REAL_PATH; script=$(cat); case $script in *'\\set load 1'*) exec >/dev/null ;; esac; printf '%s\\n' \"$script\" | psql \"$@\"",
        // It dies after the work.
        "PATH=$REAL_PATH; script=$(cat); printf '%s\\n' \"$script\" | psql \"$@\"; case $script in *'\\set load 1'*) kill -9 $$ ;; esac",
    ] {
        let tools = Tools::none().with("psql", script);
        for load in [
            bundle.load(&databases, &[]),
            bundle.load_schemas(&databases, &[]),
        ] {
            let loaded = load.env("REAL_PATH", &real).tools(&tools).run();
            assert!(matches!(loaded.code, Some(1 | 3)), "{script}: {loaded:?}");
            assert_ne!(loaded.stderr, "", "{script}");
        }
    }
}

#[test]
fn a_digest_tool_that_fails_is_a_failure() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    for script in [
        "exit 0",
        "echo 0000",
        // Only the first file.
        "PATH=$REAL_PATH; [ $# -gt 3 ] || { exec openssl \"$@\"; }; exec openssl \"$1\" \"$2\" \"$3\" \"$4\"",
    ] {
        let tools = Tools::without(&["sha256sum", "shasum", "openssl"]).with("openssl", script);
        let real = std::env::var("PATH").unwrap();
        let loaded = bundle
            .load(&databases, &[])
            .env("REAL_PATH", &real)
            .only_tools(&tools)
            .expect(2);
        assert_ne!(loaded.stderr, "");
        assert!(databases.existing().is_empty());
    }
}

#[test]
fn a_closed_output_pipe_does_not_stop_the_load() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    let status = Command::new("bash")
        .args([
            "-c",
            "\"$0\" --prefix \"$1\" | head -n 1; exit ${PIPESTATUS[0]}",
        ])
        .arg(bundle.file("load.sh"))
        .arg(&databases.prefix)
        .stdout(Stdio::null())
        .status();
    assert_eq!(status.unwrap().code(), Some(0));
    assert_loaded(&bundle, &databases_of(&databases));
}

#[test]
fn files_that_loading_does_not_need_only_warn() {
    let bundle = Bundle::plain();
    bundle.edit("README.md", |text| format!("{text}\n"));
    fs::remove_file(bundle.file(".gitattributes")).unwrap();
    bundle.edit("datapackage.json", |text| text.replacen('\n', "\n\n", 1));
    let databases = Databases::none();
    let loaded = bundle.load(&databases, &[]).expect(0);
    let mut warnings: Vec<&str> = loaded.stderr.lines().collect();
    warnings.sort_unstable();
    assert_eq!(
        warnings,
        [
            "load.sh: warning: .gitattributes: missing; it is not needed for loading",
            "load.sh: warning: README.md: changed; it is not needed for loading",
            "load.sh: warning: datapackage.json: changed; it is not needed for loading",
        ]
    );
    assert_loaded(&bundle, &databases_of(&databases));
    for file in [
        "load.sh",
        "accounts_db/schema.sql",
        "labels/aml_schemes.csv",
    ] {
        let bundle = Bundle::plain();
        bundle.edit(file, |text| format!("{text}\n"));
        let refused = bundle.load(&databases, &[]).expect(4);
        assert!(
            refused
                .stderr
                .ends_with(&format!("load.sh: {file}: changed\n")),
            "{}",
            refused.stderr
        );
    }
    // A file without a digest is not loaded.
    let bundle = Bundle::plain();
    bundle.edit("SHA256SUMS", |text| {
        text.lines()
            .filter(|line| !line.ends_with("loans_db/loans.csv"))
            .map(|line| format!("{line}\n"))
            .collect()
    });
    bundle.load(&databases, &[]).expect(4);
}

/// Whatever the order, the result is a single bundle if both loads succeed.
#[test]
fn two_concurrent_bundles_never_both_succeed_and_end_up_mixed() {
    let (one, other) = (Bundle::plain(), Bundle::second());
    for (jobs, other_jobs) in [("1", "2"), ("2", "6"), ("6", "1")] {
        let databases = Databases::none();
        let loads = [
            one.load(&databases, &["--jobs", jobs]).start(),
            other.load(&databases, &["--jobs", other_jobs]).start(),
        ];
        let codes = loads.map(|load| load.wait_with_output().unwrap().status.code().unwrap());
        let mut ids: Vec<String> = one
            .databases()
            .into_iter()
            .flat_map(|database| {
                let marks = "SELECT DISTINCT substring(obj_description(oid, 'pg_class') FROM 'bundle (.*)\\.$') FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'";
                let marks = sql(&databases.name(database), marks);
                marks.lines().map(str::to_string).collect::<Vec<_>>()
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        assert!(codes.iter().all(|code| [0, 6].contains(code)), "{codes:?}");
        assert!(ids.len() == 1 || codes != [0, 0], "{codes:?}, {ids:?}");
    }
}
