//! What PostgreSQL holds of a bundle, asked through the psql program and libpq's own environment or `DATABASE_URL`.
//!
//! The same server that load.sh loads, found in the same way. [`answer`](Live::answer) answers what people ask,
//! [`tables`](Live::tables) counts, [`clear`](Live::clear) drops what load.sh loaded, [`holds`](Live::holds) compares every
//! row.

mod deep;
mod psql;
mod query;
mod running;
mod tables;
// For the property tests and fuzz targets.
#[doc(hidden)]
pub mod url;

pub use running::abandon;
pub use tables::Held;

use crate::error::{Error, Result};
use std::env;
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
enum Rights {
    Read,
    Write,
}

impl Live {
    /// The databases on the server of `DATABASE_URL`, or else of libpq's environment. `prefix` stands before their names.
    ///
    /// # Errors
    ///
    /// When `DATABASE_URL` is no URL of PostgreSQL, or a prefix is given for schemas.
    pub fn new(layout: Layout, prefix: &str) -> Result<Live> {
        if layout == Layout::Schemas && !prefix.is_empty() {
            let wrong = "--prefix: names databases, it does not go with --layout schemas";
            return Err(Error::usage(wrong));
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
        let ask = |home| self.psql(home, &sql, Rights::Read).ok()?.ok();
        let answer = ["", "postgres"].into_iter().find_map(ask)?;
        Some(answer.lines().nth(1) == Some("1"))
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
        .map_while(std::result::Result::ok)
        .map(|record| record.iter().map(str::to_string).collect())
        .collect()
}
