//! `dhub db tables` and `dhub db query`: questions to a bundle, or with `--live` to PostgreSQL.

use super::print;
use crate::cli::{self, Source};
use dhub::bundle::Bundle;
use dhub::error::{Error, Result};
use dhub::live::Live;
use dhub::query::answer::{Answer, Format};
use dhub::query::engine::Engine;
use dhub::query::source::Source as Files;
use dhub::tables::DATABASES;
use std::process::ExitCode;

pub fn tables(source: &Source) -> Result<ExitCode> {
    let wanted = |name: &str| {
        source
            .database
            .as_deref()
            .is_none_or(|database| database == name)
    };
    let mut counts = Vec::new();
    match live(source)? {
        Some(live) => {
            for database in DATABASES.into_iter().filter(|name| wanted(name)) {
                let tables = live.tables(database).map_err(Error::usage)?;
                counts.extend(
                    tables
                        .into_iter()
                        .map(|held| (database.to_string(), held.table.to_string(), held.rows)),
                );
            }
        }
        None => {
            let files = Files::new(Bundle::open(source.place.folder())?);
            for (table, rows) in files.counts(source.database.as_deref())? {
                let (database, name) = (table.database.to_string(), table.name.to_string());
                counts.push((database, name, rows as i64));
            }
        }
    }
    counts.retain(|(_, _, rows)| *rows > 0);
    print(
        Answer::counts(counts)
            .print(source.format.into())
            .map_err(Error::usage)?,
    )?;
    Ok(ExitCode::SUCCESS)
}

pub fn query(sql: &str, source: &Source) -> Result<ExitCode> {
    let (database, format) = (source.database.as_deref(), source.format.into());
    let answer = match live(source)? {
        Some(live) => live.query(database, sql),
        None => Engine::open(Bundle::open(source.place.folder())?, database)
            .and_then(|engine| engine.query(sql)),
    };
    print(
        answer
            .and_then(|answer| answer.print(format))
            .map_err(Error::usage)?,
    )?;
    Ok(ExitCode::SUCCESS)
}

fn live(source: &Source) -> Result<Option<Live>> {
    source.live.then(|| super::live(&source.server)).transpose()
}

impl From<cli::AnswerFormat> for Format {
    fn from(format: cli::AnswerFormat) -> Format {
        match format {
            cli::AnswerFormat::Table => Format::Table,
            cli::AnswerFormat::Csv => Format::Csv,
            cli::AnswerFormat::Json => Format::Json,
        }
    }
}
