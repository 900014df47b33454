//! Tests the SQL of conditions, and that every declared constraint fits the columns that it names.

use super::{Bound, Condition, Dialect, Number, Term, number};
use crate::tables::{Column, FILES, Row, Table};
use crate::values::SqlType;
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
fn conditions_render_in_both_dialects() {
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

fn kind(column: &Column) -> &'static str {
    match column.sql {
        SqlType::Text => "text",
        SqlType::Boolean => "boolean",
        SqlType::Date | SqlType::Timestamp => "time",
        _ => "number",
    }
}

/// Checks a bound on a column against the column's type and labels.
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
