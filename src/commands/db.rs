//! `dhub db tables` and `dhub db query`: questions to a bundle, or with `--live` to PostgreSQL.

use crate::tables::{CATALOGUE, DATABASES};
use crate::verify::engine::{Answer, Engine, Shown};
use rusqlite::types::Value;
use serde_json::{Map, Number};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people.
    #[default]
    Table,
    /// CSV with a header; NULL is the empty field.
    Csv,
    /// An array of objects.
    Json,
}

/// Where PostgreSQL holds the databases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Six databases, tables in `public`.
    #[default]
    Databases,
    /// One database, six schemas.
    Schemas,
}

/// Whom to ask.
#[derive(Clone, Debug)]
pub enum Source {
    /// The bundle in a folder.
    Bundle(PathBuf),
    /// PostgreSQL through psql and libpq's own environment, the names of databases behind a prefix.
    Live(Layout, String),
}

/// Prints the populated tables with their counts.
///
/// # Errors
///
/// When the bundle or the server cannot be read, or the database is not one of the six.
pub fn tables(
    source: &Source,
    database: Option<&str>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), String> {
    if let Some(name) = database
        && !DATABASES.contains(&name)
    {
        return Err(format!(
            "--database: expected one of {}, found {name:?}",
            DATABASES.join(", ")
        ));
    }
    let wanted = |name: &str| database.is_none_or(|database| database == name);
    let mut rows = Vec::new();
    match source {
        Source::Bundle(dir) => {
            for stored in Engine::open(dir, None)?
                .source()
                .tables
                .iter()
                .filter(|s| wanted(s.table.database) && s.rows > 0)
            {
                rows.push(row(
                    stored.table.database,
                    stored.table.name,
                    stored.rows as i64,
                ));
            }
        }
        Source::Live(layout, prefix) => {
            for name in DATABASES.into_iter().filter(|name| wanted(name)) {
                let counts = psql(*layout, prefix, name, &counting(*layout, name))?;
                for table in CATALOGUE.iter().filter(|t| t.database == name) {
                    let count = counts.lines().find_map(|line| {
                        line.strip_prefix(table.name)?
                            .strip_prefix(',')?
                            .parse()
                            .ok()
                    });
                    if let Some(count @ 1..) = count {
                        rows.push(row(name, table.name, count));
                    }
                }
            }
        }
    }
    let columns = ["database", "table", "rows"]
        .map(|name| (name.to_string(), Shown::Plain))
        .to_vec();
    print(&Answer { columns, rows }, format, out)
}

fn row(database: &str, table: &str, rows: i64) -> Vec<Value> {
    vec![
        Value::Text(database.to_string()),
        Value::Text(table.to_string()),
        Value::Integer(rows),
    ]
}

/// Counts the tables of a database that exist, in one statement.
fn counting(layout: Layout, database: &str) -> String {
    let schema = if layout == Layout::Schemas {
        database
    } else {
        "public"
    };
    let names: Vec<String> = CATALOGUE
        .iter()
        .filter(|t| t.database == database)
        .map(|t| format!("'{}'", t.name))
        .collect();
    format!(
        "SELECT relname, (xpath('//c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I', nspname, relname), false, true, '')))[1]
         FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname = '{schema}' AND relkind = 'r' AND relname IN ({}) ORDER BY 1",
        names.join(", ")
    )
}

/// Answers a query.
///
/// # Errors
///
/// When the query is wrong or writes, or the bundle or the server cannot be read.
pub fn query(
    source: &Source,
    database: Option<&str>,
    sql: &str,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), String> {
    match source {
        Source::Bundle(dir) => print(&Engine::open(dir, database)?.query(sql)?, format, out),
        Source::Live(layout, prefix) => {
            let name = match (database, layout) {
                (Some(name), _) if !DATABASES.contains(&name) => {
                    return Err(format!(
                        "--database: expected one of {}, found {name:?}",
                        DATABASES.join(", ")
                    ));
                }
                (Some(name), _) => name,
                (None, Layout::Schemas) => "",
                (None, Layout::Databases) => {
                    return Err(format!(
                        "--live: expected --database, one of {}: each is a database of its own",
                        DATABASES.join(", ")
                    ));
                }
            };
            let sql = sql.trim().trim_end_matches(';');
            match format {
                Format::Json => {
                    let wrapped = format!(
                        "SELECT coalesce(json_agg(answer), '[]') AS answer FROM (\n{sql}\n) answer"
                    );
                    let csv = psql(*layout, prefix, name, &wrapped)?;
                    let json = read_csv(&csv)
                        .pop()
                        .and_then(|mut row| row.pop())
                        .unwrap_or_default();
                    let json: serde_json::Value = serde_json::from_str(&json)
                        .map_err(|e| format!("psql: expected JSON: {e}"))?;
                    let text = serde_json::to_string_pretty(&json).map_err(|e| e.to_string())?;
                    write(out, &(text + "\n"))
                }
                Format::Csv => write(out, &psql(*layout, prefix, name, sql)?),
                Format::Table => {
                    let mut rows = read_csv(&psql(*layout, prefix, name, sql)?);
                    let header = if rows.is_empty() {
                        Vec::new()
                    } else {
                        rows.remove(0)
                    };
                    let columns = header
                        .into_iter()
                        .map(|name| (name, Shown::Plain))
                        .collect();
                    let rows = rows
                        .into_iter()
                        .map(|row| row.into_iter().map(Value::Text).collect())
                        .collect();
                    print(&Answer { columns, rows }, format, out)
                }
            }
        }
    }
}

