//! Accesses bundles loaded into PostgreSQL, through psql with libpq's environment variables or `DATABASE_URL`.
//!
//! Connects to the same server as load.sh, in the same way. [`answer`](Live::answer) runs queries, [`tables`](Live::tables)
//! counts rows, [`clear`](Live::clear) drops what load.sh loaded, and [`matches_bundle`](Live::matches_bundle) compares all rows.

mod deep;
mod psql;
mod query;
mod running;
mod tables;
// Public for the property tests and fuzz targets.
#[doc(hidden)]
pub mod url;

pub use running::abandon;
pub use tables::LoadedTable;

use crate::error::{Error, Result};
use std::env;
use url::Url;

/// Represents NULL in psql's CSV, to distinguish it from the empty string.
const NULL: &str = "\u{1}null";

/// Mapping of our databases to PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Separate databases, tables in `public`.
    Databases,
    /// One database with a schema for each.
    Schemas,
}

/// The databases loaded by load.sh.
#[derive(Clone, Debug)]
pub struct Live {
    layout: Layout,
    prefix: String,
    url: Option<Url>,
}

/// Access rights of a script.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rights {
    Read,
    Write,
}

impl Live {
    /// Prepares access to the server in `DATABASE_URL` or, if that is unset, in libpq's environment. `prefix` is the database
    /// name prefix used with load.sh.
    ///
    /// # Errors
    ///
    /// Fails when `DATABASE_URL` is not a PostgreSQL URL, or when a prefix is combined with the schemas layout.
    pub fn new(layout: Layout, prefix: &str) -> Result<Live> {
        if layout == Layout::Schemas && !prefix.is_empty() {
            let wrong =
                "--prefix: applies to database names, it cannot be combined with --layout schemas";
            return Err(Error::usage(wrong));
        }
        let url = env::var("DATABASE_URL").ok().filter(|url| !url.is_empty());
        Ok(Live {
            layout,
            prefix: prefix.to_string(),
            url: url.as_deref().map(Url::parse).transpose()?,
        })
    }

    /// Returns the schema of a database's tables.
    fn schema<'a>(&self, database: &'a str) -> &'a str {
        match self.layout {
            Layout::Databases => "public",
            Layout::Schemas => database,
        }
    }

    /// Returns the server's name for one of our databases; empty means the default database of the environment or URL.
    fn home(&self, database: &str) -> String {
        match self.layout {
            Layout::Databases => format!("{}{database}", self.prefix),
            Layout::Schemas => String::new(),
        }
    }

    /// Returns whether the server has a database of this name; None if it cannot be queried.
    fn exists(&self, name: &str) -> Option<bool> {
        let sql = format!(
            "SELECT count(*) FROM pg_database WHERE datname = {};\n",
            crate::schema::literal(name)
        );
        let ask = |home| self.psql(home, &sql, Rights::Read).ok()?.ok();
        let answer = ["", "postgres"].into_iter().find_map(ask)?;
        Some(answer.lines().nth(1) == Some("1"))
    }
}

/// Parses psql's CSV output into records, including the header.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map_while(std::result::Result::ok)
        .map(|record| record.iter().map(str::to_string).collect())
        .collect()
}
