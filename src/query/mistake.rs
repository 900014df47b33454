//! What kind of mistake a statement of a query has, as far as SQLite tells it.
//!
//! SQLite has one code for all of them, `SQLITE_ERROR`, with no extended code; only its words say which name it does not
//! know. They are read here and nowhere else, and the test below asks SQLite for each of them, so that a version with
//! other words is noticed.

/// A mistake in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    /// There is no table of this name, which may come with its database.
    Table(String),
    /// There is no column of this name, which may come with its table.
    Column(String),
    /// A word, a sign or a function that SQLite's SQL does not have.
    Foreign,
    /// The statement stops in the middle.
    Incomplete,
    /// Any other one.
    Other,
}

impl Mistake {
    /// Reads what SQLite says.
    pub(super) fn of(message: &str) -> Mistake {
        if let Some(name) = message.strip_prefix("no such table: ") {
            Mistake::Table(name.to_string())
        } else if let Some(name) = message.strip_prefix("no such column: ") {
            Mistake::Column(name.to_string())
        } else if message == "incomplete input" {
            Mistake::Incomplete
        } else if ["syntax error", "unrecognized token", "no such function"]
            .iter()
            .any(|words| message.contains(words))
        {
            Mistake::Foreign
        } else {
            Mistake::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn sqlite_says_its_mistakes_in_these_words() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE t(a)").unwrap();
        let table = |name: &str| Mistake::Table(name.to_string());
        let column = |name: &str| Mistake::Column(name.to_string());
        for (sql, wanted) in [
            ("SELECT * FROM x", table("x")),
            ("SELECT * FROM main.x", table("main.x")),
            ("SELECT b FROM t", column("b")),
            ("SELECT u.b FROM t AS u", column("u.b")),
            ("SELECT now() FROM t", Mistake::Foreign),
            ("SELECT a::text FROM t", Mistake::Foreign),
            ("DESCRIBE t", Mistake::Foreign),
            ("SELECT 1 +", Mistake::Incomplete),
            ("SELECT max(a, 1, DISTINCT) FROM t", Mistake::Foreign),
            ("SELECT a FROM t ORDER BY 7", Mistake::Other),
        ] {
            let error = db.prepare(sql).unwrap_err();
            let message = match &error {
                rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
                rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
                other => panic!("{sql}: {other:?}"),
            };
            assert_eq!(Mistake::of(&message), wanted, "{sql}: {message}");
        }
    }
}
