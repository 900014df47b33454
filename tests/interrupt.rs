//! Commands without an end, an answer or a temporary directory: they can be stopped, or stop with one line.

mod command;

use command::{DHUB, Home, files, heeding_signals};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const ENDLESS: &str = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t, accounts_db.accounts";

/// Long enough for a busy machine, short compared with something that never ends.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn ctrl_c_ends_an_endless_query_and_leaves_nothing() {
    let home = Home::with_bundle();
    fs::create_dir(home.path("tmp")).unwrap();
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let mut dhub = heeding_signals()
            .args(["db", "query", ENDLESS])
            .current_dir(home.path(""))
            .env("TMPDIR", home.path("tmp"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_secs(1));
        assert_eq!(dhub.try_wait().unwrap(), None, "the query has an end");
        kill_process(Pid::from_child(&dhub), signal).unwrap();
        let end = Instant::now() + PATIENCE;
        while dhub.try_wait().unwrap().is_none() && Instant::now() < end {
            sleep(Duration::from_millis(10));
        }
        let ended = dhub.try_wait().unwrap();
        let _ = dhub.kill();
        assert_eq!(
            ended.and_then(|status| status.signal()),
            Some(signal.as_raw())
        );
        assert!(files(&home.path("tmp")).is_empty(), "{signal:?}");
    }
}

/// The engines share files that are unlinked as soon as all have them open, so they disappear with the process.
#[test]
#[cfg(target_os = "linux")]
fn a_verification_that_is_killed_leaves_no_temporary_file() {
    let home = Home::with_bundle();
    let tmp = home.path("tmp");
    fs::create_dir(&tmp).unwrap();
    let mut dhub = Command::new(DHUB)
        .args(["verify", "-q"])
        .current_dir(home.path(""))
        .env("TMPDIR", &tmp)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let opened = format!("/proc/{}/fd", dhub.id());
    let is_nameless = |file: fs::DirEntry| {
        let file = fs::read_link(file.path()).unwrap_or_default();
        file.starts_with(&tmp) && file.to_string_lossy().ends_with(" (deleted)")
    };
    let end = Instant::now() + PATIENCE;
    loop {
        let files = fs::read_dir(&opened).into_iter().flatten().flatten();
        let shared = files.map(is_nameless).filter(|&one| one).count();
        if shared > 0 && fs::read_dir(&tmp).unwrap().count() == 0 {
            break;
        }
        assert_eq!(dhub.try_wait().unwrap(), None, "it shares no files");
        assert!(Instant::now() < end, "it shares no files");
    }
    dhub.kill().unwrap();
    dhub.wait().unwrap();
    assert_eq!(fs::read_dir(&tmp).unwrap().count(), 0);
}

/// Expects status 2 and one line of ours.
fn assert_one_line(what: &str, output: &Output) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{what}: {stderr}");
    assert_eq!(stderr.lines().count(), 1, "{what}: {stderr}");
    assert!(stderr.starts_with("dhub: "), "{what}: {stderr}");
}

#[test]
fn a_silent_server_times_out_with_one_line() {
    let home = Home::with_bundle();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port().to_string();
    for arguments in [
        &["db", "query", "SELECT 1", "-d", "accounts_db", "--live"][..],
        &["db", "tables", "--live"],
        &["seed", "status", "--live"],
    ] {
        let output = Command::new("timeout")
            .args(["--signal=KILL", "60", DHUB])
            .args(arguments)
            .current_dir(home.path(""))
            .env_remove("DATABASE_URL")
            .envs([("PGHOST", "127.0.0.1"), ("PGPORT", &port)])
            .envs([("PGUSER", "nobody"), ("PGCONNECT_TIMEOUT", "2")])
            .output()
            .unwrap();
        assert_one_line(&arguments.join(" "), &output);
        silent.set_nonblocking(true).unwrap();
        let asked = silent.incoming().take_while(Result::is_ok).count();
        assert_eq!(asked, 1, "{arguments:?} waits for a silent server again");
    }
}

/// Returns what a command wrote: a file, or all files of a directory.
fn content(made: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    if made.is_dir() {
        files(made)
    } else {
        BTreeMap::from([(PathBuf::new(), fs::read(made).unwrap())])
    }
}

#[test]
fn without_a_temporary_directory_every_command_works() {
    let home = Home::with_bundle();
    // The bundle and the program may be below /tmp; what is mounted at /mnt stays visible.
    let script =
        "mount --bind \"$1\" /mnt && mount -t tmpfs -o ro,mode=555 tmpfs /tmp && cd /mnt || exit 99
        shift; unset TMPDIR; exec ./dhub \"$@\"";
    fs::copy(DHUB, home.path("dhub")).unwrap();
    let run = |arguments: &str| {
        Command::new("unshare")
            .args(["-m", "sh", "-c", script, "sh"])
            .arg(home.path(""))
            .args(arguments.split(' ').map(|word| word.replace('_', " ")))
            .stdin(Stdio::null())
            .output()
    };
    let able = run("--version");
    if !able.as_ref().is_ok_and(|output| output.status.success()) {
        let root = fs::metadata("/proc/self").is_ok_and(|found| found.uid() == 0);
        let line = format!("NOT TESTED: no /tmp: {able:?}");
        assert!(
            !(root && std::env::var("CI").is_ok_and(|ci| ci == "true")),
            "{line}"
        );
        eprintln!("{line}");
        let _ = fs::write("/dev/tty", format!("{line}\n"));
        return;
    }
    for (arguments, made) in [
        ("verify out", ""),
        ("verify out --all", ""),
        ("db query SELECT_1", ""),
        ("seed all -q --scale 0.05 --out new", "new"),
        ("seed status", ""),
        ("seed check out", ""),
        ("diff out new", ""),
        ("life 7 out", ""),
        ("defect -q --count 3 out --out defective", "defective"),
        ("verify defective", ""),
        ("export -q --format sqlite out", "out.sqlite"),
        ("export -q --format sql out", "out.sql"),
    ] {
        let calm = Command::new(DHUB)
            .args(arguments.split(' ').map(|word| word.replace('_', " ")))
            .current_dir(home.path(""))
            .output()
            .unwrap();
        let kept = home.path(&format!("calm-{made}"));
        if !made.is_empty() {
            fs::rename(home.path(made), &kept).unwrap();
        }
        assert_eq!(run(arguments).unwrap(), calm, "{arguments}");
        if !made.is_empty() {
            assert!(content(&home.path(made)) == content(&kept), "{arguments}");
        }
    }
}
