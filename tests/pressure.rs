//! Every command when the system denies it something: it succeeds nevertheless, or says in one line that it cannot.

#[path = "command/mod.rs"]
mod command;

use command::{DHUB, Home};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Commands of every kind, in a directory prepared by [`home`].
const COMMANDS: [&str; 22] = [
    "--version",
    "--help",
    "seed all --frobnicate",
    "completions bash",
    "schema --dir sql",
    "seed all -q --scale 0.05 --out new",
    "seed all -q --scale 0.05 --compress zstd --threads 3 --out new",
    "seed all --scale 0.05 --part 2/2 --out new",
    "seed join -q part1 part2 --out new",
    "seed status --out out",
    "seed status --out damaged",
    "seed check out",
    "seed check damaged",
    "seed clear --confirm --out cleared",
    "verify out",
    "verify damaged",
    "diff out other",
    "diff out other --rows",
    "db tables --out out",
    "db query WITH/**/RECURSIVE/**/t(n)/**/AS/**/(SELECT/**/1/**/UNION/**/ALL/**/SELECT/**/n+1/**/FROM/**/t/**/LIMIT/**/9999)/**/SELECT/**/n,hex(n)/**/FROM/**/t --out out --format csv",
    "db query SELECT/**/*/**/FROM/**/accounts_db.transactions/**/ORDER/**/BY/**/description --out out --format json",
    "db query SELECT/**/nothing/**/FROM/**/nowhere --out out",
];

/// Those that need a server, which does not exist.
const LIVE: [&str; 4] = [
    "verify out --live",
    "seed status --out out --live",
    "seed clear --confirm --live",
    "db query SELECT/**/1 -d accounts_db --live",
];

/// What `bash` does to the process before it runs the program, `$@`.
const PRESSURES: [(&str, &str); 18] = [
    ("no further thread or process", "ulimit -u 1; exec \"$@\""),
    ("stderr is closed", "exec \"$@\" 2>&-"),
    ("stderr is full", "exec \"$@\" 2>/dev/full"),
    ("stdout is closed", "exec \"$@\" >&-"),
    ("stdout is full", "exec \"$@\" >/dev/full"),
    ("both are full", "exec \"$@\" >/dev/full 2>/dev/full"),
    ("all three are closed", "exec \"$@\" <&- >&- 2>&-"),
    ("files of no byte", "ulimit -f 0; exec \"$@\""),
    ("files of 256 KiB", "ulimit -f 256; exec \"$@\""),
    ("4 open files", "ulimit -n 4; exec \"$@\""),
    ("16 open files", "ulimit -n 16; exec \"$@\""),
    (
        "5 MiB of memory beside the program",
        "ulimit -v $((program + 5120)); exec \"$@\"",
    ),
    ("96 MiB of memory", "ulimit -v 98304; exec \"$@\""),
    ("192 MiB of memory", "ulimit -v 196608; exec \"$@\""),
    ("no TMPDIR", "TMPDIR=$PWD/nowhere exec \"$@\""),
    ("TMPDIR is a file", "TMPDIR=$PWD/file exec \"$@\""),
    ("TMPDIR is read-only", "TMPDIR=$PWD/frozen exec \"$@\""),
    ("TMPDIR has no room", "TMPDIR=$PWD/tiny exec \"$@\""),
];

/// Creates a directory with bundles, and the program where everyone may run it.
fn home() -> Home {
    let home = Home::new();
    for arguments in [
        "seed all -q --scale 0.05 --out out",
        "seed all -q --scale 0.05 --out damaged",
        "seed all -q --scale 0.05 --seed 7 --out other",
        "seed all -q --scale 0.05 --part 1/2 --out part1",
        "seed all -q --scale 0.05 --part 2/2 --out part2",
    ] {
        home.dhub(arguments).run();
    }
    let file = "damaged/accounts_db/accounts.csv";
    home.write(file, &home.read(file).replacen("active", "activ", 1));
    home.write("file", "");
    fs::create_dir(home.path("frozen")).unwrap();
    fs::copy(DHUB, home.path("dhub")).unwrap();
    fs::create_dir(home.path("tiny")).unwrap();
    home
}

/// A directory on a disk of 16 KiB; without the right to mount one, a directory without write access.
struct Tiny(PathBuf);

