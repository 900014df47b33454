//! The PostgreSQL server of the environment, and databases that are dropped when the test ends.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Fails the test unless the environment names a server.
pub fn need_server() {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    assert!(
        named("PGHOST") || named("PGSERVICE") || named("DATABASE_URL"),
        "this test needs PostgreSQL: run `make test`, or `scripts/test-postgres.sh cargo test`"
    );
}

/// Returns a name that no other test of this or another run uses: `t<process>_<number>_`.
pub fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("t{}_{number}_", std::process::id())
}

/// Prepares psql on a database of the server; an empty name is the user's own.
pub fn psql(database: &str) -> Command {
    let mut psql = Command::new("psql");
    psql.args(["-X", "-q", "-w", "-At", "-v", "ON_ERROR_STOP=1"]);
    match std::env::var("DATABASE_URL") {
        Ok(url) if database.is_empty() => psql.args(["-d", &url]),
        Ok(url) => {
            let ask = if url.contains('?') { '&' } else { '?' };
            psql.args(["-d", &format!("{url}{ask}dbname={database}")])
        }
        Err(_) if database.is_empty() => &mut psql,
        Err(_) => psql.args(["-d", database]),
    };
    psql
}

/// The environment variables that name the server, besides `DATABASE_URL`.
pub const NAMES: [&str; 4] = ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE"];

/// Returns a URL of the server.
pub fn url() -> String {
    if let Ok(url) = std::env::var("DATABASE_URL") {
        return url;
    }
    let connection = sql("", "\\echo :HOST :PORT :USER :DBNAME");
    let [host, port, user, database] = *connection.split(' ').collect::<Vec<_>>() else {
        panic!("{connection}");
    };
    let host = host.replace('/', "%2F");
    format!("postgresql://{user}@{host}:{port}/{database}?application_name=a%20test")
}

/// Runs a script on a database and returns what it prints; the test fails if the script does.
pub fn sql(database: &str, script: &str) -> String {
    let output = try_sql(database, script);
    assert!(
        output.status.success(),
        "{database}: {script}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim_end().into()
}

/// Like [`sql`], but returns failures.
pub fn try_sql(database: &str, script: &str) -> Output {
    let mut psql = psql(database);
    psql.stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = psql.spawn().expect("psql starts");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(script.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// Waits until a condition holds; the test fails after half a minute.
pub fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "waited in vain for {what}"
        );
        sleep(Duration::from_millis(20));
    }
}

/// Databases with this test's own prefix; dropped with it.
pub struct Databases {
    /// Prefix of their names.
    pub prefix: String,
}

impl Databases {
    /// Creates none yet.
    pub fn none() -> Databases {
        need_server();
        Databases { prefix: unique() }
    }

    /// Creates one empty database, `<prefix>one`.
    pub fn one() -> Databases {
        let databases = Databases::none();
        databases.create("one", "");
        databases
    }

    /// Creates `<prefix><name>`.
    pub fn create(&self, name: &str, options: &str) {
        let name = self.name(name);
        sql(
            "",
            &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {options}"),
        );
    }

    /// Returns `<prefix><name>`.
    pub fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Returns the environment variable, with its value, that directs a program to `<prefix>one`.
    pub fn to_one(&self) -> (&'static str, String) {
        let name = self.name("one");
        match std::env::var("DATABASE_URL") {
            Ok(url) => {
                let ask = if url.contains('?') { '&' } else { '?' };
                ("DATABASE_URL", format!("{url}{ask}dbname={name}"))
            }
            Err(_) => ("PGDATABASE", name),
        }
    }

    /// Returns the existing ones, without the prefix, by name.
    pub fn existing(&self) -> Vec<String> {
        let prefix = &self.prefix;
        let names = sql(
            "",
            &format!(
                "SELECT substr(datname, {}) FROM pg_database WHERE starts_with(datname, '{prefix}') ORDER BY 1",
                prefix.len() + 1
            ),
        );
        names.lines().map(str::to_string).collect()
    }
}

impl Drop for Databases {
    fn drop(&mut self) {
        let prefix = &self.prefix;
        try_sql(
            "",
            &format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE starts_with(datname, '{prefix}');\n\
                 SELECT format('DROP DATABASE %I', datname) FROM pg_database WHERE starts_with(datname, '{prefix}') \\gexec"
            ),
        );
    }
}

/// A role that may log in and nothing else; dropped with the test, after its databases.
pub struct Role {
    /// Its name.
    pub name: String,
}

/// The password of a [`Role`], with characters that a URL must escape, or a shell.
pub const PASSWORD: &str = "s3cret/@:%\\n";
/// The same, as in a URL.
pub const PASSWORD_IN_URL: &str = "s3cret%2F%40%3A%25\\n";

