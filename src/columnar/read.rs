//! Reads a Parquet file as the equivalent CSV.

use crate::columnar::layout::schema;
use crate::tables::Table;
use crate::values::calendar::{Date, Timestamp};
use crate::values::numbers::write_number;
use crate::values::{Value, write_field};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema, TimeUnit};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows decoded per batch.
const ROWS: usize = 4096;

/// Reader that converts a Parquet file to CSV with a header on the fly.
pub(crate) struct AsCsv {
    batches: ParquetRecordBatchReader,
    /// Converted lines, consumed up to `at`.
    lines: Vec<u8>,
    at: usize,
}

impl AsCsv {
    /// Opens the Parquet file of a table.
    ///
    /// # Errors
    ///
    /// Fails when it is not a Parquet file, or when its columns differ from the table's.
    pub(crate) fn new(file: File, table: &Table) -> io::Result<AsCsv> {
        let batches = guarded(|| {
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(damage)?;
            same_columns(&schema(table, true, &[]), builder.schema())?;
            builder.with_batch_size(ROWS).build().map_err(damage)
        })?;
        Ok(AsCsv {
            batches,
            lines: table.header().into_bytes(),
            at: 0,
        })
    }
}

impl Read for AsCsv {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.lines.len() {
            let batch = guarded(|| self.batches.next().transpose().map_err(damage))?;
            let Some(batch) = batch else {
                return Ok(0);
            };
            self.lines.clear();
            self.at = 0;
            write(&batch, &mut self.lines)?;
        }
        let n = (&self.lines[self.at..]).read(buffer)?;
        self.at += n;
        Ok(n)
    }
}

/// Runs a read of the Parquet library, which panics on some malformed input. Only files not verified against a digest can contain
/// that.
fn guarded<T>(read: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damage("the reader stopped at it")))
}

fn damage(error: impl std::fmt::Display) -> io::Error {
    let error = error.to_string();
    let line = error.split('\n').next().unwrap_or_default();
    io::Error::new(
        ErrorKind::InvalidData,
        format!("expected Parquet, found damaged data ({line})"),
    )
}

/// Fails at the first column that differs from the declaration.
fn same_columns(wanted: &Schema, found: &Schema) -> io::Result<()> {
    let of = |schema: &Schema, place: usize| {
        schema
            .fields()
            .get(place)
            .map_or("no column".to_string(), |field| {
                format!("{} of type {}", field.name(), field.data_type())
            })
    };
    let most = wanted.fields().len().max(found.fields().len());
    for place in 0..most {
        let (wanted, found) = (of(wanted, place), of(found, place));
        if wanted != found {
            let reason = format!("column {}: expected {wanted}, found {found}", place + 1);
            return Err(io::Error::new(ErrorKind::InvalidData, reason));
        }
    }
    Ok(())
}

/// Writes the value of a column in a given row.
type Field<'a> = Box<dyn Fn(usize, &mut Vec<u8>) + 'a>;

/// Appends a batch of rows as CSV lines.
fn write(batch: &RecordBatch, lines: &mut Vec<u8>) -> io::Result<()> {
    let fields: Vec<(&dyn Array, Field)> = batch
        .columns()
        .iter()
        .map(|column| Ok((column.as_ref(), field(column.as_ref())?)))
        .collect::<io::Result<_>>()?;
    for row in 0..batch.num_rows() {
        for (column, write) in &fields {
            if column.is_valid(row) {
                write(row, lines);
            }
            lines.push(b',');
        }
        if let Some(last) = lines.last_mut() {
            *last = b'\n';
        }
    }
    Ok(())
}

/// Returns the writer for a column's type.
fn field(column: &dyn Array) -> io::Result<Field<'_>> {
    Ok(match column.data_type() {
        DataType::Utf8 => {
            let all = column.as_string::<i32>();
            Box::new(|row, out| write_field(all.value(row).as_bytes(), out))
        }
        DataType::Boolean => {
            let all = column.as_boolean();
            Box::new(|row, out| all.value(row).write(out))
        }
        DataType::Int16 => {
            let all = column.as_primitive::<Int16Type>();
            Box::new(|row, out| all.value(row).write(out))
        }
        DataType::Int32 => {
            let all = column.as_primitive::<Int32Type>();
            Box::new(|row, out| all.value(row).write(out))
        }
        DataType::Int64 => {
            let all = column.as_primitive::<Int64Type>();
            Box::new(|row, out| all.value(row).write(out))
        }
        DataType::Date32 => {
            let all = column.as_primitive::<Date32Type>();
            Box::new(|row, out| write_date(all.value(row).into(), out))
        }
        DataType::Timestamp(TimeUnit::Microsecond, None) => {
            let all = column.as_primitive::<TimestampMicrosecondType>();
            Box::new(|row, out| write_timestamp(all.value(row), out))
        }
        DataType::Decimal128(_, scale) => {
            let all = column.as_primitive::<Decimal128Type>();
            let scale = *scale as u8;
            Box::new(move |row, out| write_units(all.value(row), scale, out))
        }
        other => {
            let reason = format!("expected columns of declared types, found {other}");
            return Err(io::Error::new(ErrorKind::InvalidData, reason));
        }
    })
}

/// Days with a four-digit year.
const DAYS: RangeInclusive<i64> = Date::new(1, 1, 1).0 as i64..=Date::new(9999, 12, 31).0 as i64;

