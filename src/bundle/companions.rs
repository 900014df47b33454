//! Everything of a bundle that is not a table: SQL, load.sh, README, manifest and the list of digests.

use crate::bundle::folder::Folder;
use crate::bundle::manifest::{MANIFEST, Manifest, Resource};
use crate::bundle::{SUMS, load_sql, readme};
use crate::error::Result;
use crate::plan::{Part, Plan};
use crate::schema;
use crate::tables::DATABASES;

const LOAD_SH: &str = include_str!("../../scripts/load.sh");
const GIT_ATTRIBUTES: &str = "# Every byte counts: SHA256SUMS.\n* -text\n*.zst binary\n";

/// Writes everything that is not a table: SQL, load.sh, README and manifest.
pub(crate) fn of_bundle(
    plan: &Plan,
    tables: Vec<Resource>,
    compress: bool,
    folder: &mut Folder,
) -> Result<Manifest> {
    let databases: Vec<&str> = DATABASES
        .into_iter()
        .filter(|database| schema::tables_of(database).next().is_some())
        .collect();
    let mut files = vec![MANIFEST.to_string(), SUMS.to_string()];
    files.extend(["README.md", "load.sh", ".gitattributes"].map(String::from));
    for database in &databases {
        files.extend(["schema", "load"].map(|sql| format!("{database}/{sql}.sql")));
    }
    let manifest = Manifest::new(plan, None, tables, files);

    for database in databases {
        let counts: Vec<(&str, u64)> = manifest
            .resources
            .iter()
            .filter(|resource| resource.database == database)
            .map(|resource| (resource.name.as_str(), resource.rows))
            .collect();
        let load = load_sql::render(database, &counts, compress, &manifest.dhub.bundle);
        folder.write(
            &format!("{database}/schema.sql"),
            &schema::schema_sql(database),
        )?;
        folder.write(&format!("{database}/load.sql"), &load)?;
    }
    folder.write("README.md", &readme::render(&manifest, compress))?;
    folder.write_executable("load.sh", LOAD_SH)?;
    folder.write(".gitattributes", GIT_ATTRIBUTES)?;
    folder.write(MANIFEST, &manifest.render())?;
    folder.write(SUMS, &folder.sums())?;
    Ok(manifest)
}

/// Writes what a part has beside its tables: its manifest and the list of digests.
pub(crate) fn of_part(
    plan: &Plan,
    part: Part,
    tables: Vec<Resource>,
    folder: &mut Folder,
) -> Result<Manifest> {
    let files = [MANIFEST, SUMS].map(String::from).to_vec();
    let manifest = Manifest::new(plan, Some(part), tables, files);
    folder.write(MANIFEST, &manifest.render())?;
    folder.write(SUMS, &folder.sums())?;
    Ok(manifest)
}
