//! What a bundle was made of, and what may be done with it.

use crate::bundle::digest::Digest;
use crate::bundle::planted::PlantedDefects;
use crate::plan::{DEFAULT_MONTHS, Part};
use serde::{Deserialize, Serialize};

/// A license, as a Data Package names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// Its SPDX identifier.
    pub name: String,
    /// Where it is to be read.
    pub path: String,
    /// Its title.
    pub title: String,
}

impl License {
    /// That of the data: no rights are kept, for nobody's work or life is in them.
    pub(super) fn of_data() -> License {
        License {
            name: "CC0-1.0".to_string(),
            path: "https://creativecommons.org/publicdomain/zero/1.0/".to_string(),
            title: "Creative Commons Zero v1.0 Universal".to_string(),
        }
    }
}

/// What a bundle was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The program's version.
    pub version: String,
    /// The version of the data: see [`DATA_VERSION`](crate::plan::DATA_VERSION).
    pub data_version: u32,
    /// The bundle's id: equal tables have equal ids.
    pub bundle: String,
    /// The seed.
    pub seed: u64,
    /// The scale, as a decimal.
    pub scale: String,
    /// The as-of date: no event is later.
    pub as_of: String,
    /// Customers who run a planted scheme, in percent.
    pub aml_rate: String,
    /// How many months of statements.
    #[serde(default = "default_months")]
    pub months: u8,
    /// How many employees.
    pub employees: u32,
    /// How many customers.
    pub customers: u32,
    /// Whether a count was given by hand.
    pub overridden: bool,
    /// Which part of a bundle it is, if it is not a whole one; then what follows tells of the part alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// The defects that were planted in it, if it is defective on purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defects: Option<PlantedDefects>,
    /// The only tables that are there, or databases of which all are, if it does not have every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// Rows of all tables.
    pub rows: u64,
    /// Bytes of all tables as CSV.
    pub bytes: u64,
    /// The bundle's files other than the resources'.
    pub files: Vec<String>,
}

/// The months of bundles whose manifest does not say them.
pub(super) fn default_months() -> u8 {
    DEFAULT_MONTHS.count()
}

impl Origin {
    /// Sixteen digits that all parts of one bundle share, compressed or not, and no part of another has: what they were made of.
    pub(crate) fn set(&self) -> String {
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
        let mut set = Digest::of(made_of.join(" ").as_bytes()).to_string();
        set.truncate(16);
        set
    }
}
