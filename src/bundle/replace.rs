//! Whether a bundle may take the place of another: one that was edited by hand, or is of another kind, is kept unless the user
//! says otherwise.

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

/// Of edited files no more than so many are named.
const NAMED: usize = 10;

/// What shall be put in the place of another bundle, and whether whatever bundle stands there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replace {
    /// Which part of a bundle the new one is, if it is not a whole one.
    pub(crate) part: Option<Part>,
    /// The only tables or databases of the new one, if it does not have every table.
    pub(crate) only: Vec<String>,
    /// Whether it may replace a bundle that was edited, or is of another kind.
    pub(crate) force: bool,
}

/// The bundle that stood in a place when a run began: each file with its size and the time of its last change.
#[derive(Default)]
pub(crate) struct Previous(Vec<(PathBuf, Stamp)>);

type Stamp = Option<(u64, SystemTime)>;

impl Replace {
    /// Looks at the bundle in a directory, if there is one; `out` is as the user gave it.
    ///
    /// # Errors
    ///
    /// When it may not be replaced, or its files cannot be read.
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
                    "holds {}, and {} would replace it; nothing was changed; choose another --out, or replace it with --force",
                    words(&outline.part, &outline.only),
                    words(&wanted, &self.only),
                ),
            ));
        }
        // Before the files are read: an edit from now on changes the stamps.
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
    /// Fails if a file has changed since the beginning. `at` is where the bundle is now, `out` its place.
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
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if edited.len() > NAMED {
        names += &format!(", {} more", edited.len() - NAMED);
    }
    Error::refused(
        out,
        format!(
            "edited since it was written: {names}; nothing was changed; keep what you need elsewhere, or replace it with --force"
        ),
    )
}

/// The files of a bundle that are not as they were written, by name: those whose digest is another than that of `SHA256SUMS` or
/// of the manifest, or is in neither. A missing one cannot be lost.
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
