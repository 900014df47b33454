//! What is refused, with one clear line, and that a refusal changes nothing.

use crate::command::{Home, assert_same};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::process::Command;

/// Runs a refused command; nothing may change in the directory.
pub fn refused(home: &Home, arguments: &str, line: &str) {
    let before = home.files();
    home.dhub(arguments)
        .stdout("")
        .stderr(&format!("dhub: {line}\n"))
        .status(2)
        .run();
    assert_same(&before, &home.files(), arguments);
}

#[test]
fn a_bad_number_or_date_gets_one_clear_line() {
    let home = Home::new();
    let decimal = "expected a decimal above 0 such as 0.1 or 5";
    let staff = "expected 7 to 125000000 (at least one for each role that serves customers, at most one for eight customers)";
    let clients = "expected 1 to 1000000000";
    for (flags, line) in [
        ("-s 0", format!("--scale: {decimal}, found 0")),
        ("--scale 0.0", format!("--scale: {decimal}, found 0.0")),
        ("--scale -1", format!("--scale: {decimal}, found -1")),
        ("--scale -0.5", format!("--scale: {decimal}, found -0.5")),
        ("--scale NaN", format!("--scale: {decimal}, found NaN")),
        ("--scale inf", format!("--scale: {decimal}, found inf")),
        ("--scale=-inf", format!("--scale: {decimal}, found -inf")),
        ("--scale 1e9", format!("--scale: {decimal}, found 1e9")),
        ("--scale 1,5", format!("--scale: {decimal}, found 1,5")),
        (
            "--scale 0.0000001",
            "--scale: expected at most six decimals, found 0.0000001".into(),
        ),
        (
            "--scale 1000000000",
            "--scale: expected at most 833333: a bank has at most 1000000000 customers, found 1000000000"
                .into(),
        ),
        (
            "-c 1000000001",
            format!("--customers: {clients}, found 1000000001"),
        ),
        ("-c 0", format!("--customers: {clients}, found 0")),
        (
            "-c 99999999999",
            "--customers: expected a whole number such as 1200, found 99999999999".into(),
        ),
        (
            "-c -5",
            "--customers: expected a whole number such as 1200, found -5".into(),
        ),
        ("-e 0", format!("--employees: {staff}, found 0")),
        ("-e 6", format!("--employees: {staff}, found 6")),
        ("-e 125000001", format!("--employees: {staff}, found 125000001")),
        (
            "-e many",
            "--employees: expected a whole number such as 1200, found many".into(),
        ),
        (
            "--seed -1",
            "--seed: expected a whole number from 0 to 18446744073709551615, found -1".into(),
        ),
        (
            "--as-of yesterday",
            "--as-of: expected a date such as 2025-12-31, found yesterday".into(),
        ),
        (
            "--as-of 2025-02-30",
            "--as-of: expected a date such as 2025-12-31, found 2025-02-30".into(),
        ),
        (
            "--as-of 1989-12-31",
            "--as-of: expected a date from 1990-01-01 to 2199-12-31, found 1989-12-31".into(),
        ),
        (
            "--threads 0",
            "--threads: expected a whole number from 1 to 1024, found 0".into(),
        ),
        (
            "--memory 0",
            "--memory: expected a size from 1M up, with its unit, such as 128M or 1GiB, found 0"
                .into(),
        ),
        (
            "--memory 5",
            "--memory: expected a size from 1M up, with its unit, such as 128M or 1GiB, found 5"
                .into(),
        ),
        (
            "--memory lots",
            "--memory: expected a size such as 128M or 1GiB, found lots".into(),
        ),
        (
            "--compress gzip",
            "--compress: expected zstd, found gzip".into(),
        ),
        ("--scale", "--scale: expected a value; see --help".into()),
        (
            "--scale 1 --scale 2",
            "--scale: given twice; see --help".into(),
        ),
        (
            "--quiet --format json",
            "--quiet prints no report, so a report --format cannot be used; omit one of them".into(),
        ),
        (
            "--sclae 1",
            "unknown argument --sclae; did you mean --scale? see --help".into(),
        ),
        ("--zzz", "unknown argument --zzz; see --help".into()),
        ("stray", "unknown argument stray; see --help".into()),
    ] {
        refused(&home, &format!("seed all {flags}"), &line);
    }
}

