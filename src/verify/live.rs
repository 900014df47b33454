//! Questions to PostgreSQL, through the psql program and libpq's own environment.

use super::answer::{Answer, Format, Shown};
use crate::tables::{CATALOGUE, DATABASES};
use rusqlite::types::Value;
use std::process::Command;

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
    /// How they are laid out.
    pub layout: Layout,
    /// What stands before their names.
    pub prefix: String,
}

impl Live {
    /// How many rows each table of a database has, of those tables that exist; none if there is no such database.
    ///
    /// # Errors
    ///
    /// When psql or the server refuses.
    pub fn counts(&self, database: &str) -> Result<Vec<(&'static str, i64)>, String> {
        let counts = match self.psql(database, &counting(self.layout, database)) {
            Err(error)
                if error.contains(&format!(
                    "database \"{}{database}\" does not exist",
                    self.prefix
                )) =>
            {
                return Ok(Vec::new());
            }
            counts => counts?,
        };
        let count = |name: &str| {
            counts
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(',')?.parse().ok())
        };
        let tables = CATALOGUE.iter().filter(|t| t.database == database);
        Ok(tables
            .filter_map(|t| Some((t.name, count(t.name)?)))
            .collect())
    }

    /// The answer to a query, as text.
    ///
    /// # Errors
    ///
    /// When psql or the server refuses; the message is theirs.
    pub fn query(
        &self,
        database: Option<&str>,
        sql: &str,
        format: Format,
    ) -> Result<String, String> {
        let database = match (database, self.layout) {
            (Some(name), _) => name,
            (None, Layout::Schemas) => "",
            (None, Layout::Databases) => {
                return Err(format!(
                    "--live: expected --database, one of {}: each is a database of its own",
                    DATABASES.join(", ")
                ));
            }
        };
        let sql = sql.trim().trim_end_matches(';');
        match format {
            Format::Csv => self.psql(database, sql),
            Format::Json => {
                let wrapped = format!(
                    "SELECT coalesce(json_agg(answer), '[]') AS answer FROM (\n{sql}\n) answer"
                );
                let csv = self.psql(database, &wrapped)?;
                let json = read_csv(&csv)
                    .pop()
                    .and_then(|mut row| row.pop())
                    .unwrap_or_default();
                let json: serde_json::Value =
                    serde_json::from_str(&json).map_err(|e| format!("psql: expected JSON: {e}"))?;
                Ok(serde_json::to_string_pretty(&json).map_err(|e| e.to_string())? + "\n")
            }
            Format::Table => {
                let mut rows = read_csv(&self.psql(database, sql)?);
                let header = if rows.is_empty() {
                    Vec::new()
                } else {
                    rows.remove(0)
                };
                let columns = header
                    .into_iter()
                    .map(|name| (name, Shown::Plain))
                    .collect();
                let rows = rows
                    .into_iter()
                    .map(|row| row.into_iter().map(Value::Text).collect())
                    .collect();
                Answer { columns, rows }.print(format)
            }
        }
    }

    /// Runs one statement in a session that only reads, and gives psql's CSV.
    fn psql(&self, database: &str, sql: &str) -> Result<String, String> {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-w", "--csv", "-v", "ON_ERROR_STOP=1"]);
        command.args([
            "-c",
            "SET default_transaction_read_only = on",
            "-c",
            "SET client_encoding = 'UTF8'",
        ]);
        match self.layout {
            Layout::Databases => {
                command.arg("-d").arg(format!("{}{database}", self.prefix));
            }
            Layout::Schemas if !database.is_empty() => {
                let mut path = vec![database];
                path.extend(DATABASES.iter().filter(|&&name| name != database));
                command
                    .arg("-c")
                    .arg(format!("SET search_path = {}", path.join(", ")));
            }
            Layout::Schemas => {
                command
                    .arg("-c")
                    .arg(format!("SET search_path = {}", DATABASES.join(", ")));
            }
        }
        let output = command.arg("-c").arg(sql).output().map_err(|e| {
            format!("psql: cannot run it: {e}; install PostgreSQL's client or leave out --live")
        })?;
        if !output.status.success() {
            return Err(format!(
                "psql: {}",
                String::from_utf8_lossy(&output.stderr).trim_end()
            ));
        }
        String::from_utf8(output.stdout).map_err(|_| "psql: expected UTF-8".to_string())
    }
}

/// Counts the tables of a database that exist, in one statement.
fn counting(layout: Layout, database: &str) -> String {
    let schema = if layout == Layout::Schemas {
        database
    } else {
        "public"
    };
    let names: Vec<String> = CATALOGUE
        .iter()
        .filter(|t| t.database == database)
        .map(|t| format!("'{}'", t.name))
        .collect();
    format!(
        "SELECT relname, (xpath('//c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I', nspname, relname), false, true, '')))[1]
         FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname = '{schema}' AND relkind = 'r' AND relname IN ({}) ORDER BY 1",
        names.join(", ")
    )
}

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
