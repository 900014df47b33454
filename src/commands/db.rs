//! `dhub db`: queries against a bundle, or with `--live` against PostgreSQL.

use super::output::width;
use crate::cli::{self, Describe, Query, QueryOptions};
use crate::message::print_message;
use dhub::bundle::Bundle;
use dhub::error::{Error, ErrorKind, Result};
use dhub::live::Live;
use dhub::query::answer::{Answer, AnswerSink};
use dhub::query::engine::Engine;
use dhub::query::print::{PrintFormat, Printer};
use dhub::query::source::BundleTables;
use dhub::query::value;
use dhub::tables::DATABASES;
use std::fs::File;
use std::io::{BufWriter, Read, stdin, stdout};
use std::path::Path;
use std::process::ExitCode;

/// A longer file is unlikely to be a query.
const LONGEST_QUERY: u64 = 16 << 20;

pub fn tables(source: &QueryOptions) -> Result<ExitCode> {
    let wanted = |name: &str| {
        let database = source.database.as_deref();
        database.is_none_or(|database| database == name)
    };
    let mut counts = Vec::new();
    match live(source)? {
        Some(live) => {
            for database in DATABASES.into_iter().filter(|name| wanted(name)) {
                let tables = live.tables(database)?.into_iter();
                counts.extend(tables.map(|held| (database, held.table, held.rows)));
            }
        }
        None => {
            let files = BundleTables::new(Bundle::open_some(source.place.directory())?);
            for (table, rows) in files.counts(source.database.as_deref())? {
                let rows = i64::try_from(rows).unwrap_or(i64::MAX);
                counts.push((table.database, table.name, rows));
            }
        }
    }
    counts.retain(|(_, _, rows)| *rows > 0);
    let row =
        |(database, table, rows): (&str, &str, i64)| [value(database), value(table), rows.into()];
    let rows = counts.into_iter().map(row).collect();
    let answer = Answer::plain(["database", "table", "rows"], rows);
    print(source.format, |to| answer.give(to))
}

pub fn query(arguments: &Query) -> Result<ExitCode> {
    let source = &arguments.source;
    let sql = match (&arguments.file, arguments.sql.as_deref()) {
        (Some(file), _) => {
            let opened = File::open(file).map_err(Error::at("read", file))?;
            read(opened, file)?
        }
        (None, Some("-")) => read(stdin().lock(), Path::new("stdin"))?,
        (None, sql) => sql.unwrap_or_default().to_string(),
    };
    let (database, limit) = (source.database.as_deref(), arguments.timeout);
    match live(source)? {
        Some(live) => print(source.format, |to| live.answer(database, &sql, limit, to)),
        None => {
            let mut engine = Engine::open(Bundle::open_some(source.place.directory())?, database)?;
            limit.map_or(Ok(()), |limit| engine.stop_after(limit))?;
            print(source.format, |to| engine.answer(&sql, to))
        }
    }
}

pub fn describe(arguments: &Describe) -> Result<ExitCode> {
    let (table, database) = (&arguments.table, arguments.database.as_deref());
    let answer = dhub::query::describe::describe(table, database)?;
    print(arguments.format, |to| answer.give(to))
}

/// Reads a query from a file.
fn read(from: impl Read, path: &Path) -> Result<String> {
    let mut text = Vec::new();
    let mut from = from.take(LONGEST_QUERY + 1);
    from.read_to_end(&mut text)
        .map_err(Error::at("read", path))?;
    let wrong = |reason: &str| Error::with_path(ErrorKind::Usage, path, reason);
    if text.len() as u64 > LONGEST_QUERY {
        return Err(wrong("expected a query of at most 16 MiB"));
    }
    // Some editors start a file with a byte order mark.
    let text = String::from_utf8(text).map_err(|_| wrong("expected a query in UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}').to_string())
}

/// Prints a result as it arrives.
fn print(
    format: cli::AnswerFormat,
    answer: impl FnOnce(&mut dyn AnswerSink) -> Result<()>,
) -> Result<ExitCode> {
    let out = BufWriter::with_capacity(1 << 16, stdout().lock());
    let mut printer = Printer::new(out, format.into(), width());
    answer(&mut printer)?;
    let printed = printer.finish()?;
    if printed.more {
        print_message(format!(
            "the result has more than the {} rows shown; --format csv or json prints all",
            printed.rows
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn live(source: &QueryOptions) -> Result<Option<Live>> {
    source.live.then(|| super::live(&source.server)).transpose()
}

impl From<cli::AnswerFormat> for PrintFormat {
    fn from(format: cli::AnswerFormat) -> PrintFormat {
        match format {
            cli::AnswerFormat::Table => PrintFormat::Table,
            cli::AnswerFormat::Csv => PrintFormat::Csv,
            cli::AnswerFormat::Json => PrintFormat::Json,
        }
    }
}
