//! A bundle on disk, as its manifest describes it.

use crate::tables::{CATALOGUE, Table};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A bundle in a folder.
#[derive(Debug)]
pub struct Source {
    /// The folder.
    pub dir: PathBuf,
    /// The last day of its world.
    pub as_of: String,
    /// How many customers it was made for.
    pub customers: i64,
    /// How many employees it was made for.
    pub employees: i64,
    /// The scale that was asked for, if the manifest states it.
    pub scale: Option<f64>,
    /// Whether a count was given by hand.
    pub overridden: bool,
    /// Its tables, in the order of the catalogue.
    pub tables: Vec<Stored>,
}

/// A table as stored in a bundle.
#[derive(Debug)]
pub struct Stored {
    /// Its declaration.
    pub table: &'static Table,
    /// Its file, relative to the bundle.
    pub path: String,
    /// Rows that the manifest states.
    pub rows: u64,
    /// Bytes of the uncompressed CSV that the manifest states.
    pub bytes: u64,
    /// SHA-256 of the uncompressed CSV that the manifest states, in hexadecimal.
    pub sha256: String,
}

impl Source {
    /// Reads the manifest of the bundle in `dir`.
    ///
    /// # Errors
    ///
    /// When there is no manifest or it is not one of ours.
    pub fn open(dir: &Path) -> Result<Source, String> {
        let path = dir.join("datapackage.json");
        let place = path.display();
        let text = std::fs::read_to_string(&path).map_err(|e| {
            format!("{place}: expected the manifest of a bundle: {e}; make one with dhub seed all")
        })?;
        let manifest: Value = serde_json::from_str(&text)
            .map_err(|e| format!("{place}:{}:{}: expected JSON: {e}", e.line(), e.column()))?;
        let missing = |what: &str| {
            format!(
                "{place}: expected {what}, found none; make the bundle again with dhub seed all"
            )
        };
        let about = manifest.get("dhub").unwrap_or(&manifest);
        let number = |name: &str| {
            about
                .get(name)
                .and_then(Value::as_i64)
                .ok_or_else(|| missing(name))
        };
        let resources = manifest
            .get("resources")
            .and_then(Value::as_array)
            .ok_or_else(|| missing("resources"))?;
        let mut tables = Vec::new();
        for table in CATALOGUE {
            let name = format!("{}.{}", table.database, table.name);
            let folder = format!("{}/{}.csv", table.database, table.name);
            let stored = resources.iter().find(|resource| {
                resource
                    .get("path")
                    .and_then(Value::as_str)
                    .is_some_and(|path| path.strip_suffix(".zst").unwrap_or(path) == folder)
            });
            let Some(stored) = stored else { continue };
            let field = |field: &str| {
                stored
                    .get(field)
                    .ok_or_else(|| missing(&format!("{field} of {name}")))
            };
            let csv = stored.get("uncompressed").unwrap_or(stored);
            let hash = csv
                .get("hash")
                .and_then(Value::as_str)
                .ok_or_else(|| missing(&format!("hash of {name}")))?;
            tables.push(Stored {
                table,
                path: field("path")?.as_str().unwrap_or_default().to_string(),
                rows: field("rows")?.as_u64().unwrap_or(0),
                bytes: csv.get("bytes").and_then(Value::as_u64).unwrap_or(0),
                sha256: hash.trim_start_matches("sha256:").to_string(),
            });
        }
        let as_of = about
            .get("as_of")
            .and_then(Value::as_str)
            .ok_or_else(|| missing("as_of"))?
            .to_string();
        Ok(Source {
            dir: dir.to_path_buf(),
            as_of,
            customers: number("customers")?,
            employees: number("employees")?,
            scale: about
                .get("scale")
                .and_then(|scale| scale.as_f64().or_else(|| scale.as_str()?.parse().ok())),
            overridden: about
                .get("overridden")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            tables,
        })
    }

    /// The stored form of a table; None when the bundle does not hold it.
    pub fn find(&self, table: &Table) -> Option<&Stored> {
        self.tables
            .iter()
            .find(|stored| std::ptr::eq(stored.table, table))
    }

    /// Opens a table's CSV, decompressed.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    pub fn read(&self, stored: &Stored) -> io::Result<Measured> {
        let file = File::open(self.dir.join(&stored.path))?;
        let input: Box<dyn Read> = if stored.path.ends_with(".zst") {
            Box::new(zstd::Decoder::new(file)?)
        } else {
            Box::new(file)
        };
        Ok(Measured {
            input: BufReader::with_capacity(1 << 16, input),
            digest: Sha256::new(),
            bytes: 0,
        })
    }
}

/// An input that is counted and hashed while it is read.
pub struct Measured {
    input: BufReader<Box<dyn Read>>,
    digest: Sha256,
    /// Bytes read so far.
    pub bytes: u64,
}

impl Measured {
    /// SHA-256 of what was read, in hexadecimal.
    pub fn hexadecimal(self) -> String {
        self.digest
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl Read for Measured {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.digest.update(&into[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

impl BufRead for Measured {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let taken = &self.input.buffer()[..amount];
        self.digest.update(taken);
        self.bytes += amount as u64;
        self.input.consume(amount);
    }
}
