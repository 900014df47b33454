//! Some tables of a bank, and one as a stream: byte for byte the same as in a whole bundle.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
};
use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_schema::DataType;
use dhub::tables::{FILES, Table};
use dhub::values::Cell;
use dhub::values::calendar::{Date, Timestamp};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::str;
use tempfile::TempDir;

struct Place(TempDir);

impl Place {
    /// With a whole bank.
    fn new(flags: &str) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        place.done(&format!("seed all -q {flags} --out bank"));
        place
    }

    fn command(&self, arguments: &str) -> Command {
        let mut dhub = Command::new(env!("CARGO_BIN_EXE_dhub"));
        dhub.args(arguments.split(' ')).current_dir(self.0.path());
        dhub
    }

    fn dhub(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    #[track_caller]
    fn done(&self, arguments: &str) -> Vec<u8> {
        let done = self.dhub(arguments);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{arguments}: {said}");
        done.stdout
    }

    #[track_caller]
    fn refused(&self, arguments: &str, words: &str) {
        let output = self.dhub(arguments);
        let said = str::from_utf8(&output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(output.stdout.is_empty());
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.file(name)).unwrap()
    }

    fn manifest(&self, directory: &str) -> Value {
        serde_json::from_slice(&self.read(&format!("{directory}/datapackage.json"))).unwrap()
    }
}

fn name(table: &Table) -> String {
    format!("{}.{}", table.database, table.name)
}

fn path(table: &Table, extension: &str) -> String {
    format!("{}/{}.{extension}", table.database, table.name)
}

#[test]
fn selected_tables_have_the_files_of_the_whole_bundle() {
    let place = Place::new("--scale 0.2");
    for only in [
        "loans_db,accounts_db.accounts",
        "employees_db",
        "labels",
        "compliance_db.aml_checks",
    ] {
        place.done(&format!(
            "seed all -q --scale 0.2 --only {only} --out some --force"
        ));
        let manifest = place.manifest("some");
        let names: Vec<&str> = only.split(',').collect();
        let mut found = 0;
        for table in FILES {
            let wanted = names
                .iter()
                .any(|one| *one == table.database || *one == name(table));
            let file = path(table, "csv");
            assert_eq!(
                place.file(&format!("some/{file}")).exists(),
                wanted,
                "{file}"
            );
            if wanted {
                let [some, whole] =
                    ["some", "bank"].map(|root| place.read(&format!("{root}/{file}")));
                assert!(some == whole, "{file}");
                found += 1;
            }
        }
        let resources = manifest["resources"].as_array().unwrap();
        assert_eq!(resources.len(), found);
        // References point to existing tables.
        let there: Vec<&str> = resources
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        for one in resources {
            for key in one["schema"]["foreignKeys"]
                .as_array()
                .into_iter()
                .flatten()
            {
                let home = key["reference"]["resource"].as_str().unwrap();
                assert!(home.is_empty() || there.contains(&home), "{only}: {home}");
            }
        }
        let told: Vec<&str> = manifest["dhub"]["only"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.as_str().unwrap())
            .collect();
        assert_eq!(told.len(), names.len());
        place.done("seed status some -q");
        place.done("seed check some -q");
    }
    assert_eq!(place.manifest("bank")["dhub"].get("only"), None);
    // With parts and in other formats, too.
    place.done(
        "seed all -q --scale 0.2 --only loans_db.loans --part 2/2 --out part --format parquet",
    );
    assert!(place.file("part/loans_db/loans.parquet").exists());
    place.done("seed all -q --scale 0.2 --format parquet --out lake");
    place.done("seed all -q --scale 0.2 --only loans_db.loans --out few --format parquet");
    let [few, lake] =
        ["few", "lake"].map(|root| place.read(&format!("{root}/loans_db/loans.parquet")));
    assert!(few == lake);
    place.done("export few -q --format sqlite --only loans_db.loans");
}

