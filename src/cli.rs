//! Every command and flag, with its help.

mod mistakes;
mod values;

pub use mistakes::parse;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use dhub::plan::{AmlRate, DATA_VERSION, DEFAULT_AML_RATE, DEFAULT_AS_OF, Part, Scale};
use dhub::tables::FOLDERS;
use dhub::values::calendar::Date;
use std::path::PathBuf;
use std::sync::LazyLock;

/// Something was found that is not as it should be.
pub const FINDINGS: u8 = 1;
/// The arguments are wrong, or something could not be done.
pub const FAILURE: u8 = 2;

/// Makes a whole retail bank out of one number: six PostgreSQL databases of coherent demo data as plain files.
#[derive(Debug, Parser)]
#[command(name = "dhub", version = VERSION.as_str(), max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write, check and remove bundles
    #[command(subcommand)]
    Seed(Seed),
    /// Ask the databases of a bundle, without a server
    #[command(subcommand)]
    Db(Db),
    /// Hold a bundle against its declarations and every rule of the guide
    ///
    /// Reads nothing but the bundle's files. Exits with 1 if there is a finding, with 2 if there is no bundle.
    Verify(Verify),
    /// Show what differs between two bundles, table by table
    ///
    /// Rows are paired by their keys, whatever their order; values are compared on the columns that both bundles have.
    /// Either bundle may be compressed. Every file is read, no digest is trusted. Exits with 0 if all tables have the
    /// same columns and rows, with 1 if not, with 2 if a bundle cannot be read.
    Diff(Diff),
    /// Print a completion script for a shell
    Completions {
        /// The shell, for example: dhub completions bash > /etc/bash_completion.d/dhub
        shell: Shell,
    },
    /// Write the SQL of every database, as it stands in schema/
    #[command(hide = true)]
    Schema {
        /// The folder to write <database>.sql into; made if it does not exist
        #[arg(long, value_name = "DIR", default_value = "schema")]
        dir: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum Seed {
    /// Write the bundle: all tables of all databases
    ///
    /// The same seed, scale and as-of date give the same bytes, on every machine. A bundle that stands in the folder
    /// already is replaced as a whole when the new one is complete; a folder that holds anything else is left alone.
    ///
    /// With --part K/N only a part is written, its rows alone: the K-th Nth of the customers, in part 1 also the bank
    /// itself and its staff. Parts can be made anywhere and in any order; dhub seed join makes the bundle of them.
    All(SeedAll),
    /// Make the bundle of its parts, which dhub seed all --part wrote, given in any order
    ///
    /// Every byte is that of the bundle written at once. Every file of the parts is checked against its digest. Parts that
    /// are missing, given twice, damaged or of another bundle are refused with 2; then everything stands as before.
    Join(SeedJoin),
    /// Count the rows of each table and check every file against its digest
    ///
    /// With --live also what PostgreSQL holds of each. Exits with 1 if a file is missing or is not as it was written, or
    /// if PostgreSQL holds anything else, with 2 if there is no bundle.
    Status(SeedStatus),
    /// Make the bundle's files again in memory and compare them with those on disk; nothing is written
    ///
    /// What they were made of is read from the manifest. Exits with 0 if every byte is what this version makes, with 1
    /// if not, with 2 if there is no bundle.
    Check {
        /// The bundle's folder
        #[arg(value_name = "DIR", default_value = "out")]
        dir: PathBuf,
    },
    /// Remove the bundle's own files; anything else in the folder stays
    ///
    /// With --live the tables that load.sh loaded are dropped instead, those of each database all or none. Tables of
    /// others, databases and schemas stay. It needs no bundle.
    Clear(SeedClear),
}

#[derive(Debug, Subcommand)]
pub enum Db {
    /// List the populated tables with their counts
    Tables(Source),
    /// Answer a query; one that writes is refused
    ///
    /// Tables of all six databases can be joined by their qualified names, such as loans_db.loans; PRAGMA
    /// table_info(loans) lists columns. The bundle is asked in SQLite's SQL: decimals are doubles (sum and avg are exact,
    /// write round(a + b, 2) = c), dates are text (day(a) - day(b), add_days(d, 30), add_months(d, 1)), booleans are 1 and
    /// 0. With --live PostgreSQL answers in its own.
    Query {
        /// The query, one statement
        #[arg(value_name = "SQL", allow_hyphen_values = true)]
        sql: String,
        #[command(flatten)]
        source: Source,
    },
}

#[derive(Debug, Args)]
pub struct Source {
    /// The database whose tables need no qualified name
    #[arg(short, long, value_name = "DB", value_parser = FOLDERS)]
    pub database: Option<String>,
    /// How to print the answer
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: AnswerFormat,
    #[command(flatten)]
    pub place: Place,
    /// Ask PostgreSQL, through psql (PGHOST, PGUSER, ... or DATABASE_URL), instead of the bundle
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

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Layout {
    /// Six databases
    Databases,
    /// Six schemas of one database
    Schemas,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// The bundle's folder
    #[arg(value_name = "DIR", default_value = "out")]
    pub dir: PathBuf,
    /// How the report is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Also compare PostgreSQL with the bundle, row by row, as load.sh --verify=deep does
    #[arg(long)]
    pub live: bool,
    #[command(flatten)]
    pub server: Server,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The folder of the bundle before
    pub old: PathBuf,
    /// The folder of the bundle after
    pub new: PathBuf,
    /// Print every difference as CSV instead of a summary: one line for each value of a changed row, one with the whole
    /// record for an added or removed row
    #[arg(long, conflicts_with = "format")]
    pub rows: bool,
    /// How the summary is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for people
    Text,
    /// One JSON object for programs
    Json,
}

#[derive(Debug, Args)]
pub struct Place {
    /// The bundle's folder
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
}

/// Where load.sh put the databases, with --live.
#[derive(Debug, Args)]
pub struct Server {
    /// Where load.sh put the databases
    #[arg(
        long,
        value_name = "LAYOUT",
        default_value = "databases",
        requires = "live"
    )]
    pub layout: Layout,
    /// What load.sh put before their names
    #[arg(long, value_name = "P", value_parser = values::prefix, requires = "live")]
    pub prefix: Option<String>,
}

