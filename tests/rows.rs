//! Typed rows match the CSV, come in file order, and their keys parse back.

mod made;

use dhub::error::{Error, ErrorKind};
use dhub::generate::{Bank, Work};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::accounts_db::{AccountId, Transaction};
use dhub::tables::compliance_db::{ReportId, ViolationId};
use dhub::tables::customer_db::{HouseholdId, SurveyId};
use dhub::tables::insurance_db::PaymentId;
use dhub::tables::key::CustomerId;
use dhub::tables::{Listed, Rows, Sinks, TableSink, files};
use dhub::values::{Cell, SqlType};
use made::{plan, tables};
use std::fmt::Display;
use std::str::FromStr;

/// Returns the sinks of all tables, after they received a bank of 120 customers.
fn sunk<S: TableSink>() -> Sinks<S> {
    let bank = Bank::new(plan("0.5"));
    let work = Work::whole(&bank);
    let mut sinks = Sinks::default();
    for batch in 0..work.batches() {
        work.encode(batch, &mut Rows::default(), &mut sinks);
    }
    sinks
}

/// Compares the cells of each row with the fields of its line of CSV.
#[derive(Default)]
struct Compared {
    rows: u64,
    values: usize,
    wrong: Vec<String>,
}

impl TableSink for Compared {
    fn take<R: Listed>(&mut self, rows: &[R]) {
        for row in rows {
            let mut line = Vec::new();
            row.write(&mut line);
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(&line[..]);
            let record = reader.records().next().unwrap().unwrap();
            let mut fields = record.iter();
            row.cells(&mut |column, cell| {
                let typed = match (column.sql, cell) {
                    (_, Cell::Null) => column.nullable,
                    (SqlType::Text, Cell::Text(text)) => {
                        !text.is_empty()
                            && (column.labels.is_empty() || column.labels.contains(&text))
                    }
                    (SqlType::Boolean, Cell::Boolean(_))
                    | (SqlType::Date, Cell::Date(_))
                    | (SqlType::Timestamp, Cell::Timestamp(_)) => true,
                    (SqlType::Numeric(_, wanted), Cell::Decimal { scale, .. }) => scale == wanted,
                    (SqlType::SmallInt, Cell::Integer(n)) => i16::try_from(n).is_ok(),
                    (SqlType::Integer, Cell::Integer(n)) => i32::try_from(n).is_ok(),
                    (SqlType::BigInt | SqlType::Identity, Cell::Integer(_)) => true,
                    _ => false,
                };
                let field = fields.next();
                if !typed || field != Some(cell.to_string().as_str()) {
                    let wrong = format!("{}.{}: {cell:?} {field:?}", R::TABLE.name, column.name);
                    self.wrong.push(wrong);
                }
                self.values += 1;
            });
            assert!(fields.next().is_none(), "{}", R::TABLE.name);
        }
        self.rows += rows.len() as u64;
    }

    fn clear(&mut self) {
        *self = Compared::default();
    }
}

#[test]
fn cells_match_the_csv_and_the_column_type() {
    for (table, found) in files().zip(sunk::<Compared>().tables) {
        let wrong = &found.wrong[..found.wrong.len().min(5)];
        assert!(wrong.is_empty(), "{}: {wrong:#?}", table.name);
        let values = found.rows as usize * table.columns.len();
        assert_eq!(found.values, values, "{}", table.name);
        assert!(found.rows > 0, "{} is empty", table.name);
    }
}

/// Compares the rows of a table that come one at a time with those of its file.
#[derive(Default)]
struct Ordered {
    file: Vec<u8>,
    alone: Option<Vec<u8>>,
}

impl TableSink for Ordered {
    fn take<R: Listed>(&mut self, rows: &[R]) {
        rows.iter().for_each(|row| row.write(&mut self.file));
        self.alone.get_or_insert_with(|| {
            let mut lines = Vec::new();
            let bank = Bank::new(plan("0.5"));
            bank.rows::<R>().for_each(|row| row.write(&mut lines));
            lines
        });
    }

    fn clear(&mut self) {
        *self = Ordered::default();
    }
}

#[test]
fn typed_rows_come_in_the_order_of_the_file() {
    for (table, found) in files().zip(sunk::<Ordered>().tables) {
        assert!(!found.file.is_empty(), "{}", table.name);
        assert!(found.alone == Some(found.file), "{}", table.name);
    }
}

#[test]
fn typed_rows_are_generated_on_demand() {
    // The whole table would take hours in a test build.
    let plan = Plan::new(1, DEFAULT_AS_OF, Scale::ONE, Some(7), Some(9_999_999)).unwrap();
    let bank = Bank::new(plan);
    let first: Vec<Transaction> = bank.rows().take(3).collect();
    let ids: Vec<String> = first
        .iter()
        .map(|row| row.transaction_id.to_string())
        .collect();
    assert!(
        ids.is_sorted() && ids[0].starts_with("TXN-0000001-"),
        "{ids:?}"
    );
}

#[test]
fn only_formatted_keys_parse() {
    let encoded = tables(plan("0.5"));
    for (table, chunk) in files().zip(&encoded.tables) {
        let place = table.columns.iter().position(|column| column.key).unwrap();
        let read = table.key().read;
        let read = read.unwrap_or_else(|| panic!("the key of {} is of no key's type", table.name));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&chunk.bytes[..]);
        let mut last = String::new();
        for record in reader.records() {
            last = record.unwrap()[place].to_string();
            read(&last).unwrap();
        }
        for wrong in [
            String::new(),
            format!("{last} "),
            format!("+{last}"),
            format!("0{last}"),
            last.replace('-', "_") + "x",
        ] {
            let error = read(&wrong).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Parse, "{}: {wrong}", table.name);
        }
    }
}

#[test]
fn a_key_has_as_many_digits_as_its_customer_needs() {
    fn same<T: FromStr<Err = Error> + Display>(text: &str) {
        assert_eq!(text.parse::<T>().unwrap().to_string(), text);
    }
    same::<CustomerId>("CUST-9999999");
    same::<CustomerId>("CUST-10000000");
    same::<CustomerId>("CUST-1000000000");
    same::<HouseholdId>("HH-0000001");
    same::<HouseholdId>("HH-1000000000");
    same::<AccountId>("ACC-1000000000-2");
    same::<PaymentId>("PAY-1000000000-1-007");
    same::<SurveyId>("10000000003");
    same::<ReportId>("REP-CTR-1000000000-20251103");
    same::<ViolationId>("VIO-1000000000-01");
    same::<ViolationId>("VIO-E1000000-01");
    assert!("CUST-010000000".parse::<CustomerId>().is_err());
    assert!("CUST-123456".parse::<CustomerId>().is_err());
}
