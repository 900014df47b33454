//! Runs of the program, each in its own directory. All deviations from what was expected are shown at once.

#![allow(dead_code)] // each test file uses a part of it

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The program under test.
pub const DHUB: &str = env!("CARGO_BIN_EXE_dhub");

/// Returns the program with default signal handling: it would inherit signals that the tests ignore, as under nohup.
pub fn heeding_signals() -> Command {
    if cfg!(target_os = "linux") {
        let mut env = Command::new("env");
        env.args(["--default-signal", DHUB]);
        env
    } else {
        Command::new(DHUB)
    }
}

/// A temporary directory to run in.
pub struct Home(TempDir);

/// Expected output.
enum Wanted {
    Is(String),
    Has(String),
}

/// A run and its expected result: status 0 and an empty stderr unless set otherwise.
pub struct Run {
    command: Command,
    home: PathBuf,
    stdout: Vec<Wanted>,
    stderr: Vec<Wanted>,
    status: i32,
}

impl Home {
    pub fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// Creates a home with a bundle of scale 0.05 in `out`.
    pub fn with_bundle() -> Home {
        let home = Home::new();
        home.dhub("seed all -q -s 0.05").run();
        home
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    pub fn write(&self, inside: &str, text: &str) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, inside: &str) -> String {
        fs::read_to_string(self.path(inside)).unwrap()
    }

    /// Returns everything in the directory: path and bytes, with no bytes for directories.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(self.0.path())
    }

    /// Prepares a run of the program here, with arguments separated by spaces.
    pub fn dhub(&self, arguments: &str) -> Run {
        self.run_of(DHUB)
            .args(&arguments.split(' ').collect::<Vec<_>>())
    }

    /// Prepares a run of another program here.
    pub fn run_of(&self, program: &str) -> Run {
        let mut command = Command::new(program);
        // `make test` passes these on; a make started by the tests would believe it is a sub-make.
        for name in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL"] {
            command.env_remove(name);
        }
        command.current_dir(self.0.path()).stdin(Stdio::null());
        Run {
            command,
            home: self.0.path().canonicalize().unwrap(),
            stdout: Vec::new(),
            stderr: Vec::new(),
            status: 0,
        }
    }
}

impl Run {
    pub fn args(mut self, arguments: &[&str]) -> Run {
        self.command.args(arguments);
        self
    }

    /// Adds the program under test to PATH, as `dhub`.
    pub fn with_dhub_in_path(self) -> Run {
        let directory = Path::new(DHUB).parent().unwrap().display();
        let path = format!("{directory}:{}", std::env::var("PATH").unwrap());
        self.env("PATH", &path)
    }

    pub fn env(mut self, name: &str, value: &str) -> Run {
        self.command.env(name, value);
        self
    }

    pub fn current_dir(mut self, directory: &Path) -> Run {
        self.command.current_dir(directory);
        self
    }

    /// Expects all of stdout; the home directory is shown as `HOME`.
    pub fn stdout(mut self, text: &str) -> Run {
        self.stdout.push(Wanted::Is(text.to_string()));
        self
    }

    /// Expects a part of stdout.
    pub fn stdout_has(mut self, text: &str) -> Run {
        self.stdout.push(Wanted::Has(text.to_string()));
        self
    }

    /// Expects all of stderr; the home directory is shown as `HOME`.
    pub fn stderr(mut self, text: &str) -> Run {
        self.stderr.push(Wanted::Is(text.to_string()));
        self
    }

    /// Expects a part of stderr.
    pub fn stderr_has(mut self, text: &str) -> Run {
        self.stderr.push(Wanted::Has(text.to_string()));
        self
    }

    pub fn status(mut self, status: i32) -> Run {
        self.status = status;
        self
    }

    /// Runs it and shows all deviations from what was expected.
    pub fn run(mut self) -> Output {
        let output = self.command.output().unwrap();
        if self.stderr.is_empty() {
            self.stderr.push(Wanted::Is(String::new()));
        }
        let mut wrong = Vec::new();
        if output.status.code() != Some(self.status) {
            wrong.push(format!(
                "status: expected {}, found {}",
                self.status, output.status
            ));
        }
        for (name, bytes, wanted) in [
            ("stdout", &output.stdout, &self.stdout),
            ("stderr", &output.stderr, &self.stderr),
        ] {
            let found = String::from_utf8_lossy(bytes).replace(self.home.to_str().unwrap(), "HOME");
            for wanted in wanted {
                match wanted {
                    Wanted::Is(text) if *text != found => {
                        wrong.push(format!("{name}: expected\n{text}\nfound\n{found}"));
                    }
                    Wanted::Has(text) if !found.contains(text) => {
                        wrong.push(format!(
                            "{name}: expected somewhere\n{text}\nfound\n{found}"
                        ));
                    }
                    _ => {}
                }
            }
        }
        assert!(wrong.is_empty(), "{:?}\n{}", self.command, wrong.join("\n"));
        output
    }
}

/// Returns the commands at the end of a command's `--help`, as a shell runs them.
pub fn examples(command: &[String]) -> Vec<String> {
    let help = Command::new(DHUB)
        .args(command)
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, examples) = help
        .split_once("\nExamples:\n")
        .unwrap_or_else(|| panic!("{command:?}: no examples in\n{help}"));
    examples
        .lines()
        .map(|line| line.trim().to_string())
        .collect()
}

/// Returns every executable command, as its words.
pub fn commands() -> Vec<Vec<String>> {
    fn visit(words: &[String], into: &mut Vec<Vec<String>>) {
        let help = Command::new(DHUB).args(words).arg("-h").output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        let Some((_, nested)) = help.split_once("\nCommands:\n") else {
            return into.push(words.to_vec());
        };
        let names = nested.lines().take_while(|line| !line.is_empty());
        for name in names.filter_map(|line| line.split_whitespace().next()) {
            if name != "help" {
                visit(&[words, &[name.to_string()]].concat(), into);
            }
        }
    }
    let mut all = Vec::new();
    visit(&[], &mut all);
    all
}

/// Everything in a directory: path and bytes, directories with none.
pub fn files(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn visit(root: &Path, inside: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(root.join(inside)).unwrap() {
            let entry = entry.unwrap();
            let path = inside.join(entry.file_name());
            let kind = entry.file_type().unwrap();
            if kind.is_symlink() {
                let target = fs::read_link(entry.path()).unwrap();
                into.insert(path, target.into_os_string().into_encoded_bytes());
            } else if kind.is_dir() {
                into.insert(path.clone(), Vec::new());
                visit(root, &path, into);
            } else {
                into.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    visit(directory, Path::new(""), &mut all);
    all
}

/// Fails with the names of the files that differ.
pub fn assert_same(
    wanted: &BTreeMap<PathBuf, Vec<u8>>,
    found: &BTreeMap<PathBuf, Vec<u8>>,
    what: &str,
) {
    let differ: Vec<&PathBuf> = wanted
        .keys()
        .chain(found.keys().filter(|path| !wanted.contains_key(*path)))
        .filter(|path| wanted.get(*path) != found.get(*path))
        .collect();
    assert!(differ.is_empty(), "{what}: these differ: {differ:?}");
}
