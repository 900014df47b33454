//! `dhub db`: questions to a bundle or a server.

use super::{Place, Server, examples, values};
use clap::{Args, Subcommand, ValueEnum};
use dhub::tables::FOLDERS;

#[derive(Debug, Subcommand)]
pub enum Db {
    /// List the populated tables with their counts
    #[command(after_long_help = examples::DB_TABLES)]
    Tables(Source),
    /// Run a read-only SQL query
    ///
    /// Tables of all six databases can be joined by their qualified names, such as loans_db.loans; PRAGMA
    /// table_info(loans) lists columns. A bundle is queried in SQLite's SQL: decimals are doubles (sum and avg are exact;
    /// write round(a + b, 2) = c), dates are text (day(a) - day(b), add_days(d, 30), add_months(d, 1)), booleans are 1 and
    /// 0. With --live, PostgreSQL runs the query, in its own SQL.
    #[command(after_long_help = examples::DB_QUERY)]
    Query(Query),
}

#[derive(Debug, Args)]
pub struct Query {
    /// The query, one statement
    #[arg(value_name = "SQL", value_parser = values::Sql, allow_hyphen_values = true)]
    pub sql: String,
    #[command(flatten)]
    pub source: Source,
}

#[derive(Debug, Args)]
pub struct Source {
    #[command(flatten)]
    pub place: Place,
    /// Database whose tables need no qualified name
    #[arg(short, long, value_name = "DB", value_parser = FOLDERS)]
    pub database: Option<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: AnswerFormat,
    /// Query PostgreSQL instead of the bundle, through psql (PGHOST, PGUSER, ... or DATABASE_URL)
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
