//! Questions to PostgreSQL, through the psql program and libpq's own environment.

use super::answer::{Answer, Shown};
use crate::schema::literal;
use crate::tables::{CATALOGUE, DATABASES};
use rusqlite::types::Value;
use std::io::Write;
use std::process::{Command, Stdio};

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

    /// Answers a query.
    ///
    /// # Errors
    ///
    /// When it is not one statement that only reads, or psql or the server refuses; the message is theirs.
    pub fn query(&self, database: Option<&str>, sql: &str) -> Result<Answer, String> {
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
        let output = self.psql(database, &asking(sql)).map_err(explain)?;
        let records = read_csv(&output);
        let mut parts = records.splitn(2, |record| record.len() == 1 && record[0] == BREAK);
        let (described, rows) = (parts.next(), parts.next());
        let described = described.unwrap_or_default();
        let columns: Vec<(String, Kind)> = described
            .iter()
            .skip(1)
            .filter_map(|record| described_column(record))
            .collect();
        let rows = rows.unwrap_or_default().iter().skip(1);
        let typed = |row: &Vec<String>| {
            columns
                .iter()
                .zip(row)
                .map(|((_, kind), text)| kind.value(text))
                .collect()
        };
        Ok(Answer {
            rows: rows.map(typed).collect(),
            columns: columns
                .iter()
                .map(|(name, kind)| (name.clone(), kind.shown()))
                .collect(),
        })
    }

    /// Runs a script in a transaction that only reads, and gives psql's CSV.
    fn psql(&self, database: &str, script: &str) -> Result<String, String> {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-w", "--csv", "-v", "ON_ERROR_STOP=1"]);
        command.arg("-P").arg(format!("null={NULL}"));
        let mut whole = "BEGIN READ ONLY;\nSET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on;\n\
                         SET LOCAL datestyle = 'ISO, YMD';\n".to_string();
        match self.layout {
            Layout::Databases => {
                command.arg("-d").arg(format!("{}{database}", self.prefix));
            }
            Layout::Schemas => {
                let (mut path, rest): (Vec<&str>, Vec<&str>) =
                    DATABASES.iter().partition(|&&name| name == database);
                path.extend(rest);
                whole += &format!("SET LOCAL search_path = {};\n", path.join(", "));
            }
        }
        whole += script;
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
            return Err(format!(
                "psql: {}",
                String::from_utf8_lossy(&output.stderr).trim_end()
            ));
        }
        String::from_utf8(output.stdout).map_err(|_| "psql: expected UTF-8".to_string())
    }
}

/// A NULL in psql's CSV, which would else look like the empty text.
const NULL: &str = "\u{1}null";
/// Stands alone between the description of an answer and its rows.
const BREAK: &str = "\u{1}rows";

/// The script that describes and fetches the answer to a query. The query goes to the server as a value and is opened as a
/// cursor, which takes one statement and none that writes: nothing in it can end the transaction that only reads.
fn asking(sql: &str) -> String {
    format!(
        "SET LOCAL dhub.query = {};\n\
         DO $$ DECLARE answer refcursor := 'answer'; BEGIN OPEN answer FOR EXECUTE current_setting('dhub.query'); END $$;\n\
         FETCH ALL FROM answer \\gdesc\n\
         \\echo {BREAK}\n\
         FETCH ALL FROM answer;\n",
        literal(sql)
    )
}

/// An error of psql in the words of the bundle's own engine where they are the same; else without the part on [`asking`].
fn explain(error: String) -> String {
    let about = error.split("\nQUERY:  ").next().unwrap_or_default();
    let about = about.split("\nCONTEXT:  ").next().unwrap_or_default();
    if error.contains("cannot open multi-query plan as cursor") {
        "query: expected one statement, found several; ask them one by one".to_string()
    } else if error.contains("read-only transaction") || about.ends_with(" as cursor") {
        format!("query: refused, it would write; queries only read; {about}")
    } else {
        about.to_string()
    }
}

/// How the text of a column is read.
#[derive(Clone, Copy)]
enum Kind {
    Integer,
    Number,
    Boolean,
    Text,
}

/// The name and the kind of a column, from its name and type in the words of psql.
fn described_column(record: &[String]) -> Option<(String, Kind)> {
    let [name, sql] = record else {
        return None;
    };
    let kind = match sql.split('(').next().unwrap_or_default() {
        "smallint" | "integer" | "bigint" => Kind::Integer,
        "numeric" | "real" | "double precision" => Kind::Number,
        "boolean" => Kind::Boolean,
        _ => Kind::Text,
    };
    Some((name.clone(), kind))
}

impl Kind {
    fn shown(self) -> Shown {
        match self {
            Kind::Boolean => Shown::Boolean,
            Kind::Number => Shown::Number,
            Kind::Integer | Kind::Text => Shown::Plain,
        }
    }

    fn value(self, text: &str) -> Value {
        let text_itself = || Value::Text(text.to_string());
        match self {
            _ if text == NULL => Value::Null,
            Kind::Integer => text.parse().map_or_else(|_| text_itself(), Value::Integer),
            Kind::Boolean => Value::Integer(i64::from(text == "t")),
            Kind::Number | Kind::Text => text_itself(),
        }
    }
}

/// Counts the tables of a database that exist, in one statement that the server writes.
fn counting(layout: Layout, database: &str) -> String {
    let schema = if layout == Layout::Schemas {
        database
    } else {
        "public"
    };
    let names: Vec<String> = CATALOGUE
        .iter()
        .filter(|t| t.database == database)
        .map(|t| literal(t.name))
        .collect();
    format!(
        "SELECT string_agg(format('SELECT %L, count(*) FROM %I.%I', relname, nspname, relname), ' UNION ALL ')
         FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname = '{schema}' AND relkind = 'r' AND relname IN ({})
         \\gexec\n",
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
