//! Errors of the embedded engine in words, with the place in the query.

use rusqlite::{Error, ErrorCode};

/// What stands before an error that is no mistake of a query: the disk is full, for example.
pub(crate) const ENGINE: &str = "embedded engine: ";

/// Where else a query of another dialect may be asked.
const DIALECT: &str = "; bundles are asked in SQLite's SQL, --live asks PostgreSQL in its own";

/// An error of a query in words, with the place in the query.
pub(super) fn explain(sql: &str, error: &Error) -> String {
    let (message, offset) = match error {
        Error::SqlInputError {
            msg,
            offset,
            sql: part,
            ..
        } => {
            let before = sql.len() - part.len().min(sql.len());
            let given = usize::try_from(*offset).ok().map(|at| at + before);
            (msg.clone(), given.or_else(|| place(sql, msg)))
        }
        Error::SqliteFailure(failure, message) => {
            let message = message.clone().unwrap_or_else(|| failure.to_string());
            if matches!(
                failure.code,
                ErrorCode::DiskFull
                    | ErrorCode::OutOfMemory
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::CannotOpen
                    | ErrorCode::DatabaseCorrupt
                    | ErrorCode::DatabaseBusy
                    | ErrorCode::DatabaseLocked
            ) {
                return format!("{ENGINE}{message}; is there room in TMPDIR?");
            }
            let at = place(sql, &message);
            (message, at)
        }
        other => (other.to_string(), None),
    };
    let foreign = ["syntax error", "unrecognized token", "no such function"];
    let hint = match foreign.iter().any(|words| message.contains(words)) {
        true => DIALECT,
        false => "",
    };
    match offset.filter(|&at| at <= sql.len() && sql.is_char_boundary(at)) {
        None => format!("query: {message}{hint}"),
        Some(at) => {
            let start = sql[..at].rfind('\n').map_or(0, |i| i + 1);
            let line = sql[start..].lines().next().unwrap_or_default();
            let (row, column) = (
                sql[..at].matches('\n').count() + 1,
                sql[start..at].chars().count(),
            );
            format!(
                "query:{row}:{}: {message}{hint}\n  {line}\n  {:column$}^",
                column + 1,
                ""
            )
        }
    }
}

/// The place of a mistake that the engine does not tell: the name of a table, or the end of the query.
fn place(sql: &str, message: &str) -> Option<usize> {
    if message == "incomplete input" {
        return Some(sql.trim_end().len());
    }
    let name = message.strip_prefix("no such table: ")?;
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let apart = |c: Option<char>| c.is_none_or(|c| !word(c));
    let found = |name: &str| {
        let whole = |&(at, _): &(usize, &str)| {
            apart(sql[..at].chars().next_back()) && apart(sql[at + name.len()..].chars().next())
        };
        sql.match_indices(name).find(whole).map(|(at, _)| at)
    };
    found(name).or_else(|| found(name.rsplit_once('.')?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_unknown_table_is_its_name() {
        let sql = "SELECT accountsx FROM\n  accounts JOIN loans_db.x";
        assert_eq!(place(sql, "no such table: accounts"), Some(24));
        assert_eq!(place(sql, "no such table: loans_db.x"), Some(38));
        assert_eq!(place(sql, "no such table: main.accounts"), Some(24));
        assert_eq!(place(sql, "no such table: nowhere"), None);
        assert_eq!(place("SELECT 1 + \n", "incomplete input"), Some(10));
        assert_eq!(place(sql, "another mistake"), None);
    }
}
