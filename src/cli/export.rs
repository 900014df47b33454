//! `dhub export`: converts a bundle to another format.

use clap::{Args, ValueEnum};
use dhub::error::{Error, Result};
use dhub::export::datahub::{ENVIRONMENTS, Layout, Naming};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Export {
    /// Directory of the bundle [default: out]
    #[arg(value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// Output format
    #[arg(long, value_name = "FORMAT")]
    pub format: ExportFormat,
    /// File to write, or directory for datahub, dbt and parquet [default: next to the bundle, such as out.sqlite]
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
    #[command(flatten)]
    pub catalog: Catalog,
}

impl Export {
    /// Returns the directory of the bundle; `out` by default.
    pub fn bundle(&self) -> &Path {
        self.bundle.as_deref().unwrap_or(Path::new("out"))
    }
}

/// Where the tables that a catalog describes are loaded.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of --format datahub")]
pub struct Catalog {
    /// How load.sh lays the tables out [default: databases]
    #[arg(long, value_name = "LAYOUT")]
    layout: Option<CatalogLayout>,
    /// The prefix of the databases, as given to load.sh
    #[arg(long, value_name = "NAME")]
    prefix: Option<String>,
    /// The one database of --layout schemas [default: demo]
    #[arg(long, value_name = "NAME")]
    database: Option<String>,
    /// The platform instance that DataHub's recipes name
    #[arg(long, value_name = "NAME")]
    platform_instance: Option<String>,
    /// The environment in DataHub, such as DEV [default: PROD]
    #[arg(long, value_name = "NAME", hide_possible_values = true, value_parser = ENVIRONMENTS)]
    env: Option<String>,
}

impl Catalog {
    /// Returns the names of the tables.
    ///
    /// # Errors
    ///
    /// When a name is invalid.
    pub fn naming(&self) -> Result<Naming> {
        let layout = match self.layout {
            None | Some(CatalogLayout::Databases) => Layout::Databases,
            Some(CatalogLayout::Schemas) => Layout::Schemas,
        };
        Naming::new(
            layout,
            self.prefix.as_deref(),
            self.database.as_deref(),
            self.platform_instance.as_deref(),
            self.env.as_deref().unwrap_or(ENVIRONMENTS[0]),
        )
    }

    /// Fails if one of these flags was given with a format that does not use them.
    ///
    /// # Errors
    ///
    /// The error names the first such flag.
    pub fn refuse_unless(&self, wanted: bool) -> Result<()> {
        let given = [
            ("--layout", self.layout.is_some()),
            ("--prefix", self.prefix.is_some()),
            ("--database", self.database.is_some()),
            ("--platform-instance", self.platform_instance.is_some()),
            ("--env", self.env.is_some()),
        ];
        match given.into_iter().find(|(_, given)| *given && !wanted) {
            Some((flag, _)) => Err(Error::usage(format!(
                "{flag} tells a catalog where the tables are loaded: it can only be used with --format datahub"
            ))),
            None => Ok(()),
        }
    }
}

/// How `load.sh` lays the tables out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CatalogLayout {
    /// Separate databases
    Databases,
    /// One database with a schema for each
    Schemas,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A SQLite database with keys, references, checks, and a table of comments
    Sqlite,
    /// A script for psql, or for the init directory of PostgreSQL's Docker image: schemas, rows, references, in one transaction
    Sql,
    /// A script for DuckDB: typed tables with keys and comments, filled from the bundle's CSVs
    DuckdbSql,
    /// A data pack for DataHub: tables, owners, domains, glossary, tags, lineage, references, queries, assertions, documents
    Datahub,
    /// A dbt project: sources with tests and freshness, staging models and four marts; over the files with DuckDB, or over PostgreSQL
    Dbt,
    /// A directory with an Apache Parquet file per table: dates, timestamps, exact decimals, booleans; compressed with zstd
    Parquet,
}
