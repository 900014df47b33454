//! `datapackage.json`: what a bundle holds, as a Frictionless Data Package.
//!
//! The standard's properties describe files and tables; ours stand under `dhub`, and beside each resource its database.

use crate::bundle::digest::{Digest, Fingerprint};
use crate::bundle::files::read_capped;
use crate::bundle::format::Format;
use crate::bundle::origin::{License, Origin, default_months};
use crate::bundle::table_schema::{self, TableCheck};
use crate::error::{Error, Result};
use crate::plan::{DEFAULT_AML_RATE, Part, Plan};
use crate::tables::Table;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Component, Path};

/// The name of the manifest in a bundle.
pub const MANIFEST: &str = "datapackage.json";
/// The manifest of a bundle is about 150 KB.
pub(super) const MOST: u64 = 16 << 20;

/// The manifest of a bundle.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// A Data Package's profile.
    pub profile: String,
    /// A short name.
    pub name: String,
    /// A title to show.
    pub title: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// What may be done with the data: anything.
    #[serde(default)]
    pub licenses: Vec<License>,
    /// What made it, and of what.
    pub dhub: Origin,
    /// One per table, in load order.
    pub resources: Vec<Resource>,
}

/// A table's file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Resource {
    /// A tabular resource's profile.
    pub profile: String,
    /// The table's name.
    pub name: String,
    /// The database that it belongs to.
    pub database: String,
    /// What it holds.
    pub description: String,
    /// The file in the bundle: `database/table.csv`, `database/table.csv.zst` or `database/table.parquet`.
    pub path: String,
    /// `csv` or `parquet`.
    pub format: String,
    /// `text/csv` or `application/vnd.apache.parquet`.
    pub mediatype: String,
    /// `utf-8` of text.
    pub encoding: String,
    /// How the CSV is written: a header, commas, doubled quotes.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub dialect: Value,
    /// `zst` for a compressed file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<String>,
    /// Rows, without the header.
    pub rows: u64,
    /// The file as stored.
    #[serde(flatten)]
    pub stored: Fingerprint,
    /// The CSV inside a compressed file, or the one that a Parquet file stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncompressed: Option<Fingerprint>,
    /// The column that says when a row happened; none where that is told by the row that it refers to, or by nothing.
    #[serde(default, rename = "eventTime", skip_serializing_if = "Option::is_none")]
    pub event_time: Option<String>,
    /// What every row keeps and the schema cannot say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<TableCheck>,
    /// Columns, keys and references, as a Table Schema.
    pub schema: Value,
}

impl Resource {
    /// The resource of a declared table, or of a part of it.
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

    /// The format of the file; None if the manifest names one that this version does not know.
    pub fn stored_as(&self) -> Option<Format> {
        let stored = (self.format.as_str(), self.compression.as_deref());
        let named = |format: &Format| (format.content(), format.packing().extension()) == stored;
        Format::ALL.iter().copied().find(named)
    }

    /// The fingerprint of the CSV, compressed or not.
    pub fn csv(&self) -> &Fingerprint {
        self.uncompressed.as_ref().unwrap_or(&self.stored)
    }
}

/// What names the parts in the manifest of all parts, under `dhub`.
pub(super) const PARTS: &str = "parts";

impl Manifest {
    /// What every bundle is.
    pub(super) const ABOUT: &str =
        "Coherent demo data of one retail bank, made by dhub from a seed. Nobody in it is real.";

    /// The manifest of a plan's tables or of a part of them. `files` are the bundle's other files.
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
                    format!(" This is part {part}: the files of all parts are read as one table.")
                }
                false => format!(" This is part {part}: dhub seed join makes the bundle of all."),
            };
            description += " Rows may refer to rows of other parts: crossPartForeignKeys.";
        }
        Manifest {
            profile: "data-package".to_string(),
            name: "dhub-bank".to_string(),
            title: "A retail bank in six databases".to_string(),
            description,
            licenses: vec![License::of_data()],
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

    /// The file's text.
    pub(crate) fn render(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        json + "\n"
    }

    /// The command that makes the bundle again, or the part of one.
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
    /// When there is none, or it is not a manifest of ours.
    pub fn read(directory: &Path) -> Result<Manifest> {
        let manifest: Manifest = parse(directory)?;
        all_inside(directory, manifest.paths())?;
        Ok(manifest)
    }

    /// The manifest with these bytes of a bundle that stands in `directory`, which need not be one on disk.
    pub(crate) fn of_bytes(directory: &Path, bytes: &[u8]) -> Result<Manifest> {
        let manifest: Manifest = parse_bytes(directory, bytes)?;
        all_inside(directory, manifest.paths())?;
        Ok(manifest)
    }

    /// Every file of the bundle, relative to its directory: the tables' and the others.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let resources = self.resources.iter().map(|resource| resource.path.as_str());
        resources.chain(self.dhub.files.iter().map(String::as_str))
    }

    /// The resource of a table.
    pub fn resource(&self, database: &str, table: &str) -> Option<&Resource> {
        self.resources
            .iter()
            .find(|resource| resource.database == database && resource.name == table)
    }
}

/// What to do about a manifest that is not as we write them.
const RESTORE: &str =
    "restore the file, or move the directory elsewhere and write the bundle again";

/// Reads the manifest in a directory.
pub(super) fn parse<T: DeserializeOwned>(directory: &Path) -> Result<T> {
    let path = directory.join(MANIFEST);
    let bytes = match read_capped(&path, MOST) {
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

/// Reads a manifest that stands in a directory.
fn parse_bytes<T: DeserializeOwned>(directory: &Path, bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        let of_parts = serde_json::from_slice::<Value>(bytes)
            .is_ok_and(|manifest| manifest["dhub"][PARTS].is_array());
        if of_parts {
            return Error::refused(
                directory,
                "holds the manifest of parts, expected a bundle; join the parts first: dhub seed join PART... --out DIR",
            );
        }
        Error::damaged(
            &directory.join(MANIFEST),
            format!("expected a manifest of dhub, found something else ({error}); {RESTORE}"),
        )
    })
}

/// Fails at the first path that leaves the bundle in `directory`.
pub(super) fn all_inside<'a>(
    directory: &Path,
    mut paths: impl Iterator<Item = &'a str>,
) -> Result<()> {
    match paths.find(|path| !is_inside(path)) {
        None => Ok(()),
        Some(path) => Err(Error::damaged(
            &directory.join(MANIFEST),
            format!("names {path:?}, which lies outside the bundle; {RESTORE}"),
        )),
    }
}

/// Whether a relative path stays inside the directory that it starts from.
pub(crate) fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Sixteen digits of the digest over the tables' digests: of the CSV, so a compressed bundle has the id of the plain one.
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
    fn paths_that_leave_the_bundle_are_seen() {
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
