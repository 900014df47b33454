//! What PostgreSQL holds of a bundle, asked through the psql program and libpq's own environment or `DATABASE_URL`.
//!
//! The same server that load.sh loads, found in the same way. [`query`](Live::query) answers what people ask,
//! [`tables`](Live::tables) counts, [`clear`](Live::clear) drops what load.sh loaded, [`holds`](Live::holds) compares every
//! row.

mod deep;
mod query;
mod tables;
// For the property tests and fuzz targets.
#[doc(hidden)]
pub mod url;

pub use tables::Held;

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use url::Url;

/// A NULL in psql's CSV, which would else look like the empty text.
const NULL: &str = "\u{1}null";

/// Where PostgreSQL holds the databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Six databases, tables in `public`.
    Databases,
    /// One database, six schemas.
    Schemas,
}

/// The databases that load.sh loaded.
#[derive(Clone, Debug)]
pub struct Live {
    layout: Layout,
    prefix: String,
    url: Option<Url>,
}

/// What a script may do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

impl Live {
    /// The databases on the server of `DATABASE_URL`, or else of libpq's environment. `prefix` stands before their names.
    ///
    /// # Errors
    ///
    /// When `DATABASE_URL` is no URL of PostgreSQL, or a prefix is given for schemas.
    pub fn new(layout: Layout, prefix: &str) -> Result<Live, String> {
        if layout == Layout::Schemas && !prefix.is_empty() {
            let wrong = "--prefix: names databases, it does not go with --layout schemas";
            return Err(wrong.to_string());
        }
        let url = env::var("DATABASE_URL").ok().filter(|url| !url.is_empty());
        Ok(Live {
            layout,
            prefix: prefix.to_string(),
            url: url.as_deref().map(Url::parse).transpose()?,
        })
    }

    /// The schema of a database's tables.
    fn schema<'a>(&self, database: &'a str) -> &'a str {
        match self.layout {
            Layout::Databases => "public",
            Layout::Schemas => database,
        }
    }

    /// The database on the server that holds one of ours; the empty name is that of the environment or the URL.
    fn home(&self, database: &str) -> String {
        match self.layout {
            Layout::Databases => format!("{}{database}", self.prefix),
            Layout::Schemas => String::new(),
        }
    }

    /// Whether the server has such a database; None if it cannot be asked.
    fn exists(&self, name: &str) -> Option<bool> {
        let sql = format!(
            "SELECT count(*) FROM pg_database WHERE datname = {};\n",
            crate::schema::literal(name)
        );
        let answers = ["", "postgres"].map(|home| self.psql(home, &sql, Access::Read));
        let answer = answers.into_iter().find_map(Result::ok)?;
        Some(answer.lines().nth(1) == Some("1"))
    }

    /// Runs a script in a transaction on a database of the server, and gives psql's CSV.
    fn psql(&self, database: &str, script: &str, access: Access) -> Result<String, String> {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-w", "--csv", "-v", "ON_ERROR_STOP=1"]);
        command.arg("-P").arg(format!("null={NULL}"));
        match &self.url {
            Some(url) => url.address(&mut command, database),
            None if database.is_empty() => {}
            None => {
                command.arg("-d").arg(database);
            }
        }
        let (begin, end) = match access {
            Access::Read => ("BEGIN READ ONLY;", ""),
            Access::Write => ("BEGIN READ WRITE;", "COMMIT;\n"),
        };
        let whole = format!(
            "{begin}\nSET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on;\n\
             SET LOCAL datestyle = 'ISO, YMD';\n{script}{end}"
        );
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = piped.spawn().map_err(|e| {
            format!("psql: cannot run it: {e}; install PostgreSQL's client or leave out --live")
        })?;
        // Where psql ends before it has read everything, its own message says why.
        let _ = child
            .stdin
            .take()
            .map(|mut stdin| stdin.write_all(whole.as_bytes()));
        let output = child.wait_with_output().map_err(|e| format!("psql: {e}"))?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            return Err(format!("psql: {}", url::redacted(message.trim_end())));
        }
        String::from_utf8(output.stdout).map_err(|_| "psql: expected UTF-8".to_string())
    }
}

/// The records of psql's CSV, the header first.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map_while(Result::ok)
        .map(|record| record.iter().map(str::to_string).collect())
        .collect()
}