#[test]
fn unknown_commands_and_flags_get_a_suggestion() {
    let home = Home::new();
    for (arguments, line) in [
        (
            "sedd",
            "unknown command sedd; did you mean seed? see --help",
        ),
        ("zzz", "unknown command zzz; see --help"),
        (
            "seed stauts",
            "unknown command stauts; did you mean status? see --help",
        ),
        (
            "status",
            "unknown command status; did you mean seed status? see --help",
        ),
        (
            "query SELECT",
            "unknown command query; did you mean db query? see --help",
        ),
        (
            "sttus",
            "unknown command sttus; did you mean seed status? see --help",
        ),
        ("seed zzz", "unknown command zzz; see --help"),
        (
            "verify --colour never",
            "unknown argument --colour; did you mean --color? see --help",
        ),
        (
            "verify --color red",
            "--color: expected auto, always, never, found red",
        ),
        (
            "verify --format jso",
            "--format: expected text, json, found jso; did you mean json?",
        ),
        (
            "db query --frmat csv SELECT",
            "unknown argument --frmat; did you mean --format? see --help",
        ),
        (
            "db query --frmat=csv SELECT",
            "unknown argument --frmat; did you mean --format? see --help",
        ),
        (
            "db query --zzz SELECT",
            "unknown argument --zzz; see --help",
        ),
        (
            "db query --outt=x SELECT",
            "unknown argument --outt; did you mean --out? see --help",
        ),
        ("diff", "expected <OLD>; see --help"),
        (
            "diff a b --rows --format json",
            "--rows: cannot be used with --format; see --help",
        ),
        ("man seed al", "seed al: no such command; see --help"),
    ] {
        refused(&home, arguments, line);
    }
}

#[test]
fn commands_take_the_bundle_as_argument_or_flag_but_not_both() {
    let home = Home::new();
    home.dhub("seed all -q -s 0.05 --out bank").run();
    for command in [
        "seed status",
        "seed check",
        "verify",
        "db tables",
        "db query SELECT(1)",
        "seed clear",
    ] {
        let confirm = match command {
            "seed clear" => " --confirm",
            _ => "",
        };
        let twice = "--out: the directory is given twice, with and without --out; give it once";
        refused(&home, &format!("{command} bank --out bank{confirm}"), twice);
        refused(&home, &format!("{command} -o bank bank{confirm}"), twice);
        for place in ["bank", "--out bank", "-o bank", "--out=bank"] {
            home.dhub(&format!("{command} {place}{confirm}")).run();
            if !confirm.is_empty() {
                assert!(!home.path("bank").exists());
                home.dhub("seed all -q -s 0.05 --out bank").run();
            }
        }
    }
}

#[test]
fn a_directory_that_is_not_a_bundle_is_refused_untouched() {
    let home = Home::new();
    home.write("file", "mine");
    refused(
        &home,
        "seed all --out file",
        "file: is a file; expected a directory, or nothing; choose another --out",
    );
    refused(
        &home,
        "seed all --out file/out",
        "file/out: cannot look at: a part of the path is not a directory",
    );
    let foreign = |out: &str, entry: &str| {
        format!(
            "{out}: contains {entry}, which is not part of a bundle; nothing was changed; move it elsewhere or choose another --out"
        )
    };
    home.write("photos/cat.jpg", "meow");
    refused(
        &home,
        "seed all --out photos",
        &foreign("photos", "cat.jpg"),
    );
    home.write("repo/.git/HEAD", "ref: refs/heads/main\n");
    refused(&home, "seed all --out repo", &foreign("repo", ".git"));
    home.write(
        "package/datapackage.json",
        "{\"name\": \"weather\", \"resources\": []}",
    );
    home.dhub("seed all --out package")
        .stderr_has(
            "dhub: package/datapackage.json: expected a manifest of dhub, found something else",
        )
        .status(2)
        .run();
    std::os::unix::fs::symlink("nowhere", home.path("link")).unwrap();
    refused(
        &home,
        "seed all --out link",
        "link: is a dangling symbolic link; expected a directory, or nothing; choose another --out",
    );
    refused(
        &home,
        "seed all --out .",
        ".: is the current directory, but a bundle replaces its whole directory; run from outside of it",
    );
    refused(
        &home,
        "seed all --out /",
        "/: is the root directory; expected a directory that a bundle may replace",
    );
}

