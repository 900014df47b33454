//! Maps declared tables to the schema of the embedded engine, and result columns to display formats.

use super::answer::ColumnFormat;
use super::cell::affinity;
use crate::schema::literal;
use crate::tables::{DIRECTORIES, FILES};
use std::path::Path;

/// Page cache of each attached database, in KiB; the rest spills to a temporary file, where there is one.
const CACHE_KIB: i64 = 128 * 1024;

/// SQLite attaches no more, unless it is built with a larger `SQLITE_MAX_ATTACHED`.
const ATTACHED: usize = 10;
const _: () = assert!(
    DIRECTORIES.len() <= ATTACHED,
    "too many databases to attach"
);

/// Renders the statements that attach the databases, from `directory` or in memory, and create all declared tables.
pub(super) fn schema(first: Option<&str>, directory: Option<&Path>) -> String {
    let mut sql = String::from(
        "PRAGMA case_sensitive_like = ON; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;",
    );
    let (mut order, rest): (Vec<&str>, Vec<&str>) =
        DIRECTORIES.iter().partition(|&&name| Some(name) == first);
    order.extend(rest);
    for name in order {
        let file = directory.map_or(String::new(), |directory| {
            directory.join(name).display().to_string()
        });
        sql += &format!(
            "ATTACH {} AS {name}; PRAGMA {name}.journal_mode = OFF; PRAGMA {name}.synchronous = OFF; PRAGMA {name}.cache_size = -{CACHE_KIB};",
            literal(&file)
        );
    }
    for table in FILES {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|c| format!("{} {}", c.name, affinity(c.sql)))
            .collect();
        sql += &format!(
            "CREATE TABLE IF NOT EXISTS {}.{}({});",
            table.database,
            table.name,
            columns.join(", ")
        );
    }
    sql
}

/// Names a result column as PostgreSQL does: a function call without an alias gets the function's name.
pub(super) fn named(name: &str) -> String {
    let Some((function, rest)) = name.split_once('(') else {
        return name.to_string();
    };
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut depth = 1;
    let end = rest.char_indices().find(|(_, c)| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    let whole = end.is_some_and(|(at, _)| at + 1 == rest.len());
    if whole && !function.is_empty() && function.chars().all(word) {
        return function.to_ascii_lowercase();
    }
    name.to_string()
}

/// Returns the display format for a declared type.
pub(super) fn column_format(declared: Option<&str>) -> ColumnFormat {
    match declared {
        Some("BOOLEAN") => ColumnFormat::Boolean,
        Some(name) => match name
            .strip_prefix("REAL(")
            .and_then(|rest| rest.strip_suffix(')')?.parse().ok())
        {
            Some(decimals) => ColumnFormat::Decimals(decimals),
            None => ColumnFormat::Plain,
        },
        None => ColumnFormat::Plain,
    }
}
