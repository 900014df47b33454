//! `datapackage.json`: what a bundle holds, as a Frictionless Data Package.
//!
//! The standard's properties describe files and tables; ours stand under `dhub`, and beside each resource its database.

use crate::bundle::digest::{Digest, Fingerprint};
use crate::error::{Error, Result};
use crate::plan::{DATA_VERSION, Plan};
use crate::tables::{CATALOGUE, Column, Table};
use crate::values::SqlType;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The name of the manifest in a bundle.
pub const MANIFEST: &str = "datapackage.json";

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
    /// What made it, and of what.
    pub dhub: Origin,
    /// One per table, in load order.
    pub resources: Vec<Resource>,
}

/// What a bundle was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The program's version.
    pub version: String,
    /// The version of the data: see [`DATA_VERSION`].
    pub data_version: u32,
    /// The bundle's id: equal tables have equal ids.
    pub bundle: String,
    /// The seed.
    pub seed: u64,
    /// The scale, as a decimal.
    pub scale: String,
    /// The last day of the world.
    pub as_of: String,
    /// Customers who run a planted scheme, in percent.
    pub aml_rate: String,
    /// How many employees.
    pub employees: u32,
    /// How many customers.
    pub customers: u32,
    /// Whether a count was given by hand.
    pub overridden: bool,
    /// Rows of all tables.
    pub rows: u64,
    /// Bytes of all tables as CSV.
    pub bytes: u64,
    /// The bundle's files other than the resources'.
    pub files: Vec<String>,
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
    /// The file in the bundle, `database/table.csv` or `database/table.csv.zst`.
    pub path: String,
    /// `csv`
    pub format: String,
    /// `text/csv`
    pub mediatype: String,
    /// `utf-8`
    pub encoding: String,
    /// `zst` for a compressed file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<String>,
    /// Rows, without the header.
    pub rows: u64,
    /// The file as stored.
    #[serde(flatten)]
    pub stored: Fingerprint,
    /// The CSV inside a compressed file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncompressed: Option<Fingerprint>,
    /// Columns, keys and references, as a Table Schema.
    pub schema: Value,
}

impl Resource {
    /// The resource of a declared table.
    pub(crate) fn new(
        table: &Table,
        path: String,
        rows: u64,
        csv: Fingerprint,
        stored: Fingerprint,
        zstd: bool,
    ) -> Resource {
        Resource {
            profile: "tabular-data-resource".to_string(),
            name: table.name.to_string(),
            database: table.database.to_string(),
            description: table.doc.to_string(),
            path,
            format: "csv".to_string(),
            mediatype: "text/csv".to_string(),
            encoding: "utf-8".to_string(),
            compression: zstd.then(|| "zst".to_string()),
            rows,
            stored,
            uncompressed: zstd.then_some(csv),
            schema: schema(table),
        }
    }

    /// The fingerprint of the CSV, compressed or not.
    pub fn csv(&self) -> &Fingerprint {
        self.uncompressed.as_ref().unwrap_or(&self.stored)
    }
}

impl Manifest {
    /// The manifest of a plan's tables. `files` are the bundle's other files.
    pub(crate) fn new(plan: &Plan, resources: Vec<Resource>, files: Vec<String>) -> Manifest {
        Manifest {
            profile: "data-package".to_string(),
            name: "dhub-bank".to_string(),
            title: "A retail bank in six databases".to_string(),
            description: "Coherent demo data of one retail bank, made by dhub from a seed. Nobody in it is real.".to_string(),
            dhub: Origin {
                version: env!("CARGO_PKG_VERSION").to_string(),
                data_version: DATA_VERSION,
                bundle: id(&resources),
                seed: plan.seed,
                scale: plan.scale.to_string(),
                as_of: plan.as_of.to_string(),
                aml_rate: plan.aml_rate.to_string(),
                employees: plan.employees,
                customers: plan.customers,
                overridden: plan.overridden,
                rows: resources.iter().map(|resource| resource.rows).sum(),
                bytes: resources.iter().map(|resource| resource.csv().bytes).sum(),
                files,
            },
            resources,
        }
    }

    /// The file's text.
    pub(crate) fn render(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        json + "\n"
    }

    /// Reads the manifest of the bundle in `folder`.
    ///
    /// # Errors
    ///
    /// When there is none, or it is not a manifest of ours.
    pub fn read(folder: &Path) -> Result<Manifest> {
        parse(folder)
    }

