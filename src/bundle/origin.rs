//! Origin and license of a bundle.

use crate::bundle::digest::Digest;
use crate::bundle::planted::PlantedDefects;
use crate::plan::{DEFAULT_MONTHS, Part};
use serde::{Deserialize, Serialize};

/// A license, in Data Package form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// SPDX identifier.
    pub name: String,
    /// URL of the license text.
    pub path: String,
    /// Title.
    pub title: String,
}

impl License {
    /// Returns the license of the data: public domain, because it contains nobody's work or life.
    pub(super) fn for_data() -> License {
        License {
            name: "CC0-1.0".to_string(),
            path: "https://creativecommons.org/publicdomain/zero/1.0/".to_string(),
            title: "Creative Commons Zero v1.0 Universal".to_string(),
        }
    }
}

/// The parameters from which a bundle was generated, and its totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Version of dhub.
    pub version: String,
    /// Data version: see [`DATA_VERSION`](crate::plan::DATA_VERSION).
    pub data_version: u32,
    /// The bundle's id; bundles with the same tables have the same id.
    pub bundle: String,
    /// Random seed.
    pub seed: u64,
    /// Scale, as a decimal.
    pub scale: String,
    /// As-of date: no event is later.
    pub as_of: String,
    /// Customers who run a planted scheme, in percent.
    pub aml_rate: String,
    /// Months of statements.
    #[serde(default = "default_months")]
    pub months: u8,
    /// Number of employees.
    pub employees: u32,
    /// Number of customers.
    pub customers: u32,
    /// Whether a count was set explicitly instead of following from the scale.
    pub overridden: bool,
    /// The part, if this is not a whole bundle; the totals below then cover only the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Defects planted on purpose, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defects: Option<PlantedDefects>,
    /// Names of the included tables and fully included databases, if not all tables are included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// Rows in all tables.
    pub rows: u64,
    /// Size of all tables as CSV, in bytes.
    pub bytes: u64,
    /// Files of the bundle other than tables.
    pub files: Vec<String>,
}

/// Default for manifests that do not record months.
pub(super) fn default_months() -> u8 {
    DEFAULT_MONTHS.count()
}

impl Origin {
    /// Computes sixteen hexadecimal digits that identify the bundle to which a part belongs. They depend on its parameters only,
    /// not on the part or compression.
    pub(crate) fn parts_id(&self) -> String {
        let made_of = [
            self.data_version.to_string(),
            self.seed.to_string(),
            self.as_of.clone(),
            self.aml_rate.clone(),
            self.months.to_string(),
            self.employees.to_string(),
            self.customers.to_string(),
            self.part.map_or(1, Part::of).to_string(),
        ];
        let mut id = Digest::of(made_of.join(" ").as_bytes()).to_string();
        id.truncate(16);
        id
    }
}
