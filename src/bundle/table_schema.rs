//! Renders a declared table as a Frictionless Table Schema for `datapackage.json`, along with the conditions that Table Schema
//! cannot express.

use crate::plan::Part;
use crate::tables::constraint::{Bound, Condition, Dialect, Term};
use crate::tables::{CATALOGUE, Column, Table};
use crate::values::SqlType;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A condition on rows that the Table Schema cannot express.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCheck {
    /// Name of the constraint in PostgreSQL.
    pub name: String,
    /// Columns used by the condition.
    pub fields: Vec<String>,
    /// The condition in SQL. As in a CHECK, NULL counts as satisfied.
    pub sql: String,
}

/// Describes our CSV as a CSV Dialect.
pub(crate) fn dialect() -> Value {
    json!({
        "header": true,
        "delimiter": ",",
        "lineTerminator": "\n",
        "quoteChar": "\"",
        "doubleQuote": true,
    })
}

/// Renders the Table Schema of a declared table, or of a part of it. Rows referenced from a part may be in other parts, so its
/// references use another property.
pub(crate) fn render(table: &Table, part: Option<Part>) -> Value {
    let mut schema = json!({
        "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
        "primaryKey": [table.key().name],
    });
    let foreign: Vec<Value> = table
        .columns
        .iter()
        .filter_map(|column| {
            let home = column.reference(table)?;
            let known = CATALOGUE
                .iter()
                .any(|other| (other.database, other.name) == (home.database, home.table));
            // Table Schema names the table itself by the empty string.
            let resource = if home.table == table.name {
                ""
            } else {
                home.table
            };
            known.then(|| {
                json!({
                    "fields": [column.name],
                    "reference": { "resource": resource, "fields": [home.column] },
                })
            })
        })
        .collect();
    if !foreign.is_empty() {
        let name = match part.is_some_and(|part| part.of() > 1) {
            true => "crossPartForeignKeys",
            false => "foreignKeys",
        };
        schema[name] = foreign.into();
    }
    let several: Vec<_> = table.uniques().filter(|one| one.len() > 1).collect();
    if !several.is_empty() {
        schema["uniqueKeys"] = json!(several);
    }
    schema
}

/// Returns the conditions over several columns, and those on a single column that cannot be constraints of its field.
pub(crate) fn checks(table: &Table) -> Vec<TableCheck> {
    let beyond = |condition: &Condition| match *condition {
        Condition::Is(name, bound) if condition.columns().len() == 1 => table
            .column(name)
            .is_none_or(|column| bounds(column, bound).is_empty()),
        _ => true,
    };
    let checks = table.checks().filter(|(_, condition)| beyond(condition));
    let check = |(name, condition): (String, Condition)| {
        let mut fields: Vec<String> = Vec::new();
        for column in condition.columns() {
            if !fields.iter().any(|one| one == column) {
                fields.push(column.to_string());
            }
        }
        TableCheck {
            name,
            fields,
            sql: condition.sql(table, Dialect::PostgreSql),
        }
    };
    checks.map(check).collect()
}

fn field(column: &Column) -> Value {
    let mut field = Map::new();
    field.insert("name".into(), column.name.into());
    let (kind, format) = match column.sql {
        SqlType::Text => ("string", None),
        SqlType::Boolean => ("boolean", None),
        SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Identity => {
            ("integer", None)
        }
        SqlType::Numeric(..) => ("number", None),
        SqlType::Date => ("date", None),
        SqlType::Timestamp => ("datetime", Some("%Y-%m-%d %H:%M:%S")),
    };
    field.insert("type".into(), kind.into());
    if let Some(format) = format {
        field.insert("format".into(), format.into());
    }
    if column.sql == SqlType::Boolean {
        field.insert("trueValues".into(), json!(["true"]));
        field.insert("falseValues".into(), json!(["false"]));
    }
    field.insert("description".into(), column.doc.into());
    field.insert("sqlType".into(), column.sql.to_string().into());
    if let Some(pii) = column.pii {
        field.insert("pii".into(), pii.label().into());
    }
    if let Some(unit) = column.unit {
        field.insert("unit".into(), unit.label().into());
    }
    let constraints = constraints(column);
    if !constraints.is_empty() {
        field.insert("constraints".into(), constraints.into());
    }
    field.into()
}

fn constraints(column: &Column) -> Map<String, Value> {
    let mut constraints = Map::new();
    if column.key || !column.nullable {
        constraints.insert("required".into(), true.into());
    }
    if column.key || column.unique {
        constraints.insert("unique".into(), true.into());
    }
    if !column.labels.is_empty() {
        constraints.insert("enum".into(), column.labels.into());
    }
    if let Some(bound) = column.check {
        for (name, value) in bounds(column, bound) {
            constraints.insert(name.into(), value);
        }
    }
    constraints
}

