//! Opens a bundle and checks its files.

use crate::bundle::SUMS;
use crate::bundle::committed::Committed;
use crate::bundle::digest::{Digest, Fingerprint};
use crate::bundle::files::open;
use crate::bundle::format::Format;
use crate::bundle::manifest::{MANIFEST, Manifest, Resource};
use crate::bundle::place::accepts;
use crate::bundle::sums::Sums;
use crate::bundle::unzip::Unzip;
use crate::error::{Error, Result, words};
use crate::{tables, threads};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A bundle on disk, or in a git repository.
#[derive(Clone, Debug)]
pub struct Bundle {
    directory: PathBuf,
    manifest: Manifest,
    /// Location in a git repository, if the bundle is not read from a directory.
    committed: Option<Committed>,
}

/// A file of a bundle that differs from what was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path relative to the bundle.
    pub path: String,
    /// What was expected and what was found.
    pub wrong: String,
}

impl Bundle {
    /// Opens the bundle in a directory. Reads only the manifest.
    ///
    /// # Errors
    ///
    /// Fails when there is no whole bundle, for example only a part of one, or when its manifest cannot be read.
    pub fn open(directory: &Path) -> Result<Bundle> {
        Bundle::whole_or_part(directory)?.with_all_tables()?.whole()
    }

    /// Opens the bundle in a directory, even if it has only some of the tables.
    ///
    /// # Errors
    ///
    /// As [`Bundle::open`].
    pub fn open_some(directory: &Path) -> Result<Bundle> {
        Bundle::whole_or_part(directory)?.whole()
    }

    /// Opens a bundle committed to a git repository, even if it has only some of the tables. Only its manifest and tables can be
    /// read.
    ///
    /// # Errors
    ///
    /// As [`Bundle::open_some`], and when git fails.
    pub fn committed(place: Committed) -> Result<Bundle> {
        let directory = place.path().to_path_buf();
        let manifest = Manifest::from_bytes(&directory, &place.manifest()?)?;
        let committed = Some(place);
        let bundle = Bundle {
            directory,
            manifest,
            committed,
        };
        bundle.whole()
    }

    /// Fails if the bundle has only some of the tables.
    fn with_all_tables(self) -> Result<Bundle> {
        match self.manifest.dhub.only.join(", ") {
            only if only.is_empty() => Ok(self),
            only => Err(Error::refused(
                &self.directory,
                format!(
                    "contains only {only}, expected a whole bundle; write one without --only (verify, diff, db, export, seed status and seed check accept this one)"
                ),
            )),
        }
    }

    /// Fails if this is a part of a bundle.
    fn whole(self) -> Result<Bundle> {
        match self.manifest.dhub.part {
            None => Ok(self),
            Some(part) => Err(Error::refused(
                &self.directory,
                format!(
                    "is part {part} of a bundle, expected a whole one; join the parts first: dhub seed join PART... --out DIR"
                ),
            )),
        }
    }

    /// Opens a whole bundle or a part; otherwise like [`Bundle::open`].
    pub(crate) fn whole_or_part(directory: &Path) -> Result<Bundle> {
        Ok(Bundle {
            directory: directory.to_path_buf(),
            manifest: Manifest::read(directory).map_err(|error| match error.is_missing() {
                true => Error::missing(directory, accepts(directory)),
                false => error,
            })?,
            committed: None,
        })
    }

