//! Every command and flag, with its help.

mod db;
mod defect;
mod diff;
mod examples;
mod export;
mod life;
mod report;
mod seed;
mod usage_errors;
mod values;

pub use db::{AnswerFormat, Db, Describe, Query, QueryOptions};
pub use defect::Defect;
pub use diff::{Diff, DiffFormat};
pub use export::{Export, ExportFormat};
pub use life::{Life, LifeFormat};
pub use report::Report;
pub use seed::{
    Compression, Seed, SeedAll, SeedCheck, SeedClear, SeedFormat, SeedJoin, SeedStatus,
};
pub use usage_errors::parse;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use dhub::plan::DATA_VERSION;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Exit status if there are findings or differences.
pub const FINDINGS: u8 = 1;
/// Exit status if the arguments are invalid or the operation failed.
pub const FAILURE: u8 = 2;

/// Generates a whole retail bank from one seed: PostgreSQL databases of coherent demo data, as plain files.
///
/// Exit status: 0 on success, 1 if there are findings or differences, 2 if the arguments are invalid or the operation
/// failed.
#[derive(Debug, Parser)]
#[command(name = "dhub", version = VERSION.as_str(), max_term_width = 100, after_long_help = examples::DHUB)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// When to use color: auto means on terminals, unless NO_COLOR or CLICOLOR_FORCE is set
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        display_order = 900
    )]
    pub color: Color,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write, check and remove bundles
    #[command(subcommand)]
    Seed(Seed),
    /// Query a bundle, or the PostgreSQL it was loaded into
    #[command(subcommand)]
    Db(Db),
    /// Show everything about one customer, across all databases in order of time
    ///
    /// The text is a story: the person, accounts, loans and policies, then the events month by month; months with only routine
    /// events are summarized, and so are future due dates. csv and json give every row that contains the customer's number or the
    /// key of another such row. With --scale, --seed or another parameter of the bank, no bundle is read: the life is generated
    /// directly, in milliseconds at any scale. Exit status: 0 on success, 2 on failure.
    #[command(after_long_help = examples::LIFE)]
    Life(Life),
    /// Check a bundle against its schema and every data rule
    ///
    /// Reads only the bundle's files. Prints one line per database, then the findings. Exit status: 0 if there are no findings,
    /// 1 if there are any, 2 if there is no bundle.
    #[command(after_long_help = examples::VERIFY)]
    Verify(Verify),
    /// Plant known defects in a copy of a bundle, with an answer key
    ///
    /// The copy differs from the bundle only in the rows listed in labels/defects.csv, which gives for each defect the table, the
    /// keys of the rows, the columns, and the rule of dhub verify that detects it. Its manifest says that it is defective. The same
    /// bundle and seed give the same copy. The bundle must be whole and CSV, plain or compressed: all other lines of the copy are
    /// those of the bundle, byte for byte, which a Parquet file does not have. Exit status: 0 on success, 2 on failure.
    #[command(after_long_help = examples::DEFECT)]
    Defect(Defect),
    /// Convert a bundle, or some of its tables, to another format
    ///
    /// The output appears only when it is complete. Equal bundles give equal files. Every table is checked against its digest while
    /// it is read. Exit status: 0 on success, 2 on failure.
    #[command(after_long_help = examples::EXPORT)]
    Export(Export),
    /// Describe a bundle in one HTML page
    ///
    /// Key figures, charts of the data, three account statements, diagrams of the tables, every column, and the results of
    /// verify. The page needs no network and no scripts, has a light and a dark mode, prints well and works on a phone. Equal
    /// bundles give equal pages. Exit status: 0 if the page was written, whatever verify finds, 2 if not.
    #[command(after_long_help = examples::REPORT)]
    Report(Report),
    /// Show the differences between two bundles, table by table
    ///
    /// Rows are matched by key, in any order; values are compared in the columns that both bundles have. Either bundle may be
    /// compressed. Every file is read; digests are not trusted. Exit status: 0 if all tables have the same columns and rows, 1
    /// if not, 2 if a bundle cannot be read.
    ///
    /// A side is a directory, or REV:PATH for a bundle committed to git: REV is a branch, a tag, HEAD~1 or any other revision,
    /// PATH a directory relative to the top of the repository or, if no bundle is committed there, to the current directory.
    /// REV alone means the path of the other side. Without a new side, the old one is compared with the working tree.
    #[command(after_long_help = examples::DIFF)]
    Diff(Diff),
    /// Print a shell completion script
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page, or write the pages of all commands
    #[command(after_long_help = examples::MAN)]
    Man(Man),
    /// Write the SQL of every database, as found in schema/
    #[command(hide = true)]
    Schema {
        /// Directory to write <database>.sql to; created if it does not exist
        #[arg(long, value_name = "DIR", default_value = "schema")]
        dir: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    pub place: Place,
    /// Show every rule with its description and figures, not only the findings
    #[arg(long, conflicts_with_all = ["format", "quiet"])]
    pub all: bool,
    #[command(flatten)]
    pub output: Output,
    /// Also compare PostgreSQL with the bundle, row by row, as load.sh --verify=deep does
    #[arg(long)]
    pub live: bool,
    #[command(flatten)]
    pub server: Server,
}

#[derive(Debug, Args)]
pub struct Man {
    /// The command whose page to print, such as seed all [default: dhub itself]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Write the pages of all commands to this directory instead; created if it does not exist
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

/// Flags for printing a report.
#[derive(Clone, Copy, Debug, Args)]
pub struct Output {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReportFormat,
    /// Print only errors and findings
    #[arg(short, long, conflicts_with = "format")]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Human-readable tables
    Text,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On terminals
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The directory of a bundle to read, as an argument or with the same flag as for writing it.
#[derive(Debug, Args)]
pub struct Place {
    /// Directory of the bundle [default: out]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Directory of the bundle, as for seed all
    #[arg(short, long, value_name = "DIR", conflicts_with = "dir")]
    out: Option<PathBuf>,
}

impl Place {
    /// Returns the directory; `out` by default.
    pub fn directory(&self) -> &Path {
        let given = self.dir.as_deref().or(self.out.as_deref());
        given.unwrap_or(Path::new("out"))
    }
}

/// Where load.sh put the databases, for --live.
#[derive(Debug, Args)]
pub struct Server {
    /// Layout used with load.sh
    #[arg(
        long,
        value_name = "LAYOUT",
        default_value = "databases",
        requires = "live"
    )]
    pub layout: Layout,
    /// Database name prefix used with load.sh
    #[arg(long, value_name = "PREFIX", value_parser = values::prefix, requires = "live")]
    pub prefix: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Layout {
    /// Separate databases
    Databases,
    /// One database with a schema for each
    Schemas,
}

static VERSION: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{} (data version {DATA_VERSION})",
        env!("CARGO_PKG_VERSION")
    )
});