/// Writes a date; days out of range are written as a number.
fn write_date(day: i64, out: &mut Vec<u8>) {
    match DAYS.contains(&day) {
        true => Date(day as i32).write(out),
        false => day.write(out),
    }
}

/// Writes a timestamp; fractions of a second, which dhub never writes, are preserved.
fn write_timestamp(microseconds: i64, out: &mut Vec<u8>) {
    let second = microseconds.div_euclid(1_000_000);
    if !DAYS.contains(&second.div_euclid(86_400)) {
        return microseconds.write(out);
    }
    Timestamp(second).write(out);
    let part = microseconds.rem_euclid(1_000_000);
    if part != 0 {
        out.extend_from_slice(format!(".{part:06}").as_bytes());
    }
}

/// Writes a decimal: -5 with scale 2 is `-0.05`.
fn write_units(units: i128, scale: u8, out: &mut Vec<u8>) {
    let Ok(units) = i64::try_from(units) else {
        // More digits than any declared column allows.
        out.extend_from_slice(units.to_string().as_bytes());
        return;
    };
    if units < 0 {
        out.push(b'-');
    }
    let units = units.unsigned_abs();
    if scale == 0 {
        return write_number(units, out);
    }
    let one = 10_u64.pow(u32::from(scale));
    write_number(units / one, out);
    out.push(b'.');
    let (mut rest, mut step) = (units % one, one / 10);
    for _ in 0..scale {
        out.push(b'0' + (rest / step) as u8);
        rest %= step;
        step = (step / 10).max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columnar::{ParquetFile, RowGroup};
    use crate::generate::Bank;
    use crate::plan::{DEFAULT_AS_OF, Plan};
    use crate::tables::Listed;
    use crate::tables::employees_db::Branch;
    use std::io::{Seek, SeekFrom, Write};

    fn bank() -> Bank {
        let scale = "0.1".parse().unwrap();
        Bank::new(Plan::new(42, DEFAULT_AS_OF, scale, None, None).unwrap())
    }

    /// Encodes a table's rows as Parquet with row groups of a given size, and as CSV.
    fn encoded<R: Listed>(bank: &Bank, group: usize) -> (Vec<u8>, String) {
        let rows: Vec<R> = bank.rows::<R>().collect();
        let facts = [("seed", "42".to_string())];
        let mut file = ParquetFile::new(Vec::new(), R::TABLE, &facts).unwrap();
        let mut making = RowGroup::new(R::TABLE).unwrap();
        let mut csv = R::TABLE.header().into_bytes();
        for rows in rows.chunks(group) {
            making.columns().extend(rows);
            file.append(making.finish().unwrap().unwrap()).unwrap();
            rows.iter().for_each(|row| row.write(&mut csv));
        }
        assert!(making.finish().unwrap().is_none());
        (file.finish().unwrap(), String::from_utf8(csv).unwrap())
    }

    fn read<R: Listed>(bytes: &[u8]) -> io::Result<String> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        let mut csv = String::new();
        AsCsv::new(file, R::TABLE)?.read_to_string(&mut csv)?;
        Ok(csv)
    }

    #[test]
    fn a_file_decodes_to_its_csv_for_any_row_groups() {
        use crate::tables::{accounts_db::*, customer_db::*, employees_db::*, insurance_db::*};
        fn holds<R: Listed>(bank: &Bank) {
            for group in [7, 100, usize::MAX] {
                let (parquet, csv) = encoded::<R>(bank, group);
                assert!(read::<R>(&parquet).unwrap() == csv, "{}", R::TABLE.name);
            }
        }
        let bank = bank();
        holds::<Transaction>(&bank);
        holds::<CustomerProfile>(&bank);
        holds::<PerformanceReview>(&bank);
        holds::<Policy>(&bank);
        holds::<Claim>(&bank);
    }

    #[test]
    fn a_different_table_and_a_damaged_file_are_reported() {
        let bank = bank();
        let (parquet, csv) = encoded::<Branch>(&bank, 5);
        let other = read::<crate::tables::employees_db::Department>(&parquet).unwrap_err();
        let line = other.to_string();
        assert!(
            line.starts_with("column 1: expected department_id of type"),
            "{line}"
        );
        let cut = read::<Branch>(&parquet[..parquet.len() / 2]).unwrap_err();
        assert!(
            cut.to_string()
                .starts_with("expected Parquet, found damaged data ("),
            "{cut}"
        );
        // Any changed byte must either be refused or give different content; nothing may panic.
        let mut seen = 0;
        for place in 0..parquet.len() {
            let mut damaged = parquet.clone();
            damaged[place] ^= 0x55;
            seen += usize::from(!matches!(read::<Branch>(&damaged), Ok(text) if text == csv));
        }
        assert!(seen > 100, "{seen}");
    }

    #[test]
    fn numbers_are_formatted_as_in_csv() {
        for (units, scale, wanted) in [(-5, 2, "-0.05"), (123_456, 4, "12.3456"), (7, 0, "7")] {
            let mut out = Vec::new();
            write_units(units, scale, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), wanted);
        }
        let mut out = Vec::new();
        write_timestamp(1_500_000, &mut out);
        assert_eq!(out, b"1970-01-01 00:00:01.500000");
    }
}