    /// Returns the bundle's directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Opens a table as CSV, decoding it if needed.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    pub fn csv(&self, resource: &Resource) -> Result<Box<dyn Read + Send>> {
        let path = self.directory.join(&resource.path);
        let format = resource
            .stored_as()
            .ok_or_else(|| self.unknown_format(resource))?;
        let table = tables::files()
            .find(|table| (table.database, table.name) == (&resource.database, &resource.name));
        let stated = &resource.stored;
        let input = match (table, &self.committed) {
            // CSV can be read even if the table is unknown.
            (_, None) if format.is_csv() => {
                open(&path).and_then(|file| format.packing().decoder(file))
            }
            (_, Some(place)) if format.is_csv() => place.lines(&resource.path, format),
            (None, _) => return Err(self.unknown_table(resource)),
            (Some(table), None) => open(&path).and_then(|file| format.decoder(table, file, stated)),
            (Some(table), Some(place)) => place
                .temporary_copy(&resource.path)
                .and_then(|file| format.decoder(table, file, stated)),
        };
        let input = input.map_err(Error::at("read", &path))?;
        Ok(match format.is_packed() {
            false => input,
            true => Box::new(Unzip::new(input, resource)),
        })
    }

    /// Returns the command that generates this bundle again.
    pub fn command(&self) -> String {
        self.manifest.command(self.format())
    }

    /// Returns the storage format of the tables; plain CSV if no table says otherwise.
    pub fn format(&self) -> Format {
        let mut formats = self
            .manifest
            .resources
            .iter()
            .filter_map(Resource::stored_as);
        let other = formats.find(|format| *format != Format::default());
        other.unwrap_or_default()
    }

    /// Builds the error for a table that this version does not know.
    fn unknown_table(&self, resource: &Resource) -> Error {
        Error::damaged(
            &self.directory.join(MANIFEST),
            format!(
                "{}.{}: expected a table that this version knows; write the bundle again",
                resource.database, resource.name
            ),
        )
    }

    /// Builds the error for a format that this version cannot read.
    pub(crate) fn unknown_format(&self, resource: &Resource) -> Error {
        let known: Vec<&str> = Format::ALL.iter().map(|one| one.extension()).collect();
        let mut known = known.join(" or ");
        if !cfg!(feature = "parquet") {
            known += " (parquet requires a dhub built with --features parquet)";
        }
        let found = match &resource.compression {
            Some(compression) => format!("{}.{compression}", resource.format),
            None => resource.format.clone(),
        };
        Error::damaged(
            &self.directory.join(MANIFEST),
            format!(
                "{}.{}: expected a table stored as {known}, found {found:?}; restore the file or write the bundle again",
                resource.database, resource.name
            ),
        )
    }

    /// Compares every file with its digests. Returns no findings if every byte is as written.
    pub fn check(&self) -> Vec<Finding> {
        self.check_files(|_| true)
    }

    /// Like [`Bundle::check`], for the files selected by `wanted`.
    pub(crate) fn check_files(&self, wanted: impl Fn(&str) -> bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut found = |path: &str, wrong: String| {
            findings.push(Finding {
                path: path.to_string(),
                wrong,
            })
        };
        let sums = self.sums(&mut found);
        let listed: BTreeSet<&str> = self.manifest.paths().filter(|path| *path != SUMS).collect();
        let named = |path: &&String| !listed.contains(path.as_str());
        for path in sums.iter().flat_map(BTreeMap::keys).filter(named) {
            found(
                MANIFEST,
                format!("does not mention {path}, which {SUMS} lists"),
            );
        }
        let resources: BTreeMap<&str, &Fingerprint> = self
            .manifest
            .resources
            .iter()
            .map(|resource| (resource.path.as_str(), &resource.stored))
            .collect();
        let listed: Vec<&str> = listed.into_iter().filter(|path| wanted(path)).collect();
        let check = |path| self.check_file(path, sums.as_ref(), resources.get(path).copied());
        let checked: Vec<Vec<Finding>> = threads::on_pool(threads::available(), || {
            listed.into_par_iter().map(check).collect()
        });
        findings.extend(checked.into_iter().flatten());
        findings.sort();
        findings.dedup();
        findings
    }

    /// Compares a file with its line in SHA256SUMS and, for a table, with the manifest.
    fn check_file(
        &self,
        path: &str,
        sums: Option<&BTreeMap<String, Digest>>,
        manifest: Option<&Fingerprint>,
    ) -> Vec<Finding> {
        let finding = |path: &str, wrong: String| Finding {
            path: path.to_string(),
            wrong,
        };
        let mut findings = Vec::new();
        let sum = sums.and_then(|sums| sums.get(path));
        if sum.is_none() && sums.is_some() {
            findings.push(finding(SUMS, format!("does not list {path}")));
        }
        let found = match Fingerprint::of_file(&self.directory.join(path)) {
            Ok(found) => found,
            Err(error) => {
                let wrong = match error.kind() {
                    ErrorKind::NotFound => "missing".to_string(),
                    _ => format!("cannot read: {}", words("read", &error)),
                };
                findings.push(finding(path, wrong));
                return findings;
            }
        };
        match (sum, manifest) {
            (_, Some(wanted)) if wanted.bytes != found.bytes => findings.push(finding(
                path,
                format!("expected {} bytes, found {}", wanted.bytes, found.bytes),
            )),
            (Some(sum), Some(wanted)) if wanted.hash == found.hash && *sum != found.hash => {
                findings.push(finding(
                    SUMS,
                    format!(
                        "lists a different digest for {path} than {MANIFEST}, which matches the file"
                    ),
                ))
            }
            (Some(wanted), _) | (None, Some(Fingerprint { hash: wanted, .. }))
                if *wanted != found.hash =>
            {
                findings.push(finding(
                    path,
                    format!("expected sha256 {wanted}, found {}", found.hash),
                ));
            }
            (_, Some(wanted)) if wanted.hash != found.hash => findings.push(finding(
                MANIFEST,
                format!("has a different digest for {path} than {SUMS}, which matches the file"),
            )),
            _ => {}
        }
        findings
    }

    /// Reads SHA256SUMS into digests by path; None if it cannot be read.
    fn sums(&self, found: &mut impl FnMut(&str, String)) -> Option<BTreeMap<String, Digest>> {
        match Sums::read(&self.directory) {
            Ok(sums) => {
                sums.wrong.into_iter().for_each(|wrong| found(SUMS, wrong));
                Some(sums.digests)
            }
            Err(error) => {
                let missing = |error: &std::io::Error| error.kind() == ErrorKind::NotFound;
                let wrong = match error.io().is_some_and(missing) {
                    true => "missing",
                    false => error.reason(),
                };
                found(SUMS, wrong.to_string());
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{DEFAULT_AS_OF, Plan, Scale};
    use crate::tables;

    #[test]
    fn a_table_in_an_unknown_format_is_refused() {
        let bundle = |format: &str, compression: Option<&str>| {
            let table = tables::files().next().unwrap();
            let mut resource = Resource::new(
                table,
                None,
                Format::Csv,
                0,
                Fingerprint::of(b""),
                Fingerprint::of(b""),
            );
            resource.format = format.to_string();
            resource.compression = compression.map(str::to_string);
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join(&resource.path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, b"").unwrap();
            let plan = Plan::new(1, DEFAULT_AS_OF, Scale::ONE, None, None).unwrap();
            let manifest = Manifest::new(&plan, None, vec![resource.clone()], Vec::new());
            std::fs::write(dir.path().join(MANIFEST), manifest.render()).unwrap();
            let bundle = Bundle::open(dir.path()).unwrap();
            bundle
                .csv(&resource)
                .map(|_| ())
                .map_err(|error| error.to_string())
        };
        assert_eq!(bundle("csv", None), Ok(()));
        for (format, compression, found) in [
            ("csv", Some("gz"), "csv.gz"),
            ("orc", None, "orc"),
            ("parquet", Some("zst"), "parquet.zst"),
        ] {
            let error = bundle(format, compression).unwrap_err();
            let known: Vec<&str> = Format::ALL.iter().map(|one| one.extension()).collect();
            let mut known = known.join(" or ");
            if !cfg!(feature = "parquet") {
                known += " (parquet requires a dhub built with --features parquet)";
            }
            let wanted = format!("expected a table stored as {known}, found \"{found}\"");
            assert!(error.contains(&wanted), "{error}");
        }
    }
}
