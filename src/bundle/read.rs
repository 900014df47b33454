//! Reading a bundle back: opening it, checking its files, telling ours from others', removing it.

use crate::bundle::digest::{Digest, Fingerprint};
use crate::bundle::manifest::{MANIFEST, Manifest, Resource, is_inside};
use crate::bundle::{SUMS, readme, staging};
use crate::error::{Error, Result, words};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A bundle on disk.
#[derive(Clone, Debug)]
pub struct Bundle {
    folder: PathBuf,
    manifest: Manifest,
}

/// A file of a bundle that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to the bundle.
    pub path: String,
    /// What was expected and found.
    pub wrong: String,
}

impl Bundle {
    /// Opens the bundle in a folder by its manifest. Nothing else is looked at.
    ///
    /// # Errors
    ///
    /// When there is no bundle but perhaps a part of one, or its manifest cannot be read.
    pub fn open(folder: &Path) -> Result<Bundle> {
        let bundle = Bundle::whole_or_part(folder)?;
        match bundle.manifest.dhub.part {
            None => Ok(bundle),
            Some(part) => Err(Error::refused(
                folder,
                format!(
                    "is part {part} of a bundle, expected a whole one; join the parts first: dhub seed join PART... --out DIR"
                ),
            )),
        }
    }

    /// Opens a bundle or a part of one, as [`Bundle::open`].
    pub(crate) fn whole_or_part(folder: &Path) -> Result<Bundle> {
        Ok(Bundle {
            folder: folder.to_path_buf(),
            manifest: Manifest::read(folder)?,
        })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The CSV of a table, decompressed if need be.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    pub fn csv(&self, resource: &Resource) -> Result<Box<dyn Read + Send>> {
        let path = self.folder.join(&resource.path);
        let file = open(&path).map_err(Error::at("read", &path))?;
        Ok(match resource.compression {
            None => Box::new(BufReader::with_capacity(1 << 16, file)),
            Some(_) => Box::new(zstd::Decoder::new(file).map_err(Error::at("read", &path))?),
        })
    }

    /// The command that makes this bundle again.
    pub fn command(&self) -> String {
        readme::command(&self.manifest, self.compressed())
    }

    /// Whether its tables are stored compressed.
    pub(crate) fn compressed(&self) -> bool {
        let compressed = |resource: &Resource| resource.compression.is_some();
        self.manifest.resources.iter().any(compressed)
    }

    /// Compares every file with its digests. No finding means that every byte is as it was written.
    pub fn check(&self) -> Vec<Finding> {
        self.check_files(|_| true)
    }

    /// As [`Bundle::check`], but reads only those files that are `wanted`.
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
                format!("does not name {path}, which {SUMS} lists"),
            );
        }
        let resources: BTreeMap<&str, &Fingerprint> = self
            .manifest
            .resources
            .iter()
            .map(|resource| (resource.path.as_str(), &resource.stored))
            .collect();
        let checked: Vec<Vec<Finding>> = listed
            .into_iter()
            .filter(|path| wanted(path))
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|path| self.check_file(path, sums.as_ref(), resources.get(path).copied()))
            .collect();
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
        let found = match Fingerprint::of_file(&self.folder.join(path)) {
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
                        "lists another digest of {path} than {MANIFEST}, which agrees with the file"
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
                format!("has another digest of {path} than {SUMS}, which agrees with the file"),
            )),
            _ => {}
        }
        findings
    }

    /// The digests of SHA256SUMS by path; None if it cannot be read.
    fn sums(&self, found: &mut impl FnMut(&str, String)) -> Option<BTreeMap<String, Digest>> {
        let path = self.folder.join(SUMS);
        let mut bytes = Vec::new();
        match open(&path).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                found(SUMS, "missing".to_string());
                return None;
            }
            Err(error) => {
                found(SUMS, format!("cannot read: {}", words("read", &error)));
                return None;
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        if text.contains("\r\n") {
            found(
                SUMS,
                "expected the line end LF, found CRLF (a Windows line end)".to_string(),
            );
        }
        let mut sums = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let sum = line.split_once("  ").and_then(|(digest, path)| {
                is_inside(path).then_some((path, Digest::parse(digest)?))
            });
            let wrong = match sum {
                Some((path, digest)) => match sums.insert(path.to_string(), digest) {
                    None => continue,
                    Some(_) => format!("lists {path} again"),
                },
                None => {
                    "expected a sha256 digest, two spaces and a path inside the bundle".to_string()
                }
            };
            found(SUMS, format!("line {}: {wrong}", number + 1));
        }
        Some(sums)
    }

    /// What else is in the folder: the first entry that is no part of the bundle, by name, relative to the folder.
    ///
    /// # Errors
    ///
    /// When a folder cannot be listed.
    pub fn foreign(&self) -> Result<Option<PathBuf>> {
        foreign(&self.folder)
    }
}

