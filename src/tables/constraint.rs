//! What a declaration demands of rows, as data: rendered to SQL and to the manifest, never read back from either.

use super::Table;
use crate::values::SqlType;
use std::fmt;

/// A condition over several columns of a table, or a set of columns that no two rows share.
#[derive(Clone, Copy, Debug)]
pub enum Constraint {
    /// No two rows have the same values in these columns.
    Unique(&'static [&'static str]),
    /// Holds for every row.
    Check(Condition),
}

/// A condition on one row. NULL breaks none, as in SQL.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// What holds for the value of a column.
    Is(&'static str, Bound),
    /// A boolean column is true.
    True(&'static str),
    /// The column is not NULL exactly when the other one is one of the labels.
    SetWhen(&'static str, &'static str, &'static [&'static str]),
    /// Both columns are NULL, or neither is.
    SetTogether(&'static str, &'static str),
    /// Both conditions hold, or neither does.
    Same(&'static Condition, &'static Condition),
    /// At least one of them holds.
    Any(&'static [Condition]),
    /// All of them hold.
    All(&'static [Condition]),
}

/// What holds for one value.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// Not less.
    AtLeast(Term),
    /// Greater.
    Above(Term),
    /// Not greater.
    AtMost(Term),
    /// Less.
    Below(Term),
    /// Not less than the first and not greater than the second.
    Between(Term, Term),
    /// Between two numbers, which depend on the label in a column.
    ByLabel(&'static str, &'static [(&'static str, Number, Number)]),
    /// Equal.
    Equals(Term),
    /// Not equal.
    Not(Term),
    /// One of the labels.
    OneOf(&'static [&'static str]),
    /// None of the labels.
    NoneOf(&'static [&'static str]),
    /// Matches a regular expression that PostgreSQL, SQLite's REGEXP and a Table Schema read alike.
    Matches(&'static str),
    /// Not NULL.
    Set,
    /// NULL.
    Unset,
}

/// What a value is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Term {
    /// A number, in the unit of the column.
    Number(Number),
    /// The value of another column of the row.
    Column(&'static str),
    /// A column's value times a number.
    Times(&'static str, Number),
    /// The sum of two columns.
    Sum(&'static str, &'static str),
    /// The label of the first step that the column's value reaches, or the last one for values below all steps.
    Grade(
        &'static str,
        &'static [(Number, &'static str)],
        &'static str,
    ),
}

/// An exact decimal: `units` with so many of its digits behind the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The digits.
    pub units: i64,
    /// How many of them stand behind the point.
    pub scale: u8,
}

impl Number {
    /// The number that a literal such as `65`, `-1` or `0.95` stands for.
    ///
    /// # Panics
    ///
    /// When it is no such literal; in a declaration that is an error of compilation.
    pub const fn parse(literal: &str) -> Number {
        let bytes = literal.as_bytes();
        let (mut units, mut scale) = (0_i64, 0);
        let (mut negative, mut behind_point) = (false, false);
        let mut i = 0;
        while i < bytes.len() {
            match bytes[i] {
                b'-' if i == 0 => negative = true,
                b'.' if !behind_point => behind_point = true,
                b'_' | b' ' => {}
                digit @ b'0'..=b'9' => {
                    units = units * 10 + (digit - b'0') as i64;
                    scale += behind_point as u8;
                }
                _ => panic!("expected a decimal number"),
            }
            i += 1;
        }
        Number {
            units: if negative { -units } else { units },
            scale,
        }
    }

    /// The number moved by so many units of a scale: 0 moved by 1 of scale 2 is 0.01.
    pub fn moved(self, steps: i64, scale: u8) -> Number {
        let common = self.scale.max(scale);
        let raise = |units: i64, from: u8| units * 10_i64.pow(u32::from(common - from));
        let mut moved = Number {
            units: raise(self.units, self.scale) + raise(steps, scale),
            scale: common,
        };
        while moved.scale > 0 && moved.units % 10 == 0 {
            moved.units /= 10;
            moved.scale -= 1;
        }
        moved
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.units);
        }
        let sign = if self.units < 0 { "-" } else { "" };
        let one = 10_u64.pow(u32::from(self.scale));
        let units = self.units.unsigned_abs();
        let width = usize::from(self.scale);
        write!(f, "{sign}{}.{:0width$}", units / one, units % one)
    }
}

/// [`Number::parse`], for declarations.
pub const fn number(literal: &str) -> Number {
    Number::parse(literal)
}

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL's, as in schema.sql.
    PostgreSql,
    /// SQLite's, with decimals in floating point and the engine's own REGEXP.
    Sqlite,
}

