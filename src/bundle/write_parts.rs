//! Writes all parts of a bundle, one after the other.

use crate::bundle::files::exists;
use crate::bundle::manifest::Manifest;
use crate::bundle::only::names;
use crate::bundle::place::refuse_strays;
use crate::bundle::replace::Replace;
use crate::bundle::{Options, Progress, write_part, write_some};
use crate::error::{Error, Result};
use crate::plan::{Part, Plan};
use crate::tables::Table;
use std::fs;
use std::path::PathBuf;

/// Writes the bundle of a plan as `of` parts, into `part-1` and so on in `options.out`, and returns the directory and manifest of
/// each. Part numbers are zero-padded to equal width. Each part is written as by [`write_part`] or, if `only` is given,
/// [`write_some`].
///
/// # Errors
///
/// Fails without writing anything when the number of parts is too large, or when `out` contains anything other than these parts.
/// Otherwise fails like [`write_part`], keeping the parts already written.
pub fn write_parts(
    plan: Plan,
    of: u32,
    only: Option<&[&'static Table]>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Vec<(PathBuf, Manifest)>> {
    let width = of.to_string().len();
    let parts: Vec<(Part, String)> = (1..=of)
        .filter_map(|number| Some((Part::new(number, of)?, format!("part-{number:0width$}"))))
        .collect();
    if parts.is_empty() {
        return Err(Error::usage(format!("a bundle cannot have {of} parts")));
    }
    refuse_others(options, &parts)?;
    for (part, name) in &parts {
        let place = options.out.join(name);
        refuse_strays(&place)?;
        let replace = Replace {
            part: Some(*part),
            only: only.map(names).unwrap_or_default(),
            force: options.force,
        };
        replace.allow(&place)?;
    }
    let write = |(part, name): (Part, String)| {
        let out = options.out.join(name);
        let options = Options {
            out: out.clone(),
            ..options.clone()
        };
        let manifest = match only {
            None => write_part(plan, part, &options, progress),
            Some(tables) => write_some(plan, Some(part), tables, &options, progress),
        };
        manifest.map(|manifest| (out, manifest))
    };
    parts.into_iter().map(write).collect()
}

/// Fails if the directory contains anything but the parts and the staging directories of killed runs.
fn refuse_others(options: &Options, parts: &[(Part, String)]) -> Result<()> {
    let out = &options.out;
    if !exists(out) {
        return Ok(());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(out).map_err(Error::at("list", out))? {
        let entry = entry.map_err(Error::at("list", out))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let ours = |name: &String| {
        let left = name.strip_prefix('.');
        let left = left.and_then(|name| name.strip_suffix(".dhub-staging"));
        parts.iter().any(|(_, part)| part == left.unwrap_or(name))
    };
    match names.iter().find(|name| !ours(name)) {
        None => Ok(()),
        Some(name) => Err(Error::refused(
            out,
            format!(
                "contains {name}, which is not one of {} parts; nothing was changed; move it elsewhere or choose another --out",
                parts.len()
            ),
        )),
    }
}
