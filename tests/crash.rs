//! A run that is killed, or finds the disk full, leaves the previous bundle whole; the next run leaves nothing else behind.

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

const FORMER: &str = "seed all -q -s 0.05 --seed 1";
/// Large enough to be killed at work.
const LATER: &str = "seed all -q -s 1 --seed 2 --threads 1";

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

/// The bundle that a command makes.
fn made_by(arguments: &str) -> Files {
    let home = Home::new();
    home.dhub(arguments).run();
    files(&home.path("out"))
}

#[test]
fn a_killed_run_leaves_the_former_bundle_or_the_new_one() {
    let (previous, later) = (made_by(FORMER), made_by(LATER));
    let home = Home::new();
    home.dhub(FORMER).run();
    // The quickest of some runs: the machine may be busy with other tests.
    let run = |_| {
        let begun = Instant::now();
        home.dhub(LATER).run();
        begun.elapsed()
    };
    let whole = (0..5).map(run).min().unwrap();
    home.dhub(FORMER).run();

    let mut killed = 0;
    // Evenly over the run, then closely about its end, where flushing and the exchange are.
    let evenly = (0..10).map(|i| whole * i / 10);
    let closely = (0..10).map(|i| whole * (82 + 3 * i) / 100);
    for (i, moment) in evenly.chain(closely).enumerate() {
        let mut child = start(&home, LATER);
        std::thread::sleep(moment);
        match i % 2 {
            0 => child.kill().unwrap(),
            // As Ctrl-C does; no such process is fine, then the run had ended.
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
            && found["SHA256SUMS".as_ref() as &Path] == later[Path::new("SHA256SUMS")]
        {
            assert_same(
                &later,
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
        // Only what cannot be caught leaves anything hidden behind.
        if i % 2 == 1 {
            assert_eq!(names(&home), ["out"], "interrupted after {moment:?}");
        }

        home.dhub(FORMER).run();
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
    home.dhub(FORMER).run();
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

/// A library that makes every removal of a file take its time, so that others can come in between.
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

/// Starts a `seed clear` that has taken the bundle out of its place and takes a second to remove its files.
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
fn clearing_and_writing_the_same_place_do_not_meet() {
    let home = Home::new();
    home.dhub(FORMER).run();
    let clear = start_clear(&home);
    let busy = "dhub: out: another run is writing this bundle; wait until it has finished\n";
    home.dhub(FORMER).stderr(busy).status(2).run();
    home.dhub("seed clear --confirm")
        .stderr(busy)
        .status(2)
        .run();
    let clear = clear.wait_with_output().unwrap();
    assert!(clear.status.success(), "{clear:?}");
    fs::remove_file(home.path("slow.c")).unwrap();
    fs::remove_file(home.path("slow.so")).unwrap();
    assert!(names(&home).is_empty());
    home.dhub(FORMER).run();
}

#[cfg(target_os = "linux")]
#[test]
fn a_clear_that_is_killed_midway_is_finished_by_the_next_run() {
    for next in ["seed clear --confirm", FORMER] {
        let home = Home::new();
        home.dhub(FORMER).run();
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
        if next == FORMER {
            home.dhub("seed status").run();
        }
    }
}

/// What Ctrl-C, a hang-up and `kill` do.
#[test]
fn a_run_that_is_told_to_end_leaves_nothing_behind() {
    let previous = made_by(FORMER);
    let home = Home::new();
    home.dhub(FORMER).run();
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

/// As `nohup` starts it.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_was_ignored_before_stays_ignored() {
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
fn a_second_run_for_the_same_place_is_refused_while_the_first_is_at_work() {
    let home = Home::new();
    let first = start(&home, "seed all -q -s 10 --seed 2");
    wait_for(&home.path(".out.dhub-staging/new/employees_db"));
    home.dhub(FORMER)
        .stderr("dhub: out: another run is writing this bundle; wait until it has finished\n")
        .status(2)
        .run();
    home.dhub(FORMER).args(&["--out", "elsewhere"]).run();
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

/// A file system with little room, if one may be mounted here.
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
fn a_full_disk_leaves_the_former_bundle() {
    let home = Home::new();
    let Some(_disk) = SmallDisk::mount(home.path("disk")) else {
        // No right to mount: the other way to run out of room.
        return runs_into_a_size_limit("");
    };
    home.dhub(FORMER).args(&["--out", "disk/out"]).run();
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
fn a_size_limit_leaves_the_former_bundle() {
    runs_into_a_size_limit("");
    runs_into_a_size_limit("--compress zstd");
}

/// Files may have 200 KiB: enough for the previous bundle, not for the later one.
fn runs_into_a_size_limit(flags: &str) {
    let home = Home::new();
    home.dhub(FORMER).run();
    let previous = home.files();
    // Whether the signal of the limit is ignored or in force.
    for signal in ["trap '' XFSZ;", ""] {
        let script = format!("{signal} ulimit -c 0 -f 200; exec {DHUB} {LATER} {flags}");
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
    home.dhub(LATER).run();
    assert_eq!(names(&home), ["out"]);
}