    /// The files of the bundle in `folder`, relative to it, whatever version of the program wrote it.
    ///
    /// # Errors
    ///
    /// As [`Manifest::read`].
    pub(crate) fn files_of(folder: &Path) -> Result<BTreeSet<PathBuf>> {
        /// The part of a manifest that every version has.
        #[derive(Deserialize)]
        struct Files {
            dhub: Others,
            resources: Vec<File>,
        }
        #[derive(Deserialize)]
        struct Others {
            files: Vec<String>,
        }
        #[derive(Deserialize)]
        struct File {
            path: String,
        }
        let manifest: Files = parse(folder)?;
        let resources = manifest.resources.into_iter().map(|file| file.path);
        let files: Vec<String> = resources.chain(manifest.dhub.files).collect();
        match files.iter().find(|path| !is_inside(path)) {
            Some(path) => Err(Error::damaged(
                &folder.join(MANIFEST),
                format!("names {path:?}, which lies outside the bundle; {RESTORE}"),
            )),
            None => Ok(files.into_iter().map(PathBuf::from).collect()),
        }
    }

    /// Every file of the bundle, relative to its folder: the tables' and the others.
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
const RESTORE: &str = "restore the file, or move the folder away and write the bundle anew";

/// Reads the manifest in a folder.
fn parse<T: DeserializeOwned>(folder: &Path) -> Result<T> {
    let path = folder.join(MANIFEST);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::Missing {
                path: folder.to_path_buf(),
            });
        }
        bytes => bytes.map_err(Error::at("read", &path))?,
    };
    serde_json::from_slice(&bytes).map_err(|error| {
        Error::damaged(
            &path,
            format!("expected a manifest of dhub, found something else ({error}); {RESTORE}"),
        )
    })
}

/// Whether a relative path stays inside the folder that it starts from.
pub(crate) fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Sixteen digits of the digest over the tables' digests: of the CSV, so a compressed bundle has the id of the plain one.
fn id(resources: &[Resource]) -> String {
    let mut lines = String::new();
    for resource in resources {
        let hash: Digest = resource.csv().hash;
        lines += &format!("{hash}  {}/{}\n", resource.database, resource.name);
    }
    let mut id = Digest::of(lines.as_bytes()).to_string();
    id.truncate(16);
    id
}

/// The Table Schema of a declared table.
fn schema(table: &Table) -> Value {
    let mut schema = json!({
        "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
        "primaryKey": [table.key().name],
    });
    let foreign: Vec<Value> = table
        .columns
        .iter()
        .filter_map(|column| {
            let home = column.reference(table)?;
            let known = CATALOGUE
                .iter()
                .any(|other| (other.database, other.name) == (home.database, home.table));
            // A table that refers to itself is named by the empty string.
            let resource = if home.table == table.name {
                ""
            } else {
                home.table
            };
            known.then(|| {
                json!({
                    "fields": [column.name],
                    "reference": { "resource": resource, "fields": [home.column] },
                })
            })
        })
        .collect();
    if !foreign.is_empty() {
        schema["foreignKeys"] = foreign.into();
    }
    schema
}

fn field(column: &Column) -> Value {
    let mut field = Map::new();
    field.insert("name".into(), column.name.into());
    let (kind, format) = match column.sql {
        SqlType::Text => ("string", None),
        SqlType::Boolean => ("boolean", None),
        SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Identity => {
            ("integer", None)
        }
        SqlType::Numeric(..) => ("number", None),
        SqlType::Date => ("date", None),
        SqlType::Timestamp => ("datetime", Some("%Y-%m-%d %H:%M:%S")),
    };
    field.insert("type".into(), kind.into());
    if let Some(format) = format {
        field.insert("format".into(), format.into());
    }
    if column.sql == SqlType::Boolean {
        field.insert("trueValues".into(), json!(["t"]));
        field.insert("falseValues".into(), json!(["f"]));
    }
    field.insert("description".into(), column.doc.into());
    field.insert("sqlType".into(), column.sql.to_string().into());
    let constraints = constraints(column);
    if !constraints.is_empty() {
        field.insert("constraints".into(), constraints.into());
    }
    field.into()
}

