//! `dhub seed`: bundles written, checked and removed.

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
    /// The same seed, scale and as-of date give the same bytes on every machine. A bundle that is already in the directory
    /// is replaced as a whole once the new one is complete; a directory that holds anything else is left alone.
    ///
    /// With --part K/N only a part is written: the rows of the K-th of N shares of the customers, and in part 1 those of the
    /// bank itself and its staff. Parts can be generated anywhere and in any order; dhub seed join joins them.
    #[command(after_long_help = examples::SEED_ALL)]
    All(SeedAll),
    /// Join parts into one bundle (any order)
    ///
    /// Every byte is that of a bundle generated at once. Every file of the parts is checked against its digest. Parts that are
    /// missing, repeated, damaged or of another bundle are refused with exit status 2, and nothing changes.
    #[command(after_long_help = examples::SEED_JOIN)]
    Join(SeedJoin),
    /// Count the rows of each table and check every file against its digest
    ///
    /// Names whatever else is in the directory, too; the rows are left to verify. With --live, also counts what PostgreSQL holds
    /// of each table. Exit status: 0 if all is well, 1 if a file is missing, is not as it was written or is not part of the
    /// bundle, or PostgreSQL holds anything else, 2 if there is no bundle.
    #[command(after_long_help = examples::SEED_STATUS)]
    Status(SeedStatus),
    /// Generate the bundle again in memory and compare it with the files; nothing is written
    ///
    /// The seed and all else is read from the bundle's manifest. Exit status: 0 if every byte is what this version generates, 1
    /// if not, 2 if there is no bundle.
    #[command(after_long_help = examples::SEED_CHECK)]
    Check(SeedCheck),
    /// Remove the bundle's own files; anything else in the directory stays
    ///
    /// With --live, drops the tables that load.sh loaded instead, all or none of each database. Other tables, databases and
    /// schemas stay. It needs no bundle.
    #[command(after_long_help = examples::SEED_CLEAR)]
    Clear(SeedClear),
}

#[derive(Debug, Args)]
pub struct SeedAll {
    /// Size of the bank: 1 is 1200 customers and 150 employees
    ///
    /// A decimal above 0, at most 833333. It does not change a count that --customers or --employees gives.
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
    /// Random seed, 0 to 18446744073709551615: another seed is another bank
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, value_parser = values::seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// As-of date, 1990-01-01 to 2199-12-31: no event is later
    ///
    /// The clock is never read.
    #[arg(long, value_name = "DATE", default_value_t = DEFAULT_AS_OF, value_parser = values::date, allow_negative_numbers = true)]
    pub as_of: Date,
    /// Percentage of customers in planted money-laundering schemes, 0 to 5
    ///
    /// At most two decimals; 0 plants none. labels/aml_schemes.csv holds the ground truth.
    #[arg(long, value_name = "PERCENT", default_value_t = DEFAULT_AML_RATE, allow_negative_numbers = true)]
    pub aml_rate: AmlRate,
    /// Months of statements, 1 to 120: civil months, of which the last holds the as-of date
    ///
    /// Every transaction of a shorter history is in a longer one, unchanged.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MONTHS, allow_negative_numbers = true)]
    pub months: Months,
    /// Directory to write the bundle to
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Compress the tables
    ///
    /// The ids and rows are those of the plain bundle.
    #[arg(long, value_name = "METHOD")]
    pub compress: Option<Compression>,
    /// Generate only part K of N, such as 2/3
    ///
    /// Give all parts the same other flags; dhub seed join joins them.
    #[arg(long, value_name = "K/N")]
    pub part: Option<Part>,
    /// Generate all N parts, 1 to 10000, into part-1, part-2 and so on in the directory
    ///
    /// Each is what --part writes.
    #[arg(long, value_name = "N", value_parser = values::parts, conflicts_with = "part", allow_negative_numbers = true)]
    pub parts: Option<u32>,
    /// Only these databases or tables, such as loans_db or loans_db.loans; may be repeated, or separated by commas
    ///
    /// What is written is byte for byte what the whole has.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Write the one table that --only names to stdout, and no bundle
    #[arg(long, conflicts_with_all = ["out", "force", "parts"])]
    pub stdout: bool,
    /// Number of threads, 1 to 1024 [default: one per core]
    ///
    /// Does not change the output.
    #[arg(long, value_name = "N", value_parser = values::threads, allow_negative_numbers = true)]
    pub threads: Option<u16>,
    /// Memory for finished rows that wait to be written, such as 128M or 1GiB
    ///
    /// Approximate, in units of 1024, from 1M up. Does not change the output.
    #[arg(long, value_name = "SIZE", default_value = "1GiB", value_parser = values::size, allow_negative_numbers = true)]
    pub memory: u64,
    /// Also replace a bundle that was edited, or one of another kind
    ///
    /// Without it, a bundle whose files changed since they were written is kept; so is a part that a whole bundle or another part
    /// would replace, and a whole bundle that a part would replace.
    #[arg(long)]
    pub force: bool,
    /// Format of the tables or of the report [default: csv and text]
    ///
    /// May be given for both: --format parquet,json.
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        hide_default_value = true
    )]
    pub format: Vec<SeedFormat>,
    /// Print nothing but errors
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
    /// Join the manifests alone: the tables stay where they are
    ///
    /// Writes a datapackage.json whose tables are the files of all parts, and a SHA256SUMS of them all. That the parts belong together
    /// is shown by their manifests, the digests of all but the tables, and the sizes of the tables' files.
    #[arg(long)]
    pub manifest_only: bool,
    /// Also replace a bundle that was edited, or a part of one
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
    /// Also count what PostgreSQL holds of each table (PGHOST, PGUSER, ... or DATABASE_URL)
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
    /// Really remove them; without it nothing is done
    #[arg(long)]
    pub confirm: bool,
    #[command(flatten)]
    pub output: Output,
    /// Drop the tables that load.sh loaded into PostgreSQL instead (PGHOST, PGUSER, ... or DATABASE_URL)
    ///
    /// The bundle stays.
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

/// How the tables are stored, or the report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeedFormat {
    /// Tables: CSV
    Csv,
    /// Tables: Apache Parquet with the declared types, compressed with zstd
    Parquet,
    /// A table for --stdout: a stream of Apache Arrow record batches
    ArrowStream,
    /// Report: tables for people
    Text,
    /// Report: one JSON object for programs
    Json,
}
