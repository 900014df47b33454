//! `dhub seed`: writes, checks and removes bundles.

use super::{Output, Place, Server, examples, values};
use clap::{Args, Subcommand, ValueEnum};
use dhub::plan::{
    AmlRate, DEFAULT_AML_RATE, DEFAULT_AS_OF, DEFAULT_MONTHS, DEFAULT_SEED, Months, Part, Scale,
};
use dhub::values::calendar::Date;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Seed {
    /// Generate a bundle: all tables of all databases
    ///
    /// The same seed, scale and as-of date give the same bytes on every machine. An existing bundle in the directory is replaced
    /// as a whole once the new one is complete; a directory that contains anything else is left alone.
    ///
    /// --part K/N writes only a part: the rows of the K-th of N shares of the customers, and in part 1 also those of the bank
    /// itself and its staff. Parts can be generated anywhere and in any order; dhub seed join joins them.
    #[command(after_long_help = examples::SEED_ALL)]
    All(SeedAll),
    /// Join parts into one bundle (any order)
    ///
    /// The result is byte for byte the bundle generated in one run. Every file of the parts is checked against its digest. If
    /// parts are missing, repeated, damaged or from a different bundle, nothing is changed and the exit status is 2.
    #[command(after_long_help = examples::SEED_JOIN)]
    Join(SeedJoin),
    /// Count the rows of each table and check every file against its digest
    ///
    /// Also reports any other files in the directory; dhub verify checks the rows themselves. With --live, also counts the loaded
    /// rows of each table in PostgreSQL. Exit status: 0 if everything matches, 1 if a file is missing, modified or not part of the
    /// bundle, or if PostgreSQL differs, 2 if there is no bundle.
    #[command(after_long_help = examples::SEED_STATUS)]
    Status(SeedStatus),
    /// Regenerate the bundle in memory and compare it with the files, without writing anything
    ///
    /// The seed and the other parameters come from the bundle's manifest. Exit status: 0 if this version generates exactly these
    /// bytes, 1 if not, 2 if there is no bundle.
    #[command(after_long_help = examples::SEED_CHECK)]
    Check(SeedCheck),
    /// Remove the bundle's own files and keep anything else in the directory
    ///
    /// With --live, drops the tables that load.sh loaded instead, for each database either all or none. Other tables, databases
    /// and schemas are kept. Requires no bundle.
    #[command(after_long_help = examples::SEED_CLEAR)]
    Clear(SeedClear),
}

