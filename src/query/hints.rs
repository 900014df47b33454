//! Suggests corrections for queries that SQLite rejects.

use super::sqlite_error::SqliteError;
use crate::tables::files;
use std::collections::BTreeSet;

/// Hint for queries written in another SQL dialect.
const DIALECT: &str =
    "bundles are queried in SQLite's SQL dialect, PostgreSQL with --live in its own";

/// Returns the known name most similar to an unknown one.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let scored = known.into_iter().map(|one| {
        let likeness = strsim::jaro_winkler(&name, &one.to_lowercase());
        (likeness, one)
    });
    let likely = scored.filter(|(likeness, _)| *likeness > 0.85);
    // Ties go to the first.
    let best = likely.fold(None, |best: Option<(f64, &str)>, one| match best {
        Some(best) if best.0 >= one.0 => Some(best),
        _ => Some(one),
    });
    best.map(|(_, one)| one)
}

/// Splits a query into words that may be names.
fn words(sql: &str) -> BTreeSet<String> {
    let word = |c: char| !(c.is_alphanumeric() || c == '_');
    let words = sql.split(word).filter(|one| !one.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Suggests a table or column similar to one that does not exist.
pub(super) fn meant(sql: &str, error: &SqliteError) -> Option<String> {
    let name = match error {
        SqliteError::Table(name) => return similar_table(name),
        SqliteError::Column(name) => name,
        SqliteError::OtherDialect | SqliteError::Incomplete | SqliteError::Other => return None,
    };
    let column = name.rsplit('.').next().unwrap_or(name);
    let words = words(sql);
    let (named, others): (Vec<_>, Vec<_>) = files().partition(|table| words.contains(table.name));
    let columns = |tables: &[&'static crate::tables::Table]| {
        let columns = tables.iter().flat_map(|table| table.columns);
        closest(column, columns.map(|one| one.name))
    };
    if let Some(found) = columns(&named) {
        return Some(format!("did you mean {found}?"));
    }
    // Otherwise look in tables that the query does not mention.
    let home = others.iter().find(|table| table.column(column).is_some())?;
    Some(format!(
        "{}.{} has a column of that name",
        home.database, home.name
    ))
}

/// Describes alternatives to a table that does not exist; the name may be qualified.
pub(super) fn similar_table(name: &str) -> Option<String> {
    let (database, table) = match name.rsplit_once('.') {
        Some((database, table)) => (Some(database), table),
        None => (None, name),
    };
    if let Some(found) = files().find(|one| one.name == table) {
        return Some(format!("did you mean {}.{}?", found.database, found.name));
    }
    let home = |one: &&crate::tables::Table| database.is_none_or(|name| name == one.database);
    let names = |all: bool| {
        files()
            .filter(move |one| all || home(one))
            .map(|one| one.name)
    };
    let found = closest(table, names(false)).or_else(|| closest(table, names(true)));
    Some(match found {
        None => "dhub db tables lists all tables".to_string(),
        Some(found) => match database {
            None => format!("did you mean {found}?"),
            Some(_) => {
                let home = files().find(|one| one.name == found)?;
                format!("did you mean {}.{found}?", home.database)
            }
        },
    })
}

/// Translates habits from other programs, such as backslash commands, into dhub's equivalents.
pub(super) fn hint(sql: &str, error: &SqliteError) -> Option<String> {
    if !matches!(error, SqliteError::OtherDialect | SqliteError::Incomplete) {
        return None;
    }
    let text = sql.trim().trim_end_matches(';').to_lowercase();
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let describe = || match second {
        Some(table) => format!("dhub db describe {table} shows its columns"),
        None => "dhub db describe TABLE shows the columns of a table".to_string(),
    };
    let tables = || "dhub db tables lists all tables".to_string();
    Some(match first {
        ".tables" | "\\dt" | "\\dt+" | "\\l" | ".databases" => tables(),
        "\\d" | "\\d+" if second.is_none() => tables(),
        "show" if matches!(second, Some("tables" | "databases" | "schemas")) => tables(),
        ".schema" | "\\d" | "\\d+" | "describe" | "desc" => describe(),
        "show" if second == Some("columns") => {
            "dhub db describe TABLE shows the columns of a table".to_string()
        }
        _ if text.contains("interval") => {
            "SQLite's SQL has no intervals: use add_days(d, 30) or add_months(d, 1), or query PostgreSQL with --live"
                .to_string()
        }
        _ if *error == SqliteError::Incomplete => return None,
        _ => DIALECT.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_close_to_a_known_one_are_suggested() {
        let column = |name: &str| SqliteError::Column(name.to_string());
        for (name, wanted) in [
            ("acounts", "did you mean accounts?"),
            ("loans_db.loan", "did you mean loans_db.loans?"),
            ("main.loans", "did you mean loans_db.loans?"),
            ("zebra", "dhub db tables lists all tables"),
        ] {
            let found = meant("", &SqliteError::Table(name.to_string()));
            assert_eq!(found.as_deref(), Some(wanted), "{name}");
        }
        for name in ["balanc", "a.balanc"] {
            let found = meant("SELECT a.balanc FROM accounts a", &column(name));
            assert_eq!(found.as_deref(), Some("did you mean balance?"), "{name}");
        }
        let elsewhere = meant("SELECT salary FROM accounts", &column("salary"));
        assert_eq!(
            elsewhere.as_deref(),
            Some("employees_db.employees has a column of that name")
        );
        assert_eq!(meant("SELECT qqq FROM accounts", &column("qqq")), None);
    }

    #[test]
    fn commands_of_other_programs_get_a_hint() {
        for (sql, wanted) in [
            ("\\dt", "db tables"),
            (".tables", "db tables"),
            ("SHOW TABLES;", "db tables"),
            ("\\d loans", "db describe loans "),
            ("DESCRIBE loans", "db describe loans "),
            ("SELECT d + INTERVAL '1 month' FROM t", "add_months(d, 1)"),
            ("SELECT x::text", "--live"),
        ] {
            let hint = hint(sql, &SqliteError::OtherDialect).unwrap();
            assert!(hint.contains(wanted), "{sql}: {hint}");
        }
        assert_eq!(hint("SELECT 1 +", &SqliteError::Incomplete), None);
    }
}
