//! What a manifest says of defects that were planted on purpose.

use crate::bundle::manifest::Manifest;
use serde::{Deserialize, Serialize};

/// Where in a defective bundle the answers stand.
pub const ANSWERS: &str = "labels/defects.csv";

/// The defects that were planted in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlantedDefects {
    /// The seed by which their rows were chosen.
    pub seed: u64,
    /// Each of them.
    pub planted: Vec<PlantedDefect>,
}

/// A defect that was planted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlantedDefect {
    /// Its name.
    pub defect: String,
    /// The table whose rows it hit.
    pub table: String,
    /// The rule of verify that finds it.
    pub rule: String,
}

impl PlantedDefects {
    /// How many there are, in words.
    pub fn words(&self) -> String {
        match self.planted.len() {
            1 => "1 planted defect".to_string(),
            n => format!("{n} planted defects"),
        }
    }

    /// How many there are, with the verb for one or for several.
    pub(crate) fn words_that(&self, one: &str, several: &str) -> String {
        let verb = match self.planted.len() {
            1 => one,
            _ => several,
        };
        format!("{} {verb}", self.words())
    }

    /// The command that plants them in the sound bundle in a directory.
    pub(crate) fn command(&self, sound: &str) -> String {
        let names: Vec<&str> = self.planted.iter().map(|one| one.defect.as_str()).collect();
        let names = names.join(",");
        format!("dhub defect {sound} --seed {} --defect {names}", self.seed)
    }
}

impl Manifest {
    /// The manifest of the same tables, with defects.
    #[cfg(feature = "query")]
    pub(crate) fn defective(mut self, defects: PlantedDefects) -> Manifest {
        self.title += ", defective on purpose";
        self.description += &format!(
            " It is defective on purpose: {} in it, {ANSWERS} names all rows.",
            defects.words_that("is", "are")
        );
        self.dhub.files.push(ANSWERS.to_string());
        self.dhub.defects = Some(defects);
        self
    }
}
