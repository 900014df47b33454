//! Describes tables from their declarations.

use super::answer::Answer;
use super::cell::affinity;
use super::hints::similar_table;
use crate::error::{Error, Result};
use crate::tables::{Column, Table, files};
use regex::Regex;
use rusqlite::types::Value;
use std::sync::LazyLock;

/// Describes the columns of a table, optionally qualified by its database: name, type, nullability, keys, and comment.
///
/// If several databases have such a table, prefers the one in `first`.
///
/// # Errors
///
/// Fails when there is no such table; the message suggests a similar name.
pub fn describe(name: &str, first: Option<&str>) -> Result<Answer> {
    let table = find(name, first).ok_or_else(|| {
        let hint = similar_table(name).map_or(String::new(), |hint| format!("; {hint}"));
        Error::query(format!("{name}: no such table{hint}"))
    })?;
    let text = |text: &str| Value::Text(text.to_string());
    let row = |column: &Column| {
        let keys = [
            column.key.then(|| "primary key".to_string()),
            (column.unique && !column.key).then(|| "unique".to_string()),
            column.reference(table).map(|home| {
                let database = match home.database == table.database {
                    true => String::new(),
                    false => format!("{}.", home.database),
                };
                format!("{database}{}.{}", home.table, home.column)
            }),
        ];
        let keys: Vec<String> = keys.into_iter().flatten().collect();
        let comment = match column.labels {
            [] => column.doc.to_string(),
            labels => format!(
                "{} ({})",
                column.doc.trim_end_matches('.'),
                labels.join(", ")
            ),
        };
        [
            text(column.name),
            text(&column.sql.to_string().to_lowercase()),
            text(if column.nullable { "yes" } else { "no" }),
            Value::Text(keys.join(", ")),
            Value::Text(comment),
        ]
    };
    Ok(Answer::plain(
        ["column", "type", "null", "key", "comment"],
        table.columns.iter().map(row).collect(),
    ))
}

fn find(name: &str, first: Option<&str>) -> Option<&'static Table> {
    let (database, name) = match name.split_once('.') {
        Some((database, name)) => (Some(database), name),
        None => (None, name),
    };
    let same = |table: &&'static Table| {
        table.name.eq_ignore_ascii_case(name)
            && database.is_none_or(|one| table.database.eq_ignore_ascii_case(one))
    };
    let preferred = |table: &&'static Table| same(table) && Some(table.database) == first;
    files().find(preferred).or_else(|| files().find(same))
}

/// Matches `PRAGMA table_info(TABLE)` in all its spellings. Compiled once because every query is tested against it.
static TABLE_INFO: LazyLock<Regex> = LazyLock::new(|| {
    let form = r#"(?i)^\s*PRAGMA\s+(?:(\w+)\s*\.\s*)?table_info\s*(?:\(\s*['"]?(\w+)['"]?\s*\)|=\s*['"]?(\w+)['"]?)\s*;?\s*$"#;
    Regex::new(form).expect("a sound pattern")
});

/// Answers `PRAGMA table_info(TABLE)` from the declaration: the engine's own tables accept damaged rows and so have no
/// constraints to report. Returns None for any other query and for undeclared tables.
pub(super) fn pragma(sql: &str) -> Option<Answer> {
    let parts = TABLE_INFO.captures(sql)?;
    let name = parts.get(2).or(parts.get(3))?.as_str();
    let table = match parts.get(1) {
        Some(database) => find(&format!("{}.{name}", database.as_str()), None),
        None => find(name, None),
    }?;
    let row = |(number, column): (i64, &Column)| {
        [
            Value::Integer(number),
            Value::Text(column.name.to_string()),
            Value::Text(affinity(column.sql)),
            Value::Integer((!column.nullable).into()),
            Value::Null,
            Value::Integer(column.key.into()),
        ]
    };
    Some(Answer::plain(
        ["cid", "name", "type", "notnull", "dflt_value", "pk"],
        (0..).zip(table.columns).map(row).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_described_by_its_declaration() {
        let answer = describe("loans_db.loans", None).unwrap();
        assert_eq!(answer.rows[0][0], Value::Text("loan_id".to_string()));
        assert_eq!(answer.rows[0][3], Value::Text("primary key".to_string()));
        assert!(
            answer
                .rows
                .iter()
                .all(|row| row[4] != Value::Text(String::new()))
        );
        let error = describe("loan", None).unwrap_err().to_string();
        assert_eq!(error, "loan: no such table; did you mean loans?");
    }

    #[test]
    fn table_info_reports_keys_and_nulls() {
        for sql in [
            "PRAGMA table_info(loans)",
            "pragma loans_db.table_info('loans') ;",
            "PRAGMA table_info = loans",
        ] {
            let answer = pragma(sql).unwrap();
            let key = &answer.rows[0];
            assert_eq!((&key[3], &key[5]), (&Value::Integer(1), &Value::Integer(1)));
            assert!(answer.rows.iter().any(|row| row[3] == Value::Integer(0)));
        }
        assert!(pragma("PRAGMA table_info(loan)").is_none());
        assert!(pragma("SELECT 'PRAGMA table_info(loans)'").is_none());
    }
}
