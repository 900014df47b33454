//! A directory with an Apache Parquet file per table, with the declared types.
//!
//! Every file records the bundle's parameters. Row groups have a fixed number of rows, so equal rows give equal files.

use super::folder::{EntryKind, Folder};
use super::tables::{Stored, Tables};
use super::unwritten;
use crate::columnar::{ParquetFile, RowGroup};
use crate::error::{Error, Result};
use crate::tables::{Column, FILES, Table};
use crate::threads;
use crate::values::cell::read_decimal;
use crate::values::{Cell, SqlType};
use rayon::prelude::*;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Rows per row group; DuckDB reads one per thread.
const GROUP: usize = 122_880;

/// Returns the relative path of a table's file.
fn place(table: &Table) -> PathBuf {
    Path::new(table.database).join(format!("{}.parquet", table.name))
}

/// Classifies a path in a directory of Parquet files.
pub(super) fn classify(path: &Path) -> EntryKind {
    let mut tables = FILES.iter();
    if tables.any(|table| path == place(table)) {
        return EntryKind::File;
    }
    let is_database = FILES.iter().any(|table| path == Path::new(table.database));
    if is_database {
        EntryKind::Directory
    } else {
        EntryKind::Foreign
    }
}

/// Writes the files of the tables.
pub(super) fn write(tables: &Tables, folder: &Folder) -> Result<()> {
    let paths = tables.all.iter().map(|stored| {
        let table = stored.table;
        folder.place(&place(table))
    });
    let paths = paths.collect::<Result<Vec<_>>>()?;
    let files: Vec<_> = tables.all.iter().zip(paths).collect();
    // Collected in order, so that the first table's error is reported if several fail.
    let written: Vec<Result<()>> = threads::on_pool(threads::available(), || {
        let write = |(stored, path): (&Stored, PathBuf)| write_table(tables, stored, &path);
        files.into_par_iter().map(write).collect()
    });
    written.into_iter().collect()
}

fn write_table(tables: &Tables, stored: &Stored, path: &Path) -> Result<()> {
    let table = stored.table;
    let out = File::create_new(path).map_err(unwritten(path))?;
    let facts = tables.bundle.manifest().dhub.facts();
    let mut file = ParquetFile::new(out, table, &facts).map_err(unwritten(path))?;
    let mut group = RowGroup::new(table)?;
    let mut append = |group: &mut RowGroup| match group.finish()? {
        Some(encoded) => file.append(encoded).map_err(unwritten(path)),
        None => Ok(()),
    };
    tables.records(stored, |fields| {
        let cells = table.columns.iter().zip(fields).map(|(column, field)| {
            cell(column, *field).map_err(|error| {
                error.within(format!("{}, column {}", stored.resource.path, column.name))
            })
        });
        let cells = cells.collect::<Result<Vec<Cell>>>()?;
        let columns = group.columns();
        columns.push_cells(&cells);
        match columns.rows() {
            GROUP => append(&mut group),
            _ => Ok(()),
        }
    })?;
    append(&mut group)?;
    let out = file.finish().map_err(unwritten(path))?;
    out.sync_all().map_err(unwritten(path))
}

/// Parses a field of a column; None is NULL.
fn cell<'a>(column: &Column, field: Option<&'a [u8]>) -> Result<Cell<'a>> {
    let Some(bytes) = field else {
        return match column.nullable {
            true => Ok(Cell::Null),
            false => Err(Error::parse("expected a value, found NULL")),
        };
    };
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| Error::parse("expected UTF-8, found other bytes"))?;
    let whole = |least: i64, most: i64| {
        let number = text.parse::<i64>().ok();
        let number = number.filter(|n| (least..=most).contains(n));
        number.map(Cell::Integer)
    };
    let cell = match column.sql {
        SqlType::Text => Some(Cell::Text(text)),
        SqlType::Boolean => text.parse().ok().map(Cell::Boolean),
        SqlType::SmallInt => whole(i16::MIN.into(), i16::MAX.into()),
        SqlType::Integer => whole(i32::MIN.into(), i32::MAX.into()),
        SqlType::BigInt | SqlType::Identity => whole(i64::MIN, i64::MAX),
        SqlType::Numeric(precision, scale) => read_decimal(text, scale)
            .filter(|units| units.unsigned_abs() < 10_u64.pow(precision.into()))
            .map(|units| Cell::Decimal { units, scale }),
        SqlType::Date => text.parse().ok().map(Cell::Date),
        SqlType::Timestamp => text.parse().ok().map(Cell::Timestamp),
    };
    cell.ok_or_else(|| {
        let shown: String = text.chars().take(60).collect();
        Error::parse(format!(
            "expected a value of type {}, found {shown:?}",
            column.sql
        ))
    })
}
