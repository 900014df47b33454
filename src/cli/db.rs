//! `dhub db`: queries against a bundle or a server.

use super::{Place, Server, examples, values};
use clap::{Args, Subcommand, ValueEnum};
use dhub::tables::DIRECTORIES;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Subcommand)]
pub enum Db {
    /// List the tables with their row counts
    #[command(after_long_help = examples::DB_TABLES)]
    Tables(QueryOptions),
    /// Run a read-only SQL query
    ///
    /// Tables of all databases can be joined by their qualified names, such as loans_db.loans; PRAGMA
    /// table_info(loans) lists columns. A bundle is queried in SQLite's SQL dialect: decimals are doubles (sum and avg are exact;
    /// write round(a + b, 2) = c), dates are text (day(a) - day(b), add_days(d, 30), add_months(d, 1)), and booleans are 1 and
    /// 0. The table format shows at most 10,000 rows, csv and json show all. With --live, PostgreSQL runs the query, in its own
    /// SQL.
    #[command(after_long_help = examples::DB_QUERY)]
    Query(Query),
    /// Show the columns of a table: types, keys and comments
    ///
    /// Shows the declarations of this version; requires no bundle or server.
    #[command(after_long_help = examples::DB_DESCRIBE)]
    Describe(Describe),
}

#[derive(Debug, Args)]
pub struct Query {
    /// The query, a single statement; - reads it from stdin
    #[arg(value_name = "SQL", value_parser = values::Sql, allow_hyphen_values = true, required_unless_present = "file")]
    pub sql: Option<String>,
    /// Read the query from a file
    #[arg(short, long, value_name = "FILE", conflicts_with = "sql")]
    pub file: Option<PathBuf>,
    /// Time limit for the query, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = values::seconds, allow_negative_numbers = true)]
    pub timeout: Option<Duration>,
    #[command(flatten)]
    pub source: QueryOptions,
}

#[derive(Debug, Args)]
pub struct Describe {
    /// The table, such as loans or loans_db.loans
    #[arg(value_name = "TABLE")]
    pub table: String,
    /// Database to look in first
    #[arg(short, long, value_name = "DB", value_parser = DIRECTORIES)]
    pub database: Option<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: AnswerFormat,
}

#[derive(Debug, Args)]
pub struct QueryOptions {
    #[command(flatten)]
    pub place: Place,
    /// Database whose tables can be named without it
    #[arg(short, long, value_name = "DB", value_parser = DIRECTORIES)]
    pub database: Option<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: AnswerFormat,
    /// Query PostgreSQL through psql instead of the bundle (PGHOST, PGUSER, ... or DATABASE_URL)
    #[arg(long)]
    pub live: bool,
    #[command(flatten)]
    pub server: Server,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AnswerFormat {
    /// Aligned columns
    Table,
    /// Comma-separated values with a header
    Csv,
    /// An array of objects
    Json,
}
