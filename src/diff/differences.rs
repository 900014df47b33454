//! What a comparison finds.

use serde::Serialize;
use serde_json::{Map, Value};

/// Options of a comparison. They do not affect the result.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Approximate memory for sorting a file, in bytes.
    pub sort_memory: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            sort_memory: 64 << 20,
        }
    }
}

/// Differences between two bundles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Whether all tables have the same columns and rows.
    pub same: bool,
    /// The old bundle.
    pub old: Side,
    /// The new bundle.
    pub new: Side,
    /// Origin properties that differ, such as seed, scale, and versions. They do not count as differences.
    pub origin: Vec<OriginDiff>,
    /// All tables: those of the new bundle in its order, then those only in the old one.
    pub tables: Vec<TableDiff>,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Directory of the bundle.
    pub directory: String,
    /// Origin from the manifest.
    pub origin: Map<String, Value>,
}

/// An origin property that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginDiff {
    /// Name in the manifest, such as `seed`.
    pub name: String,
    /// Value in the old bundle.
    pub old: Option<Value>,
    /// Value in the new bundle.
    pub new: Option<Value>,
}

/// Where a table or column is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// In both bundles.
    Both,
    /// Only in the old bundle.
    Old,
    /// Only in the new bundle.
    New,
}

/// Differences of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableDiff {
    /// Database of the table.
    pub database: String,
    /// Name of the table.
    pub table: String,
    /// Where the table is present.
    pub presence: Presence,
    /// Number of rows in the old bundle.
    pub before: u64,
    /// Number of rows in the new bundle.
    pub after: u64,
    /// Rows whose key is not in the old bundle.
    pub added: u64,
    /// Rows whose key is not in the new bundle.
    pub removed: u64,
    /// Rows with different values in common columns.
    pub changed: u64,
    /// Keys of the first added rows.
    pub added_keys: Vec<String>,
    /// Keys of the first removed rows.
    pub removed_keys: Vec<String>,
    /// Columns that differ.
    pub columns: Vec<ColumnDiff>,
    /// Additional remarks, one line each.
    pub notes: Vec<String>,
    /// Peak number of the table's rows in memory.
    #[serde(skip)]
    pub rows_held: usize,
}

impl TableDiff {
    /// Returns whether any row or column differs.
    pub fn differs(&self) -> bool {
        self.presence != Presence::Both
            || self.added + self.removed + self.changed > 0
            || !self.columns.is_empty()
    }
}

/// Differences of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnDiff {
    /// Name of the column.
    pub column: String,
    /// Where the column is present.
    pub presence: Presence,
    /// Number of rows with a different value.
    pub changed: u64,
    /// First few changed values.
    pub examples: Vec<Example>,
}

impl ColumnDiff {
    pub(super) fn new(column: &str, presence: Presence) -> ColumnDiff {
        ColumnDiff {
            column: column.to_string(),
            presence,
            changed: 0,
            examples: Vec::new(),
        }
    }

    pub(super) fn differs(&self) -> bool {
        self.presence != Presence::Both || self.changed > 0
    }
}

/// A changed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Key of the row.
    pub key: String,
    /// Old value; None for NULL.
    pub old: Option<String>,
    /// New value; None for NULL.
    pub new: Option<String>,
}
