//! Metadata embedded in files whose format supports it.

use crate::bundle::origin::Origin;
use crate::plan::{DATA_VERSION, Part, Plan};

/// A key and value of embedded metadata.
pub(crate) type Fact = (&'static str, String);

impl Origin {
    /// Builds the origin of a plan or part; the fields that depend on its tables are filled in later.
    pub(crate) fn of(plan: &Plan, part: Option<Part>) -> Origin {
        Origin {
            version: env!("CARGO_PKG_VERSION").to_string(),
            data_version: DATA_VERSION,
            bundle: String::new(),
            seed: plan.seed,
            scale: plan.scale.to_string(),
            as_of: plan.as_of.to_string(),
            aml_rate: plan.aml_rate.to_string(),
            months: plan.months.count(),
            employees: plan.employees,
            customers: plan.customers,
            overridden: plan.overridden,
            part,
            defects: None,
            only: Vec::new(),
            rows: 0,
            bytes: 0,
            files: Vec::new(),
        }
    }

    /// Returns the metadata to embed in each file.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            ("version", self.version.clone()),
            ("data_version", self.data_version.to_string()),
            ("seed", self.seed.to_string()),
            ("scale", self.scale.clone()),
            ("as_of", self.as_of.clone()),
            ("aml_rate", self.aml_rate.clone()),
            ("months", self.months.to_string()),
            ("employees", self.employees.to_string()),
            ("customers", self.customers.to_string()),
        ];
        facts.extend(self.part.map(|part| ("part", part.to_string())));
        facts
    }
}
