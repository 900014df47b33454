//! Unusual locations: file systems and directories that cannot be exchanged, that have no locks, that others own. The
//! promises are the same as anywhere else.

#[path = "../command/mod.rs"]
mod command;

mod promises;

use command::{DHUB, Home, assert_same, files};
use promises::{FIRST, SECOND, keeps_the_promises, made_by};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// An unprivileged user.
const NOBODY: u32 = 65534;

/// Returns whether this test runs as root.
fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|found| found.uid() == 0)
}

/// Says that something could not be tested here; fails where it must be: in CI as root.
fn cannot_test(what: &str, why: &str) {
    let line = format!("NOT TESTED: {what}: {why}");
    assert!(
        !(is_root() && std::env::var("CI").is_ok_and(|ci| ci == "true")),
        "{line}"
    );
    eprintln!("{line}");
    // The test harness hides the output of passing tests.
    let _ = fs::write("/dev/tty", format!("{line}\n"));
}

/// A mount that is removed at the end.
struct Mount(PathBuf);

impl Mount {
    fn new(what: &str, arguments: &[&str], on: PathBuf) -> Option<Mount> {
        fs::create_dir_all(&on).unwrap();
        let mount = Command::new("mount").args(arguments).arg(&on).output();
        match mount {
            Ok(output) if output.status.success() => return Some(Mount(on)),
            Ok(output) => cannot_test(what, &String::from_utf8_lossy(&output.stderr)),
            Err(error) => cannot_test(what, &error.to_string()),
        }
        None
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

#[test]
fn an_ordinary_place() {
    keeps_the_promises(&Home::new(), "out", false);
}

#[test]
fn names_of_up_to_255_bytes() {
    for length in [100, 101, 241, 242, 255] {
        let home = Home::new();
        let name = "n".repeat(length);
        home.dhub(&format!("seed all -q {FIRST} --out {name}"))
            .run();
        home.dhub(&format!("seed all -q {SECOND} --out {name}"))
            .run();
        home.dhub(&format!("seed status --out {name}")).run();
        home.dhub(&format!("seed clear --confirm --out {name}"))
            .stdout_has("and the directory\n")
            .run();
        assert!(home.files().is_empty(), "{length}");
    }
    keeps_the_promises(&Home::new(), &"é".repeat(127), false);
}

#[test]
fn a_mount_point_of_the_same_file_system() {
    let home = Home::new();
    fs::create_dir(home.path("real")).unwrap();
    let real = home.path("real");
    let bind = ["--bind", real.to_str().unwrap()];
    if let Some(_mount) = Mount::new("a bind mount", &bind, home.path("out")) {
        keeps_the_promises(&home, "out", true);
        assert!(files(&real).is_empty());
    }
}

#[test]
fn a_mount_point_of_another_file_system() {
    let home = Home::new();
    let tmpfs = ["-t", "tmpfs", "-o", "size=64m", "tmpfs"];
    if let Some(_mount) = Mount::new("a tmpfs", &tmpfs, home.path("out")) {
        keeps_the_promises(&home, "out", true);
    }
}

/// As in a container image: the bundle is in a lower layer, whose directories cannot be renamed.
#[test]
fn a_lower_overlay_layer() {
    let home = Home::new();
    // An overlay cannot be the upper layer of another overlay, and the temporary directory may be one.
    let tmpfs = ["-t", "tmpfs", "-o", "size=128m", "tmpfs"];
    let Some(_layers) = Mount::new("a tmpfs", &tmpfs, home.path("layers")) else {
        return;
    };
    for directory in ["lower", "upper", "work"] {
        fs::create_dir(home.path(&format!("layers/{directory}"))).unwrap();
    }
    home.dhub(&format!("seed all -q {SECOND} --out layers/lower/out"))
        .run();
    let below = files(&home.path("layers/lower"));
    let layer = |name: &str| home.path(&format!("layers/{name}")).display().to_string();
    let options = format!(
        "lowerdir={},upperdir={},workdir={},redirect_dir=off",
        layer("lower"),
        layer("upper"),
        layer("work")
    );
    let overlay = ["-t", "overlay", "-o", &options, "overlay"];
    if let Some(_mount) = Mount::new("an overlay", &overlay, home.path("merged")) {
        keeps_the_promises(&home, "merged/out", false);
        assert_same(
            &below,
            &files(&home.path("layers/lower")),
            "the layer below",
        );
    }
}

/// Prepares a run of the program as an ordinary user, even if the tests run as root.
fn as_user(home: &Home, arguments: &str) -> command::Run {
    if !is_root() {
        return home.dhub(arguments);
    }
    let dhub = home.path("dhub");
    if !dhub.exists() {
        fs::copy(DHUB, &dhub).unwrap();
    }
    home.run_of("setpriv")
        .args(&[
            "--reuid",
            "65534",
            "--regid",
            "65534",
            "--clear-groups",
            "--",
        ])
        .args(&[dhub.to_str().unwrap()])
        .args(&arguments.split(' ').collect::<Vec<_>>())
}

fn give(path: &Path) {
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_parent_without_write_permission() {
    let home = Home::new();
    let (first, second) = (made_by(FIRST), made_by(SECOND));
    mode(&home.path(""), 0o755);
    fs::create_dir_all(home.path("theirs/out")).unwrap();
    give(&home.path("theirs/out"));
    mode(&home.path("theirs"), 0o555);
    let place = home.path("theirs/out");
    for (flags, wanted) in [(FIRST, &first), (SECOND, &second), (FIRST, &first)] {
        as_user(&home, &format!("seed all -q {flags} --out theirs/out")).run();
        assert_same(wanted, &files(&place), flags);
    }
    as_user(&home, "seed all -q --out theirs/other")
        .stderr_has("dhub: theirs/other: cannot create: permission denied; choose a directory that you can write to\n")
        .status(2)
        .run();
    as_user(&home, "seed clear --confirm --out theirs/out")
        .stdout_has("files; the empty directory cannot be removed\n")
        .run();
    assert!(files(&place).is_empty());
    mode(&home.path("theirs"), 0o755);
}

/// A failure after the new bundle is in place does not fail the run.
#[test]
fn a_previous_bundle_that_cannot_be_removed_is_reported_and_stays() {
    let home = Home::new();
    mode(&home.path(""), 0o777);
    as_user(&home, &format!("seed all -q {FIRST}")).run();
    let table = home.path("out/accounts_db");
    mode(&table, 0o555);
    as_user(&home, &format!("seed all -q {SECOND}"))
        .stderr_has("dhub: warning: out: the new bundle is in place, but the previous one cannot be deleted: ")
        .stderr_has("delete HOME/.out.dhub-staging manually\n")
        .run();
    assert_same(
        &made_by(SECOND),
        &files(&home.path("out")),
        "the new bundle",
    );
    let old = home.path(".out.dhub-staging/new/accounts_db");
    assert!(old.join("accounts.csv").exists());
    mode(&old, 0o755);
    as_user(&home, &format!("seed all -q {FIRST}")).run();
    assert!(!home.path(".out.dhub-staging").exists());

    mode(&table, 0o555);
    as_user(&home, "seed clear --confirm")
        .stdout_has("out: removed ")
        .stderr_has("dhub: warning: out: moved aside, but not deleted: HOME/.out.dhub-staging/gone")
        .run();
    assert!(!home.path("out").exists());
    mode(&home.path(".out.dhub-staging/gone/accounts_db"), 0o755);
}

/// A library that simulates a file system without locks: everywhere, or only where bundles are.
fn without_locks(home: &Home, everywhere: bool) -> PathBuf {
    let here = if everywhere {
        "1"
    } else {
        "strstr(path, \".dhub-staging/\") != NULL"
    };
    let code = format!(
        "#define _GNU_SOURCE
        #include <errno.h>
        #include <stdio.h>
        #include <string.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        int flock(int fd, int how) {{
            char link[64], path[4096] = {{0}};
            snprintf(link, sizeof link, \"/proc/self/fd/%d\", fd);
            if (readlink(link, path, sizeof path - 1) < 0) return -1;
            if ({here}) {{ errno = ENOLCK; return -1; }}
            return syscall(SYS_flock, fd, how);
        }}
        "
    );
    let name = format!("{everywhere}");
    home.write(&format!("{name}.c"), &code);
    home.run_of("cc")
        .args(&[
            "-shared",
            "-fPIC",
            "-o",
            &format!("{name}.so"),
            &format!("{name}.c"),
        ])
        .run();
    home.path(&format!("{name}.so"))
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_system_without_locks() {
    let home = Home::new();
    let temporary = home.path("tmp");
    fs::create_dir(&temporary).unwrap();
    for everywhere in [true, false] {
        let library = without_locks(&home, everywhere);
        let run = |arguments: &str| {
            home.dhub(arguments)
                .env("LD_PRELOAD", library.to_str().unwrap())
                .env("TMPDIR", temporary.to_str().unwrap())
        };
        for (flags, wanted) in [(FIRST, made_by(FIRST)), (SECOND, made_by(SECOND))] {
            run(&format!("seed all -q {flags}")).run();
            assert_same(&wanted, &files(&home.path("out")), "without locks");
        }
        if !everywhere {
            // Two runs on this machine still exclude each other.
            let mut first = Command::new(DHUB)
                .args("seed all -q -s 10 --seed 4".split(' '))
                .current_dir(home.path(""))
                .env("LD_PRELOAD", &library)
                .env("TMPDIR", &temporary)
                .spawn()
                .unwrap();
            while !home.path(".out.dhub-staging/new/employees_db").exists() {
                std::thread::sleep(Duration::from_millis(1));
            }
            run("seed all -q")
                .stderr_has("another run is writing this bundle; wait until it has finished\n")
                .status(2)
                .run();
            run("seed status")
                .stdout_has("out: a run is currently writing this bundle\n")
                .run();
            first.kill().unwrap();
            first.wait().unwrap();
            run("seed status")
                .stdout_has("out: a killed run left HOME/.out.dhub-staging behind; ")
                .run();
        }
        run("seed clear --confirm")
            .stdout_has("and the directory\n")
            .run();
        assert!(!home.path(".out.dhub-staging").exists());
        assert!(files(&temporary).is_empty(), "a lock is left");
    }
}
