//! Compares two versions of a table's file, for git's diff driver interface.

use super::merge::{TableFile, TablePair};
use super::{Options, TableDiff, declared_as};
use crate::bundle::{Fingerprint, Format};
use crate::error::{Error, Result};
use std::fs::File;
use std::path::Path;

/// Path that git passes for a file that does not exist on one side.
const NOTHING: &str = "/dev/null";

/// Compares two files of the table named by `path`, such as `bank/loans_db/loans.csv`: by key if the table is declared, otherwise
/// row by row. Either file may be `/dev/null`.
///
/// # Errors
///
/// As [`compare`](super::compare).
pub fn compare_files(path: &Path, old: &Path, new: &Path) -> Result<TableDiff> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split('.').next().unwrap_or_default();
    let database = path.parent().and_then(Path::file_name);
    let database = database.unwrap_or_default().to_string_lossy();
    let table = declared_as(&database, name);
    let format = Format::from_path(&path.to_string_lossy());
    let file = |file: &Path| {
        let place = file.to_path_buf();
        let open = move || {
            let opened = match table {
                Some(table) => Fingerprint::of_file(&place)
                    .and_then(|stated| format.decoder(table, File::open(&place)?, &stated)),
                None => File::open(&place).and_then(|file| format.packing().decoder(file)),
            };
            opened.map_err(Error::at("read", &place))
        };
        (file != Path::new(NOTHING)).then(|| TableFile {
            path: path.to_path_buf(),
            stated: None,
            open: Box::new(open),
        })
    };
    let pair = TablePair {
        database: &database,
        name,
        key: table.map(|table| table.key().name.to_string()),
        families: table.map_or(&[], |table| table.key().families),
        old: file(old),
        new: file(new),
    };
    Ok(pair.compare(&Options::default(), false)?.0)
}
