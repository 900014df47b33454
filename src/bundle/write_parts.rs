//! Writing all parts of a bundle, one after the other.

use crate::bundle::files::exists;
use crate::bundle::manifest::Manifest;
use crate::bundle::only::names;
use crate::bundle::place::refuse_foreign;
use crate::bundle::replace::Replace;
use crate::bundle::{Options, Progress, write_part, write_some};
use crate::error::{Error, Result};
use crate::plan::{Part, Plan};
use crate::tables::Table;
use std::fs;
use std::path::PathBuf;

/// Writes all parts of the bundle of a plan, `of` in number, into `part-1` and so on in `options.out`, and returns the directory
/// and the manifest of each. The numbers have as many digits as the highest one. Each part is what [`write_part`] writes, or with
/// `only` some tables [`write_some`].
///
/// # Errors
///
/// When there cannot be so many parts, or `out` holds anything but such parts: then nothing is written. Else as [`write_part`];
/// the parts before the one that failed are there.
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
        return Err(Error::usage(format!("there are no {of} parts of a bundle")));
    }
    refuse_others(options, &parts)?;
    for (part, name) in &parts {
        let place = options.out.join(name);
        refuse_foreign(&place)?;
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

/// Fails if there is anything in the directory of the parts but them, and what a killed run of theirs left.
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
                "holds {name}, which is none of {} parts; nothing was changed; move it away or choose another --out",
                parts.len()
            ),
        )),
    }
}
