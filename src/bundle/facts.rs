//! What a file says of itself, where its format has a place for it.

use crate::bundle::origin::Origin;
use crate::plan::{DATA_VERSION, Part, Plan};

/// A name and a value that a file says of itself.
pub(crate) type Fact = (&'static str, String);

impl Origin {
    /// Of a plan or of a part of it, before its tables are known.
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

    /// What each file that can say so says it was made of.
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