#[derive(Debug, Args)]
pub struct SeedStatus {
    #[command(flatten)]
    pub place: Place,
    /// Also count what PostgreSQL holds of each table (PGHOST, PGUSER, ... or DATABASE_URL)
    #[arg(long)]
    pub live: bool,
    #[command(flatten)]
    pub server: Server,
}

#[derive(Debug, Args)]
pub struct SeedClear {
    /// Really remove them; without it nothing is done
    #[arg(long)]
    pub confirm: bool,
    #[command(flatten)]
    pub place: Place,
    /// Drop the tables that load.sh loaded into PostgreSQL (PGHOST, PGUSER, ... or DATABASE_URL) instead; the bundle stays
    #[arg(long)]
    pub live: bool,
    #[command(flatten)]
    pub server: Server,
}

#[derive(Debug, Args)]
pub struct SeedAll {
    /// Size of the bank: 1 is 1200 customers and 150 employees. A decimal above 0, at most 8333. No effect on a count
    /// that is given by --customers or --employees
    #[arg(short, long, value_name = "FACTOR", default_value = "1.0", value_parser = Scale::parse, allow_negative_numbers = true)]
    pub scale: Scale,
    /// Number of customers, 1 to 9999999, instead of 1200 times the scale
    #[arg(short, long, value_name = "N", value_parser = values::count, allow_negative_numbers = true)]
    pub customers: Option<u32>,
    /// Number of employees, 7 to 999999, instead of 150 times the scale
    #[arg(short, long, value_name = "N", value_parser = values::count, allow_negative_numbers = true)]
    pub employees: Option<u32>,
    /// The number that everything is made of, 0 to 18446744073709551615. Another seed is another bank
    #[arg(long, value_name = "N", default_value_t = dhub::plan::DEFAULT_SEED, value_parser = values::seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// The last day of the world, from 1990-01-01 to 2199-12-31: nothing happens later. The clock is never read
    #[arg(long, value_name = "DATE", default_value_t = DEFAULT_AS_OF, value_parser = values::date, allow_negative_numbers = true)]
    pub as_of: Date,
    /// Customers who run a planted money laundering scheme, in percent: 0 to 5, at most two decimals; 0 plants none. The
    /// answers are in labels/aml_schemes.csv
    #[arg(long, value_name = "PERCENT", default_value_t = DEFAULT_AML_RATE, value_parser = AmlRate::parse, allow_negative_numbers = true)]
    pub aml_rate: AmlRate,
    #[command(flatten)]
    pub place: Place,
    /// Store the tables compressed. The ids and rows are those of the plain bundle
    #[arg(long, value_name = "METHOD")]
    pub compress: Option<Compression>,
    /// Write only part K of N, such as 2/3. All parts have the same other flags; dhub seed join makes the bundle of them
    #[arg(long, value_name = "K/N", value_parser = Part::parse)]
    pub part: Option<Part>,
    /// Number of threads, 1 to 1024; as many as the machine has if not given. No effect on the bytes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// About how much memory finished rows may take while they wait to be written, such as 128M or 1GiB (units of
    /// 1024). No effect on the bytes, and none above what keeps the threads busy
    #[arg(long, value_name = "SIZE", default_value = "1GiB", value_parser = values::size, allow_negative_numbers = true)]
    pub memory: u64,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct SeedJoin {
    /// The folders of the parts: all N of them, in any order
    #[arg(value_name = "PART", required = true)]
    pub parts: Vec<PathBuf>,
    #[command(flatten)]
    pub place: Place,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Compression {
    /// One zstd frame per table, level 3
    Zstd,
}

static VERSION: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{} (data version {DATA_VERSION})",
        env!("CARGO_PKG_VERSION")
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent_and_every_flag_has_help() {
        fn visit(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands().for_each(visit);
        }
        let mut command = Cli::command();
        command.clone().debug_assert();
        command.build();
        visit(&command);
    }
}