#[test]
fn a_stream_is_the_file_of_the_table() {
    let place = Place::new("--scale 0.2");
    for table in FILES {
        let stream = place.done(&format!(
            "seed all --scale 0.2 --only {} --stdout",
            name(table)
        ));
        assert!(
            stream == place.read(&format!("bank/{}", path(table, "csv"))),
            "{}",
            name(table)
        );
    }
    place.done("seed all -q --scale 0.2 --out zipped --compress zstd");
    place.done("seed all -q --scale 0.2 --out lake --format parquet");
    let flags = "seed all --scale 0.2 --only accounts_db.transactions --stdout";
    for (more, file) in [
        ("--compress zstd", "zipped/accounts_db/transactions.csv.zst"),
        ("--format parquet", "lake/accounts_db/transactions.parquet"),
        (
            "--threads 3 --memory 1M",
            "bank/accounts_db/transactions.csv",
        ),
    ] {
        assert!(
            place.done(&format!("{flags} {more}")) == place.read(file),
            "{more}"
        );
    }
    let parts = [1, 2, 3].map(|part| {
        place.done(&format!(
            "seed all -q --scale 0.2 --part {part}/3 --out part{part}"
        ));
        let stream = place.done(&format!("{flags} --part {part}/3"));
        assert!(stream == place.read(&format!("part{part}/accounts_db/transactions.csv")));
        stream
    });
    assert!(parts.iter().all(|part| !part.is_empty()));
}

/// Formats a record of a batch as in the CSV.
fn shown(batch: &RecordBatch, row: usize) -> Vec<String> {
    let field = |column: &dyn Array| {
        if column.is_null(row) {
            return String::new();
        }
        match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().value(row).to_string(),
            DataType::Boolean => column.as_boolean().value(row).to_string(),
            DataType::Int16 => column.as_primitive::<Int16Type>().value(row).to_string(),
            DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
            DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
            DataType::Date32 => Date(column.as_primitive::<Date32Type>().value(row)).to_string(),
            DataType::Timestamp(..) => {
                let at = column.as_primitive::<TimestampMicrosecondType>().value(row);
                Timestamp(at / 1_000_000).to_string()
            }
            DataType::Decimal128(_, scale) => Cell::Decimal {
                units: column.as_primitive::<Decimal128Type>().value(row) as i64,
                scale: *scale as u8,
            }
            .to_string(),
            other => panic!("no declared type: {other}"),
        }
    };
    batch.columns().iter().map(|column| field(column)).collect()
}

#[test]
fn an_arrow_stream_has_every_row_typed() {
    let place = Place::new("--scale 1");
    for table in FILES {
        let flags = format!(
            "seed all --scale 1 --only {} --stdout --format arrow-stream",
            name(table)
        );
        let stream = place.done(&flags);
        assert!(stream == place.done(&format!("{flags} --threads 3 --memory 1M")));
        let reader = StreamReader::try_new(&stream[..], None).unwrap();
        assert_eq!(
            reader
                .schema()
                .metadata()
                .get("dhub.seed")
                .map(String::as_str),
            Some("42")
        );
        let csv = place.read(&format!("bank/{}", path(table, "csv")));
        let mut wanted = csv::Reader::from_reader(&csv[..]);
        let names: Vec<String> = reader
            .schema()
            .fields()
            .iter()
            .map(|one| one.name().clone())
            .collect();
        assert_eq!(names.join(",") + "\n", table.header());
        let mut records = wanted.records();
        for batch in reader {
            let batch = batch.unwrap();
            for row in 0..batch.num_rows() {
                let record = records.next().expect("no more rows than the file").unwrap();
                let wanted: Vec<&str> = record.iter().collect();
                assert_eq!(shown(&batch, row), wanted, "{}", name(table));
            }
        }
        assert!(records.next().is_none(), "{}", name(table));
    }
}

#[test]
fn an_arrow_stream_is_the_same_bytes_in_every_process() {
    let place = Place::new("--scale 0.1");
    let flags = "seed all --scale 0.1 --only employees_db.branches --stdout --format arrow-stream";
    let stream = place.done(flags);
    for _ in 0..3 {
        assert!(
            stream == place.done(flags),
            "the metadata's order depends on the process"
        );
    }
}

