//! `dhub export`

use super::output::{self, plain};
use super::{print, signals};
use crate::cli::{Export, ExportFormat};
use dhub::bundle::Bundle;
use dhub::error::Result;
use dhub::export::{Selection, Target, export};
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &Export) -> Result<ExitCode> {
    let start = Instant::now();
    let target = match arguments.format {
        ExportFormat::Sqlite => Target::Sqlite,
        ExportFormat::Sql => Target::Sql,
        ExportFormat::DuckdbSql => Target::DuckDb,
        ExportFormat::Dbt => Target::Dbt,
        #[cfg(feature = "parquet")]
        ExportFormat::Parquet => Target::Parquet,
        #[cfg(not(feature = "parquet"))]
        ExportFormat::Parquet => return Err(super::without_parquet("parquet")),
        ExportFormat::Datahub => Target::DataHub(arguments.catalog.naming()?),
    };
    arguments
        .catalog
        .refuse_unless(arguments.format == ExportFormat::Datahub)?;
    let named = Selection::parse(&arguments.only)?;
    let bundle = Bundle::open_some(arguments.bundle())?;
    let selection = match arguments.only.is_empty() {
        true => Selection::of(&bundle)?,
        false => named,
    };
    let beside = target.beside(arguments.bundle());
    let out = arguments.out.as_deref().unwrap_or(&beside);
    signals::tidy_up();
    let written = export(&bundle, &target, &selection, out, arguments.force)?;
    if !arguments.quiet {
        let place = plain(&out.display().to_string());
        let next = match target {
            Target::Sqlite => format!("sqlite3 {place}"),
            Target::Sql => format!("psql -X -f {place}"),
            Target::DuckDb => format!("duckdb bank.duckdb < {place}"),
            Target::Dbt => format!("cd {place} && dbt build"),
            #[cfg(feature = "parquet")]
            Target::Parquet => {
                let table = selection.tables().first();
                let table = table.map_or(String::new(), |one| {
                    format!("{}/{}", one.database, one.name)
                });
                format!("duckdb, such as FROM '{place}/{table}.parquet'")
            }
            Target::DataHub(_) => {
                let index = out.join("index.json");
                let index = index.canonicalize().unwrap_or(index);
                let index = plain(&index.display().to_string());
                format!("datahub datapack load bank --url file://{index} --trust-custom")
            }
        };
        let tables = match written.tables {
            1 => "1 table".to_string(),
            several => format!("{several} tables"),
        };
        print(format!(
            "{place}: {tables}, {} rows, {} bytes; open it with {next}\n",
            written.rows, written.bytes
        ))?;
        if !written.left_out.is_empty() {
            print(format!(
                "left out, because the tables are not in it: the references {}\n",
                written.left_out.join(", ")
            ))?;
        }
        output::print_elapsed(start);
    }
    Ok(ExitCode::SUCCESS)
}
