//! A bundle in its own directory, and runs of its load.sh.

use super::server::{Databases, PASSWORD, PASSWORD_IN_URL, Role};
use dhub::tables::{CATALOGUE, Table};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::{env, fs};
use tempfile::TempDir;

/// A bundle that the test may change.
pub struct Bundle {
    directory: TempDir,
}

impl Bundle {
    /// Returns one with plain CSV files.
    pub fn plain() -> Bundle {
        Bundle::make("0.05", &[])
    }

    /// Returns one with plain CSV files, at scale 1.
    pub fn whole() -> Bundle {
        Bundle::make("1", &[])
    }

    /// Returns another bundle, with a different seed.
    pub fn second() -> Bundle {
        Bundle::make("0.05", &["--seed", "7"])
    }

    /// Returns one with compressed files.
    pub fn zstd() -> Bundle {
        Bundle::make("0.05", &["--compress", "zstd"])
    }

    /// Returns a part of the plain one.
    pub fn part(part: &str) -> Bundle {
        Bundle::make("0.05", &["--part", part])
    }

    /// Writes one of a scale, with additional flags.
    pub fn make(scale: &str, arguments: &[&str]) -> Bundle {
        let directory = tempfile::tempdir().unwrap();
        let bundle = Bundle { directory };
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(["seed", "all", "--quiet", "--scale", scale, "--out"]);
        dhub.arg(bundle.path()).args(arguments);
        assert!(dhub.status().unwrap().success());
        bundle
    }

    /// Returns a copy with these defects planted in it.
    pub fn with_defects(&self, names: &[&str]) -> Bundle {
        let directory = tempfile::tempdir().unwrap();
        let copy = Bundle { directory };
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(["defect", "--quiet", "--defect", &names.join(","), "--out"]);
        dhub.arg(copy.path()).arg(self.path());
        assert!(dhub.status().unwrap().success(), "{names:?}");
        copy
    }

    /// Returns its directory; the name has a space and a non-ASCII letter.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join("a bündle")
    }

    /// Returns the path of one of its files.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Returns its databases, in load order.
    pub fn databases(&self) -> Vec<&'static str> {
        let all = dhub::tables::DATABASES.into_iter();
        all.filter(|database| self.file(database).is_dir())
            .collect()
    }

    /// Returns its tables, in load order.
    pub fn tables(&self) -> Vec<&'static Table> {
        CATALOGUE.to_vec()
    }

    /// Returns the uncompressed CSV of a table.
    pub fn csv(&self, table: &Table) -> Vec<u8> {
        let name = format!("{}/{}.csv", table.database, table.name);
        match fs::read(self.file(&name)) {
            Ok(bytes) => bytes,
            Err(_) => {
                zstd::decode_all(fs::File::open(self.file(&(name + ".zst"))).unwrap()).unwrap()
            }
        }
    }

    /// Changes a text file of the bundle, and nothing else.
    pub fn edit(&self, name: &str, change: impl Fn(&str) -> String) {
        let before = fs::read_to_string(self.file(name)).unwrap();
        let after = change(&before);
        assert_ne!(before, after, "{name}: the change changes nothing");
        fs::write(self.file(name), after).unwrap();
    }

    /// Rewrites SHA256SUMS, so that a changed bundle looks intact.
    pub fn sign(&self) {
        let script = "find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum > SHA256SUMS";
        let mut shell = Command::new("sh");
        let status = shell.args(["-c", script]).current_dir(self.path()).status();
        assert!(status.unwrap().success());
    }

    /// Prepares a run of its load.sh into these databases.
    pub fn load(&self, databases: &Databases, arguments: &[&str]) -> Load {
        let load = self.script(arguments);
        load.args(&["--prefix", &databases.prefix])
    }

    /// Prepares a run of its load.sh into the schemas of `<prefix>one`.
    pub fn load_schemas(&self, databases: &Databases, arguments: &[&str]) -> Load {
        let (name, value) = databases.to_one();
        let load = self.script(arguments).args(&["--layout", "schemas"]);
        load.env(name, &value)
    }

    /// Prepares a run of its load.sh, from another directory.
    pub fn script(&self, arguments: &[&str]) -> Load {
        let mut command = Command::new("bash");
        command
            .arg(self.file("load.sh"))
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::null());
        Load { command }
    }
}

/// A run of load.sh being prepared.
pub struct Load {
    command: Command,
}

