//! Full disks, read-only disks, and a server in another language.

use super::support::bundle::{Bundle, Load};
use super::support::server::{Databases, Throwaway};
use super::{assert_loaded, databases_of, schemas_of};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Command;

/// Says that something could not be tested here; fails in CI as root, where it must be.
fn cannot_test(why: &str) {
    let line = format!("NOT TESTED: {why}");
    let root = fs::metadata("/proc/self").is_ok_and(|found| found.uid() == 0);
    assert!(
        !(root && std::env::var("CI").is_ok_and(|ci| ci == "true")),
        "{line}"
    );
    eprintln!("{line}");
    let _ = fs::write("/dev/tty", format!("{line}\n"));
}

/// Loads a bundle in both layouts with these mounts; returns false without the right to mount.
fn loads_among(bundle: &Bundle, mounts: &str, prepare: impl Fn(Load) -> Load) -> bool {
    let databases = Databases::one();
    for way in [Bundle::load, Bundle::load_schemas] {
        for arguments in [&[][..], &["--verify=deep"]] {
            let load = prepare(way(bundle, &databases, arguments));
            let loaded = load.among_mounts(mounts).run();
            if loaded.code == Some(99) || loaded.stderr.contains("unshare") {
                cannot_test(&loaded.stderr);
                return false;
            }
            assert_eq!(loaded.code, Some(0), "{}{}", loaded.stdout, loaded.stderr);
        }
    }
    assert_loaded(bundle, &databases_of(&databases));
    assert_loaded(bundle, &schemas_of(&databases));
    true
}

#[test]
fn a_disk_without_room_for_temporary_files_loads_everything() {
    let full = tempfile::tempdir().unwrap();
    let full = full.path().display();
    let mounts = format!(
        "mount -t tmpfs -o size=16k,mode=777 tmpfs {full} && ! cat /dev/zero >{full}/all 2>/dev/null && ! echo x >>{full}/all"
    );
    for bundle in [Bundle::plain(), Bundle::zstd()] {
        if !loads_among(&bundle, &mounts, |load| {
            load.env("TMPDIR", &full.to_string())
        }) {
            return;
        }
    }
}

#[test]
fn a_bundle_on_a_disk_that_nobody_may_write_to_is_loaded() {
    let bundle = Bundle::plain();
    let path = bundle.path();
    let path = path.display();
    let mounts = format!(
        "mount --bind '{path}' '{path}' && mount -o remount,bind,ro '{path}' && ! touch '{path}/x' 2>/dev/null"
    );
    if loads_among(&bundle, &mounts, |load| load) {
        assert!(!bundle.file("x").exists());
    }
}

/// Messages are interpreted by their codes alone.
#[test]
fn a_server_that_speaks_german_is_understood() {
    let server = match Throwaway::start_in_german() {
        Ok(server) => server,
        Err(why) => return cannot_test(&why),
    };
    let bundle = Bundle::plain();
    let run = |bundle: &Bundle, arguments: &[&str], code: i32| {
        server.lead(bundle.script(arguments)).expect(code)
    };
    for layout in ["--layout=databases", "--layout=schemas"] {
        for arguments in [&[][..], &[], &["--verify=deep"], &["--status"]] {
            let loaded = run(&bundle, &[arguments, &[layout]].concat(), 0);
            assert_eq!(loaded.stderr, "", "{layout} {arguments:?}");
        }
    }

    // A duplicate row.
    let second = Bundle::second();
    second.edit("accounts_db/accounts.csv", |csv| {
        let rows: Vec<&str> = csv.lines().collect();
        csv.replace(rows[2], rows[1])
    });
    second.sign();
    let loaded = run(&second, &["--only=accounts_db"], 1);
    assert!(
        loaded.stderr.contains("doppelt vorhanden"),
        "{}",
        loaded.stderr
    );
    run(&bundle, &["--verify=deep"], 0);

    // Someone else's view on one of our tables.
    assert!(
        server
            .psql("CREATE VIEW mine AS SELECT * FROM loans_db.loans")
            .status
            .success()
    );
    let kept = run(&bundle, &["--clear", "--confirm", "--layout=schemas"], 1);
    assert!(
        kept.stderr
            .contains("drop the objects that depend on the tables first"),
        "{}",
        kept.stderr
    );
    assert!(server.psql("DROP VIEW mine").status.success());
    run(&bundle, &["--clear", "--confirm", "--layout=schemas"], 0);

    // Someone else's table, and a role without privileges.
    assert!(
        server
            .psql("CREATE TABLE loans_db.loans (mine text)")
            .status
            .success()
    );
    run(&bundle, &["--layout=schemas"], 7);
    assert!(server.psql("CREATE ROLE guest LOGIN").status.success());
    let guest = |arguments: &[&str]| server.lead(bundle.script(arguments)).env("PGUSER", "guest");
    guest(&["--prefix=new_"]).expect(5);
    guest(&["--layout=schemas"]).expect(5);

    let ask = |query: &str| {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(["db", "query", query, "-d", "accounts_db", "--live"]);
        dhub.env_remove("DATABASE_URL").envs(server.environment());
        let output = dhub.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{query}");
        String::from_utf8(output.stderr).unwrap()
    };
    let refused = ask("DELETE FROM accounts");
    assert!(
        refused.starts_with("dhub: query: refused, expected a single read-only statement; "),
        "{refused}"
    );
    let unknown = ask("SELECT nothing FROM accounts");
    assert!(
        unknown.starts_with("dhub: psql: FEHLER:  Spalte"),
        "{unknown}"
    );
}
