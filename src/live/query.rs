//! A query of the user, answered by PostgreSQL as the bundle's own engine would.

use super::{Access, Layout, Live, NULL, read_csv};
use crate::query::answer::{Answer, Shown};
use crate::schema::literal;
use crate::tables::DATABASES;
use rusqlite::types::Value;

impl Live {
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
        let script = self.search_path(database) + &asking(sql);
        let output = self.psql(&self.home(database), &script, Access::Read);
        let output = output.map_err(explain)?;
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

    /// In schemas, those of the other databases come after that of `first`.
    fn search_path(&self, first: &str) -> String {
        match self.layout {
            Layout::Databases => String::new(),
            Layout::Schemas => {
                let (mut path, rest): (Vec<&str>, Vec<&str>) =
                    DATABASES.iter().partition(|&&name| name == first);
                path.extend(rest);
                format!("SET LOCAL search_path = {};\n", path.join(", "))
            }
        }
    }
}

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
