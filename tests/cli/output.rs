//! How reports are printed: quietly, as JSON, in color, on terminals of various widths.

use crate::command::{DHUB, Home};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use serde_json::Value;
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::process::{Command, Output};

/// A bundle in `out`, the same in `same`, another in `other`, and the parts `part1` and `part2`.
fn bundles() -> Home {
    let home = Home::with_bundle();
    home.dhub("seed all -q -s 0.05 --out same").run();
    home.dhub("seed all -q -s 0.05 --seed 7 --out other").run();
    home.dhub("seed all -q -s 0.05 --part 1/2 --out part1")
        .run();
    home.dhub("seed all -q -s 0.05 --part 2/2 --out part2")
        .run();
    home
}

/// Commands with a report, and their exit status.
const REPORTS: [(&str, i32); 8] = [
    ("seed all -s 0.05", 0),
    ("seed join part1 part2 --out joined", 0),
    ("seed status", 0),
    ("seed check", 0),
    ("verify", 0),
    ("diff out same", 0),
    ("diff out other", 1),
    ("seed clear same --confirm", 0),
];

#[test]
fn quiet_prints_nothing_if_nothing_is_wrong() {
    let home = bundles();
    for (command, status) in REPORTS {
        home.dhub(&format!("{command} --quiet"))
            .stdout("")
            .status(status)
            .run();
    }
    let csv = "out/employees_db/departments.csv";
    home.write(csv, &home.read(csv).replacen("DEPT-01", "DEPT-91", 1));
    for command in ["seed status", "seed check"] {
        home.dhub(&format!("{command} --quiet"))
            .stdout("")
            .stderr_has(&format!("dhub: {csv}: "))
            .status(1)
            .run();
    }
    let found = home.dhub("verify --quiet").status(1).run();
    let found = String::from_utf8(found.stdout).unwrap();
    assert!(found.starts_with("finding: "), "{found}");
    assert!(!found.contains(" rules, "), "{found}");
}

#[test]
fn every_json_report_is_one_value_with_its_outcome() {
    let home = bundles();
    let json = |output: Output| -> Value { serde_json::from_slice(&output.stdout).unwrap() };
    for (command, status) in REPORTS {
        let run = home.dhub(&format!("{command} --format json"));
        json(run.status(status).run());
    }
    let manifest: Value = serde_json::from_str(&home.read("out/datapackage.json")).unwrap();
    for command in ["seed all -s 0.05", "seed status"] {
        let report = json(home.dhub(&format!("{command} --format json")).run());
        assert_eq!(report["directory"], "out");
        assert_eq!(report["dhub"], manifest["dhub"]);
        let tables = report["tables"].as_array().unwrap();
        let resources = manifest["resources"].as_array().unwrap();
        assert_eq!(tables.len(), resources.len());
        for (table, resource) in tables.iter().zip(resources) {
            assert_eq!(table["table"], resource["name"]);
            assert_eq!(table["database"], resource["database"]);
            assert_eq!(table["rows"], resource["rows"]);
            assert_eq!(table["bytes"], resource["bytes"]);
        }
    }
    let csv = "out/employees_db/departments.csv";
    home.write(csv, &home.read(csv).replacen("DEPT-01", "DEPT-91", 1));
    for command in ["seed status", "seed check"] {
        let run = home.dhub(&format!("{command} --format json"));
        let report = json(run.status(1).run());
        assert_eq!(report["ok"], false, "{command}");
        assert_eq!(
            report["findings"][0]["path"],
            "employees_db/departments.csv"
        );
    }
    let status = json(home.dhub("seed status --format json").status(1).run());
    assert_eq!(status["tables"][0]["file"], "DAMAGED");
    assert_eq!(status["tables"][1]["file"], "ok");
    let cleared = json(home.dhub("seed clear --confirm --format json").run());
    assert!(cleared["files"].as_u64().unwrap() > 36, "{cleared}");
    assert_eq!(cleared["left"], Value::Null);
}

/// The words of a text in a color, by the number of ANSI.
fn colored(text: &str, number: &str) -> Vec<String> {
    let start = format!("\u{1b}[{number}m");
    let words = text.split(&start).skip(1);
    words
        .filter_map(|word| word.split('\u{1b}').next())
        .map(str::to_string)
        .collect()
}

