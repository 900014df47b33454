//! Renders conditions as SQL.

use super::condition::{Bound, Condition, Term};
use super::number::Number;
use crate::tables::table::Table;
use crate::values::SqlType;

/// SQL dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL's, as in schema.sql.
    PostgreSql,
    /// SQLite's, with decimals in floating point and the engine's own REGEXP.
    Sqlite,
}

impl Condition {
    /// Renders the condition on a row of `table`.
    pub fn sql(&self, table: &Table, dialect: Dialect) -> String {
        let sql = |condition: &Condition| condition.sql(table, dialect);
        match *self {
            Condition::Is(column, bound) => bound.sql(column, table, dialect),
            Condition::True(column) => column.to_string(),
            Condition::SetWhen(column, by, labels) => format!(
                "({}) = ({})",
                Bound::OneOf(labels).sql(by, table, dialect),
                Bound::Set.sql(column, table, dialect)
            ),
            Condition::SetTogether(one, other) => {
                format!("({one} IS NULL) = ({other} IS NULL)")
            }
            Condition::Same(one, other) => {
                let side = |condition: &Condition| match condition {
                    Condition::True(column) => (*column).to_string(),
                    other => format!("({})", sql(other)),
                };
                format!("{} = {}", side(one), side(other))
            }
            Condition::Any(all) => joined(all, " OR ", sql),
            Condition::All(all) => joined(all, " AND ", sql),
        }
    }
}

/// Joins conditions with an operator; compound conditions are parenthesized.
fn joined(all: &[Condition], word: &str, sql: impl Fn(&Condition) -> String) -> String {
    let part = |condition: &Condition| match condition {
        Condition::Any(_) | Condition::All(_) => format!("({})", sql(condition)),
        _ => sql(condition),
    };
    all.iter().map(part).collect::<Vec<_>>().join(word)
}

impl Bound {
    /// Renders the bound on a column.
    pub fn sql(&self, column: &str, table: &Table, dialect: Dialect) -> String {
        let term = |term: &Term| term.sql(table, dialect);
        match self {
            Bound::AtLeast(least) => format!("{column} >= {}", term(least)),
            Bound::Above(low) => format!("{column} > {}", term(low)),
            Bound::AtMost(most) => format!("{column} <= {}", term(most)),
            Bound::Below(high) => format!("{column} < {}", term(high)),
            Bound::Between(least, most) => {
                format!("{column} BETWEEN {} AND {}", term(least), term(most))
            }
            Bound::ByLabel(by, ranges) => {
                let case = |number: fn(&(&str, Number, Number)) -> Number| {
                    let when = |range: &(&str, Number, Number)| {
                        format!("WHEN {} THEN {} ", literal(range.0), number(range))
                    };
                    format!(
                        "CASE {by} {}END",
                        ranges.iter().map(when).collect::<String>()
                    )
                };
                let (least, most) = (case(|range| range.1), case(|range| range.2));
                format!("{column} BETWEEN {least} AND {most}")
            }
            Bound::Equals(value) => format!("{column} = {}", term(value)),
            Bound::Not(value) => format!("{column} <> {}", term(value)),
            Bound::OneOf([label]) => format!("{column} = {}", literal(label)),
            Bound::OneOf(labels) => format!("{column} IN ({})", literals(labels)),
            Bound::NoneOf([label]) => format!("{column} <> {}", literal(label)),
            Bound::NoneOf(labels) => format!("{column} NOT IN ({})", literals(labels)),
            Bound::Matches(pattern) => {
                let operator = match dialect {
                    Dialect::PostgreSql => "~",
                    Dialect::Sqlite => "REGEXP",
                };
                format!("{column} {operator} {}", literal(pattern))
            }
            Bound::Set => format!("{column} IS NOT NULL"),
            Bound::Unset => format!("{column} IS NULL"),
        }
    }
}

impl Term {
    fn sql(&self, table: &Table, dialect: Dialect) -> String {
        // Decimals are floating point in SQLite: round computed values to the intended number.
        let calculated = |column: &str, sql: String| {
            let column = table.column(column).map(|column| column.sql);
            match (dialect, column) {
                (Dialect::Sqlite, Some(SqlType::Numeric(..))) => format!("round({sql}, 6)"),
                _ => sql,
            }
        };
        match self {
            Term::Number(number) => number.to_string(),
            Term::Column(column) => (*column).to_string(),
            Term::Times(column, factor) => calculated(column, format!("{column} * {factor}")),
            Term::Sum(one, other) => calculated(one, format!("{one} + {other}")),
            Term::Grade(column, steps, others) => {
                let when = |(least, label): &(Number, &str)| {
                    format!("WHEN {column} >= {least} THEN {} ", literal(label))
                };
                let whens: String = steps.iter().map(when).collect();
                format!("CASE {whens}ELSE {} END", literal(others))
            }
        }
    }
}

/// Renders a text as an SQL literal.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn literals(labels: &[&str]) -> String {
    let all: Vec<String> = labels.iter().map(|label| literal(label)).collect();
    all.join(", ")
}
