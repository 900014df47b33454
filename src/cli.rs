//! Every command and flag, with its help.

mod db;
mod defect;
mod diff;
mod examples;
mod export;
mod life;
mod mistakes;
mod seed;
mod values;

pub use db::{AnswerFormat, Db, Describe, Query, QueryOptions};
pub use defect::Defect;
pub use diff::{Diff, DiffFormat};
pub use export::{Export, ExportFormat};
pub use life::{Life, LifeFormat};
pub use mistakes::parse;
pub use seed::{
    Compression, Seed, SeedAll, SeedCheck, SeedClear, SeedFormat, SeedJoin, SeedStatus,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use dhub::plan::DATA_VERSION;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Something was found that is not as it should be.
pub const FINDINGS: u8 = 1;
/// The arguments are wrong, or something could not be done.
pub const FAILURE: u8 = 2;

/// Generates a whole retail bank from one seed: six PostgreSQL databases of coherent demo data, as plain files.
///
/// Exit status: 0 if all is well, 1 if there are findings or differences, 2 if the arguments are wrong or something could
/// not be done.
#[derive(Debug, Parser)]
#[command(name = "dhub", version = VERSION.as_str(), max_term_width = 100, after_long_help = examples::DHUB)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Use color: auto is on terminals only, unless NO_COLOR or CLICOLOR_FORCE is set
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
    /// Tell everything about one customer, in time order over all databases
    ///
    /// As text it is a story: who it is, accounts, loans and policies, then what happened month by month; months in which
    /// nothing but the expected happened are summed up, and so is what is due later. As csv or json it is every row that holds
    /// the customer's number or the key of another such row. With --scale, --seed or another number of the bank no bundle is
    /// read: the life is made straight from the numbers, in milliseconds at any scale. Exit status: 0 if it was told, 2 if not.
    #[command(after_long_help = examples::LIFE)]
    Life(Life),
    /// Check a bundle against its schema and every data rule
    ///
    /// Reads nothing but the bundle's files. Prints one line per database, then the findings. Exit status: 0 if there is no
    /// finding, 1 if there is one, 2 if there is no bundle.
    #[command(after_long_help = examples::VERIFY)]
    Verify(Verify),
    /// Plant known faults into a copy of a bundle, with the answers
    ///
    /// The copy differs from the bundle in the rows that labels/defects.csv names and in no other: for each defect the table, the
    /// keys of the rows, the columns, and the rule of dhub verify that finds it. Its manifest says that it is defective. The same
    /// bundle and seed give the same copy. Exit status: 0 if it was written, 2 if not.
    #[command(after_long_help = examples::DEFECT)]
    Defect(Defect),
    /// Write a bundle, or some of its tables, in another form
    ///
    /// What is written stands beside its place until it is whole. Equal bundles give equal files. Every CSV that goes into it is
    /// held against its digest. Exit status: 0 if it was written, 2 if not.
    #[command(after_long_help = examples::EXPORT)]
    Export(Export),
    /// Show the differences between two bundles, table by table
    ///
    /// Rows are paired by their keys, whatever their order; values are compared in the columns that both bundles have.
    /// Either bundle may be compressed. Every file is read; no digest is trusted. Exit status: 0 if all tables have the same
    /// columns and rows, 1 if not, 2 if a bundle cannot be read.
    ///
    /// A side is a directory, or REV:PATH for a bundle that is committed to git: REV is a branch, a tag, HEAD~1 or any other
    /// revision, PATH a directory from the top of the repository or, where no bundle is committed there, from the current one.
    /// REV alone is the place of the other side. Without a new side, the old one is compared with the working tree.
    #[command(after_long_help = examples::DIFF)]
    Diff(Diff),
    /// Print a shell completion script
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions {
        /// The shell to complete in
        shell: Shell,
    },
    /// Print a manual page, or write those of all commands
    #[command(after_long_help = examples::MAN)]
    Man(Man),
    /// Write the SQL of every database, as it stands in schema/
    #[command(hide = true)]
    Schema {
        /// Directory to write <database>.sql into; created if it does not exist
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
    /// The command to print the page of, such as seed all [default: dhub itself]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Write the pages of all commands into this directory instead; created if it does not exist
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, Args)]
pub struct Output {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReportFormat,
    /// Print nothing but errors and findings
    #[arg(short, long, conflicts_with = "format")]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Tables for people
    Text,
    /// One JSON object for programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On terminals
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// The directory of a bundle to read, by position or by the flag that wrote it.
#[derive(Debug, Args)]
pub struct Place {
    /// Directory of the bundle [default: out]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Directory of the bundle, as given to seed all
    #[arg(short, long, value_name = "DIR", conflicts_with = "dir")]
    out: Option<PathBuf>,
}

impl Place {
    /// The directory: as given, or `out`.
    pub fn directory(&self) -> &Path {
        let given = self.dir.as_deref().or(self.out.as_deref());
        given.unwrap_or(Path::new("out"))
    }
}

/// Where load.sh put the databases, with --live.
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
    /// Six databases
    Databases,
    /// Six schemas of one database
    Schemas,
}

static VERSION: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{} (data version {DATA_VERSION})",
        env!("CARGO_PKG_VERSION")
    )
});
