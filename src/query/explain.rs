//! Converts errors of the embedded engine into messages with the position in the query and a suggestion.

use super::hints::{hint, meant};
use super::sqlite_error::SqliteError;
use crate::error::Error;
use rusqlite::ErrorCode;

/// Builds the error for a failure of the engine itself, such as a full disk.
pub(super) fn failed(error: rusqlite::Error) -> Error {
    Error::engine(format!("embedded engine: {}", words(&error)))
}

/// Same as [`failed`], for a given table.
pub(super) fn in_engine(table: &str, error: &rusqlite::Error) -> Error {
    Error::engine(format!("embedded engine: {table}: {}", words(error)))
}

/// Returns SQLite's message, without the names of temporary files, plus a remedy.
fn words(error: &rusqlite::Error) -> String {
    let rusqlite::Error::SqliteFailure(failure, message) = error else {
        return error.to_string();
    };
    match failure.code {
        ErrorCode::CannotOpen => "cannot open a temporary file; set TMPDIR".to_string(),
        ErrorCode::DiskFull => "the disk is full; is there space in TMPDIR?".to_string(),
        ErrorCode::SystemIoFailure => {
            "cannot read or write a temporary file; is there space in TMPDIR?".to_string()
        }
        ErrorCode::OutOfMemory => "out of memory".to_string(),
        _ => message.clone().unwrap_or_else(|| failure.to_string()),
    }
}

/// Explains an error in a query and shows its position.
pub(super) fn explain(sql: &str, error: &rusqlite::Error) -> Error {
    let (message, given) = match error {
        rusqlite::Error::SqlInputError {
            msg,
            offset,
            sql: part,
            ..
        } => {
            let before = sql.len() - part.len().min(sql.len());
            let given = usize::try_from(*offset).ok().map(|at| at + before);
            (msg.clone(), given)
        }
        rusqlite::Error::SqliteFailure(failure, message) => {
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
                return Error::engine(format!("embedded engine: {}", words(error)));
            }
            (message.clone().unwrap_or_else(|| failure.to_string()), None)
        }
        other => (other.to_string(), None),
    };
    let error = SqliteError::of(&message);
    let offset = given.or_else(|| place(sql, &error));
    let hint = meant(sql, &error).or_else(|| hint(sql, &error));
    let hint = hint.map_or(String::new(), |hint| format!("; {hint}"));
    Error::query(match offset.filter(|&at| sql.is_char_boundary(at)) {
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
    })
}

/// Finds the position of an error that SQLite does not report: the name of a table, or the end of the query.
fn place(sql: &str, error: &SqliteError) -> Option<usize> {
    let name = match error {
        SqliteError::Incomplete => return Some(sql.trim_end().len()),
        SqliteError::Table(name) => name,
        SqliteError::Column(_) | SqliteError::OtherDialect | SqliteError::Other => return None,
    };
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let is_boundary = |c: Option<char>| c.is_none_or(|c| !word(c));
    let found = |name: &str| {
        let whole = |&(at, _): &(usize, &str)| {
            is_boundary(sql[..at].chars().next_back())
                && is_boundary(sql[at + name.len()..].chars().next())
        };
        sql.match_indices(name).find(whole).map(|(at, _)| at)
    };
    found(name).or_else(|| found(name.rsplit_once('.')?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_table_is_located_by_its_name() {
        let sql = "SELECT accountsx FROM\n  accounts JOIN loans_db.x";
        for (name, wanted) in [
            ("accounts", Some(24)),
            ("loans_db.x", Some(38)),
            ("main.accounts", Some(24)),
            ("nowhere", None),
        ] {
            let error = SqliteError::Table(name.to_string());
            assert_eq!(place(sql, &error), wanted, "{name}");
        }
        assert_eq!(place("SELECT 1 + \n", &SqliteError::Incomplete), Some(10));
        assert_eq!(place(sql, &SqliteError::Other), None);
    }
}