#[test]
fn good_is_green_and_bad_is_red_if_color_is_enabled() {
    let home = Home::with_bundle();
    let csv = "out/employees_db/departments.csv";
    home.write(csv, &home.read(csv).replacen("DEPT-01", "DEPT-91", 1));
    let text = |arguments: &str, name: &str, value: &str| {
        let output = Command::new(DHUB)
            .args(arguments.split(' '))
            .current_dir(home.path(""))
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env(name, value)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let status = text("seed status --color always", "NO_COLOR", "1");
    // Every table but the damaged one.
    let whole = dhub::tables::files().count() - 1;
    assert_eq!(colored(&status, "32").len(), whole, "{status:?}");
    assert!(status.contains("\u{1b}[31mDAMAGED"), "{status:?}");
    let verify = text("verify --color always", "X", "");
    assert!(verify.contains("\u{1b}[32mok"), "{verify:?}");
    assert!(verify.contains("\u{1b}[31mfinding"), "{verify:?}");
    for (arguments, name, value, color) in [
        ("seed status", "X", "", false),
        ("seed status", "CLICOLOR_FORCE", "1", true),
        ("seed status --color never", "CLICOLOR_FORCE", "1", false),
        ("seed status --color=always", "X", "", true),
        ("--color always seed status", "X", "", true),
        ("seed status --help", "CLICOLOR_FORCE", "1", true),
        (
            "seed status --help --color never",
            "CLICOLOR_FORCE",
            "1",
            false,
        ),
        ("seed status --help --color always", "X", "", true),
    ] {
        let text = text(arguments, name, value);
        assert_eq!(
            text.contains('\u{1b}'),
            color,
            "{arguments} {name}: {text:?}"
        );
    }
    // Output for programs never has color.
    for arguments in [
        "seed status --format json",
        "db tables --format csv",
        "diff out out --rows",
    ] {
        let text = text(
            &format!("{arguments} --color always"),
            "CLICOLOR_FORCE",
            "1",
        );
        assert!(!text.contains('\u{1b}'), "{arguments}: {text:?}");
    }
}

/// Returns what a run prints on a terminal of this many columns, stdout and stderr.
fn on_terminal(home: &Home, columns: u16, arguments: &str) -> String {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap().into_bytes();
    let side: File = OpenOptions::new()
        .read(true)
        .write(true)
        .open(OsString::from_vec(name))
        .unwrap();
    let size = Winsize {
        ws_row: 24,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&side, size).unwrap();
    let mut command = Command::new(DHUB);
    command
        .args(arguments.split(' '))
        .current_dir(home.path(""))
        .env_remove("NO_COLOR")
        .env_remove("CI")
        .env("TERM", "xterm")
        .stdout(side.try_clone().unwrap())
        .stderr(side);
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut terminal = File::from(terminal);
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    // The other side of a terminal ends with an error instead of end of file.
    while let Ok(read @ 1..) = terminal.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..read]);
    }
    assert!(child.wait().unwrap().success(), "{arguments}");
    String::from_utf8(bytes).unwrap()
}

/// Returns the text without terminal control sequences.
fn printed(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain += before;
        let end = after.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        rest = &after[end + 1..];
    }
    plain + rest
}

#[test]
fn a_terminal_shows_the_elapsed_time() {
    let home = bundles();
    for (command, status) in REPORTS {
        if status == 0 {
            let seen = printed(&on_terminal(&home, 100, command));
            let last = seen.lines().last().unwrap();
            let seconds = last
                .trim_end()
                .strip_prefix("took ")
                .and_then(|rest| rest.strip_suffix(" s"));
            assert!(
                seconds.is_some_and(|seconds| seconds.parse::<f64>().is_ok()),
                "{command}: {seen}"
            );
        }
    }
    assert!(!on_terminal(&home, 100, "seed status -q").contains("took"));
}

#[test]
fn tables_fit_the_terminal() {
    let home = Home::with_bundle();
    for command in ["seed status", "verify", "verify --all", "seed all -s 0.05"] {
        let wide = printed(&on_terminal(&home, 200, command));
        for columns in [100, 72, 60, 40] {
            let seen = printed(&on_terminal(&home, columns, command));
            assert_ne!(seen.len(), 0);
            // Progress bars are overwritten.
            let lines = seen
                .lines()
                .filter_map(|line| line.trim_end().rsplit('\r').next());
            for line in lines {
                // Sentences and paths may be longer: the terminal wraps them.
                let sentence = line.contains(": ") || line.contains("expected ");
                assert!(
                    sentence || line.chars().count() <= columns.into(),
                    "{command} at {columns}: {line}"
                );
            }
            for cell in wide.split_whitespace().filter(|cell| cell.ends_with("_db")) {
                assert!(
                    seen.contains(cell),
                    "{command} at {columns}: {cell} is lost"
                );
            }
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let home = Home::new();
    home.dhub("man")
        .stdout_has(".TH dhub 1")
        .stdout_has("dhub\\-seed(1)")
        .run();
    home.dhub("man seed all")
        .stdout_has(".TH dhub-seed-all 1")
        .stdout_has("as\\-of")
        .stdout_has("Examples:")
        .run();
    home.dhub("man --dir man1")
        .stdout("written to man1\n")
        .run();
    for command in crate::command::commands() {
        let page = format!("man1/dhub-{}.1", command.join("-"));
        assert!(home.read(&page).contains(".SH SYNOPSIS"), "{page}");
    }
    home.write("file", "mine");
    crate::refusals::refused(
        &home,
        "man --dir file",
        "file: cannot create: something with that name already exists",
    );
}
