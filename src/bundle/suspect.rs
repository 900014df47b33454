//! Checks beyond the digests of files: stray files, symbolic links out of the bundle, SQL that differs from the declarations, and
//! compressed files whose CSV differs from the manifest.

use crate::bundle::digest::Tally;
use crate::bundle::files::read_capped;
use crate::bundle::own::{INSIDE, Own, strays};
use crate::bundle::read::{Bundle, Finding};
use crate::bundle::{MANIFEST, Resource, load_sql};
use crate::error::Result;
use crate::plan::DATA_VERSION;
use crate::schema::{self, schema_sql};
use crate::tables::DATABASES;
use crate::threads;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Maximum number of bytes read of an SQL file; ours have about 50 KB.
const MAX_BYTES: u64 = 4 << 20;

impl Bundle {
    /// Returns contradictions in the SQL and the manifest, including, for a bundle of this data version, differences from the
    /// declarations.
    pub fn check_consistency(&self) -> Vec<Finding> {
        let contradictions = self.manifest().contradictions();
        let contradictions = contradictions
            .iter()
            .map(|wrong| finding(Path::new(MANIFEST), wrong));
        self.check_sql().into_iter().chain(contradictions).collect()
    }

    /// Returns stray files, and files and directories of the bundle that are symbolic links out of it. A staging directory is not
    /// a stray.
    pub fn strays(&self) -> Vec<Finding> {
        self.find_strays().unwrap_or_else(|error| {
            let path = error.path().unwrap_or(self.directory());
            let path = path.strip_prefix(self.directory()).unwrap_or(path);
            vec![finding(path, error.reason())]
        })
    }

    fn find_strays(&self) -> Result<Vec<Finding>> {
        let own = Own::of(self.directory())?;
        let mut findings = Vec::new();
        for stray in strays(self.directory())? {
            if stray == Path::new(INSIDE) {
                continue;
            }
            let wrong = match own.directories.contains(&stray) {
                true if self.directory().join(&stray).is_symlink() => continue, // reported with the other links
                true => "expected a directory of the bundle, found something else",
                false => "not part of the bundle; move it elsewhere",
            };
            findings.push(finding(&stray, wrong));
        }
        for path in own.directories.iter().chain(&own.files) {
            if let Some(target) = self.leaves(path) {
                findings.push(finding(path, &target));
            }
        }
        findings.sort();
        Ok(findings)
    }

    /// Returns a message if a path inside the bundle is a symbolic link out of it, with its target.
    fn leaves(&self, path: &Path) -> Option<String> {
        let place = self.directory().join(path);
        if !place.is_symlink() {
            return None;
        }
        let (home, target) = (
            fs::canonicalize(self.directory()).ok()?,
            fs::canonicalize(&place).ok()?,
        );
        (!target.starts_with(&home)).then(|| {
            let target = target.display();
            format!("a symbolic link out of the bundle, to {target}; replace it with a copy")
        })
    }

    /// Compares the SQL files with the declarations, for a bundle of this data version. `load.sql` and the comments in
    /// `schema.sql` are compared only if the same version of dhub wrote them, because they change between releases.
    fn check_sql(&self) -> Vec<Finding> {
        let origin = &self.manifest().dhub;
        if origin.data_version != DATA_VERSION || origin.part.is_some() {
            return Vec::new();
        }
        let same_program = origin.version == env!("CARGO_PKG_VERSION");
        let mut findings = Vec::new();
        for database in DATABASES {
            if schema::tables_of(database).next().is_none() {
                continue;
            }
            let mut compare = |name: &str, wanted: String, form: fn(&str) -> String| {
                let path = Path::new(database).join(name);
                // Unreadable files are reported elsewhere.
                let Ok(found) = read_capped(&self.directory().join(&path), MAX_BYTES) else {
                    return;
                };
                let found = form(&String::from_utf8_lossy(&found));
                if let Some(wrong) = first_difference(&form(&wanted), &found) {
                    findings.push(finding(&path, &wrong));
                }
            };
            let form = if same_program { whole } else { statements };
            compare("schema.sql", schema_sql(database), form);
            if same_program {
                let tables = self.manifest().resources.iter();
                let tables = tables.filter(|resource| resource.database == database);
                let rows: Vec<(&str, u64)> = tables
                    .map(|table| (table.name.as_str(), table.rows))
                    .collect();
                let load =
                    load_sql::render(database, &rows, self.format(), &load_sql::Id::of(origin));
                compare("load.sql", load, whole);
            }
        }
        findings
    }

    /// Returns the compressed files whose CSV differs from the manifest. Files that cannot be decompressed are skipped; whoever
    /// reads them reports that.
    pub fn check_compressed(&self) -> Vec<Finding> {
        let tables: Vec<&Resource> = self.manifest().resources.iter().collect();
        let check = |resource: &&Resource| {
            let wanted = resource.uncompressed?;
            let mut csv = self.csv(resource).ok()?;
            let mut tally = Tally::default();
            let mut buffer = vec![0; 1 << 18];
            loop {
                match csv.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(n) => tally.add(&buffer[..n]),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(_) => return None,
                }
            }
            let found = tally.finish();
            let wrong = format!(
                "expected CSV of {} bytes with sha256 {}, found {} bytes with {}",
                wanted.bytes, wanted.hash, found.bytes, found.hash
            );
            (found != wanted).then(|| finding(Path::new(&resource.path), &wrong))
        };
        let checked: Vec<Option<Finding>> = threads::on_pool(threads::available(), || {
            tables.par_iter().map(check).collect()
        });
        checked.into_iter().flatten().collect()
    }
}

fn finding(path: &Path, wrong: &str) -> Finding {
    Finding {
        path: path.display().to_string(),
        wrong: wrong.to_string(),
    }
}

fn whole(sql: &str) -> String {
    sql.to_string()
}

/// Returns the statements of a `schema.sql` without SQL comments and COMMENT statements.
fn statements(sql: &str) -> String {
    let is_comment = |line: &&str| {
        let text = line
            .strip_prefix("COMMENT ON ")
            .and_then(|line| line.split_once(" IS '")?.1.strip_suffix("';"));
        line.starts_with("--") || text.is_some_and(|text| !text.replace("''", "").contains('\''))
    };
    let lines = sql.lines().filter(|line| !is_comment(line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Returns the first difference from the expected text.
fn first_difference(wanted: &str, found: &str) -> Option<String> {
    if wanted == found {
        return None;
    }
    let (mut wanted, mut found) = (wanted.lines(), found.lines());
    loop {
        let words = |line: Option<&str>| match line {
            None => "its end".to_string(),
            Some(line) => format!("{:?}", line.trim().chars().take(80).collect::<String>()),
        };
        return Some(match (wanted.next(), found.next()) {
            (None, None) => "not as declared: different line ends".to_string(),
            (a, b) if a == b => continue,
            (a, b) => format!("not as declared: expected {}, found {}", words(a), words(b)),
        });
    }
}