impl Role {
    /// Creates one.
    pub fn new() -> Role {
        need_server();
        let name = format!("{}role", unique());
        sql(
            "",
            &format!("CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'"),
        );
        Role { name }
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        try_sql("", &format!("DROP ROLE {}", self.name));
    }
}

/// A separate server, on a Unix socket in a temporary directory; stopped with the test.
pub struct Throwaway {
    directory: tempfile::TempDir,
    binaries: std::path::PathBuf,
}

/// Message if a server does not support German.
const NO_GERMAN: &str = "no German: apt-get install locales postgresql";

impl Throwaway {
    /// Starts one with this default encoding.
    pub fn start(encoding: &str) -> Throwaway {
        let server = Throwaway::new();
        server.begin(encoding, "");
        server
    }

    /// Starts one with German messages, using a locale created for it alone.
    pub fn start_in_german() -> Result<Throwaway, String> {
        let server = Throwaway::new();
        let locales = server.directory.path().join("locales");
        std::fs::create_dir(&locales).unwrap();
        let mut localedef = Command::new("localedef");
        localedef.args(["--no-archive", "-i", "de_DE", "-f", "UTF-8"]);
        let made = localedef.arg(locales.join("de_DE.UTF-8")).output();
        if !made.is_ok_and(|made| made.status.success()) {
            return Err(NO_GERMAN.to_string());
        }
        server.begin("UTF8", "-c lc_messages=de_DE.UTF-8");
        let answer = server.psql("SELECT 1 / 0");
        match String::from_utf8_lossy(&answer.stderr).contains("FEHLER") {
            true => Ok(server),
            false => Err(NO_GERMAN.to_string()),
        }
    }

    fn new() -> Throwaway {
        let known = Command::new("pg_config").arg("--bindir").output().ok();
        let known = known.and_then(|output| String::from_utf8(output.stdout).ok());
        let mut found: Vec<std::path::PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .map(|version| version.path().join("bin"))
            .collect();
        found.sort();
        found.extend(known.map(|text| text.trim().into()));
        let found = found
            .into_iter()
            .rev()
            .find(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file());
        let binaries =
            found.expect("this test needs the server's own programs: apt-get install postgresql");
        let directory = tempfile::Builder::new()
            .prefix("pg")
            .tempdir_in("/tmp")
            .unwrap();
        Throwaway {
            directory,
            binaries,
        }
    }

    fn begin(&self, encoding: &str, settings: &str) {
        self.run(&format!(
            "initdb -D data -U postgres -A trust -E {encoding} --locale=C --no-sync"
        ));
        self.run(&format!(
            "pg_ctl -D data -l log -w -t 60 start -o '-p 5432 -c listen_addresses= -c unix_socket_directories={} -c fsync=off {settings}'",
            self.directory.path().display()
        ));
    }

    /// Runs a statement in its own database.
    pub fn psql(&self, statement: &str) -> Output {
        let mut psql = Command::new("psql");
        psql.args(["-X", "-q", "-w", "-At", "-c", statement]);
        psql.env_remove("DATABASE_URL").envs(self.environment());
        psql.output().unwrap()
    }

    /// Returns the environment variables that direct a program here.
    pub fn environment(&self) -> [(&'static str, String); 4] {
        [
            ("PGHOST", self.directory.path().display().to_string()),
            ("PGPORT", "5432".to_string()),
            ("PGUSER", "postgres".to_string()),
            ("PGDATABASE", "postgres".to_string()),
        ]
    }

    /// Runs one of the server's programs, which refuse to be run by root.
    fn run(&self, command: &str) {
        let directory = self.directory.path().display();
        let bin = self.binaries.display();
        let script = format!(
            "unset LC_ALL LANGUAGE PGDATA; cd {directory}; export LOCPATH={directory}/locales; if [ $(id -u) -ne 0 ]; then exec {bin}/{command}; fi
             owner=nobody; id postgres >/dev/null 2>&1 && owner=postgres; chown $owner .
             exec setpriv --reuid=$owner --regid=$(id -g $owner) --clear-groups {bin}/{command}"
        );
        let mut shell = Command::new("sh");
        let status = shell
            .args(["-c", &script])
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{command}");
    }

    /// Directs a load here.
    pub fn lead(&self, load: super::bundle::Load) -> super::bundle::Load {
        let load = load
            .without("DATABASE_URL")
            .without("PGSERVICE")
            .without("PGPASSWORD");
        let variables = self.environment();
        let set = |load: super::bundle::Load, (name, value): &(&str, String)| load.env(name, value);
        variables.iter().fold(load, set)
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        if self.directory.path().join("data/postmaster.pid").exists() {
            self.run("pg_ctl -D data -m immediate -w stop");
        }
    }
}