fn constraints(column: &Column) -> Map<String, Value> {
    let mut constraints = Map::new();
    if column.key || !column.nullable {
        constraints.insert("required".into(), true.into());
    }
    if column.key || column.unique {
        constraints.insert("unique".into(), true.into());
    }
    if !column.labels.is_empty() {
        constraints.insert("enum".into(), column.labels.into());
    }
    if let Some(check) = column.check {
        for (name, value) in bounds(column, check) {
            constraints.insert(name.into(), value);
        }
    }
    constraints
}

/// What a CHECK says about one value, as far as a Table Schema can say it: ranges and patterns.
///
/// A Table Schema has only inclusive bounds, so an exclusive one moves by the column's smallest step.
fn bounds(column: &Column, check: &str) -> Vec<(&'static str, Value)> {
    let Some(rest) = check.strip_prefix(column.name) else {
        return Vec::new();
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let bound =
        |name, text: &str, step: i64| number(column.sql, text, step).map(|value| (name, value));
    let found = match words[..] {
        ["BETWEEN", low, "AND", high] => vec![bound("minimum", low, 0), bound("maximum", high, 0)],
        [">=", low] => vec![bound("minimum", low, 0)],
        [">", low] => vec![bound("minimum", low, 1)],
        ["<=", high] => vec![bound("maximum", high, 0)],
        ["<", high] => vec![bound("maximum", high, -1)],
        ["~", pattern] => vec![
            pattern
                .strip_prefix('\'')
                .and_then(|pattern| pattern.strip_suffix('\''))
                .map(|pattern| ("pattern", pattern.into())),
        ],
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// The number `text`, moved by `steps` of the type's smallest steps.
fn number(sql: SqlType, text: &str, steps: i64) -> Option<Value> {
    let decimals = match sql {
        SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Identity => 0,
        SqlType::Numeric(_, scale) => u32::from(scale),
        _ => return None,
    };
    let number: rust_decimal::Decimal = text.parse().ok()?;
    let moved = (number + rust_decimal::Decimal::new(steps, decimals)).normalize();
    serde_json::from_str(&moved.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(sql: SqlType) -> Column {
        let mut column = Column::of::<i16>("score", "");
        column.sql = sql;
        column
    }

    #[test]
    fn checks_become_bounds() {
        let money = SqlType::Numeric(15, 2);
        for (sql, check, wanted) in [
            (
                SqlType::SmallInt,
                "score BETWEEN 65 AND 100",
                json!({"minimum": 65, "maximum": 100}),
            ),
            (SqlType::SmallInt, "score > 0", json!({"minimum": 1})),
            (money, "score > 0", json!({"minimum": 0.01})),
            (money, "score >= 0", json!({"minimum": 0})),
            (money, "score < 1", json!({"maximum": 0.99})),
            (money, "score <> 0", json!({})),
            (
                SqlType::Text,
                "score ~ '^E[0-9]{5,7}$'",
                json!({"pattern": "^E[0-9]{5,7}$"}),
            ),
            (SqlType::Text, "score ~ 'a b'", json!({})),
            (SqlType::Date, "score > other", json!({})),
            (money, "scores > 0", json!({})),
        ] {
            let found: Map<String, Value> = bounds(&column(sql), check)
                .into_iter()
                .map(|(name, value)| (name.to_string(), value))
                .collect();
            assert_eq!(Value::from(found), wanted, "{check}");
        }
    }

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

    #[test]
    fn every_reference_of_a_schema_names_a_resource_and_its_field() {
        for table in CATALOGUE {
            let schema = schema(table);
            let foreign = schema["foreignKeys"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            for key in foreign {
                let resource = key["reference"]["resource"].as_str().unwrap();
                let home = match resource {
                    "" => table,
                    name => CATALOGUE.iter().find(|other| other.name == name).unwrap(),
                };
                let fields = key["reference"]["fields"][0].as_str().unwrap();
                assert!(home.column(fields).is_some());
                let own = key["fields"][0].as_str().unwrap();
                assert!(table.column(own).is_some());
            }
            for (field, column) in schema["fields"]
                .as_array()
                .unwrap()
                .iter()
                .zip(table.columns)
            {
                assert_eq!(field["name"], column.name);
                assert_eq!(field["description"], column.doc);
                let required = field["constraints"]["required"] == true;
                assert_eq!(required, !column.nullable || column.key);
            }
        }
    }
}
