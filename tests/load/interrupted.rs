//! Loads that are killed midway.

use super::support::bundle::{Bundle, Load, Tools};
use super::support::server::{Databases, sql, wait_for};
use super::{assert_loaded, databases_of, schemas_of};
use std::process::{Child, Command, Stdio};

/// A zstd that outputs the first transactions, records that in a file, and then hangs.
fn stuck(reached: &std::path::Path) -> Tools {
    let real = "PATH=$REAL_PATH zstd";
    Tools::none().with(
        "zstd",
        &format!(
            "case \"$*\" in *transactions.csv.zst) ;; *) PATH=$REAL_PATH; exec zstd \"$@\" ;; esac\n\
             {real} \"$@\" | head -n 50; echo $$ > '{}'; exec sleep 60",
            reached.display()
        ),
    )
}

fn signal(name: &str, process: u32) {
    let status = Command::new("kill")
        .args([name, &process.to_string()])
        .status();
    assert!(status.unwrap().success());
}

/// Returns the psql processes that a load started, in the background shells that supervise them.
fn psqls(load: &Child) -> Vec<u32> {
    let output = Command::new("ps")
        .args(["-e", "-o", "pid=,ppid=,comm="])
        .output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    let processes: Vec<(u32, u32, &str)> = text
        .lines()
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            (
                words[0].parse().unwrap(),
                words[1].parse().unwrap(),
                words[2],
            )
        })
        .collect();
    let parent = |pid| processes.iter().find(|p| p.0 == pid).map(|p| p.1);
    let ours = |p: &&(u32, u32, &str)| p.2 == "psql" && parent(p.1) == Some(load.id());
    processes.iter().filter(ours).map(|p| p.0).collect()
}

/// Starts a load of the second bundle over that of the first, stops in the middle of the transactions, and lets `kill` end it.
fn in_the_middle(prepare: fn(&Bundle, &Databases) -> Load, kill: impl Fn(&mut Child)) {
    let previous = Bundle::plain();
    let databases = Databases::one();
    previous.load(&databases, &[]).expect(0);
    previous.load_schemas(&databases, &[]).expect(0);
    let next = Bundle::zstd();
    let directory = tempfile::tempdir().unwrap();
    let reached = directory.path().join("reached");
    let tools = stuck(&reached);
    let mut load = prepare(&next, &databases)
        .env("REAL_PATH", &std::env::var("PATH").unwrap())
        .tools(&tools)
        .start();
    wait_for("the middle of the load", || {
        std::fs::read_to_string(&reached).is_ok_and(|text| text.ends_with('\n'))
    });
    kill(&mut load);
    let zstd: u32 = std::fs::read_to_string(&reached)
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    // Any remaining process ends here, and the server notices.
    let _ = Command::new("kill").arg(zstd.to_string()).output();
    let prefix = &databases.prefix;
    wait_for("the end of the session", || {
        let busy =
            format!("SELECT count(*) FROM pg_stat_activity WHERE starts_with(datname, '{prefix}')");
        sql("", &busy) == "0"
    });
    assert_loaded(&previous, &databases_of(&databases));
    assert_loaded(&previous, &schemas_of(&databases));
}

fn into_databases(bundle: &Bundle, databases: &Databases) -> Load {
    bundle.load(databases, &["--only=accounts_db"])
}

/// With other loads that are waiting for their turn, and must not get it.
fn one_by_one(bundle: &Bundle, databases: &Databases) -> Load {
    bundle.load(databases, &["--jobs=1"])
}

fn into_schemas(bundle: &Bundle, databases: &Databases) -> Load {
    bundle.load_schemas(databases, &[])
}

#[test]
fn a_terminated_load_leaves_the_previous_data() {
    for prepare in [into_databases, one_by_one, into_schemas] {
        in_the_middle(prepare, |load| {
            let psql = psqls(load);
            assert_eq!(psql.len(), 1);
            signal("-TERM", load.id());
            assert_eq!(load.wait().unwrap().code(), Some(143));
            let left = Command::new("kill")
                .args(["-0", &psql[0].to_string()])
                .output();
            assert!(!left.unwrap().status.success(), "psql is still there");
        });
    }
}

#[test]
fn a_killed_psql_leaves_the_previous_data() {
    for prepare in [into_databases, into_schemas] {
        in_the_middle(prepare, |load| {
            for psql in psqls(load) {
                signal("-KILL", psql);
            }
            assert_eq!(load.wait().unwrap().code(), Some(1));
        });
    }
}

/// A sort that records in a file that it is running, and then hangs.
fn stuck_sort(reached: &std::path::Path) -> Tools {
    let script = format!("echo $$ > '{}'; exec sleep 60", reached.display());
    Tools::none().with("sort", &script)
}

/// Returns whether a process exists and is not a zombie.
fn runs(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"));
    status.is_ok_and(|status| !status.contains("State:\tZ"))
}

/// Compares every row, with the program and with the script; only that process gets the signal.
#[test]
fn a_terminated_comparison_leaves_no_process_running() {
    let bundle = Bundle::plain();
    let databases = Databases::none();
    bundle.load(&databases, &[]).expect(0);
    let directory = tempfile::tempdir().unwrap();
    for name in ["-INT", "-TERM", "-HUP"] {
        for by_the_program in [true, false] {
            let reached = directory.path().join(format!("{name}{by_the_program}"));
            let tools = stuck_sort(&reached);
            let path = format!(
                "{}:{}",
                tools.path().display(),
                std::env::var("PATH").unwrap()
            );
            let mut child = match by_the_program {
                true => {
                    let mut dhub = super::support::heeding_signals();
                    dhub.args(["verify", "-q", "--live", "--prefix", &databases.prefix]);
                    dhub.arg(bundle.path())
                        .env("PATH", path)
                        .stderr(Stdio::null());
                    dhub.spawn().unwrap()
                }
                false => bundle
                    .load(&databases, &["--verify=deep"])
                    .env("PATH", &path)
                    .heeding_signals()
                    .start(),
            };
            wait_for("the comparison", || {
                std::fs::read_to_string(&reached).is_ok_and(|text| text.ends_with('\n'))
            });
            signal(name, child.id());
            child.wait().unwrap();
            let sort = std::fs::read_to_string(&reached).unwrap();
            wait_for("the end of the comparison", || {
                !runs(sort.trim().parse().unwrap())
            });
            let prefix = &databases.prefix;
            wait_for("the end of the session", || {
                let busy = format!(
                    "SELECT count(*) FROM pg_stat_activity WHERE starts_with(datname, '{prefix}')"
                );
                sql("", &busy) == "0"
            });
        }
    }
}

/// Without its supervisor, psql finds its input truncated.
#[test]
fn a_killed_load_leaves_the_previous_data() {
    for prepare in [into_databases, one_by_one, into_schemas] {
        in_the_middle(prepare, |load| {
            signal("-KILL", load.id());
            assert_eq!(load.wait().unwrap().code(), None);
        });
    }
}