impl Tiny {
    fn new(directory: PathBuf) -> Tiny {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16k,mode=777", "tmpfs"]);
        if !mount
            .arg(&directory)
            .output()
            .is_ok_and(|mount| mount.status.success())
        {
            fs::set_permissions(&directory, fs::Permissions::from_mode(0o555)).unwrap();
        }
        Tiny(directory)
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

/// The user who runs the program: process limits do not apply to root.
fn nobody(home: &Home) -> Option<u32> {
    let root = fs::metadata(home.path("")).unwrap().uid() == 0;
    let nobody = root.then_some(65534);
    let all = home.files();
    for path in all.keys().map(|path| home.path(path.to_str().unwrap())) {
        std::os::unix::fs::chown(&path, nobody, nobody).unwrap();
    }
    std::os::unix::fs::chown(home.path(""), nobody, nobody).unwrap();
    fs::set_permissions(home.path("frozen"), fs::Permissions::from_mode(0o555)).unwrap();
    nobody
}

/// Memory of the loaded program itself, in KiB: where its last segment ends.
fn program_size() -> u64 {
    let program = fs::read(DHUB).unwrap();
    if !program.starts_with(b"\x7fELF\x02\x01") {
        return 19 * 1024;
    }
    let number = |at: usize, bytes: usize| {
        let mut number = [0; 8];
        number[..bytes].copy_from_slice(&program[at..at + bytes]);
        u64::from_le_bytes(number)
    };
    const LOADED: u64 = 1;
    let (headers, size, count) = (number(0x20, 8), number(0x36, 2), number(0x38, 2));
    (0..count)
        .map(|header| (headers + header * size) as usize)
        .filter(|&header| number(header, 4) == LOADED)
        .map(|header| (number(header + 16, 8) + number(header + 40, 8)) / 1024)
        .max()
        .unwrap()
}

/// Runs a command and removes what it wrote.
fn run(home: &Home, user: Option<u32>, pressure: &str, arguments: &str) -> Output {
    let as_user = |program: &str| {
        let mut command = Command::new(program);
        command.current_dir(home.path("")).stdin(Stdio::null());
        if let Some(user) = user {
            command.uid(user).gid(user);
        }
        command
    };
    let copied = as_user("cp").args(["-r", "out", "cleared"]).status();
    assert!(copied.unwrap().success());
    let mut bash = as_user("bash");
    let words = arguments.split(' ').map(|word| word.replace("/**/", " "));
    bash.args(["-c", pressure, "bash", "./dhub"]).args(words);
    bash.env("program", program_size().to_string());
    bash.env("PGHOST", home.path("nowhere"))
        .env_remove("DATABASE_URL")
        .env_remove("RUST_BACKTRACE");
    let output = bash.output().unwrap();
    for made in ["new", "sql", "cleared"] {
        let _ = fs::remove_dir_all(home.path(made));
    }
    output
}

#[test]
fn every_command_succeeds_or_fails_with_one_line() {
    let home = home();
    let user = nobody(&home);
    let _tiny = Tiny::new(home.path("tiny"));
    let calm: BTreeMap<&str, Output> = COMMANDS
        .into_iter()
        .chain(LIVE)
        .map(|arguments| (arguments, run(&home, user, "exec \"$@\"", arguments)))
        .collect();
    let mut wrong = Vec::new();
    for (name, pressure) in PRESSURES {
        // If even the program loader runs out of memory, there is nothing to test.
        if run(&home, user, pressure, "--version").status.code() == Some(127) {
            assert!(name.contains("MiB of memory"), "{name}");
            continue;
        }
        for (arguments, calm) in &calm {
            let output = run(&home, user, pressure, arguments);
            if let Some(fault) = fault(name, &output, calm) {
                let stderr = String::from_utf8_lossy(&output.stderr);
                wrong.push(format!(
                    "{name}: {arguments}: {fault}: {}: {}",
                    output.status,
                    stderr.lines().take(3).collect::<Vec<_>>().join(" / ")
                ));
            }
            let left = hidden(&home.path(""));
            if !left.is_empty() && !name.contains("memory") {
                wrong.push(format!("{name}: {arguments}: left {left:?}"));
            }
            for one in left {
                let _ = fs::remove_dir_all(home.path(&one));
            }
        }
    }
    fs::set_permissions(home.path("frozen"), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A run leaves nothing behind, however few files it may have open.
#[test]
fn a_run_starts_only_what_it_can_undo_within_its_open_file_limit() {
    let home = home();
    let writing = COMMANDS.into_iter().filter(|arguments| {
        ["seed all -q", "seed join", "seed clear"]
            .iter()
            .any(|begins| arguments.starts_with(begins))
    });
    let calm: Vec<(&str, Output)> = writing
        .map(|arguments| (arguments, run(&home, None, "exec \"$@\"", arguments)))
        .collect();
    let mut done = 0;
    for files in 4..24 {
        for (arguments, calm) in &calm {
            let pressure = format!("ulimit -n {files}; exec \"$@\"");
            let output = run(&home, None, &pressure, arguments);
            assert_eq!(
                fault("files", &output, calm),
                None,
                "{files} files: {arguments}: {output:?}"
            );
            let left = hidden(&home.path(""));
            assert_eq!(left, [""; 0], "{files} files: {arguments}");
            done += usize::from(output.status.success());
        }
    }
    assert!(done > 0, "too few files for any run");
}

fn hidden(directory: &Path) -> Vec<String> {
    let names = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

/// Returns what is wrong with the result of a run under pressure, compared with a normal one.
fn fault(pressure: &str, output: &Output, calm: &Output) -> Option<&'static str> {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let lost = |stream: &str| {
        pressure.contains(stream) || pressure.contains("three") || pressure.contains("both")
    };
    let (out, err) = (lost("stdout"), lost("stderr"));
    let quiet =
        pressure.contains("full") && out && calm.stdout.is_empty() || pressure.contains("closed");
    match output.status.code() {
        None => Some("killed by a signal"),
        Some(0 | 1) if output.status.code() != calm.status.code() => Some("another status"),
        Some(0 | 1) if out && !quiet => Some("what it printed is lost"),
        Some(0 | 1) if !out && output.stdout != calm.stdout => Some("another output"),
        Some(0 | 1) => None,
        // Without a temporary directory, everything is done in memory.
        Some(2)
            if pressure.contains("TMPDIR")
                && !pressure.contains("room")
                && !is_same(output, calm) =>
        {
            Some("needs a temporary directory")
        }
        Some(2) if err => None,
        Some(2) if is_same(output, calm) => None,
        // The standard library's own message, if its hook has no memory either.
        Some(2) if stderr.starts_with("memory allocation of ") => None,
        Some(2) if stderr.lines().count() != 1 => Some("not one line"),
        Some(2) if stderr.starts_with("dhub: ") => None,
        Some(2) => Some("not our line"),
        Some(_) => Some("an unknown status"),
    }
}

fn is_same(output: &Output, calm: &Output) -> bool {
    output.status == calm.status && output.stderr == calm.stderr
}