#[test]
fn seed_all_is_suggested_only_where_it_would_write() {
    let home = Home::new();
    home.write("file", "mine");
    home.write("photos/cat.jpg", "meow");
    fs::create_dir(home.path("empty")).unwrap();
    std::os::unix::fs::symlink("nowhere", home.path("link")).unwrap();
    for (place, free) in [
        ("none", true),
        ("deep/none", true),
        ("empty", true),
        ("photos/none", true),
        ("photos", false),
        ("link", false),
        (".", false),
        ("/", false),
    ] {
        let none = format!("{place}: no bundle here, expected a directory with datapackage.json");
        let line = match free {
            true => format!("{none}; write one with: dhub seed all --out {place}"),
            false => none,
        };
        refused(&home, &format!("seed status {place}"), &line);
        home.dhub(&format!("seed all -q -s 0.05 --out {place}"))
            .stderr_has("")
            .status(if free { 0 } else { 2 })
            .run();
    }
    home.dhub("seed status file")
        .stderr_has("dhub: file")
        .status(2)
        .run();
}

#[test]
fn a_bundle_with_stray_files_is_refused_untouched() {
    let home = Home::with_bundle();
    for (entry, shown) in [
        ("notes.txt", "notes.txt"),
        (
            "employees_db/departments.csv.bak",
            "employees_db/departments.csv.bak",
        ),
        ("employees_db/own/x", "employees_db/own"),
        ("zoo/x", "zoo"),
    ] {
        home.write(&format!("out/{entry}"), "mine");
        refused(
            &home,
            "seed all -s 0.05",
            &format!(
                "out: contains {shown}, which is not part of a bundle; nothing was changed; move it elsewhere or choose another --out"
            ),
        );
        fs::remove_file(home.path(&format!("out/{entry}"))).unwrap();
        let _ = fs::remove_dir(home.path(&format!("out/{shown}")));
    }
    home.dhub("seed all -q -s 0.05 --seed 7").run();
    assert!(home.read("out/datapackage.json").contains("\"seed\": 7"));
}

/// A directory without write access: a read-only mount for root, permission bits for others; for root without the right to
/// mount, a directory of the kernel.
struct ReadOnly {
    directory: PathBuf,
    mounted: bool,
}

impl ReadOnly {
    fn new(directory: PathBuf) -> ReadOnly {
        fs::create_dir(&directory).unwrap();
        if fs::metadata(&directory).unwrap().uid() != 0 {
            fs::set_permissions(&directory, fs::Permissions::from_mode(0o555)).unwrap();
            return ReadOnly {
                directory,
                mounted: false,
            };
        }
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "ro,size=64k", "tmpfs"])
            .arg(&directory)
            .output();
        match mount.is_ok_and(|mount| mount.status.success()) {
            true => ReadOnly {
                directory,
                mounted: true,
            },
            false => ReadOnly {
                directory: "/proc/sys".into(),
                mounted: false,
            },
        }
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        if self.mounted {
            let _ = Command::new("umount").arg(&self.directory).status();
        }
    }
}

#[test]
fn a_read_only_directory_is_refused() {
    let home = Home::new();
    let frozen = ReadOnly::new(home.path("frozen"));
    let reason = if frozen.mounted {
        "the file system is read-only; choose another directory"
    } else {
        "permission denied; choose a directory that you can write to"
    };
    let directory = frozen.directory.display();
    let shown = directory
        .to_string()
        .replace(home.path("").to_str().unwrap(), "HOME/");
    refused(
        &home,
        &format!("seed all --out {directory}/out"),
        &format!("{shown}/out: cannot create: {reason}"),
    );
    refused(
        &home,
        &format!("seed all --out {directory}/deep/out"),
        &format!("{shown}/deep: cannot create: {reason}"),
    );
}
