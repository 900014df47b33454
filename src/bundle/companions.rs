//! All files of a bundle other than tables: SQL, load.sh, README, manifest, and the list of digests.

use crate::bundle::digest::Digest;
use crate::bundle::format::Format;
use crate::bundle::manifest::{MANIFEST, Manifest, Resource};
#[cfg(feature = "query")]
use crate::bundle::planted::{ANSWERS, PlantedDefects};
use crate::bundle::{SUMS, load_sql, readme};
use crate::plan::{Part, Plan};
use crate::schema;
use crate::tables::DATABASES;
use std::sync::LazyLock;

/// The script that loads a bundle, identical in every bundle of this version.
pub static LOAD_SH: LazyLock<String> =
    LazyLock::new(|| LOAD_SH_PIECES.replace("@DATABASES@", &DATABASES.join(" ")));

/// The pieces of load.sh in `scripts/load`, separated by blank lines.
const LOAD_SH_PIECES: &str = concat!(
    include_str!("../../scripts/load/01-start.sh"),
    "\n",
    include_str!("../../scripts/load/02-flags.sh"),
    "\n",
    include_str!("../../scripts/load/03-bundle.sh"),
    "\n",
    include_str!("../../scripts/load/04-lanes.sh"),
    "\n",
    include_str!("../../scripts/load/05-server.sh"),
    "\n",
    include_str!("../../scripts/load/06-session.sh"),
    "\n",
    include_str!("../../scripts/load/07-preflight.sh"),
    "\n",
    include_str!("../../scripts/load/08-load.sh"),
    "\n",
    include_str!("../../scripts/load/09-compare.sh"),
    "\n",
    include_str!("../../scripts/load/10-clear.sh"),
    "\n",
    include_str!("../../scripts/load/11-main.sh")
);
const README: &str = "README.md";
const GIT_ATTRIBUTES_FILE: &str = ".gitattributes";
const GIT_ATTRIBUTES: &str =
    "# Every byte counts: SHA256SUMS. Tables are made by a program: pull requests fold them.
* -text
*.csv linguist-generated
*.csv.zst linguist-generated
*.zst binary
";

/// A text file of a bundle that is not a table.
pub(crate) struct Companion {
    /// Path relative to the bundle.
    pub path: String,
    pub text: String,
    /// Whether the file is executable.
    pub executable: bool,
}

impl Companion {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Companion {
        Companion {
            path: path.into(),
            text: text.into(),
            executable: false,
        }
    }
}

/// Builds all files that are not tables: SQL, load.sh, README, manifest, and, last, the list of digests.
pub(crate) fn for_bundle(
    plan: &Plan,
    tables: Vec<Resource>,
    format: Format,
) -> (Manifest, Vec<Companion>) {
    let manifest = Manifest::new(plan, None, tables, names(format));
    beside(manifest, format, Vec::new())
}

/// Like [`for_bundle`], for a bundle with planted defects and their answer key.
#[cfg(feature = "query")]
pub(crate) fn for_defective(
    plan: &Plan,
    tables: Vec<Resource>,
    format: Format,
    defects: PlantedDefects,
    answers: String,
) -> (Manifest, Vec<Companion>) {
    let mut manifest = Manifest::new(plan, None, tables, names(format));
    manifest.title += ", defective on purpose";
    manifest.description += &format!(
        " It is defective on purpose, with {}; {ANSWERS} lists all affected rows.",
        defects.words()
    );
    manifest.dhub.files.push(ANSWERS.to_string());
    manifest.dhub.defects = Some(defects);
    beside(manifest, format, vec![Companion::new(ANSWERS, answers)])
}

/// Builds the companion files of a bundle of some tables, or of a part of one: README, manifest and list of digests.
pub(crate) fn for_some_tables(
    plan: &Plan,
    part: Option<Part>,
    tables: Vec<Resource>,
    names: Vec<String>,
    format: Format,
) -> (Manifest, Vec<Companion>) {
    let files = [MANIFEST, SUMS, README, GIT_ATTRIBUTES_FILE].map(String::from);
    let manifest = Manifest::new(plan, part, tables, files.to_vec()).only(names);
    let companions = vec![
        Companion::new(README, readme::render(&manifest, format)),
        Companion::new(GIT_ATTRIBUTES_FILE, GIT_ATTRIBUTES),
    ];
    described(manifest, companions)
}