#[test]
fn errors_take_one_line_and_leave_existing_files_alone() {
    let place = Place::new("--scale 0.1");
    let before = place.read("bank/datapackage.json");
    let small = "seed all --scale 0.1";
    for (flags, words) in [
        (
            "--only loans_db.loan --out some",
            "did you mean loans_db.loans?",
        ),
        (
            "--only nothing --out some",
            "expected a database such as loans_db",
        ),
        (
            "--stdout",
            "--stdout: expected one table, such as --only loans_db.loans, found no --only",
        ),
        ("--only loans_db --stdout", "found 6 tables"),
        (
            "--only loans_db.loans,loans_db.collateral --stdout",
            "found 2 tables",
        ),
        (
            "--only loans_db.loans --stdout --format json",
            "--stdout prints the table and no report",
        ),
        (
            "--only loans_db.loans --format arrow-stream --out some",
            "expected --stdout",
        ),
        (
            "--only loans_db.loans --stdout --format arrow-stream --compress zstd",
            "found arrow-stream",
        ),
        (
            "--only loans_db.loans --out bank",
            "bank: contains a whole bundle, and a bundle of only loans_db.loans would replace it",
        ),
    ] {
        place.refused(&format!("{small} {flags}"), words);
    }
    let beside = place.dhub(&format!(
        "{small} --only loans_db.loans --stdout --out some"
    ));
    assert_eq!(beside.status.code(), Some(2));
    assert!(str::from_utf8(&beside.stderr).unwrap().contains("--stdout"));
    assert!(beside.stdout.is_empty());
    assert!(!place.file("some").exists());
    assert!(place.read("bank/datapackage.json") == before);

    place.done(&format!("{small} -q --only loans_db.loans --out some"));
    for command in ["life 7 some", "verify some --live", "report some"] {
        place.refused(
            command,
            "some: contains only loans_db.loans, expected a whole bundle",
        );
    }
    // Present tables can be queried; missing ones are reported.
    let tables = place.done("db tables some --format csv");
    assert!(
        String::from_utf8(tables)
            .unwrap()
            .contains("loans_db,loans,")
    );
    let ask = |table: &str| {
        let mut dhub = place.command("db query");
        let sql = format!("SELECT count(*) > 0 AS some FROM {table}");
        dhub.args([&sql, "some", "--format", "csv"])
            .output()
            .unwrap()
    };
    assert_eq!(ask("loans_db.loans").stdout, b"some\n1\n");
    let absent = ask("accounts_db.accounts");
    assert_eq!(
        (
            absent.status.code(),
            str::from_utf8(&absent.stderr).unwrap()
        ),
        (
            Some(2),
            "dhub: accounts_db.accounts: not in this bundle; it contains only loans_db.loans\n"
        )
    );
    for part in 1..=2 {
        place.done(&format!(
            "{small} -q --only loans_db --part {part}/2 --out part{part}"
        ));
    }
    place.refused(
        "seed join part1 part2 --out joined",
        "contains only loans_db",
    );
}

#[test]
fn a_closed_pipe_is_not_a_failure() {
    let place = Place::new("--scale 0.1");
    let mut dhub = place
        .command("seed all --scale 20 --only accounts_db.transactions --stdout")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 100];
    let mut out = dhub.stdout.take().unwrap();
    out.read_exact(&mut some).unwrap();
    drop(out);
    let done = dhub.wait_with_output().unwrap();
    assert!(done.status.success(), "{done:?}");
    assert!(done.stderr.is_empty());

    // A failure to write is reported.
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut dhub = place.command("seed all --scale 0.1 --only loans_db.loans --stdout");
    let done = dhub.stdout(full).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(
        str::from_utf8(&done.stderr)
            .unwrap()
            .contains("stdout: cannot write: no space left")
    );
    std::io::stdout().flush().unwrap();
}
