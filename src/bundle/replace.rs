//! Decides whether a bundle may replace another one: edited bundles and those of another kind are kept unless the user forces it.

use crate::bundle::SUMS;
use crate::bundle::digest::{Digest, Fingerprint};
use crate::bundle::outline::Outline;
use crate::bundle::sums::Sums;
use crate::error::{Error, Result};
use crate::plan::Part;
use crate::threads;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Maximum number of edited files named in a message.
const MAX_NAMED: usize = 10;

/// Describes the new bundle, to decide whether it may replace the existing one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replace {
    /// The part, if the new bundle is not a whole one.
    pub(crate) part: Option<Part>,
    /// Tables or databases of the new bundle, if it does not have all tables.
    pub(crate) only: Vec<String>,
    /// Whether to replace a bundle that was edited or is of another kind.
    pub(crate) force: bool,
}

/// Snapshot of the existing bundle at the start of a run: each file with its size and modification time.
#[derive(Default)]
pub(crate) struct Previous(Vec<(PathBuf, Stamp)>);

type Stamp = Option<(u64, SystemTime)>;

impl Replace {
    /// Describes a whole bundle.
    pub(crate) fn with_whole(force: bool) -> Replace {
        Replace {
            force,
            ..Replace::default()
        }
    }

    /// Inspects the existing bundle, if there is one; `out` is the path given by the user.
    ///
    /// # Errors
    ///
    /// Fails when the bundle must not be replaced, or when its files cannot be read.
    pub(crate) fn allow(&self, out: &Path) -> Result<Previous> {
        if self.force {
            return Ok(Previous::default());
        }
        let outline = match Outline::read(out) {
            Err(error) if error.is_missing() => return Ok(Previous::default()),
            outline => outline?,
        };
        let wanted = self.part.map(|part| part.to_string());
        if outline.part != wanted || outline.only != self.only {
            let words = |part: &Option<String>, only: &[String]| {
                let of = match only {
                    [] => String::new(),
                    only => format!(" of only {}", only.join(", ")),
                };
                match part {
                    None if only.is_empty() => "a whole bundle".to_string(),
                    None => format!("a bundle{of}"),
                    Some(part) => format!("part {part} of a bundle{of}"),
                }
            };
            return Err(Error::refused(
                out,
                format!(
                    "contains {}, and {} would replace it; nothing was changed; choose another --out, or replace it with --force",
                    words(&outline.part, &outline.only),
                    words(&wanted, &self.only),
                ),
            ));
        }
        // Take the snapshot before reading the files, so that any later edit changes it.
        let files = outline.files.keys().cloned();
        let previous = Previous(
            files
                .map(|file| (stamp(&out.join(&file)), file))
                .map(|(stamp, file)| (file, stamp))
                .collect(),
        );
        match edited(out, &outline)? {
            edited if edited.is_empty() => Ok(previous),
            edited => Err(refusal(out, &edited)),
        }
    }
}

impl Previous {
    /// Fails if a file has changed since the snapshot. `at` is the bundle's current path, `out` its path for messages.
    pub(crate) fn refuse_changed(&self, at: &Path, out: &Path) -> Result<()> {
        let changed = self
            .0
            .iter()
            .filter(|(file, previous)| stamp(&at.join(file)) != *previous)
            .map(|(file, _)| file.display().to_string())
            .collect::<Vec<_>>();
        match changed.is_empty() {
            true => Ok(()),
            false => Err(refusal(out, &changed)),
        }
    }
}

fn stamp(file: &Path) -> Stamp {
    let found = fs::symlink_metadata(file).ok()?;
    Some((found.len(), found.modified().ok()?))
}

fn refusal(out: &Path, edited: &[String]) -> Error {
    let mut names = edited
        .iter()
        .take(MAX_NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if edited.len() > MAX_NAMED {
        names += &format!(", {} more", edited.len() - MAX_NAMED);
    }
    Error::refused(
        out,
        format!(
            "edited since it was written: {names}; nothing was changed; save what you need elsewhere, or replace it with --force"
        ),
    )
}

/// Lists edited files by name: those whose digest differs from `SHA256SUMS` or the manifest, or is listed in neither. Missing
/// files are not listed, since there is nothing to lose.
fn edited(directory: &Path, outline: &Outline) -> Result<Vec<String>> {
    let sums = match Sums::read(directory) {
        Err(error)
            if error
                .io()
                .is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound) =>
        {
            return Ok(vec![format!("{SUMS} (missing)")]);
        }
        sums => sums?,
    };
    if let Some(wrong) = sums.wrong.first() {
        return Ok(vec![format!("{SUMS} ({wrong})")]);
    }
    let is_edited = |(file, stated): (&PathBuf, &Option<Digest>)| -> Result<Option<String>> {
        let path = directory.join(file);
        let name = file.display().to_string();
        if file == Path::new(SUMS) || fs::symlink_metadata(&path).is_err() {
            return Ok(None);
        }
        let found = Fingerprint::of_file(&path)
            .map_err(Error::at("read", &path))?
            .hash;
        let listed = sums.digests.get(&name);
        let same = listed.is_some_and(|listed| *listed == found)
            && stated.is_none_or(|stated| stated == found);
        Ok((!same).then_some(name))
    };
    let found: Vec<Result<Option<String>>> = threads::on_pool(threads::available(), || {
        outline.files.par_iter().map(is_edited).collect()
    });
    found.into_iter().filter_map(Result::transpose).collect()
}
