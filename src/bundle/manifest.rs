//! `datapackage.json`, which describes a bundle as a Frictionless Data Package.
//!
//! Standard properties describe files and tables. Our own are under `dhub`, plus `database` on each resource.

use crate::bundle::digest::{Digest, Fingerprint};
use crate::bundle::files::read_capped;
use crate::bundle::format::Format;
use crate::bundle::origin::{License, Origin, default_months};
use crate::bundle::table_schema::{self, TableCheck};
use crate::error::{Error, Result};
use crate::plan::{DEFAULT_AML_RATE, Part, Plan};
use crate::tables::{DATABASES_IN_WORDS, Table};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Component, Path};

/// File name of the manifest.
pub const MANIFEST: &str = "datapackage.json";
/// Maximum size of a manifest in bytes. A bundle's has about 150 KB.
pub(super) const MAX_BYTES: u64 = 16 << 20;

/// The manifest of a bundle.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Data Package profile.
    pub profile: String,
    /// Short name.
    pub name: String,
    /// Display title.
    pub title: String,
    /// Description in a sentence or two.
    pub description: String,
    /// License of the data.
    #[serde(default)]
    pub licenses: Vec<License>,
    /// What generated the bundle, and from which parameters.
    pub dhub: Origin,
    /// One resource per table, in load order.
    pub resources: Vec<Resource>,
}

/// A table's file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Resource {
    /// Tabular Data Resource profile.
    pub profile: String,
    /// Table name.
    pub name: String,
    /// Database of the table.
    pub database: String,
    /// Description of the table.
    pub description: String,
    /// Path of the file in the bundle: `database/table.csv`, `database/table.csv.zst`, or `database/table.parquet`.
    pub path: String,
    /// `csv` or `parquet`.
    pub format: String,
    /// `text/csv` or `application/vnd.apache.parquet`.
    pub mediatype: String,
    /// Character encoding of text: `utf-8`.
    pub encoding: String,
    /// CSV dialect: header, commas, doubled quotes.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub dialect: Value,
    /// `zst` for a compressed file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<String>,
    /// Number of rows, without the header.
    pub rows: u64,
    /// Fingerprint of the file as stored.
    #[serde(flatten)]
    pub stored: Fingerprint,
    /// Fingerprint of the CSV in a compressed file, or of the CSV equivalent to a Parquet file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncompressed: Option<Fingerprint>,
    /// The column with the time at which a row happened; None if that follows from a referenced row, or if rows are not events.
    #[serde(default, rename = "eventTime", skip_serializing_if = "Option::is_none")]
    pub event_time: Option<String>,
    /// Conditions on rows that the schema cannot express.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<TableCheck>,
    /// Columns, keys, and references, as a Table Schema.
    pub schema: Value,
}

impl Resource {
    /// Creates the resource of a declared table, or of a part of it.
    pub(crate) fn new(
        table: &Table,
        part: Option<Part>,
        format: Format,
        rows: u64,
        content: Fingerprint,
        stored: Fingerprint,
    ) -> Resource {
        let compression = format.packing().extension();
        let encoding = if format.is_csv() { "utf-8" } else { "binary" };
        Resource {
            profile: "tabular-data-resource".to_string(),
            name: table.name.to_string(),
            database: table.database.to_string(),
            description: table.doc.to_string(),
            path: format.file_of(table),
            format: format.content().to_string(),
            mediatype: format.mediatype().to_string(),
            encoding: encoding.to_string(),
            dialect: if format.is_csv() {
                table_schema::dialect()
            } else {
                Value::Null
            },
            compression: compression.map(str::to_string),
            rows,
            stored,
            uncompressed: format.is_packed().then_some(content),
            event_time: table.event_time().map(|column| column.name.to_string()),
            checks: table_schema::checks(table),
            schema: table_schema::render(table, part),
        }
    }

    /// Returns the file's format; None if this version does not know the one in the manifest.
    pub fn stored_as(&self) -> Option<Format> {
        let stored = (self.format.as_str(), self.compression.as_deref());
        let named = |format: &Format| (format.content(), format.packing().extension()) == stored;
        Format::ALL.iter().copied().find(named)
    }

    /// Returns the fingerprint of the table as uncompressed CSV.
    pub fn csv(&self) -> &Fingerprint {
        self.uncompressed.as_ref().unwrap_or(&self.stored)
    }
}

/// The key under `dhub` that lists the parts in a joined manifest.
pub(super) const PARTS: &str = "parts";

impl Manifest {
    /// Description common to all bundles.
    pub(super) const ABOUT: &str = "Coherent demo data of a retail bank, generated by dhub from a seed. Everyone in it is fictitious.";

    /// Creates the manifest of a plan's tables or of a part of them. `files` are the bundle's other files.
    pub(crate) fn new(
        plan: &Plan,
        part: Option<Part>,
        resources: Vec<Resource>,
        files: Vec<String>,
    ) -> Manifest {
        let mut description = Manifest::ABOUT.to_string();
        let columns = resources
            .first()
            .is_some_and(|one| one.format != Format::Csv.content());
        if let Some(part) = part {
            description += &match columns {
                true => {
                    format!(" This is part {part}: read the files of all parts as one table.")
                }
                false => format!(
                    " This is part {part}: dhub seed join combines all parts into a bundle."
                ),
            };
            description += " Rows may refer to rows of other parts: crossPartForeignKeys.";
        }
        Manifest {
            profile: "data-package".to_string(),
            name: "dhub-bank".to_string(),
            title: format!("A retail bank in {DATABASES_IN_WORDS} databases"),
            description,
            licenses: vec![License::for_data()],
            dhub: Origin {
                bundle: id(&resources),
                rows: resources.iter().map(|resource| resource.rows).sum(),
                bytes: resources.iter().map(|resource| resource.csv().bytes).sum(),
                files,
                ..Origin::of(plan, part)
            },
            resources,
        }
    }