#[derive(Debug, Args)]
pub struct SeedAll {
    /// Size of the bank: 1 is 1200 customers and 150 employees
    ///
    /// A decimal above 0, at most 833333. Does not affect a count set with --customers or --employees.
    #[arg(
        short,
        long,
        value_name = "FACTOR",
        default_value = "1.0",
        allow_negative_numbers = true
    )]
    pub scale: Scale,
    /// Number of customers, 1 to 1000000000, instead of 1200 times the scale
    #[arg(short, long, value_name = "N", value_parser = values::count, allow_negative_numbers = true)]
    pub customers: Option<u32>,
    /// Number of employees, 7 to 125000000, instead of 150 times the scale
    #[arg(short, long, value_name = "N", value_parser = values::count, allow_negative_numbers = true)]
    pub employees: Option<u32>,
    /// Random seed, 0 to 18446744073709551615: each seed gives a different bank
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, value_parser = values::seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// As-of date, 1990-01-01 to 2199-12-31: no event is later
    ///
    /// The default is fixed; the clock is never read.
    #[arg(long, value_name = "DATE", default_value_t = DEFAULT_AS_OF, value_parser = values::date, allow_negative_numbers = true)]
    pub as_of: Date,
    /// Percentage of customers in planted money-laundering schemes, 0 to 5
    ///
    /// At most two decimal places; 0 plants none. labels/aml_schemes.csv is the ground truth.
    #[arg(long, value_name = "PERCENT", default_value_t = DEFAULT_AML_RATE, allow_negative_numbers = true)]
    pub aml_rate: AmlRate,
    /// Months of statements, 1 to 120: calendar months, the last of which contains the as-of date
    ///
    /// A longer history contains every transaction of a shorter one, unchanged.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MONTHS, allow_negative_numbers = true)]
    pub months: Months,
    /// Directory to write the bundle to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Compress the tables
    ///
    /// Ids and rows are the same as without compression.
    #[arg(long, value_name = "METHOD")]
    pub compress: Option<Compression>,
    /// Generate only part K of N, such as 2/3
    ///
    /// Use the same other flags for all parts; dhub seed join joins them.
    #[arg(long, value_name = "K/N")]
    pub part: Option<Part>,
    /// Generate all N parts, 1 to 10000, in the subdirectories part-1, part-2 and so on
    ///
    /// Each one is the same as with --part.
    #[arg(long, value_name = "N", value_parser = values::parts, conflicts_with = "part", allow_negative_numbers = true)]
    pub parts: Option<u32>,
    /// Only these databases or tables, such as loans_db or loans_db.loans; comma-separated or repeated
    ///
    /// They are byte for byte the same as in a whole bundle.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Write the single table named by --only to stdout instead of a bundle
    #[arg(long, conflicts_with_all = ["out", "force", "parts"])]
    pub stdout: bool,
    /// Number of threads, 1 to 1024 [default: one per core]
    ///
    /// Does not change the output.
    #[arg(long, value_name = "N", value_parser = values::threads, allow_negative_numbers = true)]
    pub threads: Option<u16>,
    /// Memory limit for generated rows waiting to be written, such as 128M or 1GiB
    ///
    /// Approximate, at least 1M; units are powers of 1024. Does not change the output.
    #[arg(long, value_name = "SIZE", default_value = "1GiB", value_parser = values::size, allow_negative_numbers = true)]
    pub memory: u64,
    /// Replace even an edited bundle, or one of another kind
    ///
    /// Otherwise, a bundle whose files were modified is kept, and so are a part that a whole bundle or another part would replace
    /// and a whole bundle that a part would replace.
    #[arg(long)]
    pub force: bool,
    /// Format of the tables or of the report [default: csv and text]
    ///
    /// Can be used for both: --format parquet,json.
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        hide_default_value = true
    )]
    pub format: Vec<SeedFormat>,
    /// Print only errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct SeedJoin {
    /// Directories of the parts: all N of them, in any order
    #[arg(value_name = "PART", required = true)]
    pub parts: Vec<PathBuf>,
    /// Directory to write the bundle to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Join only the manifests and leave the tables in place
    ///
    /// Writes a datapackage.json whose tables are the files of all parts, and a SHA256SUMS for them. Checks by manifests, digests of
    /// files other than tables, and sizes of table files that the parts belong together.
    #[arg(long)]
    pub manifest_only: bool,
    /// Replace even an edited bundle, or a part of one
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct SeedStatus {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub output: Output,
    /// Also count the loaded rows of each table in PostgreSQL (PGHOST, PGUSER, ... or DATABASE_URL)
    #[arg(long)]
    pub live: bool,
    #[command(flatten)]
    pub server: Server,
}

#[derive(Debug, Args)]
pub struct SeedCheck {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct SeedClear {
    #[command(flatten)]
    pub place: Place,
    /// Confirm the removal; required
    #[arg(long)]
    pub confirm: bool,
    #[command(flatten)]
    pub output: Output,
    /// Drop the tables that load.sh loaded into PostgreSQL instead (PGHOST, PGUSER, ... or DATABASE_URL)
    ///
    /// The bundle is kept.
    #[arg(long)]
    pub live: bool,
    #[command(flatten)]
    pub server: Server,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Compression {
    /// One zstd frame per table, level 3
    Zstd,
}

/// Storage format of the tables, or output format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeedFormat {
    /// Tables: CSV
    Csv,
    /// Tables: Apache Parquet with the declared types, compressed with zstd
    Parquet,
    /// Table for --stdout: an Apache Arrow stream of record batches
    ArrowStream,
    /// Report: human-readable tables
    Text,
    /// Report: one JSON object
    Json,
}
