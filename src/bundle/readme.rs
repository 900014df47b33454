//! Renders the `README.md` of a bundle.

use crate::bundle::format::Format;
use crate::bundle::manifest::Manifest;
use crate::bundle::planted::ANSWERS;
use crate::plan::Part;
use std::fmt::Write as _;

/// Renders the text for a manifest.
pub(crate) fn render(manifest: &Manifest, format: Format) -> String {
    let origin = &manifest.dhub;
    let (again, notice) = match &origin.defects {
        None => (
            format!(
                "The same command makes the same bytes again:\n\n```bash\n{}",
                manifest.command(format)
            ),
            String::new(),
        ),
        Some(defects) => (
            format!(
                "The same commands make the same bytes again:\n\n```bash\n{} --out sound\n{}",
                manifest.command(format),
                defects.command("sound")
            ),
            format!(
                "## It is defective on purpose\n\n{} in it, for tools and people that look for faults. The answers stand in\n\
                 [{ANSWERS}]({ANSWERS}): each defect, its table, the keys of the rows and the columns that it hit, and the rule of\n\
                 `dhub verify` that finds it. Some faults are those that PostgreSQL refuses; `dhub defect --list` says which.\n\n",
                defects.words_that("is", "are")
            ),
        ),
    };
    let title = match origin.part {
        None => String::new(),
        Some(part) => format!(", part {part}"),
    };
    let mut text = format!(
        "# A retail bank in six databases{title}\n\
         \n\
         Made by dhub {} (data version {}) from seed {}, {}as of {}: {} customers, {} employees, {} rows.\n\
         Bundle `{}`. Nobody in it is real. {again}\n\
         ```\n\
         \n\
         {notice}{}\
         ## What it holds\n\
         \n\
         | database | table | rows | what |\n\
         |---|---|---:|---|\n",
        origin.version,
        origin.data_version,
        origin.seed,
        if origin.overridden {
            String::new()
        } else {
            format!("scale {}, ", origin.scale)
        },
        origin.as_of,
        origin.customers,
        origin.employees,
        origin.rows,
        origin.bundle,
        match format.is_csv() {
            true => of_csv(format, origin.part),
            false => of_parquet(manifest),
        },
    );
    for resource in &manifest.resources {
        let _ = writeln!(
            text,
            "| {} | [{}]({}) | {} | {} |",
            resource.database,
            resource.name,
            resource.path,
            resource.rows,
            resource.description.replace('|', "\\|").replace('\n', " "),
        );
    }
    text
}

/// Usage instructions for CSV tables.
fn of_csv(format: Format, part: Option<Part>) -> String {
    let programs = match format.packing().method() {
        Some(program) => format!("`psql`, `{program}`"),
        None => "`psql`".to_string(),
    };
    let load = match part {
        None => {
            "./load.sh                     # a database each, on the server of PGHOST, PGUSER, ... or DATABASE_URL\n\
             ./load.sh --layout schemas    # a schema each, in the one database of PGDATABASE or DATABASE_URL\n\
             ./load.sh --verify=deep       # compare every row with what is loaded\n"
        }
        Some(_) => {
            "./load.sh --append                     # beside other parts, in any order; a database each, on the server of PGHOST, ...\n\
             ./load.sh --append --layout schemas    # a schema each, in the one database of PGDATABASE or DATABASE_URL\n\
             ./load.sh --status                     # which parts are loaded\n"
        }
    };
    format!(
        "## Load it\n\
         \n\
         ```bash\n\
         {load}\
         ./load.sh --help\n\
         ```\n\
         \n\
         It needs {programs} and a PostgreSQL server from version 12; it can be run again and again.\n\
         \n\
         ## Use it without PostgreSQL\n\
         \n\
         The tables are CSV: UTF-8, comma, LF, one header line; an empty field is NULL, booleans are `true` and `false`.\n\
         `datapackage.json` describes every column, key and reference as a Frictionless Data Package, with units and personal data.\n\
         `sha256sum -c SHA256SUMS` checks the files. Do with the data what you like: CC0-1.0.\n\
         \n"
    )
}

/// Usage instructions for Parquet tables.
fn of_parquet(manifest: &Manifest) -> String {
    format!(
        "## Read it\n\
         \n\
         ```sql\n\
         SELECT account_type, count(*) FROM 'accounts_db/accounts.parquet' GROUP BY 1;    -- duckdb\n\
         ```\n\
         \n\
         ```python\n\
         pandas.read_parquet(\"accounts_db/accounts.parquet\")\n\
         polars.read_parquet(\"accounts_db/accounts.parquet\")\n\
         spark.read.parquet(\"accounts_db/accounts.parquet\")\n\
         ```\n\
         \n\
         The tables are Apache Parquet: dates, timestamps without a zone, exact decimals, booleans; compressed with zstd. `schema.sql` of\n\
         each database has its keys, references and conditions, `datapackage.json` describes every column.\n\
         `sha256sum -c SHA256SUMS` checks the files. Do with the data what you like: CC0-1.0.\n\
         \n\
         psql does not read Parquet. The same rows as CSV, with a `load.sh` that loads them into PostgreSQL:\n\
         \n\
         ```bash\n\
         {} --out DIR\n\
         ```\n\
         \n",
        manifest.command(Format::Csv)
    )
}
