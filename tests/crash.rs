//! A run that is killed, or finds the disk full, leaves the previous bundle intact; the next run leaves nothing else behind.

#[path = "command/mod.rs"]
mod command;

use command::{DHUB, Home, assert_same, files, heeding_signals};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Files = BTreeMap<PathBuf, Vec<u8>>;

const PREVIOUS: &str = "seed all -q -s 0.05 --seed 1";
/// Large enough to be killed while running.
const NEW: &str = "seed all -q -s 1 --seed 2 --threads 1";

fn start(home: &Home, arguments: &str) -> Child {
    heeding_signals()
        .args(arguments.split(' '))
        .current_dir(home.path(""))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn names(home: &Home) -> Vec<String> {
    let entries = fs::read_dir(home.path("")).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Returns the bundle that a command writes.
fn made_by(arguments: &str) -> Files {
    let home = Home::new();
    home.dhub(arguments).run();
    files(&home.path("out"))
}

#[test]
fn a_killed_run_leaves_the_previous_bundle_or_the_new_one() {
    let (previous, new) = (made_by(PREVIOUS), made_by(NEW));
    let home = Home::new();
    home.dhub(PREVIOUS).run();
    // The fastest of several runs, because the machine may be busy with other tests.
    let run = |_| {
        let begun = Instant::now();
        home.dhub(NEW).run();
        begun.elapsed()
    };
    let whole = (0..5).map(run).min().unwrap();
    home.dhub(PREVIOUS).run();

    let mut killed = 0;
    // Evenly over the run, then densely around its end, where flushing and the exchange happen.
    let evenly = (0..10).map(|i| whole * i / 10);
    let closely = (0..10).map(|i| whole * (82 + 3 * i) / 100);
    for (i, moment) in evenly.chain(closely).enumerate() {
        let mut child = start(&home, NEW);
        std::thread::sleep(moment);
        match i % 2 {
            0 => child.kill().unwrap(),
            // As Ctrl-C does; if there is no such process, the run had already ended.
            _ => drop(
                Command::new("kill")
                    .args(["-INT", &child.id().to_string()])
                    .output()
                    .unwrap(),
            ),
        }
        killed += usize::from(child.wait().unwrap().signal().is_some());

        let found = files(&home.path("out"));
        if found.contains_key(Path::new("SHA256SUMS"))
            && found["SHA256SUMS".as_ref() as &Path] == new[Path::new("SHA256SUMS")]
        {
            assert_same(
                &new,
                &found,
                &format!("killed after {moment:?}, new bundle"),
            );
        } else {
            assert_same(
                &previous,
                &found,
                &format!("killed after {moment:?}, previous bundle"),
            );
        }
        // Only uncatchable signals leave anything hidden behind.
        if i % 2 == 1 {
            assert_eq!(names(&home), ["out"], "interrupted after {moment:?}");
        }

        home.dhub(PREVIOUS).run();
        assert_same(&previous, &files(&home.path("out")), "the next run");
        assert_eq!(names(&home), ["out"], "after the next run");
    }
    assert!(
        killed > 3,
        "only {killed} runs were killed at work: choose a larger scale"
    );
}

#[test]
fn clearing_after_a_killed_run_leaves_nothing() {
    let home = Home::new();
    home.dhub(PREVIOUS).run();
    let mut child = start(&home, "seed all -q -s 10 --seed 2");
    wait_for(&home.path(".out.dhub-staging/new/employees_db"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(names(&home), [".out.dhub-staging", "out"]);
    home.dhub("seed status")
        .stdout_has("out: a killed run left HOME/.out.dhub-staging behind; the next dhub seed all, join or clear for this directory removes it\n")
        .run();
    home.dhub("seed clear --confirm")
        .stdout_has("out: removed HOME/.out.dhub-staging, left behind by a killed run\n")
        .run();
    assert!(names(&home).is_empty());
}

/// A library that slows down every removal of a file, so that other runs can interfere.
fn slow_removals(home: &Home) -> PathBuf {
    home.write(
        "slow.c",
        "#define _GNU_SOURCE
        #include <fcntl.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        int unlink(const char *path) { usleep(20000); return syscall(SYS_unlinkat, AT_FDCWD, path, 0); }
        int unlinkat(int at, const char *path, int how) { usleep(20000); return syscall(SYS_unlinkat, at, path, how); }
        ",
    );
    home.run_of("cc")
        .args(&["-shared", "-fPIC", "-o", "slow.so", "slow.c"])
        .run();
    home.path("slow.so")
}

/// Starts a `seed clear` that has moved the bundle away and takes a second to remove its files.
#[cfg(target_os = "linux")]
fn start_clear(home: &Home) -> Child {
    let library = slow_removals(home);
    let clear = Command::new(DHUB)
        .args(["seed", "clear", "--confirm"])
        .current_dir(home.path(""))
        .env("LD_PRELOAD", library)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for(&home.path(".out.dhub-staging/gone"));
    clear
}

#[cfg(target_os = "linux")]
#[test]
fn clearing_and_writing_the_same_directory_exclude_each_other() {
    let home = Home::new();
    home.dhub(PREVIOUS).run();
    let clear = start_clear(&home);
    let busy = "dhub: out: another run is writing this bundle; wait until it has finished\n";
    home.dhub(PREVIOUS).stderr(busy).status(2).run();
    home.dhub("seed clear --confirm")
        .stderr(busy)
        .status(2)
        .run();
    let clear = clear.wait_with_output().unwrap();
    assert!(clear.status.success(), "{clear:?}");
    fs::remove_file(home.path("slow.c")).unwrap();
    fs::remove_file(home.path("slow.so")).unwrap();
    assert!(names(&home).is_empty());
    home.dhub(PREVIOUS).run();
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_clear_is_finished_by_the_next_run() {
    for next in ["seed clear --confirm", PREVIOUS] {
        let home = Home::new();
        home.dhub(PREVIOUS).run();
        let mut clear = start_clear(&home);
        std::thread::sleep(Duration::from_millis(200));
        clear.kill().unwrap();
        clear.wait().unwrap();
        assert!(!home.path("out").exists());
        home.dhub("seed status")
            .stderr_has("out: a killed run left HOME/.out.dhub-staging behind; the next dhub seed all, join or clear for this directory removes it\n")
            .stderr_has("dhub: out: no bundle here")
            .status(2)
            .run();
        home.dhub(next).run();
        assert!(!home.path(".out.dhub-staging").exists());
        if next == PREVIOUS {
            home.dhub("seed status").run();
        }
    }
}

/// The signals of Ctrl-C, a hangup and `kill`.
#[test]
fn a_terminated_run_leaves_nothing_behind() {
    let previous = made_by(PREVIOUS);
    let home = Home::new();
    home.dhub(PREVIOUS).run();
    for part in ["1", "2"] {
        home.dhub(&format!("seed all -q -s 4 --part {part}/2 --out {part}"))
            .run();
    }
    let before = names(&home);
    for command in ["seed all -q -s 10 --seed 2", "seed join -q 1 2"] {
        for signal in ["INT", "TERM", "HUP"] {
            let child = start(&home, command);
            wait_for(&home.path(".out.dhub-staging/new/employees_db"));
            let kill = Command::new("kill")
                .args([format!("-{signal}"), child.id().to_string()])
                .status();
            assert!(kill.unwrap().success());
            let output = child.wait_with_output().unwrap();
            assert!(
                output.status.signal().is_some(),
                "{command}, {signal}: {output:?}"
            );
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{signal}");
            assert_same(&previous, &files(&home.path("out")), signal);
            assert_eq!(names(&home), before, "{command}, {signal}");
        }
    }
}

/// As started by `nohup`.
#[cfg(target_os = "linux")]
#[test]
fn an_ignored_signal_stays_ignored() {
    let home = Home::new();
    let script = format!("trap '' HUP; exec {DHUB} seed all -q -s 4 --seed 2");
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .current_dir(home.path(""))
        .spawn()
        .unwrap();
    wait_for(&home.path(".out.dhub-staging/new/employees_db"));
    let kill = Command::new("kill")
        .args(["-HUP".to_string(), child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    assert!(child.wait().unwrap().success());
    home.dhub("seed status").run();
}

#[test]
fn a_second_run_in_the_same_directory_is_refused_during_the_first() {
    let home = Home::new();
    let first = start(&home, "seed all -q -s 10 --seed 2");
    wait_for(&home.path(".out.dhub-staging/new/employees_db"));
    home.dhub(PREVIOUS)
        .stderr("dhub: out: another run is writing this bundle; wait until it has finished\n")
        .status(2)
        .run();
    home.dhub(PREVIOUS).args(&["--out", "elsewhere"]).run();
    let first = first.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&first.stderr), "");
    assert!(first.status.success());
    home.dhub("seed status").stdout_has("12000 customers").run();
    assert_eq!(names(&home), ["elsewhere", "out"]);
}

fn wait_for(path: &Path) {
    let begun = Instant::now();
    while !path.exists() {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{} does not appear",
            path.display()
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A small file system, if one may be mounted here.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(directory: PathBuf) -> Option<SmallDisk> {
        fs::create_dir(&directory).unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&directory)
            .output();
        mount
            .is_ok_and(|mount| mount.status.success())
            .then_some(SmallDisk(directory))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_previous_bundle() {
    let home = Home::new();
    let Some(_disk) = SmallDisk::mount(home.path("disk")) else {
        // Without the right to mount, use another way to run out of space.
        return runs_into_a_size_limit("");
    };
    home.dhub(PREVIOUS).args(&["--out", "disk/out"]).run();
    let previous = files(&home.path("disk"));
    for compress in [&[][..], &["--compress", "zstd"]] {
        home.dhub("seed all -q -s 4 --seed 2 --out disk/out")
            .args(compress)
            .stderr_has("dhub: disk/out/")
            .stderr_has(": cannot write: no space left; free some or choose another directory\n")
            .status(2)
            .run();
        assert_same(&previous, &files(&home.path("disk")), "after a full disk");
    }
    home.dhub("seed status --out disk/out").run();
}

#[test]
fn a_size_limit_leaves_the_previous_bundle() {
    runs_into_a_size_limit("");
    runs_into_a_size_limit("--compress zstd");
}

/// Limits files to 200 KiB: enough for the previous bundle, not for the new one.
fn runs_into_a_size_limit(flags: &str) {
    let home = Home::new();
    home.dhub(PREVIOUS).run();
    let previous = home.files();
    // With the signal of the limit ignored, and with its default action.
    for signal in ["trap '' XFSZ;", ""] {
        let script = format!("{signal} ulimit -c 0 -f 200; exec {DHUB} {NEW} {flags}");
        home.run_of("bash")
            .args(&["-c", &script])
            .stderr_has("dhub: out/")
            .stderr_has(
                ": cannot write: the file would exceed a size limit; raise it or choose another directory\n",
            )
            .status(2)
            .run();
        assert_same(&previous, &home.files(), "after the limit");
    }
    home.dhub(NEW).run();
    assert_eq!(names(&home), ["out"]);
}
