//! A declared table as a Frictionless Table Schema: what `datapackage.json` says of its columns, keys and references.

use crate::tables::{CATALOGUE, Column, Table};
use crate::values::SqlType;
use serde_json::{Map, Value, json};

/// The Table Schema of a declared table.
pub(crate) fn render(table: &Table) -> Value {
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
            // A table that refers to itself is named by the empty string.
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
        schema["foreignKeys"] = foreign.into();
    }
    schema
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
        field.insert("trueValues".into(), json!(["t"]));
        field.insert("falseValues".into(), json!(["f"]));
    }
    field.insert("description".into(), column.doc.into());
    field.insert("sqlType".into(), column.sql.to_string().into());
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
    if let Some(check) = column.check {
        for (name, value) in bounds(column, check) {
            constraints.insert(name.into(), value);
        }
    }
    constraints
}

/// What a CHECK says about one value, as far as a Table Schema can say it: ranges and patterns.
///
/// A Table Schema has only inclusive bounds, so an exclusive one moves by the column's smallest step.
fn bounds(column: &Column, check: &str) -> Vec<(&'static str, Value)> {
    let Some(rest) = check.strip_prefix(column.name) else {
        return Vec::new();
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let bound =
        |name, text: &str, step: i64| number(column.sql, text, step).map(|value| (name, value));
    let found = match words[..] {
        ["BETWEEN", low, "AND", high] => vec![bound("minimum", low, 0), bound("maximum", high, 0)],
        [">=", low] => vec![bound("minimum", low, 0)],
        [">", low] => vec![bound("minimum", low, 1)],
        ["<=", high] => vec![bound("maximum", high, 0)],
        ["<", high] => vec![bound("maximum", high, -1)],
        ["~", pattern] => vec![
            pattern
                .strip_prefix('\'')
                .and_then(|pattern| pattern.strip_suffix('\''))
                .map(|pattern| ("pattern", pattern.into())),
        ],
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// The number `text`, moved by `steps` of the type's smallest steps.
fn number(sql: SqlType, text: &str, steps: i64) -> Option<Value> {
    let decimals = match sql {
        SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Identity => 0,
        SqlType::Numeric(_, scale) => u32::from(scale),
        _ => return None,
    };
    let number: rust_decimal::Decimal = text.parse().ok()?;
    let moved = (number + rust_decimal::Decimal::new(steps, decimals)).normalize();
    serde_json::from_str(&moved.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(sql: SqlType) -> Column {
        let mut column = Column::of::<i16>("score", "");
        column.sql = sql;
        column
    }

    #[test]
    fn checks_become_bounds() {
        let money = SqlType::Numeric(15, 2);
        for (sql, check, wanted) in [
            (
                SqlType::SmallInt,
                "score BETWEEN 65 AND 100",
                json!({"minimum": 65, "maximum": 100}),
            ),
            (SqlType::SmallInt, "score > 0", json!({"minimum": 1})),
            (money, "score > 0", json!({"minimum": 0.01})),
            (money, "score >= 0", json!({"minimum": 0})),
            (money, "score < 1", json!({"maximum": 0.99})),
            (money, "score <> 0", json!({})),
            (
                SqlType::Text,
                "score ~ '^E[0-9]{5,7}$'",
                json!({"pattern": "^E[0-9]{5,7}$"}),
            ),
            (SqlType::Text, "score ~ 'a b'", json!({})),
            (SqlType::Date, "score > other", json!({})),
            (money, "scores > 0", json!({})),
        ] {
            let found: Map<String, Value> = bounds(&column(sql), check)
                .into_iter()
                .map(|(name, value)| (name.to_string(), value))
                .collect();
            assert_eq!(Value::from(found), wanted, "{check}");
        }
    }

    #[test]
    fn every_reference_of_a_schema_names_a_resource_and_its_field() {
        for table in CATALOGUE {
            let schema = render(table);
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
