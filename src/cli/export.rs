//! `dhub export`: a bundle in another form.

use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Export {
    /// Directory of the bundle [default: out]
    #[arg(value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// What to write
    #[arg(long, value_name = "FORMAT")]
    pub format: ExportFormat,
    /// File to write, for dbt and parquet a directory [default: beside the bundle, such as out.sqlite]
    #[arg(short, long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Only these databases or tables, such as loans_db or loans_db.loans; may be repeated, or separated by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Replace what exists
    #[arg(long)]
    pub force: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

impl Export {
    /// The directory of the bundle: as given, or `out`.
    pub fn bundle(&self) -> &Path {
        self.bundle.as_deref().unwrap_or(Path::new("out"))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One SQLite database: keys, references, checks, and the comments as a table
    Sqlite,
    /// One script for psql or the init directory of PostgreSQL's Docker image: schemas, rows, references, one transaction
    Sql,
    /// A script for DuckDB: typed tables with keys and comments, filled from the bundle's CSVs
    DuckdbSql,
    /// A dbt project: sources with tests and freshness, staging models and four marts; over the files with DuckDB, or over PostgreSQL
    Dbt,
    /// A directory of Apache Parquet files, one a table: dates, timestamps, exact decimals, booleans; compressed with zstd
    Parquet,
}