/// Runs one statement in a session that only reads, and gives psql's CSV.
fn psql(layout: Layout, prefix: &str, database: &str, sql: &str) -> Result<String, String> {
    let mut command = Command::new("psql");
    command.args(["-X", "-q", "-w", "--csv", "-v", "ON_ERROR_STOP=1"]);
    command.args([
        "-c",
        "SET default_transaction_read_only = on",
        "-c",
        "SET client_encoding = 'UTF8'",
    ]);
    match layout {
        Layout::Databases => {
            command.arg("-d").arg(format!("{prefix}{database}"));
        }
        Layout::Schemas if !database.is_empty() => {
            let mut path = vec![database];
            path.extend(DATABASES.iter().filter(|&&name| name != database));
            command
                .arg("-c")
                .arg(format!("SET search_path = {}", path.join(", ")));
        }
        Layout::Schemas => {
            command
                .arg("-c")
                .arg(format!("SET search_path = {}", DATABASES.join(", ")));
        }
    }
    let output = command.arg("-c").arg(sql).output().map_err(|e| {
        format!("psql: cannot run it: {e}; install PostgreSQL's client or leave out --live")
    })?;
    if !output.status.success() {
        return Err(format!(
            "psql: {}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        ));
    }
    String::from_utf8(output.stdout).map_err(|_| "psql: expected UTF-8".to_string())
}

fn read_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map_while(Result::ok)
        .map(|record| record.iter().map(str::to_string).collect())
        .collect()
}

fn write(out: &mut dyn Write, text: &str) -> Result<(), String> {
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|e| format!("stdout: {e}"))
}

fn print(answer: &Answer, format: Format, out: &mut dyn Write) -> Result<(), String> {
    let text = match format {
        Format::Table => as_table(answer),
        Format::Csv => as_csv(answer)?,
        Format::Json => as_json(answer)?,
    };
    write(out, &text)
}

/// A value as psql shows it.
fn cell(value: &Value, shown: Shown) -> String {
    match (value, shown) {
        (Value::Null, _) => String::new(),
        (Value::Integer(n), Shown::Boolean) => if *n == 0 { "f" } else { "t" }.to_string(),
        (Value::Integer(n), _) => n.to_string(),
        (Value::Real(x), Shown::Decimals(places)) => format!("{x:.places$}"),
        (Value::Real(x), _) => x.to_string(),
        (Value::Text(text), _) => text.clone(),
        (Value::Blob(bytes), _) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn as_table(answer: &Answer) -> String {
    let rows: Vec<Vec<String>> = answer
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .zip(&answer.columns)
                .map(|(value, (_, shown))| cell(value, *shown).replace('\n', " "))
                .collect()
        })
        .collect();
    let header: Vec<String> = answer
        .columns
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    let width = |i: usize| {
        rows.iter()
            .chain([&header])
            .map(|row| row[i].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let number = |i: usize| {
        let is =
            |row: &Vec<Value>| matches!(row[i], Value::Integer(_) | Value::Real(_) | Value::Null);
        answer.columns[i].1 != Shown::Boolean
            && !answer.rows.is_empty()
            && answer.rows.iter().all(is)
    };
    let numbers: Vec<bool> = (0..header.len()).map(number).collect();
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(i, cell)| {
                let width = widths[i];
                if numbers[i] {
                    format!(" {cell:>width$} ")
                } else {
                    format!(" {cell:<width$} ")
                }
            })
            .collect();
        cells.join("|").trim_end().to_string() + "\n"
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    let body: String = rows.iter().map(|row| line(row)).collect();
    let count = rows.len();
    let unit = if count == 1 { "row" } else { "rows" };
    format!(
        "{}{}\n{body}({count} {unit})\n",
        line(&header),
        rule.join("+")
    )
}

fn as_csv(answer: &Answer) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |e: csv::Error| e.to_string();
    writer
        .write_record(answer.columns.iter().map(|(name, _)| name))
        .map_err(failed)?;
    for row in &answer.rows {
        writer
            .write_record(
                row.iter()
                    .zip(&answer.columns)
                    .map(|(value, (_, shown))| cell(value, *shown)),
            )
            .map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|e| e.to_string())?;
    String::from_utf8(bytes).map_err(|e| e.to_string())
}

fn as_json(answer: &Answer) -> Result<String, String> {
    let value = |value: &Value, shown: Shown| match (value, shown) {
        (Value::Null, _) => serde_json::Value::Null,
        (Value::Integer(n), Shown::Boolean) => (*n != 0).into(),
        (Value::Integer(n), _) => (*n).into(),
        (Value::Real(x), _) => {
            Number::from_f64(*x).map_or(serde_json::Value::Null, serde_json::Value::Number)
        }
        (other, shown) => cell(other, shown).into(),
    };
    let object = |row: &Vec<Value>| -> Map<String, serde_json::Value> {
        row.iter()
            .zip(&answer.columns)
            .map(|(v, (name, shown))| (name.clone(), value(v, *shown)))
            .collect()
    };
    let objects: Vec<_> = answer.rows.iter().map(object).collect();
    Ok(serde_json::to_string_pretty(&objects).map_err(|e| e.to_string())? + "\n")
}