/// Translates a bound into Table Schema constraints, where possible: ranges and patterns.
///
/// Table Schema has only inclusive bounds, so an exclusive one is moved by the column's smallest step.
fn bounds(column: &Column, bound: Bound) -> Vec<(&'static str, Value)> {
    let number = |name, term, steps| Some((name, number(column.sql, term, steps)?));
    let found = match bound {
        Bound::Between(least, most) => {
            vec![number("minimum", least, 0), number("maximum", most, 0)]
        }
        Bound::AtLeast(least) => vec![number("minimum", least, 0)],
        Bound::Above(low) => vec![number("minimum", low, 1)],
        Bound::AtMost(most) => vec![number("maximum", most, 0)],
        Bound::Below(high) => vec![number("maximum", high, -1)],
        Bound::Matches(pattern) => vec![Some(("pattern", pattern.into()))],
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// Moves a numeric bound by a number of the column's smallest steps; None for other terms.
fn number(sql: SqlType, term: Term, steps: i64) -> Option<Value> {
    let Term::Number(number) = term else {
        return None;
    };
    let scale = match sql {
        SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Identity => 0,
        SqlType::Numeric(_, scale) => scale,
        _ => return None,
    };
    serde_json::from_str(&number.moved(steps, scale).to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::constraint::Number;

    fn column(sql: SqlType) -> Column {
        let mut column = Column::of::<i16>("score", "");
        column.sql = sql;
        column
    }

    #[test]
    fn checks_become_bounds() {
        let money = SqlType::Numeric(15, 2);
        let number = |literal| Term::Number(Number::parse(literal));
        for (sql, bound, wanted) in [
            (
                SqlType::SmallInt,
                Bound::Between(number("65"), number("100")),
                json!({"minimum": 65, "maximum": 100}),
            ),
            (
                SqlType::SmallInt,
                Bound::Above(number("0")),
                json!({"minimum": 1}),
            ),
            (money, Bound::Above(number("0")), json!({"minimum": 0.01})),
            (money, Bound::AtLeast(number("0")), json!({"minimum": 0})),
            (money, Bound::Below(number("1")), json!({"maximum": 0.99})),
            (
                money,
                Bound::AtMost(number("-1.5")),
                json!({"maximum": -1.5}),
            ),
            (money, Bound::Not(number("0")), json!({})),
            (
                SqlType::Text,
                Bound::Matches("^E[0-9]{5,7}$"),
                json!({"pattern": "^E[0-9]{5,7}$"}),
            ),
            (
                SqlType::Date,
                Bound::Above(Term::Column("other")),
                json!({}),
            ),
        ] {
            let found: Map<String, Value> = bounds(&column(sql), bound)
                .into_iter()
                .map(|(name, value)| (name.to_string(), value))
                .collect();
            assert_eq!(Value::from(found), wanted, "{bound:?}");
        }
    }

    #[test]
    fn checks_over_several_columns_are_rendered() {
        let table = CATALOGUE
            .iter()
            .find(|table| table.name == "repayment_schedule")
            .unwrap();
        let schema = render(table, None);
        assert_eq!(
            schema["uniqueKeys"],
            json!([["loan_id", "installment_number"]])
        );
        let sum = TableCheck {
            name: "repayment_schedule_check_1".to_string(),
            fields: ["total_amount", "principal_amount", "interest_amount"]
                .map(String::from)
                .to_vec(),
            sql: "total_amount = principal_amount + interest_amount".to_string(),
        };
        assert_eq!(checks(table).first(), Some(&sum));
    }

    /// Every PostgreSQL CHECK must appear either as a field constraint or next to the fields.
    #[test]
    fn every_check_is_rendered_once() {
        for table in CATALOGUE {
            let rendered = checks(table);
            for (name, condition) in table.checks() {
                let columns = condition.columns();
                let column = table.column(columns[0]).unwrap();
                let in_field = columns.len() == 1
                    && column
                        .check
                        .is_some_and(|bound| !bounds(column, bound).is_empty());
                let beside = rendered.iter().filter(|check| check.name == name).count();
                assert_eq!(usize::from(in_field) + beside, 1, "{name}");
            }
        }
        let not_zero = |check: &TableCheck| check.sql == "transaction_amount <> 0";
        let transactions = CATALOGUE.iter().find(|table| table.name == "transactions");
        assert!(checks(transactions.unwrap()).iter().any(not_zero));
    }

    #[test]
    fn every_schema_reference_names_a_resource_and_its_field() {
        for table in CATALOGUE {
            let schema = render(table, None);
            let foreign = schema["foreignKeys"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            for key in foreign {
                let resource = key["reference"]["resource"].as_str().unwrap();
                let home = match resource {
                    "" => table,
                    name => CATALOGUE.iter().find(|other| other.name == name).unwrap(),
                };
                let fields = key["reference"]["fields"][0].as_str().unwrap();
                assert!(home.column(fields).is_some());
                let own = key["fields"][0].as_str().unwrap();
                assert!(table.column(own).is_some());
            }
            for (field, column) in schema["fields"]
                .as_array()
                .unwrap()
                .iter()
                .zip(table.columns)
            {
                assert_eq!(field["name"], column.name);
                assert_eq!(field["description"], column.doc);
                let required = field["constraints"]["required"] == true;
                assert_eq!(required, !column.nullable || column.key);
            }
        }
    }
}
