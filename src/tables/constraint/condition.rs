//! Constraints, and the columns that they involve.

use super::number::Number;

/// A condition on several columns of a table, or a set of columns that is unique.
#[derive(Clone, Copy, Debug)]
pub enum Constraint {
    /// No two rows have the same values in these columns.
    Unique(&'static [&'static str]),
    /// Holds for every row.
    Check(Condition),
}

/// A condition on one row. As in SQL, NULL satisfies every condition.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// The value of a column satisfies a bound.
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

/// A bound on one value.
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

impl Condition {
    /// Returns the columns that it involves.
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

impl Bound {
    /// Returns what it compares with.
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
    fn columns(&self) -> Vec<&'static str> {
        match *self {
            Term::Number(_) => Vec::new(),
            Term::Column(column) | Term::Times(column, _) => vec![column],
            Term::Grade(column, ..) => vec![column],
            Term::Sum(one, other) => vec![one, other],
        }
    }
}