impl Condition {
    /// The condition on a row of `table` in SQL.
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

    /// The columns that it looks at.
    pub fn columns(&self) -> Vec<&'static str> {
        match *self {
            Condition::Is(column, bound) => {
                let mut columns = vec![column];
                if let Bound::ByLabel(by, _) = bound {
                    columns.push(by);
                }
                columns.extend(bound.terms().iter().flat_map(Term::columns));
                columns
            }
            Condition::True(column) => vec![column],
            Condition::SetWhen(one, other, _) | Condition::SetTogether(one, other) => {
                vec![one, other]
            }
            Condition::Same(one, other) => [one.columns(), other.columns()].concat(),
            Condition::Any(all) | Condition::All(all) => {
                all.iter().flat_map(Condition::columns).collect()
            }
        }
    }
}

/// Conditions joined by a word; one that has a word of its own stands in parentheses.
fn joined(all: &[Condition], word: &str, sql: impl Fn(&Condition) -> String) -> String {
    let part = |condition: &Condition| match condition {
        Condition::Any(_) | Condition::All(_) => format!("({})", sql(condition)),
        _ => sql(condition),
    };
    all.iter().map(part).collect::<Vec<_>>().join(word)
}

impl Bound {
    /// The condition on the value of a column in SQL.
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

    /// What it compares with.
    pub fn terms(&self) -> Vec<Term> {
        match *self {
            Bound::AtLeast(term)
            | Bound::Above(term)
            | Bound::AtMost(term)
            | Bound::Below(term)
            | Bound::Equals(term)
            | Bound::Not(term) => vec![term],
            Bound::Between(least, most) => vec![least, most],
            Bound::ByLabel(..)
            | Bound::OneOf(_)
            | Bound::NoneOf(_)
            | Bound::Matches(_)
            | Bound::Set
            | Bound::Unset => Vec::new(),
        }
    }
}

impl Term {
    fn sql(&self, table: &Table, dialect: Dialect) -> String {
        // Decimals are floating point in SQLite: what was calculated is brought back to the number that is meant.
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

    fn columns(&self) -> Vec<&'static str> {
        match *self {
            Term::Number(_) => Vec::new(),
            Term::Column(column) | Term::Times(column, _) => vec![column],
            Term::Grade(column, ..) => vec![column],
            Term::Sum(one, other) => vec![one, other],
        }
    }
}