/// Opens a file to read it. A pipe or a device is none: reading it might never end.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let kind = fs::metadata(path)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::other("expected a file, found a pipe or device"));
    }
    File::open(path)
}

/// The files and folders of a bundle, relative to it.
#[derive(Default)]
struct Own {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl Own {
    fn of(folder: &Path) -> Result<Own> {
        let files = Manifest::files_of(folder)?;
        let folders = files
            .iter()
            .flat_map(|file| file.ancestors().skip(1))
            .filter(|folder| !folder.as_os_str().is_empty())
            .map(Path::to_path_buf)
            .collect();
        Ok(Own { files, folders })
    }
}

/// The first entry of a folder, by name, that belongs to no bundle: none in an empty folder, none in a bundle; in a folder
/// without a manifest every entry is foreign.
pub(crate) fn foreign(folder: &Path) -> Result<Option<PathBuf>> {
    let own = match Own::of(folder) {
        Err(error) if error.is_missing() => Own::default(),
        own => own?,
    };
    first_foreign(folder, Path::new(""), &own)
}

fn first_foreign(root: &Path, inside: &Path, own: &Own) -> Result<Option<PathBuf>> {
    let folder = root.join(inside);
    let listing = fs::read_dir(&folder).map_err(Error::at("list", &folder))?;
    let mut entries = Vec::new();
    for entry in listing {
        let entry = entry.map_err(Error::at("list", &folder))?;
        let kind = entry
            .file_type()
            .map_err(Error::at("look at", &entry.path()))?;
        entries.push((inside.join(entry.file_name()), kind.is_dir()));
    }
    entries.sort();
    for (path, is_folder) in entries {
        if is_folder && own.folders.contains(&path) {
            if let Some(foreign) = first_foreign(root, &path, own)? {
                return Ok(Some(foreign));
            }
        } else if is_folder || !own.files.contains(&path) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// What [`clear`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleared {
    /// How many files it removed.
    pub files: usize,
    /// The first thing that is not the bundle's and was left, if any.
    pub left: Option<PathBuf>,
}

/// Removes exactly the files of the bundle in a folder, and the folders that are empty then. Nothing there is fine.
///
/// The manifest goes last, so that an interrupted removal can be repeated.
///
/// # Errors
///
/// When the folder holds something but no bundle, or a file cannot be removed.
pub fn clear(folder: &Path) -> Result<Cleared> {
    staging::clean(folder)?;
    let nothing = Cleared {
        files: 0,
        left: None,
    };
    let own = match Own::of(folder) {
        Err(error) if error.is_missing() && (!folder.exists() || foreign(folder)?.is_none()) => {
            return Ok(nothing);
        }
        own => own?,
    };
    let mut files = 0;
    let manifest = Path::new(MANIFEST);
    // What lies behind a link is not in the bundle.
    let linked = |file: &&PathBuf| {
        let mut inside = file.ancestors().skip(1);
        inside.any(|inside| !inside.as_os_str().is_empty() && folder.join(inside).is_symlink())
    };
    let but_manifest = own
        .files
        .iter()
        .filter(|file| *file != manifest && !linked(file));
    for file in but_manifest.map(PathBuf::as_path).chain([manifest]) {
        let path = folder.join(file);
        match fs::remove_file(&path) {
            Ok(()) => files += 1,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Error::at("remove", &path)(error)),
        }
    }
    // From the deepest upwards; a folder that holds anything else stays.
    for inside in own.folders.iter().rev() {
        let _ = fs::remove_dir(folder.join(inside));
    }
    let left = foreign(folder)?;
    if left.is_none() {
        fs::remove_dir(folder).map_err(Error::at("remove", folder))?;
    }
    Ok(Cleared { files, left })
}
