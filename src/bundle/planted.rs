//! Manifest entries for defects planted on purpose.

use serde::{Deserialize, Serialize};

/// Path of the answer key in a defective bundle.
pub const ANSWERS: &str = "labels/defects.csv";

/// The defects planted in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlantedDefects {
    /// The seed that selected the rows.
    pub seed: u64,
    /// The defects.
    pub planted: Vec<PlantedDefect>,
}

/// A planted defect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlantedDefect {
    /// Name of the defect.
    pub defect: String,
    /// The table whose rows are affected.
    pub table: String,
    /// The verify rule that detects it.
    pub rule: String,
}

impl PlantedDefects {
    /// Returns the number of defects in words.
    pub fn words(&self) -> String {
        match self.planted.len() {
            1 => "1 planted defect".to_string(),
            n => format!("{n} planted defects"),
        }
    }

    /// Returns the command that plants these defects in the sound bundle in a directory.
    pub(crate) fn command(&self, sound: &str) -> String {
        let names: Vec<&str> = self.planted.iter().map(|one| one.defect.as_str()).collect();
        let names = names.join(",");
        format!("dhub defect {sound} --seed {} --defect {names}", self.seed)
    }
}