/// Result of a run.
#[derive(Debug)]
pub struct Loaded {
    /// The exit code; None if a signal ended it.
    pub code: Option<i32>,
    /// Its stdout.
    pub stdout: String,
    /// Its stderr.
    pub stderr: String,
}

impl Load {
    /// Adds arguments.
    pub fn args(mut self, arguments: &[&str]) -> Load {
        self.command.args(arguments);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Load {
        self.command.env(name, value);
        self
    }

    /// Returns the value that a variable was set to here.
    pub fn value(&self, name: &str) -> Option<String> {
        let mut set = self.command.get_envs();
        let (_, value) = set.find(|(other, _)| *other == name)?;
        value.map(|value| value.to_str().unwrap().to_string())
    }

    /// Removes an environment variable.
    pub fn without(mut self, name: &str) -> Load {
        self.command.env_remove(name);
        self
    }

    /// Connects as a role, with its password.
    pub fn role(mut self, role: &Role) -> Load {
        let set = self
            .command
            .get_envs()
            .find(|(name, _)| *name == "DATABASE_URL");
        let url = set
            .map(|(_, value)| value.unwrap().to_str().unwrap().to_string())
            .or_else(|| env::var("DATABASE_URL").ok());
        match url {
            Some(url) => {
                let (scheme, rest) = url.split_once("://").unwrap();
                let host = rest.split_once('@').map_or(rest, |(_, host)| host);
                self.env(
                    "DATABASE_URL",
                    &format!("{scheme}://{}:{PASSWORD_IN_URL}@{host}", role.name),
                )
            }
            None => {
                self.command.env("PGUSER", &role.name);
                self.env("PGPASSWORD", PASSWORD)
            }
        }
    }

    /// Puts these tools first on the PATH.
    pub fn tools(self, tools: &Tools) -> Load {
        let path = format!("{}:{}", tools.path().display(), env::var("PATH").unwrap());
        self.env("PATH", &path)
    }

    /// Leaves only these tools on the PATH.
    pub fn only_tools(self, tools: &Tools) -> Load {
        let path = tools.path().to_str().unwrap().to_string();
        self.env("PATH", &path)
    }

    /// Runs it in its own mount namespace, in which this shell script has mounted file systems.
    pub fn among_mounts(self, script: &str) -> Load {
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c"]);
        command
            .arg(format!("({script}) >&2 || exit 99\nexec \"$@\""))
            .arg("sh");
        self.behind(command)
    }

    /// Restores default signal handling: it would inherit signals that the tests ignore, as under nohup.
    pub fn heeding_signals(self) -> Load {
        if cfg!(target_os = "linux") {
            let mut command = Command::new("env");
            command.arg("--default-signal");
            self.behind(command)
        } else {
            self
        }
    }

    /// Runs it as the arguments of another command.
    fn behind(self, mut command: Command) -> Load {
        command
            .arg(self.command.get_program())
            .args(self.command.get_args());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.current_dir("/").stdin(Stdio::null());
        Load { command }
    }

    /// Runs it to completion.
    pub fn run(mut self) -> Loaded {
        Loaded::from(self.command.output().unwrap())
    }

    /// Runs it; the test fails if it does not end with this code.
    pub fn expect(self, code: i32) -> Loaded {
        let loaded = self.run();
        assert_eq!(
            loaded.code,
            Some(code),
            "{}{}",
            loaded.stdout,
            loaded.stderr
        );
        loaded
    }

    /// Starts it.
    pub fn start(mut self) -> Child {
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        self.command.spawn().unwrap()
    }
}

impl From<Output> for Loaded {
    fn from(output: Output) -> Loaded {
        Loaded {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A directory of commands for a PATH.
pub struct Tools {
    directory: TempDir,
}

impl Tools {
    /// Creates an empty one.
    pub fn none() -> Tools {
        let directory = tempfile::tempdir().unwrap();
        Tools { directory }
    }

    /// Creates one with everything on the PATH except these commands.
    pub fn without(absent: &[&str]) -> Tools {
        let tools = Tools::none();
        for directory in env::split_paths(&env::var_os("PATH").unwrap()) {
            for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
                let name = entry.file_name();
                if !absent.iter().any(|absent| name == *absent) {
                    // The first on the PATH wins.
                    let _ = std::os::unix::fs::symlink(entry.path(), tools.path().join(&name));
                }
            }
        }
        tools
    }

    /// Adds a command that runs this shell script.
    pub fn with(self, name: &str, script: &str) -> Tools {
        use std::os::unix::fs::PermissionsExt;
        let file = self.path().join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    /// Returns the directory.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}
