//! `dhub export`: converts a bundle to another format.

use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Export {
    /// Directory of the bundle [default: out]
    #[arg(value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// Output format
    #[arg(long, value_name = "FORMAT")]
    pub format: ExportFormat,
    /// File to write, or directory for dbt and parquet [default: next to the bundle, such as out.sqlite]
    #[arg(short, long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Only these databases or tables, such as loans_db or loans_db.loans; comma-separated or repeated
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Replace an existing file or directory
    #[arg(long)]
    pub force: bool,
    /// Print only errors
    #[arg(short, long)]
    pub quiet: bool,
}

impl Export {
    /// Returns the directory of the bundle; `out` by default.
    pub fn bundle(&self) -> &Path {
        self.bundle.as_deref().unwrap_or(Path::new("out"))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A SQLite database with keys, references, checks, and a table of comments
    Sqlite,
    /// A script for psql, or for the init directory of PostgreSQL's Docker image: schemas, rows, references, in one transaction
    Sql,
    /// A script for DuckDB: typed tables with keys and comments, filled from the bundle's CSVs
    DuckdbSql,
    /// A dbt project: sources with tests and freshness, staging models and four marts; over the files with DuckDB, or over PostgreSQL
    Dbt,
    /// A directory with an Apache Parquet file per table: dates, timestamps, exact decimals, booleans; compressed with zstd
    Parquet,
}
