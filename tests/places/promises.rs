//! What must hold in every location.

use crate::Files;
use crate::command::{DHUB, Home, assert_same, files};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The bundles that the tests write to a location, one after the other.
pub const FIRST: &str = "-s 0.05 --seed 1";
pub const SECOND: &str = "-s 0.05 --seed 2 --compress zstd";

pub fn made_by(flags: &str) -> Files {
    let home = Home::new();
    home.dhub(&format!("seed all -q {flags}")).run();
    files(&home.path("out"))
}

/// What must hold in every location: a bundle is written, replaced, read back as written and removed; a refused or failed run
/// changes nothing; edited files and those of others are kept; nothing hidden is left. `stays` says whether the
/// directory itself cannot be removed.
pub fn keeps_the_promises(home: &Home, out: &str, stays: bool) {
    let (first, second) = (made_by(FIRST), made_by(SECOND));
    let place = home.path(out);
    let run = |arguments: &str| home.dhub(&format!("{arguments} --out {out}"));
    let parent = place.parent().unwrap();
    let beside = || {
        let names = fs::read_dir(parent).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let names = beside();
    for (flags, wanted) in [(FIRST, &first), (SECOND, &second), (FIRST, &first)] {
        run(&format!("seed all -q {flags}")).run();
        assert_same(wanted, &files(&place), flags);
        run("seed status").run();
    }
    let refused = |what: &str| {
        let before = files(&place);
        run(&format!("seed all -q {SECOND}"))
            .stderr_has(what)
            .status(2)
            .run();
        assert_same(&before, &files(&place), what);
    };
    fs::write(place.join("notes.txt"), "mine").unwrap();
    refused("contains notes.txt, which is not part of a bundle");
    fs::remove_file(place.join("notes.txt")).unwrap();
    let table = place.join("accounts_db/accounts.csv");
    let whole = fs::read(&table).unwrap();
    fs::write(&table, [&whole[..], b"mine\n"].concat()).unwrap();
    refused("edited since it was written: accounts_db/accounts.csv; nothing was changed");
    run(&format!("seed all -q --force {SECOND}")).run();
    assert_same(&second, &files(&place), "--force");

    // Killed while running or while the bundles are exchanged.
    let mut killed = 0;
    for delay in [0, 1, 2, 4, 8, 12, 16, 20, 25, 30, 40, 60, 80] {
        let mut child = Command::new(DHUB)
            .args(format!("seed all -q {FIRST} --out {out}").split(' '))
            .current_dir(home.path(""))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        // Nothing that looks like a bundle is incomplete.
        if place.join("datapackage.json").exists() {
            let found = bundle_in(&place);
            assert!(found == first || found == second, "killed after {delay} ms");
        }
        run(&format!("seed all -q {SECOND}")).run();
        assert_same(&second, &files(&place), "after a killed run");
    }
    assert!(killed > 2, "only {killed} runs were killed at work");
    assert_eq!(beside(), names_with(&names, &place), "beside the place");

    let count = second.values().filter(|bytes| !bytes.is_empty()).count();
    let cleared = match stays {
        true => {
            format!("{out}: removed {count} files; the empty directory cannot be removed\n")
        }
        false => format!("{out}: removed {count} files and the directory\n"),
    };
    run("seed clear --confirm").stdout(&cleared).run();
    assert_eq!(place.exists(), stays);
    run("seed clear --confirm")
        .stdout(&format!("{out}: no bundle, nothing to remove\n"))
        .run();
}

/// Returns the names including that of the location, which may not have existed before.
pub fn names_with(names: &[std::ffi::OsString], place: &Path) -> Vec<std::ffi::OsString> {
    let mut names = names.to_vec();
    let name = place.file_name().unwrap().to_os_string();
    if !names.contains(&name) {
        names.push(name);
        names.sort();
    }
    names
}

/// Returns the contents of a location, without leftovers of a killed run.
pub fn bundle_in(place: &Path) -> Files {
    let mut found = files(place);
    found.retain(|path, _| !path.starts_with(".dhub-staging"));
    found
}