    /// Serializes the manifest.
    pub(crate) fn render(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        json + "\n"
    }

    /// Returns the command that generates the bundle or part again.
    pub(crate) fn command(&self, format: Format) -> String {
        let origin = &self.dhub;
        let mut command = String::from("dhub seed all");
        if origin.overridden {
            let _ = write!(
                command,
                " --customers {} --employees {}",
                origin.customers, origin.employees
            );
        } else {
            let _ = write!(command, " --scale {}", origin.scale);
        }
        let _ = write!(command, " --seed {} --as-of {}", origin.seed, origin.as_of);
        if origin.aml_rate != DEFAULT_AML_RATE.to_string() {
            let _ = write!(command, " --aml-rate {}", origin.aml_rate);
        }
        if origin.months != default_months() {
            let _ = write!(command, " --months {}", origin.months);
        }
        if let Some(method) = format.packing().method() {
            let _ = write!(command, " --compress {method}");
        }
        if !format.is_csv() {
            let _ = write!(command, " --format {}", format.content());
        }
        if let Some(part) = origin.part {
            let _ = write!(command, " --part {part}");
        }
        if !origin.only.is_empty() {
            let _ = write!(command, " --only {}", origin.only.join(","));
        }
        command
    }

    /// Reads the manifest of the bundle in `directory`.
    ///
    /// # Errors
    ///
    /// Fails when there is no manifest, or when it was not written by dhub.
    pub fn read(directory: &Path) -> Result<Manifest> {
        let manifest: Manifest = parse(directory)?;
        all_inside(directory, manifest.paths())?;
        Ok(manifest)
    }

    /// Parses a manifest. `directory` is used in messages and need not exist on disk.
    pub(crate) fn from_bytes(directory: &Path, bytes: &[u8]) -> Result<Manifest> {
        let manifest: Manifest = parse_bytes(directory, bytes)?;
        all_inside(directory, manifest.paths())?;
        Ok(manifest)
    }

    /// Returns the paths of all files of the bundle, relative to its directory.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let resources = self.resources.iter().map(|resource| resource.path.as_str());
        resources.chain(self.dhub.files.iter().map(String::as_str))
    }

    /// Returns the resource of a table.
    pub fn resource(&self, database: &str, table: &str) -> Option<&Resource> {
        self.resources
            .iter()
            .find(|resource| resource.database == database && resource.name == table)
    }
}

/// Remedy for a manifest that dhub did not write.
const RESTORE: &str =
    "restore the file, or move the directory elsewhere and write the bundle again";

/// Reads and parses the manifest in a directory.
pub(super) fn parse<T: DeserializeOwned>(directory: &Path) -> Result<T> {
    let path = directory.join(MANIFEST);
    let bytes = match read_capped(&path, MAX_BYTES) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(Error::missing(directory, false));
        }
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            let reason = format!("expected a manifest of dhub: {error}; {RESTORE}");
            return Err(Error::damaged(&path, reason));
        }
        bytes => bytes.map_err(Error::at("read", &path))?,
    };
    parse_bytes(directory, &bytes)
}

/// Parses a manifest; `directory` is for messages.
fn parse_bytes<T: DeserializeOwned>(directory: &Path, bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        let of_parts = serde_json::from_slice::<Value>(bytes)
            .is_ok_and(|manifest| manifest["dhub"][PARTS].is_array());
        if of_parts {
            return Error::refused(
                directory,
                "contains a manifest of parts, expected a bundle; join the parts first: dhub seed join PART... --out DIR",
            );
        }
        Error::damaged(
            &directory.join(MANIFEST),
            format!("expected a manifest of dhub, found something else ({error}); {RESTORE}"),
        )
    })
}

/// Fails at the first path that leads out of the bundle.
pub(super) fn all_inside<'a>(
    directory: &Path,
    mut paths: impl Iterator<Item = &'a str>,
) -> Result<()> {
    match paths.find(|path| !is_inside(path)) {
        None => Ok(()),
        Some(path) => Err(Error::damaged(
            &directory.join(MANIFEST),
            format!("refers to {path:?}, which is outside the bundle; {RESTORE}"),
        )),
    }
}

/// Returns whether a relative path stays inside its base directory.
pub(crate) fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Computes the bundle's id: sixteen hexadecimal digits of the digest over the digests of all tables' CSV. A compressed bundle
/// therefore has the same id as a plain one.
pub(super) fn id(resources: &[Resource]) -> String {
    let mut lines = String::new();
    for resource in resources {
        let hash: Digest = resource.csv().hash;
        lines += &format!("{hash}  {}/{}\n", resource.database, resource.name);
    }
    let mut id = Digest::of(lines.as_bytes()).to_string();
    id.truncate(16);
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::CATALOGUE;

    #[test]
    fn table_names_are_unique_across_databases() {
        let mut names: Vec<&str> = CATALOGUE.iter().map(|table| table.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn paths_that_leave_the_bundle_are_detected() {
        for (path, inside) in [
            ("a.csv", true),
            ("db/a.csv", true),
            ("../a", false),
            ("db/../../a", false),
            ("/etc/passwd", false),
            ("", false),
        ] {
            assert_eq!(is_inside(path), inside, "{path}");
        }
    }
}