/// A text as an SQL literal.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn literals(labels: &[&str]) -> String {
    let all: Vec<String> = labels.iter().map(|label| literal(label)).collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{Column, FILES, Row};
    use crate::values::calendar::Date;
    use crate::values::money::Cents;

    crate::table! {
        /// Test.
        accounts_db.tests: Test {
            /// Key.
            number: i32 [key],
            /// A decimal.
            total: Cents,
            /// Another; NULL.
            part: Option<Cents>,
            /// A day.
            due: Date,
        }
    }

    #[test]
    fn conditions_speak_the_sql_of_both() {
        use Bound::*;
        use Condition::*;
        const RANGES: &[(&str, Number, Number)] = &[("a", number("1"), number("2.50"))];
        let half = || Term::Times("part", number("0.5"));
        for (condition, postgresql, sqlite) in [
            (
                Is("part", Matches("^a'")),
                "part ~ '^a'''",
                "part REGEXP '^a'''",
            ),
            (
                Is("total", Equals(Term::Sum("part", "total"))),
                "total = part + total",
                "total = round(part + total, 6)",
            ),
            (
                Is("total", Between(half(), Term::Column("part"))),
                "total BETWEEN part * 0.5 AND part",
                "total BETWEEN round(part * 0.5, 6) AND part",
            ),
            (
                Is("number", AtMost(Term::Sum("number", "number"))),
                "number <= number + number",
                "number <= number + number",
            ),
            (
                Any(&[
                    All(&[Is("due", Set), True("a")]),
                    Is("part", NoneOf(&["x"])),
                ]),
                "(due IS NOT NULL AND a) OR part <> 'x'",
                "(due IS NOT NULL AND a) OR part <> 'x'",
            ),
            (
                Is("total", ByLabel("part", RANGES)),
                "total BETWEEN CASE part WHEN 'a' THEN 1 END AND CASE part WHEN 'a' THEN 2.50 END",
                "total BETWEEN CASE part WHEN 'a' THEN 1 END AND CASE part WHEN 'a' THEN 2.50 END",
            ),
        ] {
            let table = <Test as Row>::TABLE;
            assert_eq!(condition.sql(table, Dialect::PostgreSql), postgresql);
            assert_eq!(condition.sql(table, Dialect::Sqlite), sqlite);
        }
    }

    #[test]
    fn numbers_are_exact() {
        for literal in ["0", "65", "-1.50", "0.95", "-0.05", "1200000"] {
            assert_eq!(Number::parse(literal).to_string(), literal);
        }
        for (literal, steps, scale, wanted) in [
            ("0", 1, 2, "0.01"),
            ("1", -1, 2, "0.99"),
            ("0.50", 0, 4, "0.5"),
            ("100", 0, 0, "100"),
            ("-1", 1, 1, "-0.9"),
        ] {
            assert_eq!(
                Number::parse(literal).moved(steps, scale).to_string(),
                wanted
            );
        }
    }

    fn kind(column: &Column) -> &'static str {
        match column.sql {
            SqlType::Text => "text",
            SqlType::Boolean => "boolean",
            SqlType::Date | SqlType::Timestamp => "time",
            _ => "number",
        }
    }

    /// Holds what a declaration says of one column against the column's type and labels.
    fn judge(table: &Table, name: &str, bound: Bound, wrong: &mut Vec<String>) {
        let place = format!("{}.{name}: {bound:?}", table.name);
        let Some(column) = table.column(name) else {
            return wrong.push(place);
        };
        let labels_of = |name: &str| table.column(name).map_or(&[][..], |column| column.labels);
        let kind_of = |name: &str| table.column(name).map(kind);
        let fits = |term: Term| match term {
            Term::Number(_) => kind(column) == "number",
            Term::Column(other) => kind_of(other) == Some(kind(column)),
            Term::Times(other, _) => kind_of(other) == Some("number") && kind(column) == "number",
            Term::Sum(one, other) => [one, other]
                .iter()
                .all(|other| kind_of(other) == Some("number")),
            Term::Grade(by, steps, others) => {
                let labels = steps.iter().map(|(_, label)| label).chain([&others]);
                let falling = steps.windows(2).all(|two| two[0].0.units > two[1].0.units);
                kind_of(by) == Some("number")
                    && falling
                    && labels.copied().eq(column.labels.iter().copied())
            }
        };
        let sound = match bound {
            Bound::OneOf(labels) | Bound::NoneOf(labels) => {
                !labels.is_empty() && labels.iter().all(|label| column.labels.contains(label))
            }
            Bound::Matches(pattern) => column.sql == SqlType::Text && pattern.starts_with('^'),
            Bound::Set | Bound::Unset => column.nullable,
            Bound::ByLabel(by, ranges) => {
                let labels = ranges.iter().map(|(label, ..)| *label);
                kind(column) == "number" && labels.eq(labels_of(by).iter().copied())
            }
            _ => bound.terms().into_iter().all(fits),
        };
        if !sound {
            wrong.push(place);
        }
    }

    fn walk(table: &Table, condition: &Condition, wrong: &mut Vec<String>) {
        match *condition {
            Condition::Is(column, bound) => judge(table, column, bound, wrong),
            Condition::True(name) => {
                if table.column(name).map(kind) != Some("boolean") {
                    wrong.push(format!("{}.{name} is no boolean", table.name));
                }
            }
            Condition::SetWhen(column, by, labels) => {
                judge(table, column, Bound::Set, wrong);
                judge(table, by, Bound::OneOf(labels), wrong);
            }
            Condition::SetTogether(one, other) => {
                judge(table, one, Bound::Set, wrong);
                judge(table, other, Bound::Set, wrong);
            }
            Condition::Same(one, other) => [one, other]
                .into_iter()
                .for_each(|one| walk(table, one, wrong)),
            Condition::Any(all) | Condition::All(all) => {
                all.iter().for_each(|one| walk(table, one, wrong));
            }
        }
    }

    #[test]
    fn every_constraint_fits_the_columns_that_it_names() {
        let mut wrong = Vec::new();
        let mut checks = 0;
        for table in FILES {
            for (_, condition) in table.checks() {
                walk(table, &condition, &mut wrong);
                checks += 1;
            }
            for name in table.uniques().flatten() {
                assert!(table.column(name).is_some(), "{}.{name}", table.name);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(checks > 100, "only {checks} checks");
        let unsound = Condition::SetWhen("due", "total", &["x"]);
        walk(<Test as Row>::TABLE, &unsound, &mut wrong);
        assert_eq!(wrong.len(), 2);
    }
}
