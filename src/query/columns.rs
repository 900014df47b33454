//! Maps declared tables to the schema of the embedded engine, and result columns to display formats.

use super::answer::ColumnFormat;
use super::cell::affinity;
use crate::schema::literal;
use crate::tables::{DIRECTORIES, FILES};
use std::path::Path;

/// Where several engines keep their tables.
pub(super) struct Storage<'a> {
    /// Directory of the databases' files.
    pub directory: &'a Path,
    /// Page cache of an engine for each database, in KiB; the rest spills to the files.
    pub caches: Vec<(&'static str, u64)>,
}

/// SQLite attaches no more, unless it is built with a larger `SQLITE_MAX_ATTACHED`.
const ATTACHED: usize = 10;
const _: () = assert!(
    DIRECTORIES.len() <= ATTACHED,
    "too many databases to attach"
);

/// Renders the statements that attach the databases, from files or in memory, and create all declared tables.
pub(super) fn schema(first: Option<&str>, storage: Option<&Storage>) -> String {
    let mut sql = String::from("PRAGMA case_sensitive_like = ON; PRAGMA foreign_keys = OFF;");
    sql += match storage {
        Some(_) => "PRAGMA temp_store = FILE;",
        None => "PRAGMA temp_store = MEMORY;",
    };
    let (mut order, rest): (Vec<&str>, Vec<&str>) =
        DIRECTORIES.iter().partition(|&&name| Some(name) == first);
    order.extend(rest);
    for name in order {
        let file = storage.map_or(String::new(), |storage| {
            storage.directory.join(name).display().to_string()
        });
        sql += &format!("ATTACH {} AS {name};", literal(&file));
        sql += &format!("PRAGMA {name}.journal_mode = OFF; PRAGMA {name}.synchronous = OFF;");
        let mut caches = storage.iter().flat_map(|storage| &storage.caches);
        if let Some((_, kib)) = caches.find(|(database, _)| *database == name) {
            sql += &format!("PRAGMA {name}.cache_size = -{kib};");
        }
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