/// Returns the databases that have tables.
fn databases() -> impl Iterator<Item = &'static str> {
    DATABASES
        .into_iter()
        .filter(|database| schema::tables_of(database).next().is_some())
}

/// Returns the names of a bundle's files other than tables.
fn names(format: Format) -> Vec<String> {
    let mut files = vec![MANIFEST.to_string(), SUMS.to_string()];
    files.extend([README, "load.sh", GIT_ATTRIBUTES_FILE].map(String::from));
    let steps: &[&str] = match format.is_csv() {
        true => &["schema", "load"],
        false => &["schema"],
    };
    for database in databases() {
        files.extend(steps.iter().map(|sql| format!("{database}/{sql}.sql")));
    }
    files
}

/// Completes `companions` with the files that depend on the manifest.
fn beside(
    manifest: Manifest,
    format: Format,
    mut companions: Vec<Companion>,
) -> (Manifest, Vec<Companion>) {
    for database in databases() {
        let counts: Vec<(&str, u64)> = manifest
            .resources
            .iter()
            .filter(|resource| resource.database == database)
            .map(|resource| (resource.name.as_str(), resource.rows))
            .collect();
        let schema = schema::schema_sql(database);
        companions.push(Companion::new(format!("{database}/schema.sql"), schema));
        if format.is_csv() {
            let load =
                load_sql::render(database, &counts, format, &load_sql::Id::of(&manifest.dhub));
            companions.push(Companion::new(format!("{database}/load.sql"), load));
        }
    }
    companions.push(Companion::new(README, readme::render(&manifest, format)));
    companions.push(Companion {
        executable: true,
        ..Companion::new("load.sh", load_sh(&manifest, format))
    });
    companions.push(Companion::new(GIT_ATTRIBUTES_FILE, GIT_ATTRIBUTES));
    described(manifest, companions)
}

/// Returns the script that loads the bundle; for formats that psql cannot read, a script that says so.
fn load_sh(manifest: &Manifest, format: Format) -> String {
    if format.is_csv() {
        return LOAD_SH.clone();
    }
    format!(
        "#!/bin/sh\necho 'load.sh: the tables of this bundle are {}, which psql cannot read; load the same rows as CSV: {} --out DIR, then DIR/load.sh'\"${{*:+ $*}}\" >&2\nexit 2\n",
        format.content(),
        manifest.command(Format::Csv),
    )
}

/// Like [`for_bundle`], for a part of a bundle.
pub(crate) fn for_part(
    plan: &Plan,
    part: Part,
    tables: Vec<Resource>,
    format: Format,
) -> (Manifest, Vec<Companion>) {
    let manifest = Manifest::new(plan, Some(part), tables, names(format));
    beside(manifest, format, Vec::new())
}

/// Appends the manifest, then the digests of all other files.
fn described(manifest: Manifest, mut companions: Vec<Companion>) -> (Manifest, Vec<Companion>) {
    companions.push(Companion::new(MANIFEST, manifest.render()));
    let tables = manifest.resources.iter();
    let tables = tables.map(|table| (table.path.clone(), table.stored.hash));
    let texts = companions.iter();
    let texts = texts.map(|text| (text.path.clone(), Digest::of(text.text.as_bytes())));
    let mut sums: Vec<(String, Digest)> = tables.chain(texts).collect();
    sums.sort_by(|a, b| a.0.cmp(&b.0));
    let lines: String = sums
        .into_iter()
        .map(|(path, digest)| format!("{digest}  {path}\n"))
        .collect();
    companions.push(Companion::new(SUMS, lines));
    (manifest, companions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Checks the same concatenation as `make check` does.
    #[test]
    fn load_sh_concatenates_its_pieces_in_name_order() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/load");
        let pieces = fs::read_dir(directory).unwrap().flatten();
        let mut pieces: Vec<_> = pieces.map(|piece| piece.path()).collect();
        pieces.retain(|piece| piece.extension().is_some_and(|extension| extension == "sh"));
        pieces.sort();
        let pieces: Vec<String> = pieces
            .iter()
            .map(|piece| fs::read_to_string(piece).unwrap())
            .collect();
        assert_eq!(pieces.join("\n"), LOAD_SH_PIECES);
    }
}
