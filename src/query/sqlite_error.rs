//! Classifies errors in a query by SQLite's messages.
//!
//! SQLite reports all of them as `SQLITE_ERROR` without an extended code; only the message tells which name is unknown. Messages
//! are parsed in this module only, and the test below triggers each of them in SQLite, so that a version with different wording
//! is noticed.

/// An error in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SqliteError {
    /// Unknown table, possibly qualified by its database.
    Table(String),
    /// Unknown column, possibly qualified by its table.
    Column(String),
    /// A syntax error or unknown function: not SQLite's dialect.
    OtherDialect,
    /// The statement is incomplete.
    Incomplete,
    /// Any other error.
    Other,
}

impl SqliteError {
    /// Classifies an SQLite message.
    pub(super) fn of(message: &str) -> SqliteError {
        if let Some(name) = message.strip_prefix("no such table: ") {
            SqliteError::Table(name.to_string())
        } else if let Some(name) = message.strip_prefix("no such column: ") {
            SqliteError::Column(name.to_string())
        } else if message == "incomplete input" {
            SqliteError::Incomplete
        } else if ["syntax error", "unrecognized token", "no such function"]
            .iter()
            .any(|words| message.contains(words))
        {
            SqliteError::OtherDialect
        } else {
            SqliteError::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn sqlite_errors_have_these_messages() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE t(a)").unwrap();
        let table = |name: &str| SqliteError::Table(name.to_string());
        let column = |name: &str| SqliteError::Column(name.to_string());
        for (sql, wanted) in [
            ("SELECT * FROM x", table("x")),
            ("SELECT * FROM main.x", table("main.x")),
            ("SELECT b FROM t", column("b")),
            ("SELECT u.b FROM t AS u", column("u.b")),
            ("SELECT now() FROM t", SqliteError::OtherDialect),
            ("SELECT a::text FROM t", SqliteError::OtherDialect),
            ("DESCRIBE t", SqliteError::OtherDialect),
            ("SELECT 1 +", SqliteError::Incomplete),
            (
                "SELECT max(a, 1, DISTINCT) FROM t",
                SqliteError::OtherDialect,
            ),
            ("SELECT a FROM t ORDER BY 7", SqliteError::Other),
        ] {
            let error = db.prepare(sql).unwrap_err();
            let message = match &error {
                rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
                rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
                other => panic!("{sql}: {other:?}"),
            };
            assert_eq!(SqliteError::of(&message), wanted, "{sql}: {message}");
        }
    }
}
